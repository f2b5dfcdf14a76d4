//! What each column is: its name gives a hint, and its cells bear it out or not.

use super::columns::Column;
use super::hints::{Hint, hints, hints_exactly, words};
use super::lexicon;
use super::profile::{Profile, TOO_MANY};
use crate::config::Silent;
use crate::validation::{SeenMoments, age, frequent};

/// What a column is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Role {
    /// A standard target that holds a moment.
    Moment(&'static str),
    Clock,
    Span(&'static str),
    Id,
    /// Rows that share its text are one contact.
    Key,
    Channel,
    Outcome,
    Age,
    Birth,
    Victims,
    /// A yes or no.
    Answer,
    /// One answer per row.
    Codes,
    /// Several answers per row, with what stands between them; nothing for lists of programs.
    Answers(Option<&'static str>),
    /// Nothing that figures are made of, and why.
    Left(String),
}

/// How sure texts must be codes, and what says nothing.
pub(super) struct Around<'a> {
    pub threshold: u64,
    pub silent: &'a Silent,
    pub rows: u64,
}

/// Signs that stand between several answers.
const SEPARATORS: [&str; 4] = [";", "|", ",", "/"];

fn share(part: u64, all: u64, percent: u64) -> bool {
    all > 0 && part * 100 >= all * percent
}

/// The role of each column, that of the contact's own moment aside.
pub(super) fn roles(columns: &[Column], around: &Around<'_>) -> Vec<Role> {
    let mut roles: Vec<Role> = columns.iter().map(|column| of_column(column, around)).collect();
    only_best(columns, &mut roles);
    roles
}

fn of_column(column: &Column, around: &Around<'_>) -> Role {
    let (name, all) = (column.name(), &column.all);
    let says = |hint| column.spellings().iter().any(|name| hints(name, hint));
    let saying = all.saying(around.silent);
    if saying == 0 {
        return Role::Left("empty in all rows".to_owned());
    }
    if let Some(role) = timed(column, &says) {
        return role;
    }
    if let Some(role) = number_like(all, saying, &says) {
        return role;
    }
    if let Some(role) = key(name, all, around) {
        return role;
    }
    let named = lexicon::dimension(name).is_some();
    if says(Hint::Remark) || (says(Hint::Person) && !named) {
        return Role::Left(format!("names or remarks of people, by its name; {}", counted(all)));
    }
    if all.is_yes_no(around.silent) {
        return Role::Answer;
    }
    match coded(all, saying, &says, around) {
        // Bands, as texts.
        Role::Codes if says(Hint::Age) => Role::Age,
        role => role,
    }
}

/// Whether a column without a name of its own holds seconds since 1970, of years in which there were contacts.
fn nameless(column: &Column, moments: &SeenMoments) -> bool {
    let made_up =
        column.name().strip_prefix("column_").is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()));
    let of_now = |day: Option<&u32>| day.is_some_and(|day| (20_000_000..20_500_000).contains(day));
    let unix = moments.formats.iter().all(|format| format.starts_with("unix"));
    made_up && unix && of_now(moments.days.keys().next()) && of_now(moments.days.keys().next_back())
}

/// Moments, clocks and days of birth.
fn timed(column: &Column, says: &dyn Fn(Hint) -> bool) -> Option<Role> {
    let all = &column.all;
    let span = says(Hint::Wait) || says(Hint::Duration) || says(Hint::Talk);
    if let Some(moments) = &all.moments
        && (!moments.digits || says(Hint::Moment) || says(Hint::Birth) || nameless(column, moments))
        && !(moments.digits && (says(Hint::Number) || span))
    {
        let role = match () {
            () if says(Hint::Birth) => Role::Birth,
            () if says(Hint::Answered) => Role::Moment("answered_at"),
            () if says(Hint::Ended) => Role::Moment("ended_at"),
            () if says(Hint::Closed) => Role::Moment("closed_at"),
            () => Role::Moment("at"),
        };
        return Some(role);
    }
    let year = all.numbers == all.filled && all.range.0 >= 1900.0 && all.range.1 <= 2100.0;
    if says(Hint::Birth) {
        return year.then_some(Role::Birth);
    }
    (all.clocks.is_some() && says(Hint::Clock) && !span).then_some(Role::Clock)
}

/// Spans, ages and numbers of victims.
fn number_like(all: &Profile, saying: u64, says: &dyn Fn(Hint) -> bool) -> Option<Role> {
    if share(all.spans, saying, 80) {
        if says(Hint::Wait) {
            return Some(Role::Span("wait_s"));
        }
        if says(Hint::Duration) || says(Hint::Talk) {
            return Some(Role::Span("duration_s"));
        }
    }
    if says(Hint::Age) {
        let read = |text: &String| age(text).is_some_and(|years| years <= 130.0);
        let ages: u64 = all.texts.iter().flatten().filter(|(text, _)| read(text)).map(|(_, n)| n).sum();
        if share(ages, saying, 70) {
            return Some(Role::Age);
        }
    }
    let victims = says(Hint::Victims) && share(all.numbers, saying, 90) && all.range.1 <= 200.0;
    victims.then_some(Role::Victims)
}

/// An id, or a key that several rows share.
fn key(name: &str, all: &Profile, around: &Around<'_>) -> Option<Role> {
    if !hints(name, Hint::Id) || !share(all.filled, around.rows, 95) || all.rows < 8 {
        return None;
    }
    if all.different * 1000 >= all.filled * 995 {
        return Some(Role::Id);
    }
    let words = words(name);
    let of_contact = ["linkedid", "callid"].iter().any(|w| words.iter().any(|word| word == w))
        || (words.iter().any(|w| w == "id")
            && ["call", "case", "contact", "gesprek", "oproep", "dossier", "appel", "session"]
                .iter()
                .any(|w| words.iter().any(|word| word == w)));
    let shared = all.different * 100 >= all.filled * 10 && all.different * 100 <= all.filled * 98;
    (of_contact && shared && all.longest <= 80).then_some(Role::Key)
}

/// Channels, outcomes, codes, lists of answers, and what is none of these.
fn coded(all: &Profile, saying: u64, says: &dyn Fn(Hint) -> bool, around: &Around<'_>) -> Role {
    let Some(texts) = &all.texts else { return Role::Left(counted(all)) };
    let often = frequent(texts, around.threshold, around.silent);
    let known = |meaning: fn(&str) -> Option<&'static str>| -> (u64, usize) {
        let found: Vec<(&'static str, u64)> =
            texts.iter().filter_map(|(text, n)| Some((meaning(text)?, *n))).collect();
        let kinds: std::collections::BTreeSet<&str> = found.iter().map(|(id, _)| *id).collect();
        (found.iter().map(|(_, n)| n).sum(), kinds.len())
    };
    let (rows, kinds) = known(lexicon::channel);
    if often.is_some()
        && ((share(rows, saying, 40) && says(Hint::Channel)) || (share(rows, saying, 90) && kinds > 1))
    {
        return Role::Channel;
    }
    let (rows, kinds) = known(lexicon::outcome);
    // One word for an attempt that nobody answered is enough below such a name: taken for a trait, every attempt would
    // count as an answered contact. *Closed* can be said of a case.
    let unanswered = texts.keys().any(|text| {
        lexicon::outcome(text).is_some_and(|id| ["abandoned", "busy"].contains(&id))
            || (lexicon::outcome(text).is_none() && lexicon::says_unanswered(text))
    });
    if says(Hint::Outcome) && often.is_some() && ((share(rows, saying, 60) && kinds > 1) || unanswered) {
        return Role::Outcome;
    }
    if let Some(separator) = several(texts, around) {
        return Role::Answers(separator);
    }
    match often {
        None if share(all.numbers, saying, 90) => {
            Role::Left(format!("numbers from {} to {}", round(all.range.0), round(all.range.1)))
        }
        None => Role::Left(counted(all)),
        Some(often) if often.len() > 8 && share(all.numbers, saying, 90) => {
            Role::Left(format!("numbers, {} different", all.different))
        }
        Some(often) if often.is_empty() => {
            Role::Left(format!("each text in fewer than {} rows", around.threshold))
        }
        Some(often) if often.len() == 1 && share(often[0].1, around.rows, 97) => {
            Role::Left("one and the same text in nearly all rows".to_owned())
        }
        Some(_) => Role::Codes,
    }
}

/// A number without needless digits; its magnitude only, for an extreme can be one person's.
fn round(number: f64) -> String {
    if number.abs() < 10.0 {
        format!("{number:.0}")
    } else {
        format!("about {:.0}", 10_f64.powf(number.abs().log10().round()))
    }
}

/// What is said of a column whose texts are not written. How often a rare text occurs is not said.
fn counted(all: &Profile) -> String {
    let kind = if all.longest > 60 { "free text" } else { "texts" };
    match all.exact {
        true => format!("{kind}, {} different", all.different),
        false => format!("{kind}, more than {TOO_MANY} different"),
    }
}

/// What stands between several answers in a cell: the parts are few and come back alone, the cells are many.
fn several(
    texts: &std::collections::BTreeMap<String, u64>,
    around: &Around<'_>,
) -> Option<Option<&'static str>> {
    let filled: u64 = texts.values().sum();
    let lists: u64 =
        texts.iter().filter(|(text, _)| crate::validation::list(text).is_some()).map(|(_, n)| n).sum();
    if share(lists, filled, 80) {
        return Some(None);
    }
    SEPARATORS
        .into_iter()
        .find(|separator| {
            let with: u64 = texts.iter().filter(|(text, _)| text.contains(separator)).map(|(_, n)| n).sum();
            if !share(with, filled, 5) {
                return false;
            }
            let parts = parts(texts, separator);
            let often = frequent(&parts, around.threshold, around.silent).unwrap_or_default();
            let alone = often.iter().filter(|(part, _)| texts.contains_key(part)).count();
            let cells = texts.len();
            often.len() >= 2 && alone * 2 > often.len() && cells > often.len() && often.len() <= 55
        })
        .map(Some)
}

/// The parts of all cells, with their numbers.
pub(super) fn parts(
    texts: &std::collections::BTreeMap<String, u64>,
    separator: &str,
) -> std::collections::BTreeMap<String, u64> {
    let mut parts = std::collections::BTreeMap::new();
    for (text, n) in texts {
        for part in text.split(separator).map(str::trim).filter(|part| !part.is_empty()) {
            *parts.entry(part.to_owned()).or_default() += n;
        }
    }
    parts
}

/// Of several columns for one target the best stays; the others are left.
fn only_best(columns: &[Column], roles: &mut [Role]) {
    let score = |at: usize, role: &Role| -> i64 {
        let (name, all) = (columns[at].name(), &columns[at].all);
        let exact = |hint| i64::from(hints_exactly(name, hint));
        let filled = (all.filled * 10 / all.rows.max(1)) as i64;
        match role {
            Role::Span("duration_s") => {
                filled + 8 * i64::from(hints(name, Hint::Talk)) + exact(Hint::Duration)
            }
            Role::Span(_) => filled + exact(Hint::Wait),
            Role::Age => filled + 5 * exact(Hint::Age),
            Role::Id => filled + exact(Hint::Id) + i64::from(words(name).iter().any(|w| w.contains("id"))),
            Role::Channel => filled + 10 * exact(Hint::Channel),
            _ => filled,
        }
    };
    for at in 0..roles.len() {
        let role = roles[at].clone();
        let single = matches!(
            role,
            Role::Span(_)
                | Role::Age
                | Role::Id
                | Role::Key
                | Role::Channel
                | Role::Outcome
                | Role::Victims
                | Role::Clock
                | Role::Birth
        ) || matches!(role, Role::Moment(target) if target != "at");
        if !single {
            continue;
        }
        let best = (0..roles.len())
            .filter(|other| roles[*other] == role)
            .max_by_key(|other| (score(*other, &role), std::cmp::Reverse(*other)));
        let what = best.map_or("", |best| columns[best].name());
        for (other, own) in roles.iter_mut().enumerate().skip(at) {
            if Some(other) != best && *own == role {
                *own = match role {
                    Role::Channel | Role::Outcome => Role::Codes,
                    _ => Role::Left(format!("`{what}` is taken in its place")),
                };
            }
        }
    }
    if roles.contains(&Role::Age)
        && let Some(birth) = roles.iter().position(|role| *role == Role::Birth)
    {
        roles[birth] = Role::Left("dates of birth; there is a column of ages".to_owned());
    }
}

/// How well a column of moments does as that of the contact.
pub(super) fn begins(column: &Column, profile: &Profile, at: usize) -> i64 {
    let Some(moments) = &profile.moments else { return i64::MIN };
    let name = column.name();
    let part = |n: u64| (n * 10 / profile.rows.max(1)) as i64;
    let mut score = part(moments.read()) * 2
        + i64::from(part(moments.timed - moments.midnight.min(moments.timed)) >= 5) * 5;
    score += 6 * i64::from(hints(name, Hint::Begin));
    score += 2 * i64::from(hints(name, Hint::Moment));
    score -= 6 * i64::from(hints(name, Hint::Written));
    score -= 8 * i64::from(hints(name, Hint::Ended) || hints(name, Hint::Closed));
    score -= 5 * i64::from(hints_exactly(name, Hint::Answered));
    score * 100 - at as i64
}
