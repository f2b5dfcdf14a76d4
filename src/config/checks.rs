//! Contradictions that only show when parts of a file are read together.

use std::collections::{BTreeMap, BTreeSet};

use super::schema::{Code, Dimension, Helpline, NO, Outcome, TARGETS, TIMED, YES};
use super::yaml::{Map, Node, checked_id};
use super::{callers, columns, figure_names};
use crate::base::{code, did_you_mean, fold};

/// Which code or channel each spelling stands for.
#[derive(Default)]
pub struct Spellings(BTreeMap<String, String>);

impl Spellings {
    /// Adds the spellings of one; a spelling that another has already is a problem.
    pub fn add<'t>(&mut self, owner: &str, texts: impl Iterator<Item = &'t String>, node: &Node<'_>) {
        for text in texts {
            let before = self.0.entry(fold(text)).or_insert_with(|| owner.to_owned());
            if before != owner {
                let message = format!("`{text}` stands for both `{before}` and `{owner}`");
                node.problem(code::C018, message, "let it be a name or alias of one of the two");
            }
        }
    }
}

/// A band must not end before it starts, nor overlap those before it.
pub fn bands(code: &Code, before: &[Code], node: &Node<'_>) {
    let Some((from, to)) = code.band else { return };
    if from > to {
        node.problem(
            code::C019,
            format!("the band of `{}` ends before it starts", code.id),
            "check `from` and `to`",
        );
    }
    let overlaps = |c: &&Code| c.band.is_some_and(|(a, b)| a <= to && from <= b);
    if let Some(other) = before.iter().find(overlaps) {
        node.problem(
            code::C019,
            format!("the bands of `{}` and `{}` overlap", other.id, code.id),
            "both ends belong to a band: let the next one start one higher",
        );
    }
}

/// Names that cells of figures use for something else.
const TAKEN: [&str; 18] = [
    "month",
    "weekday",
    "hour",
    "rule",
    "variable",
    "vintage",
    "year",
    "event",
    "baseline",
    "control",
    "compared",
    "target",
    "brand",
    "origin",
    "caller",
    "frequency",
    "later",
    "closed_within",
];

/// Checks of a whole line.
pub fn line(map: &Map<'_>, line: &Helpline) {
    if let (Some(since), Some(until), Some(node)) = (line.since, line.until, map.get("until"))
        && until < since
    {
        node.problem(code::C015, "the line ends before it starts", "check `since` and `until`");
    }
    for key in ["years", "languages", "stages"] {
        if let Some(node) = map.get(key).filter(|n| n.items().is_empty()) {
            node.problem(code::C038, format!("`{key}` is empty"), "name at least one, or leave the key away");
        }
    }
    for (id, node) in map.get("dimensions").map(|n| n.entries()).unwrap_or_default() {
        if TAKEN.contains(&id.as_str()) || TARGETS.contains(&id.as_str()) {
            node.problem(
                code::C037,
                format!("`{id}` cannot be the name of a dimension: it has a meaning already"),
                "choose another name",
            );
        }
    }
    unended(map, line);
    figure_names::check(map.get("figures").as_ref(), line);
    callers::check(map, &line.files);
    columns::check(map, line);
    for file in map.get("files").map(|n| n.items()).unwrap_or_default() {
        for (target, column) in file.entry("columns").map(|n| n.entries()).unwrap_or_default() {
            recodings(&target, &column, line);
        }
    }
}

/// A year that had not ended when its report was dated says up to when its registrations run, and no year
/// says a day after that.
fn unended(map: &Map<'_>, line: &Helpline) {
    let Some(date) = line.date else { return };
    let node = map.get("years");
    for year in line.years.iter().filter(|year| !line.cut_off.contains_key(year)) {
        let end =
            chrono::NaiveDate::from_ymd_opt(*year, 12, 31).filter(|end| line.until.is_none_or(|d| d >= *end));
        if let (Some(node), Some(_)) = (&node, end.filter(|end| *end >= date)) {
            let hint = format!(
                "say up to when the registrations run, e.g. `cut_off: {{{year}: {date}}}`, or correct `date` in workspace.yaml"
            );
            node.problem(
                code::C089,
                format!("{year} had not ended on {date}, the date of the reports"),
                hint,
            );
        }
    }
    for (year, node) in map.get("cut_off").map(|n| n.entries()).unwrap_or_default() {
        if let Some(day) = year.parse().ok().and_then(|y: i32| line.cut_off.get(&y)).filter(|d| **d > date) {
            let message =
                format!("the registrations are said to run to {day}, after {date}, the date of the reports");
            node.problem(code::C090, message, "correct `cut_off`, or `date` in workspace.yaml");
        }
    }
}

/// What `values:` and `yes_no:` name must be codes.
fn recodings(target: &str, column: &Node<'_>, line: &Helpline) {
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

/// Whether a text may be recoded to a number: of spans and counts, and of dimensions with bands.
fn takes_numbers(target: &str, line: &Helpline) -> bool {
    let banded = |d: &Dimension| d.codes.codes.iter().any(|c| c.band.is_some());
    TIMED.contains(&target) || target == "victims" || line.dimension(target).is_some_and(banded)
}

/// All texts, folded, that mean something in a column beside the words that say nothing; `None` when nothing
/// is to be checked.
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

/// Ids of published figures stand once; their dimensions and codes are those of the line.
pub fn published(figures: &[Node<'_>], line: &Helpline) {
    let mut seen = BTreeSet::new();
    for figure in figures {
        if let Some(node) = figure.entry("id")
            && let Some(id) = node.text()
            && checked_id(&id, &node)
            && !seen.insert(id.clone())
        {
            node.problem(
                code::C056,
                format!("the id `{id}` stands twice in this file"),
                "give one of the two figures another id",
            );
        }
        for (dim, node) in &figure.entry("dimensions").map(|n| n.entries()).unwrap_or_default() {
            let Some(codes) = codes(dim, line) else {
                let names =
                    ["channel", "outcome"].into_iter().chain(line.dimensions.iter().map(|d| d.id.as_str()));
                let hint = did_you_mean(dim, names.clone()).map_or_else(
                    || format!("there are: {}", names.collect::<Vec<_>>().join(", ")),
                    |d| format!("did you mean `{d}`?"),
                );
                node.problem(code::C055, format!("`{dim}` is no dimension of this line"), hint);
                continue;
            };
            if let Some(code) = node.text().filter(|c| !codes.contains(&c.as_str())) {
                let hint = did_you_mean(&code, codes).map_or_else(
                    || "use the id of a code or group".to_owned(),
                    |c| format!("did you mean `{c}`?"),
                );
                node.problem(code::C055, format!("`{code}` is no code of `{dim}`"), hint);
            }
        }
    }
}

/// Ids of the codes and groups of a dimension of figures.
fn codes<'l>(dim: &str, line: &'l Helpline) -> Option<Vec<&'l str>> {
    let of = |codes: &'l [Code]| codes.iter().map(|c| c.id.as_str());
    match dim {
        "channel" => {
            Some(line.channels.iter().map(|c| c.id.as_str()).chain(of(&line.channel_groups)).collect())
        }
        "outcome" => Some(Outcome::ALL.iter().map(|o| o.id()).collect()),
        dim => line.dimension(dim).map(|d| of(&d.codes.codes).chain(of(&d.codes.groups)).collect()),
    }
}
