//! Numbers of something: 9.424 oproepen, 652 personen, van 1140 (2019) naar 1929 (2022).

use super::number_role::{aged, is_ratio, line_number, of_other_line};
use super::part_of_year::Part;
use super::sentence::Reading;
use super::tokens::Typed;
use super::unit::Unit;
use super::word_list::WordList;
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

impl Count {
    /// Whether a value is what is claimed.
    pub fn meets(&self, value: i64) -> bool {
        holds(self.nearness, Ratio::of(self.typed.value), Ratio(i128::from(value), 1), true)
    }
}

/// The number at a token, when it claims to count something.
pub fn read(said: &Reading<'_>, at: usize) -> Option<Count> {
    let tokens = said.tokens();
    let typed = tokens[at].number()?;
    if typed.percent || typed.points || said.years.iter().any(|(i, _)| *i == at) || typed.value.decimals > 0 {
        return None;
    }
    if said.cited(typed).is_some_and(|c| !c.plain) || line_number(said, typed) {
        return None;
    }
    let after = said.word(at + 1);
    if is_ratio(said, at) || aged(said, at) || of_other_line(said, at) {
        return None;
    }
    // *9.424 keer gecontacteerd* counts contacts all the same.
    let times = said.lexicon.count.times.has(after) && said.tokens().len() > at + 2;
    // *Tien keer meer*: how much larger, no count.
    if said.lexicon.count.times.has(after) && said.lexicon.count.multiple_of.has(said.word(at + 2)) {
        return None;
    }
    let dated = said.lexicon.month(after).is_some()
        || tokens.get(at + 1).is_some_and(|t| t.is('/'))
        || (at > 0 && tokens[at - 1].is('/'));
    let money = at > 0 && tokens[at - 1].is('€');
    if dated || money || (said.lexicon.count.other_units.has(after) && !times) {
        return None;
    }
    let own = if times { Some(Unit::Times) } else { noun(said, at) };
    let bare = own.is_none();
    if bare {
        let goes_on = tokens.get(at + 1).is_none_or(|t| {
            t.word().is_none_or(|w| said.lexicon.count.goes_on.has(w))
                && !t.is('.') | (at + 2 == tokens.len())
        });
        // *Het totaal van 2020 komt op 461*: of what the line counts.
        let total = said.units.is_empty() && said.has(&said.lexicon.count.total) && said.certain(at);
        if !goes_on || said.units.is_empty() && said.mentions.is_empty() && said.hints.is_empty() && !total {
            return None;
        }
    }
    // A single small number without its own noun is rarely a claim: *de 3 provincies*, *punt 2*.
    if bare && typed.value.scaled < 10 {
        return None;
    }
    let unit = own.or_else(|| said.units.first().map(|(_, u)| *u)).or_else(|| {
        let line = said.setting.line;
        said.mentions.is_empty().then(|| Unit::of(line.unit(line.main_stage))).flatten()
    });
    Some(Count { at, typed, unit, own: own.is_some(), nearness: said.nearness(at) })
}

/// The unit word behind a number: *9.424 beantwoorde oproepen*.
fn noun(said: &Reading<'_>, at: usize) -> Option<Unit> {
    for j in at + 1..(at + 5).min(said.tokens().len()) {
        let token = &said.tokens()[j];
        let word = token.word().or_else(|| (token.is('(') || token.is(')')).then_some(""))?;
        if j == at + 1 && said.lexicon.people(word) {
            return Some(Unit::Person);
        }
        if let Some((_, unit)) = said.units.iter().find(|(k, _)| *k == j) {
            return Some(*unit);
        }
        if said.lexicon.case(word) {
            return cases(said, at);
        }
        let adjective = word.ends_with('e') || word.is_empty() || said.lexicon.count.adjective.has(word);
        if !adjective {
            return None;
        }
    }
    None
}

/// *27 gevallen van stalking*: as the line counts; a few of nothing that is named are no claim (*3 zaken*).
fn cases(said: &Reading<'_>, at: usize) -> Option<Unit> {
    let line = said.setting.line;
    let few = said.tokens()[at].number().is_some_and(|n| n.value.scaled < 10);
    Unit::of(line.unit(line.main_stage)).filter(|_| !few || !said.mentions_at(at).is_empty())
}

/// The noun behind a number when nobody knows it: *1.929 koppels*.
pub fn unknown_noun(said: &Reading<'_>, at: usize) -> Option<usize> {
    let typed = said.tokens()[at].number()?;
    let year = said.years.iter().any(|(i, _)| *i == at);
    if typed.percent || typed.points || typed.value.decimals > 0 || typed.cited.is_some() || year {
        return None;
    }
    let noun = (at + 1..at + 3).find(|j| !said.word(*j).ends_with('e'))?;
    let plural = said.word(noun).ends_with("en") || said.word(noun).ends_with('s');
    let unknown = said.residue.contains(&noun) && !aged(said, at) && !of_other_line(said, at);
    (plural && unknown && typed.value.scaled >= 100 && !line_number(said, typed)).then_some(noun)
}

/// The stage that an adjective asks for, or the verb: *de lijn beantwoordde 105.838 oproepen*.
pub fn stage(said: &Reading<'_>, at: usize) -> Option<Stage> {
    let lists = &said.lexicon.count;
    let stage = |word: &str| {
        let of = [
            (&lists.incoming, Stage::Incoming),
            (&lists.answered, Stage::Answered),
            (&lists.justified, Stage::Justified),
        ];
        of.into_iter().find(|(words, _)| words.has(word)).map(|(_, stage)| stage)
    };
    let named = (at + 1..(at + 4).min(said.tokens().len())).find_map(|j| stage(said.word(j)));
    let whole = said.lexicon.particle.the.has(said.word(at.wrapping_sub(1)))
        && said.lexicon.particle.of.has(said.word(at.wrapping_sub(2)));
    let here = |words: &WordList| {
        (0..said.tokens().len()).any(|j| said.clauses[j] == said.clauses[at] && words.has(said.word(j)))
    };
    let answered = !whole && !here(&lists.denied) && here(&lists.answers);
    named.or_else(|| answered.then_some(Stage::Answered))
}

/// Whether the number is of something that no cell counts: an average, a plan, a part of a day.
pub fn of_no_cell(said: &Reading<'_>) -> bool {
    let lists = &said.lexicon.count;
    let months = |w: &str| said.part != Part::Whole && lists.edge.has(w);
    lists.narrow.iter().any(|w| said.has_word(w) && !months(w)) || said.says(&lists.per)
}
