//! Which published figures change when one `figures.csv` takes the place of another.

use std::collections::BTreeMap;

/// A published cell that differs; a cell that is new or gone has an empty side.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Change {
    /// Figure.
    pub figure: String,
    /// Measure, stage, unit, period and dimensions, those that are given.
    pub cell: String,
    /// Value before, or the status letters where there was no number.
    pub before: String,
    /// Value after, likewise.
    pub after: String,
}

type Cells = BTreeMap<(String, String), String>;

/// The differences from `old` to `new`, sorted; none when the old file is no `figures.csv`.
#[must_use]
pub fn changes(old: &[u8], new: &[u8]) -> Vec<Change> {
    // Most reports are first ones: the new file is not read for nothing.
    let Some(mut old) = cells(old) else { return Vec::new() };
    let Some(new) = cells(new) else { return Vec::new() };
    let mut changes = Vec::new();
    for ((figure, cell), after) in new {
        let before = old.remove(&(figure.clone(), cell.clone())).unwrap_or_default();
        if before != after {
            changes.push(Change { figure, cell, before, after });
        }
    }
    changes.extend(old.into_iter().map(|((figure, cell), before)| Change {
        figure,
        cell,
        before,
        after: String::new(),
    }));
    changes.sort();
    changes
}

fn cells(bytes: &[u8]) -> Option<Cells> {
    let mut reader = csv::Reader::from_reader(bytes);
    let header = reader.headers().ok()?.clone();
    let column = |name: &str| header.iter().position(|h| h == name);
    let figure = column("figure")?;
    let key: Vec<usize> = ["measure", "stage", "unit", "period", "dimensions"]
        .iter()
        .map(|name| column(name))
        .collect::<Option<_>>()?;
    let (value, status) = (column("value")?, column("obs_status")?);
    let mut cells = Cells::new();
    for record in reader.records() {
        let record = record.ok()?;
        let field = |at: usize| record.get(at).unwrap_or_default().to_owned();
        let parts: Vec<String> = key.iter().map(|at| field(*at)).filter(|f| !f.is_empty()).collect();
        let shown = Some(field(value)).filter(|v| !v.is_empty()).unwrap_or_else(|| field(status));
        cells.insert((field(figure), parts.join(" ")), shown);
    }
    Some(cells)
}

#[cfg(test)]
mod tests {
    use super::{Change, changes};

    #[test]
    fn changed_new_and_gone_cells_are_told() {
        let head = "figure,measure,stage,unit,period,dimensions,value,base,obs_status,conf_status,note\n";
        let file = |rows: &str| format!("{head}{rows}").into_bytes();
        let old = file(
            "f,contacts,,contact,2022,,5,,A,F,\nf,contacts,,contact,2023,,7,,A,F,\ng,x,,y,2023,,,,Q,C,\n",
        );
        let new = file(
            "f,contacts,,contact,2023,,8,,A,F,\nf,contacts,,contact,2024,,1,,A,F,\ng,x,,y,2023,,,,Q,C,\n",
        );
        let change = |cell: &str, before: &str, after: &str| Change {
            figure: "f".into(),
            cell: format!("contacts contact {cell}"),
            before: before.into(),
            after: after.into(),
        };
        let expected = [change("2022", "5", ""), change("2023", "7", "8"), change("2024", "", "1")];
        assert_eq!(changes(&old, &new), expected);
        assert!(changes(&new, &new).is_empty());
        assert!(changes(b"something else", &new).is_empty());
    }
}
