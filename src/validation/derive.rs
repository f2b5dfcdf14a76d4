//! Columns that stand in no file: the first of several that is filled in, another column for another outcome, a
//! number with its unit beside it. They are put together before anything is typed, and read like any other.

use crate::config::{ColumnMap, FileMap, Helpline, Outcome, Source};
use crate::intake::RawTable;

use super::answers::outcomes;
use super::nothing::Nothing;

/// Adds the columns of a mapping that are read from several.
pub(super) fn derive(raw: &mut RawTable, map: &FileMap, line: &Helpline) {
    if let Some(Source::Column(names)) = map.columns.iter().find(|c| c.target == "id").map(|c| &c.source) {
        // Two registrations whose id is `NULL` are not the same one.
        raw.empty(names, |cell| line.silent.says_nothing(cell));
    }
    // What depends on the outcome comes last, for the outcome may stand in the first of several columns itself.
    let by_outcome = |c: &&ColumnMap| matches!(c.source, Source::ByOutcome { .. });
    let (last, first): (Vec<&ColumnMap>, Vec<&ColumnMap>) = map.columns.iter().partition(by_outcome);
    for column in first.into_iter().chain(last) {
        let Some(names) = column.names() else { continue };
        match &column.source {
            Source::FirstOf(of) => {
                let nothing = Nothing::new(column, line);
                raw.add_picked(names, of, |_, cells| cells.iter().position(|cell| !nothing.is(cell)));
            }
            Source::ByOutcome { usual, other } => pick_by_outcome(raw, names, (usual, other), (map, line)),
            Source::Column(number) if column.quantity.unit_column.is_some() => {
                let unit = column.quantity.unit_column.clone().unwrap_or_default();
                let silent = &line.silent;
                raw.add_joined(names, (number, &unit), |unit| !silent.says_nothing(unit));
            }
            _ => {}
        }
    }
}

fn pick_by_outcome(
    raw: &mut RawTable,
    names: Vec<String>,
    (usual, other): (&[String], &[(Outcome, Vec<String>)]),
    (map, line): (&FileMap, &Helpline),
) {
    let outcome = map.columns.iter().find(|c| c.target == "outcome");
    let codes = outcome.and_then(|outcome| outcomes(raw, outcome, line)).unwrap_or_default();
    let of: Vec<Vec<String>> =
        std::iter::once(usual.to_vec()).chain(other.iter().map(|(_, names)| names.clone())).collect();
    // Which column each outcome has; one without a name is nowhere, and its rows are blank.
    let place = |code: u8| other.iter().position(|(o, _)| *o as u8 == code).map_or(0, |at| at + 1);
    raw.add_picked(names, &of, |row, _| Some(codes.get(row).map_or(0, |code| place(*code))));
}
