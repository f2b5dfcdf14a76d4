//! From the columns of all files to a draft.

use std::collections::BTreeMap;

use super::columns::Column;
use super::entries::entries;
use super::groups::groups;
use super::keys::keys;
use super::model::Draft;
use super::roles::{Around, roles};
use super::shape::{Given, Shape, contact_moments, unknown_words};
use super::sources::Export;
use crate::base::{Findings, fold};
use crate::config::Silent;

/// Makes a draft; a file without any moment is refused.
pub(super) fn assemble(
    exports: &[Export],
    columns: Vec<Column>,
    given: &Given<'_>,
) -> Result<Draft, Findings> {
    let unknown = unknown_words(&columns);
    let silent = Silent { unknown: unknown.iter().map(|(word, _)| fold(word)).collect(), blank: Vec::new() };
    let rows = exports.iter().map(|e| e.rows).sum();
    let roles = roles(&columns, &Around { threshold: given.threshold, silent: &silent, rows });
    let begins = contact_moments(exports, &columns, &roles)?;
    let draft = Draft {
        id: given.id.to_owned(),
        languages: given.languages.clone(),
        own_languages: given.own_languages,
        unknown,
        ..Draft::default()
    };
    let groups = groups(&columns, &roles);
    let of_column = BTreeMap::new();
    let mut shape = Shape { exports, columns, roles, begins, silent, given, draft, of_column, groups };
    shape.further_moments();
    shape.calendar();
    shape.channels();
    shape.outcomes();
    for at in 0..shape.columns.len() {
        shape.dimension(at);
    }
    shape.yes_no_groups();
    entries(&mut shape);
    keys(&mut shape);
    shape.leave();
    Ok(shape.draft)
}
