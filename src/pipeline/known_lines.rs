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
    /// The files as they were before anything of them was read, settings too.
    files: Option<InputSnapshot>,
    lines: BTreeMap<Asked, (SafeLine, Findings)>,
}

impl KnownLines {
    /// As `gather`, in a build that found the files as `begun` says: what was read of a file that changed later is
    /// never taken for what stands in it then. Builds that write beside the data, and trials, read anew.
    pub(super) fn gather(
        &self,
        workspace: &Workspace,
        position: usize,
        how: &Reading<'_>,
        begun: &InputSnapshot,
    ) -> (Result<Gathered, Code>, Findings) {
        if how.quarantine || how.tries.is_some() {
            return gather(workspace, position, how);
        }
        let asked = (workspace.helplines[position].id.clone(), how.year, how.all);
        let files = begun.of_numbers(&workspace.root);
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

#[cfg(test)]
mod tests {
    use super::KnownLines;
    use crate::base::SecretKey;
    use crate::config::load;
    use crate::disclosure::nobody;
    use crate::pipeline::{InputSnapshot, Reading};

    #[test]
    fn settings_that_change_while_a_line_is_read_are_not_remembered_as_read() {
        let dir = tempfile::tempdir().unwrap();
        let (base, root) = (std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/base"), dir.path());
        for entry in walkdir::WalkDir::new(&base).into_iter().map(Result::unwrap) {
            let to = root.join(entry.path().strip_prefix(&base).unwrap());
            if entry.file_type().is_dir() {
                std::fs::create_dir_all(to).unwrap();
            } else {
                std::fs::copy(entry.path(), to).unwrap();
            }
        }
        let (known, salt) = (KnownLines::default(), SecretKey::new(b"of this test"));
        let how = Reading {
            year: None,
            all: false,
            jobs: 1,
            quarantine: false,
            tries: None,
            told: &nobody,
            salt: &salt,
        };
        let tables = |between: &dyn Fn()| {
            let begun = InputSnapshot::of_workspace(root);
            let workspace = load(root).0.unwrap();
            between();
            let (gathered, findings) = known.gather(&workspace, 0, &how, &begun);
            gathered.unwrap_or_else(|_| panic!("{findings:?}")).years[0].1.len()
        };
        let settings = root.join("data/voorbeeld/helpline.yaml");
        let text = std::fs::read_to_string(&settings).unwrap();
        let fewer = text.replacen("  age: {}\n", "", 1).replacen("      age: Leeftijd\n", "", 1);
        assert_ne!(text, fewer);
        let whole = tables(&|| std::fs::write(&settings, &fewer).unwrap());
        assert!(tables(&|| ()) < whole);
        assert!(tables(&|| ()) < whole);
    }
}
