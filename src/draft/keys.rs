//! What a row is: a contact, or one of several rows of a contact.

use super::roles::Role;
use super::shape::Shape;
use super::yaml::scalar;

/// Where rows share a key of contacts, they become one contact, until somebody says otherwise.
pub(super) fn keys(shape: &mut Shape<'_>) {
    let Some(at) = shape.roles.iter().position(|role| *role == Role::Key) else { return };
    let column = &shape.columns[at];
    let (different, rows) = (column.all.different, column.all.filled);
    for entry in &mut shape.draft.entries {
        let Some(name) = entry.files.iter().find_map(|file| column.names[*file].clone()) else { continue };
        let why = format!(
            "TO DO what a row is: {rows} rows share {different} texts of this column, and rows that share one become one \
             contact; take the line away if each row is a contact"
        );
        entry.settings.push(("count_by", scalar(&name), why));
        // The id of a row is none of the contact.
        entry.targets.retain(|target| target.target != "id");
    }
}
