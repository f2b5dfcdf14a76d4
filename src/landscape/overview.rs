//! All lines in one table: what each counted last, and in the year before.

use std::collections::BTreeSet;

use super::blocks;
use crate::base::{Num, Period};
use crate::config::{FigureId, Landscape, LandscapeFigure};
use crate::disclosure::{Safe, SafeTable};
use crate::document::model::{Block, ColumnModel, FigureModel, RowModel, TableModel};

use crate::measures::{Flag, Header, Role, measure};
use crate::narrative::{legend, signs_of};
use crate::report::{signed_rows, value};
use crate::words::{Labels, capital};

/// The table with its words; nothing where no line counts anything.
pub fn block(landscape: &Landscape, labels: Labels<'_>, tables: &[SafeTable]) -> Option<Block> {
    let words = labels.words;
    let mut volumes: Vec<(usize, &SafeTable)> =
        tables.iter().filter_map(|t| Some((place(t.figure())?, t))).collect();
    volumes.sort_by_key(|(place, _)| *place);
    let (_, first) = volumes.first()?;
    let mut signs = BTreeSet::new();
    let mut rows = Vec::new();
    for (_, table) in &volumes {
        signs.extend(signs_of(table));
        rows.push(heading(group(table, labels), 4));
        let own = table.rows().iter().zip(signed_rows(table, labels)).enumerate();
        let lines = own.filter(|(_, (head, _))| matches!(head.role, Role::Body | Role::Group));
        rows.extend(lines.map(|(r, (_, row))| latest(table, r, row, labels)));
    }
    let years: Vec<i32> = first.cols().iter().filter_map(year).collect();
    let mut legend = legend(labels, &signs);
    let borne = |mark: &str| rows.iter().flat_map(|row: &RowModel| &row.cells).any(|c| c.contains(mark));
    legend.retain(|(mark, _)| borne(mark));
    let column =
        |key: &str, role: &str| ColumnModel { label: words.get(key).to_owned(), role: role.to_owned() };
    let table = TableModel {
        id: "all-lines".to_owned(),
        caption: words.get("landscape.all_lines").to_owned(),
        corner: words.get("dim.line").to_owned(),
        columns: vec![
            column("landscape.all_lines.year", "count"),
            column("landscape.all_lines.number", "count"),
            column("landscape.all_lines.before", "count"),
            column("landscape.all_lines.change", "derived"),
        ],
        rows,
        legend,
        notes: blocks::sources(landscape, labels, &years),
        source: String::new(),
    };
    Some(Block::Figure(Box::new(FigureModel {
        id: table.id.clone(),
        headline: words.get("landscape.all_lines.head").to_owned(),
        subtitle: table.caption.clone(),
        chart: None,
        notes: vec![words.get("landscape.all_lines.note").to_owned()],
        source: words.get("landscape.source.others").to_owned(),
        table: Some(table),
        annex_reference: String::new(),
    })))
}

/// The place of a figure in the overview of all lines; `None` of one that does not stand there.
fn place(figure: &FigureId) -> Option<usize> {
    match figure.landscape()? {
        LandscapeFigure::Lines(_) => Some(0),
        LandscapeFigure::Others(_) => Some(1),
        LandscapeFigure::Elsewhere(_) => Some(2),
        LandscapeFigure::SeeSource => Some(3),
        LandscapeFigure::WithoutFigures => Some(4),
        _ => None,
    }
}

/// What heads a group.
fn group(table: &SafeTable, labels: Labels<'_>) -> String {
    let words = labels.words;
    let measure = labels.measure(&table.key_of(0, 0));
    let told = |key: &str| words.fill(key, &[("measure", &measure)]);
    match table.figure().landscape() {
        Some(LandscapeFigure::WithoutFigures) => words.get("landscape.group.without").to_owned(),
        Some(LandscapeFigure::SeeSource) => words.get("landscape.group.see_source").to_owned(),
        Some(LandscapeFigure::Others(_)) => told("landscape.group.others"),
        Some(LandscapeFigure::Elsewhere(_)) => told("landscape.group.elsewhere"),
        _ => capital(&measure),
    }
}

/// A row that heads a group.
pub(super) fn heading(label: String, columns: usize) -> RowModel {
    RowModel { label, role: "group".to_owned(), indent: false, cells: vec![String::new(); columns] }
}

fn year(head: &Header) -> Option<i32> {
    match head.key.period {
        Some(Period::Year(year)) => Some(year),
        _ => None,
    }
}

/// The latest year of which something is known of a line, what was counted, and how that differs from the year before.
fn latest(table: &SafeTable, r: usize, row: RowModel, labels: Labels<'_>) -> RowModel {
    let known = |c: &usize| !matches!(table.cell(r, *c).value(), Safe::Missing(_));
    let of = |wanted: i32| table.cols().iter().position(|head| year(head) == Some(wanted)).filter(known);
    let last = table.cols().iter().filter_map(year).filter(|y| of(*y).is_some()).max();
    let cells = match last.and_then(|year| Some((year, of(year)?))) {
        None => vec![String::new(), "[x]".to_owned(), String::new(), String::new()],
        Some((year, col)) => {
            let before = of(year - 1);
            let change = before.and_then(|before| change(table, r, (before, col), labels));
            let text = |c: usize| row.cells.get(c).cloned().unwrap_or_default();
            vec![
                year.to_string(),
                text(col),
                before.map(text).unwrap_or_default(),
                change.unwrap_or_default(),
            ]
        }
    };
    RowModel { role: "body".to_owned(), cells, ..row }
}

/// The change between two printed numbers that can be compared.
fn change(
    table: &SafeTable,
    r: usize,
    (before, after): (usize, usize),
    labels: Labels<'_>,
) -> Option<String> {
    let number = |c: usize| {
        let cell = table.cell(r, c);
        let sound = cell.flags().iter().all(|flag| matches!(flag, Flag::Provisional | Flag::Revised));
        cell.value().number().filter(|_| sound)
    };
    let (before, after) = (number(before)?, number(after)?);
    let (old, new) = (i128::from(before.scaled), i128::from(after.scaled));
    let change = Num::quotient(100, new - old, old, 1).filter(|_| before.decimals == after.decimals)?;
    Some(value(Safe::Number(change), &measure("change", "percent"), labels))
}
