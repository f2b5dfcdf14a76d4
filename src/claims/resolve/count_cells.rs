//! The cells that a count can be of.

use super::context::{Context, exactly, rank};
use super::facts::Fact;
use super::{ambiguity, sums};
use crate::base::Period;
use crate::claims::read::count::{Count, stage};
use crate::claims::read::mention::Mention;
use crate::claims::read::number_role::counted;
use crate::claims::read::tokens::Placed;
use crate::claims::read::unit::Unit;
use crate::config::Stage;
use crate::disclosure::Safe;
use crate::words::wording::Nearness;

/// What is known of the cell that a count is of.
pub enum Subject {
    /// The report withholds it.
    Withheld,
    /// Every word of its clause is understood.
    Clear,
    /// Words are left that may narrow it down.
    Ambiguous {
        /// Whether a published count is the number all the same.
        fits: bool,
    },
}

/// The cells that a count can be of.
pub struct CountCells<'a> {
    /// Those of its years and its stage of which all codes are named.
    pub near: Vec<&'a Fact>,
    /// The likeliest first.
    pub years: Vec<i32>,
    /// Whether its year is certain.
    pub one_year: bool,
    pub stage: Option<Stage>,
    /// Whether a cell, or a sum of cells, is the number.
    pub met: bool,
    pub subject: Subject,
}

impl<'a> CountCells<'a> {
    /// Looks the cells of a count up.
    pub fn of(cx: &Context<'a>, count: &Count) -> Self {
        let (mut years, one_year) = cx.said.years_at(count.at);
        let before = cx.said.word(count.at.wrapping_sub(1));
        // *Van 447 naar 281*: the number it came from is that of the year before.
        let from = cx.said.lexicon.count.came_from.has(before);
        if from || (!cx.said.directions.is_empty() && !count.own) {
            years.extend(cx.said.compared().map(|(from, _)| from));
        }
        let stage = stage(&cx.said, count.at);
        let asked = |f: &&Fact| f.counts() && stage.is_none_or(|s| f.stage == Some(s));
        let of_years = |f: &&Fact| f.year().is_some_and(|y| years.contains(&y)) || month(cx, f, &years);
        let near: Vec<&Fact> = cx.covered.iter().copied().filter(asked).filter(of_years).collect();
        let choice = Choice::of(cx, count, stage, &near);
        let met = near.iter().any(|f| choice.is(f))
            || sums::over_years(cx, count).is_some()
            || sums::of_codes(cx, count, &years);
        let hidden = meant(cx, count, &near, &years).is_some_and(|f| f.value == Safe::Hidden);
        let subject = match (hidden, choice.sure) {
            (true, _) => Subject::Withheld,
            (false, true) => Subject::Clear,
            (false, false) => Subject::Ambiguous { fits: ambiguity::fits(cx, count, &years) },
        };
        Self { near, years, one_year, stage, met, subject }
    }
}

/// How the cells of a count are chosen.
struct Choice<'c, 'a> {
    cx: &'c Context<'a>,
    count: &'c Count,
    stage: Option<Stage>,
    /// Codes named in its clause.
    strict: Vec<&'c Mention>,
    /// Whether every word of its clause is understood.
    sure: bool,
    /// Whether only a cell with exactly these codes can be meant.
    pinned: bool,
}

impl<'c, 'a> Choice<'c, 'a> {
    /// How the cells of a count are chosen; `near` holds those of its years.
    fn of(cx: &'c Context<'a>, count: &'c Count, stage: Option<Stage>, near: &[&Fact]) -> Self {
        let strict = cx.said.mentions_at(count.at);
        let here = |i: usize| cx.said.clauses[i] == cx.said.clauses[count.at];
        let numbers =
            cx.said.tokens().iter().enumerate().filter(|(i, t)| counted(&cx.said, *i, t) && here(*i));
        let alone = numbers.count() == 1;
        let back = |n: usize| cx.said.word(count.at.wrapping_sub(n));
        // *Van de 12.799 slachtoffers*: the whole, of which something is said.
        let whole = cx.said.lexicon.particle.the.has(back(1)) && cx.said.lexicon.particle.of.has(back(2));
        // *De chat was 480 keer bezet, de telefoon 47 keer*: what another clause adds is meant as well.
        let leans = cx.said.mentions.iter().any(|m| {
            let known =
                |(d, _): &(String, String)| strict.iter().any(|s| s.options.iter().any(|(e, _)| d == e));
            !m.options.iter().any(known)
        });
        let sure = cx.said.certain(count.at);
        let mut choice = Self { cx, count, stage, strict, sure, pinned: false };
        choice.pinned = alone
            && sure
            && !(leans || whole || choice.strict.is_empty())
            && near.iter().any(|f| exactly(f, &choice.strict) && choice.unit_fits(f));
        choice
    }

    /// *Oproepen* that were answered may be called so where the line has another word for them.
    fn unit_fits(&self, fact: &Fact) -> bool {
        let answered = self.stage.is_some() && fact.stage == self.stage && fact.unit != "victim";
        self.count.unit.is_none_or(|u| u.fits(&fact.unit) || (u == Unit::Call && answered))
    }

    /// *Meer dan 10.000* is true of too many cells: of the whole, when nothing else is named.
    fn may_be(&self, fact: &Fact) -> bool {
        if self.count.nearness == Nearness::Plain || !self.sure || !self.strict.is_empty() {
            return true;
        }
        let spans = self.cx.said.has(&self.cx.said.lexicon.count.spans);
        ["contacts", "victims"].contains(&fact.measure.as_str())
            || fact.unit.starts_with("visit")
            || (spans && fact.cumulative())
    }

    /// Whether a cell is what the number counts.
    fn is(&self, fact: &Fact) -> bool {
        self.may_be(fact)
            && fact.count().is_some_and(|v| self.count.meets(v))
            && self.unit_fits(fact)
            && (!self.pinned || exactly(fact, &self.strict))
            && !(fact.narrow && self.sure && self.strict.is_empty())
    }
}

/// Whether a cell is of a month that the sentence names.
fn month(cx: &Context<'_>, fact: &Fact, years: &[i32]) -> bool {
    match fact.period {
        Period::Month(y, m) => {
            years.contains(&y)
                && cx
                    .said
                    .tokens()
                    .iter()
                    .filter_map(Placed::word)
                    .any(|w| cx.said.lexicon.month(w) == Some(m))
        }
        _ => false,
    }
}

/// The whole in the line's own unit where the number is a fiftieth away from it at most: *461 oproepen* of a
/// line that answered 460 contacts is about these, though many more calls came in.
pub fn near_by<'a>(cx: &Context<'_>, count: &Count, near: &[&'a Fact]) -> Option<&'a Fact> {
    let claimed = count.typed.value.scaled;
    let close = |f: &&&Fact| f.count().is_some_and(|n| 50 * (n - claimed).abs() <= n);
    let main = |f: &&&Fact| {
        f.dims.is_empty()
            && f.measure == "contacts"
            && f.stage == Some(cx.said.setting.line.main_stage)
            && f.year().is_some()
            && !f.narrow
    };
    let strict = cx.said.mentions_at(count.at);
    let calls = matches!(count.unit, Some(Unit::Call)) && strict.is_empty();
    near.iter().filter(|_| calls).filter(main).find(close).copied()
}

/// The published cell that a claim is about.
pub fn meant<'a>(cx: &Context<'_>, count: &Count, near: &[&'a Fact], years: &[i32]) -> Option<&'a Fact> {
    let unit = count.unit?;
    let strict = cx.said.mentions_at(count.at);
    let asked = stage(&cx.said, count.at);
    let main = |f: &&&Fact| {
        (unit.fits(&f.unit)
            || (unit == Unit::Call && asked.is_some() && f.stage == asked && f.unit != "victim"))
            && !f.narrow
            && exactly(f, &strict)
            && f.year() == years.first().copied()
            && !f.cumulative()
            && (f.measure == "contacts" || f.measure == "victims" || unit == Unit::Visitor)
    };
    let wanted = asked.unwrap_or(cx.said.setting.line.main_stage);
    let rank = |f: &&&Fact| (f.stage != Some(wanted), rank(f, &strict));
    near.iter().filter(main).min_by_key(rank).copied()
}

/// What the line counts, where the sentence names a unit that it does not count at all: *12 meldingen over
/// stalking*.
pub fn in_own_unit<'a>(
    cx: &Context<'_>,
    count: &Count,
    near: &[&'a Fact],
    years: &[i32],
) -> Option<&'a Fact> {
    let unit = count.unit.filter(|_| count.own)?;
    let contacts = matches!(unit, Unit::Report | Unit::CaseFile | Unit::Conversation | Unit::Call);
    if !contacts || cx.facts().all.iter().any(|f| unit.fits(&f.unit)) {
        return None;
    }
    let line = cx.said.setting.line;
    let counted = Count { unit: Unit::of(line.unit(line.main_stage)), ..*count };
    meant(cx, &counted, near, years)
}
