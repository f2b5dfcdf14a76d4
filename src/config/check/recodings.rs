//! `values:` and `yes_no:` of a column against the codes of the line.

use std::collections::BTreeSet;

use crate::base::{code, did_you_mean, fold};
use crate::config::schema::{Dimension, Helpline, NO, Outcome, TIMED, YES};
use crate::config::yaml::Node;

/// Refuses values that are no code, and no word for a missing value.
pub fn recodings(target: &str, column: &Node<'_>, line: &Helpline) {
    let known = meanings(target, column, line);
    for (_, value) in column.entry("values").map(|n| n.entries()).unwrap_or_default() {
        if let (Some(known), Some(text)) = (&known, value.text())
            && !known.contains(&fold(&text))
            && line.silent.of(&fold(&text)).is_none()
            && !(takes_numbers(target, line) && text.starts_with(|c: char| c.is_ascii_digit()))
        {
            if known.contains("yes") || line.dimension(target).is_none() && takes_numbers(target, line) {
                let what = if known.contains("yes") { "neither yes nor no" } else { "no number" };
                let hint = "or write blank, unknown or unclear for a text that says nothing";
                value.problem(code::C025, format!("`{text}` is {what}"), hint);
            } else {
                unknown(&value, target, &text, known.iter().map(String::as_str));
            }
        }
    }
    let Some(dimension) = line.dimension(target) else { return };
    for (code, node) in column.entry("yes_no").map(|n| n.entries()).unwrap_or_default() {
        if dimension.codes.position(&code).is_none() {
            unknown(&node, target, &code, dimension.codes.codes.iter().map(|c| c.id.as_str()));
        }
    }
}

fn unknown<'k>(node: &Node<'_>, target: &str, text: &str, known: impl Iterator<Item = &'k str>) {
    let hint = did_you_mean(text, known)
        .map_or_else(|| "use the id of a code".to_owned(), |k| format!("did you mean `{k}`?"));
    node.problem(code::C025, format!("`{text}` is no code of `{target}`"), hint);
}

/// Whether a text may be recoded to a number: in columns of spans and counts, and of dimensions with bands.
fn takes_numbers(target: &str, line: &Helpline) -> bool {
    let banded = |d: &Dimension| d.codes.codes.iter().any(|c| c.band.is_some());
    TIMED.contains(&target) || target == "victims" || line.dimension(target).is_some_and(banded)
}

/// All texts, folded, that mean something in a column, beside the words for a missing value. `None` when any text may
/// stand there.
fn meanings(target: &str, column: &Node<'_>, line: &Helpline) -> Option<BTreeSet<String>> {
    let open = ["unknown", "unclear", "blank"].map(str::to_owned);
    if ["justified", "case_file"].contains(&target) || column.entry("yes_no").is_some() {
        let answers = YES.iter().chain(NO).map(|w| (*w).to_owned());
        return Some(answers.chain(open).collect());
    }
    let mut known: BTreeSet<String> = match target {
        "channel" => {
            let texts = line
                .channels
                .iter()
                .flat_map(|c| std::iter::once(&c.id).chain(c.label.0.values()).chain(&c.aliases));
            texts.map(|t| fold(t)).collect()
        }
        "outcome" => Outcome::ALL.iter().map(|o| o.id().to_owned()).collect(),
        target if takes_numbers(target, line) && line.dimension(target).is_none() => BTreeSet::new(),
        dim => {
            let codes = &line.dimension(dim)?.codes.codes;
            let texts =
                codes.iter().flat_map(|c| std::iter::once(&c.id).chain(c.label.0.values()).chain(&c.aliases));
            let folded = line.dimension(dim)?.codes.spellings.keys().cloned();
            texts.map(|t| fold(t)).chain(folded).collect()
        }
    };
    known.extend(open);
    Some(known)
}
