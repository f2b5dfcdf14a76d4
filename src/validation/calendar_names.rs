//! Names of months and days in Dutch, French, German and English.

use std::collections::BTreeMap;

use crate::base::fold;

/// Names of months, folded; shorter ones are recognised by their beginning.
const MONTHS: [&[&str]; 12] = [
    &["januari", "janvier", "januar", "january", "janner"],
    &["februari", "fevrier", "februar", "february", "feber"],
    &["maart", "mars", "marz", "march", "maerz", "mrt", "mrz"],
    &["april", "avril"],
    &["mei", "mai", "may"],
    &["juni", "juin", "june"],
    &["juli", "juillet", "july"],
    &["augustus", "aout", "august"],
    &["september", "septembre"],
    &["oktober", "octobre", "october"],
    &["november", "novembre"],
    &["december", "decembre", "dezember"],
];

/// Names of the days of the week, folded.
const WEEKDAYS: [&str; 28] = [
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonntag",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// The month of a name, or of its first three letters or more where only one month begins so.
pub(super) fn month_of(word: &str, own: &BTreeMap<String, u32>) -> Option<u32> {
    let word = fold(word);
    if let Some(month) = own.get(&word) {
        return Some(*month);
    }
    if word.len() < 3 {
        return None;
    }
    let begins = |names: &&[&str]| names.iter().any(|name| name.starts_with(&word));
    let mut found = MONTHS.iter().zip(1..).filter(|(names, _)| begins(names)).map(|(_, month)| month);
    found.next().filter(|_| found.next().is_none())
}

/// Whether a word is the name of a day of the week, or its first two letters or more.
pub(super) fn is_weekday(word: &str) -> bool {
    let word = fold(word);
    word.len() >= 2 && WEEKDAYS.iter().any(|day| day.starts_with(&word))
}
