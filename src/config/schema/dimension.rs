//! Dimensions: properties of a contact that are coded by a code list.

use super::codelist::CodeList;
use super::text::Text;
use super::vocabulary::Chapter;

/// How many codes a contact can have.
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
    pub label: Text,
    pub kind: DimKind,
    pub codes: CodeList,
    pub applies: Applies,
    /// Chapter it is printed in.
    pub chapter: Chapter,
    /// Whether the numbers of victims per code are shown too.
    pub victims: bool,
    /// Whether a row with a text that is no code is rejected; otherwise the text counts as unclear.
    pub strict: bool,
}
