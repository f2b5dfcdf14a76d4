//! Copies the ECharts script that the pinned `charming` package ships to `OUT_DIR`, so that the
//! charts room can embed it and its version follows `Cargo.lock`.

use std::path::{Path, PathBuf};
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=Cargo.lock");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rerun-if-changed=templates");
    println!("cargo::rustc-env=JAARLIJN_FINGERPRINT={}", fingerprint());
    let script = echarts(&charming());
    let out = PathBuf::from(env("OUT_DIR"));
    std::fs::copy(&script, out.join("echarts.min.js"))
        .unwrap_or_else(|e| panic!("cannot copy {} to {}: {e}", script.display(), out.display()));
}

fn env(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("cargo did not set {name} for the build script"))
}

/// One number for everything that the program is made of: its source, templates and packages. It tells
/// one program from another where the version does not; it need not resist anybody.
fn fingerprint() -> String {
    let mut files = vec![PathBuf::from("Cargo.lock"), PathBuf::from("build.rs")];
    let mut folders = vec![PathBuf::from("src"), PathBuf::from("templates")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    // FNV-1a, 128 bits.
    let mut hash: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    for file in files {
        let bytes = std::fs::read(&file).unwrap_or_default();
        for byte in file.to_string_lossy().replace('\\', "/").bytes().chain(bytes) {
            hash = (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
    }
    // Another solver may choose another pattern.
    let solver = if std::env::var_os("CARGO_FEATURE_HIGHS").is_some() { "-highs" } else { "" };
    format!("{hash:032x}{solver}")
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
