//! What is said of an edition as a whole: what happened since the one it replaces, how much changed, what
//! is no longer there, and why.

use super::Facts;
use crate::disclosure::SafeTable;
use crate::document::model::Block;
use crate::edition::Grade;
use crate::narrative::caption;
use crate::words::Labels;

/// What happened, as far as it is known: only where numbers changed can data have been corrected.
pub fn intro(labels: Labels<'_>, facts: &Facts) -> String {
    let (words, revision) = (labels.words, &facts.revision);
    let files = || revision.inputs.iter().filter(|i| i.is_delivery());
    let lost = files().count() > 0 && files().all(|i| !i.after) && revision.reasons.is_empty();
    let corrected = files().count() > 0 || !revision.reasons.is_empty();
    let what = match (revision.changes.is_empty(), lost, corrected) {
        (_, true, _) => "lost",
        (true, ..) => "same",
        (false, _, true) => "improved",
        (false, _, false) => "changed",
    };
    let what = format!("revision.intro.{what}");
    let mut sentences = vec![words.get(&what)];
    if !revision.revised().is_empty() {
        sentences.push(words.get("revision.intro.sign"));
    }
    if !revision.changes.is_empty() {
        sentences.push(words.get("revision.intro.shown"));
    }
    sentences.join(" ")
}

/// Figures of which the replaced edition has cells that this one has not, by what they are called here, or,
/// when they are here no more, by what that edition said of them.
fn left_out(labels: Labels<'_>, facts: &Facts, tables: &[SafeTable]) -> Vec<(String, String)> {
    let words = labels.words;
    let (lang, said) = (words.lang().code(), &facts.sentences_before);
    let name = |figure: &str| {
        let here = tables.iter().find(|t| t.figure().is(figure)).map(|t| caption(t, labels));
        let before = || said.iter().find(|s| s.lang == lang && s.figure == figure).map(|s| s.text.clone());
        here.or_else(before).unwrap_or_else(|| figure.to_owned())
    };
    let item = |(figure, n): (&String, &u64)| {
        let text = words.fill("revision.removed.text", &[("name", &name(figure)), ("n", &words.count(*n))]);
        (words.get("revision.removed").to_owned(), text)
    };
    facts.revision.removed.iter().map(item).collect()
}

/// How many figures changed, by weight, and what else is different.
pub fn counts(labels: Labels<'_>, facts: &Facts, tables: &[SafeTable]) -> Option<Block> {
    let (words, revision) = (labels.words, &facts.revision);
    let of = |grade: Grade| revision.changes.iter().filter(|c| c.grade == grade).count() as u64;
    let mut items = Vec::new();
    let mut add = |key: &str, text: String| items.push((words.get(key).to_owned(), text));
    if !revision.changes.is_empty() {
        let [serious, minor, tiny] = [Grade::Serious, Grade::Minor, Grade::Tiny].map(|g| words.count(of(g)));
        let places = [("serious", serious.as_str()), ("minor", &minor), ("tiny", &tiny)];
        add("revision.changed", words.fill("revision.changed.text", &places));
    }
    let (added, removed): (u64, u64) = (revision.added.values().sum(), revision.removed.values().sum());
    if added + removed > 0 {
        let (added, removed) = (words.count(added), words.count(removed));
        let places = [("added", added.as_str()), ("removed", &removed)];
        add("revision.cells", words.fill("revision.cells.text", &places));
    }
    let settled: Vec<String> = revision.settled.iter().filter(|p| p.len() == 4).map(String::clone).collect();
    if !settled.is_empty() {
        add("revision.settled", words.fill("revision.settled.text", &[("years", &settled.join(", "))]));
    }
    items.extend(left_out(labels, facts, tables));
    (!items.is_empty()).then_some(Block::Terms { items })
}

/// Corrections by their reasons, and files that were delivered anew.
pub fn reasons(labels: Labels<'_>, facts: &Facts) -> Vec<Block> {
    let (words, revision) = (labels.words, &facts.revision);
    let mut items: Vec<(String, String)> = revision
        .reasons
        .iter()
        .map(|reason| (words.get("revision.correction").to_owned(), reason.clone()))
        .collect();
    let gone: Vec<String> = labels.subject.no_longer_kept.iter().map(i32::to_string).collect();
    if !gone.is_empty() && !revision.removed.is_empty() {
        let text = words.fill("revision.gone.text", &[("years", &words.listed(&gone))]);
        items.push((words.get("revision.gone").to_owned(), text));
    }
    // The editor's words are no delivery; of other years they are no part of this report.
    let own = format!("/commentary/{}/", facts.year);
    if revision.inputs.iter().any(|i| i.path.contains(&own)) {
        items.push((words.get("revision.words").to_owned(), words.get("revision.words.text").to_owned()));
    }
    for input in revision.inputs.iter().filter(|i| i.is_delivery()) {
        let name = input.path.split_once('/').map_or(input.path.as_str(), |(_, rest)| rest);
        // How many rows a file has is not told: a file of one month or one team is a count of its own.
        let key = match (input.before, input.after) {
            (true, true) => "revision.input.changed",
            (false, _) => "revision.input.new",
            (true, false) => "revision.input.gone",
        };
        items.push((words.get("revision.input").to_owned(), words.fill(key, &[("file", name)])));
    }
    if items.is_empty() {
        return Vec::new();
    }
    vec![Block::Heading { text: words.get("revision.reasons").to_owned() }, Block::Terms { items }]
}
