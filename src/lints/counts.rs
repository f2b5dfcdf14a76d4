//! Numbers of something: 9.424 oproepen, 652 personen, van 1140 (2019) naar 1929 (2022).

use super::context::{Context, exactly};
use super::facts::Fact;
use super::lexicon::{self, Unit};
use super::sums::{sums, visitors};
use super::text::{Placed, Typed};
use super::wrong::{meant, wrong};
use crate::commentary::wording::{Nearness, Ratio, holds};
use crate::config::Stage;
use crate::diagnostics::Findings;
use crate::disclosure::Safe;
use crate::measures::Period;

/// A number that claims to count something.
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

/// Words that narrow a number down in a way that no published cell does.
const NARROW: [&str; 30] = [
    "gemiddeld",
    "gemiddelde",
    "dagelijks",
    "wekelijks",
    "maandelijks",
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
    "weekend",
    "nacht",
    "kwartaal",
    "semester",
    "zomer",
    "week",
    "weken",
    "dagen",
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
        }
    }
}

fn read(cx: &Context<'_>, at: usize) -> Option<Count> {
    let tokens = cx.tokens();
    let typed = tokens[at].number()?;
    if typed.percent || typed.points || cx.years.iter().any(|(i, _)| *i == at) || typed.value.decimals > 0 {
        return None;
    }
    if cx.cited(typed).is_some_and(|c| !c.plain) || line_number(cx, typed) {
        return None;
    }
    let after = cx.word(at + 1);
    let ratio = after == "op"
        || (at > 0 && matches!(cx.word(at - 1), "op"))
        || (at > 1 && cx.word(at - 1) == "de" && cx.word(at - 2) == "op");
    let other = [
        "uur", "min", "minuten", "seconden", "jaar", "jaren", "dagen", "weken", "maanden", "keer", "vte",
        "euro", "km", "miljoen",
    ];
    // *9.424 keer gecontacteerd* counts contacts all the same.
    let times = matches!(after, "keer" | "maal") && cx.tokens().len() > at + 2;
    let dated = lexicon::month(after).is_some()
        || tokens.get(at + 1).is_some_and(|t| t.is('/'))
        || (at > 0 && tokens[at - 1].is('/'));
    let money = at > 0 && tokens[at - 1].is('€');
    if ratio || dated || money || (other.contains(&after) && !times) {
        return None;
    }
    let own = if times { Some(Unit::Contact) } else { noun(cx, at) };
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
        if !goes_on || cx.units.is_empty() && cx.mentions.is_empty() {
            return None;
        }
    }
    // A single small number without its own noun is rarely a claim: *de 3 provincies*, *punt 2*.
    if bare && typed.value.scaled < 10 {
        return None;
    }
    let unit = own.or_else(|| cx.units.first().map(|(_, u)| *u));
    Some(Count { at, typed, unit, own: own.is_some(), nearness: cx.nearness(at) })
}

/// The unit word behind a number: *9.424 beantwoorde oproepen*.
fn noun(cx: &Context<'_>, at: usize) -> Option<Unit> {
    for j in at + 1..(at + 5).min(cx.tokens().len()) {
        let token = &cx.tokens()[j];
        let word = token.word().or_else(|| (token.is('(') || token.is(')')).then_some(""))?;
        if let Some((_, unit)) = cx.units.iter().find(|(k, _)| *k == j) {
            return Some(*unit);
        }
        let adjective = word.ends_with('e') || ["meer", "minder", "", "mogelijke"].contains(&word);
        if !adjective {
            return None;
        }
    }
    None
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

/// The stage that an adjective asks for.
pub fn stage(cx: &Context<'_>, at: usize) -> Option<Stage> {
    let word = (at + 1..(at + 4).min(cx.tokens().len()))
        .map(|j| cx.word(j))
        .find(|w| !w.is_empty() && w.ends_with('e'))?;
    match word {
        "inkomende" | "binnenkomende" => Some(Stage::Incoming),
        "beantwoorde" => Some(Stage::Answered),
        "terechte" => Some(Stage::Justified),
        _ => None,
    }
}

fn one(cx: &Context<'_>, count: &Count, findings: &mut Findings) {
    let facts = cx.facts();
    let (mut years, certain) = cx.years_at(count.at);
    let before = cx.word(count.at.wrapping_sub(1));
    // *Van 447 naar 281*: the number it came from is that of the year before.
    if !cx.directions.is_empty() && (!count.own || ["van", "tegenover"].contains(&before)) {
        years.extend(cx.compared().map(|(from, _)| from));
    }
    if let Some(cited) = cx.cited(count.typed) {
        return reference(cx, count, cited, findings);
    }
    let stage = stage(cx, count.at);
    let unit_fits = |f: &Fact| count.unit.is_none_or(|u| u.fits(&f.unit));
    let asked = |f: &&Fact| f.counts() && cx.covers(f) && stage.is_none_or(|s| f.stage == Some(s));
    let of_years = |f: &&Fact| f.year().is_some_and(|y| years.contains(&y)) || month(cx, f, &years);
    let near: Vec<&Fact> = facts.all.iter().filter(asked).filter(of_years).collect();
    let strict = cx.mentions_at(count.at);
    let alone = cx
        .tokens()
        .iter()
        .enumerate()
        .filter(|(i, t)| counted(cx, *i, t) && cx.clauses[*i] == cx.clauses[count.at])
        .count()
        == 1;
    // *Van de 12.799 slachtoffers*: the whole, of which something is said.
    let whole = before == "de" && cx.word(count.at.wrapping_sub(2)) == "van";
    let pinned =
        alone && !whole && !strict.is_empty() && near.iter().any(|f| exactly(f, &strict) && unit_fits(f));
    let ok = |f: &&&Fact| {
        f.count().is_some_and(|v| meets(count, v)) && unit_fits(f) && (!pinned || exactly(f, &strict))
    };
    if near.iter().any(|f| ok(&f))
        || sums(cx, count).is_some()
        || NARROW.iter().any(|w| cx.has(&[w]))
        || cx.says(&["per dag", "per maand", "per week", "per jaar", "per uur"])
    {
        return;
    }
    // What is withheld gets one answer, whatever was claimed.
    let withheld = meant(cx, count, &near, &years).is_some_and(|f| f.value == Safe::Hidden);
    if !withheld && other_unit(cx, count, &near, findings) || visitors(cx, count, findings) {
        return;
    }
    if (!count.own && !certain) || cx.leans() {
        return;
    }
    wrong(cx, count, &near, &years, findings);
}

fn counted(cx: &Context<'_>, i: usize, token: &Placed) -> bool {
    token.number().is_some_and(|n| !n.percent && !n.points && n.value.scaled >= 10)
        && !cx.years.iter().any(|(j, _)| *j == i)
}

fn month(cx: &Context<'_>, fact: &Fact, years: &[i32]) -> bool {
    match fact.period {
        Period::Month(y, m) => {
            years.contains(&y)
                && cx.tokens().iter().filter_map(Placed::word).any(|w| lexicon::month(w) == Some(m))
        }
        _ => false,
    }
}

/// A number from a reference is right; only the words around it can be wrong.
fn reference(cx: &Context<'_>, count: &Count, cited: &crate::commentary::Cited, findings: &mut Findings) {
    let published = cited.key.unit.as_deref().unwrap_or_default();
    let Some(unit) = count.unit.filter(|u| count.own && !u.fits(published)) else { return };
    // *Attempts* are called contacts or calls at will by nobody but the line itself.
    let message =
        format!("{} counts {}, not {}", count.typed.value, name(cx, cited.key.stage, published), said(unit));
    cx.report("L06", count.at, &message, "use the unit of the figure, or refer to another figure", findings);
}

fn said(unit: Unit) -> &'static str {
    match unit {
        Unit::Call => "calls (oproepen)",
        Unit::Contact => "contacts",
        Unit::Conversation => "conversations (gesprekken)",
        Unit::Report => "reports (meldingen)",
        Unit::CaseFile => "case files (dossiers)",
        Unit::Victim => "victims (slachtoffers)",
        Unit::Person => "persons: whoever makes contact twice is counted twice",
        Unit::Visitor => "visitors (bezoekers)",
    }
}

/// What a published unit is called in the report.
pub fn name(cx: &Context<'_>, stage: Option<Stage>, unit: &str) -> String {
    let labels = crate::words::Labels {
        words: crate::words::Words::of(crate::config::Lang::Nl),
        line: cx.ground.line,
    };
    match stage {
        Some(stage) if unit != "victim" => labels.stage_unit(stage, 2),
        _ => labels.unit(unit, 2),
    }
}

/// L06: the number is that of another unit.
fn other_unit(cx: &Context<'_>, count: &Count, near: &[&Fact], findings: &mut Findings) -> bool {
    if count.nearness != Nearness::Plain {
        return false;
    }
    let Some(unit) = count.unit else { return false };
    // Persons may be said of any year: they are no contacts in any.
    let same = |f: &&Fact| f.counts() && !unit.fits(&f.unit) && f.count() == Some(count.typed.value.scaled);
    let found = near.iter().copied().find(same).or_else(|| {
        let any = cx.facts().all.iter().filter(|f| f.counts() && f.unit != "visitor" && f.unit != "visit");
        any.filter(|f| unit == Unit::Person && count.typed.value.scaled >= 20 && cx.covers(f))
            .find(|f| same(f))
    });
    let Some(fact) = found else { return false };
    let message = format!(
        "{} is the number of {} in {}, not of {}",
        fact.value.number().map(|n| n.to_string()).unwrap_or_default(),
        name(cx, fact.stage, &fact.unit),
        fact.period,
        said(unit)
    );
    cx.report("L06", count.at, &message, "use the unit of the figure", findings);
    true
}
