//! Which files of the inputs are others than before.
//!
//! The fingerprint of a file with a few registrations could be tried out: all contents that it can have are
//! soon hashed. So those of a line's registrations are made with a key: a fingerprint of one of its files that
//! has many rows, which is printed nowhere. Whoever has the data has the key. All files are treated alike, or
//! the way would tell which have few rows.

use crate::base::sha256;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::InputChange;
use crate::validation::InputFile;

/// Files of fewer rows are no key: too soon all that they can hold is tried out.
const MANY: u64 = 20;
/// A file of so many rows is the key rather than a smaller one.
const AMPLE: u64 = 1_000;
/// So much of the file is read.
const BYTES: usize = 1 << 16;
/// What begins a fingerprint that was made with a key. A print of the key follows, then the fingerprint.
const KEYED: &str = "keyed";
/// In the place of the key where no file has rows enough.
const NO_KEY: &str = "none";

/// Makes the fingerprints of a line's registrations and corrections anew, with its key.
pub fn key(files: &mut [InputFile], root: &Path) {
    files.sort();
    // A cube of few counts is soon tried out as well.
    let ample = |f: &&InputFile| f.rows >= AMPLE || !is_cube(&f.path);
    let of_rows = |f: &&InputFile| is_registrations(&f.path);
    let with = |rows: u64| files.iter().filter(ample).filter(of_rows).find(|f| f.rows >= rows);
    let read = |file: &InputFile| crate::intake::contents(&root.join(&file.path));
    let bytes = with(AMPLE).or_else(|| with(MANY)).and_then(read);
    let key = bytes.map(|bytes| keyed(&bytes[..bytes.len().min(BYTES)]));
    for file in files.iter_mut() {
        file.sha256 = match &key {
            Some(key) => {
                let own = sha256(format!("{key} {} {}", file.path, file.sha256).as_bytes());
                format!("{KEYED}:{}:{own}", &sha256(key.as_bytes())[..8])
            }
            None => format!("{KEYED}:{NO_KEY}"),
        };
    }
}

/// The key: no fingerprint that an earlier program printed.
fn keyed(bytes: &[u8]) -> String {
    sha256(&[b"key of the fingerprints of a line\n", bytes].concat())
}

/// Files that were added, taken away or delivered anew, as far as is known.
pub fn changes(before: &BTreeMap<&str, &str>, after: &BTreeMap<&str, &str>) -> Vec<InputChange> {
    let paths: BTreeSet<&str> = before.keys().chain(after.keys()).copied().collect();
    let change = |path: &str| InputChange {
        path: path.to_owned(),
        before: before.contains_key(path),
        after: after.contains_key(path),
    };
    paths.into_iter().filter(|path| differs(path, before, after)).map(change).collect()
}

/// Whether a file is known to be another one than before. Where the fingerprints were made with two keys some
/// file of registrations is, and where there is one that is known to be it; of those that an earlier program made
/// without a key nothing is known.
#[must_use]
pub fn differs(path: &str, before: &BTreeMap<&str, &str>, after: &BTreeMap<&str, &str>) -> bool {
    let (Some(then), Some(now)) = (before.get(path), after.get(path)) else { return true };
    match (made_with(then), made_with(now)) {
        (old, new) if old == new => then != now,
        (Some(_), Some(_)) => is_registrations(path) && [before, after].iter().all(|all| is_only(path, all)),
        _ => false,
    }
}

fn is_registrations(path: &str) -> bool {
    path.split('/').nth(2) == Some("registrations") || is_cube(path)
}

fn is_cube(path: &str) -> bool {
    path.split('/').nth(2) == Some("cube")
}

/// Whether a line has no other file of registrations.
fn is_only(path: &str, all: &BTreeMap<&str, &str>) -> bool {
    let line = |path: &str| path.split('/').nth(1).map(str::to_owned);
    all.keys().filter(|other| is_registrations(other) && line(other) == line(path)).count() == 1
}

/// The print of the key of a fingerprint; nothing where it was made without one.
fn made_with(hash: &str) -> Option<&str> {
    hash.strip_prefix(KEYED)?.split(':').nth(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with files of a line, by path, text and rows; and their fingerprints.
    fn prints(files: &[(&str, &str, u64)]) -> BTreeMap<String, String> {
        let root = tempfile::tempdir().unwrap();
        let file = |(name, text, rows): &(&str, &str, u64)| {
            let path = format!("data/lijn/{name}");
            std::fs::create_dir_all(root.path().join(&path).parent().unwrap()).unwrap();
            std::fs::write(root.path().join(&path), text).unwrap();
            let (sha256, bytes) = (sha256(text.as_bytes()), text.len() as u64);
            InputFile { path, sha256, bytes, rows: *rows }
        };
        let mut files: Vec<InputFile> = files.iter().map(file).collect();
        key(&mut files, root.path());
        files.into_iter().map(|f| (f.path, f.sha256)).collect()
    }

    /// Which files are told to be others.
    fn told(before: &[(&str, &str, u64)], after: &[(&str, &str, u64)]) -> Vec<String> {
        let (before, after) = (prints(before), prints(after));
        let [before, after] = [&before, &after]
            .map(|files| files.iter().map(|(p, h)| (p.as_str(), h.as_str())).collect::<BTreeMap<_, _>>());
        let name = |c: InputChange| c.path.rsplit('/').next().unwrap_or_default().to_owned();
        changes(&before, &after).into_iter().map(name).collect()
    }

    const LARGE: (&str, &str, u64) = ("registrations/02.csv", "many rows", 30);

    #[test]
    fn what_a_file_holds_cannot_be_tried_out_from_what_is_printed() {
        let print =
            |files: &[(&str, &str, u64)], name: &str| prints(files)[&format!("data/lijn/{name}")].clone();
        let small = ("registrations/01.csv", "three", 3);
        let printed = print(&[small, LARGE], small.0);
        // It hangs on the bytes of the larger file, and on nothing else that is printed of it.
        assert_ne!(printed, print(&[small, ("registrations/02.csv", "other rows", 30)], small.0));
        assert!(!printed.contains(&sha256(b"three")));
        for of_large in [sha256(LARGE.1.as_bytes()), print(&[small, LARGE], LARGE.0)] {
            assert!(!printed.contains(&of_large[of_large.len() - 64..]));
            let own = format!("{of_large} data/lijn/{} {}", small.0, sha256(b"three"));
            assert!(!printed.ends_with(&sha256(own.as_bytes())));
        }
        // Which files have few rows does not show.
        let forms = prints(&[small, LARGE]).into_values().map(|h| (h.len(), h[..15].to_owned()));
        assert_eq!(forms.collect::<BTreeSet<_>>().len(), 1);
        assert_eq!(print(&[small], small.0), "keyed:none");
    }

    #[test]
    fn what_was_delivered_anew_is_named_where_it_is_known() {
        let small = |text: &'static str| ("corrections/a.csv", text, 3);
        assert_eq!(told(&[LARGE, small("b")], &[LARGE, small("b")]), [""; 0]);
        assert_eq!(told(&[LARGE, small("b")], &[LARGE, small("c")]), ["a.csv"]);
        assert_eq!(told(&[LARGE], &[LARGE, small("c")]), ["a.csv"]);
        assert_eq!(told(&[LARGE, small("c")], &[LARGE]), ["a.csv"]);
        let later = ("registrations/03.csv", "many more", 40);
        let again = ("registrations/03.csv", "even more", 41);
        assert_eq!(told(&[LARGE, later], &[LARGE, again]), ["03.csv"]);
        // Another key is another file of registrations; which of several it is is not known.
        let other = ("registrations/02.csv", "other rows", 30);
        assert_eq!(told(&[LARGE, small("b")], &[other, small("b")]), ["02.csv"]);
        assert_eq!(told(&[LARGE, later], &[other, later]), [""; 0]);
        assert_eq!(told(&[LARGE, later], &[other, later, small("b")]), ["a.csv"]);
    }

    #[test]
    fn what_an_earlier_program_printed_says_nothing() {
        let now = prints(&[LARGE]);
        let now: BTreeMap<&str, &str> = now.iter().map(|(p, h)| (p.as_str(), h.as_str())).collect();
        let plain = sha256(b"something else");
        let then = BTreeMap::from([("data/lijn/registrations/02.csv", plain.as_str())]);
        assert!(changes(&then, &now).is_empty());
    }
}
