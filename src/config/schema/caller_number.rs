//! How numbers of callers are read, and what is counted by them.

use std::path::PathBuf;

/// The key under `columns:` that names the column of numbers.
pub const CALLER_NUMBER: &str = "caller_number";

/// Fewest bytes of the key: a shorter one could be found by trying.
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
    /// A number is new when it made no unanswered attempt in so many hours before; `None`: none before in the
    /// calendar year.
    pub new_after_hours: Option<u32>,
    /// An unanswered attempt counts as answered later when an answer follows within so many hours.
    pub reached_within_hours: u32,
    /// A number with at least so many contacts in a year is a frequent one.
    pub frequent: u32,
}
