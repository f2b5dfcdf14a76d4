//! What the last build could not make, so that the next one can be asked for only that.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::disk::Disk;
use super::files::{WriteError, publish_file};

const FORMAT: u64 = 1;

/// Lines whose reports were not all made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LastBuild {
    /// Their ids.
    pub failed: BTreeSet<String>,
}

impl LastBuild {
    fn path(root: &Path) -> PathBuf {
        root.join(".jaarlijn-cache/last-build.json")
    }

    /// The record of a workspace; `None` when there is none, or none that can be believed.
    #[must_use]
    pub fn load(root: &Path) -> Option<Self> {
        let value: serde_json::Value = serde_json::from_slice(&std::fs::read(Self::path(root)).ok()?).ok()?;
        if value["format"].as_u64() != Some(FORMAT) {
            return None;
        }
        let ids = value["failed"].as_array()?.iter().map(|id| id.as_str().map(str::to_owned));
        Some(Self { failed: ids.collect::<Option<_>>()? })
    }

    /// Takes in what became of the lines of a build: what it did not touch stays as it was.
    pub fn update<'l>(&mut self, lines: impl IntoIterator<Item = (&'l str, bool)>) {
        for (line, good) in lines {
            if good {
                self.failed.remove(line);
            } else {
                self.failed.insert(line.to_owned());
            }
        }
    }

    /// Writes the record.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn save(&self, disk: &dyn Disk, root: &Path) -> Result<(), WriteError> {
        let text = serde_json::json!({ "format": FORMAT, "failed": self.failed }).to_string() + "\n";
        publish_file(disk, &Self::path(root), text.as_bytes()).map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::LastBuild;
    use crate::publish::RealDisk;

    #[test]
    fn what_is_saved_is_loaded_and_what_is_damaged_is_not_believed() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(LastBuild::load(dir.path()), None);
        let mut last = LastBuild::default();
        last.update([("a", false), ("b", true), ("c", false)]);
        last.update([("a", true), ("d", false)]);
        last.save(&RealDisk, dir.path()).unwrap();
        let loaded = LastBuild::load(dir.path()).unwrap();
        assert_eq!(loaded.failed.iter().map(String::as_str).collect::<Vec<_>>(), ["c", "d"]);
        let path = dir.path().join(".jaarlijn-cache/last-build.json");
        for damaged in ["", "{", "[]", r#"{"format":2,"failed":[]}"#, r#"{"format":1,"failed":[7]}"#] {
            std::fs::write(&path, damaged).unwrap();
            assert_eq!(LastBuild::load(dir.path()), None, "{damaged}");
        }
    }
}
