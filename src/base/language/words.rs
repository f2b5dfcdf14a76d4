//! A language with its catalogue: texts by key, with places to fill in.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{Mutex, OnceLock, PoisonError};

use super::grammar::Grammar;

/// A language, by its code: a handle that is cheap to copy. Two of one code are equal, whatever their words.
#[derive(Clone, Copy)]
pub struct Lang(&'static Words);

/// The catalogues of a language of the program.
macro_rules! parts {
    ($lang:literal) => {
        &[
            include_str!(concat!("../../../templates/words/", $lang, "/language.yaml")),
            include_str!(concat!("../../../templates/words/", $lang, "/report.yaml")),
            include_str!(concat!("../../../templates/words/", $lang, "/charts.yaml")),
            include_str!(concat!("../../../templates/words/", $lang, "/document.yaml")),
            include_str!(concat!("../../../templates/words/", $lang, "/callers.yaml")),
            include_str!(concat!("../../../templates/words/", $lang, "/figures.yaml")),
            include_str!(concat!("../../../templates/words/", $lang, "/wide.yaml")),
            include_str!(concat!("../../../templates/words/", $lang, "/commentary.yaml")),
            include_str!(concat!("../../../templates/words/", $lang, "/ratios.yaml")),
            include_str!(concat!("../../../templates/words/", $lang, "/exports.yaml")),
            include_str!(concat!("../../../templates/words/", $lang, "/site.yaml")),
        ]
    };
}

/// The languages of the program, in the order in which they are named: Dutch first.
const SHIPPED: [(&str, &[&str]); 5] = [
    ("nl", parts!("nl")),
    ("fr", parts!("fr")),
    ("en", parts!("en")),
    ("de", parts!("de")),
    ("es", parts!("es")),
];

fn shipped() -> &'static [Lang; 5] {
    static ALL: OnceLock<[Lang; 5]> = OnceLock::new();
    ALL.get_or_init(|| SHIPPED.map(|(code, parts)| Words::kept(code, parts, BTreeMap::new())))
}

impl Lang {
    /// Dutch: the first language of reports, and the one whose texts stand in for those that are missing.
    #[must_use]
    pub fn nl() -> Self {
        shipped()[0]
    }

    /// French.
    #[must_use]
    pub fn fr() -> Self {
        shipped()[1]
    }

    /// English.
    #[must_use]
    pub fn en() -> Self {
        shipped()[2]
    }

    /// German.
    #[must_use]
    pub fn de() -> Self {
        shipped()[3]
    }

    /// Spanish.
    #[must_use]
    pub fn es() -> Self {
        shipped()[4]
    }

    /// The languages of the program, Dutch first.
    #[must_use]
    pub fn shipped() -> [Self; 5] {
        *shipped()
    }

    /// A language with words of a workspace: laid over those of the program's language of this code, or of a
    /// language of the workspace's own. Equal words give the same handle, so that reading a workspace again
    /// keeps nothing twice.
    #[must_use]
    pub fn with_words(code: &str, own: BTreeMap<String, String>) -> Self {
        static OWN: Mutex<Vec<Lang>> = Mutex::new(Vec::new());
        if own.is_empty()
            && let Some(lang) = shipped().iter().find(|lang| lang.code() == code)
        {
            return *lang;
        }
        let mut all = OWN.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(lang) = all.iter().find(|lang| lang.code() == code && *lang.0.own() == own) {
            return *lang;
        }
        let parts = SHIPPED.iter().find(|(known, _)| *known == code).map_or(&[][..], |(_, parts)| parts);
        let lang = Words::kept(code, parts, own);
        all.push(lang);
        lang
    }

    /// Code of two or three letters.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// Its words.
    #[must_use]
    pub fn words(self) -> &'static Words {
        self.0
    }

    /// Whether it is one of the program's, and which one.
    fn rank(self) -> usize {
        SHIPPED.iter().position(|(code, _)| *code == self.code()).unwrap_or(SHIPPED.len())
    }
}

impl PartialEq for Lang {
    fn eq(&self, other: &Self) -> bool {
        self.code() == other.code()
    }
}

impl Eq for Lang {}

impl Hash for Lang {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.code().hash(state);
    }
}

impl Ord for Lang {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.rank(), self.code()).cmp(&(other.rank(), other.code()))
    }
}

impl PartialOrd for Lang {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The catalogue of one language. What only some of its readers need (numbers, labels, shares) stands in the room
/// `words`.
pub struct Words {
    code: String,
    /// Catalogues of the program, as they stand in `templates/words/<code>`.
    parts: &'static [&'static str],
    /// Words of a workspace, laid over them.
    own: BTreeMap<String, String>,
    entries: OnceLock<BTreeMap<String, String>>,
    grammar: OnceLock<Grammar>,
    lang: OnceLock<Lang>,
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "words of {}", self.code)
    }
}

impl Words {
    /// The language with these words, which are kept as long as the program runs.
    fn kept(code: &str, parts: &'static [&'static str], own: BTreeMap<String, String>) -> Lang {
        let words = Self {
            code: code.to_owned(),
            parts,
            own,
            entries: OnceLock::new(),
            grammar: OnceLock::new(),
            lang: OnceLock::new(),
        };
        let words: &'static Self = Box::leak(Box::new(words));
        *words.lang.get_or_init(|| Lang(words))
    }

    /// The catalogue of a language; parsed once.
    #[must_use]
    pub fn of(lang: Lang) -> &'static Self {
        lang.words()
    }

    /// The code of its language.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    fn own(&self) -> &BTreeMap<String, String> {
        &self.own
    }

    /// Whether a text is one of its catalogues, as the program has it.
    #[must_use]
    pub fn has_part(&self, text: &str) -> bool {
        self.parts.contains(&text)
    }

    fn entries(&self) -> &BTreeMap<String, String> {
        self.entries.get_or_init(|| {
            let mut entries = BTreeMap::new();
            for text in self.parts {
                // The files are part of the program; a test reads them all.
                entries.extend(serde_yaml::from_str::<BTreeMap<String, String>>(text).unwrap_or_default());
            }
            entries.extend(self.own.clone());
            entries
        })
    }

    /// Its language.
    #[must_use]
    pub fn lang(&self) -> Lang {
        *self.lang.get_or_init(Lang::nl)
    }

    /// How the language writes and sorts.
    #[must_use]
    pub fn grammar(&self) -> &Grammar {
        self.grammar.get_or_init(|| Grammar::of(&self.code, |key| self.find(key)))
    }

    /// All keys, in alphabetical order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.entries().keys().map(String::as_str)
    }

    /// A text; a key that is missing shows itself, so that a reader of the proofs sees it.
    #[must_use]
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.find(key).unwrap_or(key)
    }

    /// A text, when the catalogue has it.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<&str> {
        self.entries().get(key).map(String::as_str)
    }

    /// A text with its places `{name}` filled in.
    #[must_use]
    pub fn fill(&self, key: &str, args: &[(&str, &str)]) -> String {
        let mut text = self.get(key).to_owned();
        for (name, value) in args {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        self.grammar().contracted(text)
    }

    /// Whether the language speaks of this number in the singular: of 1, in French also of 0.
    #[must_use]
    pub fn singular(&self, n: u64) -> bool {
        self.grammar().form(n) == "one"
    }

    /// `key`, or `key.one` where there is one and the number is spoken of in the singular.
    #[must_use]
    pub fn numbered(&self, key: &str, n: u64) -> String {
        let one = format!("{key}.one");
        if self.singular(n) && self.find(&one).is_some() { one } else { key.to_owned() }
    }

    /// The form of a key that goes with a number: `key.one`, `key.few`, else `key.many`, else the key itself.
    #[must_use]
    pub fn plural(&self, key: &str, n: u64) -> &str {
        let form = |form: &str| self.find(&format!("{key}.{form}"));
        form(self.grammar().form(n)).or_else(|| form("many")).or_else(|| self.find(key)).unwrap_or_default()
    }
}
