//! Lines that were read before, for a program that makes the same reports again and again: while no file that numbers
//! come from has changed, a line is not read and protected anew because of a sentence.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::gather::{Gathered, Reading, SafeLine, gather, safe_line};
use super::input_snapshot::InputSnapshot;
use crate::base::{Code, Findings};
use crate::config::Workspace;

/// Line, the year that was asked for, and whether all years were wanted.
type Asked = (String, Option<i32>, bool);

/// Lines with their safe tables and findings.
#[derive(Default)]
pub struct KnownLines(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    /// The files as they were before they were read.
    files: Option<InputSnapshot>,
    lines: BTreeMap<Asked, (SafeLine, Findings)>,
}

impl KnownLines {
    /// As `gather`; what a build writes beside the data, and what is only tried, is made anew.
    pub(super) fn gather(
        &self,
        workspace: &Workspace,
        position: usize,
        how: &Reading<'_>,
    ) -> (Result<Gathered, Code>, Findings) {
        if how.quarantine || how.tries.is_some() {
            return gather(workspace, position, how);
        }
        let asked = (workspace.helplines[position].id.clone(), how.year, how.all);
        let files = InputSnapshot::of_numbers(&workspace.root);
        let known = self.lock().of(&files, &asked);
        let (safe, mut findings) = match known {
            Some((safe, findings)) => (Ok(safe), findings),
            None => safe_line(workspace, position, how),
        };
        // A line that is refused is read again: its finding may be of a file that nobody looks at here.
        if let Ok(safe) = &safe {
            self.lock().keep(files, asked, (safe.clone(), findings.clone()));
        }
        (safe.map(|safe| safe.with_words(workspace, &mut findings)), findings)
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn of(&self, files: &InputSnapshot, asked: &Asked) -> Option<(SafeLine, Findings)> {
        let same = self.files.as_ref() == Some(files);
        same.then(|| self.lines.get(asked).cloned()).flatten()
    }

    fn keep(&mut self, files: InputSnapshot, asked: Asked, line: (SafeLine, Findings)) {
        if self.files.as_ref() != Some(&files) {
            self.lines.clear();
            self.files = Some(files);
        }
        self.lines.insert(asked, line);
    }
}
