//! Numbers of something: 9.424 oproepen, 652 personen, van 1140 (2019) naar 1929 (2022).

use super::context::{Context, Mention, exactly};
use super::facts::Fact;
use super::lexicon::Unit;
use super::numbers::{Count, counted, meets, month, read, stage, stranger};
use super::periods::Part;
use super::printed;
use super::sums::{of_codes, sums, visitors};
use super::units::{cell, name, other_stage, other_unit, persons, reference};
use super::wrong::{meant, swapped, wrong};
use crate::base::{Findings, code};
use crate::config::Stage;
use crate::disclosure::Safe;
use crate::words::wording::Nearness;

/// Words that narrow a number down in a way that no published cell does.
const NARROW: [&str; 16] = [
    "verschil",
    "gemiddeld",
    "gemiddelde",
    "dagelijks",
    "wekelijks",
    "maandelijks",
    "uur",
    "nieuwe",
    "eerste",
    "laatste",
    "doel",
    "streven",
    "verwachten",
    "verwacht",
    "capaciteit",
    "mediaan",
];

/// Checks all counts of a sentence.
pub fn check(cx: &Context<'_>, findings: &mut Findings) {
    for i in 0..cx.tokens().len() {
        if let Some(count) = read(cx, i) {
            one(cx, &count, findings);
        } else if let Some(noun) = stranger(cx, i) {
            misnamed(cx, i, noun, findings);
        }
    }
}

/// L06: a published number under a name that the line does not count: *1.929 koppels*.
fn misnamed(cx: &Context<'_>, at: usize, noun: usize, findings: &mut Findings) {
    let Some(typed) = cx.tokens()[at].number() else { return };
    let (years, _) = cx.years_at(at);
    let codes = cx.mentions_at(at);
    let same = |f: &&&Fact| {
        f.counts()
            && f.count() == Some(typed.value.scaled)
            && f.year().is_some_and(|y| years.contains(&y))
            && exactly(f, &codes)
            && ["contacts", "victims"].contains(&f.measure.as_str())
    };
    let main = Some(cx.ground.line.main_stage);
    let Some(fact) = cx.covered.iter().filter(same).min_by_key(|f| f.stage != main) else { return };
    let message = format!("{} is the number of {}, not of {}", typed.value, cell(cx, fact), cx.word(noun));
    cx.report(code::L06, at, &message, "use the unit of the figure", findings);
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
    fn of(cx: &'c Context<'a>, count: &'c Count, stage: Option<Stage>, near: &[&Fact]) -> Self {
        let strict = cx.mentions_at(count.at);
        let here = |i: usize| cx.clauses[i] == cx.clauses[count.at];
        let numbers = cx.tokens().iter().enumerate().filter(|(i, t)| counted(cx, *i, t) && here(*i));
        let alone = numbers.count() == 1;
        let back = |n: usize| cx.word(count.at.wrapping_sub(n));
        // *Van de 12.799 slachtoffers*: the whole, of which something is said.
        let whole = back(1) == "de" && back(2) == "van";
        // *De chat was 480 keer bezet, de telefoon 47 keer*: what another clause adds is meant as well.
        let leans = cx.mentions.iter().any(|m| {
            let known =
                |(d, _): &(String, String)| strict.iter().any(|s| s.options.iter().any(|(e, _)| d == e));
            !m.options.iter().any(known)
        });
        let sure = cx.certain(count.at);
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
        let spans = self.cx.has(&["samen", "totaal", "sinds", "al", "start", "reeds"]);
        ["contacts", "victims"].contains(&fact.measure.as_str())
            || fact.unit.starts_with("visit")
            || (spans && fact.cumulative())
    }

    /// Whether a cell is what the number counts.
    fn is(&self, fact: &Fact) -> bool {
        self.may_be(fact)
            && fact.count().is_some_and(|v| meets(self.count, v))
            && self.unit_fits(fact)
            && (!self.pinned || exactly(fact, &self.strict))
            && !(fact.narrow && self.sure && self.strict.is_empty())
    }
}

/// Whether the number is of something that no cell counts: an average, a plan, a part of a day.
fn narrow(cx: &Context<'_>) -> bool {
    let months = |w: &str| cx.part != Part::Whole && ["eerste", "laatste"].contains(&w);
    NARROW.iter().any(|w| cx.has(&[w]) && !months(w))
        || cx.says(&["per dag", "per maand", "per week", "per jaar", "per uur"])
}

fn one(cx: &Context<'_>, count: &Count, findings: &mut Findings) {
    let (mut years, certain) = cx.years_at(count.at);
    let before = cx.word(count.at.wrapping_sub(1));
    // *Van 447 naar 281*: the number it came from is that of the year before.
    let from = ["van", "tegenover"].contains(&before);
    if from || (!cx.directions.is_empty() && !count.own) {
        years.extend(cx.compared().map(|(from, _)| from));
    }
    if let Some(cited) = cx.cited(count.typed) {
        return reference(cx, count, cited, findings);
    }
    let stage = stage(cx, count.at);
    let asked = |f: &&Fact| f.counts() && stage.is_none_or(|s| f.stage == Some(s));
    let of_years = |f: &&Fact| f.year().is_some_and(|y| years.contains(&y)) || month(cx, f, &years);
    let near: Vec<&Fact> = cx.covered.iter().copied().filter(asked).filter(of_years).collect();
    let choice = Choice::of(cx, count, stage, &near);
    if near.iter().any(|f| choice.is(f))
        || sums(cx, count).is_some()
        || of_codes(cx, count, &years)
        || narrow(cx)
    {
        return;
    }
    // What is withheld gets one answer, whatever was claimed.
    let withheld = meant(cx, count, &near, &years).is_some_and(|f| f.value == Safe::Hidden);
    let vague = !choice.sure && count.unit != Some(Unit::Person) && printed::fits(cx, count, &years);
    if !(withheld || vague)
        && (other_unit(cx, count, &near, findings)
            || persons(cx, count, findings)
            || other_stage(cx, count, stage, &years, findings)
            || visitors(cx, count, findings))
    {
        return;
    }
    if (!count.own && !certain) || cx.leans() {
        return;
    }
    if cx.part != Part::Whole {
        return of_part(cx, count, &near, &years, findings);
    }
    // The words say more than the report counts: a number that it prints may be meant.
    if !withheld && !choice.sure && (printed::count(cx, count, &years) || !slip(cx, count, &near, &years)) {
        return;
    }
    if !difference(cx, count, &near, &years, findings) {
        wrong(cx, count, &near, &years, findings);
    }
}

/// L03: *500 oproepen meer dan in 2022* is about the difference.
fn difference(
    cx: &Context<'_>,
    count: &Count,
    near: &[&Fact],
    years: &[i32],
    findings: &mut Findings,
) -> bool {
    let more = (count.at + 1..count.at + 4).any(|j| ["meer", "minder", "bij", "extra"].contains(&cx.word(j)));
    let pair = cx.compared_at(count.at).first().copied().filter(|_| more && !cx.directions.is_empty());
    let (Some((from, to)), Some(fact)) = (pair, meant(cx, count, near, years)) else { return false };
    let number = |y: i32| cx.facts().in_year(fact, y).and_then(Fact::count);
    let (Some(a), Some(b)) = (number(from), number(to)) else { return false };
    let message = format!(
        "claimed a difference of {}, computed {} ({a} in {from}, {b} in {to})",
        count.typed.value,
        b - a
    );
    cx.report(code::L03, count.at, &message, "correct it, or give both numbers as references", findings);
    true
}

/// Whether a number is near what it would be of if the unknown words changed nothing: two digits that
/// changed places, a fiftieth more or less, or the number of another year.
fn slip(cx: &Context<'_>, count: &Count, near: &[&Fact], years: &[i32]) -> bool {
    let Some(fact) = meant(cx, count, near, years) else { return false };
    let Some(actual) = fact.count() else { return false };
    let claimed = count.typed.value.scaled;
    let close = 50 * (claimed - actual).abs() <= actual && !printed::narrowed(cx);
    let before = fact.year().and_then(|y| cx.facts().in_year(fact, y - 1)).and_then(Fact::count);
    count.nearness == Nearness::Plain
        && count.own
        && claimed >= 100
        && (close || swapped(&claimed.to_string(), &actual.to_string()) || before == Some(claimed))
}

/// A number of some months of the year, when nothing else is said of them.
fn of_part(cx: &Context<'_>, count: &Count, near: &[&Fact], years: &[i32], findings: &mut Findings) {
    let (Part::Months(months), [year]) = (&cx.part, years) else { return };
    let numbers = (0..cx.tokens().len()).filter(|i| counted(cx, *i, &cx.tokens()[*i])).count();
    let Some(fact) = meant(cx, count, near, years).filter(|f| f.dims.is_empty()) else { return };
    let Some(sum) = super::periods::sum(cx, fact, months, *year) else { return };
    if numbers == 1 && cx.certain(count.at) && !meets(count, sum) {
        let when = super::periods::shown(months, *year);
        let what = name(cx, fact.stage, &fact.unit);
        let message = format!("claimed {}, computed {sum} ({what} in {when})", count.typed.value);
        cx.report(
            code::L03,
            count.at,
            &message,
            "correct it, or write a reference to contacts-by-month",
            findings,
        );
    }
}
