//! `jaarlijn settings`: the reference of all settings, whole or what speaks of a word.

use std::fmt::Write;

use super::args::{Common, Format};
use super::show::{self, give};
use crate::base::{Exit, Finding, Findings, code, did_you_mean, fold};
use crate::config::{Chapter, FigureId, Outcome, REFERENCE, Stage, TARGETS};

/// A line of the reference with the comments that go on behind it, and the file or part it belongs to.
struct Entry<'r> {
    part: &'r str,
    lines: Vec<&'r str>,
}

/// So far to the right goes on what is said behind a setting.
const BEHIND: usize = 24;

/// Prints the reference; of a word the settings that are called so, or else those that speak of it.
pub fn run(common: &Common, word: Option<&str>) -> Exit {
    let text = reference();
    let Some(word) = word else { return print(common, &text) };
    let entries = entries(&text);
    let named: Vec<&Entry<'_>> = entries.iter().filter(|entry| entry.key() == Some(word)).collect();
    let speaks = |entry: &&Entry<'_>| entry.lines.iter().any(|line| fold(line).contains(&fold(word)));
    let found = if named.is_empty() { entries.iter().filter(speaks).collect() } else { named };
    if found.is_empty() {
        let hint = match did_you_mean(word, entries.iter().filter_map(Entry::key)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`jaarlijn settings` prints all of them".to_owned(),
        };
        let finding = Finding::error(code::U019, format!("no setting is called `{word}` or speaks of it"));
        show::findings(&Findings(vec![finding.hint(hint)]), common);
        return Exit::Usage;
    }
    let (mut answer, mut part) = (String::new(), "");
    for entry in found {
        if entry.part != part {
            part = entry.part;
            let _ = writeln!(answer, "# {part}");
        }
        let _ = writeln!(answer, "{}", entry.lines.join("\n"));
    }
    print(common, &answer)
}

fn print(common: &Common, text: &str) -> Exit {
    match common.format {
        Format::Json => {
            give(format!("{}\n", serde_json::json!({ "format": 1, "settings": text })).as_bytes())
        }
        _ => give(text.as_bytes()),
    }
}

/// The defaults with what is said of them, and the words that settings are made of.
fn reference() -> String {
    let words = [
        ("targets", TARGETS.join(", ") + ", and every dimension of the line: the keys under `columns:`"),
        ("stages", Stage::ALL.map(Stage::id).join(", ")),
        ("outcomes", Outcome::ALL.map(Outcome::id).join(", ")),
        ("chapters", Chapter::ALL.map(Chapter::id).join(", ")),
        (
            "figures",
            FigureId::standard().join(", ")
                + "; contacts-by-X and victims-by-X of a dimension, contacts-by-X-and-Y of a cross, \
                   contacts-by-X-and-Y-per-year of a trend, contacts-by-X-same-months, X-per-month and X-per-year of a series",
        ),
    ];
    let mut text = format!("{}\n\n# Words that settings are made of:\n", REFERENCE.trim_end());
    for (name, list) in words {
        let _ = writeln!(text, "# {name}: {list}");
    }
    text
}

/// The reference in entries.
fn entries(text: &str) -> Vec<Entry<'_>> {
    let (mut entries, mut part): (Vec<Entry<'_>>, &str) = (Vec::new(), "");
    let mut begins = true;
    for line in text.lines() {
        if line.trim().is_empty() {
            begins = true;
            continue;
        }
        if begins && !line.starts_with(' ') {
            part = line.trim_start_matches("# ");
        }
        begins = false;
        // What is said behind a setting goes on far to the right.
        let text = line.trim_start_matches([' ', '#']);
        let behind = line.len() - text.len() > BEHIND;
        match entries.last_mut().filter(|entry| behind && entry.part == part) {
            Some(entry) => entry.lines.push(line),
            None => entries.push(Entry { part, lines: vec![line] }),
        }
    }
    entries
}

impl Entry<'_> {
    /// The setting that the entry is about, as it is typed; one that is written behind a comment sign too.
    fn key(&self) -> Option<&str> {
        let line = self.lines.first()?.trim_start().trim_start_matches(['#', ' ', '-']);
        let (name, _) = line.split_once(':')?;
        (!name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_')).then_some(name)
    }
}
