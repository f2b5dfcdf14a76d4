//! What is said of a column of numbers: what nobody can decide, and cells that are none.

use crate::base::{Place, Severity};
use crate::intake::RawColumn;

use super::codes::{quoted, shown};
use super::numbers::{EITHER_MARK, NEGATIVE, NO_NUMBER, Typing};
use super::rows::Rows;
use super::rules;

impl Typing<'_> {
    /// Asks what nothing in the file decides.
    pub(super) fn ask(
        &self,
        rows: &mut Rows,
        column: &RawColumn,
        (row, code, count): (usize, u64, usize),
        few: bool,
    ) {
        let cell = rows.raw.cells(column).get(row);
        let mark = if cell.contains(&b',') { ',' } else { '.' };
        let target = &self.map.target;
        // A column that is taken off has settings of its own.
        let off = self.map.quantity.minus.as_ref().filter(|minus| minus.column.contains(&column.name));
        let within = |setting: &str| match off {
            Some(_) => format!("{target}: {{column: …, minus: {{column: {}, {setting}}}}}", column.name),
            None => format!("{target}: {{column: …, {setting}}}"),
        };
        let out = if few { "they are".to_owned() } else { format!("`{target}` of this file is") };
        let place = Place::at(rows.raw.file.path.as_str(), rows.raw.line(row), column.number);
        rows.notes.add(
            Severity::Error,
            if code == EITHER_MARK { rules::EITHER_MARK } else { rules::EITHER_CLOCK },
            place,
            || {
                if code == EITHER_MARK {
                    let (decimal, other) = if mark == ',' { ("comma", "point") } else { ("point", "comma") };
                    let what = format!(
                        "{count} numbers of column `{}` are written like `7{mark}000`: seven thousand, or seven \
                         with a decimal {decimal}; no other number of the file shows which, and {out} left out",
                        column.name
                    );
                    let hint = format!(
                        "say it beside `match:` of this file, or in the column: `{}` when thousands are marked, \
                         `decimal: {decimal}` when decimals are",
                        within(&format!("decimal: {other}"))
                    );
                    return (what, Some(hint));
                }
                let what = format!(
                    "{count} times of column `{}` are written like `0:07`: seven minutes, or seven seconds; no other \
                     of the column shows which, and {out} left out",
                    column.name
                );
                let hint = format!("write `{}`, or `clock: m:ss`", within("clock: h:mm"));
                (what, Some(hint))
            },
        );
    }

    pub(super) fn tell(&self, rows: &mut Rows, column: &RawColumn, row: usize, code: u64) {
        let text = shown(rows, self.map, column, row);
        let limit = self.wanted.limit;
        let counted = if self.wanted.timed { "unreadable" } else { "missing" };
        let limits = "correct the record, or the limit under `plausible:` in helpline.yaml";
        let (rule, what, hint) = match code {
            NO_NUMBER if self.wanted.timed => (
                rules::NO_NUMBER,
                "is neither a number nor a time span; counted as unreadable".to_owned(),
                "correct the record; where the text means that nothing is known, name it under `unknown:` or \
                 `blank:` in helpline.yaml",
            ),
            NO_NUMBER => (
                rules::NO_NUMBER,
                "is no whole number; counted as missing".to_owned(),
                "correct the record; where the text means that nothing is known, name it under `unknown:` or \
                 `blank:` in helpline.yaml",
            ),
            NEGATIVE => (
                rules::IMPLAUSIBLE,
                format!("is below zero; counted as {counted}"),
                "correct the record; in a log of moments the two may stand in the wrong order",
            ),
            _ => (rules::IMPLAUSIBLE, format!("is not between 0 and {limit}; counted as {counted}"), limits),
        };
        rows.warn(row, rule, column, || (format!("{} {what}", quoted(&text)), Some(hint.to_owned())));
    }
}
