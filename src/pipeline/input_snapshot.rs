//! Whether the files of a line stood still while they were read: a report is not made from a mixture of
//! two deliveries.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::base::{Finding, Place, code};
use crate::config::relative;

/// Size, time of change and identity of every file that a build reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputSnapshot(BTreeMap<PathBuf, (u64, Option<SystemTime>, u64)>);

impl InputSnapshot {
    /// Of all files below `data` that a report can depend on: not the quarantine, which builds write,
    /// nor hidden files.
    #[must_use]
    pub fn take(root: &Path) -> Self {
        Self::below(&root.join("data"))
    }

    /// The same, with the templates and words that a workspace may have of its own.
    #[must_use]
    pub fn of_workspace(root: &Path) -> Self {
        let mut all = Self::take(root);
        all.0.extend(Self::below(&root.join("templates")).0);
        all
    }

    /// Of all that the safe tables of lines can depend on: these files without the editor's words, and the reports
    /// that stand.
    #[must_use]
    pub fn of_numbers(&self, root: &Path) -> Self {
        let mut all = self.clone();
        let words = |path: &Path| {
            let is_commentary = path.components().any(|part| part.as_os_str() == "commentary");
            is_commentary && path.extension().is_some_and(|end| end == "md")
        };
        all.0.retain(|path, _| !words(path));
        all.0.extend(Self::below(&root.join("reports")).0);
        all
    }

    fn below(folder: &Path) -> Self {
        let wanted = |e: &walkdir::DirEntry| {
            let name = e.file_name().to_string_lossy();
            e.depth() == 0 || !(name.starts_with('.') || (e.file_type().is_dir() && name == "quarantine"))
        };
        let files = walkdir::WalkDir::new(folder).into_iter().filter_entry(wanted).filter_map(Result::ok);
        Self(
            files
                .filter(|e| e.file_type().is_file())
                .filter_map(|e| {
                    let meta = e.metadata().ok()?;
                    Some((e.into_path(), (meta.len(), meta.modified().ok(), identity(&meta))))
                })
                .collect(),
        )
    }

    /// The first file of a line that is other than it was, new or gone.
    #[must_use]
    pub fn moved(&self, root: &Path, line_dir: &Path) -> Option<Finding> {
        let now = Self::below(line_dir);
        let before = || self.0.iter().filter(|(path, _)| path.starts_with(line_dir));
        let other = before().find(|(path, stamp)| now.0.get(*path) != Some(*stamp)).map(|(path, _)| path);
        let path = other.or_else(|| now.0.keys().find(|path| !self.0.contains_key(*path)))?;
        Some(
            Finding::error(code::V094, "this file changed while the line was being read")
                .at(Place::file(relative(root, path)))
                .hint("wait until the delivery is complete and run again"),
        )
    }
}

#[cfg(unix)]
fn identity(meta: &std::fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(meta)
}

#[cfg(not(unix))]
fn identity(_: &std::fs::Metadata) -> u64 {
    0
}

#[cfg(test)]
mod tests {
    use super::InputSnapshot;

    #[test]
    fn a_change_in_another_line_or_in_the_quarantine_is_none() {
        let dir = tempfile::tempdir().unwrap();
        let (root, line) = (dir.path(), dir.path().join("data/a"));
        let put = |path: &str, text: &str| {
            let path = root.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        put("data/a/registrations/x.csv", "1");
        put("data/b/registrations/x.csv", "1");
        let snapshot = InputSnapshot::take(root);
        assert_eq!(snapshot.moved(root, &line), None);
        put("data/b/registrations/x.csv", "12");
        put("data/a/quarantine/x.csv", "12");
        assert_eq!(snapshot.moved(root, &line), None);
        put("data/a/registrations/y.csv", "1");
        let found = snapshot.moved(root, &line).unwrap();
        assert_eq!(found.place.unwrap().file, "data/a/registrations/y.csv");
        std::fs::remove_file(root.join("data/a/registrations/y.csv")).unwrap();
        put("data/a/registrations/x.csv", "22");
        assert_eq!(snapshot.moved(root, &line).unwrap().code, "V094");
    }
}
