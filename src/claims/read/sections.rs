//! The sections of the file of words: each field is a list that `templates/words/nl/claims.yaml` explains.

use serde::Deserialize;

use super::unit::UnitName;
use super::word_list::{Meaning, Phrases, WordList, WordSet};

/// What is counted.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Units {
    pub names: Vec<Meaning<UnitName>>,
    pub people: WordList,
    pub cases: WordList,
}

/// Numbers and fractions in letters.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Numerals {
    pub hundred: String,
    pub thousand: String,
    pub joint: String,
    pub parts: Vec<Meaning<i64>>,
    pub percent: WordList,
    pub points: WordList,
    pub units: WordList,
    pub tens: WordList,
    pub small: WordList,
}

/// How near a number is: *bijna*, *ruim*, *meer dan*.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nearby {
    pub more: WordList,
    pub less: WordList,
    pub slightly: WordList,
    pub not_yet: WordList,
    pub at_least_phrase: Phrases,
    pub almost: WordList,
    pub over: WordList,
    pub about: WordList,
    pub at_least: WordList,
    pub at_most: WordList,
}

/// Small words that hold claims together.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Particles {
    pub until: WordList,
    pub the: WordList,
    pub of: WordList,
    pub with: WordList,
    pub on: WordList,
    pub none: WordList,
    pub and: WordList,
    pub than: WordList,
    pub inside: WordList,
    pub by: WordList,
    pub per: WordList,
    pub article: WordList,
}

/// How sentences and clauses are divided.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sentences {
    pub conjunction: WordList,
    pub joint: WordList,
    pub abbreviation: WordList,
    pub part_of: WordList,
}

/// Years and parts of a year.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Periods {
    pub parts: Vec<Meaning<u8>>,
    pub loose: WordList,
    pub from: WordList,
    pub against: WordList,
    pub per: WordList,
    pub bridge: WordList,
    pub bridge_small: WordList,
    pub dated: WordList,
    pub last_year: Phrases,
    pub of_year: WordList,
    pub in_or_of: WordList,
    pub comparing: WordList,
    pub compared: WordList,
    pub compared_year: WordList,
    pub then: WordList,
    pub that_year: Phrases,
    pub beside: WordList,
    pub months: WordList,
    pub first: WordList,
    pub last: WordList,
    pub ordinal: WordList,
    pub month_names: WordList,
}

/// Words around names, ages and callers.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entities {
    pub own: WordList,
    pub age_link: WordList,
    pub by: WordList,
    pub cause: WordList,
    pub stage: WordList,
    pub website: WordList,
    pub age_years: WordList,
    pub ago: WordList,
    pub oneself: WordList,
    pub it: WordList,
    pub cause_end: WordList,
    pub victims: WordList,
    pub victim: WordList,
    pub answering: WordList,
    pub staff: WordList,
    pub aged: WordList,
    pub older: WordList,
}

/// Names of codes and channels.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameWords {
    pub channel_verbs: Vec<Meaning<String>>,
    pub links: WordList,
    pub unknown: WordList,
}

/// Up and down.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Directions {
    pub no_claim: WordList,
    pub both: WordList,
    pub both_link: WordList,
    pub comparative: WordList,
    pub against: WordList,
    pub than_year: Phrases,
    pub stable: WordList,
    pub stable_open: WordList,
    pub took: WordList,
    pub than_period: WordList,
    pub no_more: WordList,
    pub more_than_number: WordList,
    pub took_up: WordList,
    pub took_down: WordList,
    pub of_series: WordList,
    pub up: WordList,
    pub down: WordList,
}

/// Numbers of something.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    pub other_units: WordList,
    pub times: WordList,
    pub multiple_of: WordList,
    pub goes_on: WordList,
    pub total: WordList,
    pub edge: WordList,
    pub per: Phrases,
    pub aged: WordList,
    pub other_line: WordList,
    pub spans: WordList,
    pub incoming: WordList,
    pub incoming_only: WordList,
    pub together: WordList,
    pub between: WordList,
    pub came_from: WordList,
    pub difference: WordList,
    pub added_up: WordList,
    pub in_total: Phrases,
    pub counted_twice: Phrases,
    pub adjective: WordList,
    pub answered: WordList,
    pub justified: WordList,
    pub denied: WordList,
    pub answers: WordList,
    pub narrow: WordList,
}

/// Shares: 58 %, 1 op 4, de helft.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shares {
    pub half_shown: String,
    pub out_of_shown: String,
    pub of_all: WordList,
    pub share: WordList,
    pub almost: WordList,
    pub not_half: WordList,
    pub base_all: WordList,
    pub cases: WordList,
    pub went: WordList,
    pub about: WordList,
    pub hardly_none: WordList,
    pub busy: WordList,
    pub hardly: WordList,
    pub joined: WordList,
    pub together: WordList,
    pub of_the: WordList,
    pub closes: Phrases,
    pub timed: WordList,
    pub known: WordList,
    pub half: WordList,
    pub three_quarters: WordList,
    pub all: WordList,
    pub majority: WordList,
    pub some: WordList,
}

/// How much was answered, busy, given up.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rates {
    pub denied: WordList,
    pub hung: WordList,
    pub hung_part: WordList,
    pub hung_not: WordList,
    pub led: WordList,
    pub led_to: WordList,
    pub within: WordList,
    pub hour: WordList,
    pub answered: WordList,
    pub unanswered: WordList,
    pub busy: WordList,
    pub given_up: WordList,
}

/// Changes with a size.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Changes {
    pub factors: Vec<Meaning<(i128, i128)>>,
    pub against_last_year: Phrases,
    pub to: WordList,
    pub skip: WordList,
    pub incomplete: WordList,
    pub more: WordList,
}

/// Money and staff.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amounts {
    pub multiples: Vec<Meaning<i64>>,
    pub units: Vec<Meaning<String>>,
    pub resources: WordList,
    pub paid: WordList,
    pub promised: WordList,
    pub gave_part: WordList,
    pub gave: WordList,
}

/// Every year, in a row.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeriesWords {
    pub every_year: Phrases,
    pub always: WordList,
    pub years: WordList,
    pub denied: WordList,
    pub row: WordList,
    pub except: WordList,
    pub break_named: WordList,
    pub ordinal: WordList,
}

/// The most and the least.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Superlatives {
    pub denied: WordList,
    pub one_of: Phrases,
    pub most_of: WordList,
    pub place: WordList,
    pub record_high: WordList,
    pub record_low: WordList,
    pub never: WordList,
    pub few: WordList,
    pub many: WordList,
    pub busy_part: Phrases,
    pub highest_number: Phrases,
    pub never_before: Phrases,
    pub lowest_number: Phrases,
    pub part: WordList,
    pub of_change: WordList,
    pub plain: WordList,
    pub ever: WordList,
    pub most: WordList,
    pub most_before: WordList,
    pub least: WordList,
}

/// Effects of events.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Events {
    pub names: WordList,
    pub window: WordList,
    pub baseline: WordList,
    pub days: WordList,
}

/// Other lines, periods, inhabitants.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comparisons {
    pub compares: WordList,
    pub whole_periods: Phrases,
    pub before_other_year: WordList,
    pub inhabitant: WordList,
    pub population: WordList,
    pub end: WordList,
}

/// Words that leave what is counted as it is.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Neutral {
    small: WordSet,
    adverbs: WordSet,
    nouns: WordSet,
    verbs: WordSet,
    changes: WordSet,
}

impl Neutral {
    /// Whether a word leaves open what is counted.
    pub fn has(&self, word: &str) -> bool {
        [&self.small, &self.adverbs, &self.nouns, &self.verbs, &self.changes].iter().any(|set| set.has(word))
    }
}
