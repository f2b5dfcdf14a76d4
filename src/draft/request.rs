//! What a draft is asked for.

use std::path::PathBuf;

use crate::base::{Lang, SecretKey};

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// The workspace, absolute; it need not be one yet.
    pub root: PathBuf,
    /// Name of the line's folder.
    pub line: String,
    /// The exports.
    pub from: Vec<PathBuf>,
    /// Language of labels; those of the workspace when none is named.
    pub language: Option<Lang>,
    /// Whether what new exports need is added to a line that is there.
    pub update: bool,
    /// Number of threads.
    pub jobs: usize,
    /// Key of this run.
    pub salt: SecretKey,
}
