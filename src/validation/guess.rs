//! Which format reads a column that its own does not read: tried over all its cells, never guessed from one.

use std::collections::{BTreeMap, BTreeSet};

use super::reader::Reader;
use super::stamp::{NO_SECOND, iso};

/// How dates are written, the day of the month included.
const DATES: [&str; 36] = [
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
    "le %d %b %Y",
    "%d%b%Y",
    "%d%b%y",
    "%Y-%b-%d",
    "%Y %b %d",
];
/// What may stand between a date and its time, and how that is written.
const TIMES: [&str; 34] = [
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
    " à %Hh%M",
    " %H:%M Uhr",
    ", %H:%M Uhr",
    " %H:%M uur",
    " om %H:%M uur",
    " %I:%M %p %Z",
    " %I:%M:%S %p %Z",
    " %I.%M %p",
    " %I.%M.%S %p",
    " at %I:%M %p",
    ":%H:%M",
    ":%H:%M:%S",
    "-%H.%M.%S",
];
/// Ways of writing that stand by themselves.
const WHOLE: [&str; 14] = [
    "%Y%m%d%H%M%S",
    "%d/%b/%Y:%H:%M:%S %z",
    "%a %b %d %H:%M:%S %Y",
    "%a %b %d %H:%M:%S %Z %Y",
    "%b %d %H:%M:%S %Y",
    "%H:%M %d/%m/%Y",
    "%H:%M:%S %d/%m/%Y",
    "%H:%M %d-%m-%Y",
    "%H:%M:%S %d-%m-%Y",
    "%H:%M %d.%m.%Y",
    "%H:%M:%S %d.%m.%Y",
    "unix",
    "unix-ms",
    "serial",
];
/// Months without a day.
const MONTHS: [&str; 10] =
    ["%Y-%m", "%Y/%m", "%Y%m", "%m/%Y", "%m-%Y", "%m.%Y", "%b %Y", "%b-%Y", "%b-%y", "%b %y"];
/// Times of day.
const CLOCKS: [&str; 8] = ["%H%M", "%H%M%S", "%H.%M", "%H-%M", "%H %M", "%H.%M.%S", "%I.%M %p", "serial"];
/// Numeric dates in one order of day and month, whatever stands between them: a column can have several.
const ORDERS: [[&str; 6]; 2] = [
    ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%d-%m-%y", "%d.%m.%y"],
    ["%m/%d/%Y", "%m-%d-%Y", "%m.%d.%Y", "%m/%d/%y", "%m-%d-%y", "%m.%d.%y"],
];
/// One in so many cells may be a slip, where no format reads all of them.
const ONE_IN: usize = 10;
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
    /// These read all cells but a few.
    Nearly(Vec<String>),
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
    let families = DATES.iter().map(|date| with_times(&[*date]));
    let single = WHOLE.iter().chain(&MONTHS).map(|f| vec![(*f).to_owned()]);
    let families: Vec<Vec<String>> = families.chain(single).collect();
    let orders: Vec<Vec<String>> = ORDERS.iter().map(|dates| with_times(dates)).collect();
    let reading = |families: &[Vec<String>], cells: &[&[u8]], misses: usize| {
        distinct(families.iter().filter_map(|family| reads(cells, family, months, misses)))
    };
    for some in [&families, &orders] {
        let mut ways = reading(some, cells, 0).into_iter();
        match (ways.next(), ways.next()) {
            (Some(one), None) => return Guess::Reads(one.formats),
            (Some(one), Some(other)) => return Guess::TwoWays(one.formats, other.formats),
            (None, _) => {}
        }
    }
    let odd: Vec<&[u8]> = cells.iter().copied().filter(|cell| own.moment(cell).is_none()).collect();
    let mut beside = reading(&families, &odd, 0);
    beside.retain(|way| agrees(cells, own, &way.formats, months));
    match &beside[..] {
        [way] if odd.len() < cells.len() => return Guess::Beside(way.formats.clone()),
        _ => {}
    }
    let few = cells.len() / ONE_IN;
    if odd.len() <= few {
        return Guess::Nothing;
    }
    match &reading(&families, cells, few)[..] {
        [way] => Guess::Nearly(way.formats.clone()),
        _ => Guess::Nothing,
    }
}

/// Dates with everything that may stand behind them.
fn with_times(dates: &[&str]) -> Vec<String> {
    dates.iter().flat_map(|date| TIMES.iter().map(move |time| format!("{date}{time}"))).collect()
}

/// Ways that give different moments, each once.
fn distinct(ways: impl Iterator<Item = Way>) -> Vec<Way> {
    let mut kept: Vec<Way> = Vec::new();
    for way in ways {
        if !kept.iter().any(|other| other.days == way.days) {
            kept.push(way);
        }
    }
    kept
}

/// Tries formats over the filled cells of a column of times of day.
pub(super) fn times(cells: &[&[u8]], months: &BTreeMap<String, u32>) -> Guess {
    let reads = |format: &&&str| {
        let reader = Reader::new([**format], months);
        // Seconds are only there when some cell is long enough to have them.
        if **format == "%H%M%S" && cells.iter().all(|cell| digits(cell) < 5) {
            return false;
        }
        let plain = |cell: &[u8]| **format != "serial" || matches!(cell, [b'0', b'.' | b',', _, ..]);
        cells.iter().all(|cell| reader.time_named(cell).is_some() && plain(cell))
    };
    let several = cells.iter().any(|cell| cell.len() > 2);
    let clocks = if several { &CLOCKS[..] } else { &["%H"] };
    let mut found = clocks.iter().filter(reads).map(|f| vec![(*f).to_owned()]);
    match (found.next(), found.next()) {
        (Some(one), None) => Guess::Reads(one),
        (Some(one), Some(other)) => Guess::TwoWays(one, other),
        (None, _) => Guess::Nothing,
    }
}

/// The formats of a family that together read all cells but so many.
fn reads(cells: &[&[u8]], family: &[String], months: &BTreeMap<String, u32>, misses: usize) -> Option<Way> {
    let readers: Vec<Reader<'_>> = family.iter().map(|f| Reader::new([f.as_str()], months)).collect();
    let mut used: BTreeSet<usize> = BTreeSet::new();
    let mut order: Vec<usize> = (0..family.len()).collect();
    let mut days = 0_u64;
    let mut named = false;
    let mut missed = 0;
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
        };
        let Some(read) = read else {
            missed += 1;
            if missed > misses {
                return None;
            }
            continue;
        };
        let second = if read.stamp.second == NO_SECOND { 0 } else { u64::from(read.stamp.second) };
        days = days
            .wrapping_mul(0x9e37_79b9_7f4a_7c15)
            .wrapping_add(u64::from(read.stamp.day) * 200_000 + second);
    }
    let formats = used.iter().filter_map(|f| family.get(*f).cloned()).collect();
    (named && used.len() <= MOST).then_some(Way { formats, days })
}

/// With how many digits a cell begins.
fn digits(cell: &[u8]) -> usize {
    cell.iter().take_while(|b| b.is_ascii_digit()).count()
}

/// Whether a bare number is long enough for what a word takes it for: 45293, 1704100000, 1704100000123.
fn believed(format: &str, cell: &[u8]) -> bool {
    match format {
        "serial" => digits(cell) == 5,
        "unix" => digits(cell) == 10,
        "unix-ms" => digits(cell) == 13,
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
