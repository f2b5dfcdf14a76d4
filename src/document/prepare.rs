//! The model as the templates read it: as it is, with figures and tables numbered, each table's cells
//! split into digits and signs and its columns counted, so that the templates need not walk over every
//! cell.

use std::borrow::Cow;

use super::model::{Block, ReportModel, TableModel};
use super::numbers::{Numbers, split_sign};
use crate::words::typographic;
use serde::Serialize;
use serde_json::{Map, Value, json};

/// The text of `/report.json`.
pub(super) fn json(model: &ReportModel) -> serde_json::Result<Vec<u8>> {
    let mut root = to_map(model)?;
    let mut chapters = Vec::with_capacity(model.chapters.len());
    let mut numbers = Numbers::default();
    for chapter in &model.chapters {
        let blocks: serde_json::Result<Vec<Value>> =
            chapter.blocks.iter().map(|b| block(b, &mut numbers)).collect();
        chapters.push(json!({
            "id": chapter.id, "title": chapter.title, "lead": chapter.lead, "blocks": blocks?,
        }));
    }
    root.insert("chapters".into(), Value::Array(chapters));
    // The annex numbers its tables anew.
    let annex = model.annex.iter().zip(1..).map(|(model, number)| table(model, number)).collect();
    root.insert("annex".into(), Value::Array(annex));
    let mut root = Value::Object(root);
    curve(&mut root);
    serde_json::to_vec(&root)
}

/// Apostrophes and quotation marks of all texts as they are set.
fn curve(value: &mut Value) {
    match value {
        Value::String(text) => {
            if let Cow::Owned(set) = typographic(text) {
                *text = set;
            }
        }
        Value::Array(all) => all.iter_mut().for_each(curve),
        Value::Object(map) => map.values_mut().for_each(curve),
        _ => {}
    }
}

fn to_map(value: &impl Serialize) -> serde_json::Result<Map<String, Value>> {
    serde_json::to_value(value).map(|value| match value {
        Value::Object(map) => map,
        _ => Map::new(),
    })
}

fn block(block: &Block, numbers: &mut Numbers) -> serde_json::Result<Value> {
    let mut map = to_map(block)?;
    match block {
        Block::Table(model) => {
            if let Value::Object(prepared) = table(model, numbers.table()) {
                map.extend(prepared);
            }
        }
        Block::Figure(figure) => {
            let number = if figure.chart.is_some() { numbers.chart() } else { numbers.charts() };
            map.insert("number".into(), number.into());
            let prepared = figure.table.as_ref().map_or(Value::Null, |t| table(t, numbers.table()));
            map.insert("table".into(), prepared);
        }
        Block::Text { .. }
        | Block::Heading { .. }
        | Block::Terms { .. }
        | Block::Words { .. }
        | Block::Prose { .. } => {}
    }
    Ok(Value::Object(map))
}

fn table(table: &TableModel, number: usize) -> Value {
    let rows: Vec<Vec<(&str, &str)>> =
        table.rows.iter().map(|row| row.cells.iter().map(|cell| split_sign(cell)).collect()).collect();
    let columns: Vec<Value> = table
        .columns
        .iter()
        .enumerate()
        .map(|(i, column)| {
            let cells = || rows.iter().filter_map(|row| row.get(i));
            json!({
                "label": column.label,
                "role": column.role,
                "digits": cells().map(|(number, _)| chars(number)).max().unwrap_or(0),
                "sign": cells().map(|(_, sign)| chars(sign)).max().unwrap_or(0),
                "word": column.label.split([' ', '-']).map(chars).max().unwrap_or(0),
                "length": chars(&column.label),
            })
        })
        .collect();
    let body: Vec<Value> = table
        .rows
        .iter()
        .zip(&rows)
        .map(|(row, cells)| {
            json!({
                "label": row.label,
                "role": row.role,
                "indent": row.indent,
                "cells": cells,
                "empty": row.cells.iter().all(String::is_empty),
                "single": !row.label.is_empty() && cells.iter().all(|cell| unbreakable(*cell)),
            })
        })
        .collect();
    let labels = table.rows.iter().map(|row| chars(&row.label) + if row.indent { 2 } else { 0 });
    json!({
        "id": table.id,
        "number": number,
        "caption": table.caption,
        "corner": table.corner,
        "length": labels.chain([chars(&table.corner)]).max().unwrap_or(0),
        "columns": columns,
        "rows": body,
        "notes": table.notes,
        "legend": table.legend,
        "source": table.source,
    })
}

fn chars(text: &str) -> usize {
    text.chars().count()
}

/// Whether a cell is one line however narrow its column: a number, one sign or nothing.
fn unbreakable((number, sign): (&str, &str)) -> bool {
    let digits = |c: char| c.is_ascii_digit() || ".,:%+\u{2212}\u{a0}\u{202f}".contains(c);
    let one_sign = |text: &str| {
        text.strip_prefix('[')
            .and_then(|t| t.strip_suffix(']'))
            .is_some_and(|t| t.chars().all(char::is_alphanumeric))
    };
    let number_fits = number.chars().all(digits) || number == "–" || one_sign(number);
    number_fits && (sign.is_empty() || one_sign(sign))
}

#[cfg(test)]
mod tests {
    use super::{split_sign, unbreakable};

    #[test]
    fn numbers_are_told_from_texts() {
        for cell in [
            ("9.424", ""),
            ("1:28", ""),
            ("\u{2212}4,5\u{a0}%", ""),
            ("159", "[d]"),
            ("[c]", ""),
            ("–", ""),
            ("", ""),
        ] {
            assert!(unbreakable(cell), "{cell:?}");
        }
        for cell in
            [("a b", ""), ("1 204", ""), ("2017–2020", ""), ("phone", ""), ("3", "[p] [r]"), ("[c] [d]", "")]
        {
            assert!(!unbreakable(cell), "{cell:?}");
        }
    }

    #[test]
    fn signs_are_split_from_digits() {
        assert_eq!(split_sign("159 [d]"), ("159", "[d]"));
        assert_eq!(split_sign("1.204\u{a0}[p] [r]"), ("1.204", "[p] [r]"));
        assert_eq!(split_sign("[c]"), ("[c]", ""));
        assert_eq!(split_sign("[c] [d]"), ("[c] [d]", ""));
        assert_eq!(split_sign("–"), ("–", ""));
        assert_eq!(split_sign(""), ("", ""));
    }
}
