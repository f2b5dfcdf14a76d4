//! Sums over months of a year.

use super::context::Context;
use super::facts::Fact;
use crate::base::Period;

/// The sum over months of a year of a cell without codes, or with exactly these.
pub fn sum(cx: &Context<'_>, like: &Fact, months: &[u8], year: i32) -> Option<i64> {
    let facts = cx.facts();
    let one = |m: &u8| {
        let of = |f: &&Fact| {
            f.period == Period::Month(year, *m)
                && f.measure == like.measure
                && f.stage == like.stage
                && f.dims == like.dims
                && !f.narrow
        };
        facts.all.iter().find(of).and_then(Fact::count)
    };
    months.iter().map(one).sum()
}

/// What months are called in a message.
pub fn shown(months: &[u8], year: i32) -> String {
    match months {
        [] => String::new(),
        [one] => format!("{year}-{one:02}"),
        [first, .., last] => format!("{year}-{first:02} to {year}-{last:02}"),
    }
}
