//! Code lists out of the texts of a column. A text is only written where its column is one of codes and the text occurs
//! at least as often as the threshold.

use std::collections::BTreeSet;

use super::lexicon;
use super::model::CodeDraft;
use crate::base::{Lang, fold};
use crate::config::CodeList;

/// Longest id, in letters.
const LONGEST: usize = 40;
/// Lowest ages of the bands that are proposed.
const BANDS: [u32; 8] = [0, 12, 18, 25, 35, 45, 55, 65];

/// An id of small letters, digits and underscores out of a text; empty when it has none of these.
pub(super) fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in fold(text).chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c);
        } else if !out.ends_with('_') && !out.is_empty() {
            out.push('_');
        }
    }
    let cut: String = out.chars().take(LONGEST).collect();
    cut.trim_end_matches('_').to_owned()
}

/// An id that is not taken yet; `otherwise` where the text has no letters for one.
pub(super) fn unused(text: &str, otherwise: &str, taken: &dyn Fn(&str) -> bool) -> String {
    let base = match slug(text) {
        empty if empty.is_empty() => otherwise.to_owned(),
        base => base,
    };
    let mut id = base.clone();
    let mut n = 2;
    while taken(&id) {
        id = format!("{base}_{n}");
        n += 1;
    }
    id
}

/// The codes of texts with their numbers: the largest first, or by the number they begin with; the rest behind.
pub(super) fn codes(mut texts: Vec<(String, u64)>) -> (Vec<CodeDraft>, bool) {
    let begins = |text: &str| {
        let digits: String = text
            .trim_start_matches(['<', '>', ' ', '-', '='])
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        digits.parse::<u32>().ok()
    };
    let ordered = texts.len() > 1 && texts.iter().all(|(text, _)| begins(text).is_some());
    if ordered {
        texts.sort_by_key(|(text, _)| (begins(text), !text.starts_with('<'), text.clone()));
    } else {
        texts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    }
    let (others, texts): (Vec<_>, Vec<_>) = texts.into_iter().partition(|(text, _)| lexicon::is_other(text));
    let labels: BTreeSet<String> = texts.iter().map(|(text, _)| fold(text)).collect();
    let mut made: Vec<CodeDraft> = Vec::new();
    for (text, rows) in texts {
        let own = fold(&text);
        let special = ["unknown", "unclear", "blank", "other"];
        let taken = |id: &str| {
            special.contains(&id) || made.iter().any(|c| c.id == id) || (id != own && labels.contains(id))
        };
        let id = unused(&text, "code", &taken);
        made.push(CodeDraft { id, label: text.trim().to_owned(), rows, ..CodeDraft::default() });
    }
    if let Some(((label, _), more)) = others.split_first() {
        made.push(CodeDraft {
            id: "other".to_owned(),
            label: label.trim().to_owned(),
            aliases: more.iter().map(|(text, _)| text.trim().to_owned()).collect(),
            rows: others.iter().map(|(_, n)| n).sum(),
            other: true,
            ..CodeDraft::default()
        });
    }
    (made, ordered)
}

/// Bands of ages.
pub(super) fn bands() -> Vec<CodeDraft> {
    let band = |(at, from): (usize, &u32)| {
        let to = BANDS.get(at + 1).map(|next| next - 1);
        let label = to.map_or_else(|| format!("{from}+"), |to| format!("{from}-{to}"));
        let id = to.map_or_else(|| format!("{from}_plus"), |to| format!("{from}_{to}"));
        CodeDraft { id, label, band: Some((*from, to)), ..CodeDraft::default() }
    };
    BANDS.iter().enumerate().map(band).collect()
}

/// Yes and no in a language.
pub(super) fn yes_no(lang: Lang) -> [(&'static str, &'static str); 2] {
    ["yes", "no"].map(|answer| (answer, lang.words().find(&format!("answer.{answer}")).unwrap_or(answer)))
}

/// The name of a column as a person would write it.
pub(super) fn human(name: &str) -> String {
    let last = name.rsplit('/').next().unwrap_or(name);
    let text = last.replace('_', " ");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => name.to_owned(),
    }
}

/// Whether a code list that is there knows all of these texts.
pub(super) fn knows(list: &CodeList, texts: &[(String, u64)]) -> bool {
    texts.iter().all(|(text, _)| meaning(list, text).is_some())
}

/// The code of a list that a text means.
pub(super) fn meaning<'l>(list: &'l CodeList, text: &str) -> Option<&'l str> {
    let folded = fold(text);
    let is = |word: &String| fold(word) == folded;
    let code =
        list.codes.iter().find(|c| is(&c.id) || c.label.0.values().any(is) || c.aliases.iter().any(is));
    code.map(|c| c.id.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(texts: &[&str]) -> (Vec<String>, bool) {
        let (codes, ordered) = codes(texts.iter().map(|t| ((*t).to_owned(), 9)).collect());
        (codes.into_iter().map(|c| c.id).collect(), ordered)
    }

    #[test]
    fn ids_are_different_and_say_one_thing() {
        assert_eq!(slug("Économique & patrimonial"), "economique_patrimonial");
        assert_eq!(made(&["a b", "a_b", "Andere", "Other"]).0, ["a_b_2", "a_b", "other"]);
        assert_eq!(made(&["日本", "中国"]).0, ["code", "code_2"]);
        assert_eq!(made(&["18-25", "<12", "65+"]), (vec!["12".into(), "18_25".into(), "65".into()], true));
        assert_eq!(made(&["unknown x", "blank!"]).0, ["blank_2", "unknown_x"]);
    }
}
