//! Ids in settings.

use super::tree::Node;
use crate::base::code;

/// Whether an id consists of small letters, digits, hyphens and underscores, as file names and exports need it. Another
/// one is refused at its node.
pub fn checked_id(id: &str, node: &Node<'_>) -> bool {
    let good = !id.is_empty()
        && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-');
    if !good {
        node.problem(
            code::C010,
            format!("`{id}` cannot be used as an id"),
            "use small letters, digits, hyphens and underscores",
        );
    }
    good
}
