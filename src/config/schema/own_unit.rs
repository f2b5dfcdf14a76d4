//! A unit of a line's own, with its words and its definition.

use super::text::Text;

/// A unit of a line's own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnUnit {
    /// One of it: *sessie*.
    pub one: Text,
    /// Several: *sessies*.
    pub many: Text,
    /// What counts as one, in a sentence; may be empty.
    pub definition: Text,
}
