//! Which files of the inputs are others than before.
//!
//! The fingerprint of a file with a few registrations could be tried out: all contents that it can have are
//! soon hashed. So it is mixed with those of the line's larger files, and is no longer that of one file.

use std::collections::{BTreeMap, BTreeSet};

use super::InputChange;
use crate::series::fingerprint;
use crate::validation::InputFile;

/// Files of fewer rows have no fingerprint of their own: so many can have too many contents.
const FEW: u64 = 20;

/// What begins a fingerprint that is mixed with others.
const MIXED: &str = "mixed:";

/// Mixes the fingerprints of a line's files with few rows with those of the others.
pub fn mix(files: &mut [InputFile]) {
    let own = |file: &InputFile| format!("{} {}\n", file.sha256, file.path);
    let large: String = files.iter().filter(|f| f.rows >= FEW).map(own).collect();
    let others = match large.is_empty() {
        true => files.iter().map(own).collect(),
        false => large,
    };
    for file in files.iter_mut().filter(|f| f.rows < FEW) {
        file.sha256 = format!("{MIXED}{}", fingerprint(format!("{}{others}", own(file)).as_bytes()));
    }
}

/// Files that were added, taken away or delivered anew. Of one whose fingerprint is mixed with others it is not
/// known when these are other ones.
pub fn changes(before: &BTreeMap<&str, &str>, after: &BTreeMap<&str, &str>) -> Vec<InputChange> {
    let paths: BTreeSet<&str> = before.keys().chain(after.keys()).copied().collect();
    let change = |path: &str| InputChange {
        path: path.to_owned(),
        before: before.contains_key(path),
        after: after.contains_key(path),
    };
    paths.into_iter().filter(|path| differs(path, before, after)).map(change).collect()
}

/// Whether a file is known to be another one than before.
#[must_use]
pub fn differs(path: &str, before: &BTreeMap<&str, &str>, after: &BTreeMap<&str, &str>) -> bool {
    match (before.get(path), after.get(path)) {
        (Some(then), Some(now)) if then == now => false,
        (Some(then), Some(now)) => match (is_mixed(then), is_mixed(now)) {
            (true, true) => mixed_with(path, before) == mixed_with(path, after),
            // It was read by a program that did not mix, or it has fewer rows now.
            (false, true) => false,
            _ => true,
        },
        _ => true,
    }
}

fn is_mixed(hash: &str) -> bool {
    hash.starts_with(MIXED)
}

/// What the fingerprint of a file is mixed with: those of the line's larger files; where there is none, the
/// names of the files.
fn mixed_with<'m>(path: &str, all: &BTreeMap<&'m str, &'m str>) -> BTreeSet<(&'m str, &'m str)> {
    let line = |path: &str| path.split('/').nth(1).map(str::to_owned);
    let counted = |other: &str| matches!(other.split('/').nth(2), Some("registrations" | "corrections"));
    let files = || all.iter().filter(|(other, _)| line(other) == line(path) && counted(other));
    let large: BTreeSet<_> = files().filter(|(_, h)| !is_mixed(h)).map(|(p, h)| (*p, *h)).collect();
    match (large.is_empty(), files().count()) {
        (true, 1) => BTreeSet::new(),
        // Of several small ones each changes with the others.
        (true, _) => files().map(|(p, h)| (*p, *h)).collect(),
        _ => large,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str, rows: u64) -> InputFile {
        let path = format!("data/lijn/{path}");
        InputFile { path, sha256: fingerprint(text.as_bytes()), bytes: text.len() as u64, rows }
    }

    /// Which files are told to be others.
    fn told(before: &[InputFile], after: &[InputFile]) -> Vec<String> {
        let mixed = [before, after].map(|files| {
            let mut files = files.to_vec();
            mix(&mut files);
            files
        });
        let [before, after] = mixed.each_ref().map(|files| {
            files.iter().map(|f| (f.path.as_str(), f.sha256.as_str())).collect::<BTreeMap<_, _>>()
        });
        let name = |c: InputChange| c.path.rsplit('/').next().unwrap_or_default().to_owned();
        changes(&before, &after).into_iter().map(name).collect()
    }

    #[test]
    fn the_contents_of_a_file_with_a_few_rows_cannot_be_tried_out() {
        let mut files = [file("registrations/01.csv", "three", 3), file("registrations/02.csv", "many", 30)];
        let (small, large) = (files[0].sha256.clone(), files[1].sha256.clone());
        mix(&mut files);
        assert_eq!(files[1].sha256, large);
        assert!(!files[0].sha256.contains(&small));
        // It hangs on what the larger file holds.
        let mut others =
            [file("registrations/01.csv", "three", 3), file("registrations/02.csv", "other", 30)];
        mix(&mut others);
        assert_ne!(files[0].sha256, others[0].sha256);
    }

    #[test]
    fn what_was_delivered_anew_is_named_where_it_is_known() {
        let large = |text: &str| file("registrations/02.csv", text, 30);
        let small = |text: &str| file("corrections/a.csv", text, 3);
        assert_eq!(told(&[large("a"), small("b")], &[large("a"), small("b")]), [""; 0]);
        assert_eq!(told(&[large("a"), small("b")], &[large("a"), small("c")]), ["a.csv"]);
        assert_eq!(told(&[large("a")], &[large("a"), small("c")]), ["a.csv"]);
        // Whether the small one is another one too is not known.
        assert_eq!(told(&[large("a"), small("b")], &[large("c"), small("b")]), ["02.csv"]);
        // A line of one small file.
        assert_eq!(told(&[small("b")], &[small("c")]), ["a.csv"]);
        let other = file("registrations/b.csv", "same", 2);
        assert_eq!(told(&[small("b"), other.clone()], &[small("c"), other]), [""; 0]);
        // One that has more rows now.
        assert_eq!(
            told(&[file("corrections/a.csv", "b", 30), large("a")], &[small("c"), large("a")]),
            [""; 0]
        );
        assert_eq!(
            told(&[small("c"), large("a")], &[file("corrections/a.csv", "b", 30), large("a")]),
            ["a.csv"]
        );
    }
}
