//! Catalogues: `templates/words/*.<lang>.yaml`, embedded.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::config::Lang;

/// The catalogue of one language.
#[derive(Debug)]
pub struct Words {
    lang: Lang,
    entries: BTreeMap<String, String>,
}

/// The files of a language: texts, chart texts, words of the page layout.
macro_rules! part {
    ($lang:literal) => {
        [
            include_str!(concat!("../../templates/words/", $lang, ".yaml")),
            include_str!(concat!("../../templates/words/charts.", $lang, ".yaml")),
            include_str!(concat!("../../templates/words/document.", $lang, ".yaml")),
            include_str!(concat!("../../templates/words/callers.", $lang, ".yaml")),
            include_str!(concat!("../../templates/words/figures.", $lang, ".yaml")),
            include_str!(concat!("../../templates/words/wide.", $lang, ".yaml")),
            include_str!(concat!("../../templates/words/commentary.", $lang, ".yaml")),
            include_str!(concat!("../../templates/words/ratios.", $lang, ".yaml")),
            include_str!(concat!("../../templates/words/exports.", $lang, ".yaml")),
        ]
    };
}

fn parse(lang: Lang, texts: &[&str]) -> Words {
    let mut entries = BTreeMap::new();
    for text in texts {
        // The files are part of the program; a test reads them all.
        let part: BTreeMap<String, String> = serde_yaml::from_str(text).unwrap_or_default();
        entries.extend(part);
    }
    Words { lang, entries }
}

impl Words {
    /// The catalogue of a language; parsed once.
    #[must_use]
    pub fn of(lang: Lang) -> &'static Self {
        static ALL: OnceLock<[Words; 4]> = OnceLock::new();
        let all = ALL.get_or_init(|| {
            [
                parse(Lang::Nl, &part!("nl")),
                parse(Lang::Fr, &part!("fr")),
                parse(Lang::En, &part!("en")),
                parse(Lang::De, &part!("de")),
            ]
        });
        match lang {
            Lang::Nl => &all[0],
            Lang::Fr => &all[1],
            Lang::En => &all[2],
            Lang::De => &all[3],
        }
    }

    /// Its language.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// All keys, for the test that compares languages.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    /// A text; a key that is missing shows itself, so that a reader of the proofs sees it.
    #[must_use]
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.entries.get(key).map_or(key, String::as_str)
    }

    /// A text, when the catalogue has it.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<&str> {
        self.entries.get(key).map(String::as_str)
    }

    /// A text with its places `{name}` filled in.
    #[must_use]
    pub fn fill(&self, key: &str, args: &[(&str, &str)]) -> String {
        let mut text = self.get(key).to_owned();
        for (name, value) in args {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        text
    }

    /// "maart, oktober en november".
    #[must_use]
    pub fn listed(&self, names: &[String]) -> String {
        match names {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => self.fill("join.and", &[("a", &first.join(", ")), ("b", last)]),
        }
    }

    /// Whether the language speaks of this number in the singular: of 1, in French also of 0.
    #[must_use]
    pub fn singular(&self, n: u64) -> bool {
        n == 1 || (n == 0 && self.lang == Lang::Fr)
    }

    /// `key`, or `key.one` where there is one and the number is spoken of in the singular.
    #[must_use]
    pub fn numbered(&self, key: &str, n: u64) -> String {
        let one = format!("{key}.one");
        if self.singular(n) && self.entries.contains_key(&one) { one } else { key.to_owned() }
    }

    /// Singular or plural: `key.one` when the number is spoken of in the singular, else `key.many`.
    #[must_use]
    pub fn plural(&self, key: &str, n: u64) -> &str {
        let form = format!("{key}.{}", if self.singular(n) { "one" } else { "many" });
        self.entries.get(&form).or_else(|| self.entries.get(key)).map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::Words;
    use crate::config::Lang;
    use std::collections::BTreeSet;

    fn places(text: &str) -> BTreeSet<String> {
        text.split('{')
            .skip(1)
            .filter_map(|part| part.split_once('}'))
            .map(|(name, _)| name.to_owned())
            .collect()
    }

    #[test]
    fn every_language_has_every_key_with_the_same_places() {
        let dutch = Words::of(Lang::Nl);
        assert!(dutch.keys().count() > 100, "the Dutch catalogue could not be read");
        for lang in Lang::ALL {
            let words = Words::of(lang);
            let missing: Vec<&str> = dutch.keys().filter(|k| words.find(k).is_none()).collect();
            assert!(missing.is_empty(), "{} lacks {missing:?}", lang.code());
            let extra: Vec<&str> = words.keys().filter(|k| dutch.find(k).is_none()).collect();
            assert!(extra.is_empty(), "{} has keys that Dutch lacks: {extra:?}", lang.code());
            for key in dutch.keys() {
                assert_eq!(places(dutch.get(key)), places(words.get(key)), "{} {key}", lang.code());
            }
        }
    }

    #[test]
    fn one_is_singular_and_in_french_nothing_too() {
        let forms = |lang| [0, 1, 2].map(|n| Words::of(lang).plural("unit.contact", n));
        assert_eq!(forms(Lang::Nl), ["contactnames", "contactname", "contactnames"]);
        assert_eq!(forms(Lang::Fr), ["contact", "contact", "contacts"]);
        assert_eq!(forms(Lang::En), ["contacts", "contact", "contacts"]);
        assert_eq!(forms(Lang::De), ["Kontakte", "Kontakt", "Kontakte"]);
        let told =
            |lang, n| Words::of(lang).get(&Words::of(lang).numbered("answer.index.lead", n)).to_owned();
        assert!(
            told(Lang::Nl, 1).contains("onderdelen staat") && told(Lang::Nl, 2).contains("onderdelen staan")
        );
        assert!(told(Lang::Fr, 0).contains("figure dans") && told(Lang::Fr, 2).contains("figurent dans"));
        assert!(told(Lang::En, 1).contains("stands") && told(Lang::De, 1).contains("steht in"));
        // A key without a singular stays as it is.
        assert_eq!(Words::of(Lang::Nl).numbered("head.top", 1), "head.top");
    }

    #[test]
    fn quotation_marks_and_apostrophes_are_those_of_the_language() {
        for lang in Lang::ALL {
            let words = Words::of(lang);
            for (key, text) in words.keys().map(|k| (k, words.get(k))) {
                assert!(!text.contains('"'), "{} {key}: a straight quotation mark", lang.code());
                assert!(!text.contains("  "), "{} {key}: two spaces", lang.code());
                let joins = key.starts_with("join.");
                assert!(joins || text.trim() == text, "{} {key}: space at an end", lang.code());
                if lang == Lang::Fr {
                    assert!(!text.contains('\''), "fr {key}: a straight apostrophe");
                    let tight =
                        text.contains("«") && !text.contains("«\u{a0}") && !text.contains("«\u{202f}");
                    assert!(!tight, "fr {key}: no space behind «");
                }
            }
        }
    }

    #[test]
    fn no_line_breaks_before_a_sign() {
        for lang in Lang::ALL {
            let words = Words::of(lang);
            for (key, text) in words.keys().map(|k| (k, words.get(k))) {
                let letters: Vec<char> = text.chars().collect();
                for pair in letters.windows(2).filter(|pair| pair[0] == ' ') {
                    let percent = pair[1] == '%';
                    let french = lang == Lang::Fr && [';', ':', '?', '!', '»'].contains(&pair[1]);
                    assert!(!percent && !french, "{} {key}: a plain space before {}", lang.code(), pair[1]);
                }
            }
        }
    }
}
