//! What changed: the answer whose share changed most, and the part of the year in which a year went the other way.
//! Only of numbers that are published, final and comparable.

use super::Reading;
use super::intervals::{Gap, excess, least_difference, quantile};
use super::reading::is_part;
use crate::base::Num;
use crate::config::{FigureId, dim};
use crate::disclosure::{Safe, SafeTable};
use crate::measures::{Flag, Form, Missing, Role, TableKind};
use crate::words::Labels;

/// Smallest whole of which a share is set beside another.
const FEWEST: i64 = 100;
/// Smallest change of a share that is worth a headline, in points of a hundred: against the year before, and
/// against the first year.
const POINTS: [f64; 2] = [3.0, 5.0];
/// Largest part of a year, in percent, of which the answer is not known.
const UNKNOWN: i64 = 20;
/// Largest change of that part, in points of a hundred: beyond it, the known answers are those of others.
const UNKNOWN_POINTS: f64 = 5.0;
/// Smallest change of a part of the year that is worth a headline, in percent.
const PERCENT: i64 = 5;

/// The answer whose share changed most since the year before, or else since the first year shown. Nothing where
/// no change is larger than chance.
pub(super) fn of_share(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    let Changed { row, from, now } = changed(table)?;
    let share = |col| Some(labels.words.percent(Reading(table).share(row, col)?));
    let crate::base::Period::Year(before) = table.cols()[from].key.period? else { return None };
    let (label, channel) = (Reading(table).row_label(row), table.row_dim() == Some(dim::CHANNEL));
    let rises = Reading(table).share(row, now)? > Reading(table).share(row, from)?;
    let key = match (channel, rises) {
        (false, true) => "head.share.up",
        (false, false) => "head.share.down",
        (true, true) => "head.share.channel.up",
        (true, false) => "head.share.channel.down",
    };
    let (key, dimension) = match channel {
        true => (key.to_owned(), String::new()),
        false => super::headline::of_answer(table, labels, key),
    };
    let args = [
        ("label", if channel { labels.inside(label) } else { labels.label(label) }),
        ("percent", share(now)?),
        ("other", share(from)?),
        ("unit", super::headline::whole(table, labels)),
        ("year", table.year().to_string()),
        ("previous", before.to_string()),
        ("dimension", dimension),
    ];
    Some(labels.words.fill(&key, &args.each_ref().map(|(k, v)| (*k, v.as_str()))))
}

/// How many times as large a share became, or was, where it changed by more than chance.
pub(super) fn times(table: &SafeTable) -> Option<f64> {
    let Changed { row, from, now } = changed(table)?;
    let share = |col| Reading(table).share(row, col).map(Num::to_f64);
    let (then, now) = (share(from)?, share(now)?);
    Some(then.max(now) / then.min(now))
}

/// A row whose share changed by more than chance, and the columns of the two years.
struct Changed {
    row: usize,
    from: usize,
    now: usize,
}

fn changed(table: &SafeTable) -> Option<Changed> {
    let now = Reading(table).year_column(table.year())?;
    let earlier: Vec<usize> = (now.saturating_sub(1)..now).chain(0..now.saturating_sub(1)).collect();
    let first = earlier.iter().skip(1).copied().find(|col| comparable(table, *col, now));
    let previous = earlier.first().copied().filter(|col| comparable(table, *col, now));
    let rows: Vec<usize> = (0..table.rows().len())
        .filter(|r| matches!(table.rows()[*r].role, Role::Body | Role::Group))
        .collect();
    let z = quantile(rows.len() * (usize::from(first.is_some()) + usize::from(previous.is_some())));
    let (row, from) = previous
        .and_then(|col| largest(table, &rows, (col, now), (z, POINTS[0])))
        .or_else(|| first.and_then(|col| largest(table, &rows, (col, now), (z, POINTS[1]))))?;
    Some(Changed { row, from, now })
}

/// The columns of the two years whose shares the headline of a breakdown sets beside each other: the earlier one and
/// that of the report year. A chart of such a table shows these shares, and not the counts of one year.
#[must_use]
pub fn compared_years(table: &SafeTable) -> Option<(usize, usize)> {
    use FigureId::{ContactsBy, ContactsByOrigin, VictimsBy};
    let is_breakdown = matches!(table.figure().own(), ContactsBy(_) | VictimsBy(_) | ContactsByOrigin);
    let Changed { from, now, .. } =
        changed(table).filter(|_| is_breakdown && table.form() == Form::RankedBars)?;
    Some((from, now))
}

/// Whether the shares of two years can be set beside each other: both are whole years of some size in which most
/// answers are known, as many in one as in the other, none is provisional, nothing breaks the series, and each answer could be given in both.
fn comparable(table: &SafeTable, from: usize, to: usize) -> bool {
    let reading = Reading(table);
    let Some(total) = reading.total_row() else { return false };
    let heads = [from, to].map(|col| table.cols()[col].role);
    let whole = |col: usize| reading.number(total, col).filter(|n| n.scaled >= FEWEST).map(|n| n.scaled);
    let unknown = |col: usize| {
        let rows = (0..table.rows().len()).filter(|r| table.rows()[*r].role == Role::Unknown);
        let whole = whole(col)?;
        // Where such a row is withheld, all that is known tells how many are not.
        let counted = rows.map(|r| reading.number(r, col).map(|n| n.scaled)).sum::<Option<i64>>();
        let unknown =
            counted.or_else(|| Some(whole - known_answers(table, col)?).filter(|rest| *rest >= 0))?;
        (unknown * 100 <= whole * UNKNOWN).then(|| 100.0 * unknown as f64 / whole as f64)
    };
    let known = unknown(from).zip(unknown(to)).is_some_and(|(a, b)| (a - b).abs() <= UNKNOWN_POINTS);
    let rows = || (0..table.rows().len()).filter(|r| is_part(table.rows()[*r].role));
    // An answer that could be given in a part of the year only takes from the shares of the others.
    let final_ = |col: usize| {
        let open = |row: usize| {
            let flags = table.cell(row, col).flags();
            flags.contains(&Flag::PartialYear) || flags.contains(&Flag::Provisional)
        };
        !rows().chain([total]).any(open)
    };
    let breaks = (from + 1..=to)
        .any(|col| rows().chain([total]).any(|row| table.cell(row, col).flags().contains(&Flag::Break)));
    let absent =
        |col: usize| rows().any(|r| table.cell(r, col).value() == Safe::Missing(Missing::NotApplicable));
    heads.iter().all(|role| *role != Role::Derived)
        && [from, to].into_iter().all(|col| final_(col) && !absent(col))
        && known
        && !breaks
}

/// Contacts whose answer is known, where every answer can be seen and each contact has one.
fn known_answers(table: &SafeTable, col: usize) -> Option<i64> {
    let answers = |role| matches!(role, Role::Body | Role::Group | Role::Other);
    let rows = (0..table.rows().len()).filter(|r| answers(table.rows()[*r].role));
    let numbers = rows.map(|r| Reading(table).number(r, col).map(|n| n.scaled));
    if table.kind() == TableKind::Single { numbers.sum() } else { None }
}

/// The row whose share surely changed most between two columns, and the earlier one.
fn largest(
    table: &SafeTable,
    rows: &[usize],
    (from, to): (usize, usize),
    (z, points): (f64, f64),
) -> Option<(usize, usize)> {
    let reading = Reading(table);
    let total = reading.total_row()?;
    let count = |row: usize, col: usize| reading.number(row, col).map(|n| n.scaled);
    let (before, now) = (count(total, from)?, count(total, to)?);
    let mut best: Option<(Gap, usize)> = None;
    for row in rows {
        let (Some(a), Some(b)) = (count(*row, from), count(*row, to)) else { continue };
        let shares = [(a, before), (b, now)];
        let change = b as f64 / now as f64 - a as f64 / before as f64;
        let [less, more] = if change < 0.0 { [shares[1], shares[0]] } else { shares };
        let least = least_difference(more, less, z);
        let gap = Gap { least, times: (more.0 * less.1) as f64 / (less.0 * more.1) as f64 };
        if least > 0.0 && 100.0 * change.abs() >= points && best.is_none_or(|(most, _)| gap.exceeds(&most)) {
            best = Some((gap, *row));
        }
    }
    best.map(|(_, row)| (row, from))
}

/// The month up to which a year went one way and after which it went the other: "Tot en met augustus waren er 10,8 %
/// minder oproepen dan in 2022, daarna 30,9 % meer".
pub(super) fn of_months(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    if *table.figure().own() != FigureId::ContactsByMonth {
        return None;
    }
    let reading = Reading(table);
    let year = table.year();
    let (now, then) = (reading.year_column(year)?, reading.year_column(year - 1)?);
    let months: Vec<usize> =
        (0..table.rows().len()).filter(|r| table.rows()[*r].role == Role::Body).collect();
    let sure = |row: usize, col: usize| {
        let flags = table.cell(row, col).flags();
        let open = [Flag::PartialYear, Flag::Provisional, Flag::Break].iter().any(|f| flags.contains(f));
        reading.number(row, col).filter(|_| !open).map(|n| n.scaled)
    };
    let counts: Vec<(i64, i64)> =
        months.iter().map(|row| Some((sure(*row, then)?, sure(*row, now)?))).collect::<Option<_>>()?;
    // Each part has two months at least: one alone is a peak.
    let splits = 2..counts.len().checked_sub(1).filter(|_| counts.len() == 12)?;
    let z = quantile(2 * splits.len());
    let sum = |part: &[(i64, i64)]| part.iter().fold((0, 0), |sum, (a, b)| (sum.0 + a, sum.1 + b));
    let moves = |(a, b): (i64, i64)| {
        (excess(b, a).abs() > z && a > 0 && (b - a).abs() * 100 >= a * PERCENT).then(|| excess(b, a))
    };
    let mut best: Option<(f64, usize)> = None;
    for at in splits {
        let (Some(first), Some(last)) = (moves(sum(&counts[..at])), moves(sum(&counts[at..]))) else {
            continue;
        };
        let turn = first.abs().min(last.abs());
        if first * last < 0.0 && best.is_none_or(|(most, _)| turn > most) {
            best = Some((turn, at));
        }
    }
    let (_, at) = best?;
    let percent = |(a, b): (i64, i64)| {
        let change = Num::quotient(100, i128::from(b - a), i128::from(a), 1)?;
        Some(labels.words.percent(Num { scaled: change.scaled.abs(), ..change }))
    };
    let (first, last) = (sum(&counts[..at]), sum(&counts[at..]));
    let args = [
        ("month", labels.inside(reading.row_label(months[at - 1]))),
        ("first", percent(first)?),
        ("last", percent(last)?),
        ("unit", labels.measure(&table.key_of(0, 0))),
        ("previous", (year - 1).to_string()),
        ("year", year.to_string()),
    ];
    let key = if first.1 < first.0 { "head.months.then_more" } else { "head.months.then_fewer" };
    Some(labels.words.fill(key, &args.each_ref().map(|(k, v)| (*k, v.as_str()))))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{comparable, largest};
    use crate::base::Period;
    use crate::config::{Chapter, FigureId};
    use crate::disclosure::{Known, SafeTable, Settings, protect_all};
    use crate::measures::{Cell, Exact, Flag, Form, Header, Key, Label, Missing, Role, Table, TableKind};
    use crate::narrative::intervals::quantile;

    /// Two answers, those that are not known and the whole, over years from 2020; a flag of the last year.
    fn table(years: &[[u64; 3]], flag: Option<Flag>, absent: bool) -> SafeTable {
        let head = |key: Key, role| Header { key, label: Label::Plain("x".to_owned()), role };
        let code = |c: &str, role| {
            head(Key { dims: [("d".to_owned(), c.to_owned())].into(), ..Key::default() }, role)
        };
        let years_of = |n: usize| (2020..).take(n).map(Period::Year);
        let cell = |row: usize, year: usize| {
            let counts = years[year];
            let count = if row == 3 { counts.iter().sum() } else { counts[row] };
            let flags = flag.filter(|_| year + 1 == years.len()).into_iter().collect::<BTreeSet<_>>();
            let none = absent && row == 0 && year == 0;
            let value = if none { Exact::Missing(Missing::NotApplicable) } else { Exact::Count(count) };
            Cell { value, flags }
        };
        let table = Table {
            figure: FigureId::ContactsBy("d".to_owned()),
            chapter: Chapter::What,
            key: Key { measure: Some("contacts".to_owned()), ..Key::default() },
            row_dim: Some("d".to_owned()),
            col_dim: None,
            kind: TableKind::Single,
            form: Form::RankedBars,
            year: 2019 + years.len() as i32,
            rows: vec![
                code("a", Role::Body),
                code("b", Role::Body),
                code("unknown", Role::Unknown),
                head(Key::default(), Role::Total),
            ],
            cols: years_of(years.len())
                .map(|period| head(Key { period: Some(period), ..Key::default() }, Role::Body))
                .collect(),
            cells: (0..4)
                .flat_map(|row| (0..years.len()).map(move |year| (row, year)))
                .map(|(r, y)| cell(r, y))
                .collect(),
            notes: Vec::new(),
            annex: false,
            sums: Vec::new(),
        };
        protect_all(&[table], &Settings::new(5), &Known::nothing()).0.remove(0)
    }

    fn found(years: &[[u64; 3]]) -> Option<usize> {
        largest(&table(years, None, false), &[0, 1], (0, 1), (quantile(2), 3.0)).map(|(row, _)| row)
    }

    #[test]
    fn a_change_is_told_where_it_is_more_than_chance() {
        assert_eq!(found(&[[100, 390, 10], [180, 310, 10]]), Some(0));
        assert_eq!(found(&[[310, 180, 10], [390, 100, 10]]), Some(1));
        // The same shares of a tenth of the contacts, and a sure change of two points.
        assert_eq!(found(&[[10, 39, 0], [18, 31, 0]]), None);
        assert_eq!(found(&[[20_000, 78_000, 2000], [22_000, 76_000, 2000]]), None);
        // More contacts of each are no other shares.
        assert_eq!(found(&[[100, 390, 10], [200, 780, 20]]), None);
    }

    #[test]
    fn only_years_that_are_alike_are_compared() {
        let years = [[100, 390, 10], [180, 310, 10]];
        let is = |years: &[[u64; 3]], flag, absent| comparable(&table(years, flag, absent), 0, 1);
        assert!(is(&years, None, false));
        for flag in [Flag::Break, Flag::Provisional, Flag::PartialYear] {
            assert!(!is(&years, Some(flag), false), "{flag:?}");
        }
        // An answer that did not exist yet, too few contacts, and answers known of others than before.
        assert!(!is(&years, None, true));
        assert!(!is(&[[20, 70, 8], [30, 60, 8]], None, false));
        assert!(!is(&[[100, 390, 10], [180, 260, 60]], None, false));
        assert!(!is(&[[100, 290, 110], [180, 210, 110]], None, false));
    }
}
