//! Which fields of a file are needed, found by the names in its header.

use std::collections::BTreeSet;

use crate::base::{Finding, Findings, Place, did_you_mean, fold};
use crate::config::{FileMap, Skip};

use super::rules;

/// Most header names that a message lists.
const LISTED: usize = 40;

/// The columns that a mapping asks for: each the names it may have.
pub(super) fn wanted(map: &FileMap) -> Vec<Vec<String>> {
    let mut all: Vec<Vec<String>> = Vec::new();
    let mut add = |names: &Vec<String>| {
        if !all.contains(names) {
            all.push(names.clone());
        }
    };
    for column in &map.columns {
        column.columns().into_iter().for_each(&mut add);
    }
    for skip in &map.skip {
        if let Skip::Column { column, .. } = skip {
            add(column);
        }
    }
    map.rows.columns().for_each(add);
    all
}

/// Fields that bear a name: exactly, else but for capitals, accents and spaces.
pub(super) fn bearing(header: &[String], name: &str) -> Vec<usize> {
    let exact: Vec<usize> = (0..header.len()).filter(|&i| header[i].trim() == name.trim()).collect();
    if !exact.is_empty() {
        return exact;
    }
    let name = fold(name);
    (0..header.len()).filter(|&i| fold(&header[i]) == name).collect()
}

/// How many of the wanted columns a header has.
pub(super) fn found(header: &[String], wanted: &[Vec<String>]) -> usize {
    wanted.iter().filter(|names| names.iter().any(|n| !bearing(header, n).is_empty())).count()
}

/// The field of every wanted column, or what is missing or stands twice.
pub(super) fn resolve(
    header: &[String],
    wanted: &[Vec<String>],
    file: &str,
    line: u64,
) -> Result<(Vec<usize>, Findings), Findings> {
    let there = found(header, wanted);
    if there == 0 && wanted.len() > 1 {
        return Err(Findings(vec![no_header(wanted, file, line)]));
    }
    // A line that has few of the names may be a record: its texts are not to be repeated.
    let sure = 2 * there >= wanted.len();
    let mut errors = Findings::default();
    let mut places = Vec::with_capacity(wanted.len());
    for names in wanted {
        let fields = names.iter().map(|n| bearing(header, n)).find(|f| !f.is_empty()).unwrap_or_default();
        match fields[..] {
            [field] => places.push(field),
            [] => errors.push(missing(header, names, sure, file, line)),
            [first, second, ..] => errors.push(
                Finding::error(
                    rules::TWICE,
                    format!(
                        "column `{}` stands twice in the header, as field {} and field {}",
                        header[first].trim(),
                        first + 1,
                        second + 1
                    ),
                )
                .at(Place::at(file, line, second as u64 + 1))
                .hint("give one of them another name in the file"),
            ),
        }
    }
    if errors.has_errors() { Err(errors) } else { Ok((places, twice(header, file, line))) }
}

/// One warning for the names that stand twice but are not needed.
fn twice(header: &[String], file: &str, line: u64) -> Findings {
    let mut doubled: Vec<(usize, &str)> = Vec::new();
    let mut seen = BTreeSet::new();
    for (i, name) in header.iter().enumerate() {
        let name = name.trim();
        if !name.is_empty() && !seen.insert(name) && !doubled.iter().any(|(_, other)| *other == name) {
            doubled.push((i, name));
        }
    }
    let Some((first, _)) = doubled.first() else { return Findings::default() };
    let names: Vec<String> = doubled.iter().take(LISTED).map(|(_, name)| format!("`{name}`")).collect();
    let what = match names.len() {
        1 => format!("column {} stands twice in the header", names[0]),
        _ => format!("columns {} stand twice in the header", names.join(", ")),
    };
    let hint = "none of them is used; give one of each another name before using it";
    Findings(vec![
        Finding::warning(rules::TWICE, what).at(Place::at(file, line, *first as u64 + 1)).hint(hint),
    ])
}

/// A first line with none of the columns: a record, the header of another export, or a wrong delimiter.
fn no_header(wanted: &[Vec<String>], file: &str, line: u64) -> Finding {
    let names: Vec<String> = wanted.iter().map(|names| format!("`{}`", names.join("` or `"))).collect();
    Finding::error(
        rules::NO_COLUMN,
        format!("this line has none of the columns that `files: columns:` asks for: {}", names.join(", ")),
    )
    .at(Place::line(file, line))
    .hint(
        "one of the first lines must be the header; what stands in this one is not shown, as it may be a record. \
         Add the header, correct the names under `columns:`, or name the `delimiter:`, the `sheet:` or the \
         `header_line:`",
    )
}

fn missing(header: &[String], names: &[String], sure: bool, file: &str, line: u64) -> Finding {
    let known = || header.iter().map(|h| h.trim()).filter(|h| !h.is_empty());
    let near = names.iter().find_map(|n| did_you_mean(n, known()));
    let hint = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None if !sure => "correct the name under `columns:`, or the header of the file".to_owned(),
        None => {
            let mut list: Vec<&str> = known().take(LISTED).collect();
            if known().count() > LISTED {
                list.push("…");
            }
            format!("the header has: {}", list.join(", "))
        }
    };
    let message =
        format!("the header has no column `{}`, which `files: columns:` asks for", names.join("` or `"));
    let finding = Finding::error(rules::NO_COLUMN, message).at(Place::line(file, line)).hint(hint);
    Finding { near_miss: near.is_some(), ..finding }
}
