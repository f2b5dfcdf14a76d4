//! What a cross of two dimensions finds: between which rows a share differs most, or what comes first in every row.

use super::Reading;
use super::intervals::{Gap, least_difference, quantile};
use crate::base::Num;
use crate::config::dim;
use crate::disclosure::SafeTable;
use crate::measures::{Header, Label, Role};
use crate::words::Labels;

/// Smallest row of which a share is set beside another.
const FEWEST: i64 = 50;
/// Smallest difference that is worth a headline, in points of a hundred.
const POINTS: f64 = 5.0;
/// Largest part of a row, in percent, of which the column is not known.
const UNKNOWN: i64 = 20;
/// Rows of which something can be said to be so in each.
const SEVERAL: usize = 3;

/// A row with a number and that of its whole.
type Share = (usize, i64, i64);

/// The finding of a cross; nothing where its rows are alike, or too much is hidden or unknown to say.
pub(super) fn finding(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    difference(table, labels).or_else(|| everywhere(table, labels))
}

/// Whether rows differ by more than chance, so that a chart shows how.
pub(super) fn tells_apart(table: &SafeTable, labels: Labels<'_>) -> bool {
    difference(table, labels).is_some()
}

fn parts(heads: &[Header]) -> Vec<usize> {
    let is_part = |at: &usize| matches!(heads[*at].role, Role::Body | Role::Group);
    (0..heads.len()).filter(is_part).collect()
}

/// All that is drawn but what is not known: what is so everywhere is so in each.
fn known(heads: &[Header]) -> Vec<usize> {
    let is_known =
        |at: &usize| matches!(heads[*at].role, Role::Body | Role::Group | Role::Member | Role::Other);
    (0..heads.len()).filter(is_known).collect()
}

/// Rows whose shares can be set beside those of others, with the number that is their whole.
fn rows(table: &SafeTable) -> Option<Vec<(usize, i64)>> {
    let reading = Reading(table);
    let total = table.cols().iter().position(|h| h.role == Role::Total)?;
    let unknown: Vec<usize> =
        (0..table.cols().len()).filter(|c| table.cols()[*c].role == Role::Unknown).collect();
    let whole = |row: usize| {
        let whole = reading.number(row, total).filter(|n| n.decimals == 0 && n.scaled >= FEWEST)?.scaled;
        let unknown =
            unknown.iter().map(|c| reading.number(row, *c).map(|n| n.scaled)).sum::<Option<i64>>()?;
        (unknown * 100 <= whole * UNKNOWN).then_some((row, whole))
    };
    Some(parts(table.rows()).into_iter().filter_map(whole).collect())
}

/// The column whose share differs most between two rows.
fn difference(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    let (reading, rows, cols) = (Reading(table), rows(table)?, parts(table.cols()));
    let z = quantile(cols.len() * rows.len() * rows.len().saturating_sub(1) / 2);
    // The least difference, the rows, and the column.
    let mut best: Option<(Gap, [Share; 2], usize)> = None;
    for col in &cols {
        let shares: Vec<Share> =
            rows.iter().filter_map(|(row, n)| Some((*row, reading.number(*row, *col)?.scaled, *n))).collect();
        for (at, a) in shares.iter().enumerate() {
            for b in &shares[at + 1..] {
                let pair = if a.1 * b.2 >= b.1 * a.2 { [*a, *b] } else { [*b, *a] };
                let least = least_difference((pair[0].1, pair[0].2), (pair[1].1, pair[1].2), z);
                let points = 100.0 * (share(pair[0]) - share(pair[1]));
                let gap = Gap { least, times: share(pair[0]) / share(pair[1]) };
                if least > 0.0 && points >= POINTS && best.as_ref().is_none_or(|(most, ..)| gap.exceeds(most))
                {
                    best = Some((gap, pair, *col));
                }
            }
        }
    }
    let (_, [more, less], col) = best?;
    let percent =
        |(_, n, of): Share| Some(labels.words.percent(Num::quotient(100, i128::from(n), i128::from(of), 1)?));
    let column = full(&table.cols()[col].label);
    // A channel and a month stand in the sentence as any word, an answer stands there as it was given.
    let (key, column) = match &column {
        Label::Code { dim, .. } if dim == dim::CHANNEL => ("head.cross.channel", labels.inside(&column)),
        Label::Month(_) => ("head.cross.month", labels.inside(&column)),
        _ => ("head.cross", labels.label(&column)),
    };
    let args = [
        ("column", column),
        ("more", labels.inside(reading.row_label(more.0))),
        ("less", labels.inside(reading.row_label(less.0))),
        ("percent", percent(more)?),
        ("other", percent(less)?),
    ];
    Some(labels.words.fill(key, &args.each_ref().map(|(k, v)| (*k, v.as_str()))))
}

fn share((_, n, of): Share) -> f64 {
    n as f64 / of as f64
}

/// A label as it stands in a sentence: above a column months are short.
fn full(label: &Label) -> Label {
    let month = match label {
        Label::Word(word) => word.strip_prefix("mon.").and_then(|month| month.parse().ok()),
        _ => None,
    };
    month.map_or_else(|| label.clone(), Label::Month)
}

/// The column that is the largest in every row, where all can be seen.
fn everywhere(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    let reading = Reading(table);
    let (rows, cols) = (known(table.rows()), parts(table.cols()));
    if parts(table.rows()).len() < SEVERAL {
        return None;
    }
    let first_of = |row: usize| {
        let mut numbers: Vec<(i64, usize)> =
            cols.iter().filter_map(|c| Some((reading.number(row, *c)?.scaled, *c))).collect();
        numbers.sort_unstable();
        let (most, col) = numbers.pop()?;
        let next = numbers.last().map_or(0, |(n, _)| *n);
        let hidden = reading.hidden_in_row(row)?;
        (most > next.max(hidden)).then_some(col)
    };
    let firsts: Option<Vec<usize>> = rows.iter().map(|row| first_of(*row)).collect();
    let firsts = firsts.filter(|all| all.windows(2).all(|pair| pair[0] == pair[1]))?;
    let column = full(&table.cols()[*firsts.first()?].label);
    let key = if matches!(column, Label::Month(_)) { "head.cross_same.month" } else { "head.cross_same" };
    let dimension = labels.small(&labels.dimension(table.row_dim()?));
    Some(labels.words.fill(key, &[("column", &labels.label(&column)), ("dimension", &dimension)]))
}
