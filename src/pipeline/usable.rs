//! What a line's registrations allow, and what they lack.

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
        let hint = "correct the rows in quarantine/, or raise `max_rejected_percent` if you accept the loss";
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
    let several = line.channels.len() > 1;
    add(data.channel.is_none() && several && wants(Chapter::Channels), "absent.channel");
    add(!line.registers(Stage::Incoming) && wants(Chapter::Reach), "absent.outcome");
    add(data.wait_s.is_none() && wants(Chapter::Reach), "absent.wait");
    add(data.duration_s.is_none() && wants(Chapter::Reach), "absent.duration");
    add(data.caller.is_none() && wants(Chapter::Reach), "absent.caller");
    add(data.victims.is_none() && wants(Chapter::Victims), "absent.victims");
    absent
}
