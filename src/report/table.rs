//! A safe table as typeset text: cells formatted, signs set, legend made.

use std::collections::BTreeSet;

use crate::disclosure::{Safe, SafeCell, SafeTable};
use crate::document::model::{ColumnModel, RowModel, TableModel};
use crate::measures::{Flag, Header, Key, Label, Missing, Period, Role};
use crate::narrative::{caption, legend, note, sign, signed, signs_of};
use crate::words::Labels;

/// The typeset table of a figure, with the columns that fit on paper.
#[must_use]
pub fn table_model(table: &SafeTable, labels: Labels<'_>, source: &str) -> TableModel {
    model(table, labels, source, &printed(table))
}

/// The table of a figure with all its columns, for the workbook.
#[must_use]
pub fn whole_table_model(table: &SafeTable, labels: Labels<'_>) -> TableModel {
    model(table, labels, "", &(0..table.cols().len()).collect::<Vec<_>>())
}

/// The rows of a figure with every sign at its own cell, for a table whose columns are shared by several.
#[must_use]
pub fn signed_rows(table: &SafeTable, labels: Labels<'_>) -> Vec<RowModel> {
    let cols: Vec<usize> = (0..table.cols().len()).collect();
    let shared = vec![BTreeSet::new(); cols.len()];
    (0..table.rows().len()).map(|r| row(table, labels, r, &cols, &shared)).collect()
}

fn model(table: &SafeTable, labels: Labels<'_>, source: &str, cols: &[usize]) -> TableModel {
    let shared = shared_flags(table);
    let rows: Vec<RowModel> = (0..table.rows().len()).map(|r| row(table, labels, r, cols, &shared)).collect();
    let columns: Vec<ColumnModel> = cols.iter().map(|c| column(table, labels, *c, &shared[*c])).collect();
    // A sign of a column that is left to the data files needs no words here.
    let texts = || columns.iter().map(|c| &c.label).chain(rows.iter().flat_map(|r| &r.cells));
    let mut signs = legend(labels, &signs_of(table));
    signs.retain(|(sign, _)| texts().any(|text| text.contains(sign.as_str())));
    TableModel {
        id: table.figure().to_owned(),
        caption: caption(table, labels),
        corner: corner(table, labels),
        columns,
        rows,
        notes: table.notes().iter().map(|n| note(labels, n)).collect(),
        legend: signs,
        source: source.to_owned(),
    }
}

/// Columns that are printed. Beside many years the share of the year before is left to the data files:
/// its difference with the report year's stands there.
fn printed(table: &SafeTable) -> Vec<usize> {
    let cols = table.cols();
    let years = cols.iter().filter(|h| h.role != Role::Derived).count();
    let before = |h: &Header| {
        h.key.measure.as_deref() == Some("share") && h.key.period != Some(Period::Year(table.year()))
    };
    (0..cols.len()).filter(|c| years <= MANY || !before(&cols[*c])).collect()
}

/// More years than these leave no room for four derived columns.
const MANY: usize = 5;

fn corner(table: &SafeTable, labels: Labels<'_>) -> String {
    match table.row_dim() {
        Some(dim) => labels.dimension(dim),
        None => String::new(),
    }
}

/// Signs that all numbers of a column carry stand once, in its head.
fn shared_flags(table: &SafeTable) -> Vec<BTreeSet<Flag>> {
    (0..table.cols().len())
        .map(|c| {
            let numbers: Vec<&SafeCell> = (0..table.rows().len())
                .map(|r| table.cell(r, c))
                .filter(|x| x.value().number().is_some())
                .collect();
            let mut flags = numbers.iter().map(|x| signed(table, x.flags()).collect::<BTreeSet<Flag>>());
            let first = flags.next().unwrap_or_default();
            flags.fold(first, |all, next| all.intersection(&next).copied().collect())
        })
        .collect()
}

fn marks(flags: impl Iterator<Item = Flag>) -> String {
    flags.map(|f| format!(" [{}]", sign(f))).collect()
}

fn column(table: &SafeTable, labels: Labels<'_>, c: usize, shared: &BTreeSet<Flag>) -> ColumnModel {
    let head = &table.cols()[c];
    let year = table.year().to_string();
    let label = match &head.label {
        Label::Word(key) if key == "col.share" => labels.words.fill(key, &[("year", &year)]),
        label => labels.label(label),
    };
    let role = match head.role {
        Role::Derived => "derived",
        _ if head.key.period == Some(Period::Year(table.year())) => "current",
        _ => "count",
    };
    ColumnModel { label: format!("{label}{}", marks(shared.iter().copied())), role: role.to_owned() }
}

fn row(
    table: &SafeTable,
    labels: Labels<'_>,
    r: usize,
    cols: &[usize],
    shared: &[BTreeSet<Flag>],
) -> RowModel {
    let head = &table.rows()[r];
    let role = match head.role {
        Role::Body | Role::Member => "body",
        Role::Group => "group",
        Role::Other => "other",
        Role::Unknown => "unknown",
        Role::Total => "total",
        Role::Derived => "derived",
    };
    let cells = cols
        .iter()
        .map(|&c| {
            let cell = table.cell(r, c);
            let own = signed(table, cell.flags()).filter(|f| !shared[c].contains(f));
            let text = value(cell.value(), &table.key_of(r, c), labels);
            if cell.value().number().is_some() { format!("{text}{}", marks(own)) } else { text }
        })
        .collect();
    RowModel {
        label: row_label(table, labels, r),
        role: role.to_owned(),
        indent: head.role == Role::Member,
        cells,
    }
}

/// Rows of earlier published figures are named by what was counted.
pub(super) fn row_label(table: &SafeTable, labels: Labels<'_>, r: usize) -> String {
    let head = &table.rows()[r];
    match &head.label {
        Label::Plain(text) if text.starts_with("published:") => {
            let key = &head.key;
            let period = key.period.map(|p| labels.words.period(p)).unwrap_or_default();
            let mut parts = vec![labels.measure(key)];
            let codes = key.dims.iter().filter(|(dim, _)| *dim != "publication");
            parts.extend(codes.map(|(dim, code)| labels.code(dim, code)));
            format!("{}, {period}", crate::words::capital(&parts.join(", ")))
        }
        label => labels.label(label),
    }
}

/// One value as text.
#[must_use]
pub fn value(value: Safe, key: &Key, labels: Labels<'_>) -> String {
    let number = match value {
        Safe::Hidden => return "[c]".to_owned(),
        Safe::Missing(Missing::NotApplicable) => return "[z]".to_owned(),
        Safe::Missing(Missing::NotAvailable | Missing::TooMuchUnknown) => return "[x]".to_owned(),
        Safe::Missing(Missing::Undefined) => return "–".to_owned(),
        Safe::Number(number) => number,
    };
    labels.value(number, key)
}
