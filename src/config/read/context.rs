//! What readers of a line need beside its own file.

use std::collections::{BTreeMap, BTreeSet};

use crate::config::schema::CodeList;
use crate::config::yaml::Node;

/// The settings and code lists that complete a line.
pub struct Surroundings<'f> {
    /// The workspace's settings.
    pub workspace: Option<Node<'f>>,
    /// The embedded defaults.
    pub defaults: Node<'f>,
    /// The workspace's code lists.
    pub codelists: &'f BTreeMap<String, CodeList>,
    /// Date printed on the reports.
    pub date: Option<chrono::NaiveDate>,
    /// Code lists that exist and could not be read.
    pub broken: &'f BTreeSet<String>,
}
