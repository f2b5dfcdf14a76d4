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
///
/// Cargo is asked about a package of its own that needs charming and nothing else. Asked about this
/// package, it would want the development dependencies as well, which `cargo run` does not fetch.
fn charming() -> PathBuf {
    let lock =
        std::fs::read_to_string("Cargo.lock").unwrap_or_else(|e| panic!("cannot read Cargo.lock: {e}"));
    let version = pinned(&lock).unwrap_or_else(|| {
        panic!("Cargo.lock has no package `charming`; the charts need it: add it to Cargo.toml")
    });
    let folder = PathBuf::from(env("OUT_DIR")).join("probe");
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap_or(&folder))
            .and_then(|()| std::fs::write(&path, text))
            .unwrap_or_else(|e| panic!("cannot write {}: {e}", path.display()));
    };
    write("Cargo.lock", &lock);
    write("src/lib.rs", "");
    let dependency = format!("charming = {{ version = \"={version}\", default-features = false }}");
    write(
        "Cargo.toml",
        &format!(
            "[package]\nname = \"probe\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n\
             [workspace]\n\n[dependencies]\n{dependency}\n"
        ),
    );
    // The working folder is this package's: a `.cargo/config.toml` that names vendored sources holds.
    // Only this platform's packages: those of others need not be on this machine.
    let output = Command::new(env("CARGO"))
        .args(["metadata", "--offline", "--format-version", "1"])
        .args(["--filter-platform", &env("TARGET"), "--manifest-path"])
        .arg(folder.join("Cargo.toml"))
        .current_dir(env("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap_or_else(|e| panic!("cannot run {} metadata: {e}", env("CARGO")));
    assert!(
        output.status.success(),
        "cargo does not find the sources of charming {version}, whose chart script is built in; run \
         `cargo fetch --locked` and build again. Cargo says:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: serde_json::Value =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("cargo metadata gave no JSON: {e}"));
    let manifest = metadata["packages"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|package| package["name"] == "charming")
        .and_then(|package| package["manifest_path"].as_str())
        .unwrap_or_else(|| panic!("cargo metadata does not name the package charming"));
    Path::new(manifest).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// Version of charming in a lock file.
fn pinned(lock: &str) -> Option<&str> {
    let entry = lock.split("[[package]]").find(|entry| entry.contains("name = \"charming\"\n"))?;
    entry.lines().find_map(|line| line.strip_prefix("version = \"")?.strip_suffix('"'))
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
