//! How numbers of callers are read, and what is counted by them.

use std::path::PathBuf;

/// The target under `columns:`.
pub const CALLER_NUMBER: &str = "caller_number";

/// A key shorter than so many bytes could be found by trying.
pub const SALT_LEAST: usize = 32;

/// How numbers are read, and what is counted by them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CallerNumber {
    /// File that holds the key of the hash; without one every run draws its own and forgets it.
    pub salt_file: Option<PathBuf>,
    /// Country code that stands in place of the leading zero of a national number.
    pub country: String,
    /// Texts, folded, with which an exchange says that the number was withheld.
    pub withheld: Vec<String>,
    /// Without an unanswered attempt for so many hours a number is new; `None`: in the calendar year.
    pub new_after_hours: Option<u32>,
    /// Within so many hours after an unanswered attempt an answer is looked for.
    pub reached_within_hours: u32,
    /// From so many contacts in a year a number is a frequent one.
    pub frequent: u32,
}
