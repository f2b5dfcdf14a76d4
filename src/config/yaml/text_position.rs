//! Where a text begins in its file, so that a word of it can be shown at its own line and column.

use super::tree::Node;

/// Where a text of a settings file begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextPlace {
    /// Path relative to the workspace.
    pub file: String,
    /// Line.
    pub line: u64,
    /// Column of its first character.
    pub column: u64,
    /// Whether the file has the text as it is read, on one line and without escapes.
    pub literal: bool,
}

impl TextPlace {
    /// Line and column of a byte of the text. Where the file has the text in another form, those of its beginning.
    #[must_use]
    pub fn of(&self, text: &str, byte: usize) -> (u64, u64) {
        let before = text.get(..byte).map_or(0, |t| t.chars().count() as u64);
        (self.line, if self.literal { self.column + before } else { self.column })
    }

    /// Where the text of a node begins.
    pub(in crate::config) fn of_node(node: &Node<'_>) -> Self {
        let (file, line, mut column, own) = node.located();
        let skip = usize::try_from(column).unwrap_or(1).saturating_sub(1);
        let mut rest: String = own.chars().skip(skip).collect();
        if rest.starts_with(['"', '\'']) {
            rest.remove(0);
            column += 1;
        }
        let literal = node.value().as_str().is_some_and(|text| rest.starts_with(text));
        Self { file: file.to_owned(), line, column, literal }
    }
}
