//! Copies the ECharts script that the pinned `charming` package ships to `OUT_DIR`, so that the
//! charts room can embed it and its version follows `Cargo.lock`.

use std::path::{Path, PathBuf};
use std::process::Command;

type Outcome<T> = Result<T, String>;

/// What is compiled for tests only.
const TESTS: [&str; 2] = ["tests", "tests.rs"];

fn main() {
    println!("cargo::rerun-if-changed=Cargo.lock");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rerun-if-changed=templates");
    println!("cargo::rustc-env=JAARLIJN_FINGERPRINT={}", fingerprint());
    if let Err(message) = copy_echarts() {
        // Cargo shows each of these lines as an error and ends the build.
        message.lines().for_each(|line| println!("cargo::error={line}"));
    }
}

fn copy_echarts() -> Outcome<()> {
    let script = echarts(&charming()?)?;
    let to = PathBuf::from(env("OUT_DIR")?).join("echarts.min.js");
    std::fs::copy(&script, &to)
        .map(drop)
        .map_err(|e| format!("cannot copy {} to {}: {e}", script.display(), to.display()))
}

fn env(name: &str) -> Outcome<String> {
    std::env::var(name).map_err(|_| format!("cargo did not set {name} for the build script"))
}

/// One number for everything that the program is made of: its source, templates and packages, without tests and
/// comments. It tells one program from another where the version does not; it need not resist anybody.
fn fingerprint() -> String {
    let mut files = vec![PathBuf::from("Cargo.lock"), PathBuf::from("build.rs")];
    let mut folders = vec![PathBuf::from("src"), PathBuf::from("templates")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if TESTS.iter().any(|tests| path.ends_with(tests)) {
                continue;
            }
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    // FNV-1a, 128 bits.
    let mut hash: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    for file in files {
        let bytes = std::fs::read(&file).unwrap_or_default();
        let bytes = if file.extension().is_some_and(|e| e == "rs") { shipped(&bytes) } else { bytes };
        for byte in file.to_string_lossy().replace('\\', "/").bytes().chain(bytes) {
            hash = (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
    }
    // Another solver may choose another pattern.
    let solver = if std::env::var_os("CARGO_FEATURE_HIGHS").is_some() { "-highs" } else { "" };
    format!("{hash:032x}{solver}")
}

/// A source file without its tests, which stand at its end, and without lines of comment.
fn shipped(source: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(source);
    let lines: Vec<&str> = text.lines().collect();
    let is_tests =
        |two: &[&str]| two[0] == "#[cfg(test)]" && two[1].starts_with("mod ") && two[1].ends_with('{');
    let end = lines.windows(2).position(is_tests).unwrap_or(lines.len());
    let code = lines[..end].iter().filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| line.bytes().chain(*b"\n")).collect()
}

/// Folder of the charming package that `Cargo.lock` pins.
///
/// Cargo is asked about a package of its own that needs charming and nothing else. Asked about this
/// package, it would want the development dependencies as well, which `cargo run` does not fetch.
fn charming() -> Outcome<PathBuf> {
    let lock = std::fs::read_to_string("Cargo.lock").map_err(|e| format!("cannot read Cargo.lock: {e}"))?;
    let version = pinned(&lock)
        .ok_or("Cargo.lock has no package `charming`, whose chart script is built in; run `cargo fetch`")?;
    let manifest = probe(&lock, version)?;
    let cargo = env("CARGO")?;
    // The working folder is this package's: a `.cargo/config.toml` that names vendored sources holds.
    // Only this platform's packages: those of others need not be on this machine.
    let output = Command::new(&cargo)
        .args(["metadata", "--offline", "--format-version", "1"])
        .args(["--filter-platform", &env("TARGET")?, "--manifest-path"])
        .arg(manifest)
        .current_dir(env("CARGO_MANIFEST_DIR")?)
        .output()
        .map_err(|e| format!("cannot run {cargo} metadata: {e}"))?;
    if !output.status.success() {
        return Err(format!(
            "cargo does not find the sources of charming {version}, whose chart script is built in; run \
             `cargo fetch --locked` (or `cargo vendor` again) and then the same command as now\n{}",
            String::from_utf8_lossy(&output.stderr)
        ));
    }
    let metadata: serde_json::Value =
        serde_json::from_slice(&output.stdout).map_err(|e| format!("cargo metadata gave no JSON: {e}"))?;
    let manifest = metadata["packages"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|package| package["name"] == "charming")
        .and_then(|package| package["manifest_path"].as_str())
        .ok_or("cargo metadata does not name the package charming")?;
    Ok(Path::new(manifest).parent().map(Path::to_path_buf).unwrap_or_default())
}

/// Writes the package that needs charming only, with the same lock; gives its manifest.
fn probe(lock: &str, version: &str) -> Outcome<PathBuf> {
    let folder = PathBuf::from(env("OUT_DIR")?).join("probe");
    let manifest = format!(
        "[package]\nname = \"probe\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n[workspace]\n\n\
         [dependencies]\ncharming = {{ version = \"={version}\", default-features = false }}\n"
    );
    std::fs::create_dir_all(folder.join("src"))
        .and_then(|()| std::fs::write(folder.join("Cargo.lock"), lock))
        .and_then(|()| std::fs::write(folder.join("src").join("lib.rs"), ""))
        .and_then(|()| std::fs::write(folder.join("Cargo.toml"), manifest))
        .map_err(|e| format!("cannot write {}: {e}", folder.display()))?;
    Ok(folder.join("Cargo.toml"))
}

/// Version of charming in a lock file, whatever its line ends.
fn pinned(lock: &str) -> Option<&str> {
    let mut lines = lock.lines();
    lines.find(|line| *line == "name = \"charming\"")?;
    lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')
}

/// The one script `echarts-<version>.min.js` among the assets of the package.
fn echarts(package: &Path) -> Outcome<PathBuf> {
    let folder = package.join("src").join("asset");
    let files = std::fs::read_dir(&folder)
        .map_err(|e| format!("the package charming has no folder {}: {e}", folder.display()))?;
    let mut found: Vec<PathBuf> = files
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
            name.strip_prefix("echarts-")
                .and_then(|rest| rest.strip_suffix(".min.js"))
                .is_some_and(|version| version.starts_with(|c: char| c.is_ascii_digit()))
        })
        .collect();
    match (found.pop(), found.len()) {
        (Some(script), 0) => Ok(script),
        (one, more) => Err(format!(
            "expected one script echarts-<version>.min.js in {}, found {}; the charts need it",
            folder.display(),
            usize::from(one.is_some()) + more
        )),
    }
}
