//! Codes that came, went or changed their meaning: signs in the cells, notes below.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use crate::config::{CodeList, Dimension};
use crate::measures::NoteRef;

/// First year in which everything counted after a day follows that day.
fn settled(day: NaiveDate) -> i32 {
    if day.ordinal() == 1 { day.year() } else { day.year() + 1 }
}

/// Whether the numbers of a row, counting these codes, cannot be compared with the year before: some but
/// not all of the codes of a change are among them. What moves inside a row leaves its sum alone.
pub fn broken(list: &CodeList, codes: &[usize], year: i32) -> bool {
    list.changes.iter().filter(|c| (c.from.year()..=settled(c.from)).contains(&year)).any(|change| {
        let inside = |id: &String| list.position(id).is_some_and(|p| codes.contains(&p));
        change.codes.iter().any(inside) && !change.codes.iter().all(inside)
    })
}

/// Whether any of these codes could be registered in a year.
pub fn exists(list: &CodeList, codes: &[usize], year: i32) -> bool {
    codes
        .iter()
        .filter_map(|i| list.codes.get(*i))
        .any(|c| c.since.is_none_or(|d| d.year() <= year) && c.until.is_none_or(|d| d.year() >= year))
}

/// Notes on the codes of a table's rows and the changes in the years shown.
pub fn notes(d: &Dimension, rows: &[usize], years: &[i32]) -> Vec<NoteRef> {
    let (Some(first), Some(last)) = (years.first().copied(), years.last().copied()) else {
        return Vec::new();
    };
    let shown = |day: NaiveDate| (first..=last).contains(&day.year());
    let note = |id: &str, code: &str, day: NaiveDate| NoteRef {
        id: id.to_owned(),
        args: BTreeMap::from([
            ("code".to_owned(), format!("code:{}:{code}", d.id)),
            ("date".to_owned(), format!("date:{day}")),
        ]),
    };
    let mut notes = Vec::new();
    for code in rows.iter().filter_map(|i| d.codes.codes.get(*i)) {
        notes.extend(code.since.filter(|day| shown(*day)).map(|day| note("code-since", &code.id, day)));
        notes.extend(code.until.filter(|day| shown(*day)).map(|day| note("code-until", &code.id, day)));
    }
    for (at, change) in d.codes.changes.iter().enumerate().filter(|(_, c)| shown(c.from)) {
        let touched = change.codes.iter().filter_map(|id| d.codes.position(id)).any(|p| rows.contains(&p));
        if touched {
            notes.push(NoteRef {
                id: "code-change".to_owned(),
                args: BTreeMap::from([
                    ("date".to_owned(), format!("date:{}", change.from)),
                    ("change".to_owned(), format!("change:{}:{at}", d.id)),
                ]),
            });
        }
    }
    notes
}
