//! Cells as codes and numbers.

use std::collections::BTreeMap;

use crate::base::fold;
use crate::config::Unit;
use crate::validation::Spellings;

use super::dialect::{Dialect, literally};
use super::letters;

/// Texts in a list.
pub(super) fn list<'t>(dialect: Dialect, texts: impl IntoIterator<Item = &'t str>) -> String {
    texts.into_iter().map(|text| dialect.text(text)).collect::<Vec<_>>().join(", ")
}

/// The texts of each code, in the order of the codes.
fn by_code(spellings: &Spellings) -> BTreeMap<&str, Vec<&str>> {
    let mut codes: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (text, code) in &spellings.codes {
        codes.entry(code).or_default().push(text);
    }
    codes
}

/// The code of a folded text; nothing where it has none.
pub(super) fn code(dialect: Dialect, folded: &str, spellings: &Spellings) -> String {
    let whens: String = by_code(spellings)
        .into_iter()
        .map(|(code, texts)| {
            format!(" WHEN {folded} IN ({}) THEN {}", list(dialect, texts), dialect.text(code))
        })
        .collect();
    format!("CASE{whens} END")
}

/// Whether it is not known what a folded text without a code means: it has letters that are not compared, is a list as
/// programs write them, or holds digits that may be an age.
pub(super) fn unsure(dialect: Dialect, folded: &str, code: &str, bands: bool) -> String {
    let mut doubts =
        vec![dialect.matches(folded, &letters::unknown()), dialect.matches(folded, &format!("^{LIST}"))];
    if bands {
        doubts.push(dialect.matches(folded, "[0-9\u{bc}\u{bd}\u{be}]"));
    }
    format!("{code} IS NULL AND ({})", doubts.join(" OR "))
}

/// A cell with several answers between separators: its parts, each between two bars of its own.
pub(super) fn parts(dialect: Dialect, folded: &str, separator: &str) -> String {
    let mark = literally(&fold(separator));
    // Spaces around separators go first; then each part has its own bars.
    let bare = dialect.replaced(folded, &format!(" *{mark} *"), "||");
    format!("CONCAT('|', {bare}, '|')")
}

/// The codes of a cell with several answers, in the order of the list, with a bar behind each; and whether that is not
/// known.
pub(super) fn several(
    dialect: Dialect,
    parts: &str,
    spellings: &Spellings,
    order: &[(String, bool)],
) -> (String, String) {
    let codes = by_code(spellings);
    let known: Vec<String> = spellings.codes.keys().filter(|t| !t.is_empty()).map(|t| literally(t)).collect();
    let rest = dialect.replaced(parts, &format!("[|]({})?[|]", known.join("|")), "");
    let unclear = spellings.other.clone().unwrap_or_default();
    let holds = |code: &str| {
        let texts = codes.get(code).map_or(&[][..], Vec::as_slice);
        let mut any: Vec<String> = texts
            .iter()
            .filter(|text| !text.is_empty())
            .map(|text| format!("POSITION({} IN {parts}) > 0", dialect.text(&format!("|{text}|"))))
            .collect();
        if code == unclear {
            any.push(format!("{rest} <> ''"));
        }
        any
    };
    // A blank among answers says nothing.
    let answers: Vec<String> = order
        .iter()
        .filter(|(_, blank)| !blank)
        .map(|(code, _)| (code, holds(code)))
        .filter(|(_, any)| !any.is_empty())
        .map(|(code, any)| {
            format!("CASE WHEN {} THEN {} ELSE '' END", any.join(" OR "), dialect.text(&format!("{code}|")))
        })
        .collect();
    let blank =
        order.iter().find(|(_, blank)| *blank).map(|(code, _)| format!("{code}|")).unwrap_or_default();
    let all = format!("COALESCE(NULLIF(CONCAT({}), ''), {})", answers.join(", "), dialect.text(&blank));
    let odd = [letters::unknown(), format!("[|]{LIST}")].map(|p| dialect.matches(&rest, &p));
    (all, format!("{rest} <> '' AND ({})", odd.join(" OR ")))
}

/// How a list begins that a program wrote as a text.
const LIST: &str = "(\\[|[{]|c[(])";

/// Plain digits.
const DIGITS: &str = "^[0-9]{1,9}$";

/// A cell as a whole number of seconds, or of people where it has no unit: nothing where it says nothing, -1 where it
/// is not believed. With it, whether that is not known.
pub(super) fn number(
    dialect: Dialect,
    (cell, folded, silent): (&str, &str, &str),
    unit: Option<Unit>,
    limit: u32,
) -> (String, String) {
    let digits = dialect.matches(cell, DIGITS);
    let value = dialect.whole(cell);
    let value = match unit {
        Some(Unit::Milliseconds) => format!("CAST(FLOOR(({value} + 500) / 1000.0) AS BIGINT)"),
        Some(unit) if unit != Unit::Seconds => format!("{value} * {}", unit.seconds() as u64),
        _ => value,
    };
    let number = format!(
        "CASE WHEN {folded} IN ({silent}) THEN NULL WHEN {digits} THEN CASE WHEN {value} > {limit} THEN -1 ELSE {value} END \
         ELSE -1 END"
    );
    (number, format!("{folded} NOT IN ({silent}) AND NOT ({digits})"))
}
