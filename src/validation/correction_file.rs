//! Files of corrections, row by row.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::config::{ColumnMap, Encoding, FileMap, Helpline, Quotes, Source};
use crate::diagnostics::{Finding, Place, did_you_mean};
use crate::intake::{InputFile, hexadecimal};

use super::corrections::{Action, Correction, Corrections};
use super::rules;

const OWN: [&str; 5] = ["id", "action", "reason", "author", "date"];

/// The target that a column of a file of corrections names.
fn target(column: &str) -> &str {
    if column == "day" { "date" } else { column }
}

impl Corrections {
    /// Takes a file in.
    pub(super) fn file(&mut self, path: &Path, shown: &str, line: &Helpline) -> Result<(), Finding> {
        let refused = |text: String| Finding::error(rules::CORRECTIONS, text).at(Place::line(shown, 1));
        let is_file = std::fs::symlink_metadata(path).is_ok_and(|m| m.is_file());
        if !is_file {
            return Err(refused("this is no plain file".to_owned()));
        }
        let bytes =
            std::fs::read(path).map_err(|e| refused(format!("the file cannot be read: {}", e.kind())))?;
        let text = std::str::from_utf8(&bytes)
            .map_err(|_| refused("this file is not UTF-8 text".to_owned()))?
            .trim_start_matches('\u{feff}');
        let head = text.lines().next().unwrap_or_default();
        let delimiter = if head.matches(';').count() > head.matches(',').count() { b';' } else { b',' };
        let mut reader =
            csv::ReaderBuilder::new().delimiter(delimiter).trim(csv::Trim::All).from_reader(text.as_bytes());
        let names: Vec<String> = reader
            .headers()
            .map_err(|e| refused(format!("the header cannot be read: {e}")))?
            .iter()
            .map(str::to_owned)
            .collect();
        check_names(&names, line).map_err(refused)?;
        let mut kept = text.as_bytes().to_vec();
        let mut rows = 0;
        let mut record = csv::StringRecord::new();
        let mut ranges = Vec::new();
        loop {
            let start = usize::try_from(reader.position().byte()).unwrap_or(0);
            match reader.read_record(&mut record) {
                Ok(true) => {}
                Ok(false) => break,
                Err(_) => {
                    let text = "the record has another number of fields than the header".to_owned();
                    return Err(Finding::error(rules::CORRECTIONS, text)
                        .at(Place::line(shown, reader.position().line())));
                }
            }
            rows += 1;
            let end = usize::try_from(reader.position().byte()).unwrap_or(start);
            let physical = record.position().map_or(1, csv::Position::line);
            let added = self.row(&names, &record, Place::line(shown, physical), line);
            if !added {
                ranges.push(start..end);
            }
        }
        // Lines keep their numbers: what does not add is blanked.
        for byte in ranges.into_iter().flatten() {
            if kept[byte] != b'\n' {
                kept[byte] = b' ';
            }
        }
        let file = InputFile {
            path: shown.to_owned(),
            sha256: hexadecimal(&bytes),
            bytes: bytes.len() as u64,
            rows,
        };
        self.adding.push((without_blank_text(kept), add_map(&names, delimiter, line), file.clone()));
        self.files.push(file);
        Ok(())
    }

    /// Takes a row; gives whether it adds a registration.
    fn row(&mut self, names: &[String], record: &csv::StringRecord, place: Place, line: &Helpline) -> bool {
        let get = |name: &str| {
            names.iter().position(|n| n == name).and_then(|at| record.get(at)).unwrap_or_default()
        };
        let action = match get("action") {
            "replace" => Some(Action::Replace),
            "add" => Some(Action::Add),
            "withdraw" => Some(Action::Withdraw),
            _ => None,
        };
        let date = chrono::NaiveDate::parse_from_str(get("date"), "%Y-%m-%d");
        let values: BTreeMap<String, String> = names
            .iter()
            .filter(|n| !OWN.contains(&n.as_str()))
            .map(|n| (target(n).to_owned(), get(n).to_owned()))
            .filter(|(_, text)| !text.is_empty())
            .collect();
        let problem = match action {
            None => Some("`action` is none of replace, add and withdraw"),
            Some(_) if get("id").is_empty() => Some("there is no `id`"),
            Some(_) if get("reason").is_empty() => Some("there is no `reason`"),
            Some(_) if get("author").is_empty() => Some("there is no `author`"),
            Some(_) if date.is_err() => Some("`date` is no day such as 2024-03-31"),
            Some(Action::Replace) if values.is_empty() => {
                Some("nothing is replaced: all other cells are empty")
            }
            Some(_) if self.by_id.contains_key(get("id").as_bytes()) => {
                Some("another correction names the same id; the first counts")
            }
            Some(_) => None,
        };
        if let Some(text) = problem {
            let hint = "correct this row; it is not applied";
            self.findings.push(Finding::error(rules::CORRECTION, text).at(place).hint(hint).of(&line.id));
            return false;
        }
        let Some(action) = action else { return false };
        let correction = Correction { place, action, reason: get("reason").to_owned(), values };
        self.by_id.insert(get("id").as_bytes().to_vec(), correction);
        action == Action::Add
    }
}

fn check_names(names: &[String], line: &Helpline) -> Result<(), String> {
    if let Some(name) = OWN.iter().find(|own| !names.iter().any(|n| n == *own)) {
        return Err(format!("there is no column `{name}`: needed are {}", OWN.join(", ")));
    }
    let targets: BTreeSet<&str> =
        line.files.iter().flat_map(|f| &f.columns).map(|c| c.target.as_str()).collect();
    if !targets.contains("id") {
        return Err(
            "this line registers no ids: replace the file in registrations/ by a new delivery".to_owned()
        );
    }
    let known = |n: &&String| OWN.contains(&n.as_str()) || targets.contains(target(n));
    if let Some(name) = names.iter().find(|n| !known(n)) {
        let near = did_you_mean(name, targets.iter().copied())
            .map_or_else(String::new, |n| format!("; did you mean `{n}`?"));
        return Err(format!("column `{name}` is no target of this line's mapping{near}"));
    }
    Ok(())
}

/// How added registrations are read: by the names of the targets, with the recodings of the line.
fn add_map(names: &[String], delimiter: u8, line: &Helpline) -> FileMap {
    let own = |n: &&String| *n == "id" || !OWN.contains(&n.as_str());
    let column = |name: &String| {
        let of = line.files.iter().flat_map(|f| &f.columns).find(|c| c.target == target(name))?;
        let separator = match of.source {
            Source::YesNo(_) => Some(";".to_owned()),
            Source::Column(_) => of.separator.clone(),
        };
        Some(ColumnMap { source: Source::Column(vec![name.clone()]), separator, ..of.clone() })
    };
    FileMap {
        pattern: String::new(),
        encoding: Encoding::Utf8,
        delimiter: Some(delimiter),
        header: None,
        quotes: Quotes::Doubled,
        sheet: None,
        columns: names.iter().filter(own).filter_map(column).collect(),
        skip: Vec::new(),
    }
}

/// Lines of blanks as empty lines.
fn without_blank_text(text: Vec<u8>) -> Vec<u8> {
    let lines: Vec<&[u8]> =
        text.split(|b| *b == b'\n').map(|l| if l.trim_ascii().is_empty() { &[][..] } else { l }).collect();
    lines.join(&b'\n')
}
