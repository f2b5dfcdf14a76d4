//! One build at a time: a lock file that names its holder. The system lets go of the lock when its
//! holder dies, however it dies; the name in the file stays and tells the next build who that was.

use std::fs::{File, TryLockError};
use std::io::{Error, ErrorKind, Read, Seek, Write};
use std::path::{Path, PathBuf};

use super::files::WriteError;
use crate::base::{Finding, Place, code};

const NAME: &str = ".lock";
/// A holder's name is one line; more is not read.
const NAME_MAX: u64 = 400;

/// The right to publish, until it is dropped.
#[derive(Debug)]
pub struct Lock {
    file: File,
    path: PathBuf,
    /// Who held the lock and died, as far as known.
    pub died: Option<String>,
}

/// Why there is no lock.
#[derive(Debug)]
pub enum NotLocked {
    /// Another build runs: its name.
    Held(String),
    /// The lock file cannot be written.
    Failed(WriteError),
}

impl NotLocked {
    /// As a finding.
    #[must_use]
    pub fn finding(&self, root: &Path) -> Finding {
        match self {
            Self::Held(who) => Finding::error(code::P010, format!("another build is at work here: {who}"))
                .at(Place::file("reports"))
                .hint("wait until it has ended and run again"),
            Self::Failed(error) => error.finding(root),
        }
    }
}

impl Lock {
    /// Takes the lock of a `reports` folder, which is made when it is not there. `holder` is one line.
    ///
    /// # Errors
    /// Another build, or a folder that cannot be written.
    pub fn take(reports: &Path, holder: &str) -> Result<Self, NotLocked> {
        let path = reports.join(NAME);
        match Self::try_take(reports, &path, holder) {
            Ok(Some(lock)) => Ok(lock),
            Ok(None) => Err(NotLocked::Held(said_in(&path))),
            Err(error) => Err(NotLocked::Failed(WriteError { path: reports.to_owned(), error })),
        }
    }

    /// `None` when another holds it.
    fn try_take(reports: &Path, path: &Path, holder: &str) -> Result<Option<Self>, Error> {
        // Also a link whose end is gone is in the way.
        if std::fs::symlink_metadata(reports).is_ok_and(|meta| !meta.is_dir()) {
            return Err(ErrorKind::NotADirectory.into());
        }
        loop {
            std::fs::create_dir_all(reports)?;
            if std::fs::symlink_metadata(path).is_ok_and(|meta| !meta.is_file()) {
                return Err(ErrorKind::AlreadyExists.into());
            }
            let opened = File::options().read(true).write(true).create(true).truncate(false).open(path);
            let mut file = match opened {
                // Another build has just removed the empty folder.
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                opened => opened?,
            };
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Ok(None),
                Err(TryLockError::Error(error)) => return Err(error),
            }
            if !is_at(&file, path) {
                // Its last holder has removed it since it was opened.
                continue;
            }
            let mut before = String::new();
            let _ = (&mut file).take(NAME_MAX).read_to_string(&mut before);
            let died = Some(before.trim().to_owned()).filter(|name| !name.is_empty());
            file.set_len(0)?;
            file.rewind()?;
            writeln!(file, "{holder}")?;
            file.sync_all()?;
            return Ok(Some(Self { file, path: path.to_owned(), died }));
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while it is still held, so that nobody's new lock goes; where that cannot be, it stays
        // without a name.
        if cfg!(not(unix)) || std::fs::remove_file(&self.path).is_err() {
            let _ = self.file.set_len(0);
        }
        // A build that made nothing leaves no empty folder.
        if let Some(folder) = self.path.parent() {
            let _ = std::fs::remove_dir(folder);
        }
    }
}

fn said_in(path: &Path) -> String {
    let mut name = String::new();
    if let Ok(file) = File::open(path) {
        let _ = file.take(NAME_MAX).read_to_string(&mut name);
    }
    // What stands in the file is shown on a terminal.
    let name: String = name.trim().chars().filter(|c| !c.is_control()).collect();
    if name.is_empty() { "it has not yet said its name".to_owned() } else { name }
}

/// Whether a file is still the one of that name.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), std::fs::symlink_metadata(path)) {
        (Ok(held), Ok(named)) => (held.dev(), held.ino()) == (named.dev(), named.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}

#[cfg(test)]
mod tests {
    use super::{Lock, NotLocked};

    #[test]
    fn the_second_hears_who_the_first_is() {
        let dir = tempfile::tempdir().unwrap();
        let reports = dir.path().join("reports");
        let first = Lock::take(&reports, "process 1 on a, since 08:00").unwrap();
        match Lock::take(&reports, "process 2") {
            Err(NotLocked::Held(who)) => assert_eq!(who, "process 1 on a, since 08:00"),
            other => panic!("{other:?}"),
        }
        drop(first);
        assert!(!reports.exists());
        assert!(Lock::take(&reports, "process 2").unwrap().died.is_none());
    }

    #[test]
    fn a_name_without_a_lock_is_of_one_who_died() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join(".lock"), "process 7\n").unwrap();
        let lock = Lock::take(dir.path(), "process 8").unwrap();
        assert_eq!(lock.died.as_deref(), Some("process 7"));
        assert_eq!(std::fs::read_to_string(dir.path().join(".lock")).unwrap(), "process 8\n");
    }
}
