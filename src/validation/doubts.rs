//! What is believed but looks wrong when all registrations of a line are seen together.

use chrono::{Datelike, NaiveDate};

use super::hours::{OPEN, SHUT};
use super::registrations::Registrations;
use crate::base::{Finding, Findings, Place, code};
use crate::config::{Helpline, Outcome, Stage};

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
    found.extend(begun(line, data).map(|f| f.at(settings.clone())));
    found.extend(
        line.years.iter().filter_map(|year| all_answered(line, data, *year)).map(|f| f.at(settings.clone())),
    );
    found.extend(skipped(line, data).into_iter().map(|f| f.at(settings.clone())));
    found.extend(super::late_codes::late(line, data).into_iter().map(|f| f.at(settings.clone())));
    found.extend(unseen(line, data).map(|f| f.at(settings.clone())));
    found.extend(super::scales::unread(line, data).into_iter().map(|f| f.at(folder.clone())));
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
    Some(Finding::warning(code::V098, message).hint(hint))
}

/// Fewest days before the first registration that are no chance.
const LATE: i64 = 28;
/// So many times the usual days between two contacts have to pass without one.
const GAPS: i64 = 10;

/// The day on which registrations begin, where that is in the course of a year and the line does not say that
/// it began then, or at the beginning of that year: the year is a part of one.
#[must_use]
pub fn begins(line: &Helpline, data: &Registrations) -> Option<NaiveDate> {
    let days = data.year.iter().zip(&data.month).zip(&data.day);
    let ((year, month), day) = days.min()?;
    let first = NaiveDate::from_ymd_opt(i32::from(*year), u32::from(*month), u32::from(*day))?;
    let contacts = i64::try_from(data.year.iter().filter(|y| *y == year).count()).unwrap_or(i64::MAX);
    let (before, behind) = (i64::from(first.ordinal0()), 366 - i64::from(first.ordinal0()));
    let told = line.since.is_some_and(|d| d.year() == first.year());
    (!told && before >= LATE && before * contacts >= GAPS * behind).then_some(first)
}

/// What is said of registrations that begin in the course of a year.
fn begun(line: &Helpline, data: &Registrations) -> Option<Finding> {
    let first = begins(line, data)?;
    let year = first.year();
    let shown =
        line.years.iter().any(|y| *y >= year && y - year < i32::try_from(line.look_back).unwrap_or(i32::MAX));
    let month = first.format("%Y-%m");
    let message = format!(
        "registrations begin in {month}: {year} is taken for a part of a year and no growth is told of it"
    );
    let hint = format!(
        "add the files of the months before, or write the first day of the line as `since: {month}-…`; where the line was there all year and nobody \
         made contact, `since: {year}-01-01`"
    );
    shown.then(|| Finding::warning(code::V165, message).hint(hint))
}

/// Attempts that nobody answered, in a line that reports on answered contacts only.
fn unseen(line: &Helpline, data: &Registrations) -> Option<Finding> {
    let outcomes = data.outcome.as_ref().filter(|_| !line.registers(Stage::Incoming))?;
    let missed = |code: &&u8| Outcome::ALL.get(usize::from(**code)).is_some_and(|o| !o.is_answered());
    let n = outcomes.iter().filter(missed).count();
    let message =
        format!("{n} attempts that were not answered are in no figure: `stages` does not name `incoming`");
    let hint = "write `stages: [incoming, answered]`, or take the column `outcome` away";
    (n > 0).then(|| Finding::warning(code::V096, message).hint(hint))
}

/// A year of which every attempt was answered: mostly an export without those that were not.
fn all_answered(line: &Helpline, data: &Registrations, year: i32) -> Option<Finding> {
    let outcomes = data.outcome.as_ref().filter(|_| line.registers(Stage::Incoming))?;
    let (mut answered, mut missed) = (0, 0);
    for (code, _) in outcomes.iter().zip(&data.year).filter(|(_, y)| i32::from(**y) == year) {
        match Outcome::ALL.get(usize::from(*code)) {
            Some(outcome) if outcome.is_answered() => answered += 1,
            _ => missed += 1,
        }
    }
    if missed > 0 || answered < ENOUGH {
        return None;
    }
    let left_out = data.taken.values().any(|taken| taken.missed > 0);
    let elsewhere = outcomes.len() > answered;
    let and = match (left_out, elsewhere) {
        (true, _) => ", while attempts that nobody answered were left out",
        (false, true) => ", while other years have attempts that nobody did",
        (false, false) => "",
    };
    let message = format!("every attempt of {year} was answered{and}: an answer rate of 100 % is doubted");
    let hint = "look whether the export holds the attempts that nobody answered, whether `outcome` is read from the \
                right column, and what `skip` leaves out";
    Some(Finding::warning(code::V163, message).hint(hint))
}

/// Rules that leave out attempts that nobody answered, so that the answer rate looks better.
fn skipped(line: &Helpline, data: &Registrations) -> Vec<Finding> {
    if !line.registers(Stage::Incoming) {
        return Vec::new();
    }
    let rules = line.files.iter().flat_map(|f| &f.skip).map(crate::config::Skip::rule);
    let rules: std::collections::BTreeSet<&str> = rules.collect();
    let found = rules.into_iter().filter_map(|rule| Some((rule, data.taken.get(rule)?)));
    found
        .filter(|(_, taken)| taken.is_telling(line.threshold))
        .map(|(rule, taken)| {
            let message = format!(
                "rule `{rule}` leaves out rows of which {} are attempts that nobody answered: the answer rate is better \
                 without them",
                taken.part()
            );
            let hint = "leave out only what is no attempt; where a column is empty for them, map another one";
            Finding::warning(code::V164, message).hint(hint)
        })
        .collect()
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
            found.push(Finding::warning(code::V097, message).hint(hint));
        }
    }
    found
}
