//! A span that is the difference of two columns, of numbers or of moments: `wait_s: {column: end, minus: start}`.

use crate::config::{ColumnMap, Minus, Quantity, Source};
use crate::intake::RawColumn;

use super::codes::one_column;
use super::numbers::{Typing, Wanted};
use super::reader::Reader;
use super::registrations::{NONE_U32, UNREAD_U32};
use super::rows::Rows;
use super::stamp::{DAY_S, NO_SECOND};
use super::texts::Texts;
use super::zone::Wall;
use super::{intervals, rules, unit_names};

/// Cells that are looked at to see whether a column holds moments.
const LOOKED_AT: usize = 50;

/// Seconds from the moments of one column to those of another; nothing when the columns do not hold moments.
pub(super) fn between(
    rows: &mut Rows,
    map: &ColumnMap,
    (end, minus): (&RawColumn, &Minus),
    limit: u32,
    wall: &Wall,
) -> Option<Vec<u32>> {
    let start = rows.raw.column(&minus.column)?;
    let reader = Reader::of(map, &rows.line.calendar.months);
    let is_moment = |cell: &[u8]| reader.moment(cell).is_some_and(|read| read.stamp.second != NO_SECOND);
    let holds_moments = |column: &RawColumn| {
        let filled = rows.raw.cells(column).iter().filter(|cell| !rows.line.silent.says_nothing(cell));
        let mut looked = filled.take(LOOKED_AT).map(is_moment).peekable();
        looked.peek().is_some() && looked.all(|is| is)
    };
    if !holds_moments(end) || !holds_moments(start) {
        return None;
    }
    let source = Source::Column(minus.column.clone());
    let from = ColumnMap { source, quantity: Quantity::default(), ..map.clone() };
    let to = intervals::later(rows, map, wall, None)?;
    let from = intervals::later(rows, &from, wall, None)?;
    let (begins, ends) = (|row: usize| from.at.instants(row, wall), |row: usize| to.at.instants(row, wall));
    let mut spans = intervals::between(rows, to.column, begins, ends, limit);
    from.unread(&mut spans);
    to.unread(&mut spans);
    Some(spans)
}

/// Takes the numbers of a second column off.
pub(super) fn less(rows: &mut Rows, map: &ColumnMap, minus: &Minus, mut values: Vec<u32>) -> Vec<u32> {
    let Some(column) = rows.raw.column(&minus.column) else { return values };
    let wanted = Wanted { limit: rows.line.plausible.wait_max.min(UNREAD_U32 - 1), timed: true };
    let texts = Texts::plain(rows.line);
    let mut quantity = minus.quantity.clone();
    quantity.unit = quantity.unit.or_else(|| unit_names::off(rows, &minus.column));
    let off = Typing { map, quantity: &quantity, texts, wanted }.read(rows, column);
    let mut backwards = Vec::new();
    let whole = one_column(rows, map);
    let clocks = |row: usize| {
        let clock = |column: &RawColumn| rows.raw.cells(column).get(row).contains(&b':');
        clock(column) && whole.is_some_and(clock)
    };
    for (row, (value, off)) in values.iter_mut().zip(off).enumerate() {
        if *value >= UNREAD_U32 || rows.settled.contains(&(map.target.clone(), row)) {
            continue;
        }
        *value = match off {
            NONE_U32 | UNREAD_U32 => off,
            // Two roundings of one moment.
            off if off == *value + 1 => 0,
            // From one clock to another, past midnight.
            off if off > *value && clocks(row) && *value + DAY_S - off < DAY_S / 2 => *value + DAY_S - off,
            off if off > *value => {
                backwards.push(row);
                UNREAD_U32
            }
            off => *value - off,
        };
    }
    for row in backwards {
        rows.warn(row, rules::BACKWARDS, column, || {
            let what = "more is taken off by `minus:` than there is; counted as unreadable";
            (what.to_owned(), Some("correct the record, or `minus:`".to_owned()))
        });
    }
    values
}
