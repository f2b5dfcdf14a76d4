//! What the cells of one column of one file are, counted once.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, BuildHasherDefault, Hasher};

use crate::base::fold;
use crate::config::{Decimal, NO, Silent, YES, plain};
use crate::intake::{RawColumn, RawTable};
use crate::validation::{SeenMoments, clocks, is_span, seen_moments};

/// Different texts after which a column holds no codes.
pub(super) const TOO_MANY: usize = 2000;
/// Cells that are looked at before formats of moments are tried.
const FIRST: usize = 400;

/// A hash that is quick on short texts; nobody chooses texts to slow a draft down, which stops counting at [`TOO_MANY`].
type Quick = BuildHasherDefault<QuickHash>;

#[derive(Default)]
struct QuickHash(u64);

impl Hasher for QuickHash {
    fn write(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(8) {
            let word = part.iter().fold(0, |all, byte| all << 8 | u64::from(*byte));
            self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        }
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
}

/// How many different texts there are, by their hashes.
fn different(cells: &[&[u8]]) -> u64 {
    let hasher = Quick::default();
    let mut hashes: Vec<u64> = cells.iter().map(|cell| hasher.hash_one(cell)).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes.len() as u64
}

/// What a column of a file holds.
#[derive(Debug, Clone, Default)]
pub(super) struct Profile {
    pub rows: u64,
    /// Cells with a text, words for a missing value among them.
    pub filled: u64,
    /// Each different text with its number; nothing when there are too many.
    pub texts: Option<BTreeMap<String, u64>>,
    /// Different texts, as far as they were counted: where they are too many, only of what can be an id.
    pub different: u64,
    /// Whether all of them were counted.
    pub exact: bool,
    /// Cells that are a plain number, the smallest and the largest of them, and what lies in the middle.
    pub numbers: u64,
    pub range: (f64, f64),
    pub median: f64,
    /// Cells that are a span of time.
    pub spans: u64,
    /// Longest text, in letters.
    pub longest: usize,
    pub moments: Option<SeenMoments>,
    /// Formats of times of day.
    pub clocks: Option<Vec<String>>,
    /// Whether all of its different texts were counted.
    pub counted: bool,
}

impl Profile {
    /// Of the cells of a column. Where texts are too many for codes, all different ones are only counted of what can be
    /// an id.
    pub(super) fn of(raw: &RawTable, column: &RawColumn, can_be_id: bool) -> Self {
        let mut counts: HashMap<&[u8], u64, Quick> = HashMap::default();
        let mut new = Self { rows: raw.rows() as u64, range: (f64::MAX, f64::MIN), ..Self::default() };
        let mut many = false;
        let mut filled: Vec<&[u8]> = Vec::with_capacity(raw.rows());
        for cell in raw.cells(column).iter().filter(|cell| !cell.is_empty()) {
            filled.push(cell);
            if many {
                continue;
            }
            if let Some(n) = counts.get_mut(cell) {
                *n += 1;
            } else if counts.len() < TOO_MANY {
                counts.insert(cell, 1);
            } else {
                many = true;
            }
        }
        new.filled = filled.len() as u64;
        new.different = match many {
            false => counts.len() as u64,
            true if can_be_id => different(&filled),
            true => TOO_MANY as u64 + 1,
        };
        new.exact = !many || can_be_id;
        new.counted = true;
        let texts = counts.iter().map(|(text, n)| (String::from_utf8_lossy(text).into_owned(), *n));
        let texts: BTreeMap<String, u64> = texts.collect();
        new.measure(&texts, many, &filled);
        new.time(&filled);
        new.texts = (!many).then_some(texts);
        new
    }

    /// Numbers and spans, of the texts that were counted; where these are not all, of a sample.
    fn measure(&mut self, texts: &BTreeMap<String, u64>, many: bool, filled: &[&[u8]]) {
        let sample: BTreeMap<String, u64>;
        let (texts, worth) = if many {
            let step = (filled.len() / TOO_MANY).max(1);
            let mut some = BTreeMap::new();
            for cell in filled.iter().step_by(step) {
                *some.entry(String::from_utf8_lossy(cell).into_owned()).or_default() += step as u64;
            }
            sample = some;
            (&sample, true)
        } else {
            (texts, false)
        };
        let silent = Silent::default();
        let mut numbers: Vec<(f64, u64)> = Vec::new();
        for (text, n) in texts {
            self.longest = self.longest.max(text.chars().count());
            if silent.of(&fold(text)).is_some() {
                continue;
            }
            if let Some(number) = number(text) {
                self.numbers += n;
                self.range = (self.range.0.min(number), self.range.1.max(number));
                numbers.push((number, *n));
            }
            self.spans += if is_span(text) { *n } else { 0 };
        }
        if worth {
            self.numbers = self.numbers.min(self.filled);
            self.spans = self.spans.min(self.filled);
        }
        numbers.sort_by(|a, b| a.0.total_cmp(&b.0));
        let half = numbers.iter().map(|(_, n)| n).sum::<u64>() / 2;
        let mut sum = 0;
        for (number, n) in numbers {
            sum += n;
            if sum > half {
                self.median = number;
                break;
            }
        }
    }

    /// Moments and times of day.
    fn time(&mut self, filled: &[&[u8]]) {
        let silent = Silent::default();
        let says = |cell: &&[u8]| !silent.says_nothing(cell);
        let step = (filled.len() / FIRST).max(1);
        let some: Vec<&[u8]> = filled.iter().copied().step_by(step).filter(says).collect();
        let digits = |cell: &&&[u8]| cell.iter().filter(|b| b.is_ascii_digit()).count() >= 4;
        if some.is_empty() {
            return;
        }
        let months = BTreeMap::new();
        let dated = some.iter().filter(digits).count();
        if dated * 10 >= some.len() * 8 && seen_moments(&some, &months).is_some() {
            let all: Vec<&[u8]> = filled.iter().copied().filter(says).collect();
            self.moments = seen_moments(&all, &months);
        }
        // `14:35`, `14u35`, `2.35 PM`, `1435`.
        let short = |cell: &&&[u8]| cell.len() <= 11 && cell.iter().any(u8::is_ascii_digit);
        if some.iter().filter(short).count() * 10 >= some.len() * 9 && clocks(&some).is_some() {
            let all: Vec<&[u8]> = filled.iter().copied().filter(says).collect();
            self.clocks = clocks(&all);
        }
    }

    /// Adds the cells of the same column in another file.
    pub(super) fn add(&mut self, other: &Self) {
        if !self.counted {
            *self = other.clone();
            return;
        }
        self.rows += other.rows;
        self.exact &= other.exact;
        if self.filled + other.filled > 0 {
            let weight = other.filled as f64 / (self.filled + other.filled) as f64;
            self.median += (other.median - self.median) * weight;
        }
        self.filled += other.filled;
        self.texts = match (self.texts.take(), &other.texts) {
            (Some(mut texts), Some(more)) => {
                for (text, n) in more {
                    *texts.entry(text.clone()).or_default() += n;
                }
                self.different = texts.len() as u64;
                Some(texts)
            }
            _ => {
                self.different += other.different;
                None
            }
        };
        self.numbers += other.numbers;
        self.spans += other.spans;
        self.range = (self.range.0.min(other.range.0), self.range.1.max(other.range.1));
        self.longest = self.longest.max(other.longest);
        self.clocks = self.clocks.take().or_else(|| other.clocks.clone());
        self.moments = match (self.moments.take(), &other.moments) {
            (Some(mut all), Some(more)) => {
                join_moments(&mut all, more);
                Some(all)
            }
            (one, other) => one.or_else(|| other.clone()),
        };
    }

    /// Texts that are filled in and say something, with the line's words for a missing value.
    pub(super) fn saying(&self, silent: &Silent) -> u64 {
        match &self.texts {
            None => self.filled,
            Some(texts) => {
                let says = |text: &String| silent.of(&fold(text)).is_none();
                texts.iter().filter(|(text, _)| says(text)).map(|(_, n)| n).sum()
            }
        }
    }

    /// Whether all texts are answers of yes or no, with at least one yes.
    pub(super) fn is_yes_no(&self, silent: &Silent) -> bool {
        let Some(texts) = &self.texts else { return false };
        let mut folded: Vec<String> = texts.keys().map(|text| fold(text)).collect();
        folded.retain(|text| silent.of(text).is_none());
        let yes = |text: &String| YES.contains(&text.as_str());
        let no = |text: &String| NO.contains(&text.as_str());
        folded.iter().any(yes) && folded.iter().all(|text| yes(text) || no(text)) && folded.len() <= 6
    }
}

/// Formats and days of both; an order that one of them proves is that of both.
fn join_moments(all: &mut SeenMoments, more: &SeenMoments) {
    if !all.otherwise.is_empty() && all.otherwise == more.formats && more.otherwise.is_empty() {
        std::mem::swap(&mut all.formats, &mut all.otherwise);
    }
    let open = !all.otherwise.is_empty() && !more.otherwise.is_empty();
    if !open {
        all.otherwise.clear();
    }
    let wrong = more.otherwise == all.formats && !more.otherwise.is_empty();
    if !wrong {
        for format in &more.formats {
            if !all.formats.contains(format) {
                all.formats.push(format.clone());
            }
        }
    }
    for (day, n) in &more.days {
        *all.days.entry(*day).or_default() += n;
    }
    all.unread += more.unread;
    all.timed += more.timed;
    all.midnight += more.midnight;
    all.offsets += more.offsets;
    all.proof += more.proof;
    all.digits &= more.digits;
}

/// The number of a text that is one with either mark.
pub(super) fn number(text: &str) -> Option<f64> {
    let read = |mark| plain(text, mark)?.parse::<f64>().ok();
    read(Decimal::Point).or_else(|| read(Decimal::Comma)).filter(|n| n.is_finite())
}
