//! A text that stands in a settings file: its references are filled in as those of the commentary are.

use std::collections::BTreeSet;

use super::markdown::{CLOSE, Glyph, OPEN};
use super::resolve::{Places, Shelf, fill};
use super::{Passage, Piece, Slot, Style};
use crate::base::{Findings, Lang};
use crate::config::TextPlace;
use crate::validation::InputFile;

/// The text with its references filled in from the reports named, and what is wrong with them.
#[must_use]
pub fn inline(text: &str, at: &TextPlace, lang: Lang, shelves: &[Shelf<'_>]) -> (Piece, Findings) {
    let mut findings = Findings::default();
    let place = |byte: usize| at.of(text, byte);
    let places = Places { file: &at.file, of: &place };
    let (glyphs, cited) = fill(shelves, &places, &glyphs(text), &mut findings);
    let passage = Passage {
        text: glyphs.iter().map(|g| g.c).collect(),
        places: glyphs.iter().map(|g| place(g.at)).collect(),
        cited,
    };
    let piece = Piece {
        file: at.file.clone(),
        slot: Slot::Foreword,
        lang,
        title: String::new(),
        author: String::new(),
        case: false,
        accept: BTreeSet::new(),
        input: InputFile { path: at.file.clone(), sha256: String::new(), bytes: 0, rows: 0 },
        blocks: Vec::new(),
        passages: vec![passage],
    };
    (piece, findings)
}

/// The characters of a text; a brace behind a backslash is a brace.
fn glyphs(text: &str) -> Vec<Glyph> {
    let mut found: Vec<Glyph> = Vec::new();
    for (at, c) in text.char_indices() {
        let escaped = found.last().is_some_and(|g| g.c == '\\' && g.at + 1 == at);
        let c = match c {
            '{' if escaped => OPEN,
            '}' if escaped => CLOSE,
            c => c,
        };
        if escaped && matches!(c, OPEN | CLOSE) {
            found.pop();
        }
        found.push(Glyph { c, style: Style::Plain, at });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::inline;
    use crate::base::Lang;
    use crate::config::TextPlace;

    #[test]
    fn a_reference_without_a_report_is_told_with_its_place() {
        let settings = format!(r"{}{}: é {{contacts-per-year}} x", "# A line.\n".repeat(6), "a".repeat(17));
        let at = TextPlace::of_key("q.yaml", &settings, &"a".repeat(17));
        let (_, findings) = inline("é {contacts-per-year} x", &at, Lang::nl(), &[]);
        assert_eq!(findings.0.len(), 1);
        assert_eq!(findings.0[0].place.as_ref().map(ToString::to_string).as_deref(), Some("q.yaml:7:22"));
        let settings = settings.replace("é {contacts-per-year} x", r"\{contacts-per-year\}: 12");
        let at = TextPlace::of_key("q.yaml", &settings, &"a".repeat(17));
        let (piece, findings) = inline(r"\{contacts-per-year\}: 12", &at, Lang::nl(), &[]);
        assert!(findings.0.is_empty());
        assert_eq!(piece.passages[0].text.iter().collect::<String>(), "{contacts-per-year}: 12");
        assert_eq!(piece.passages[0].places.last(), Some(&(7, 20 + 24)));
    }
}
