//! How the sample writes its tables and figures.

use super::charts;
use crate::document::model::{Block, ChartModel, ColumnModel, FigureModel, RowModel, TableModel};

/// A table from rows written as `role|label|cell|cell…`; a label that begins with `>` is indented.
pub fn table(id: &str, caption: &str, corner: &str, columns: &[(&str, &str)], rows: &[&str]) -> TableModel {
    TableModel {
        id: id.into(),
        caption: caption.into(),
        corner: corner.into(),
        columns: columns.iter().map(|(l, r)| ColumnModel { label: (*l).into(), role: (*r).into() }).collect(),
        rows: rows
            .iter()
            .map(|row| {
                let mut parts = row.split('|').map(str::to_owned);
                let role = parts.next().unwrap_or_default();
                let label = parts.next().unwrap_or_default();
                let indent = label.starts_with('>');
                let label = label.trim_start_matches('>').to_owned();
                RowModel { label, role, indent, cells: parts.collect() }
            })
            .collect(),
        notes: Vec::new(),
        legend: Vec::new(),
        source: String::new(),
    }
}

/// A figure with its chart from `sample_charts`.
pub fn figure(
    id: &str,
    headline: &str,
    subtitle: &str,
    alt: &str,
    table: Option<TableModel>,
    annex: &str,
) -> Block {
    let height = charts::height(id);
    Block::Figure(Box::new(FigureModel {
        id: id.into(),
        headline: headline.into(),
        subtitle: subtitle.into(),
        chart: height.map(|height| ChartModel {
            path: format!("/charts/{id}.svg"),
            alt: alt.into(),
            readout: "across 0 0 470 90\t\n2022\t9.045\n2023\t9.424\n".into(),
            width: 470.0,
            height,
        }),
        notes: vec![],
        source: "Bron: registraties van 1712, 2017–2023".into(),
        table,
        annex_reference: annex.into(),
    }))
}

/// Groups digits in threes, as Dutch does.
pub fn nl(n: u32) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('.');
        }
        out.push(c);
    }
    out
}

/// Seven years, the last the report year.
pub fn years() -> Vec<(&'static str, &'static str)> {
    vec![
        ("2017", "count"),
        ("2018", "count"),
        ("2019", "count"),
        ("2020", "count"),
        ("2021", "count"),
        ("2022", "count"),
        ("2023", "current"),
    ]
}
