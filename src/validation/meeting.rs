//! Where lines meet: brands that the line did not carry that day, transfers that are none.

use chrono::NaiveDate;

use crate::config::{CodeKind, Dimension, ENTRY_POINT};
use crate::intake::RawColumn;

use super::codes::one_column;
use super::registrations::Registrations;
use super::rows::Rows;
use super::rules;

/// The line that a contact was passed on to, and the one that it came from.
const TRANSFERS: [&str; 2] = ["transfer_line", "transfer_from"];
/// Modes of referral by which the line that receives takes over live.
const LIVE: [&str; 2] = ["push", "warm"];

/// Tells of all rows that contradict what is known of brands and lines; they count all the same.
pub(super) fn check(rows: &mut Rows, days: &[u32], out: &Registrations) {
    brands(rows, days, out);
    for id in TRANSFERS {
        itself(rows, id, out);
    }
    live(rows, out);
}

/// A dimension with one answer per contact: its column and the code of each row.
struct Typed<'r, 'o> {
    column: &'r RawColumn,
    dimension: &'r Dimension,
    codes: &'o [u16],
}

fn typed<'r, 'o>(rows: &Rows<'r>, id: &str, out: &'o Registrations) -> Option<Typed<'r, 'o>> {
    let dimension = rows.line.dimension(id)?;
    let map = rows.map.columns.iter().find(|c| c.target == id)?;
    let column = one_column(rows, map)?;
    Some(Typed { column, dimension, codes: out.single.get(id)? })
}

impl Typed<'_, '_> {
    /// The id of the code of a row, when it is one of the list's own.
    fn plain(&self, row: usize) -> Option<&str> {
        let code = self.dimension.codes.codes.get(usize::from(*self.codes.get(row)?))?;
        (code.kind == CodeKind::Plain).then_some(code.id.as_str())
    }
}

fn brands(rows: &mut Rows, days: &[u32], out: &Registrations) {
    let line = rows.line;
    if line.brands.is_empty() {
        return;
    }
    let Some(points) = typed(rows, ENTRY_POINT, out) else { return };
    let day = |d: u32| NaiveDate::from_ymd_opt(i32::try_from(d / 10_000).ok()?, d / 100 % 100, d % 100);
    for (row, at) in days.iter().enumerate() {
        let Some(code) = points.plain(row) else { continue };
        let (Some(periods), Some(at)) = (line.brands.get(code), day(*at)) else { continue };
        if !periods.iter().any(|p| p.holds(at)) {
            rows.warn(row, rules::NOT_CARRIED, points.column, || {
                let what = "the line did not carry this brand that day; counted all the same";
                let hint = "correct the record, or `carriers:` of the brand in workspace.yaml";
                (what.to_owned(), Some(hint.to_owned()))
            });
        }
    }
}

fn itself(rows: &mut Rows, id: &str, out: &Registrations) {
    let line = rows.line;
    let Some(lines) = typed(rows, id, out) else { return };
    for row in 0..lines.codes.len() {
        if lines.plain(row).is_some_and(|code| line.is_called(code)) {
            rows.warn(row, rules::TO_ITSELF, lines.column, || {
                let what = "this is the line itself: no transfer between lines; counted all the same";
                (what.to_owned(), Some("correct the record, or leave the cell empty".to_owned()))
            });
        }
    }
}

/// A receiving line beside a mode by which nobody is passed on.
fn live(rows: &mut Rows, out: &Registrations) {
    let (Some(lines), Some(modes)) = (typed(rows, TRANSFERS[0], out), typed(rows, "referral_mode", out))
    else {
        return;
    };
    for row in 0..lines.codes.len() {
        let dead = modes.plain(row).is_some_and(|m| !LIVE.contains(&m));
        if dead && lines.plain(row).is_some() {
            let column = &modes.column.name;
            rows.warn(row, rules::NOT_LIVE, lines.column, || {
                let what = "passed on to a line by a mode of referral that is not live; counted all the same";
                let hint = format!("a transfer is push or warm: correct this cell, or column `{column}`");
                (what.to_owned(), Some(hint))
            });
        }
    }
}
