//! A name in a sentence, with the codes it can mean.

use super::names::CodeRef;

/// A name that was found, with the codes it can mean.
#[derive(Debug, Clone)]
pub struct Mention {
    pub from: usize,
    /// First token behind it.
    pub to: usize,
    /// (dimension, code).
    pub options: Vec<CodeRef>,
}

impl Mention {
    /// Whether it can mean a code.
    pub fn means(&self, dim: &str, code: &str) -> bool {
        self.options.iter().any(|(d, c)| d == dim && c == code)
    }
}
