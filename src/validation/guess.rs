//! Which format reads a column that its own does not read: tried over all its cells, never guessed from one.

use std::collections::{BTreeMap, BTreeSet};

use super::reader::Reader;
use super::stamp::{NO_SECOND, iso};

/// How dates are written, the day of the month included.
const DATES: [&str; 31] = [
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d-%m-%Y",
    "%m-%d-%Y",
    "%d.%m.%Y",
    "%m.%d.%Y",
    "%d %m %Y",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y-%m-%d",
    "%Y%m%d",
    "%d%m%Y",
    "%d/%m/%y",
    "%m/%d/%y",
    "%d-%m-%y",
    "%m-%d-%y",
    "%d.%m.%y",
    "%d-%b-%y",
    "%d-%b-%Y",
    "%d %b %y",
    "%d %b %Y",
    "%d. %b %Y",
    "%d/%b/%Y",
    "%d.%b.%Y",
    "%b %d, %Y",
    "%b %d %Y",
    "%a %d %b %Y",
    "%a, %d %b %Y",
    "%a %d. %b %Y",
    "%a, %b %d, %Y",
    "%a %b %d %Y",
];
/// What may stand between a date and its time, and how that is written.
const TIMES: [&str; 21] = [
    "",
    " %H:%M",
    " %H:%M:%S",
    "T%H:%M",
    "T%H:%M:%S",
    " %Hh%M",
    " %Hu%M",
    " %H.%M",
    " %H.%M.%S",
    ", %H:%M",
    ", %H:%M:%S",
    " %I:%M %p",
    " %I:%M:%S %p",
    ", %I:%M %p",
    ", %I:%M:%S %p",
    " - %H:%M",
    " om %H:%M",
    " à %H:%M",
    " um %H:%M",
    "T%H%M%S",
    " %H%M",
];
/// Ways of writing that stand by themselves.
const WHOLE: [&str; 5] = ["%Y%m%d%H%M%S", "%d/%b/%Y:%H:%M:%S %z", "unix", "unix-ms", "serial"];
/// Months without a day.
const MONTHS: [&str; 10] =
    ["%Y-%m", "%Y/%m", "%Y%m", "%m/%Y", "%m-%Y", "%m.%Y", "%b %Y", "%b-%Y", "%b-%y", "%b %y"];
/// Times of day.
const CLOCKS: [&str; 8] = ["%H%M", "%H%M%S", "%H.%M", "%H-%M", "%H %M", "%H.%M.%S", "%I.%M %p", "serial"];
/// Most formats of one column that are proposed.
const MOST: usize = 3;

/// What the cells of a column can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Guess {
    /// These formats read all cells, and no others do otherwise.
    Reads(Vec<String>),
    /// Both read all cells, and give different days.
    TwoWays(Vec<String>, Vec<String>),
    /// Beside the formats of the column, these read the cells that it does not read.
    Beside(Vec<String>),
    /// None does.
    Nothing,
}

/// A way of writing dates, with the times that stand behind them in the cells, and the days it gives.
struct Way {
    formats: Vec<String>,
    days: u64,
}

/// Tries formats over the filled cells of a column of moments.
pub(super) fn moments(cells: &[&[u8]], own: &Reader<'_>, months: &BTreeMap<String, u32>) -> Guess {
    let mut ways: Vec<Way> = Vec::new();
    let families = DATES.iter().map(|date| TIMES.iter().map(|time| format!("{date}{time}")).collect());
    let single = WHOLE.iter().chain(&MONTHS).map(|f| vec![(*f).to_owned()]);
    let families: Vec<Vec<String>> = families.chain(single).collect();
    for family in &families {
        if let Some(way) = reads_all(cells, family, months)
            && !ways.iter().any(|w| w.days == way.days)
        {
            ways.push(way);
        }
    }
    let mut ways = ways.into_iter();
    match (ways.next(), ways.next()) {
        (Some(one), None) => return Guess::Reads(one.formats),
        (Some(one), Some(other)) => return Guess::TwoWays(one.formats, other.formats),
        (None, _) => {}
    }
    let odd: Vec<&[u8]> = cells.iter().copied().filter(|cell| own.moment(cell).is_none()).collect();
    let fits = |way: &Way| agrees(cells, own, &way.formats, months);
    let beside = families.iter().filter_map(|family| reads_all(&odd, family, months)).filter(fits);
    let mut distinct: Vec<Way> = Vec::new();
    for way in beside {
        if !distinct.iter().any(|w| w.days == way.days) {
            distinct.push(way);
        }
    }
    match distinct.pop() {
        Some(way) if distinct.is_empty() && odd.len() < cells.len() => Guess::Beside(way.formats),
        _ => Guess::Nothing,
    }
}

/// Tries formats over the filled cells of a column of times of day.
pub(super) fn times(cells: &[&[u8]], months: &BTreeMap<String, u32>) -> Guess {
    let reads = |format: &&&str| {
        let reader = Reader::new([**format], months);
        // Seconds are only there when some cell is long enough to have them.
        if **format == "%H%M%S" && cells.iter().all(|cell| cell.len() < 5) {
            return false;
        }
        let plain = |cell: &[u8]| **format != "serial" || matches!(cell, [b'0', b'.' | b',', _, ..]);
        cells.iter().all(|cell| reader.time_named(cell).is_some() && plain(cell))
    };
    let several = cells.iter().any(|cell| cell.len() > 2);
    let mut found = CLOCKS.iter().filter(reads).filter(|_| several).map(|f| vec![(*f).to_owned()]);
    match (found.next(), found.next()) {
        (Some(one), None) => Guess::Reads(one),
        (Some(one), Some(other)) => Guess::TwoWays(one, other),
        (None, _) => Guess::Nothing,
    }
}

/// The formats of a family that together read all cells, at most so many.
fn reads_all(cells: &[&[u8]], family: &[String], months: &BTreeMap<String, u32>) -> Option<Way> {
    let readers: Vec<Reader<'_>> = family.iter().map(|f| Reader::new([f.as_str()], months)).collect();
    let mut used: BTreeSet<usize> = BTreeSet::new();
    let mut order: Vec<usize> = (0..family.len()).collect();
    let mut days = 0_u64;
    let mut named = false;
    if !family.iter().all(|format| cells.iter().all(|cell| believed(format, cell))) {
        return None;
    }
    for cell in cells {
        let at = order.iter().position(|f| readers[*f].named(cell).is_some());
        let read = match at {
            Some(at) => {
                let format = order.remove(at);
                order.insert(0, format);
                used.insert(format);
                named = true;
                readers[format].named(cell)
            }
            None => iso(cell),
        }?;
        let second = if read.stamp.second == NO_SECOND { 0 } else { u64::from(read.stamp.second) };
        days = days
            .wrapping_mul(0x9e37_79b9_7f4a_7c15)
            .wrapping_add(u64::from(read.stamp.day) * 200_000 + second);
    }
    let formats = used.iter().filter_map(|f| family.get(*f).cloned()).collect();
    (named && used.len() <= MOST).then_some(Way { formats, days })
}

/// Whether a bare number is long enough for what a word takes it for: 45293, 1704100000, 1704100000123.
fn believed(format: &str, cell: &[u8]) -> bool {
    let digits = cell.iter().take_while(|b| b.is_ascii_digit()).count();
    match format {
        "serial" => digits == 5,
        "unix" => digits == 10,
        "unix-ms" => digits == 13,
        _ => true,
    }
}

/// Whether formats never read another day in a cell that the column's own formats read.
fn agrees(cells: &[&[u8]], own: &Reader<'_>, formats: &[String], months: &BTreeMap<String, u32>) -> bool {
    let other = Reader::new(formats.iter().map(String::as_str), months);
    cells.iter().all(|cell| match (own.named(cell), other.named(cell)) {
        (Some(a), Some(b)) => a.stamp == b.stamp,
        _ => true,
    })
}

/// How cells are written, without what they say: digits as 9, letters as a. The three most frequent.
pub(super) fn shapes<'c>(cells: impl Iterator<Item = &'c [u8]>) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for cell in cells {
        let text = String::from_utf8_lossy(cell);
        let shape = text.chars().take(40).map(|c| match c {
            c if c.is_numeric() => '9',
            c if c.is_alphabetic() => 'a',
            c if c.is_control() => ' ',
            c => c,
        });
        *counts.entry(shape.collect()).or_default() += 1;
    }
    let mut shapes: Vec<(usize, String)> = counts.into_iter().map(|(shape, n)| (n, shape)).collect();
    shapes.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    shapes.into_iter().take(3).map(|(_, shape)| shape).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guess(own: &[&str], cells: &[&str]) -> Guess {
        let months = BTreeMap::new();
        let own = Reader::new(own.iter().copied(), &months);
        let cells: Vec<&[u8]> = cells.iter().map(|c| c.as_bytes()).collect();
        moments(&cells, &own, &months)
    }

    fn reads(formats: &[&str]) -> Guess {
        Guess::Reads(formats.iter().map(|f| (*f).to_owned()).collect())
    }

    #[test]
    fn the_format_that_reads_all_cells_is_found() {
        for (cells, formats) in [
            (&["05/01/2023 10:11", "13/01/2023 9:05"][..], &["%d/%m/%Y %H:%M"][..]),
            (&["01/05/2023 10:11", "01/13/2023 9:05"], &["%m/%d/%Y %H:%M"]),
            (&["12-mrt-24", "1-mei-24"], &["%d-%b-%y"]),
            (&["1 janv. 2024 15:13", "10 août 2024 9:02"], &["%d %b %Y %H:%M"]),
            (&["12. März 2024", "1. Mai 2024"], &["%d. %b %Y"]),
            (&["Mar 5, 2024 3:07 PM"], &["%b %d, %Y %I:%M %p"]),
            (&["13/01/2023 10:11", "14/01/2023"], &["%d/%m/%Y", "%d/%m/%Y %H:%M"]),
            (&["45293,506979", "45295"], &["serial"]),
            (&["1704100000", "1704200000"], &["unix"]),
            (&["1704100000123"], &["unix-ms"]),
            (&["202403", "202412"], &["%Y%m"]),
            (&["2024-03"], &["%Y-%m"]),
            (&["20240312", "20241231"], &["%Y%m%d"]),
            (&["Fri, 05 Jan 2024 10:11:12 +0100"], &["%a, %d %b %Y %H:%M:%S"]),
            (&["2024-01-05 03:07:00 PM"], &["%Y-%m-%d %I:%M:%S %p"]),
            (&["13/01/2023 24:10", "13/01/2023 10:11"], &["%d/%m/%Y %H:%M"]),
        ] {
            assert_eq!(guess(&[], cells), reads(formats), "{cells:?}");
        }
    }

    #[test]
    fn two_orders_that_both_read_all_cells_are_asked_about() {
        let two = guess(&[], &["05/01/2023", "06/02/2023"]);
        assert_eq!(two, Guess::TwoWays(vec!["%d/%m/%Y".to_owned()], vec!["%m/%d/%Y".to_owned()]));
        // The same day in either order.
        assert_eq!(guess(&[], &["05/05/2023"]), reads(&["%d/%m/%Y"]));
        assert_eq!(guess(&[], &["2023-02-30"]), Guess::Nothing);
    }

    #[test]
    fn a_further_format_never_reads_another_day_where_the_own_one_reads() {
        let own = ["%d/%m/%Y"];
        let beside = Guess::Beside(vec!["%d-%b-%y".to_owned()]);
        assert_eq!(guess(&own, &["13/01/2023", "12-mrt-24", "x"]), Guess::Nothing);
        assert_eq!(guess(&own, &["13/01/2023", "12-mrt-24"]), beside);
        assert_eq!(guess(&own, &["13/01/2023", "05/01/2023", "01/14/2023"]), Guess::Nothing);
        assert_eq!(guess(&own, &["31/02/2023", "05/01/2023"]), Guess::Nothing);
    }

    #[test]
    fn times_without_a_separator_need_a_format() {
        let months = BTreeMap::new();
        let of = |cells: &[&str]| times(&cells.iter().map(|c| c.as_bytes()).collect::<Vec<_>>(), &months);
        assert_eq!(of(&["935", "2135", "5"]), Guess::Reads(vec!["%H%M".to_owned()]));
        assert_eq!(of(&["0,899305", "0,5"]), Guess::Reads(vec!["serial".to_owned()]));
        assert_eq!(of(&["21-35"]), Guess::Reads(vec!["%H-%M".to_owned()]));
        assert_eq!(of(&["9", "21"]), Guess::Nothing);
        assert_eq!(of(&["later"]), Guess::Nothing);
        // Hours and minutes, or parts of an hour.
        assert_eq!(of(&["21.35", "9.05"]), Guess::Reads(vec!["%H.%M".to_owned()]));
    }

    #[test]
    fn shapes_say_nothing_of_what_is_written() {
        let cells = ["12-mrt-24", "1-mei-24", "13-jun-24"];
        assert_eq!(shapes(cells.iter().map(|c| c.as_bytes())), ["99-aaa-99", "9-aaa-99"]);
    }
}
