//! The most and the least: recordjaar, de drukste maand, het grootste kanaal, de meeste oproepen kwamen uit ….

use std::collections::BTreeSet;

use super::labels;
use crate::base::{Findings, Lang, Period, code};
use crate::claims::read::mention::Mention;
use crate::claims::read::part_of_year::Part;
use crate::claims::read::superlative::{Record, Superlative, sure};
use crate::claims::resolve::context::{Context, rank};
use crate::claims::resolve::facts::Fact;
use crate::claims::resolve::subjects::whole_series;
use crate::config::CodeKind;
use crate::words::{Labels, Words};

/// L16: another month or another code holds the record.
pub fn check(cx: &Context<'_>, claim: &Superlative, findings: &mut Findings) {
    months(cx, claim.at, claim.most, findings);
    codes(cx, claim.at, claim.most, findings);
}

/// *De drukste maand was november.*
fn months(cx: &Context<'_>, at: usize, most: bool, findings: &mut Findings) {
    let here = |i: &usize| cx.said.clauses[*i] == cx.said.clauses[at];
    let named: Vec<u8> = (0..cx.said.tokens().len())
        .filter(here)
        .filter_map(|i| cx.said.lexicon.month(cx.said.word(i)))
        .collect();
    let ([named], true) = (&named[..], cx.said.mentions.is_empty()) else { return };
    let (years, _) = cx.said.years_at(at);
    let Some(year) = years.first() else { return };
    let main = cx.said.setting.line.main_stage;
    let of = |f: &&Fact| {
        matches!(f.period, Period::Month(y, _) if y == *year)
            && f.dims.is_empty()
            && f.measure == "contacts"
            && f.stage == Some(main)
            && (cx.said.units.is_empty() || cx.said.units.iter().any(|(_, u)| u.fits(&f.unit)))
    };
    let all: Vec<(u8, i64)> = cx
        .facts()
        .all
        .iter()
        .filter(of)
        .filter_map(|f| match f.period {
            Period::Month(_, m) => Some((m, f.count()?)),
            _ => None,
        })
        .collect();
    let Some((_, own)) = all.iter().find(|(m, _)| m == named) else { return };
    let beaten = all.iter().find(|(_, n)| if most { n > own } else { n < own });
    if let Some((other, n)) = beaten {
        let message = format!("{own} in {year}-{named:02}, but {n} in {year}-{other:02}");
        cx.report(code::L16, at, &message, "name the month that holds the record", findings);
    }
}

/// *De meeste oproepen kwamen uit Limburg.*
fn codes(cx: &Context<'_>, at: usize, most: bool, findings: &mut Findings) {
    let here: Vec<&Mention> = cx.said.mentions_at(at);
    let weekday = |m: &Mention| m.options.iter().all(|(d, _)| d == "weekday");
    let dims: BTreeSet<&str> =
        cx.said.mentions.iter().flat_map(|m| &m.options).map(|(d, _)| d.as_str()).collect();
    // Codes of several dimensions: of a table that sets them against each other.
    let mixed = cx.said.mentions.len() > 1
        && !dims.iter().any(|d| cx.said.mentions.iter().all(|m| m.options.iter().any(|(e, _)| e == d)));
    if here.is_empty()
        || mixed
        || cx.said.part != Part::Whole && !here.iter().all(|m| weekday(m))
        || !sure(&cx.said, at)
    {
        return;
    }
    let (years, _) = cx.said.years_at(at);
    let Some(year) = years.first() else { return };
    let facts = cx.facts();
    let of = |f: &&Fact| {
        f.year() == Some(*year)
            && f.counts()
            && f.dims.len() == 1
            && ["contacts", "victims"].contains(&f.measure.as_str())
            && (cx.said.units.is_empty() || cx.said.units.iter().any(|(_, u)| u.fits(&f.unit)))
    };
    let mut own: Vec<&Fact> = facts
        .all
        .iter()
        .filter(of)
        .filter(|f| here.iter().any(|m| f.dims.iter().all(|(d, c)| m.means(d, c))))
        .collect();
    own.sort_by_key(|f| (rank(f, &here), f.stage != Some(cx.said.setting.line.main_stage)));
    let mut beaten = Vec::new();
    for fact in &own {
        let Some(n) = fact.count() else { return };
        let rivals = facts
            .all
            .iter()
            .filter(of)
            .filter(|f| f.kin(fact) && f.period == fact.period && rival(cx, fact, f));
        let mut rivals = rivals.peekable();
        if rivals.peek().is_none() {
            continue;
        }
        let better = rivals.filter(|f| f.count().is_some_and(|r| if most { r > n } else { r < n }));
        match better.max_by_key(|f| f.count().map(|r| if most { r } else { -r })) {
            // One of those that are named holds the record.
            None => return,
            Some(rival) => beaten.push((n, rival)),
        }
    }
    let Some((n, rival)) = beaten.first() else { return };
    let (dim, code) = rival.dims.iter().next().map(|(d, c)| (d.as_str(), c.as_str())).unwrap_or_default();
    let names = Labels { words: Words::of(Lang::nl()), subject: cx.said.setting.line };
    let name = labels::code(names, dim, code);
    let message = format!("{n} in {year}, but {} of {name}", rival.count().unwrap_or_default());
    cx.report(code::L16, at, &message, "name the one that holds the record", findings);
}

/// Whether a cell stands beside another as one of the same kind: real categories, no groups of them.
fn rival(cx: &Context<'_>, fact: &Fact, other: &Fact) -> bool {
    let pair = fact.dims.iter().next().zip(other.dims.iter().next());
    let Some(((dim, code), (other_dim, other_code))) = pair else { return false };
    if dim != other_dim || code == other_code || other.unknown {
        return false;
    }
    let line = cx.said.setting.line;
    if dim == "channel" {
        let parent = |c: &str| line.channels.iter().find(|l| l.id == c).and_then(|l| l.parent.clone());
        let leaf = line.channels.iter().any(|l| l.id == *other_code);
        return leaf && parent(other_code).as_ref() != Some(code);
    }
    let Some(dimension) = line.dimension(dim) else { return true };
    let list = &dimension.codes;
    let leaf = list.codes.iter().find(|c| c.id == *other_code);
    leaf.is_some_and(|c| c.kind == CodeKind::Plain && c.parent.as_ref() != Some(code))
}

/// L16: the highest or lowest number ever.
pub fn record(cx: &Context<'_>, claim: &Record, findings: &mut Findings) {
    let Record { at, highest, year, since } = *claim;
    for fact in whole_series(cx) {
        let series = cx.facts().series(fact);
        let values: Vec<(i32, i64)> = series
            .iter()
            .filter_map(|f| Some((f.year()?, f.count()?)))
            .filter(|(y, _)| since.is_none_or(|s| s <= *y))
            .collect();
        let Some((_, own)) = values.iter().find(|(y, _)| *y == year) else { continue };
        let beaten = values.iter().find(|(y, n)| *y != year && if highest { n >= own } else { n <= own });
        if let Some((other, n)) = beaten {
            let message = format!("{own} in {year}, but {n} in {other}");
            cx.report(code::L16, at, &message, "name the year that holds the record", findings);
            return;
        }
    }
}
