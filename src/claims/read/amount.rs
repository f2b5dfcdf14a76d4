//! Money and staff: 600.000 euro, € 1,2 miljoen, 1,5 VTE.

use super::names::split;
use super::sentence::Reading;
use super::word_list::find;
use crate::base::{Lang, Num};
use crate::words::wording::{Nearness, Ratio, holds};

/// An amount of something that is no contact.
pub struct Amount<'a> {
    pub at: usize,
    pub value: Num,
    /// *Duizend*, *miljoen*.
    pub times: i128,
    pub unit: &'a str,
}

impl Amount<'_> {
    fn claimed(&self) -> Ratio {
        let Ratio(a, b) = Ratio::of(self.value);
        Ratio(a * self.times, b)
    }

    /// The amount as a message gives it.
    pub fn shown(&self) -> String {
        let unit = if self.unit == "fte" { "FTE" } else { self.unit };
        match self.times {
            1 => format!("{} {unit}", self.value),
            times => format!("{} × {times} {unit}", self.value),
        }
    }
}

/// Whether the sentence is about money that was paid, so that what was promised is not meant.
pub fn paid(said: &Reading<'_>) -> bool {
    let gave = said.has(&said.lexicon.amount.gave) && said.has(&said.lexicon.amount.gave_part);
    (gave || said.has(&said.lexicon.amount.paid)) && !said.has(&said.lexicon.amount.promised)
}

/// Whether a series, by its id, is of money that was promised.
pub fn promised(said: &Reading<'_>, id: &str) -> bool {
    let series = said.setting.line.series.iter().find(|s| s.id == id);
    series.is_some_and(|s| {
        split(s.label.get(Lang::nl())).iter().any(|w| said.lexicon.amount.promised.has(w.as_str()))
    })
}

/// The amount at a token.
pub fn read<'a>(said: &Reading<'a>, at: usize) -> Option<Amount<'a>> {
    let typed = said.tokens()[at].number()?;
    if typed.percent || typed.points || typed.cited.is_some() {
        return None;
    }
    let lists = &said.lexicon.amount;
    let (times, next) = match find(&lists.multiples, said.word(at + 1)) {
        Some(times) => (i128::from(*times), at + 2),
        None => (1, at + 1),
    };
    let unit = match find(&lists.units, said.word(next)) {
        Some(unit) => unit.as_str(),
        None if at > 0 && said.tokens()[at - 1].is('€') => "euro",
        None => return None,
    };
    Some(Amount { at, value: typed.value, times, unit })
}

/// A plain amount must be equal, rounded to the digits that are written.
pub fn says(amount: &Amount<'_>, nearness: Nearness, actual: Num) -> bool {
    let Ratio(a, b) = Ratio::of(actual);
    match nearness {
        Nearness::Plain => Ratio(a, b * amount.times).rounded(amount.value.decimals) == Some(amount.value),
        _ => holds(nearness, amount.claimed(), Ratio(a, b), true),
    }
}

/// Whether the sentence is about the means of the line: staff always, money when a word says so.
pub fn about(said: &Reading<'_>, unit: &str) -> bool {
    unit == "fte" || said.has(&said.lexicon.amount.resources) || series_words(said, unit, None) > 0
}

/// How many longer words of the names of series stand in the sentence.
pub fn series_words(said: &Reading<'_>, unit: &str, id: Option<&str>) -> usize {
    let series = said.setting.line.series.iter().filter(|s| s.unit == unit && id.is_none_or(|id| s.id == id));
    let words = series.flat_map(|s| split(s.label.get(Lang::nl()))).filter(|w| w.chars().count() > 6);
    words.filter(|w| said.has_word(w)).count()
}
