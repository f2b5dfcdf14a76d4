//! Fingerprints of folders, and the record of a build with nothing left to do.

use std::path::Path;

use crate::base::{parallel, sha256};

/// Folder of what can be thrown away at any time.
pub const CACHE: &str = ".jaarlijn-cache";

/// One fingerprint of all files of a folder that `wanted` says yes to, by their paths and bytes. Hidden
/// files do not count, nor do times and the place of the folder. Up to `jobs` threads read.
#[must_use]
pub fn folder_fingerprint(folder: &Path, jobs: usize, wanted: &dyn Fn(&str) -> bool) -> String {
    let visible = |e: &walkdir::DirEntry| e.depth() == 0 || !e.file_name().to_string_lossy().starts_with('.');
    let all = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(visible);
    let mut files = Vec::new();
    for entry in all.filter_map(Result::ok).filter(|e| !e.file_type().is_dir()) {
        let path = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let parts: Vec<_> = path.components().map(|c| c.as_os_str().to_string_lossy().into_owned()).collect();
        let path = parts.join("/");
        if wanted(&path) {
            files.push((entry.into_path(), path));
        }
    }
    let lines = parallel::each(jobs, &files, |(file, path)| format!("{} {path}\n", file_print(file)));
    sha256(lines.concat().as_bytes())
}

fn file_print(file: &Path) -> String {
    // A pipe would keep who reads it waiting.
    match std::fs::metadata(file) {
        Ok(meta) if meta.is_file() => {
            std::fs::read(file).map_or_else(|e| e.kind().to_string(), |b| sha256(&b))
        }
        Ok(_) => "no file".to_owned(),
        Err(error) => error.kind().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::folder_fingerprint;

    #[test]
    fn bytes_and_paths_count_and_times_and_places_do_not() {
        let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let print = |dir: &tempfile::TempDir| folder_fingerprint(dir.path(), 2, &|p| p != "skipped");
        for dir in [&one, &two] {
            std::fs::create_dir(dir.path().join("a")).unwrap();
            std::fs::write(dir.path().join("a/b"), "x").unwrap();
        }
        assert_eq!(print(&one), print(&two));
        std::fs::write(one.path().join("skipped"), "x").unwrap();
        std::fs::write(one.path().join(".hidden"), "x").unwrap();
        std::fs::write(one.path().join("a/b"), "x").unwrap();
        assert_eq!(print(&one), print(&two));
        std::fs::rename(one.path().join("a/b"), one.path().join("a/c")).unwrap();
        assert_ne!(print(&one), print(&two));
        std::fs::rename(one.path().join("a/c"), one.path().join("a/b")).unwrap();
        std::fs::write(one.path().join("a/b"), "y").unwrap();
        assert_ne!(print(&one), print(&two));
    }
}
