//! A workspace, complete: what all rooms downstream read, and no YAML.

use std::path::PathBuf;

use chrono::NaiveDate;

use super::helpline::Helpline;
use super::landscape::Landscape;
use super::limits::Limits;
use super::question::Question;
use super::revision::RevisionBounds;
use super::site::Site;
use crate::base::{Languages, Place};

/// A workspace, complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workspace {
    /// Folder that holds `data/`, absolute.
    pub root: PathBuf,
    /// The languages that texts and reports can be in: the program's and its own.
    pub languages: Languages,
    /// Publisher printed in the colophon.
    pub publisher: String,
    /// Where the reports stand on the web, and under which licence.
    pub site: Site,
    /// Date that is printed and written into the files. It is never taken from the clock.
    pub date: NaiveDate,
    /// Where that date stands.
    pub date_at: Place,
    /// How changes between editions are graded.
    pub revision: RevisionBounds,
    /// What a chart may ask of the machine.
    pub limits: Limits,
    /// The report on all lines, when it is wanted.
    pub landscape: Option<Landscape>,
    /// Written questions, sorted by id.
    pub questions: Vec<Question>,
    /// Lines, sorted by id.
    pub helplines: Vec<Helpline>,
}
