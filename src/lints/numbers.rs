//! Reading numbers that count something: what they are, what they count, and what they are not.

use super::context::Context;
use super::facts::Fact;
use super::lexicon::{self, Unit};
use super::text::{Placed, Typed};
use crate::base::Period;
use crate::config::Stage;
use crate::words::wording::{Nearness, Ratio, holds};

/// A number that claims to count something.
#[derive(Clone, Copy)]
pub struct Count {
    /// Its token.
    pub at: usize,
    /// The number.
    pub typed: Typed,
    /// What it counts.
    pub unit: Option<Unit>,
    /// Whether the unit word belongs to the number itself.
    pub own: bool,
    /// Its word.
    pub nearness: Nearness,
}

/// The number at a token, when it claims to count something.
pub fn read(cx: &Context<'_>, at: usize) -> Option<Count> {
    let tokens = cx.tokens();
    let typed = tokens[at].number()?;
    if typed.percent || typed.points || cx.years.iter().any(|(i, _)| *i == at) || typed.value.decimals > 0 {
        return None;
    }
    if cx.cited(typed).is_some_and(|c| !c.plain) || line_number(cx, typed) {
        return None;
    }
    let after = cx.word(at + 1);
    if is_ratio(cx, at) || aged(cx, at) || of_other_line(cx, at) {
        return None;
    }
    let other = [
        "uur", "min", "minuten", "seconden", "jaar", "jaren", "dagen", "weken", "maanden", "keer", "vte",
        "euro", "km", "miljoen",
    ];
    // *9.424 keer gecontacteerd* counts contacts all the same.
    let times = matches!(after, "keer" | "maal") && cx.tokens().len() > at + 2;
    // *Tien keer meer*: how much larger, no count.
    if ["keer", "maal"].contains(&after)
        && ["minder", "meer", "zoveel", "zo", "hoger", "lager", "vaker", "groter"].contains(&cx.word(at + 2))
    {
        return None;
    }
    let dated = lexicon::month(after).is_some()
        || tokens.get(at + 1).is_some_and(|t| t.is('/'))
        || (at > 0 && tokens[at - 1].is('/'));
    let money = at > 0 && tokens[at - 1].is('€');
    if dated || money || (other.contains(&after) && !times) {
        return None;
    }
    let own = if times { Some(Unit::Times) } else { noun(cx, at) };
    let bare = own.is_none();
    if bare {
        let goes_on = tokens.get(at + 1).is_none_or(|t| {
            t.word().is_none_or(|w| {
                [
                    "via", "in", "naar", "en", "tot", "van", "over", "per", "was", "waren", "is", "kwamen",
                    "meer", "minder",
                ]
                .contains(&w)
            }) && !t.is('.') | (at + 2 == tokens.len())
        });
        // *Het totaal van 2020 komt op 461*: of what the line counts.
        let total = cx.units.is_empty() && cx.has(&["totaal", "aantal", "jaartotaal"]) && cx.certain(at);
        if !goes_on || cx.units.is_empty() && cx.mentions.is_empty() && cx.hints.is_empty() && !total {
            return None;
        }
    }
    // A single small number without its own noun is rarely a claim: *de 3 provincies*, *punt 2*.
    if bare && typed.value.scaled < 10 {
        return None;
    }
    let unit = own.or_else(|| cx.units.first().map(|(_, u)| *u)).or_else(|| {
        let line = cx.ground.line;
        cx.mentions.is_empty().then(|| Unit::of(line.unit(line.main_stage))).flatten()
    });
    Some(Count { at, typed, unit, own: own.is_some(), nearness: cx.nearness(at) })
}

/// *1 op 4*, *4 op de 10*.
fn is_ratio(cx: &Context<'_>, at: usize) -> bool {
    let back = |n: usize| cx.word(at.wrapping_sub(n));
    cx.word(at + 1) == "op"
        && cx.tokens().get(at + 2).is_some_and(|t| t.number().is_some() || cx.word(at + 2) == "de")
        || (at > 0 && back(1) == "op" && at > 1 && cx.tokens()[at - 2].number().is_some())
        || (at > 1 && back(1) == "de" && back(2) == "op")
}

/// A number of an age: *12 tot 17 jaar*, *18-jarigen*.
fn aged(cx: &Context<'_>, at: usize) -> bool {
    let inside = cx.ages.contains(&at);
    let dash = cx.tokens().get(at + 1).is_some_and(|t| t.is('-'));
    inside || (dash && ["jarige", "jarigen", "plussers"].contains(&cx.word(at + 2)))
}

/// Whether a number is said to be of another line: *139.097 oproepen van Tele-Onthaal*.
pub fn of_other_line(cx: &Context<'_>, at: usize) -> bool {
    cx.others.iter().any(|line| {
        let name = super::names::split(&cx.ground.lines[*line].name);
        let starts = |j: usize| (0..name.len()).all(|k| cx.word(j + k) == name[k]);
        (at + 1..(at + 6).min(cx.tokens().len()))
            .any(|j| ["van", "bij"].contains(&cx.word(j)) && starts(j + 1))
    })
}

/// The unit word behind a number: *9.424 beantwoorde oproepen*.
fn noun(cx: &Context<'_>, at: usize) -> Option<Unit> {
    for j in at + 1..(at + 5).min(cx.tokens().len()) {
        let token = &cx.tokens()[j];
        let word = token.word().or_else(|| (token.is('(') || token.is(')')).then_some(""))?;
        if j == at + 1 && lexicon::people(word) {
            return Some(Unit::Person);
        }
        if let Some((_, unit)) = cx.units.iter().find(|(k, _)| *k == j) {
            return Some(*unit);
        }
        if lexicon::case(word) {
            return cases(cx, at);
        }
        let adjective = word.ends_with('e') || ["meer", "minder", "", "mogelijke"].contains(&word);
        if !adjective {
            return None;
        }
    }
    None
}

/// *27 gevallen van stalking*: as the line counts; a few of nothing that is named are no claim (*3 zaken*).
fn cases(cx: &Context<'_>, at: usize) -> Option<Unit> {
    let line = cx.ground.line;
    let few = cx.tokens()[at].number().is_some_and(|n| n.value.scaled < 10);
    Unit::of(line.unit(line.main_stage)).filter(|_| !few || !cx.mentions_at(at).is_empty())
}

/// The noun behind a number when nobody knows it: *1.929 koppels*.
pub fn stranger(cx: &Context<'_>, at: usize) -> Option<usize> {
    let typed = cx.tokens()[at].number()?;
    let year = cx.years.iter().any(|(i, _)| *i == at);
    if typed.percent || typed.points || typed.value.decimals > 0 || typed.cited.is_some() || year {
        return None;
    }
    let noun = (at + 1..at + 3).find(|j| !cx.word(*j).ends_with('e'))?;
    let plural = cx.word(noun).ends_with("en") || cx.word(noun).ends_with('s');
    let unknown = cx.residue.contains(&noun) && !aged(cx, at) && !of_other_line(cx, at);
    (plural && unknown && typed.value.scaled >= 100 && !line_number(cx, typed)).then_some(noun)
}

/// Whether the number is the name of a line: 1712, 106.
fn line_number(cx: &Context<'_>, typed: Typed) -> bool {
    let shown = typed.value.to_string();
    cx.ground.lines.iter().any(|l| l.name == shown || l.id == shown || l.aliases.contains(&shown))
}

/// Whether a value is what is claimed.
pub fn meets(count: &Count, value: i64) -> bool {
    holds(count.nearness, Ratio::of(count.typed.value), Ratio(i128::from(value), 1), true)
}

/// The stage that an adjective asks for, or the verb: *de lijn beantwoordde 105.838 oproepen*.
pub fn stage(cx: &Context<'_>, at: usize) -> Option<Stage> {
    let named = (at + 1..(at + 4).min(cx.tokens().len())).find_map(|j| match cx.word(j) {
        "inkomende" | "binnenkomende" => Some(Stage::Incoming),
        "beantwoorde" => Some(Stage::Answered),
        "terechte" => Some(Stage::Justified),
        _ => None,
    });
    let whole = cx.word(at.wrapping_sub(1)) == "de" && cx.word(at.wrapping_sub(2)) == "van";
    let here = |w: &str| (0..cx.tokens().len()).any(|j| cx.clauses[j] == cx.clauses[at] && cx.word(j) == w);
    let answers = ["beantwoordde", "beantwoordden", "beantwoordt", "beantwoorden", "beantwoord"];
    let answered = !whole && !here("niet") && !here("geen") && answers.iter().any(|w| here(w));
    named.or_else(|| answered.then_some(Stage::Answered))
}

/// Whether a token is a number that may count something.
pub fn counted(cx: &Context<'_>, i: usize, token: &Placed) -> bool {
    token.number().is_some_and(|n| !n.percent && !n.points && n.value.scaled >= 10)
        && !cx.years.iter().any(|(j, _)| *j == i)
}

/// Whether a cell is of a month that the sentence names.
pub fn month(cx: &Context<'_>, fact: &Fact, years: &[i32]) -> bool {
    match fact.period {
        Period::Month(y, m) => {
            years.contains(&y)
                && cx.tokens().iter().filter_map(Placed::word).any(|w| lexicon::month(w) == Some(m))
        }
        _ => false,
    }
}
