//! Tables of one kind and with the same columns as one, with a group for each count.

use std::collections::{BTreeMap, BTreeSet};
use std::mem::discriminant;

use super::columns::between_ends;
use super::overview::heading;
use crate::config::{LandscapeFigure, dim};
use crate::disclosure::{Safe, SafeTable};
use crate::document::model::{Block, ColumnModel, FigureModel, RowModel, TableModel};

use crate::measures::{Header, Key, measure};
use crate::narrative::{legend, signs_of};
use crate::report::{signed_rows, table_model};
use crate::words::{Labels, capital};

/// The words of a kind whose tables are set under each other; nothing of a kind whose tables stand apart.
fn key(table: &SafeTable) -> Option<&'static str> {
    match table.figure().landscape()? {
        LandscapeFigure::Per100000(_) => Some("landscape.per_100000"),
        LandscapeFigure::PerOpenHour(_) => Some("landscape.per_open_hour"),
        _ => None,
    }
}

/// What a table counts, as the name of its group.
fn counted(table: &SafeTable, labels: Labels<'_>) -> String {
    use LandscapeFigure::{Per100000, PerOpenHour};
    let key = match table.figure().landscape() {
        Some(Per100000(of) | PerOpenHour(of)) => Key { stage: of.stage, ..measure("contacts", &of.unit) },
        _ => table.key().clone(),
    };
    capital(&labels.measure(&key))
}

/// Whether two tables can be one.
fn fits(a: &SafeTable, b: &SafeTable) -> bool {
    let heads = |t: &SafeTable| t.cols().iter().map(|h: &Header| h.key.clone()).collect::<Vec<_>>();
    let kind = |t: &SafeTable| t.figure().landscape().map(discriminant);
    key(a).is_some() && kind(a) == kind(b) && heads(a) == heads(b)
}

/// The tables in groups that can be one table each; what stands alone is a group of one. Order is kept.
pub fn groups<'a>(tables: impl Iterator<Item = &'a SafeTable>) -> Vec<Vec<&'a SafeTable>> {
    let mut groups: Vec<Vec<&SafeTable>> = Vec::new();
    for table in tables {
        match groups.iter_mut().find(|group| fits(group[0], table)) {
            Some(group) => group.push(table),
            None => groups.push(vec![table]),
        }
    }
    groups
}

/// Several tables as one; those of lines with registrations come first. `notes` are those on the lines of a table.
pub fn figure(
    tables: &[&SafeTable],
    notes: &dyn Fn(&SafeTable) -> Vec<String>,
    registers: &dyn Fn(&str) -> bool,
    labels: Labels<'_>,
) -> Option<FigureModel> {
    let (first, words) = (tables.first()?, labels.words);
    let key = key(first)?;
    let foreign = |table: &&SafeTable| {
        let lines = table.rows().iter().filter_map(|row| row.key.dims.get(dim::LINE));
        !lines.into_iter().any(|line| registers(line))
    };
    let mut ordered = tables.to_vec();
    ordered.sort_by_key(foreign);
    let numbered = |c: usize| {
        ordered.iter().any(|t| (0..t.rows().len()).any(|r| !matches!(t.cell(r, c).value(), Safe::Missing(_))))
    };
    let cols: Vec<usize> = between_ends(&(0..first.cols().len()).map(numbered).collect::<Vec<_>>()).collect();
    let column =
        |c: &usize| ColumnModel { label: labels.label(&first.cols()[*c].label), role: "count".to_owned() };
    let (mut signs, mut rows, mut told) = (BTreeSet::new(), Vec::new(), Vec::<String>::new());
    for table in ordered {
        signs.extend(signs_of(table));
        rows.push(heading(counted(table, labels), cols.len()));
        rows.extend(signed_rows(table, labels).into_iter().map(|row| RowModel {
            cells: cols.iter().filter_map(|c| row.cells.get(*c).cloned()).collect(),
            ..row
        }));
        told.extend(notes(table).into_iter().filter(|note| !told.contains(note)).collect::<Vec<_>>());
    }
    let caption = words.get(&format!("{key}.caption")).to_owned();
    let table = TableModel {
        // Its own: it is no figure of the data files, but several.
        id: key.trim_start_matches("landscape.").replace('_', "-"),
        columns: cols.iter().map(column).collect(),
        rows,
        notes: told,
        legend: legend(labels, &signs),
        caption: caption.clone(),
        ..table_model(first, labels, "")
    };
    Some(FigureModel {
        id: table.id.clone(),
        headline: words.get(&format!("{key}.head")).to_owned(),
        subtitle: caption,
        chart: None,
        notes: Vec::new(),
        source: String::new(),
        table: Some(table),
        annex_reference: String::new(),
    })
}

/// Numbers figures of one name, so that each has a place of its own: tables of other years are not one table.
pub fn tell_apart(blocks: &mut [Block]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for block in blocks {
        let Block::Figure(figure) = block else { continue };
        let n = seen.entry(figure.id.clone()).or_default();
        *n += 1;
        if *n > 1 {
            figure.id = format!("{}-{n}", figure.id);
            if let Some(table) = &mut figure.table {
                table.id.clone_from(&figure.id);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_of_one_name_have_places_of_their_own() {
        let figure = |id: &str| {
            Block::Figure(Box::new(FigureModel {
                id: id.to_owned(),
                headline: String::new(),
                subtitle: String::new(),
                chart: None,
                notes: Vec::new(),
                source: String::new(),
                table: None,
                annex_reference: String::new(),
            }))
        };
        let mut blocks = [figure("a"), figure("b"), figure("a"), figure("a")];
        tell_apart(&mut blocks);
        let ids = blocks.iter().filter_map(|block| match block {
            Block::Figure(figure) => Some(figure.id.as_str()),
            _ => None,
        });
        assert_eq!(ids.collect::<Vec<_>>(), ["a", "b", "a-2", "a-3"]);
    }
}
