//! What rates of areas find: whether contacts for the same number of inhabitants differ from area to area. That they
//! do not is a finding, too.

use super::Reading;
use super::intervals::{excess_of, quantile};
use crate::base::Num;
use crate::disclosure::{Safe, SafeTable};
use crate::measures::{Flag, Missing};
use crate::words::Labels;

/// Columns of the table: contacts, inhabitants, rate.
const COLUMNS: [usize; 3] = [0, 1, 2];
/// From this many times the lowest rate on, the highest is another one to a reader.
const TIMES: f64 = 1.25;

/// An area: its row, contacts, inhabitants and rate.
struct Area {
    row: usize,
    contacts: i64,
    people: i64,
    rate: Num,
}

/// From which to which rate the areas go, and whether that is much. Nothing where a rate is withheld, which could be
/// the highest or the lowest, or where the area of many contacts is not known.
pub(super) fn finding(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    let areas = areas(table)?;
    let high = areas.iter().max_by(|a, b| a.rate.cmp(&b.rate).then(b.row.cmp(&a.row)))?;
    let low = areas.iter().min_by(|a, b| a.rate.cmp(&b.rate).then(a.row.cmp(&b.row)))?;
    if high.row == low.row || low.contacts == 0 {
        return None;
    }
    let z = quantile(areas.len() * (areas.len() - 1) / 2);
    let differs = excess_of((high.contacts, high.people), (low.contacts, low.people)) > z;
    let times = high.rate.to_f64() / low.rate.to_f64();
    // With so few contacts a difference that is one to a reader would not show.
    let more = (low.contacts as f64 * TIMES) as i64;
    let shows = excess_of((more, low.people), (low.contacts, low.people)) > z;
    let key = match times >= TIMES {
        true if differs => "head.areas.differ",
        false if shows => "head.areas.alike",
        _ => "head.areas.chance",
    };
    let args = [
        ("measure", labels.measure(&table.key_of(0, 0))),
        ("dimension", labels.small(&labels.dimension(table.row_dim()?))),
        ("high", labels.words.number(high.rate)),
        ("high_where", labels.label(&table.rows()[high.row].label)),
        ("low", labels.words.number(low.rate)),
        ("low_where", labels.label(&table.rows()[low.row].label)),
    ];
    Some(labels.words.fill(key, &args.each_ref().map(|(k, v)| (*k, v.as_str()))))
}

/// The areas of the map, when all have a rate that can be relied on.
fn areas(table: &SafeTable) -> Option<Vec<Area>> {
    let (reading, [contacts, people, rate]) = (Reading(table), COLUMNS);
    let outside = Safe::Missing(Missing::Undefined);
    let on_map = (0..table.rows().len()).filter(|row| table.cell(*row, people).value() != outside);
    let area = |row: usize| {
        let doubtful = table.cell(row, contacts).flags().contains(&Flag::LowReliability);
        let whole = |col: usize| reading.number(row, col).filter(|n| n.decimals == 0).map(|n| n.scaled);
        let rate = reading.number(row, rate).filter(|_| !doubtful)?;
        Some(Area { row, contacts: whole(contacts)?, people: whole(people)?, rate })
    };
    on_map.map(area).collect()
}
