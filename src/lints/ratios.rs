//! Reading claims about a share: 58 %, 1 op 4, de helft, twee derde, bijna alle.

use super::context::Context;
use super::lexicon::{part_of_whole, small_number};
use super::text::Typed;
use crate::words::wording::{Nearness, Ratio, holds};

/// A claim about a share.
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

/// The share at a token.
pub fn read(cx: &Context<'_>, at: usize) -> Option<Share> {
    let nearness = cx.nearness(at);
    let make = |a: i128, b: i128, shown: String| {
        (a > 0 && a <= b).then_some(Share { at, claimed: Ratio(a, b), decimals: None, nearness, shown })
    };
    if let Some(typed) = cx.tokens()[at].number() {
        if typed.percent {
            return percentage(cx, at, typed, nearness);
        }
        // *1 op 4*, *2 op de 3*.
        let whole = out_of(cx, at).filter(|_| cx.cited(typed).is_none())?;
        return make(i128::from(typed.value.scaled), whole, format!("{} op {whole}", typed.value));
    }
    let (word, before) = (cx.word(at), cx.word(at.wrapping_sub(1)));
    if super::changes::fraction(cx, at).is_some() {
        return None;
    }
    match word {
        "alle" if ["bijna", "nagenoeg", "vrijwel", "haast"].contains(&before) => {
            let share = make(1, 1, "alle".to_owned())?;
            return Some(Share { nearness: Nearness::Almost, ..share });
        }
        "meerderheid" | "merendeel" => {
            let share = make(1, 2, "de helft".to_owned())?;
            return Some(Share { nearness: Nearness::More, ..share });
        }
        "helft" if !["eerste", "tweede", "laatste"].contains(&before) => {
            return make(1, 2, "de helft".to_owned());
        }
        "driekwart" => return make(3, 4, word.to_owned()),
        _ => {}
    }
    let count = small_number(word)?;
    if let Some(whole) = part_of_whole(cx.word(at + 1)) {
        return make(count, whole, format!("{word} {}", cx.word(at + 1)));
    }
    let whole = out_of(cx, at)?;
    make(count, whole, format!("{word} op {whole}"))
}

/// The number behind *op* or *op de*.
fn out_of(cx: &Context<'_>, at: usize) -> Option<i128> {
    let skip = usize::from(cx.word(at + 2) == "de");
    let next = cx.tokens().get(at + 2 + skip).filter(|_| cx.word(at + 1) == "op")?;
    next.word().and_then(small_number).or_else(|| next.number().map(|n| i128::from(n.value.scaled)))
}

fn percentage(cx: &Context<'_>, at: usize, typed: Typed, nearness: Nearness) -> Option<Share> {
    if typed.cited.is_some() || super::changes::is_change(cx, at) {
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

/// Whether an actual share is what is claimed.
pub fn meets(share: &Share, actual: Ratio) -> bool {
    match (share.decimals, share.nearness) {
        (Some(decimals), Nearness::Plain) => {
            let percent = |r: Ratio| Ratio(100 * r.0, r.1).rounded(decimals);
            percent(actual) == percent(share.claimed)
        }
        _ => holds(share.nearness, share.claimed, actual, false),
    }
}

/// The value of a share in percent, for messages.
pub fn percent(share: Ratio, decimals: u8) -> String {
    Ratio(100 * share.0, share.1).rounded(decimals).map(|n| format!("{n} %")).unwrap_or_default()
}

pub fn worded(share: &Share) -> String {
    let word = match share.nearness {
        Nearness::Plain => "",
        Nearness::About => "about ",
        Nearness::Almost => "almost ",
        Nearness::Over => "just over ",
        Nearness::More => "more than ",
        Nearness::Less => "less than ",
        Nearness::AtLeast => "at least ",
        Nearness::AtMost => "at most ",
    };
    format!("{word}{}", share.shown)
}
