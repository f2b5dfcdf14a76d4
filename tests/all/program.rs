//! The program run in workspaces in temporary folders. It names nothing of the library, so that a test binary
//! which only runs the program need not be linked with it.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

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

/// Copies a folder, with folders in it that are empty.
pub fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from).into_iter().map(Result::unwrap) {
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(&target).unwrap();
        } else if entry.file_type().is_file() {
            std::fs::copy(entry.path(), &target).unwrap();
        }
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
