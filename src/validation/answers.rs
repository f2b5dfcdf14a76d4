//! Outcome, justified, case file: how far a contact came.

use crate::base::did_you_mean;
use crate::config::{ColumnMap, Helpline, Outcome, Stage};
use crate::intake::RawTable;

use super::codes::{one_column, quoted, shown, two_yes};
use super::memo::Memo;
use super::rows::Rows;
use super::rules;
use super::texts::Texts;
use super::vocabulary::{Answer, YesNo};

/// The code of a blank outcome.
pub(super) const NO_OUTCOME: u8 = Outcome::ALL.len() as u8;
/// Marks a text that is no outcome.
pub(super) const NONE: u64 = 255;

/// Types the outcome column. A text that is no outcome takes its row out, for nobody knows where it
/// counts.
pub(super) fn outcome(rows: &mut Rows, map: &ColumnMap) -> Option<Vec<u8>> {
    let column = one_column(rows, map)?;
    let codes = outcomes(rows.raw, map, rows.line)?;
    for (row, &code) in codes.iter().enumerate() {
        if code < NO_OUTCOME {
            continue;
        }
        if u64::from(code) == NONE {
            let text = shown(rows, map, column, row);
            rows.reject(row, rules::OUTCOME, column, || {
                let known = Outcome::ALL.iter().map(|o| o.id()).chain(map.values.keys().map(String::as_str));
                let near = text.as_deref().and_then(|t| did_you_mean(t, known));
                let hint = near.map_or_else(
                    || "recode it under `values:` of the outcome".to_owned(),
                    |near| format!("did you mean `{near}`? else recode it under `values:` of the outcome"),
                );
                (format!("{} is no outcome", quoted(&text)), Some(hint))
            });
        } else {
            rows.warn(row, rules::NO_OUTCOME, column, || {
                let hint = "fill it in, or recode the blank under `values:`: `\"\": abandoned`";
                ("no outcome; the attempt is counted as not answered".to_owned(), Some(hint.to_owned()))
            });
        }
    }
    Some(codes)
}

/// The outcome of every row; those that are blank or none have a code of their own.
pub(super) fn outcomes(raw: &RawTable, map: &ColumnMap, line: &Helpline) -> Option<Vec<u8>> {
    let column = raw.column(&map.names()?)?;
    let texts = Texts::new(map, line);
    let mut memo = Memo::new();
    Some(raw.cells(column).iter().map(|cell| memo.get(cell, |cell| read(cell, &texts)) as u8).collect())
}

/// The position of the outcome that a cell names, [`NO_OUTCOME`] or [`NONE`].
pub(super) fn read(cell: &[u8], texts: &Texts) -> u64 {
    let text = texts.of(cell);
    let outcome = text.replace([' ', '-'], "_");
    match Outcome::ALL.iter().position(|o| o.id() == outcome) {
        Some(at) => at as u64,
        None if texts.silence(&text).is_some() => NO_OUTCOME.into(),
        None => NONE,
    }
}

/// The highest stage of every row.
pub(super) fn stages(
    rows: &mut Rows,
    outcome: Option<&[u8]>,
    justified: Option<&ColumnMap>,
    case_file: Option<&ColumnMap>,
) -> Vec<u8> {
    let line = rows.line;
    let count = rows.verdict.len();
    let mut stages: Vec<u8> = match outcome {
        Some(codes) => codes
            .iter()
            .map(|&code| match Outcome::ALL.get(code as usize) {
                Some(outcome) if outcome.is_answered() => place(Stage::Answered),
                _ => place(Stage::Incoming),
            })
            .collect(),
        None => vec![place(base(line, justified.is_some(), case_file.is_some())); count],
    };
    for (map, stage) in [(justified, Stage::Justified), (case_file, Stage::CaseFile)] {
        let Some(map) = map.filter(|_| line.registers(stage)) else { continue };
        let Some(yes) = answers(rows, map) else { continue };
        for (reached, yes) in stages.iter_mut().zip(yes) {
            if yes && *reached >= place(Stage::Answered) {
                *reached = (*reached).max(place(stage));
            }
        }
    }
    stages
}

/// Where rows start without an outcome column: the main stage, unless a column says who reached it.
pub(super) fn base(line: &Helpline, justified: bool, case_file: bool) -> Stage {
    match line.main_stage {
        Stage::CaseFile if case_file => Stage::Answered,
        Stage::Justified if justified => Stage::Answered,
        stage => stage,
    }
}

/// A stage as it is stored.
fn place(stage: Stage) -> u8 {
    stage as u8
}

/// Which rows say yes; what is neither yes nor no counts as no.
fn answers(rows: &mut Rows, map: &ColumnMap) -> Option<Vec<bool>> {
    let column = one_column(rows, map)?;
    let spelled = YesNo::new(map, rows.line);
    two_yes(rows, (map, column), &spelled, (rules::TWO_YES_STAGE, "the file is not read"));
    let mut memo = Memo::new();
    let mut odd = Vec::new();
    let mut yes = Vec::with_capacity(rows.verdict.len());
    for (row, cell) in rows.raw.cells(column).iter().enumerate() {
        let answer = memo.get(cell, |cell| spelled.read(cell) as u64);
        yes.push(answer == Answer::Yes as u64);
        if answer == Answer::Other as u64 {
            odd.push(row);
        }
    }
    for row in odd {
        let text = shown(rows, map, column, row);
        rows.warn(row, rules::YES_NO, column, || {
            let hint = "name its spelling under `yes:` or `no:` of this column";
            (format!("{} is neither yes nor no; counted as no", quoted(&text)), Some(hint.to_owned()))
        });
    }
    Some(yes)
}
