//! Copies the ECharts script that the pinned `charming` package ships to `OUT_DIR`, so that the
//! charts room can embed it and its version follows `Cargo.lock`.

use std::path::{Path, PathBuf};
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=Cargo.lock");
    println!("cargo::rerun-if-changed=build.rs");
    let script = echarts(&charming());
    let out = PathBuf::from(env("OUT_DIR"));
    std::fs::copy(&script, out.join("echarts.min.js"))
        .unwrap_or_else(|e| panic!("cannot copy {} to {}: {e}", script.display(), out.display()));
}

fn env(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("cargo did not set {name} for the build script"))
}

/// Folder of the charming package that `Cargo.lock` pins.
fn charming() -> PathBuf {
    // Only this platform's packages: those of others need not be on this machine.
    let output = Command::new(env("CARGO"))
        .args(["metadata", "--offline", "--locked", "--format-version", "1"])
        .args(["--filter-platform", &env("TARGET")])
        .current_dir(env("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap_or_else(|e| panic!("cannot run cargo metadata: {e}"));
    assert!(output.status.success(), "cargo metadata failed: {}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("cargo metadata gave no JSON: {e}"));
    let manifest = metadata["packages"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|package| package["name"] == "charming")
        .and_then(|package| package["manifest_path"].as_str())
        .unwrap_or_else(|| panic!("the package charming is not among the dependencies; the charts need it"));
    Path::new(manifest).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// The one script `echarts-<version>.min.js` among the assets of the package.
fn echarts(package: &Path) -> PathBuf {
    let folder = package.join("src").join("asset");
    let files = std::fs::read_dir(&folder)
        .unwrap_or_else(|e| panic!("the package charming has no folder {}: {e}", folder.display()));
    let mut found: Vec<PathBuf> = files
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
            name.strip_prefix("echarts-")
                .and_then(|rest| rest.strip_suffix(".min.js"))
                .is_some_and(|version| version.starts_with(|c: char| c.is_ascii_digit()))
        })
        .collect();
    assert!(
        found.len() == 1,
        "expected one script echarts-<version>.min.js in {}, found {}; the charts need it",
        folder.display(),
        found.len()
    );
    found.remove(0)
}
