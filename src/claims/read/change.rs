//! Changes with a size: 31 % meer dan vorig jaar, een daling van 12 %, met een derde toegenomen, verdubbeld.

use super::number_role::{fraction, is_change, of_share};
use super::part_of_year::Part;
use super::sentence::Reading;
use super::tokens::Typed;
use super::word_list::find;
use crate::base::Num;
use crate::words::wording::{Nearness, Ratio, holds};

/// A change that is claimed.
pub struct Change {
    pub at: usize,
    pub size: Ratio,
    /// Digits of a percentage; none for a worded part.
    pub decimals: Option<u8>,
    pub nearness: Nearness,
    pub shown: String,
}

impl Change {
    fn percentage(said: &Reading<'_>, at: usize, typed: Typed) -> Self {
        let value = Num { scaled: typed.value.scaled.abs(), ..typed.value };
        let Ratio(a, b) = Ratio::of(value);
        Self {
            at,
            size: Ratio(a, 100 * b),
            decimals: Some(value.decimals),
            nearness: said.nearness(at),
            shown: format!("{value} %"),
        }
    }

    /// Whether a change, turned into the claimed direction, has the claimed size.
    pub fn meets(&self, change: Ratio, way: i8) -> bool {
        let signed = Ratio(i128::from(way) * change.0, change.1);
        match (self.decimals, self.nearness) {
            (Some(decimals), Nearness::Plain) => percent(signed, decimals) == percent(self.size, decimals),
            (_, nearness) => holds(nearness, self.size, signed, false),
        }
    }
}

/// A size of a change.
pub enum Size {
    /// One that was typed.
    Typed(Change),
    /// One that a reference gave: only the words around it can be wrong.
    Cited(usize),
}

/// The changes at a token: one that is worded, one in percent, or the direction of one from a reference.
pub fn read(said: &Reading<'_>, at: usize) -> Vec<Size> {
    let mut found = Vec::new();
    if let Some((size, _)) = fraction(said, at) {
        let shown = Ratio(100 * size.0, size.1).rounded(0).map(|n| format!("{n} %")).unwrap_or_default();
        found.push(Size::Typed(Change { at, size, decimals: None, nearness: said.nearness(at), shown }));
    }
    let typed = said.tokens()[at].number().filter(|n| n.percent);
    if let Some(typed) = typed.filter(|_| is_change(said, at)) {
        found.push(match typed.cited {
            None => Size::Typed(Change::percentage(said, at, typed)),
            Some(_) => Size::Cited(at),
        });
    }
    found
}

/// The direction that belongs to a number: the nearest, in its own clause if there is one.
pub fn nearest_way(said: &Reading<'_>, at: usize) -> Option<i8> {
    let apart = |j: usize| (said.clauses[j] != said.clauses[at], j.abs_diff(at));
    said.directions.iter().min_by_key(|(j, _)| apart(*j)).map(|(_, way)| *way)
}

/// A change in percent, rounded.
pub fn percent(change: Ratio, decimals: u8) -> Option<Num> {
    Ratio(100 * change.0, change.1).rounded(decimals)
}

/// How often something became what it was: *verdubbeld*.
pub struct Factor {
    pub at: usize,
    pub times: Ratio,
    pub nearness: Nearness,
    /// Years it lies between, earlier first.
    pub years: (i32, i32),
}

/// The first factor of a sentence about whole years.
pub fn multiple(said: &Reading<'_>) -> Option<Factor> {
    let (at, (times, of)) = (0..said.tokens().len())
        .find_map(|i| Some((i, *find(&said.lexicon.change.factors, said.word(i))?)))?;
    let years = said.compared().filter(|_| said.part == Part::Whole && !said.narrowed())?;
    let lexicon = said.lexicon;
    let back = |n: usize| said.word(at.wrapping_sub(n));
    let more = lexicon.change.more.has(back(2)) && lexicon.particle.than.has(back(1));
    let nearness = if more { Nearness::More } else { said.nearness(at) };
    Some(Factor { at, times: Ratio(times, of), nearness, years })
}

/// A number of percentage points, or a percentage that may be meant so.
pub struct Points {
    pub at: usize,
    pub typed: Typed,
    /// Up 1, down −1.
    pub way: i8,
    pub nearness: Nearness,
}

/// The percentage points at a token. *Het aandeel steeg met 2 %*: the points are meant where these were 2.
pub fn points(said: &Reading<'_>, at: usize) -> Option<Points> {
    let typed = said.tokens()[at].number().filter(|n| n.cited.is_none())?;
    let loose = typed.percent && of_share(said) && is_change(said, at);
    if !(typed.points || loose) || said.part != Part::Whole {
        return None;
    }
    let way = said.directions.iter().min_by_key(|(j, _)| j.abs_diff(at)).map_or(1, |(_, w)| *w);
    Some(Points { at, typed, way, nearness: said.nearness(at) })
}
