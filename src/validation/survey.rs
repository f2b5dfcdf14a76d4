//! What a column of an export that nobody described can be: the readers of this room tried on its cells. Nothing is
//! decided here that reading would decide otherwise.

use std::collections::BTreeMap;

use super::ages::plain_years;
use super::guess::{self, Guess};
use super::lists;
use super::nothing::is_no_day;
use super::reader::Reader;
use super::shows;
use super::spans::{Manner, Signs, Span, span};
use super::stamp::{NO_OFFSET, NO_SECOND, Read};
use super::unit_names;
use crate::base::fold;
use crate::config::{Silent, Unit};

/// Cells on which formats are tried; all cells are read with the one that is found.
const TRIED: usize = 4000;
/// Of a hundred cells so many must be read.
const MOSTLY: u64 = 90;

/// Times the threshold: a text that stands in so many rows is nobody's own sentence.
const MANY: u64 = 10;
/// Most letters of a label.
const LABEL: usize = 80;

/// The moments of a column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SeenMoments {
    /// Formats that read it; none for ISO 8601.
    pub formats: Vec<String>,
    /// Formats that read all its cells as well and give other days.
    pub otherwise: Vec<String>,
    /// Cells that were read, by day.
    pub days: BTreeMap<u32, u64>,
    /// Filled cells that were not read.
    pub unread: u64,
    /// Cells with a time of day.
    pub timed: u64,
    /// Cells that are exactly midnight.
    pub midnight: u64,
    /// Cells with an offset from UTC.
    pub offsets: u64,
    /// Cells whose day of the month is none that a month can have.
    pub proof: u64,
    /// Whether all its cells are plain digits.
    pub digits: bool,
}

impl SeenMoments {
    /// Cells that were read.
    #[must_use]
    pub fn read(&self) -> u64 {
        self.days.values().sum()
    }

    fn add_days(&mut self, (day, n): (u32, u64)) {
        if n > 0 {
            *self.days.entry(day).or_default() += n;
        }
    }

    /// Adds a cell; the days of neighbours are mostly the same, and are counted together.
    fn add(&mut self, read: &Read, run: &mut (u32, u64)) {
        let stamp = read.stamp.settled();
        if stamp.day == run.0 {
            run.1 += 1;
        } else {
            self.add_days(*run);
            *run = (stamp.day, 1);
        }
        self.proof += u64::from(stamp.day % 100 > 12);
        self.timed += u64::from(stamp.second != NO_SECOND);
        self.midnight += u64::from(stamp.second == 0);
        self.offsets += u64::from(read.offset != NO_OFFSET);
    }
}

/// The moments of a column whose cells mostly are some; `cells` are those that are filled.
#[must_use]
pub fn moments(cells: &[&[u8]], months: &BTreeMap<String, u32>) -> Option<SeenMoments> {
    let cells: Vec<&[u8]> = cells.iter().copied().filter(|cell| !is_no_day(cell)).collect();
    let step = cells.len().div_ceil(TRIED).max(1);
    let some: Vec<&[u8]> = cells.iter().copied().step_by(step).collect();
    let iso = Reader::new([], months);
    let misses = some.iter().filter(|cell| iso.moment(cell).is_none()).count();
    let mut seen = SeenMoments::default();
    if misses > 0 {
        match guess::moments(&some, &iso, months) {
            Guess::Reads(formats) | Guess::Nearly(formats) | Guess::Beside(formats) => seen.formats = formats,
            Guess::TwoWays(formats, other) => (seen.formats, seen.otherwise) = (formats, other),
            Guess::Nothing if misses * 10 > some.len() => return None,
            Guess::Nothing => {}
        }
    }
    read_all(&mut seen, &cells, months);
    // What a sample left open can be shown by another cell.
    if !seen.otherwise.is_empty() {
        let other = Reader::new(seen.otherwise.iter().map(String::as_str), months);
        let mut turned = SeenMoments { formats: seen.otherwise.clone(), ..SeenMoments::default() };
        if cells.iter().all(|cell| other.moment(cell).is_some()) {
            turned.otherwise = seen.formats.clone();
            read_all(&mut turned, &cells, months);
            // Neither is proved: contacts lie close together, and swapped days are spread over years.
            if seen.unread > 0 || turned.days.len() < seen.days.len() {
                seen = turned;
            }
        } else {
            seen.otherwise.clear();
        }
    }
    let read = seen.read();
    (read > 0 && read * 100 >= (read + seen.unread) * MOSTLY).then_some(seen)
}

fn read_all(seen: &mut SeenMoments, cells: &[&[u8]], months: &BTreeMap<String, u32>) {
    let reader = Reader::new(seen.formats.iter().map(String::as_str), months);
    let mut run = (0, 0);
    seen.digits = true;
    for cell in cells {
        seen.digits &= cell.iter().all(u8::is_ascii_digit);
        match reader.moment(cell) {
            Some(read) => seen.add(&read, &mut run),
            None => seen.unread += 1,
        }
    }
    seen.add_days(run);
}

/// The formats of a column of times of day; none for `10:11` and `10:11:12`.
#[must_use]
pub fn clocks(cells: &[&[u8]]) -> Option<Vec<String>> {
    let months = BTreeMap::new();
    let plain = Reader::new([], &months);
    if cells.iter().all(|cell| plain.time(cell).is_some()) {
        return Some(Vec::new());
    }
    match guess::times(cells, &months) {
        Guess::Reads(formats) => Some(formats),
        _ => None,
    }
}

/// Whether a text is a span of time: a number, a clock, or numbers with units.
#[must_use]
pub fn is_span(text: &str) -> bool {
    let manner = Manner { decimal: None, clock: None, seconds: 1.0 };
    !matches!(span(&fold(text), &manner, &mut Signs::default()), Span::None)
}

/// An age in years.
#[must_use]
pub fn age(text: &str) -> Option<f64> {
    plain_years(&fold(text))
}

/// The unit that the name of a column says.
#[must_use]
pub fn unit_of_name(name: &str) -> Option<Unit> {
    unit_names::of_name(name)
}

/// The items of a list that a program wrote as a text.
#[must_use]
pub fn list(text: &str) -> Option<Vec<String>> {
    lists::literal(text)
}

/// Whether a text is as short as that of a code, and no address or number of somebody.
#[must_use]
pub fn is_code(text: &str) -> bool {
    shows::is_short(text.as_bytes())
}

/// Whether a text that very many rows hold can be a label, longer than that of most codes.
fn is_label(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    text.chars().count() <= LABEL && digits <= 4 && !text.contains('@')
}

/// How often a text must occur to be shown, by the threshold of the line.
#[must_use]
pub fn least_shown(threshold: u64) -> u64 {
    threshold.max(shows::FEWEST)
}

/// The texts that occur often enough to be shown, of a column that holds codes; nothing where it holds none. The
/// texts are given with their numbers, folded ones together.
#[must_use]
pub fn frequent(
    texts: &BTreeMap<String, u64>,
    threshold: u64,
    silent: &Silent,
) -> Option<Vec<(String, u64)>> {
    let least = least_shown(threshold);
    let mut folded: BTreeMap<String, (u64, String, u64)> = BTreeMap::new();
    let mut filled = 0;
    for (text, n) in texts {
        let key = fold(text);
        if silent.of(&key).is_some() {
            continue;
        }
        filled += n;
        let one = folded.entry(key).or_insert_with(|| (0, text.clone(), 0));
        one.0 += n;
        if *n > one.2 {
            (one.1, one.2) = (text.clone(), *n);
        }
    }
    let often: Vec<(String, u64)> = folded
        .into_values()
        .filter(|(all, text, own)| {
            let long = *own >= MANY * least && is_label(text);
            *all >= least && *own >= least && (is_code(text) || long)
        })
        .map(|(all, text, _)| (text, all))
        .collect();
    let covered: u64 = often.iter().map(|(_, n)| n).sum();
    let holds = filled > 0 && often.len() <= shows::MOST && covered * 100 >= filled * shows::SURE as u64;
    holds.then_some(often)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(cells: &[&str]) -> Option<SeenMoments> {
        let cells: Vec<&[u8]> = cells.iter().map(|c| c.as_bytes()).collect();
        moments(&cells, &BTreeMap::new())
    }

    #[test]
    fn the_order_of_day_and_month_is_proved_by_the_cells() {
        let day_first = seen(&["03/04/2024 10:00", "25/04/2024 11:00"]).expect("moments");
        assert_eq!(day_first.formats, ["%d/%m/%Y %H:%M"]);
        assert!(day_first.otherwise.is_empty() && day_first.proof == 1 && day_first.timed == 2);
        let month_first = seen(&["03/04/2024", "04/25/2024"]).expect("moments");
        assert_eq!(month_first.formats, ["%m/%d/%Y"]);
        let open = seen(&["03/04/2024", "04/04/2024", "05/04/2024"]).expect("moments");
        assert!(!open.otherwise.is_empty());
    }

    #[test]
    fn words_are_no_moments() {
        assert_eq!(seen(&["chat", "telefoon"]), None);
        let iso = seen(&["2024-01-02T10:00:00Z", "2024-01-03T00:00:00Z"]).expect("moments");
        assert!(iso.formats.is_empty() && iso.offsets == 2 && iso.midnight == 1);
    }

    #[test]
    fn rare_texts_are_never_given() {
        let texts = BTreeMap::from([
            ("Chat".to_owned(), 20),
            ("CHAT".to_owned(), 2),
            ("Jan Peeters".to_owned(), 1),
            ("onbekend".to_owned(), 9),
        ]);
        let often = frequent(&texts, 5, &Silent::default());
        assert_eq!(often, Some(vec![("Chat".to_owned(), 22)]));
        let names: BTreeMap<String, u64> = (0..90).map(|n| (format!("naam {n}"), 1)).collect();
        assert_eq!(frequent(&names, 5, &Silent::default()), None);
    }
}
