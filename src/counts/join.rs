//! The records of a file as one cube whose sums agree.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

use crate::base::{Finding, Findings, Place, code};
use crate::config::{DimKind, Helpline};
use crate::measures::{Col, Cube, Grouping, Spec, Sums};
use crate::sql::{Kind, name_of};
use crate::validation::{Accounting, InputFile, NO_HOURS, OfYear, Registrations, UNREAD_U32};

use super::file::{File, Record};
use super::keys::{self, Years};

/// What a cube says.
#[derive(Debug)]
pub struct Counted {
    /// All groupings that the figures of the line need.
    pub cube: Cube,
    /// What is known of its rows: their number by month, channel, outcome and stage, and how many were left out. Of
    /// other columns only whether they are there.
    pub rows: Registrations,
}

/// What a damaged file is told to do.
const ANEW: &str = "run the statement again and put all that it gives here, unchanged";

/// Makes the cube; nothing when something is missing or disagrees.
pub(super) fn join(
    line: &Helpline,
    file: &File,
    needed: &BTreeSet<Spec>,
    input: InputFile,
    findings: &mut Findings,
) -> Option<Counted> {
    let names: BTreeMap<String, &Spec> = needed.iter().map(|spec| (name_of(spec), spec)).collect();
    strangers(file, &names, findings);
    let accounting = accounting(file, findings);
    let first_day = first_day(file, findings)?;
    let years = years(&accounting, first_day);
    let mut groups = BTreeMap::new();
    for (name, spec) in &names {
        if !file.of(Kind::Grouping).any(|r| r.key(0) == name) {
            let message = format!("grouping `{name}` is missing: the figures of the line need it");
            let hint = "print the statement again with `jaarlijn sql`: settings, events or published figures ask for more \
                        now";
            findings.push(Finding::error(code::V190, message).at(Place::file(&file.shown)).hint(hint));
            continue;
        }
        groups.insert((*spec).clone(), grouping(line, file, (name, spec), years, findings));
    }
    if findings.has_errors() {
        return None;
    }
    sums(file, &groups, accounting.used, findings);
    if findings.has_errors() {
        return None;
    }
    let has_victims = line.files.iter().flat_map(|f| &f.columns).any(|c| c.target == "victims");
    let rows = rows(line, &groups, (years, first_day), accounting, input)?;
    Some(Counted { cube: Cube::of(years, has_victims, groups), rows })
}

/// Refuses records that are no part of this cube.
fn strangers(file: &File, names: &BTreeMap<String, &Spec>, findings: &mut Findings) {
    // What a grouping that no figure needs any more counts is passed over.
    let told: BTreeSet<&str> = file.of(Kind::Grouping).map(|r| r.key(0)).collect();
    let known = |r: &&Record| {
        Kind::ALL.iter().any(|kind| kind.word() == r.kind)
            || names.contains_key(&r.kind)
            || told.contains(r.kind.as_str())
    };
    for record in file.records.iter().filter(|r| !known(r)) {
        let message = "this record is of no grouping that the file names".to_owned();
        file.say(record.line, 1, message, ANEW, findings);
    }
}

/// Rows by rule and by year.
fn accounting(file: &File, findings: &mut Findings) -> Accounting {
    let mut accounting = Accounting::default();
    for record in file.of(Kind::Rows) {
        let rows = record.sums.n;
        accounting.read += rows;
        match record.key(0) {
            "used" => accounting.used += rows,
            "" => file.say(record.line, file.first_key, "no rule".to_owned(), ANEW, findings),
            rule => *accounting.excluded.entry(rule.to_owned()).or_default() += rows,
        }
    }
    for record in file.of(Kind::Year) {
        let Ok(year) = record.key(0).parse::<u16>() else {
            file.say(record.line, file.first_key, "this is no year".to_owned(), ANEW, findings);
            continue;
        };
        let of_year: &mut OfYear = accounting.years.entry(year).or_default();
        match record.key(1) {
            "read" => of_year.read += record.sums.n,
            "rejected" => of_year.rejected += record.sums.n,
            _ => {
                let message = "neither `read` nor `rejected`".to_owned();
                file.say(record.line, file.first_key + 1, message, ANEW, findings);
            }
        }
    }
    let read: u64 = accounting.years.values().map(|y| y.read).sum();
    let rejected: u64 = accounting.years.values().map(|y| y.rejected).sum();
    if (read, rejected) != (accounting.read, accounting.rejected()) {
        let message = format!(
            "{} rows by rule, {} of them rejected, and {read} rows by year, {rejected} of them rejected",
            accounting.read,
            accounting.rejected()
        );
        findings.push(Finding::error(code::V190, message).at(Place::file(&file.shown)).hint(ANEW));
    }
    accounting
}

/// The day of the first contact.
fn first_day(file: &File, findings: &mut Findings) -> Option<NaiveDate> {
    let all: Vec<&Record> = file.of(Kind::FirstDay).collect();
    let [record] = all.as_slice() else {
        let message = "no contact is counted, or the row `first day` does not stand there once";
        let hint = "look whether the table has rows, and whether a rule under `skip:` leaves them all out";
        findings.push(Finding::error(code::V190, message).at(Place::file(&file.shown)).hint(hint));
        return None;
    };
    let day = keys::day(record.key(0));
    if day.is_none() {
        let message = "this is no day such as 2024-03-01".to_owned();
        file.say(record.line, file.first_key, message, ANEW, findings);
    }
    day
}

/// The first year of a contact and the last one in which a row counts.
fn years(accounting: &Accounting, first: NaiveDate) -> Years {
    let counted =
        accounting.years.iter().filter(|(_, rows)| rows.read > rows.rejected).map(|(year, _)| *year);
    let last = counted.max().map_or(first.year(), i32::from);
    (first.year(), last.max(first.year()))
}

fn grouping(
    line: &Helpline,
    file: &File,
    (name, spec): (&str, &Spec),
    years: Years,
    findings: &mut Findings,
) -> Grouping {
    let mut groups = Vec::new();
    for record in file.records.iter().filter(|r| r.kind == name) {
        let mut key = Vec::with_capacity(spec.len());
        for (at, col) in spec.iter().enumerate() {
            match keys::number(line, col, record.key(at), years) {
                Ok(number) => key.push(number),
                Err(expected) => {
                    let message = format!("a key of `{name}` is not what was expected: {expected}");
                    file.say(record.line, file.first_key + at as u64, message, ANEW, findings);
                }
            }
        }
        if key.len() == spec.len() {
            groups.push((key, record.sums));
        }
    }
    Grouping::of(spec.len(), groups)
}

/// Refuses groupings that count other contacts of a year than the others do; where contacts without a number of
/// seconds are left out, more of them.
fn sums(file: &File, groups: &BTreeMap<Spec, Grouping>, used: u64, findings: &mut Findings) {
    let of = |(spec, grouping): (&Spec, &Grouping)| {
        let mut years: BTreeMap<u64, Sums> = BTreeMap::new();
        for (key, sums) in grouping.iter() {
            let year = spec.iter().zip(key).find_map(|(col, number)| match col {
                Col::Year => Some(*number),
                Col::YearMonth => Some(number / 12),
                _ => None,
            });
            *years.entry(year.unwrap_or(0)).or_default() += sums;
        }
        years
    };
    let first =
        groups.iter().find(|(spec, _)| !of_seconds(spec)).map(|(spec, g)| (name_of(spec), of((spec, g))));
    let Some((first, expected)) = first else { return };
    let all: u64 = expected.values().map(|sums| sums.n).sum();
    let mut wrong = Vec::new();
    if all != used {
        wrong.push(format!("`{first}` counts {all} contacts, and {used} rows are used"));
    }
    for (spec, grouping) in groups {
        let own = of((spec, grouping));
        let none = Sums::default();
        let differs = |year: &&u64| {
            let (a, b) = (own.get(year).unwrap_or(&none), expected.get(year).unwrap_or(&none));
            if of_seconds(spec) { a.n > b.n || a.victims > b.victims } else { a != b }
        };
        let years: BTreeSet<&u64> = own.keys().chain(expected.keys()).collect();
        if years.iter().any(differs) {
            wrong.push(format!("`{}` counts other contacts than `{first}`", name_of(spec)));
        }
    }
    for message in wrong {
        findings.push(Finding::error(code::V190, message).at(Place::file(&file.shown)).hint(ANEW));
    }
}

fn of_seconds(spec: &Spec) -> bool {
    spec.iter().any(|col| matches!(col, Col::Wait | Col::Duration | Col::Closed))
}

/// What is known of the rows, as far as reports and doubts about them need it.
fn rows(
    line: &Helpline,
    groups: &BTreeMap<Spec, Grouping>,
    (years, first_day): (Years, NaiveDate),
    accounting: Accounting,
    input: InputFile,
) -> Option<Registrations> {
    let target = |name: &str| line.files.iter().flat_map(|f| &f.columns).any(|c| c.target == name);
    let (channel, outcome) = (target("channel"), target("outcome"));
    let mut rows = Registrations::default();
    let (mut channels, mut outcomes) = (Vec::new(), Vec::new());
    let flow = groups.get(&vec![Col::YearMonth, Col::Channel, Col::Outcome, Col::Stage])?;
    for (key, sums) in flow.iter() {
        let n = usize::try_from(sums.n).ok()?;
        let [month, channel, outcome, stage] = key else { return None };
        let year = years.0 + i32::try_from(month / 12).ok()?;
        let month = u8::try_from(month % 12 + 1).ok()?;
        // Of all days only the first is asked for.
        let of_first = (year, u32::from(month)) == (first_day.year(), first_day.month());
        let day = if of_first { u8::try_from(first_day.day()).ok()? } else { 1 };
        rows.rows += n;
        rows.year.resize(rows.rows, u16::try_from(year).ok()?);
        rows.month.resize(rows.rows, month);
        rows.day.resize(rows.rows, day);
        rows.stage.resize(rows.rows, u8::try_from(*stage).ok()?);
        channels.resize(rows.rows, u8::try_from(*channel).ok()?);
        outcomes.resize(rows.rows, u8::try_from(*outcome).ok()?);
    }
    rows.channel = channel.then_some(channels);
    rows.outcome = outcome.then_some(outcomes);
    rows.has_time = groups.iter().any(|(spec, grouping)| {
        let hour = spec.iter().position(|col| *col == Col::Hour);
        hour.is_some_and(|at| grouping.iter().any(|(key, _)| key[at] < 24))
    });
    let is_open = groups.keys().any(|spec| spec.contains(&Col::Open));
    rows.open = is_open.then(|| vec![NO_HOURS; rows.rows]);
    let spans = |col: Col| {
        let grouping = groups.iter().find(|(spec, _)| spec.contains(&col));
        grouping.map(|(spec, grouping)| {
            let at = spec.iter().position(|own| *own == col).unwrap_or(0);
            let read = grouping.iter().any(|(key, _)| key[at] < u64::from(UNREAD_U32));
            // Whether any is known is all that is asked.
            vec![if read { 0 } else { UNREAD_U32 }]
        })
    };
    rows.wait_s = spans(Col::Wait);
    rows.duration_s = spans(Col::Duration);
    rows.closed_after_s = spans(Col::Closed);
    rows.victims = target("victims").then(Vec::new);
    for dimension in line.dimensions.iter().filter(|d| target(&d.id)) {
        match dimension.kind {
            DimKind::Single => drop(rows.single.insert(dimension.id.clone(), Vec::new())),
            DimKind::Multi => drop(rows.multi.insert(dimension.id.clone(), Vec::new())),
        }
    }
    rows.accounting = accounting;
    rows.files = vec![input];
    Some(rows)
}
