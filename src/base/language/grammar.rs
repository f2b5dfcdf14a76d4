//! What a language does beyond its words, from the keys `language.*` of its catalogues and from Unicode CLDR.

use std::fmt;

use icu_collator::options::CollatorOptions;
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use icu_decimal::input::Decimal;
use icu_decimal::options::DecimalFormatterOptions;
use icu_decimal::{DecimalFormatter, DecimalFormatterPreferences};
use icu_locale_core::{Locale, locale};
use icu_plurals::{PluralCategory, PluralRules, PluralRulesPreferences};

use crate::base::Num;

/// How a language writes and sorts.
pub struct Grammar {
    locale: Locale,
    decimal: Option<DecimalFormatter>,
    plurals: Option<PluralRules>,
    collator: Option<CollatorBorrowed<'static>>,
    /// Words that become others where they meet: *de un* is *d’un*.
    contractions: Vec<(String, String)>,
    /// Endings that become others in adjectives behind *of the*.
    declined: Vec<(String, String)>,
    /// Whether nouns keep their capital inside a sentence.
    pub capital_nouns: bool,
}

impl fmt::Debug for Grammar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "grammar of {}", self.locale)
    }
}

/// `de un > d’un; a el > al`.
fn pairs(text: &str) -> Vec<(String, String)> {
    let pair = |part: &str| part.split_once('>').map(|(a, b)| (a.trim().to_owned(), b.trim().to_owned()));
    text.split(';').filter_map(pair).collect()
}

impl Grammar {
    /// Of a language, by the words that its catalogue has. A locale that is none is taken as the language alone.
    pub(super) fn of<'w>(code: &str, find: impl Fn(&str) -> Option<&'w str>) -> Self {
        let named = find("language.locale").unwrap_or(code);
        let locale: Locale = named.parse().or_else(|_| code.parse()).unwrap_or(locale!("und"));
        let decimal = DecimalFormatter::try_new(
            DecimalFormatterPreferences::from(&locale),
            DecimalFormatterOptions::default(),
        );
        let plurals = PluralRules::try_new_cardinal(PluralRulesPreferences::from(&locale));
        let collator =
            CollatorBorrowed::try_new(CollatorPreferences::from(&locale), CollatorOptions::default());
        Self {
            decimal: decimal.ok(),
            plurals: plurals.ok(),
            collator: collator.ok(),
            contractions: pairs(find("language.contractions").unwrap_or_default()),
            declined: pairs(find("language.declined").unwrap_or_default()),
            capital_nouns: find("language.nouns") == Some("capital"),
            locale,
        }
    }

    /// The locale as documents name it: `nl-BE`.
    #[must_use]
    pub fn locale(&self) -> String {
        self.locale.to_string()
    }

    /// A number without its sign, with the signs and groups of the language.
    #[must_use]
    pub fn digits(&self, n: Num) -> String {
        let mut number = Decimal::from(n.scaled.unsigned_abs());
        number.multiply_pow10(-i16::from(n.decimals));
        number.pad_end(-i16::from(n.decimals));
        self.decimal.as_ref().map_or_else(|| number.to_string(), |format| format.format(&number).to_string())
    }

    /// The form that goes with a number: `one`, `two`, `few`, or `many` for what CLDR calls many and other.
    #[must_use]
    pub fn form(&self, n: u64) -> &'static str {
        match self.plurals.as_ref().map(|rules| rules.category_for(n)) {
            Some(PluralCategory::Zero) => "zero",
            Some(PluralCategory::One) => "one",
            Some(PluralCategory::Two) => "two",
            Some(PluralCategory::Few) => "few",
            _ => "many",
        }
    }

    /// The order in which a reader looks for names.
    #[must_use]
    pub fn order(&self, a: &str, b: &str) -> std::cmp::Ordering {
        self.collator.as_ref().map_or(std::cmp::Ordering::Equal, |collator| collator.compare(a, b))
    }

    /// A text with the words that meet in it put together.
    #[must_use]
    pub fn contracted(&self, mut text: String) -> String {
        for (apart, together) in &self.contractions {
            if text.contains(apart.trim_end_matches('…')) {
                text = replaced(&text, apart, together);
            }
        }
        text
    }

    /// A plural as it stands behind *of the*: adjectives before the noun take another ending there.
    #[must_use]
    pub fn declined(&self, unit: &str) -> String {
        if self.declined.is_empty() {
            return unit.to_owned();
        }
        let mut noun = false;
        let declined = |word: &str| {
            noun = noun || word.starts_with(char::is_uppercase);
            let ending = self.declined.iter().filter(|_| !noun).find_map(|(old, new)| {
                let stem = word.strip_suffix(old.as_str())?;
                Some(format!("{stem}{new}"))
            });
            ending.unwrap_or_else(|| word.to_owned())
        };
        unit.split(' ').map(declined).collect::<Vec<_>>().join(" ")
    }
}

/// Whole words only: *para el* has no *a el* in it. `…` stands for the rest of a word: *de i…* is in *de ici*.
fn replaced(text: &str, apart: &str, together: &str) -> String {
    let open = apart.ends_with('…');
    let (apart, together) = (apart.trim_end_matches('…'), together.trim_end_matches('…'));
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find(apart) {
        let (before, after) = (&rest[..at], &rest[at + apart.len()..]);
        out.push_str(before);
        let begins = out.chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        let ends = open || after.chars().next().is_none_or(|c| !c.is_alphanumeric());
        out.push_str(if begins && ends { together } else { apart });
        rest = after;
    }
    out.push_str(rest);
    out
}
