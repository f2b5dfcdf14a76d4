//! Dimensions: properties of a contact that are coded by a code list.

use super::codelist::CodeList;
use super::text::Text;
use super::vocabulary::Chapter;

/// Single- or multi-valued.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DimKind {
    /// One code per contact: adds up to the total.
    Single,
    /// Several codes per contact: does not add up. At most 62 codes.
    Multi,
}

/// Which contacts a dimension is asked of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Applies {
    /// Every answered contact; a blank is a blank.
    Answered,
    /// Only some contacts (a referral): a blank means "none" and is no missing answer.
    Some,
}

/// A property of a contact, coded by a code list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dimension {
    /// Snake case: `province`, `violence_form`.
    pub id: String,
    /// Name per language.
    pub label: Text,
    /// One or several codes per contact.
    pub kind: DimKind,
    /// Its vocabulary.
    pub codes: CodeList,
    /// Which contacts it is asked of.
    pub applies: Applies,
    /// Chapter it is printed in.
    pub chapter: Chapter,
    /// Whether a figure per code of the number of victims is wanted too.
    pub victims: bool,
    /// What to do with a text that is no code: reject the row, or count it as unclear.
    pub strict: bool,
}
