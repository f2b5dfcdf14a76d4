//! Workspaces in temporary folders, and the program run in them.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use jaarlijn::base::SecretKey;
use jaarlijn::pipeline::Reading;

/// How a run ended and what it said.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    /// Both streams.
    pub fn said(&self) -> String {
        format!("{}{}", self.out, self.err)
    }

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

    /// No trace of a panic reaches the user.
    #[track_caller]
    pub fn is_clean(&self) {
        let said = self.said();
        for trace in [
            "panicked",
            "RUST_BACKTRACE",
            "stack backtrace",
            "a mistake in the program",
            "stopped unexpectedly",
        ] {
            assert!(!said.contains(trace), "`{trace}` in:\n{said}");
        }
    }
}

/// The repository.
pub fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The program: the one that was built with the tests, or that `JAARLIJN_PROGRAM` names.
pub fn program() -> &'static str {
    static NAMED: std::sync::OnceLock<Option<String>> = std::sync::OnceLock::new();
    let named = NAMED.get_or_init(|| std::env::var("JAARLIJN_PROGRAM").ok());
    named.as_deref().unwrap_or(env!("CARGO_BIN_EXE_jaarlijn"))
}

/// Longest time a run may take.
const PATIENCE: Duration = Duration::from_secs(120);

/// Runs the program in a folder.
#[track_caller]
pub fn jaarlijn(dir: &Path, args: &[&str]) -> Run {
    let mut command = Command::new(program());
    command.args(args);
    run(dir, command)
}

/// Runs a command in a folder; what does not end in time fails.
#[track_caller]
pub fn run(dir: &Path, mut command: Command) -> Run {
    let said = tempfile::tempdir().unwrap();
    let (out, err) = (said.path().join("out"), said.path().join("err"));
    let mut child = command
        .current_dir(dir)
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .env("COLUMNS", "100")
        .stdin(Stdio::null())
        .stdout(File::create(&out).unwrap())
        .stderr(File::create(&err).unwrap())
        .spawn()
        .unwrap();
    let start = Instant::now();
    let code = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status.code().unwrap_or(-1);
        }
        if start.elapsed() > PATIENCE {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("did not end in {PATIENCE:?}: {command:?}");
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let text = |path| String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned();
    Run { code, out: text(out), err: text(err) }
}

/// Copies a folder.
pub fn copy(from: &Path, to: &Path) {
    for path in files(from) {
        let target = to.join(path.strip_prefix(from).unwrap());
        std::fs::create_dir_all(target.parent().unwrap()).unwrap();
        std::fs::copy(&path, &target).unwrap();
    }
}

/// All files below a folder, sorted.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let all = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter();
    all.map(Result::unwrap).filter(|e| e.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
}

/// A workspace with one line in good order, in a temporary folder.
pub fn base() -> tempfile::TempDir {
    let dir = bare();
    let path = dir.path().join("data/workspace.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, format!("{text}protection: {{small_corrections: publish}}\n")).unwrap();
    dir
}

/// The same with nothing but its own settings, so that a correction of a few rows is held back.
pub fn bare() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    copy(&repository().join("tests/base"), dir.path());
    dir
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
    Reading { year, all: false, jobs: 2, quarantine: false, salt }
}

/// Says why a test checks nothing here; past the test runner, which keeps what a test that passes prints.
pub fn skipped(why: &str) {
    use std::io::Write;
    let name = std::thread::current().name().unwrap_or_default().to_owned();
    let _ = writeln!(std::io::stderr(), "{name}: skipped: {why}");
}
