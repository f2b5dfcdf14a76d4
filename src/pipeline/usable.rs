//! What a line's registrations allow, and what they lack.

use std::collections::BTreeSet;

use crate::config::{Chapter, Helpline, Stage};
use crate::diagnostics::{Finding, Place};
use crate::measures::Cube;
use crate::validation::Registrations;

/// Whether too much was rejected for a report to be honest.
pub fn unusable(line: &Helpline, data: &Registrations) -> Option<Finding> {
    let accounting = &data.accounting;
    let place = Place::file(format!("data/{}/registrations", line.id));
    if !accounting.closes() {
        return Some(
            Finding::error(
                "V090",
                "rows read are not rows used plus rows excluded: this is a mistake of Jaarlijn",
            )
            .at(place)
            .of(&line.id),
        );
    }
    if data.rows == 0 {
        let hint = "check `files:` in helpline.yaml and the findings above";
        return Some(
            Finding::error("V091", "no registration is left to report on").at(place).hint(hint).of(&line.id),
        );
    }
    let limit = u64::from(line.max_rejected_percent);
    if accounting.rejected() * 100 > accounting.read * limit {
        let message = format!(
            "{} of {} rows were rejected, more than the allowed {limit} %: no report is made",
            accounting.rejected(),
            accounting.read
        );
        let hint = "correct the rows (`jaarlijn build` sets them aside in quarantine/), or raise `max_rejected_percent` if you accept the loss";
        return Some(Finding::error("V092", message).at(place).hint(hint).of(&line.id));
    }
    None
}

/// A report year without registrations.
pub fn no_year(line: &Helpline, cube: &Cube, year: i32) -> Finding {
    let message = format!(
        "there are no registrations of {year}: they run from {} to {}",
        cube.first_year, cube.last_year
    );
    Finding::error("V093", message)
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
        Finding::error("V095", message)
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
    add(data.wait_s.is_none() && wants(Chapter::Reach), "absent.wait");
    add(data.duration_s.is_none() && wants(Chapter::Reach), "absent.duration");
    add(data.caller.is_none() && wants(Chapter::Reach), "absent.caller");
    add(data.victims.is_none() && wants(Chapter::Victims), "absent.victims");
    absent
}
