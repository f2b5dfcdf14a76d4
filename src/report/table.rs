//! A safe table as typeset text: cells formatted, signs set, legend made.

use std::collections::BTreeSet;
use std::ops::Range;

use super::coarser::coarser;
use super::method::beside_table;
use crate::base::Period;
use crate::disclosure::{Safe, SafeCell, SafeTable};
use crate::document::model::{ColumnModel, RowModel, TableModel};

use crate::measures::{Flag, Header, Key, Label, Missing, Role};
use crate::narrative::{caption, caption_from, legend, note, repeated, sign, signed, signs_of};
use crate::words::Labels;

/// The typeset table of a figure, with the columns that fit on paper.
#[must_use]
pub fn table_model(table: &SafeTable, labels: Labels<'_>, source: &str) -> TableModel {
    let (cols, first) = printed(table);
    let coarser = coarser(table, &cols, WIDE);
    let cols = coarser.as_ref().map_or(cols, |coarser| coarser.cols.clone());
    let mut model = model(table, labels, source, &cols);
    signs_once(&mut model, table, labels, &cols);
    let mut kept: Vec<usize> = match &coarser {
        Some(coarser) => coarser.rows.clone(),
        None => (0..table.rows().len()).collect(),
    };
    tell_once(&mut model, &mut kept, table, labels);
    if let Some(year) = first {
        model.caption = caption_from(table, labels, first);
        model.notes.push(labels.words.fill("note.columns-before", &[("year", &year.to_string())]));
    }
    let turned_by = table.col_dim().filter(|_| coarser.is_none() && model.columns.len() > WIDE);
    if let Some(coarser) = coarser {
        model.notes.push(labels.words.get(coarser.note).to_owned());
    } else if turned_by.is_none() {
        groups_alone(&mut model, &mut kept, table, labels, &cols);
    }
    keep_rows(&mut model, &kept);
    match turned_by {
        Some(dim) => turned(model, table, labels, labels.dimension(dim)),
        None => model,
    }
}

/// Leaves out rows that say what another row says, and published numbers that came out the same again.
fn tell_once(model: &mut TableModel, kept: &mut Vec<usize>, table: &SafeTable, labels: Labels<'_>) {
    let repeated = repeated(table);
    kept.retain(|r| !table.restates(*r) && !repeated.contains(r));
    if !repeated.is_empty() {
        let n = labels.words.count(repeated.len() as u64);
        model.notes.push(labels.words.fill("note.published-same", &[("n", &n)]));
    }
}

/// A group of which every part is withheld stands for its parts, and a note says so.
fn groups_alone(
    model: &mut TableModel,
    kept: &mut Vec<usize>,
    table: &SafeTable,
    labels: Labels<'_>,
    cols: &[usize],
) {
    let alone = withheld_parts(table, cols);
    if alone.is_empty() {
        return;
    }
    let left_out: BTreeSet<usize> = alone.iter().flat_map(|(_, parts)| parts.clone()).collect();
    kept.retain(|r| !left_out.contains(r));
    let groups: Vec<String> = alone.iter().map(|(group, _)| row_label(table, labels, *group)).collect();
    model.notes.push(labels.words.fill("note.group-alone", &[("groups", &labels.words.listed(&groups))]));
}

/// Leaves rows out, and the signs of what is no number where nothing bears them any more.
fn keep_rows(model: &mut TableModel, kept: &[usize]) {
    if kept.len() == model.rows.len() {
        return;
    }
    let mut r = 0..;
    model.rows.retain(|_| r.next().is_none_or(|r| kept.contains(&r)));
    let borne = |mark: &String| model.rows.iter().flat_map(|row| &row.cells).any(|cell| cell == mark);
    model.legend.retain(|(mark, _)| !["[c]", "[x]", "[z]"].contains(&mark.as_str()) || borne(mark));
}

/// Groups of whose parts no number is printed because it is withheld, each with its parts.
fn withheld_parts(table: &SafeTable, cols: &[usize]) -> Vec<(usize, Range<usize>)> {
    let role = |r: usize| table.rows().get(r).map(|head| head.role);
    let parts = |group: usize| {
        let end = (group + 1..).find(|r| role(*r) != Some(Role::Member)).unwrap_or(group + 1);
        (group, group + 1..end)
    };
    let withheld = |(_, parts): &(usize, Range<usize>)| {
        let mut cells = parts.clone().flat_map(|r| cols.iter().map(move |c| table.cell(r, *c).value()));
        cells.clone().all(|value| value.number().is_none()) && cells.any(|value| value == Safe::Hidden)
    };
    let groups = (0..table.rows().len()).filter(|r| role(*r) == Some(Role::Group));
    groups.map(parts).filter(withheld).collect()
}

/// Signs of whole columns stand once, in the legend with the columns that they are of, and not in each head. A
/// share or a change of a year goes with the year.
fn signs_once(model: &mut TableModel, table: &SafeTable, labels: Labels<'_>, cols: &[usize]) {
    let shared = shared_flags(table);
    let derived = |c: usize| table.cols()[c].role == Role::Derived;
    let numbered = |c: usize| (0..table.rows().len()).any(|r| table.cell(r, c).value().number().is_some());
    for (column, c) in model.columns.iter_mut().zip(cols) {
        column.label = column_label(table, labels, *c);
    }
    for (mark, meaning) in &mut model.legend {
        let bears = |c: usize| shared[c].iter().any(|flag| format!("[{}]", sign(*flag)) == *mark);
        let of = |kind: bool| cols.iter().copied().filter(move |c| derived(*c) == kind && bears(*c));
        let counts: Vec<usize> = of(false).collect();
        let named = if counts.is_empty() { of(true).collect() } else { counts };
        let all = cols.iter().filter(|c| !derived(**c) && numbered(**c)).all(|c| named.contains(c));
        if !named.is_empty() && !all {
            let names: Vec<String> = named.iter().map(|c| column_label(table, labels, *c)).collect();
            *meaning = labels
                .words
                .fill("sign.of", &[("sign", meaning.as_str()), ("columns", &labels.words.listed(&names))]);
        }
    }
}

/// More columns than these do not fit on a page: the table is turned.
const WIDE: usize = 16;

/// The columns as rows; days have their short names.
fn turned(model: TableModel, table: &SafeTable, labels: Labels<'_>, corner: String) -> TableModel {
    let row = |(c, column): (usize, &ColumnModel)| RowModel {
        label: column.label.clone(),
        role: if table.cols()[c].role == Role::Total { "total" } else { "body" }.to_owned(),
        indent: false,
        cells: model.rows.iter().map(|r| r.cells[c].clone()).collect(),
    };
    let column = |(r, row): (usize, &RowModel)| ColumnModel {
        label: match table.rows()[r].label {
            Label::Weekday(day) => labels.words.get(&format!("dy.{day}")).to_owned(),
            _ => row.label.clone(),
        },
        role: "count".to_owned(),
    };
    TableModel {
        corner,
        columns: model.rows.iter().enumerate().map(column).collect(),
        rows: model.columns.iter().enumerate().map(row).collect(),
        ..model
    }
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
        id: table.figure().to_string(),
        caption: caption(table, labels),
        corner: corner(table, labels),
        columns,
        rows,
        notes: beside_table(table).map(|n| note(labels, n)).collect(),
        legend: signs,
        source: source.to_owned(),
    }
}

/// Columns that are printed; the data files have all. Beside many years the share of the year before is left
/// out: its difference with the report year's stands there. Nor are shares and changes printed where none
/// can be computed, nor the years before there was anything to count; the second is the first of the others.
fn printed(table: &SafeTable) -> (Vec<usize>, Option<i32>) {
    let cols = table.cols();
    let years = cols.iter().filter(|h| h.role != Role::Derived).count();
    let before = |h: &Header| {
        h.key.measure.as_deref() == Some("share") && h.key.period != Some(Period::Year(table.year()))
    };
    let told =
        |c: usize| (0..table.rows().len()).any(|r| !matches!(table.cell(r, c).value(), Safe::Missing(_)));
    let leading = (0..cols.len()).take_while(|c| is_empty_year(table, *c)).count();
    let keep = |c: &usize| match cols[*c].role {
        Role::Derived => (years <= MANY || !before(&cols[*c])) && told(*c),
        _ => *c >= leading,
    };
    let first = cols.get(leading).filter(|_| leading > 0).and_then(|h| match h.key.period {
        Some(Period::Year(year)) => Some(year),
        _ => None,
    });
    ((0..cols.len()).filter(keep).collect(), first)
}

/// Whether a past year has nothing but reasons why there is no number, and zeros in its sums; or, where only
/// some contacts have an answer, nothing but zeros: nobody was asked.
fn is_empty_year(table: &SafeTable, c: usize) -> bool {
    let head = &table.cols()[c];
    let past = matches!(head.key.period, Some(Period::Year(year)) if year < table.year());
    let cells = || (0..table.rows().len()).map(|r| (table.rows()[r].role, table.cell(r, c).value()));
    let absent = |(_, value): (Role, Safe)| {
        matches!(
            value,
            Safe::Missing(
                Missing::NotApplicable
                    | Missing::NotAvailable
                    | Missing::BesidePublished
                    | Missing::PastLimit
            )
        )
    };
    let asked_some = table.notes().iter().any(|n| n.id == "applies-some");
    let nothing = |(role, value): (Role, Safe)| match value {
        Safe::Missing(_) => true,
        Safe::Number(n) => {
            n.scaled == 0 && (asked_some || matches!(role, Role::Total | Role::Unknown | Role::Derived))
        }
        Safe::Hidden => false,
    };
    past && head.role != Role::Derived && (asked_some || cells().any(absent)) && cells().all(nothing)
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

/// The name of a column, with its year.
pub(super) fn column_label(table: &SafeTable, labels: Labels<'_>, c: usize) -> String {
    match &table.cols()[c].label {
        Label::Word(key) if key == "col.share" => {
            labels.words.fill(key, &[("year", &table.year().to_string())])
        }
        // A change from one year to the next says from which.
        Label::Word(key) if key == "col.change" => match table.cols()[c].key.period {
            Some(Period::Years(from, _)) => {
                labels.words.fill("col.change_from", &[("year", &from.to_string())])
            }
            _ => labels.words.get(key).to_owned(),
        },
        label => labels.label(label),
    }
}

fn column(table: &SafeTable, labels: Labels<'_>, c: usize, shared: &BTreeSet<Flag>) -> ColumnModel {
    let head = &table.cols()[c];
    let label = column_label(table, labels, c);
    let role = match head.role {
        Role::Derived => "derived",
        _ if head.key.period == Some(Period::Year(table.year())) => "current",
        _ => "count",
    };
    ColumnModel { label: format!("{label}{}", marks(shared.iter().copied())), role: role.to_owned() }
}

/// Whether a column has the differences of shares.
fn is_points(table: &SafeTable, col: usize) -> bool {
    table.cols()[col].key.measure.as_deref() == Some("share_change")
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
            match cell.value().number() {
                // All of it is all of it in every year.
                Some(number) if head.role == Role::Total && number.scaled == 0 && is_points(table, c) => {
                    String::new()
                }
                Some(_) => format!("{text}{}", marks(own)),
                None => text,
            }
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
        Safe::Missing(
            Missing::NotAvailable | Missing::TooMuchUnknown | Missing::BesidePublished | Missing::PastLimit,
        ) => {
            return "[x]".to_owned();
        }
        Safe::Missing(Missing::Undefined) => return "–".to_owned(),
        Safe::Number(number) => number,
    };
    labels.value(number, key)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::printed;
    use crate::base::{Num, Period};
    use crate::config::{Chapter, FigureId};
    use crate::disclosure::{Known, SafeTable, Settings, protect_all};

    use crate::measures::{Cell, Exact, Form, Header, Key, Label, Missing, NoteRef, Role, Table, TableKind};

    fn head(text: &str, role: Role) -> Header {
        let mut key = Key::default();
        if role != Role::Total {
            key.dims.insert("part".to_owned(), text.to_owned());
        }
        Header { key, label: Label::Plain(text.to_owned()), role }
    }

    fn year(y: i32) -> Header {
        let key = Key { period: Some(Period::Year(y)), ..Key::default() };
        Header { key, label: Label::Period(Period::Year(y)), role: Role::Body }
    }

    /// Two parts and their sum, in 2021, 2022 and 2023, and a change.
    fn table(cells: [[Exact; 4]; 3], notes: Vec<NoteRef>) -> SafeTable {
        let change = Key { measure: Some("change".to_owned()), ..Key::default() };
        let change = Header { key: change, label: Label::Word("col.change".to_owned()), role: Role::Derived };
        let table = Table {
            figure: FigureId::ContactsBy("part".to_owned()),
            chapter: Chapter::Volume,
            key: Key::default(),
            row_dim: None,
            col_dim: None,
            kind: TableKind::Single,
            form: Form::RankedBars,
            year: 2023,
            rows: vec![head("a", Role::Body), head("b", Role::Body), head("all", Role::Total)],
            cols: vec![year(2021), year(2022), year(2023), change],
            cells: cells.into_iter().flatten().map(|value| Cell { value, flags: BTreeSet::new() }).collect(),
            notes,
            annex: false,
            sums: Vec::new(),
        };
        protect_all(&[table], &Settings::new(5), &Known::nothing()).0.remove(0)
    }

    const NOT_YET: Exact = Exact::Missing(Missing::NotApplicable);
    const NONE: Exact = Exact::Missing(Missing::Undefined);

    #[test]
    fn years_before_there_was_anything_and_empty_changes_are_left_out() {
        let n = Exact::Count;
        let new = table(
            [[NOT_YET, n(20), n(30), NONE], [NOT_YET, n(40), n(50), NONE], [n(0), n(60), n(80), NONE]],
            vec![],
        );
        assert_eq!(printed(&new), (vec![1, 2], Some(2022)));
        let change = |tenths| Exact::Given(Num { scaled: tenths, decimals: 1 });
        let old = table(
            [
                [n(0), n(20), n(30), change(500)],
                [n(0), n(40), n(50), change(250)],
                [n(0), n(60), n(80), NONE],
            ],
            vec![],
        );
        assert_eq!(printed(&old), (vec![0, 1, 2, 3], None), "a zero is a number");
    }

    #[test]
    fn a_year_in_which_nobody_was_asked_is_left_out() {
        let n = Exact::Count;
        let cells = || [[n(0), n(20), n(30), NONE], [n(0), n(40), n(50), NONE], [n(0), n(60), n(80), NONE]];
        let some = NoteRef { id: "applies-some".to_owned(), args: Default::default() };
        assert_eq!(printed(&table(cells(), vec![some])), (vec![1, 2], Some(2022)));
        assert_eq!(printed(&table(cells(), vec![])), (vec![0, 1, 2], None));
    }

    #[test]
    fn a_group_without_a_printed_part_stands_for_its_parts() {
        let groups = |counts: [u64; 7]| {
            let roles = [Role::Group, Role::Member, Role::Member].repeat(2);
            let heads = ["g", "a", "b", "h", "c", "d"].into_iter().zip(roles);
            let table = Table {
                figure: FigureId::ContactsBy("part".to_owned()),
                chapter: Chapter::Volume,
                key: Key::default(),
                row_dim: None,
                col_dim: None,
                kind: TableKind::Single,
                form: Form::RankedBars,
                year: 2023,
                rows: heads.map(|(t, role)| head(t, role)).chain([head("all", Role::Total)]).collect(),
                cols: vec![year(2023)],
                cells: counts.map(|n| Cell { value: Exact::Count(n), flags: BTreeSet::new() }).to_vec(),
                notes: Vec::new(),
                annex: false,
                sums: Vec::new(),
            };
            let safe = protect_all(&[table], &Settings::new(5), &Known::nothing()).0;
            super::withheld_parts(&safe[0], &[0])
        };
        assert_eq!(groups([6, 2, 4, 50, 20, 30, 56]), [(0, 1..3)]);
        // A part that is printed, be it a zero, keeps the others beside it.
        assert_eq!(groups([6, 6, 0, 50, 20, 30, 56]), []);
    }
}
