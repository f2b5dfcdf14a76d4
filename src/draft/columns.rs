//! The columns of all files together: which are the same, also where one was renamed between two exports.

use super::hints::words;
use super::profile::Profile;
use super::sources::{Export, alike};
use crate::base::{did_you_mean, fold};
use crate::config::Silent;

/// Of a hundred filled cells so many hold a text that the other column has too, where two are one.
const SHARED: u64 = 60;

/// A column, with its name in each file.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// Its name per file, in the order of the files; nothing where a file does not have it.
    pub names: Vec<Option<String>>,
    /// What it holds in all files.
    pub all: Profile,
}

impl Column {
    /// Its different names, the oldest file's first, but for capitals, accents and blanks.
    pub(super) fn spellings(&self) -> Vec<&str> {
        let mut found: Vec<&str> = Vec::new();
        for name in self.names.iter().flatten() {
            if !found.iter().any(|other| alike(other, name)) {
                found.push(name);
            }
        }
        found
    }

    /// Its name in the last file that has it.
    pub(super) fn name(&self) -> &str {
        self.names.iter().rev().flatten().next().map_or("", String::as_str)
    }

    fn is_in(&self, file: usize) -> bool {
        self.names.get(file).is_some_and(Option::is_some)
    }
}

/// The columns of all files, in the order in which they first stand.
pub(super) fn columns(exports: &[Export]) -> Vec<Column> {
    let mut all: Vec<Column> = Vec::new();
    for (file, export) in exports.iter().enumerate() {
        for (name, _, profile) in &export.columns {
            let exact =
                all.iter().position(|c| !c.is_in(file) && c.names.iter().flatten().any(|n| n == name));
            let near = || {
                all.iter().position(|c| !c.is_in(file) && c.names.iter().flatten().any(|n| alike(n, name)))
            };
            let at = exact.or_else(near).unwrap_or_else(|| {
                all.push(Column { names: vec![None; exports.len()], all: Profile::default() });
                all.len() - 1
            });
            all[at].names[file] = Some(name.clone());
            all[at].all.add(profile);
        }
    }
    join_renamed(&mut all, exports);
    all
}

/// Takes two columns for one where no file has both, they hold the same, and they stand in the same place or have names
/// that are near.
fn join_renamed(all: &mut Vec<Column>, exports: &[Export]) {
    let mut at = 0;
    while at < all.len() {
        let mut same: Vec<usize> = Vec::new();
        for other in at + 1..all.len() {
            if apart(&all[at], &all[other])
                && holds_the_same(&all[at].all, &all[other].all)
                && (beside_the_same(&all[at], &all[other], all, exports) || near(&all[at], &all[other]))
            {
                same.push(other);
            }
        }
        if let [other] = same[..] {
            let other = all.remove(other);
            for (file, name) in other.names.iter().enumerate().filter(|(_, name)| name.is_some()) {
                all[at].names[file].clone_from(name);
            }
            all[at].all.add(&other.all);
            continue;
        }
        at += 1;
    }
}

fn apart(a: &Column, b: &Column) -> bool {
    a.names.iter().zip(&b.names).all(|(a, b)| a.is_none() || b.is_none())
}

/// Whether the cells of two columns can be those of one.
fn holds_the_same(a: &Profile, b: &Profile) -> bool {
    let silent = Silent::default();
    match (&a.moments, &b.moments) {
        (Some(_), Some(_)) => return true,
        (None, None) => {}
        _ => return false,
    }
    if a.is_yes_no(&silent) && b.is_yes_no(&silent) {
        return true;
    }
    let (Some(one), Some(other)) = (&a.texts, &b.texts) else {
        return a.texts.is_none() && b.texts.is_none();
    };
    let known: Vec<String> = one.keys().map(|text| fold(text)).collect();
    let shared: u64 = other.iter().filter(|(text, _)| known.contains(&fold(text))).map(|(_, n)| n).sum();
    b.filled > 0 && shared * 100 >= b.filled * SHARED
}

/// Whether a column that both files have stands right before, or right behind, both.
fn beside_the_same(a: &Column, b: &Column, all: &[Column], exports: &[Export]) -> bool {
    let neighbour = |column: &Column, step: isize| {
        let (file, name) = column.names.iter().enumerate().find_map(|(f, n)| n.as_ref().map(|n| (f, n)))?;
        let at = exports[file].columns.iter().position(|(n, ..)| n == name)?;
        let beside = &exports[file].columns.get(at.checked_add_signed(step)?)?.0;
        all.iter().position(|c| c.names[file].as_ref() == Some(beside))
    };
    [-1, 1].into_iter().any(|step| {
        let (one, other) = (neighbour(a, step), neighbour(b, step));
        one.is_some() && one == other
    })
}

fn near(a: &Column, b: &Column) -> bool {
    let (a, b) = (a.name(), b.name());
    let shared = words(a).into_iter().any(|word| word.len() >= 4 && words(b).contains(&word));
    shared || did_you_mean(a, [b]).is_some()
}
