//! Spans between moments that are believed one by one and look wrong together: another time zone, the queue within
//! the length, no moment of answering.

use crate::base::{Place, Severity};
use crate::config::{ColumnMap, Stage};

use super::codes::one_column;
use super::registrations::{NONE_U32, Registrations, UNREAD_U32};
use super::rows::Rows;
use super::rules;
use super::scales::{LONG_TALK, LONG_WAIT, abandoned, later, say};

/// Fewest spans of which can be said that they look wrong.
const ENOUGH: usize = 20;
/// By so many seconds zones differ at least, as far as whole hours do.
const HOUR: u32 = 3600;
/// Fewest calls without an answer of which is asked.
const FEWEST: usize = 5;

/// Asks about spans that come from `answered_at` and `ended_at`; until that is answered they are there and cannot be
/// read.
pub(super) fn doubts(
    rows: &mut Rows,
    (answered, ended): (Option<&ColumnMap>, Option<&ColumnMap>),
    unanswered: &[usize],
    out: &mut Registrations,
) {
    if let Some(map) = answered
        && let Some(mut waits) = out.wait_s.take()
    {
        if waits_too_long(rows, map, &waits, out) {
            unread(&mut waits);
        } else {
            let left = abandoned(rows, map, &waits, out);
            left.into_iter().for_each(|row| waits[row] = UNREAD_U32);
        }
        out.wait_s = Some(waits);
    }
    no_answers(rows, unanswered, out);
    if let Some(map) = ended
        && let Some(mut lengths) = out.duration_s.take()
    {
        if lengths_too_long(rows, map, &lengths, out) || queue_within(rows, map, &lengths, out) {
            unread(&mut lengths);
        }
        out.duration_s = Some(lengths);
    }
}

fn unread(spans: &mut [u32]) {
    spans.iter_mut().filter(|span| **span != NONE_U32).for_each(|span| *span = UNREAD_U32);
}

/// Rows that count, were answered and have a span.
fn spoke(rows: &Rows, spans: &[u32], out: &Registrations) -> Vec<usize> {
    let answered = |row: &usize| out.stage[*row] >= Stage::Answered as u8;
    (0..spans.len()).filter(|row| rows.counts(*row) && spans[*row] < UNREAD_U32).filter(answered).collect()
}

const ZONES: &str = "look whether both moments are in one time zone, and write `time_zone:` of this column (of local time \
                     its name, such as `Europe/Brussels`): with it the spans are taken as they are";

fn waits_too_long(rows: &mut Rows, map: &ColumnMap, waits: &[u32], out: &Registrations) -> bool {
    let given: Vec<usize> =
        spoke(rows, waits, out).into_iter().filter(|row| !later(rows.line, out, *row)).collect();
    let long = given.iter().filter(|row| waits[**row] > LONG_WAIT).count();
    let Some(&first) = given.first().filter(|_| given.len() >= ENOUGH && long * 2 > given.len()) else {
        return false;
    };
    if map.moment.zone.is_some() {
        return false;
    }
    let what = "half of the waits till this moment are longer than twenty minutes";
    say(rows, map, first, (rules::TOO_LONG, what, ZONES))
}

fn lengths_too_long(rows: &mut Rows, map: &ColumnMap, lengths: &[u32], out: &Registrations) -> bool {
    let given = spoke(rows, lengths, out);
    let Some(&first) = given.first().filter(|_| given.len() >= ENOUGH && map.moment.zone.is_none()) else {
        return false;
    };
    let long = given.iter().filter(|row| lengths[**row] > LONG_TALK).count();
    let what = if given.iter().all(|row| lengths[*row] >= HOUR) {
        "no conversation till this moment is shorter than an hour"
    } else if long * 2 > given.len() {
        "half of the conversations till this moment are longer than four hours"
    } else {
        return false;
    };
    say(rows, map, first, (rules::TOO_LONG, what, ZONES))
}

/// A wait stands beside a length that begins with the contact: nobody knows whether it is part of it.
fn queue_within(rows: &mut Rows, map: &ColumnMap, lengths: &[u32], out: &Registrations) -> bool {
    let has = |name: &str| rows.map.columns.iter().find(|c| c.target == name);
    let Some(wait) = has("wait_s").filter(|_| has("answered_at").is_none()) else { return false };
    let (Some(waits), None) = (&out.wait_s, &map.quantity.minus) else { return false };
    let waited = |row: &usize| waits[*row] > 0 && waits[*row] < UNREAD_U32;
    let both: Vec<usize> = spoke(rows, lengths, out).into_iter().filter(waited).collect();
    let shorter = both.iter().filter(|row| lengths[**row] + 1 < waits[**row]).count();
    let Some(&first) = both.first().filter(|_| both.len() >= ENOUGH && shorter == 0) else { return false };
    let name = one_column(rows, wait).map_or("…", |column| column.name.as_str());
    let what = "the lengths till this moment begin with the contact, and waits stand beside them: the time in the queue may \
                be part of the length";
    let hint = format!(
        "where it is, write `ended_at: {{column: …, minus: {name}}}`; where the contact begins with the answer, \
         `minus: []`"
    );
    say(rows, map, first, (rules::QUEUE_WITHIN, what, &hint))
}

/// Rows without a moment of answering where no outcome says how they ended.
fn no_answers(rows: &mut Rows, unanswered: &[usize], out: &Registrations) {
    let map = rows.map.columns.iter().find(|c| c.target == "answered_at");
    let Some(map) = map.filter(|_| out.outcome.is_none()) else { return };
    let Some(column) = one_column(rows, map) else { return };
    let Some(&first) = unanswered.first().filter(|_| unanswered.len() >= FEWEST) else { return };
    let counted = (0..rows.verdict.len()).filter(|row| rows.counts(*row)).count();
    let place = Place::at(rows.raw.file.path.as_str(), rows.raw.line(first), column.number);
    rows.notes.add(Severity::Error, rules::NO_ANSWER, place, || {
        let what = format!(
            "{} of {counted} rows have no moment of answering, and no column `outcome` says whether anybody answered: they \
             count as answered, and their lengths are left out",
            unanswered.len()
        );
        let name = &column.name;
        let hint = format!(
            "map `outcome:`; where nobody answered them, leave them out with a rule under `skip:` (`column: {name}`, \
             `equals: [\"\"]`); where they were answered at once, write `answered_at: {{first_of: [{name}, START]}}`"
        );
        (what, Some(hint))
    });
}
