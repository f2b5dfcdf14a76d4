//! Columns that only the later files of a line have: a question that is asked since this year. In the files
//! before them it is not registered, as if these had an entry of their own under `files:`, and a warning says
//! so. A file that has a column of nearly that name was more likely written with another one: it is refused as
//! ever, and so is a file that lacks what earlier files have.

use std::path::{Path, PathBuf};

use crate::base::{Finding, Findings, Place, Severity, code};
use crate::config::Helpline;
use crate::intake::{map_of, read};

/// A line as it is for one file: without the columns that only later files have.
pub struct Earlier {
    pub line: Helpline,
    pub warning: Finding,
}

/// The line as it is for a file that was refused (`found` says why), when later files of the same entry have
/// the columns that it lacks. `whole` says of which files that can be read.
pub fn earlier(
    line: &Helpline,
    files: &[PathBuf],
    (at, found): (usize, &Findings),
    whole: &[bool],
    root: &Path,
) -> Option<Earlier> {
    let path = &files[at];
    let map = map_of(line, path)?;
    let entry = line.files.iter().position(|m| m == map)?;
    let has = |other: &usize| whole[*other] && map_of(line, &files[*other]) == Some(map);
    if (0..at).any(|other| has(&other)) || !(at + 1..files.len()).any(|other| has(&other)) {
        return None;
    }
    let errors: Vec<&Finding> = found.0.iter().filter(|f| f.severity == Severity::Error).collect();
    if errors.iter().any(|f| f.code != code::V011 || f.near_miss) {
        return None;
    }
    let mut without = line.clone();
    let mut lacks = Vec::new();
    for target in line.dimensions.iter().map(|d| &d.id) {
        let mut fewer = without.clone();
        fewer.files[entry].columns.retain(|column| column.target != *target);
        let left = match read(path, &fewer.files[entry], root) {
            Ok(_) => 0,
            Err(found) => found.0.iter().filter(|f| f.code == code::V011).count(),
        };
        if left + lacks.len() < errors.len() {
            lacks.push(target.as_str());
            without = fewer;
        }
    }
    if lacks.is_empty() || lacks.len() < errors.len() {
        return None;
    }
    let shown = path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/");
    let message = format!(
        "the header has no column for `{}`, which later files have: it counts as not registered in this file",
        lacks.join("`, `")
    );
    let hint = "nothing needs to be done when it was not registered then; where the column has another name in \
                this file, name both under `files:`, as in `{column: [name, other name]}`";
    let warning = Finding::warning(code::V011, message).at(Place::line(shown, 1)).hint(hint).of(&line.id);
    Some(Earlier { line: without, warning })
}
