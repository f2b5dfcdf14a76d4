//! Shares as people say them: a simple ratio where the rule of [`wording`](super::wording) allows one, with the
//! exact percentage beside it; the percentage alone where it does not.

use super::Words;
use super::wording::{Nearness, simple_ratio};
use crate::base::Num;

/// A share in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worded {
    /// "ruim een op de vier oproepen (27,3 %)", or "12,7 % van de oproepen".
    pub text: String,
    /// The number its verb stands in: 1 or 2.
    pub number: u64,
}

impl Words {
    /// A share of things that are named; nothing where the whole is nothing.
    #[must_use]
    pub fn share_of(&self, part: i128, whole: i128, unit: &str) -> Option<Worded> {
        let percent = self.percent(Num::quotient(100, part, whole, 1)?);
        let ratio = self.ratio(part, whole, &[("unit", &self.grammar().declined(unit))], ".of");
        Some(match ratio {
            Some((ratio, number)) => {
                Worded { text: self.fill("ratio.exact", &[("x", &ratio), ("percent", &percent)]), number }
            }
            None => Worded { text: self.percent_of(part, whole, unit)?, number: 2 },
        })
    }

    /// The same without a ratio: "27,3 % van de oproepen".
    #[must_use]
    pub fn percent_of(&self, part: i128, whole: i128, unit: &str) -> Option<String> {
        let percent = self.percent(Num::quotient(100, part, whole, 1)?);
        Some(
            self.fill("ratio.percent.of", &[("percent", &percent), ("unit", &self.grammar().declined(unit))]),
        )
    }

    /// A share of what was named before: "een op de vier (25,0 %)", "12,7 %".
    #[must_use]
    pub fn share_alone(&self, part: i128, whole: i128) -> Option<String> {
        let percent = self.percent(Num::quotient(100, part, whole, 1)?);
        Some(match self.ratio(part, whole, &[], "") {
            Some((ratio, _)) => self.fill("ratio.exact", &[("x", &ratio), ("percent", &percent)]),
            None => percent,
        })
    }

    /// "bijna de helft", with the number of its verb.
    fn ratio(&self, part: i128, whole: i128, args: &[(&str, &str)], form: &str) -> Option<(String, u64)> {
        let (nearness, a, b) = simple_ratio(part, whole)?;
        let ratio = self.fill(&format!("ratio.{a}.{b}{form}"), args);
        let near = match nearness {
            Nearness::Almost => self.fill("ratio.almost", &[("x", &ratio)]),
            Nearness::Over => self.fill("ratio.over", &[("x", &ratio)]),
            _ => ratio,
        };
        Some((near, if a == 1 { 1 } else { 2 }))
    }
}

#[cfg(test)]
mod tests {
    use super::super::wording::FRACTIONS;
    use super::Words;
    use crate::base::Lang;

    #[test]
    fn a_share_is_said_as_the_language_says_it() {
        let plain = |s: String| s.replace(['\u{a0}', '\u{202f}'], " ");
        let said = |lang, part, unit: &str| plain(Words::of(lang).share_of(part, 1000, unit).unwrap().text);
        assert_eq!(said(Lang::nl(), 262, "oproepen"), "ruim een op de vier oproepen (26,2 %)");
        assert_eq!(said(Lang::nl(), 480, "oproepen"), "bijna de helft van de oproepen (48,0 %)");
        assert_eq!(said(Lang::nl(), 130, "oproepen"), "ruim een op de acht oproepen (13,0 %)");
        assert_eq!(said(Lang::nl(), 15, "oproepen"), "1,5 % van de oproepen");
        assert_eq!(said(Lang::fr(), 262, "appels"), "un peu plus d’un quart des appels (26,2 %)");
        assert_eq!(said(Lang::fr(), 520, "appels"), "un peu plus de la moitié des appels (52,0 %)");
        assert_eq!(said(Lang::fr(), 870, "appels"), "près de neuf appels sur dix (87,0 %)");
        assert_eq!(said(Lang::en(), 250, "calls"), "one in four calls (25.0%)");
        assert_eq!(said(Lang::en(), 480, "calls"), "almost half of calls (48.0%)");
        let german = |unit| said(Lang::de(), 262, unit);
        assert_eq!(german("Anrufe"), "gut ein Viertel der Anrufe (26,2 %)");
        assert_eq!(
            german("nicht angenommene Anrufe"),
            "gut ein Viertel der nicht angenommenen Anrufe (26,2 %)"
        );
        assert_eq!(
            german("Anrufe, bei denen dies erfasst wurde"),
            "gut ein Viertel der Anrufe, bei denen dies erfasst wurde (26,2 %)"
        );
        assert_eq!(Words::of(Lang::nl()).share_of(3, 0, "oproepen"), None);
    }

    #[test]
    fn what_follows_a_share_stands_in_its_number() {
        let number = |part| Words::of(Lang::nl()).share_of(part, 1000, "oproepen").unwrap().number;
        assert_eq!([number(250), number(500), number(667), number(15)], [1, 1, 2, 2]);
    }

    #[test]
    fn every_ratio_has_its_words_in_every_language() {
        for lang in Lang::shipped() {
            let words = Words::of(lang);
            for (a, b) in FRACTIONS {
                for part in [a * 1000, a * 950, a * 1050] {
                    let named = words.share_of(part, b * 1000, "UNIT").unwrap().text;
                    let alone = words.share_alone(part, b * 1000).unwrap();
                    for text in [&named, &alone] {
                        assert!(!text.contains("ratio.") && !text.contains('{'), "{} {text}", lang.code());
                        assert!(!text.contains("de un ") && !text.contains("  "), "{} {text}", lang.code());
                    }
                    assert!(named.contains("UNIT") && !alone.contains("UNIT"), "{named}, {alone}");
                }
            }
        }
    }
}
