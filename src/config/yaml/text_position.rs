//! Where a value begins in its file, so that a word of a text can be shown at its own line and column.

use std::sync::{Arc, OnceLock};

use super::locate::{Step, locate};
use super::tree::Node;
use crate::base::Place;

/// Where a value of a settings file begins. The file is searched when somebody asks, for hardly ever does one.
#[derive(Debug, Clone)]
pub struct TextPlace {
    /// Path relative to the workspace.
    pub file: String,
    text: Arc<str>,
    path: Vec<Step>,
    found: OnceLock<Option<Found>>,
}

#[derive(Debug, Clone)]
struct Found {
    line: u64,
    column: u64,
    /// What stands in that line from the value on.
    rest: String,
}

impl PartialEq for TextPlace {
    fn eq(&self, other: &Self) -> bool {
        (&self.file, &self.text, &self.path) == (&other.file, &other.text, &other.path)
    }
}

impl Eq for TextPlace {}

impl TextPlace {
    /// The place of a node.
    pub(in crate::config) fn of_node(node: &Node<'_>) -> Self {
        let (file, text, path) = node.whereabouts();
        Self { file: file.to_owned(), text, path, found: OnceLock::new() }
    }

    /// Line and column of a byte of the text that stands here. Where the file has the text in another form, as on
    /// several lines or with escapes, those of its beginning.
    #[must_use]
    pub fn of(&self, text: &str, byte: usize) -> (u64, u64) {
        let Some(Found { line, column, rest }) = self.found() else { return (1, 1) };
        let (column, rest) = match rest.strip_prefix(['"', '\'']) {
            Some(inner) => (column + 1, inner),
            None => (*column, rest.as_str()),
        };
        let before = text.get(..byte).map_or(0, |t| t.chars().count() as u64);
        (*line, if rest.starts_with(text) { column + before } else { column })
    }

    /// Line and column of the value.
    #[must_use]
    pub fn place(&self) -> Place {
        match self.found() {
            Some(found) => Place::at(self.file.as_str(), found.line, found.column),
            None => Place::file(self.file.as_str()),
        }
    }

    fn found(&self) -> Option<&Found> {
        let found = self.found.get_or_init(|| {
            let (line, column) = locate(&self.text, &self.path, false)?;
            let own = self.text.lines().nth(usize::try_from(line).ok()?.checked_sub(1)?).unwrap_or_default();
            let skip = usize::try_from(column).unwrap_or(1).saturating_sub(1);
            Some(Found { line, column, rest: own.chars().skip(skip).collect() })
        });
        found.as_ref()
    }

    /// The place of a key's value in a text.
    #[cfg(test)]
    pub fn of_key(file: &str, text: &str, key: &str) -> Self {
        let path = vec![Step::Key(key.to_owned())];
        Self { file: file.to_owned(), text: text.into(), path, found: OnceLock::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::TextPlace;

    #[test]
    fn a_word_stands_at_its_own_column_however_the_text_is_written() {
        let text = "plain: één woord\nquoted: \"één woord\"\nsingle: 'één woord'\nfolded: >\n  één\n  woord\nescaped: \"\\u00e9\\u00e9n woord\"\n";
        let of = |key: &str| TextPlace::of_key("q.yaml", text, key).of("één woord", "één ".len());
        assert_eq!(of("plain"), (1, 12));
        assert_eq!(of("quoted"), (2, 14));
        assert_eq!(of("single"), (3, 14));
        assert_eq!(of("folded"), (4, 9));
        assert_eq!(of("escaped"), (7, 11));
        assert_eq!(TextPlace::of_key("q.yaml", text, "single").place().to_string(), "q.yaml:3:9");
        assert_eq!(TextPlace::of_key("q.yaml", text, "absent").place().to_string(), "q.yaml");
    }
}
