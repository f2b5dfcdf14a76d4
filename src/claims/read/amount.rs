//! Money and staff: 600.000 euro, € 1,2 miljoen, 1,5 VTE.

use super::names::split;
use super::sentence::Reading;
use crate::base::Num;
use crate::config::Lang;
use crate::words::wording::{Nearness, Ratio, holds};

/// An amount of something that is no contact.
pub struct Amount {
    pub at: usize,
    pub value: Num,
    /// *Duizend*, *miljoen*.
    pub times: i128,
    pub unit: &'static str,
}

impl Amount {
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

/// Words of sentences about the means of a line; any other sum of money may be anybody's.
const MEANS: [&str; 14] = [
    "budget",
    "begroting",
    "middelen",
    "subsidie",
    "subsidies",
    "toegekend",
    "toegekende",
    "aangekondigd",
    "aangekondigde",
    "financiering",
    "gefinancierd",
    "krediet",
    "uitgekeerd",
    "uitbetaald",
];

/// Words of money that was promised, and of money that was paid.
const PROMISED: [&str; 6] = ["aangekondigd", "aangekondigde", "kondigde", "beloofd", "beloofde", "voorzien"];

const PAID: [&str; 6] = ["toegekend", "toegekende", "uitgekeerd", "uitgekeerde", "uitbetaald", "uitbetaalde"];

/// Whether the sentence is about money that was paid, so that what was promised is not meant.
pub fn paid(said: &Reading<'_>) -> bool {
    let gave = ["kende", "kent", "kenden"].iter().any(|w| said.has(&[w])) && said.has(&["toe"]);
    (gave || said.has(&PAID)) && !said.has(&PROMISED)
}

/// Whether a series, by its id, is of money that was promised.
pub fn promised(said: &Reading<'_>, id: &str) -> bool {
    let series = said.setting.line.series.iter().find(|s| s.id == id);
    series.is_some_and(|s| split(s.label.get(Lang::Nl)).iter().any(|w| PROMISED.contains(&w.as_str())))
}

/// The amount at a token.
pub fn read(said: &Reading<'_>, at: usize) -> Option<Amount> {
    let typed = said.tokens()[at].number()?;
    if typed.percent || typed.points || typed.cited.is_some() {
        return None;
    }
    let (times, next) = match said.word(at + 1) {
        "miljoen" => (1_000_000, at + 2),
        "duizend" => (1000, at + 2),
        _ => (1, at + 1),
    };
    let unit = match said.word(next) {
        "euro" => "euro",
        "vte" | "voltijds" | "voltijdse" => "fte",
        _ if at > 0 && said.tokens()[at - 1].is('€') => "euro",
        _ => return None,
    };
    Some(Amount { at, value: typed.value, times, unit })
}

/// A plain amount must be equal, rounded to the digits that are written.
pub fn says(amount: &Amount, nearness: Nearness, actual: Num) -> bool {
    let Ratio(a, b) = Ratio::of(actual);
    match nearness {
        Nearness::Plain => Ratio(a, b * amount.times).rounded(amount.value.decimals) == Some(amount.value),
        _ => holds(nearness, amount.claimed(), Ratio(a, b), true),
    }
}

/// Whether the sentence is about the means of the line: staff always, money when a word says so.
pub fn about(said: &Reading<'_>, unit: &str) -> bool {
    unit == "fte" || said.has(&MEANS) || series_words(said, unit, None) > 0
}

/// How many longer words of the names of series stand in the sentence.
pub fn series_words(said: &Reading<'_>, unit: &str, id: Option<&str>) -> usize {
    let series = said.setting.line.series.iter().filter(|s| s.unit == unit && id.is_none_or(|id| s.id == id));
    let words = series.flat_map(|s| split(s.label.get(Lang::Nl))).filter(|w| w.chars().count() > 6);
    words.filter(|w| said.has(&[w.as_str()])).count()
}
