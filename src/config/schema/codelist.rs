//! Code lists: versioned vocabularies, and the days on which codes came, went or changed.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::text::Text;

/// What kind of value a code stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CodeKind {
    /// A real category.
    Plain,
    /// *Andere*: the rest, printed after the real categories.
    Other,
    /// *Onbekend*: asked, not known.
    Unknown,
    /// *Onduidelijk*: recorded, not clear.
    Unclear,
    /// *Leeg*: the field was not filled in.
    Blank,
}

/// One code of a code list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Snake case, stable over years.
    pub id: String,
    pub label: Text,
    /// Code of the group it belongs to.
    pub parent: Option<String>,
    pub kind: CodeKind,
    /// Other spellings met in files.
    pub aliases: Vec<String>,
    /// For bands of a number: lowest and highest value, both included.
    pub band: Option<(u32, u32)>,
    /// First day on which it could be registered.
    pub since: Option<NaiveDate>,
    /// Last day on which it could be registered.
    pub until: Option<NaiveDate>,
}

/// A day from which some codes of a list mean something else: one was split, merged, or defined anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeChange {
    /// First day of the new meaning.
    pub from: NaiveDate,
    /// Codes whose numbers before and after cannot be compared.
    pub codes: Vec<String>,
    /// What changed, in a sentence.
    pub note: Text,
}

/// A versioned vocabulary. Codes stand in printing order; `blank`, `unknown` and `unclear` are
/// always there (added at the end when the file does not name them).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeList {
    /// Name of its file without `.yaml`.
    pub id: String,
    /// Version as written in the file.
    pub version: String,
    /// Leaf codes and the special ones. The position of a code is its number in the typed columns.
    pub codes: Vec<Code>,
    /// Codes that others name as parent. They are never registered themselves.
    pub groups: Vec<Code>,
    /// Whether the order carries a meaning (ages) or tables may sort by size.
    pub ordered: bool,
    /// Only of a list that is folded to its groups: texts of files, folded, and the position of the group for which
    /// each stands.
    pub spellings: BTreeMap<String, usize>,
    /// Breaks in the series of some of its codes, oldest first.
    pub changes: Vec<CodeChange>,
}

impl CodeList {
    /// Position of a code.
    #[must_use]
    pub fn position(&self, id: &str) -> Option<usize> {
        self.codes.iter().position(|c| c.id == id)
    }
}
