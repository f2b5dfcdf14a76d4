//! What the tests of the whole share: the program run in workspaces, and what of the library they use.

use std::path::Path;

use jaarlijn::base::SecretKey;
use jaarlijn::pipeline::Reading;

pub use super::program::*;

impl Run {
    /// Fails with all that was said when the exit code or a text is not as expected.
    #[track_caller]
    pub fn ends(&self, code: i32, texts: &[&str]) {
        let said = self.said();
        assert_eq!(self.code, code, "{said}");
        for text in texts {
            assert!(said.contains(text), "`{text}` is not in:\n{said}");
        }
        self.is_clean();
    }
}

/// Writes a file of a workspace.
pub fn put(dir: &Path, path: &str, bytes: impl AsRef<[u8]>) {
    let path = dir.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}

/// A key for numbers of callers.
pub fn salt() -> SecretKey {
    SecretKey::new(b"of these tests")
}

/// How a line is read for its report on a year, or on all.
pub fn reading(year: Option<i32>, salt: &SecretKey) -> Reading<'_> {
    Reading {
        year,
        all: false,
        jobs: 2,
        quarantine: false,
        tries: None,
        told: &jaarlijn::disclosure::nobody,
        salt,
    }
}

/// Says why a test checks nothing here; past the test runner, which keeps what a test that passes prints.
pub fn skipped(why: &str) {
    use std::io::Write;
    let name = std::thread::current().name().unwrap_or_default().to_owned();
    let _ = writeln!(std::io::stderr(), "{name}: skipped: {why}");
}
