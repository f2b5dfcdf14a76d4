//! Columns of yes and no that belong together: their names begin alike.

use super::codes::{human, unused};
use super::columns::Column;
use super::roles::Role;
use crate::base::fold;

/// Columns that are one question.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// What their names begin with, or the name of the only one.
    pub name: String,
    /// Position of each column, its code and its label.
    pub columns: Vec<(usize, String, String)>,
}

/// The name of a question and of one of its answers: `form[SQ001]`, `form___1`, `Form (choice=Physical)`, `a/b/c`.
fn marked(name: &str) -> Option<(&str, &str)> {
    if let Some((stem, rest)) = name.split_once(" (choice=") {
        return Some((stem, rest.trim_end_matches(')')));
    }
    if let Some((stem, rest)) = name.split_once('[') {
        return Some((stem, rest.trim_end_matches(']')));
    }
    if let Some((stem, rest)) = name.split_once("___") {
        return Some((stem, rest));
    }
    name.rsplit_once('/').or_else(|| name.split_once(" - ")).or_else(|| name.split_once(": "))
}

/// The words of a name, as they are written.
fn parts(name: &str) -> Vec<&str> {
    name.split(['_', ' ', '-', '.', ':']).filter(|part| !part.is_empty()).collect()
}

/// What a name must share with others to be of one question.
fn stem(name: &str) -> String {
    match marked(name) {
        Some((stem, _)) => fold(stem),
        None => parts(name).first().map(|first| fold(first)).unwrap_or_default(),
    }
}

/// The groups, in the order of their first columns.
pub(super) fn groups(columns: &[Column], roles: &[Role]) -> Vec<Group> {
    let mut found: Vec<(String, Vec<usize>)> = Vec::new();
    for at in (0..columns.len()).filter(|at| roles[*at] == Role::Answer) {
        let stem = stem(columns[at].name());
        match found.iter_mut().find(|(other, _)| *other == stem && stem.chars().count() >= 2) {
            Some((_, group)) => group.push(at),
            None => found.push((stem, vec![at])),
        }
    }
    found.into_iter().map(|(_, group)| named(&group, columns)).collect()
}

fn named(group: &[usize], columns: &[Column]) -> Group {
    let name = |at: usize| columns[at].name();
    if let [one] = group {
        return Group { name: name(*one).to_owned(), columns: vec![(*one, String::new(), String::new())] };
    }
    let all_marked = group.iter().all(|at| marked(name(*at)).is_some());
    let shared = group.iter().map(|at| parts(name(*at))).reduce(|a, b| {
        let same = a.iter().zip(&b).take_while(|(a, b)| fold(a) == fold(b)).count();
        a[..same].to_vec()
    });
    let shared = shared.unwrap_or_default();
    let title = match marked(name(group[0])).filter(|_| all_marked) {
        Some((stem, _)) => stem.to_owned(),
        None => shared.join(" "),
    };
    let mut made: Vec<(usize, String, String)> = Vec::new();
    for at in group {
        let own = name(*at);
        let label = match marked(own).filter(|_| all_marked) {
            Some((_, rest)) => rest.to_owned(),
            None => parts(own)[shared.len().min(parts(own).len())..].join(" "),
        };
        let label = if label.is_empty() { own.to_owned() } else { human(&label) };
        let special = ["unknown", "unclear", "blank"];
        let taken = |id: &str| special.contains(&id) || made.iter().any(|(_, code, _)| code == id);
        let code = unused(&label, "answer", &taken);
        made.push((*at, code, label));
    }
    Group { name: title, columns: made }
}
