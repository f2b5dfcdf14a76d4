//! Headlines and captions of tables that set lines side by side. A sentence names several lines only
//! when its table does: such a table holds one stage and one unit.

use crate::base::{Num, Period};
use crate::config::{LandscapeFigure, dim};
use crate::disclosure::SafeTable;

use crate::measures::{Flag, Role};
use crate::words::Labels;
use crate::words::wording::two_digits;

/// The name of such a figure among the words.
pub(super) fn name(figure: &LandscapeFigure) -> &'static str {
    use LandscapeFigure::*;
    match figure {
        Lines(_) => "lines",
        Others(_) | Elsewhere(_) => "others",
        SeeSource | WithoutFigures => "without",
        Per100000(_) => "per_100000",
        OpenHours => "open_hours",
        PerOpenHour(_) => "per_open_hour",
        EntryPoints(_) => "entry_points",
        TransfersPerYear => "transfers",
        TransfersMatrix => "transfers_matrix",
        TransfersReceived => "transfers_received",
        Staff => "staff",
        Volunteers => "volunteers",
        Budget => "budget",
        PerFte(_) => "per_fte",
        OverlapHours => "overlap",
        OverlapChatHours => "overlap_chat",
    }
}

/// What such a table finds.
pub(super) fn finding(figure: &LandscapeFigure, table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    let name = name(figure);
    let measure = labels.measure(&table.key_of(0, 0));
    let plain = || labels.words.fill(&format!("head.wide.{name}"), &[("measure", &measure)]);
    let found = match name {
        "lines" | "open_hours" | "per_open_hour" | "entry_points" | "transfers" | "per_fte" => {
            largest(table, labels, name)
        }
        "transfers_matrix" => busiest(table, labels),
        "per_100000" => rate(table, labels),
        "overlap" | "overlap_chat" => together(table, labels, name),
        _ => None,
    };
    Some(found.unwrap_or_else(plain))
}

/// Fewest lines of which one can stand out.
const SEVERAL: usize = 3;

/// The row with the largest number in the last year in which most rows have one, where it is one of several and
/// no other has as large a number.
fn largest(table: &SafeTable, labels: Labels<'_>, name: &str) -> Option<String> {
    let rows: Vec<usize> = (0..table.rows().len())
        .filter(|r| matches!(table.rows()[*r].role, Role::Body | Role::Group))
        .collect();
    let number = |row: usize, col: usize| table.cell(row, col).value().number();
    let filled = |col: usize| rows.iter().filter(|r| number(**r, col).is_some()).count();
    let col = table.fullest(None)?;
    let best = rows.iter().filter_map(|r| Some((*r, number(*r, col)?)));
    let (row, n) = best.max_by(|a, b| a.1.to_f64().total_cmp(&b.1.to_f64()))?;
    let Some(Period::Year(year)) = table.key_of(row, col).period else { return None };
    let alone = rows.iter().filter(|r| number(**r, col) == Some(n)).count() == 1;
    let key = match filled(col) {
        1 => format!("head.wide.{name}.one"),
        lines if lines >= SEVERAL && alone => format!("head.wide.{name}.most"),
        _ => return None,
    };
    let places = [
        ("line", labels.label(&table.rows()[row].label)),
        ("n", labels.words.number(n)),
        ("measure", labels.measure(&table.key_of(row, col))),
        ("year", year.to_string()),
    ];
    let borrowed: Vec<(&str, &str)> = places.iter().map(|(k, v)| (*k, v.as_str())).collect();
    Some(labels.words.fill(&key, &borrowed))
}

/// From which line to which most contacts were passed on.
fn busiest(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    let cols: Vec<usize> = (0..table.cols().len()).filter(|c| table.cols()[*c].role == Role::Body).collect();
    let cells = (0..table.rows().len()).flat_map(|r| cols.iter().map(move |c| (r, *c)));
    let known = cells.filter_map(|(r, c)| Some((table.cell(r, c).value().number()?, r, c)));
    let (n, r, c) = known.max_by_key(|(n, r, c)| (*n, std::cmp::Reverse((*r, *c))))?;
    let year = table.key().period.map(|p| labels.words.period(p)).unwrap_or_default();
    let places = [
        ("a", labels.label(&table.rows()[r].label)),
        ("b", labels.label(&table.cols()[c].label)),
        ("n", labels.words.number(n)),
        ("year", year),
    ];
    let borrowed: Vec<(&str, &str)> = places.iter().map(|(k, v)| (*k, v.as_str())).collect();
    Some(labels.words.fill("head.wide.transfers_matrix.most", &borrowed))
}

/// A number as a sentence names it: an estimate to two digits.
fn named(table: &SafeTable, (row, col): (usize, usize), labels: Labels<'_>) -> Option<String> {
    let cell = table.cell(row, col);
    let number = cell.value().number()?;
    let estimated = cell.flags().contains(&Flag::Estimated);
    Some(match two_digits(number).filter(|_| estimated) {
        Some((_, rounded)) => labels.words.fill("head.wide.about", &[("n", &labels.words.number(rounded))]),
        None => labels.words.number(number),
    })
}

/// From the lowest to the highest rate of several lines, each set against the first of its areas.
fn range(table: &SafeTable, labels: Labels<'_>, col: usize) -> Option<String> {
    let line = |row: usize| table.rows()[row].key.dims.get(dim::LINE);
    let firsts = (0..table.rows().len()).filter(|r| *r == 0 || line(*r) != line(r - 1));
    let mut rates: Vec<(Num, usize)> =
        firsts.filter_map(|r| Some((table.cell(r, col).value().number()?, r))).collect();
    rates.sort_by(|a, b| a.0.to_f64().total_cmp(&b.0.to_f64()));
    let [(_, low), .., (_, high)] = rates.as_slice() else { return None };
    let name = |row: usize| line(row).map(|code| labels.code(dim::LINE, code)).unwrap_or_default();
    let places = [
        ("measure", labels.measure(&table.key_of(0, 0))),
        ("x", named(table, (*low, col), labels)?),
        ("a", name(*low)),
        ("y", named(table, (*high, col), labels)?),
        ("b", name(*high)),
    ];
    Some(labels.words.fill("head.wide.per_100000.range", &places.each_ref().map(|(k, v)| (*k, v.as_str()))))
}

/// The range of several lines; of one line what it is against each of its areas.
fn rate(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    let col = table.cols().iter().rposition(|c| c.key.measure.as_deref() == Some("per_100000"))?;
    if let Some(range) = range(table, labels, col) {
        return Some(range);
    }
    let number = |row: usize| table.cell(row, col).value().number();
    let line = |row: usize| table.rows()[row].key.dims.get(dim::LINE);
    let spread = |a: Num, b: Num| a.to_f64() / b.to_f64().max(f64::MIN_POSITIVE);
    let pairs = (1..table.rows().len()).filter(|r| line(*r) == line(r - 1));
    let two = pairs
        .filter_map(|r| Some((r - 1, r, number(r - 1)?, number(r)?)))
        .max_by(|a, b| spread(a.2, a.3).total_cmp(&spread(b.2, b.3)));
    let name = |row: usize, dim: &str| {
        table.rows()[row].key.dims.get(dim).map(|c| labels.code(dim, c)).unwrap_or_default()
    };
    let measure = labels.measure(&table.key_of(0, 0));
    if let Some((a, b, ..)) = two {
        return Some(labels.words.fill(
            "head.wide.per_100000.two",
            &[
                ("line", &name(a, "line")),
                ("measure", &measure),
                ("x", &named(table, (a, col), labels)?),
                ("a", &name(a, "area")),
                ("y", &named(table, (b, col), labels)?),
                ("b", &name(b, "area")),
            ],
        ));
    }
    let x = named(table, (0, col), labels)?;
    let places = [("line", name(0, "line")), ("measure", measure), ("x", x), ("a", name(0, "area"))];
    let borrowed: Vec<(&str, &str)> = places.iter().map(|(k, v)| (*k, v.as_str())).collect();
    Some(labels.words.fill("head.wide.per_100000.one", &borrowed))
}

/// The two lines that are open together longest.
fn together(table: &SafeTable, labels: Labels<'_>, name: &str) -> Option<String> {
    let size = table.rows().len();
    let pairs = (0..size).flat_map(|r| (r + 1..size).map(move |c| (r, c)));
    let longest =
        pairs.max_by_key(|(r, c)| (table.cell(*r, *c).value().number(), std::cmp::Reverse((*r, *c))));
    let (r, c) = longest?;
    let places = [
        ("a", labels.label(&table.rows()[r].label)),
        ("b", labels.label(&table.cols()[c].label)),
        ("n", labels.words.number(table.cell(r, c).value().number()?)),
    ];
    let borrowed: Vec<(&str, &str)> = places.iter().map(|(k, v)| (*k, v.as_str())).collect();
    Some(labels.words.fill(&format!("head.wide.{name}.most"), &borrowed))
}
