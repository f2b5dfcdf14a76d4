//! Staging and moving.

use std::io::{Error, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::diagnostics::{Finding, Place};

/// A file that could not be written.
#[derive(Debug)]
pub struct WriteError {
    /// Its path.
    pub path: PathBuf,
    /// What the system said.
    pub error: Error,
}

impl WriteError {
    /// As a finding.
    #[must_use]
    pub fn finding(&self, root: &Path) -> Finding {
        let hint = match self.error.kind() {
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                "give yourself the right to write there, or choose another --root"
            }
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
                "make room on the disk and run again: finished reports are whole"
            }
            ErrorKind::NotADirectory | ErrorKind::AlreadyExists => {
                "a file stands where a folder is needed: move it away"
            }
            _ => "run again when the cause is gone: finished reports are whole",
        };
        Finding::error("P001", format!("cannot write: {}", self.error.kind()))
            .at(Place::file(crate::config::relative(root, &self.path)))
            .hint(hint)
    }
}

/// Writes all files of a folder: first every one beside its place, synced, then all moved in. A file
/// that already has the same bytes is left as it is. Gives the names that changed.
///
/// # Errors
/// The first file that cannot be written; then nothing of this call has been moved, unless a move
/// itself failed.
pub fn publish(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<Vec<String>, WriteError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |error| WriteError { path, error }
    };
    std::fs::create_dir_all(folder).map_err(failed(folder))?;
    let mut staged = Vec::new();
    for (name, bytes) in files {
        let target = folder.join(name);
        if std::fs::read(&target).is_ok_and(|old| old == *bytes) {
            continue;
        }
        let mut file = tempfile::Builder::new()
            .prefix(".")
            .suffix(".staged")
            .tempfile_in(folder)
            .map_err(failed(&target))?;
        file.write_all(bytes).map_err(failed(&target))?;
        share(file.path()).map_err(failed(&target))?;
        file.as_file().sync_all().map_err(failed(&target))?;
        staged.push((name.clone(), target, file));
    }
    let mut changed = Vec::new();
    for (name, target, file) in staged {
        file.persist(&target).map_err(|e| WriteError { path: target, error: e.error })?;
        changed.push(name);
    }
    Ok(changed)
}

/// Temporary files are private; reports are for everybody the umask allows.
#[cfg(unix)]
fn share(path: &Path) -> Result<(), Error> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn share(_: &Path) -> Result<(), Error> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::publish;

    #[test]
    fn equal_bytes_are_left_alone_and_nothing_staged_remains() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("reports");
        let file = |text: &str| vec![("a.csv".to_owned(), text.as_bytes().to_vec())];
        assert_eq!(publish(&target, &file("1")).unwrap(), ["a.csv"]);
        assert!(publish(&target, &file("1")).unwrap().is_empty());
        assert_eq!(publish(&target, &file("2")).unwrap(), ["a.csv"]);
        let names: Vec<_> = std::fs::read_dir(&target).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert_eq!(names, ["a.csv"]);
    }

    #[test]
    fn a_file_in_the_way_of_the_folder_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("reports");
        std::fs::write(&target, "in the way").unwrap();
        let error = publish(&target, &[("a".to_owned(), Vec::new())]).unwrap_err();
        assert_eq!(error.path, target);
    }
}
