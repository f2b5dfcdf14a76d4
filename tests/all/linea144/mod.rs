//! The same program on the registrations of a real helpline, Línea 144. Its files are not in the
//! repository: without them these tests say so and pass. They are looked for in
//! `../shared/realdata/linea144`, or in `linea144` of the folder that `JAARLIJN_REALDATA` names.

mod published;
mod reports;
mod source;
mod traps;

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

/// The folder of the real files.
fn registrations() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/realdata");
    let folder = std::env::var_os("JAARLIJN_REALDATA").map_or(beside, PathBuf::from).join("linea144");
    if folder.is_dir() {
        return Some(folder);
    }
    let why =
        format!("the files of Línea 144 are not at {}; JAARLIJN_REALDATA can name them", folder.display());
    super::support::skipped(&why);
    None
}

/// A workspace with the configuration of the repository, changed by `edit(file, text)`, and the real files.
fn workspace(edit: impl Fn(&str, String) -> String) -> Option<TempDir> {
    let files = registrations()?;
    let root = tempfile::tempdir().expect("a temporary folder");
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/workspaces/linea144");
    for entry in walkdir::WalkDir::new(from.join("data")) {
        let entry = entry.expect("the configuration can be read");
        let inside = entry.path().strip_prefix(&from).expect("below the workspace");
        let target = root.path().join(inside);
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(target).expect("a folder");
        } else {
            let text = std::fs::read_to_string(entry.path()).expect("a text");
            let name = entry.file_name().to_string_lossy();
            std::fs::write(target, edit(&name, text)).expect("a file");
        }
    }
    let target = root.path().join("data/linea144/registrations");
    std::fs::create_dir_all(&target).expect("a folder");
    for entry in std::fs::read_dir(files).expect("the real files") {
        let path = entry.expect("a real file").path();
        if path.extension().is_some_and(|e| e == "csv") {
            std::fs::copy(&path, target.join(path.file_name().expect("a name"))).expect("a copy");
        }
    }
    Some(root)
}

/// Names the broken record of 2023 in `helpline.yaml`.
fn with_known_error(file: &str, text: String) -> String {
    if file != "helpline.yaml" {
        return text;
    }
    let rule =
        "    skip: [{rule: bekende fout, file: linea144-enero-junio-2023.csv, line: 1265}]\n    columns:\n";
    assert!(text.contains("    columns:\n"), "the mapping has columns");
    text.replacen("    columns:\n", rule, 1)
}

/// Runs the program on a workspace: exit code and its JSON.
fn run(root: &Path, command: &str) -> (i32, Value) {
    let output = Command::new(env!("CARGO_BIN_EXE_jaarlijn"))
        .args([command, "--format", "json", "--root"])
        .arg(root)
        .output()
        .expect("the program starts");
    let code = output.status.code().expect("the program ends by itself");
    (code, serde_json::from_slice(&output.stdout).expect("the program prints JSON"))
}

/// Codes of the findings, each as often as it was met.
fn codes(result: &Value) -> Vec<String> {
    let findings = result["findings"].as_array().expect("a list of findings");
    let code = |f: &Value| f["code"].as_str().expect("a code").to_owned();
    findings.iter().flat_map(|f| vec![code(f); 1 + f["more"].as_u64().unwrap_or(0) as usize]).collect()
}
