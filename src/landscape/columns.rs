//! Columns at the ends of a table of which nothing is known.

use std::ops::Range;

use crate::base::Period;
use crate::document::model::{ColumnModel, TableModel};
use crate::words::Words;

/// The sign of a number that is not known here.
const UNKNOWN: &str = "[x]";

/// From the first column that is known to the last: a year between two others stays, for without it they would look
/// like neighbours. All of them where none is known.
pub fn between_ends(known: &[bool]) -> Range<usize> {
    match (known.iter().position(|k| *k), known.iter().rposition(|k| *k)) {
        (Some(first), Some(last)) => first..last + 1,
        _ => 0..known.len(),
    }
}

/// Leaves out years at the ends of which nothing is known: the notes say of which years each line has registrations.
pub fn without_unknown_ends(table: &mut TableModel, words: &Words) {
    let known = |at: usize| table.rows.iter().filter_map(|row| row.cells.get(at)).any(|cell| cell != UNKNOWN);
    let kept = between_ends(&(0..table.columns.len()).map(known).collect::<Vec<_>>());
    if kept.len() == table.columns.len() {
        return;
    }
    // The caption is of the years that stay.
    if let (Some(all), Some(stay)) = (years(&table.columns), years(&table.columns[kept.clone()])) {
        table.caption = table.caption.replace(&words.period(all), &words.period(stay));
    }
    table.columns = table.columns[kept.clone()].to_vec();
    for row in &mut table.rows {
        row.cells = row.cells.get(kept.clone()).unwrap_or_default().to_vec();
    }
    let borne = table.rows.iter().flat_map(|row| &row.cells).any(|cell| cell == UNKNOWN);
    table.legend.retain(|(sign, _)| borne || sign != UNKNOWN);
}

/// The years that columns are of.
fn years(columns: &[ColumnModel]) -> Option<Period> {
    let years: Vec<i32> = columns.iter().filter_map(|column| column.label.parse().ok()).collect();
    match years.as_slice() {
        [] => None,
        [only] => Some(Period::Year(*only)),
        [first, .., last] => Some(Period::Years(*first, *last)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Lang;
    use crate::document::model::RowModel;

    fn table(cells: &[&[&str]]) -> TableModel {
        let row = |cells: &&[&str]| RowModel {
            label: String::new(),
            role: "body".to_owned(),
            indent: false,
            cells: cells.iter().map(|c| (*c).to_owned()).collect(),
        };
        let column = |year: i32| ColumnModel { label: year.to_string(), role: "count".to_owned() };
        TableModel {
            id: String::new(),
            caption: "Gesprekken, 2017–2020".to_owned(),
            corner: String::new(),
            columns: (2017..=2020).map(column).collect(),
            rows: cells.iter().map(row).collect(),
            notes: Vec::new(),
            legend: vec![("[x]".to_owned(), "niet beschikbaar".to_owned())],
            source: String::new(),
        }
    }

    fn shown(cells: &[&[&str]]) -> (Vec<String>, String, usize) {
        let mut table = table(cells);
        without_unknown_ends(&mut table, Words::of(Lang::nl()));
        assert!(table.rows.iter().all(|row| row.cells.len() == table.columns.len()));
        (table.columns.into_iter().map(|c| c.label).collect(), table.caption, table.legend.len())
    }

    #[test]
    fn a_year_between_two_others_stays() {
        let (columns, caption, signs) = shown(&[&["5", "[x]", "7", "[x]"], &["[x]", "[x]", "8", "[x]"]]);
        assert_eq!(
            (columns.join(" ").as_str(), caption.as_str(), signs),
            ("2017 2018 2019", "Gesprekken, 2017–2019", 1)
        );
    }

    #[test]
    fn one_year_is_named_and_a_sign_that_nothing_bears_goes() {
        let (columns, caption, signs) = shown(&[&["[x]", "[x]", "[c]", "[x]"]]);
        assert_eq!((columns.join(" ").as_str(), caption.as_str(), signs), ("2019", "Gesprekken, 2019", 0));
    }

    #[test]
    fn what_is_known_at_both_ends_or_nowhere_stays_as_it_is() {
        for cells in [["5", "[x]", "[x]", "[z]"], ["[x]"; 4]] {
            let (columns, caption, signs) = shown(&[&cells]);
            assert_eq!(
                (columns.len(), caption.as_str(), signs),
                (4, "Gesprekken, 2017–2020", 1),
                "{cells:?}"
            );
        }
    }
}
