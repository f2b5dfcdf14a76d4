//! The values of a row that was typed, by target: to compare rows, and to put them in an order that does not
//! depend on where they stand.

use crate::config::Helpline;

use super::callers::Calls;
use super::registrations::{NO_HOUR, NONE_U16, NONE_U32, Registrations};

/// The value of a target; nothing where the file has no such column.
pub(super) type Value<'l> = (&'l str, Option<u64>);

/// All values of a row, the moment first. A missing value is 0.
pub(super) fn values<'l>(
    table: &Registrations,
    calls: Option<&Calls>,
    line: &'l Helpline,
    row: usize,
) -> Vec<Value<'l>> {
    let day =
        u64::from(table.year[row]) * 10_000 + u64::from(table.month[row]) * 100 + u64::from(table.day[row]);
    let hour = if table.hour[row] == NO_HOUR { 0 } else { u64::from(table.hour[row]) + 1 };
    let small = |column: &Option<Vec<u8>>| column.as_ref().map(|c| u64::from(c[row]) + 1);
    let span = |column: &Option<Vec<u32>>| {
        column.as_ref().map(|c| if c[row] == NONE_U32 { 0 } else { u64::from(c[row]) + 1 })
    };
    let victims = table.victims.as_ref().map(|c| if c[row] == NONE_U16 { 0 } else { u64::from(c[row]) + 1 });
    let mut all = vec![
        ("at", Some(day * 100 + hour)),
        ("stage", Some(u64::from(table.stage[row]))),
        ("outcome", small(&table.outcome)),
        ("channel", small(&table.channel)),
        ("wait_s", span(&table.wait_s)),
        ("duration_s", span(&table.duration_s)),
        ("closed_after_s", span(&table.closed_after_s)),
        ("victims", victims),
        ("caller_number", calls.map(|c| (c.hashes[row] >> 64) as u64)),
    ];
    for dimension in &line.dimensions {
        let single = table.single.get(&dimension.id).map(|c| u64::from(c[row]) + 1);
        let several = table.multi.get(&dimension.id).map(|c| c[row]);
        all.push((dimension.id.as_str(), single.or(several)));
    }
    all
}

/// The targets in which two rows differ; what only one of the two files has is no difference.
pub(super) fn differing<'l>(a: &[Value<'l>], b: &[Value<'l>]) -> Vec<&'l str> {
    let differs = |((_, a), (_, b)): &(&Value<'l>, &Value<'l>)| a.zip(*b).is_some_and(|(a, b)| a != b);
    a.iter().zip(b).filter(differs).map(|(a, _)| a.0).collect()
}

/// What puts rows in an order: dated last and furthest come highest.
pub(super) fn rank(values: &[Value<'_>]) -> Vec<u64> {
    values.iter().map(|(_, value)| value.unwrap_or(0)).collect()
}
