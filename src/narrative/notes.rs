//! Notes and signs in words.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::config::{Method, Zeros};
use crate::disclosure::{Safe, SafeTable};
use crate::measures::{Flag, Missing, NoteRef};
use crate::words::Labels;

/// Note of a table whose counts are all rounded.
const ROUNDED: &str = "figures-rounded";
/// Note of a table that tells of one channel only.
const ONLY_CHANNEL: &str = "only-channel";

/// A note with its places filled in. A place's text `code:DIM:CODE` becomes the code's name,
/// `date:2019-06-01` a date, `source:SERIES` where a series stands.
#[must_use]
pub fn note(labels: Labels<'_>, note: &NoteRef) -> String {
    // The one channel of a table stands within the sentence, others begin theirs.
    let place = |text: &str| match resolve(labels, text) {
        name if note.id == ONLY_CHANNEL => labels.small(&name),
        name => match text.strip_prefix("code:event:").filter(|_| gives_days(&note.id)) {
            Some(id) => format!("{name}{}", remark(labels, id)),
            None => name,
        },
    };
    let args: Vec<(&str, String)> = note.args.iter().map(|(k, v)| (k.as_str(), place(v))).collect();
    let borrowed: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
    labels.words.fill(&format!("note.{}", note.id), &borrowed)
}

/// Whether a note says on which days an event was.
fn gives_days(note: &str) -> bool {
    matches!(note, "event" | "event-day") || note.starts_with("event-window")
}

/// What is remarked on an event, in brackets.
fn remark(labels: Labels<'_>, event: &str) -> String {
    let event = labels.subject.events.iter().find(|e| e.id == event);
    let remark = event.map(|e| e.remark.get(labels.words.lang())).unwrap_or_default();
    if remark.is_empty() { String::new() } else { format!(" ({remark})") }
}

fn resolve(labels: Labels<'_>, text: &str) -> String {
    if let Some((dim, code)) = text.strip_prefix("code:").and_then(|rest| rest.split_once(':')) {
        return labels.code(dim, code);
    }
    if let Some(id) = text.strip_prefix("source:") {
        let series = labels.subject.series.iter().find(|s| s.id == id);
        return series.map(|s| s.source.get(labels.words.lang()).to_owned()).unwrap_or_default();
    }
    if let Some((dim, year)) = text.strip_prefix("population:").and_then(|rest| rest.split_once(':')) {
        let tiles = labels.subject.dimension(dim).and_then(|d| d.codes.tiles.as_ref());
        let year = year.parse::<i32>().ok();
        let population = year.and_then(|year| tiles?.populations.iter().find(|p| p.year == year));
        return population.map(|p| p.source.get(labels.words.lang()).to_owned()).unwrap_or_default();
    }
    if let Some((dim, at)) = text.strip_prefix("change:").and_then(|rest| rest.split_once(':')) {
        let changes = labels.subject.dimension(dim).map(|d| d.codes.changes.as_slice()).unwrap_or_default();
        let change = at.parse::<usize>().ok().and_then(|at| changes.get(at));
        return change.map(|c| c.note.get(labels.words.lang()).to_owned()).unwrap_or_default();
    }
    if let Some(day) = text.strip_prefix("date:").and_then(|d| d.parse::<NaiveDate>().ok()) {
        return labels.words.date(day);
    }
    text.to_owned()
}

/// The letter of a flag.
#[must_use]
pub fn sign(flag: Flag) -> char {
    match flag {
        Flag::Provisional => 'p',
        Flag::Revised => 'r',
        Flag::Break => 'b',
        Flag::LowReliability => 'u',
        Flag::Estimated => 'e',
        Flag::PartialYear => 'd',
        Flag::Rounded => 'a',
    }
}

/// The flags of a cell that stand beside its number: a note under the table says that all are rounded.
pub fn signed<'f>(table: &SafeTable, flags: &'f BTreeSet<Flag>) -> impl Iterator<Item = Flag> + use<'f> {
    let noted = table.notes().iter().any(|n| n.id == ROUNDED);
    flags.iter().copied().filter(move |f| !(noted && *f == Flag::Rounded))
}

/// All signs that a table prints, in the order of the legend. `–` stands for what cannot be computed.
#[must_use]
pub fn signs_of(table: &SafeTable) -> BTreeSet<char> {
    let mut signs = BTreeSet::new();
    for row in 0..table.rows().len() {
        for col in 0..table.cols().len() {
            let cell = table.cell(row, col);
            let number = cell.value().number().is_some();
            signs.extend(signed(table, cell.flags()).filter(|_| number).map(sign));
            match cell.value() {
                Safe::Hidden => {
                    signs.insert('c');
                }
                Safe::Missing(Missing::NotApplicable) => {
                    signs.insert('z');
                }
                Safe::Missing(
                    Missing::NotAvailable
                    | Missing::TooMuchUnknown
                    | Missing::BesidePublished
                    | Missing::PastLimit,
                ) => {
                    signs.insert('x');
                }
                Safe::Missing(Missing::Undefined) => {
                    signs.insert('–');
                }
                Safe::Number(_) => {}
            }
        }
    }
    signs
}

/// Signs with their meaning.
#[must_use]
pub fn legend(labels: Labels<'_>, signs: &BTreeSet<char>) -> Vec<(String, String)> {
    let threshold = labels.words.count(labels.subject.threshold);
    let withheld = match (labels.subject.protection.method, labels.subject.protection.zeros) {
        (Method::Rounding { .. }, _) => "sign.c.rounded",
        (Method::Hiding, Zeros::Printed) => "sign.c.long",
        (Method::Hiding, Zeros::MayBeHidden) => "sign.c.or_zero",
    };
    signs
        .iter()
        .map(|s| match s {
            '–' => ("–".to_owned(), labels.words.get("sign.none").to_owned()),
            'c' => ("[c]".to_owned(), labels.words.fill(withheld, &[("threshold", &threshold)])),
            s => (format!("[{s}]"), labels.words.get(&format!("sign.{s}")).to_owned()),
        })
        .collect()
}
