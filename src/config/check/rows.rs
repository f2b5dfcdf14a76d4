//! `of_rows:` stands only where several rows make a contact.

use crate::base::code;
use crate::config::yaml::Node;

/// Refuses `of_rows:` in a file whose rows are each a contact, because it would have no effect.
pub fn rows(file: &Node<'_>) {
    // An entry without a pattern has been refused as a whole.
    let has_pattern = file.entry("match").is_some_and(|n| !n.is_null());
    if !has_pattern || file.entry("count_by").is_some() {
        return;
    }
    for (_, column) in file.entry("columns").map(|n| n.entries()).unwrap_or_default() {
        if let Some(node) = column.entry("of_rows") {
            node.problem(
                code::C150,
                "`of_rows` stands in a file whose rows are each a contact",
                "name the column that the rows of one contact share under `count_by:` of this file, or take \
                 `of_rows` away",
            );
        }
    }
}
