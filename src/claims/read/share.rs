//! Claims about a share: 58 %, 1 op 4, de helft, twee derde, bijna alle.

use super::number_role::{fraction, is_change};
use super::sentence::Reading;
use super::tokens::Typed;
use super::unit::Unit;
use crate::words::wording::{Nearness, Ratio, holds};

/// A claim about a share.
#[derive(Clone)]
pub struct Share {
    /// Token it stands at.
    pub at: usize,
    /// What is claimed, as a fraction of 1.
    pub claimed: Ratio,
    /// Digits of the percentage; `None` for a worded ratio.
    pub decimals: Option<u8>,
    /// Its word.
    pub nearness: Nearness,
    /// As it is written.
    pub shown: String,
}

impl Share {
    /// Whether an actual share is what is claimed.
    pub fn meets(&self, actual: Ratio) -> bool {
        match (self.decimals, self.nearness) {
            (Some(decimals), Nearness::Plain) => {
                let percent = |r: Ratio| Ratio(100 * r.0, r.1).rounded(decimals);
                percent(actual) == percent(self.claimed)
            }
            _ => holds(self.nearness, self.claimed, actual, false),
        }
    }
}

/// The share at a token.
pub fn read(said: &Reading<'_>, at: usize) -> Option<Share> {
    let nearness = said.nearness(at);
    let make = |a: i128, b: i128, shown: String| {
        (a > 0 && a <= b).then_some(Share { at, claimed: Ratio(a, b), decimals: None, nearness, shown })
    };
    if let Some(typed) = said.tokens()[at].number() {
        if typed.percent {
            return percentage(said, at, typed, nearness);
        }
        // *1 op 4*, *2 op de 3*.
        let whole = out_of(said, at).filter(|_| said.cited(typed).is_none())?;
        return make(
            i128::from(typed.value.scaled),
            whole,
            format!("{} {} {whole}", typed.value, said.lexicon.share.out_of_shown),
        );
    }
    let (word, before) = (said.word(at), said.word(at.wrapping_sub(1)));
    if fraction(said, at).is_some() {
        return None;
    }
    let lists = &said.lexicon.share;
    let half = || make(1, 2, lists.half_shown.clone());
    if lists.all.has(word) && lists.almost.has(before) {
        return Some(Share { nearness: Nearness::Almost, ..make(1, 1, word.to_owned())? });
    }
    if lists.majority.has(word) {
        return Some(Share { nearness: Nearness::More, ..half()? });
    }
    if lists.half.has(word) && !lists.not_half.has(before) {
        return half();
    }
    if lists.three_quarters.has(word) {
        return make(3, 4, word.to_owned());
    }
    let count = said.lexicon.small_number(word)?;
    if let Some(whole) = said.lexicon.part_of_whole(said.word(at + 1)) {
        return make(count, whole, format!("{word} {}", said.word(at + 1)));
    }
    let whole = out_of(said, at)?;
    make(count, whole, format!("{word} {} {whole}", lists.out_of_shown))
}

/// The number behind *op* or *op de*.
fn out_of(said: &Reading<'_>, at: usize) -> Option<i128> {
    let skip = usize::from(said.lexicon.particle.the.has(said.word(at + 2)));
    let next =
        said.tokens().get(at + 2 + skip).filter(|_| said.lexicon.particle.on.has(said.word(at + 1)))?;
    next.word()
        .and_then(|w| said.lexicon.small_number(w))
        .or_else(|| next.number().map(|n| i128::from(n.value.scaled)))
}

fn percentage(said: &Reading<'_>, at: usize, typed: Typed, nearness: Nearness) -> Option<Share> {
    if typed.cited.is_some() || is_change(said, at) {
        return None;
    }
    let claimed = Ratio(i128::from(typed.value.scaled), 100 * 10_i128.pow(u32::from(typed.value.decimals)));
    Some(Share {
        at,
        claimed,
        decimals: Some(typed.value.decimals),
        nearness,
        shown: format!("{} %", typed.value),
    })
}

/// The base that *van de oproepen* names, behind the share or before it; *van de gevallen* leans on what
/// was named before. A share of people may be one of contacts.
pub fn base(said: &Reading<'_>, at: usize) -> Option<Unit> {
    let end = (at + 9).min(said.tokens().len());
    let of = |from: usize| said.units.iter().find(|(j, _)| *j > from && *j < from + 5).map(|(_, u)| *u);
    let behind = (at + 1..end).find(|j| said.lexicon.particle.of.has(said.word(*j)));
    let all = |j: usize| said.lexicon.share.base_all.has(said.word(j + 1));
    let before =
        || (0..at).rev().find(|j| said.lexicon.particle.of.has(said.word(*j)) && all(*j)).and_then(of);
    // *Zes op de tien oproepen*.
    let ratio = (said.lexicon.particle.on.has(said.word(at + 1))).then(|| of(at + 1)).flatten();
    let cases = behind.filter(|j| said.lexicon.share.cases.has(said.word(j + 2)));
    let first = || cases.and_then(|_| said.units.iter().find(|(j, _)| *j < at).map(|(_, u)| *u));
    ratio.or_else(|| behind.and_then(of)).or_else(before).or_else(first).filter(|u| *u != Unit::Person)
}

/// Whether a sentence says what something was about.
pub fn about(said: &Reading<'_>) -> bool {
    said.has(&said.lexicon.share.went) && said.has(&said.lexicon.share.about)
}

/// *Nauwelijks een bezettoon*: where it is said that lines are hardly ever busy.
pub fn hardly_busy(said: &Reading<'_>) -> Option<usize> {
    let next = |i: usize| {
        said.lexicon.particle.none.has(said.word(i + 1)) && said.lexicon.share.hardly_none.has(said.word(i))
    };
    let at = (0..said.tokens().len()).find(|i| said.lexicon.share.hardly.has(said.word(*i)) || next(*i))?;
    said.has(&said.lexicon.share.busy).then_some(at)
}
