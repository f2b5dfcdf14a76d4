//! Cells of a column of moments that cannot be read, or are empty: told once, with a way out that exists.

use crate::config::{ColumnMap, Outcome};
use crate::intake::RawColumn;

use super::codes::{one_column, quoted, shown};
use super::guess::{self, Guess};
use super::nothing::Nothing;
use super::reader::Reader;
use super::rows::Rows;
use super::rules;
use super::swapped::Orders;

/// Rejects rows whose day cannot be read.
pub(super) fn moments(rows: &mut Rows, map: &ColumnMap, column: &RawColumn, odd: &[usize]) {
    let odd: Vec<usize> = odd.iter().copied().filter(|row| rows.counts(*row)).collect();
    if odd.is_empty() {
        return;
    }
    let hint = way_out(rows, map, column);
    let expected = expected(map);
    let shapes = shapes(rows, column, &odd);
    let texts = texts(rows, map, column, &odd);
    rows.reject_all(&odd, rules::BAD_DATE, column, || {
        (format!("{texts} is not {expected}, or no day that exists{shapes}"), Some(hint.clone()))
    });
}

/// Tells of cells of a further moment that cannot be read; their spans are unreadable.
pub(super) fn later(rows: &mut Rows, map: &ColumnMap, column: &RawColumn, odd: Vec<usize>) {
    let odd: Vec<usize> = odd.into_iter().filter(|row| rows.counts(*row)).collect();
    if odd.is_empty() {
        return;
    }
    let hint = way_out(rows, map, column);
    let shapes = shapes(rows, column, &odd);
    let texts = texts(rows, map, column, &odd);
    rows.warn_all(&odd, rules::BAD_TIME, column, || {
        (
            format!("{texts} is no moment with a time of day; counted as unreadable{shapes}"),
            Some(hint.clone()),
        )
    });
}

/// Tells of times of day that cannot be read; they are missing.
pub(super) fn times(rows: &mut Rows, map: &ColumnMap, column: &RawColumn, odd: &[usize]) {
    let odd: Vec<usize> = odd.iter().copied().filter(|row| rows.counts(*row)).collect();
    if odd.is_empty() {
        return;
    }
    let cells = filled(rows, map, column);
    let hint = match guess::times(&cells, &rows.line.calendar.months) {
        Guess::Reads(formats) => {
            format!("write `format: {}` for this column: it reads all its cells", list(&formats))
        }
        Guess::TwoWays(one, other) => two_ways(&one, &other),
        Guess::Beside(_) | Guess::Nearly(_) | Guess::Nothing => {
            "correct the record, or name the `format:`, e.g. \"%H:%M\"".to_owned()
        }
    };
    let shapes = shapes(rows, column, &odd);
    let texts = texts(rows, map, column, &odd);
    rows.warn_all(&odd, rules::BAD_TIME, column, || {
        (format!("{texts} is no time of day; counted without hour{shapes}"), Some(hint.clone()))
    });
}

/// Rejects rows without a moment. What skipping them would do is said: a program that writes no start for
/// abandoned calls makes every call an answered one.
pub(super) fn missing(rows: &mut Rows, map: &ColumnMap, empty: &[usize], outcomes: Option<&[u8]>) {
    let Some(column) = one_column(rows, map) else { return };
    let empty: Vec<usize> = empty.iter().copied().filter(|row| rows.counts(*row)).collect();
    if empty.is_empty() {
        return;
    }
    let counted = (0..rows.verdict.len()).filter(|row| rows.counts(*row)).count();
    let taken = taken_away(&empty, outcomes, counted);
    let other = other_moment(rows, &empty);
    let first_of = other.map_or_else(
        || format!("`{}: {{first_of: [{}, …]}}`", map.target, column.name),
        |name| format!("`{}: {{first_of: [{}, {name}]}}`", map.target, column.name),
    );
    let hint = format!(
        "fill it in, or name a further column that holds a moment in such rows: {first_of}; skipping such rows with a \
         rule under `skip:` takes away {taken}"
    );
    rows.reject_all(&empty, rules::NO_DATE, column, || ("no date".to_owned(), Some(hint.clone())));
}

/// What goes when rows go, in words.
fn taken_away(empty: &[usize], outcomes: Option<&[u8]>, counted: usize) -> String {
    let n = empty.len();
    let rows = format!("{n} of {counted} rows");
    let Some(outcomes) = outcomes else { return rows };
    let of = |outcome: Outcome| {
        let code = Outcome::ALL.iter().position(|o| *o == outcome);
        empty.iter().filter(|row| outcomes.get(**row).map(|c| usize::from(*c)) == code).count()
    };
    let parts: Vec<(usize, &str)> =
        Outcome::ALL.iter().map(|o| (of(*o), o.id())).filter(|(n, _)| *n > 0).collect();
    match parts[..] {
        [] => rows,
        [(some, id)] if some == n && n > 1 => format!("{rows}: all of these {n} are `{id}`"),
        _ => {
            let named: Vec<String> = parts.iter().map(|(some, id)| format!("{some} are `{id}`")).collect();
            format!("{rows}: of these {}", named.join(", "))
        }
    }
}

/// The name of a mapped column that holds a moment in all these rows.
fn other_moment<'a>(rows: &Rows<'a>, empty: &[usize]) -> Option<&'a str> {
    let maps = rows.map.columns.iter().filter(|c| matches!(c.target.as_str(), "answered_at" | "ended_at"));
    let months = &rows.line.calendar.months;
    maps.filter_map(|map| {
        let column = one_column(rows, map)?;
        let (cells, reader) = (rows.raw.cells(column), Reader::of(map, months));
        let all = empty.iter().all(|row| reader.moment(cells.get(*row)).is_some());
        all.then_some(column.name.as_str())
    })
    .next()
}

fn expected(map: &ColumnMap) -> String {
    let formats: Vec<String> =
        map.format.iter().chain(&map.moment.further).map(|f| format!("`{f}`")).collect();
    if formats.is_empty() {
        "an ISO 8601 date like 2023-01-05 or 2023-01-05T10:11".to_owned()
    } else {
        format!("a date like {}", formats.join(" or "))
    }
}

/// The texts of cells, where they may be shown: the first three different ones.
fn texts(rows: &Rows, map: &ColumnMap, column: &RawColumn, odd: &[usize]) -> String {
    let mut distinct: Vec<String> = Vec::new();
    for row in odd {
        match shown(rows, map, column, *row).map(|text| quoted(&Some(text))) {
            Some(text) if !distinct.contains(&text) => distinct.push(text),
            _ => {}
        }
        if distinct.len() == 3 {
            break;
        }
    }
    if distinct.is_empty() { quoted(&None) } else { distinct.join(" or ") }
}

fn shapes(rows: &Rows, column: &RawColumn, odd: &[usize]) -> String {
    let cells = rows.raw.cells(column);
    let shapes = guess::shapes(odd.iter().map(|row| cells.get(*row)));
    format!(" (written as {}; 9 stands for a digit, a for a letter)", shapes.join(" or "))
}

fn filled<'a>(rows: &Rows<'a>, map: &ColumnMap, column: &'a RawColumn) -> Vec<&'a [u8]> {
    let cells = rows.raw.cells(column);
    let nothing = Nothing::new(map, rows.line);
    let usual = |row: usize| rows.counts(row) && rows.fix(row, column).is_none();
    let kept = cells.iter().enumerate().filter(|(row, cell)| !nothing.is(cell) && usual(*row));
    kept.map(|(_, cell)| cell).collect()
}

/// A format that reads all cells, where there is one.
fn way_out(rows: &Rows, map: &ColumnMap, column: &RawColumn) -> String {
    let months = &rows.line.calendar.months;
    let own = Reader::of(map, months);
    let cells = filled(rows, map, column);
    let writing = |formats: &[String]| {
        let swapped = if half_swapped(&cells, formats, rows) {
            ", and `swapped: true`: day and month of its real dates were swapped by a spreadsheet"
        } else {
            ""
        };
        let day = if formats.iter().any(|f| !f.contains("%d") && f.contains('%')) {
            ", with `day: unknown`"
        } else {
            ""
        };
        format!("`format: {}`{day}{swapped}", list(formats))
    };
    match guess::moments(&cells, &own, months) {
        Guess::Reads(formats) => format!("write {} for this column: it reads all its cells", writing(&formats)),
        Guess::TwoWays(one, other) => two_ways(&one, &other),
        Guess::Beside(formats) => {
            let all: Vec<String> =
                map.format.iter().chain(&map.moment.further).chain(&formats).cloned().collect();
            format!("write {} for this column: together they read all its cells", writing(&all))
        }
        Guess::Nearly(formats) => {
            format!("write {} for this column: it reads all its cells but a few, which are to correct", writing(&formats))
        }
        Guess::Nothing if map.format.is_none() => {
            "correct the record, or name the `format:` of this column, e.g. \"%d/%m/%Y %H:%M\" or \"%d %b %Y\"; none that is \
             known here reads all its cells"
                .to_owned()
        }
        Guess::Nothing => "correct the record, or `format:`, which may be a list; none that is known here reads all \
                           cells of the column"
            .to_owned(),
    }
}

fn two_ways(one: &[String], other: &[String]) -> String {
    format!(
        "both `format: {}` and `format: {}` read all cells of this column, and give different moments: write the one \
         that is meant",
        list(one),
        list(other)
    )
}

fn list(formats: &[String]) -> String {
    match formats {
        [one] => format!("\"{one}\""),
        all => format!("[{}]", all.iter().map(|f| format!("\"{f}\"")).collect::<Vec<_>>().join(", ")),
    }
}

fn half_swapped(cells: &[&[u8]], formats: &[String], rows: &Rows) -> bool {
    let reader = Reader::new(formats.iter().map(String::as_str), &rows.line.calendar.months);
    let mut orders = Orders::default();
    cells.iter().filter_map(|cell| reader.moment(cell)).for_each(|read| orders.add(&read));
    orders.half_swapped()
}
