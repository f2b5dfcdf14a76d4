//! What protection solved, kept beside the workspace until the figures change.
//!
//! The patterns lie in the cache folder and say what the published files say. The key that finds them, a
//! random one of each line, and the reasons why each cell is hidden lie with the line's own quarantine, which
//! is as private as its registrations: a cache folder that is carried elsewhere is of no use to anybody, and
//! everything is solved again there. The key is no other secret of the line, so that nothing follows from one
//! to the other.

use crate::base::SecretKey;
use std::path::{Path, PathBuf};

use super::edition_plan::PROGRAM;
use super::private_log;
use crate::config::Helpline;
use crate::disclosure::{HiddenCell, Kept};
use crate::publish::{CACHE, Disk, publish_file};
use crate::validation::set_aside;

/// Name of the key in the quarantine of a line.
const KEY: &str = ".patterns.key";
/// Letters of a key.
const LONG: usize = 64;

/// The key of a line, and what was kept.
pub struct Store {
    salt: SecretKey,
    /// Patterns.
    pub kept: Kept,
    /// The private log of the last build.
    pub log: Vec<HiddenCell>,
}

impl Store {
    /// Of a line. Where it has no key yet one is made of that of this `run`, and written if that may be:
    /// then nothing is found, and what is solved now will be.
    pub fn of(root: &Path, line: &Helpline, run: &SecretKey, may_write: bool) -> Self {
        let private = line.dir.join("quarantine");
        let known = std::fs::read_to_string(private.join(KEY)).ok();
        let known = known.filter(|key| key.len() == LONG && key.bytes().all(|b| b.is_ascii_hexdigit()));
        let Some(key) = known else {
            let new = run.print(format!("patterns of {}", line.id).as_bytes());
            if may_write {
                // What keeps it from being written only costs time.
                let _ = set_aside(&line.dir, KEY, &new);
            }
            return Self { salt: SecretKey::new(new.as_bytes()), kept: Kept::default(), log: Vec::new() };
        };
        let text = std::fs::read_to_string(file(root, &line.id)).unwrap_or_default();
        let log = std::fs::read(private.join("hidden.csv")).unwrap_or_default();
        Self { salt: SecretKey::new(key.as_bytes()), kept: Kept::read(&text), log: private_log::read(&log) }
    }

    /// A print with the key of the line, for this version of the program and its solver.
    pub fn print(&self, text: &[u8]) -> String {
        self.salt.print(&[PROGRAM.as_bytes(), b" ", text].concat())
    }
}

/// Where the patterns of a line are kept.
fn file(root: &Path, line: &str) -> PathBuf {
    root.join(CACHE).join(format!("patterns-{line}.txt"))
}

/// Keeps patterns for the next build; what prevents it only costs time.
pub fn keep(disk: &dyn Disk, root: &Path, line: &str, kept: &Kept) {
    let (path, text) = (file(root, line), kept.text());
    let same = std::fs::read_to_string(&path).is_ok_and(|old| old == text);
    let needless = text.is_empty() && !path.exists();
    if !same && !needless {
        let _ = publish_file(disk, &path, text.as_bytes());
    }
}
