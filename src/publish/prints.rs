//! Fingerprints of folders, and the record of a build with nothing left to do.

use std::path::Path;

use crate::series::fingerprint;

/// Folder of what can be thrown away at any time.
pub const CACHE: &str = ".jaarlijn-cache";

/// One fingerprint of all files of a folder that `wanted` says yes to, by their paths and bytes. Hidden
/// files do not count, nor do times and the place of the folder.
#[must_use]
pub fn folder_fingerprint(folder: &Path, wanted: &dyn Fn(&str) -> bool) -> String {
    let visible = |e: &walkdir::DirEntry| e.depth() == 0 || !e.file_name().to_string_lossy().starts_with('.');
    let all = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(visible);
    let mut list = String::new();
    for entry in all.filter_map(Result::ok).filter(|e| !e.file_type().is_dir()) {
        let path = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let parts: Vec<_> = path.components().map(|c| c.as_os_str().to_string_lossy().into_owned()).collect();
        let path = parts.join("/");
        if wanted(&path) {
            // A pipe would keep who reads it waiting.
            let print = match std::fs::metadata(entry.path()) {
                Ok(meta) if meta.is_file() => {
                    std::fs::read(entry.path()).map_or_else(|e| e.kind().to_string(), |b| fingerprint(&b))
                }
                Ok(_) => "no file".to_owned(),
                Err(error) => error.kind().to_string(),
            };
            list.push_str(&format!("{print} {path}\n"));
        }
    }
    fingerprint(list.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::folder_fingerprint;

    #[test]
    fn bytes_and_paths_count_and_times_and_places_do_not() {
        let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let print = |dir: &tempfile::TempDir| folder_fingerprint(dir.path(), &|p| p != "skipped");
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
