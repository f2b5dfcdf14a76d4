//! What a line's registrations allow, and what they lack.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;

use crate::base::{Finding, Place, code};
use crate::config::{Chapter, Helpline, Stage};
use crate::measures::Cube;
use crate::validation::{OfYear, Registrations, Taken, UNREAD_U32};

/// Whether nothing can be reported on.
pub fn unusable(line: &Helpline, data: &Registrations) -> Option<Finding> {
    let accounting = &data.accounting;
    let place = Place::file(format!("data/{}/registrations", line.id));
    if !accounting.closes() {
        return Some(
            Finding::error(
                code::V090,
                "rows read are not rows used plus rows excluded: this is a mistake of Jaarlijn",
            )
            .at(place)
            .of(&line.id),
        );
    }
    if data.rows == 0 {
        let hint = "check `files:` in helpline.yaml and the findings above";
        return Some(
            Finding::error(code::V091, "no registration is left to report on")
                .at(place)
                .hint(hint)
                .of(&line.id),
        );
    }
    None
}

/// Years of which too much was rejected, each with what is said of it: an error for a year that is reported
/// on, a warning for one that reports only look back on.
pub fn too_much(line: &Helpline, data: &Registrations) -> Vec<(i32, Finding)> {
    let limit = u64::from(line.max_rejected_percent);
    let place = || Place::file(format!("data/{}/registrations", line.id));
    let back = i32::try_from(line.look_back).unwrap_or(5);
    let lived = |year: i32| line.since.is_none_or(|d| d.year() <= year);
    let shown = |year: i32| lived(year) && line.years.iter().any(|y| (*y - back + 1..=*y).contains(&year));
    // Records of files in which no day can be read can be of any year that is reported on.
    let undated = data.accounting.years.get(&0).copied().unwrap_or_default();
    let mut years: BTreeMap<i32, OfYear> = line.years.iter().map(|year| (*year, undated)).collect();
    for (year, n) in data.accounting.years.iter().filter(|(year, _)| **year != 0) {
        let own = years.entry(i32::from(*year)).or_default();
        own.read += n.read;
        own.rejected += n.rejected;
    }
    let mut found = Vec::new();
    for (year, n) in years.into_iter().filter(|(_, n)| n.rejected * 100 > n.read * limit) {
        let what = format!(
            "{} of {} rows of {year} were rejected, more than the allowed {limit} %",
            n.rejected, n.read
        );
        if line.years.contains(&year) {
            let finding = Finding::error(code::V092, format!("{what}: no report is made on {year}"));
            found.push((year, finding.at(place()).hint(way_out(line, data)).of(&line.id)));
        } else if shown(year) {
            let finding = Finding::warning(code::V092, format!("{what}; reports look back on it"));
            found.push((year, finding.at(place()).hint("correct the rows").of(&line.id)));
        }
    }
    found
}

/// What to do about rejected rows; a higher limit is no way out where it makes a rate look better.
fn way_out(line: &Helpline, data: &Registrations) -> String {
    let mut all = Taken::default();
    let rejected = data.taken.iter().filter(|(rule, _)| rule.starts_with("rejected:"));
    rejected.for_each(|(_, taken)| all.add(*taken));
    let correct = "correct the rows (`jaarlijn build` sets them aside in quarantine/)";
    if all.is_telling(line.threshold) {
        return format!(
            "{correct}; {} of them are attempts that nobody answered, so a higher `max_rejected_percent` would make \
             the answer rate better than it was",
            all.part()
        );
    }
    format!("{correct}, or raise `max_rejected_percent` if you accept the loss")
}

/// A report year without registrations.
pub fn no_year(line: &Helpline, cube: &Cube, year: i32) -> Finding {
    let message = format!(
        "there are no registrations of {year}: they run from {} to {}",
        cube.first_year, cube.last_year
    );
    Finding::error(code::V093, message)
        .at(Place::file(format!("data/{}/helpline.yaml", line.id)))
        .hint("change `years` (here or in workspace.yaml), or add the registrations")
        .of(&line.id)
}

/// Years that were published and of which there is no registration now: what is lost is no zero, and the next
/// editions would no longer look back on it.
pub fn lost(line: &Helpline, counted: &BTreeSet<i32>, published: &BTreeSet<i32>) -> Option<Finding> {
    let (first, last) = (counted.first()?, counted.last()?);
    // Between years that are there a gap would be counted as zero.
    let told = |year: &i32| line.no_longer_kept.contains(year) && !(first..=last).contains(&year);
    let lost: Vec<String> = published.difference(counted).filter(|y| !told(y)).map(i32::to_string).collect();
    if lost.is_empty() {
        return None;
    }
    let years = lost.join(", ");
    let message = format!(
        "figures of {years} were published and there are no registrations of {years} any more: they run from \
         {first} to {last}"
    );
    let hint = format!(
        "put the files back; where registrations may be kept no longer, say `no_longer_kept: [{years}]` in \
         helpline.yaml (only years before or after all others): what was published then stands, and the next \
         editions say so"
    );
    Some(
        Finding::error(code::V095, message)
            .at(Place::file(format!("data/{}/registrations", line.id)))
            .hint(hint)
            .of(&line.id),
    )
}

/// What the registrations do not have, and therefore no figure shows.
pub fn absent(line: &Helpline, data: &Registrations) -> Vec<&'static str> {
    let wants = |c: Chapter| line.sections.contains(&c);
    let mut absent = Vec::new();
    let mut add = |missing: bool, key: &'static str| {
        if missing {
            absent.push(key);
        }
    };
    add(!data.has_time && wants(Chapter::When), "absent.time");
    add(data.days_unknown && wants(Chapter::When), "absent.day");
    // Of a line with one channel it is known.
    let unsaid = line.channels.len() != 1;
    add(data.channel.is_none() && unsaid && wants(Chapter::Channels), "absent.channel");
    add(!line.registers(Stage::Incoming) && wants(Chapter::Reach), "absent.outcome");
    let unread = |spans: &Option<Vec<u32>>| spans.iter().flatten().all(|s| *s >= UNREAD_U32);
    add(unread(&data.wait_s) && wants(Chapter::Reach), "absent.wait");
    add(unread(&data.duration_s) && wants(Chapter::Reach), "absent.duration");
    add(data.caller.is_none() && wants(Chapter::Reach), "absent.caller");
    add(data.victims.is_none() && wants(Chapter::Victims), "absent.victims");
    absent
}
