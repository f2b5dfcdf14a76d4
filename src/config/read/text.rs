//! Texts per language, and where they stand.

use std::collections::BTreeMap;

use crate::base::{Lang, code};
use crate::config::schema::Text;
use crate::config::yaml::{Map, Node, TextPlace};

/// A text per language, given as `nl:`, `fr:`, … keys of a mapping that holds other keys too.
pub fn labels(map: &Map<'_>) -> Text {
    let found = map.node().languages().iter().filter_map(|lang| {
        let node = map.get(lang.code())?;
        let text = node.text()?;
        if is_computed(&text) {
            let hint = "it stays as it is; whoever opens codes.csv in a spreadsheet must import its columns as \
                        text, unless the label begins with a letter";
            node.doubt(code::C150, format!("a spreadsheet takes {} for a formula", node.shown()), hint);
        }
        Some((lang, text))
    });
    Text(found.collect())
}

/// Whether a spreadsheet that opens a text file would take a cell for a formula. It does not with `-12 jaar`.
fn is_computed(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(['+', '-']) else {
        return text.starts_with(['=', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    };
    let calls = rest.char_indices().any(|(at, c)| {
        c == '(' && rest[..at].chars().next_back().is_some_and(|before| before.is_alphanumeric())
    });
    let sums = !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit() || " .,+-*/^%:".contains(c));
    calls || sums || rest.contains(['|', '!'])
}

/// A text per language, given as a plain text (Dutch) or as a mapping of languages.
pub fn text(node: Option<Node<'_>>) -> Text {
    let Some(node) = node else { return Text::default() };
    if node.value().is_mapping() {
        let map = node.map(Vec::new());
        let text = labels(&map);
        map.finish();
        text
    } else {
        node.text().filter(|t| !t.is_empty()).map(|t| Text::same(&t)).unwrap_or_default()
    }
}

/// Where each language of a text begins.
pub fn places(text: &Text, node: Option<&Node<'_>>) -> BTreeMap<Lang, TextPlace> {
    let Some(node) = node else { return BTreeMap::new() };
    let own = |lang: &Lang| match node.entry(lang.code()) {
        Some(entry) => TextPlace::of_node(&entry),
        None => TextPlace::of_node(node),
    };
    text.0.keys().map(|lang| (*lang, own(lang))).collect()
}

#[cfg(test)]
mod tests {
    use super::is_computed;

    #[test]
    fn formulas_are_told_from_labels_with_a_sign() {
        for text in ["=1", "=cmd|' /C calc'!A0", "@SUM(A1)", "+SUM(A1)", "-1+2", "-12", "+1!A", "-a|b", "＝1"]
        {
            assert!(is_computed(text), "{text}");
        }
        for text in
            ["-12 jaar", "+18 jaar", "+18 jaar (volwassen)", "+49 {value}", "18+", "", "-", "–5", "e@x"]
        {
            assert!(!is_computed(text), "{text}");
        }
    }
}
