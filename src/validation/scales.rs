//! Spans that are believed one by one and look wrong together: another unit, the queue within the length, the
//! waits of those who hung up in another column.

use std::collections::BTreeMap;

use crate::base::{Code, Finding, Place, Severity};
use crate::config::{ColumnMap, Helpline, Outcome, Stage, Unit};

use super::codes::one_column;
use super::registrations::{NONE_U32, Registrations, UNREAD_U32};
use super::rows::Rows;
use super::{rules, span_signs, unit_names};

/// Fewest spans of which can be said that they look wrong.
const ENOUGH: usize = 20;
/// Fewest short waits of which can be said that they look like minutes: many lines answer at once.
const MANY: usize = 50;
/// Half of all conversations are not longer than this.
pub(super) const LONG_TALK: u32 = 4 * 3600;
/// Half of all conversations of which a spreadsheet shows no seconds are not longer than this.
const LONG_TYPED: u32 = 3600;
/// Half of those who wait on the line do not wait longer than this.
pub(super) const LONG_WAIT: u32 = 20 * 60;
/// Half of all cases are not closed sooner than this.
const SHORT_CLOSING: u32 = 3600;
/// Rows that are looked at, spread over a file.
const LOOKED_AT: usize = 2_000;
/// Rows whose length should be shorter than their wait, were both independent, when none is.
const EXPECTED: f64 = 10.0;

/// Years of which so many spans are there and could not be read that no figure of the others is printed.
pub(super) fn unread(line: &Helpline, data: &Registrations) -> Vec<Finding> {
    let reaches = |stage: Stage| move |row: &usize| data.stage[*row] >= stage as u8;
    let outcomes = data.outcome.as_deref().unwrap_or_default();
    let left = |row: &usize| outcomes.get(*row) == Some(&(Outcome::Abandoned as u8));
    let mut found = Vec::new();
    let mut look = |target: &str, spans: &Option<Vec<u32>>, of: &dyn Fn(&usize) -> bool, what: &str| {
        if !spans.iter().flatten().any(|span| *span == UNREAD_U32) {
            return;
        }
        let mut years: BTreeMap<u16, (u64, u64)> = BTreeMap::new();
        for (row, span) in spans.iter().flatten().enumerate().filter(|(row, _)| of(row)) {
            if *span != NONE_U32 {
                let counts = years.entry(data.year[row]).or_default();
                counts.0 += u64::from(*span == UNREAD_U32);
                counts.1 += 1;
            }
        }
        let limit = line.max_unknown_percent;
        years.retain(|year, _| line.years.contains(&i32::from(*year)));
        for (year, (unread, all)) in years {
            // Where all are unread it was told why.
            if unread < all && unread * 100 > all * u64::from(limit) {
                let message = format!(
                    "{unread} of {all} values of `{target}` in {year} could not be read, more than {limit} %: {what}"
                );
                let hint = "see the findings above on this column; `max_unknown_percent` is the limit";
                found.push(Finding::warning(rules::UNREAD, message).hint(hint));
            }
        }
    };
    let no_median = "no median of the others is printed";
    look("wait_s", &data.wait_s, &reaches(Stage::Answered), no_median);
    look("duration_s", &data.duration_s, &reaches(Stage::Answered), no_median);
    look("closed_after_s", &data.closed_after_s, &reaches(line.main_stage), no_median);
    if line.short_abandon_s > 0 {
        let what = "no rate that leaves short abandons out is printed";
        look("wait_s", &data.wait_s, &left, what);
    }
    found
}

/// Asks about the spans of a file that look wrong together. Until that is answered they are there and cannot be
/// read.
pub(super) fn doubts(
    rows: &mut Rows,
    (wait, duration): (Option<&ColumnMap>, Option<&ColumnMap>),
    out: &mut Registrations,
) {
    let known = |map: &&ColumnMap| !rows.asked.contains(&map.target);
    let (wait, duration) = (wait.filter(known), duration.filter(known));
    let mut asked = (false, false);
    let mut zeros = Vec::new();
    if let Some((map, values)) = duration.zip(out.duration_s.as_deref()) {
        asked.1 |= lengths(rows, map, values, out);
        if !asked.1 {
            zeros = span_signs::zeros(rows, map, values, &out.stage);
        }
    }
    let mut left = Vec::new();
    if let Some((map, values)) = wait.zip(out.wait_s.as_deref()) {
        asked.0 |= waits(rows, map, values, out);
        // In another unit they are not as small as they look: one cause is asked about once.
        if !asked.0 {
            left = abandoned(rows, map, values, out);
        }
    }
    if let (Some(map), Some(waits), Some(lengths)) = (duration, &out.wait_s, &out.duration_s)
        && asked == (false, false)
    {
        asked.1 |= queue_within(rows, map, (waits, lengths), out);
    }
    for (map, spans, asked) in [(wait, &mut out.wait_s, asked.0), (duration, &mut out.duration_s, asked.1)] {
        if let Some((map, spans)) = map.zip(spans.as_mut()).filter(|_| asked) {
            rows.asked.insert(map.target.clone());
            spans.iter_mut().filter(|span| **span != NONE_U32).for_each(|span| *span = UNREAD_U32);
        }
    }
    if let Some(waits) = &mut out.wait_s {
        left.into_iter().for_each(|row| waits[row] = UNREAD_U32);
    }
    if let Some(lengths) = &mut out.duration_s {
        zeros.into_iter().for_each(|row| lengths[row] = UNREAD_U32);
    }
}

/// Of the rows that are wanted all, or so many that are spread over a large file.
pub(super) fn spread(rows: usize, wanted: impl Fn(&usize) -> bool + Copy) -> impl Iterator<Item = usize> {
    let found = (0..rows).filter(wanted).count();
    (0..rows).filter(wanted).step_by(found.div_ceil(LOOKED_AT).max(1))
}

/// Rows with a number without a unit that counts, plain or with colons; those too large to be believed are among
/// them.
pub(super) fn given(rows: &Rows, map: &ColumnMap, values: &[u32]) -> Vec<usize> {
    let Some(column) = one_column(rows, map) else { return Vec::new() };
    let cells = rows.raw.cells(column);
    let plain = |row: usize| {
        let number = |b: &u8| b.is_ascii_digit() || matches!(b, b'.' | b',' | b' ' | b':');
        cells.get(row).iter().all(number)
    };
    let filled = |row: &usize| rows.counts(*row) && values[*row] != NONE_U32;
    spread(values.len(), filled).filter(|row| plain(*row)).collect()
}

/// Those of them that are plain numbers.
pub(super) fn plain(rows: &Rows, map: &ColumnMap, given: &[usize]) -> Vec<usize> {
    let Some(column) = one_column(rows, map) else { return Vec::new() };
    let cells = rows.raw.cells(column);
    given.iter().copied().filter(|row| !cells.get(*row).contains(&b':')).collect()
}

/// Those of them whose unit is open: a column with `1.02:03:04` counts days, so that its texts with colons are hours,
/// minutes and seconds, however long.
fn of_open_unit(rows: &Rows, map: &ColumnMap, given: &[usize]) -> Vec<usize> {
    let Some(column) = one_column(rows, map) else { return Vec::new() };
    let cells = rows.raw.cells(column);
    let counts_days = |cell: &[u8]| {
        let mut marks = cell.iter().filter(|b| !b.is_ascii_digit());
        matches!(marks.next(), Some(b'.' | b' '))
            && marks.next() == Some(&b':')
            && marks.next() == Some(&b':')
    };
    if given.iter().any(|row| counts_days(cells.get(*row))) {
        plain(rows, map, given)
    } else {
        given.to_vec()
    }
}

/// Asks; gives whether it did.
pub(super) fn say(
    rows: &mut Rows,
    map: &ColumnMap,
    row: usize,
    (code, what, hint): (Code, &str, &str),
) -> bool {
    let Some(column) = one_column(rows, map) else { return false };
    let place = Place::at(rows.raw.file.path.as_str(), rows.raw.line(row), column.number);
    let what = format!("{what}; left out until that is said");
    rows.notes.add(Severity::Error, code, place, || (what, Some(hint.to_owned())));
    true
}

/// Whether nearly all numbers are parts of one, as spreadsheets keep times in days.
fn parts_of_one(rows: &Rows, map: &ColumnMap, given: &[usize]) -> bool {
    let Some(column) = one_column(rows, map) else { return false };
    let cells = rows.raw.cells(column);
    let small = |row: &&usize| cells.get(**row).starts_with(b"0.") || cells.get(**row).starts_with(b"0,");
    given.iter().filter(small).count() * 10 > given.len() * 9
}

/// How the plain numbers of a column were read.
fn read_as(rows: &Rows, map: &ColumnMap) -> String {
    match rows.named_units.get(&map.target) {
        Some(unit) => format!("when read as {}, as the name of the column says", unit_names::word(*unit)),
        None => "when read as seconds".to_owned(),
    }
}

/// Conversations that are all so short or so long that the column will hold another unit.
fn lengths(rows: &mut Rows, map: &ColumnMap, values: &[u32], out: &Registrations) -> bool {
    if span_signs::marked(rows, map) {
        return true;
    }
    if map.quantity.unit.is_some() {
        return false;
    }
    // Who was not answered has a length of 0 in many exports.
    let spoke = |row: &usize| out.stage[*row] >= Stage::Answered as u8;
    let given: Vec<usize> = given(rows, map, values).into_iter().filter(spoke).collect();
    if span_signs::typed(rows, map, &given, |row| values[row] > LONG_TYPED) {
        return true;
    }
    let plain = plain(rows, map, &given);
    let half = |of: &dyn Fn(u32) -> bool, rows: &[usize]| {
        2 * rows.iter().filter(|row| of(values[**row])).count() > rows.len()
    };
    let read = read_as(rows, map);
    let named = rows.named_units.get(&map.target).copied();
    let short = matches!(named, None | Some(Unit::Milliseconds));
    let enough = |rows: &[usize]| rows.first().copied().filter(|_| rows.len() >= ENOUGH);
    if let Some(first) = enough(&plain).filter(|_| named.is_none() && parts_of_one(rows, map, &plain)) {
        let what = "the conversations in this column are shorter than a second when read as seconds";
        let hint = "where they are parts of a day, as spreadsheets keep times, write `duration_s: {column: …, unit: \
                    days}`, else `unit: hours` or `unit: seconds`";
        return say(rows, map, first, (rules::MINUTES, what, hint));
    }
    if let Some(first) = enough(&plain).filter(|_| short && half(&|v| v < 60, &plain)) {
        let what = format!("half of the conversations in this column are shorter than a minute {read}");
        let hint = match named {
            None => "where the column holds minutes, write `duration_s: {column: …, unit: minutes}`",
            Some(_) => {
                "where the column holds seconds, write `duration_s: {column: …, unit: seconds}`; where they are \
                        that short, write the `unit:` of the name"
            }
        };
        return say(rows, map, first, (rules::MINUTES, &what, hint));
    }
    let open = of_open_unit(rows, map, &given);
    if let Some(first) = enough(&open).filter(|_| half(&|v| v > LONG_TALK, &open)) {
        let what = format!("half of the conversations in this column are longer than four hours {read}");
        let hint = match named {
            None => {
                "where the column holds milliseconds, write `duration_s: {column: …, unit: milliseconds}`; where they are \
                 that long, `unit: seconds`"
            }
            Some(_) => {
                "where the column holds seconds, write `duration_s: {column: …, unit: seconds}`; where they are that \
                 long, write the `unit:` of the name"
            }
        };
        return say(rows, map, first, (rules::TOO_LONG, &what, hint));
    }
    named.is_none() && span_signs::changed(rows, map, &plain, values)
}

/// Whether a row is of a channel that is answered later by design.
pub(super) fn later(line: &Helpline, out: &Registrations, row: usize) -> bool {
    match &out.channel {
        Some(codes) => line.channels.get(usize::from(codes[row])).is_some_and(|c| c.target_hours.is_some()),
        None => line.channels.iter().any(|c| c.target_hours.is_some()),
    }
}

/// Waits on the line that are all so short or so long that the column will hold another unit. A channel with
/// a response target is answered later by design.
fn waits(rows: &mut Rows, map: &ColumnMap, values: &[u32], out: &Registrations) -> bool {
    if map.quantity.unit.is_some() {
        return false;
    }
    let all: Vec<usize> =
        given(rows, map, values).into_iter().filter(|row| !later(rows.line, out, *row)).collect();
    if span_signs::typed(rows, map, &all, |row| values[row] > LONG_WAIT) {
        return true;
    }
    let all = of_open_unit(rows, map, &all);
    let Some(&first) = all.first().filter(|_| all.len() >= ENOUGH) else { return false };
    let given = plain(rows, map, &all);
    let named = rows.named_units.contains_key(&map.target);
    let count = |of: &dyn Fn(u32) -> bool| given.iter().filter(|row| of(values[**row])).count();
    if !named && given.len() >= ENOUGH && parts_of_one(rows, map, &given) {
        let what = "the waits in this column are shorter than a second when read as seconds";
        let hint = "where they are parts of a day, as spreadsheets keep times, write `wait_s: {column: …, unit: days}`, \
                    else `unit: minutes` or `unit: seconds`";
        say(rows, map, first, (rules::MINUTES, what, hint))
    } else if 2 * all.iter().filter(|row| values[**row] > LONG_WAIT).count() > all.len() {
        let what =
            format!("half of the waits in this column are longer than twenty minutes {}", read_as(rows, map));
        let hint = "where the column holds milliseconds, write `wait_s: {column: …, unit: milliseconds}`; where they \
                    are that long, `unit: seconds`, or `target_hours:` for a channel that is answered later";
        say(rows, map, first, (rules::TOO_LONG, &what, hint))
    } else if !named
        && given.len() >= MANY
        && count(&|v| v > 60) == 0
        && count(&|v| v > 0) * 4 > given.len()
        && count(&|v| v > 15) * 10 < given.len()
    {
        let what = "nearly all waits in this column are shorter than fifteen seconds, and none is longer than a minute";
        let hint = "where the column holds minutes, write `wait_s: {column: …, unit: minutes}`; where it is so, \
                    `unit: seconds`";
        say(rows, map, first, (rules::MINUTES, what, hint))
    } else {
        !named && span_signs::changed(rows, map, &given, values)
    }
}

/// Asks about plain numbers of a column of times until a case was closed that are too small to be seconds; until that
/// is answered they are there and cannot be read.
pub(super) fn closings(rows: &mut Rows, map: &ColumnMap, values: &mut [u32]) {
    let said = map.quantity.unit.is_some() || rows.named_units.contains_key(&map.target);
    if said || map.quantity.minus.is_some() || rows.asked.contains(&map.target) {
        return;
    }
    let given = plain(rows, map, &given(rows, map, values));
    let short = given.iter().filter(|row| values[**row] < SHORT_CLOSING).count();
    let Some(&first) = given.first().filter(|_| given.len() >= ENOUGH && 2 * short > given.len()) else {
        return;
    };
    let what =
        "half of the cases in this column were closed within an hour when its numbers are read as seconds";
    let hint = "where the column holds days, write `closed_after_s: {column: …, unit: days}` (or `hours`, `weeks`); where \
                they are that short, `unit: seconds`";
    if say(rows, map, first, (rules::MINUTES, what, hint)) {
        rows.asked.insert(map.target.clone());
        values.iter_mut().filter(|v| **v != NONE_U32).for_each(|v| *v = UNREAD_U32);
    }
}

/// Nearly all who hung up did so at once: their waits may stand elsewhere, and no rate counts short abandons.
/// Gives the rows that are asked about.
pub(super) fn abandoned(rows: &mut Rows, map: &ColumnMap, values: &[u32], out: &Registrations) -> Vec<usize> {
    let Some(outcomes) = &out.outcome else { return Vec::new() };
    if matches!(map.source, crate::config::Source::ByOutcome { .. }) {
        return Vec::new();
    }
    let left = |row: &usize| {
        rows.counts(*row) && values[*row] < UNREAD_U32 && outcomes[*row] == Outcome::Abandoned as u8
    };
    let left: Vec<usize> = (0..values.len()).filter(left).collect();
    let short = left.iter().filter(|row| values[**row] < rows.line.short_abandon_s).count();
    let many = left.len() >= ENOUGH && short * 10 > left.len() * 9;
    let Some(&first) = left.first().filter(|_| many || all_at_once(rows, values, outcomes, &left)) else {
        return Vec::new();
    };
    let what = "nearly all who left before an answer have a wait below `short_abandon_s`, so that no answer rate counts \
                them";
    let hint = "where their wait stands in another column, write `wait_s: {column: …, for: {abandoned: OTHER}}`; where \
                it is not registered, `for: {abandoned: []}`; where it is so, name the same column again under `for:`";
    let moments = "where the moment at which they hung up stands in another column, write `answered_at: {column: …, for: \
                   {abandoned: OTHER}}`; where it is not registered, `for: {abandoned: []}`; where it is so, name the \
                   same column again under `for:`";
    let hint = if map.target == "answered_at" { moments } else { hint };
    if say(rows, map, first, (rules::SHORT_WAITS, what, hint)) { left } else { Vec::new() }
}

/// Whether all who hung up waited exactly nothing, and nearly nobody else did: a program wrote something else there.
fn all_at_once(rows: &Rows, values: &[u32], outcomes: &[u8], left: &[usize]) -> bool {
    let other = |row: &usize| {
        rows.counts(*row) && values[*row] < UNREAD_U32 && outcomes[*row] == Outcome::Answered as u8
    };
    let others: Vec<usize> = (0..values.len()).filter(other).collect();
    let at_once = others.iter().filter(|row| values[**row] == 0).count();
    left.len() >= ENOUGH / 4
        && rows.line.short_abandon_s > 0
        && left.iter().all(|row| values[*row] == 0)
        && others.len() >= ENOUGH / 2
        && at_once * 10 < others.len()
}

/// A length that begins in the queue: who was not answered has no other length than the wait, or never is a
/// length shorter than its wait though chance would make many so.
fn queue_within(
    rows: &mut Rows,
    map: &ColumnMap,
    (waits, lengths): (&[u32], &[u32]),
    out: &Registrations,
) -> bool {
    if map.quantity.minus.is_some() || one_column(rows, map).is_none() {
        return false;
    }
    let both = |row: &usize| {
        rows.counts(*row) && waits[*row] > 0 && waits[*row] < UNREAD_U32 && lengths[*row] < UNREAD_U32
    };
    let both: Vec<usize> = spread(waits.len(), both).collect();
    let reached = |row: &&usize| out.stage[**row] >= Stage::Answered as u8;
    let (met, unmet): (Vec<&usize>, Vec<&usize>) = both.iter().partition(reached);
    let same = unmet.iter().filter(|row| lengths[***row].abs_diff(waits[***row]) <= 1).count();
    let shown = unmet.len() >= ENOUGH / 2 && same * 10 > unmet.len() * 9;
    let Some(first) = met.first().copied().copied() else { return false };
    if met.iter().any(|row| lengths[**row] < waits[**row])
        || !(shown || by_chance(&met, waits, lengths) > EXPECTED)
    {
        return false;
    }
    let what = "no length in this column is shorter than the wait of its row: the time in the queue may be part of it";
    let hint = "where it is, write `duration_s: {column: …, minus: COLUMN}` with the column of the wait; where it is not, \
                `minus: []`";
    say(rows, map, first, (rules::QUEUE_WITHIN, what, hint))
}

/// How many rows would have a length shorter than their wait, were the two independent of each other.
fn by_chance(met: &[&usize], waits: &[u32], lengths: &[u32]) -> f64 {
    let mut sorted: Vec<u32> = met.iter().map(|row| lengths[**row]).collect();
    sorted.sort_unstable();
    let below = |wait: u32| sorted.partition_point(|length| *length < wait) as f64;
    met.iter().map(|row| below(waits[**row])).sum::<f64>() / sorted.len().max(1) as f64
}
