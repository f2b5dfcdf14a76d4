//! What is believed but looks wrong when all registrations of a line are seen together.

use chrono::{Datelike, NaiveDate};

use super::hours::{OPEN, SHUT};
use super::registrations::Registrations;
use crate::config::{Helpline, Outcome, Stage};
use crate::diagnostics::{Finding, Findings, Place};

/// Contacts that the other months of a year have on average, so that one without any is doubted.
const USUAL: usize = 10;
/// Fewest answered contacts of a channel of which its opening hours can be doubted.
const ENOUGH: usize = 20;

/// Warns of months without any registration, attempts that no figure counts, and opening hours that do not fit.
#[must_use]
pub fn doubts(line: &Helpline, data: &Registrations) -> Findings {
    let folder = Place::file(format!("data/{}/registrations", line.id));
    let settings = Place::file(format!("data/{}/helpline.yaml", line.id));
    let mut found: Vec<Finding> = line.years.iter().filter_map(|year| months(line, data, *year)).collect();
    found.iter_mut().for_each(|f| f.place = Some(folder.clone()));
    found.extend(unseen(line, data).map(|f| f.at(settings.clone())));
    found.extend(hours(line, data).into_iter().map(|f| f.at(settings.clone())));
    Findings(found.into_iter().map(|f| f.of(&line.id)).collect())
}

/// Months of a report year, within the life of the line, in which nothing was registered.
fn months(line: &Helpline, data: &Registrations, year: i32) -> Option<Finding> {
    let mut counts = [0_usize; 12];
    let rows = data.year.iter().zip(&data.month).filter(|(y, _)| i32::from(**y) == year);
    rows.for_each(|(_, month)| counts[usize::from(*month).clamp(1, 12) - 1] += 1);
    let month = |d: NaiveDate| (d.year(), d.month());
    let ends = [line.cut_off.get(&year).copied(), line.until];
    let lives = |m: u32| {
        line.since.is_none_or(|d| month(d) <= (year, m))
            && ends.iter().flatten().all(|d| (year, m) <= month(*d))
    };
    let of_life: Vec<u32> = (1..=12).filter(|m| lives(*m)).collect();
    let of = |m: &u32| counts[*m as usize - 1];
    let empty: Vec<u32> = of_life.iter().copied().filter(|m| of(m) == 0).collect();
    let full = of_life.len() - empty.len();
    if empty.is_empty() || full == 0 || of_life.iter().map(of).sum::<usize>() < USUAL * full {
        return None;
    }
    let named: Vec<String> = empty.iter().map(|m| format!("{year}-{m:02}")).collect();
    let message = format!("nothing was registered in {}, while other months have contacts", named.join(", "));
    let hint = format!(
        "look whether a file is missing; where the registrations do not run to the end of the year, write \
         `cut_off: {{{year}: …}}` in helpline.yaml; if nobody made contact, leave it"
    );
    Some(Finding::warning("V098", message).hint(hint))
}

/// Attempts that nobody answered, in a line that reports on answered contacts only.
fn unseen(line: &Helpline, data: &Registrations) -> Option<Finding> {
    let outcomes = data.outcome.as_ref().filter(|_| !line.registers(Stage::Incoming))?;
    let missed = |code: &&u8| Outcome::ALL.get(usize::from(**code)).is_some_and(|o| !o.is_answered());
    let n = outcomes.iter().filter(missed).count();
    let message =
        format!("{n} attempts that were not answered are in no figure: `stages` does not name `incoming`");
    let hint = "write `stages: [incoming, answered]`, or take the column `outcome` away";
    (n > 0).then(|| Finding::warning("V096", message).hint(hint))
}

/// Channels of which most answered contacts came outside their opening hours.
fn hours(line: &Helpline, data: &Registrations) -> Vec<Finding> {
    let Some(open) = &data.open else { return Vec::new() };
    let answered = Stage::ALL.iter().position(|s| *s == Stage::Answered).unwrap_or(0);
    let of = |channel: usize, code: u8| {
        let rows = 0..data.rows;
        rows.filter(|row| {
            open[*row] == code
                && usize::from(data.stage[*row]) >= answered
                && data.channel.as_ref().is_none_or(|c| usize::from(c[*row]) == channel)
        })
        .count()
    };
    let mut found = Vec::new();
    for (position, channel) in line.channels.iter().enumerate() {
        let (inside, outside) = (of(position, OPEN), of(position, SHUT));
        if inside + outside >= ENOUGH && outside > inside {
            let message = format!(
                "most contacts answered through `{}` came outside the opening hours that stand here",
                channel.id
            );
            let hint = "correct `hours:` of the channel, or the times in the registrations; where these are in UTC, write \
                        `time_zone: UTC` for their column or file";
            found.push(Finding::warning("V097", message).hint(hint));
        }
    }
    found
}
