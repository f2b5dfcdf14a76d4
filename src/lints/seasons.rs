//! Changes of a month or a season: they are not those of the year.

use super::changes::percent;
use super::context::Context;
use super::facts::Fact;
use super::lexicon::month;
use super::text::{Placed, Typed};
use crate::measures::Period;

/// Parts of a year for which a report has no figure.
const SEASONS: [&str; 13] = [
    "voorjaar",
    "najaar",
    "lente",
    "zomer",
    "herfst",
    "winter",
    "kwartaal",
    "semester",
    "jaarhelft",
    "week",
    "weken",
    "weekend",
    "weekends",
];

/// Whether a change is one of a part of the year that the sentence names: of a month that changed so
/// much, or of a season, of which nothing is published.
pub fn part_of_year(cx: &Context<'_>, typed: Typed, way: i8, (from, to): (i32, i32)) -> bool {
    let named = (0..cx.tokens().len()).filter_map(|i| {
        // *12 november* is a day.
        let dated = i > 0 && cx.tokens()[i - 1].number().is_some();
        month(cx.word(i)).filter(|_| !dated)
    });
    let months: Vec<u8> = named.collect();
    if months.is_empty() {
        return cx.tokens().iter().filter_map(Placed::word).any(|w| SEASONS.contains(&w));
    }
    months.into_iter().any(|m| of_month(cx, typed, m, way, (from, to)))
}

fn of_month(cx: &Context<'_>, typed: Typed, month: u8, way: i8, (from, to): (i32, i32)) -> bool {
    let facts = cx.facts();
    let later =
        facts.all.iter().filter(|f| f.counts() && f.period == Period::Month(to, month) && cx.covers(f));
    later
        .filter_map(|f| {
            let before = facts.beside(f, &f.dims, Period::Month(from, month))?.count()?;
            change(before, f).map(|c| percent(c, typed.value.decimals))
        })
        .flatten()
        .any(|n| i64::from(way) * n.scaled == typed.value.scaled.abs())
}

fn change(before: i64, later: &Fact) -> Option<crate::commentary::wording::Ratio> {
    let after = later.count()?;
    (before > 0).then_some(crate::commentary::wording::Ratio(i128::from(after - before), i128::from(before)))
}
