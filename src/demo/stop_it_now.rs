//! Stop it Now!: contacts and missed attempts from May 2017 to December 2020.

use std::io;

use chrono::{Datelike, NaiveDate, NaiveDateTime};

use super::File;
use super::dice::{Dice, deck};
use super::moments::{Opening, Pattern, Span, When, day, moments};
use super::sheet::{Dialect, Sheet, cell};
use super::slips::Slips;

const PHONE: usize = 0;
const EMAIL: usize = 1;
const CHAT: usize = 2;
const CHANNELS: [&str; 3] = ["Telefoon", "E-mail", "Chat"];

/// Contacts per year by phone, e-mail and chat, as published.
const CONTACTS: [(i32, [u64; 3]); 4] =
    [(2017, [125, 190, 0]), (2018, [242, 205, 0]), (2019, [111, 136, 34]), (2020, [174, 189, 97])];

/// Missed attempts: channel, outcome, up to and including November 2020 (published), and in December 2020
/// (made up).
const MISSED: [(usize, Outcome, u64, u64); 4] = [
    (PHONE, Outcome::Busy, 164, 3),
    (PHONE, Outcome::Closed, 1961, 44),
    (CHAT, Outcome::Busy, 713, 31),
    (CHAT, Outcome::Closed, 3823, 168),
];

/// People referred: worried about themselves (published), about someone close, professionals.
const REFERRED: [(usize, usize); 3] = [(0, 127), (1, 49), (2, 19)];

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Answered,
    Busy,
    Closed,
}

const WEEKDAY: [u64; 7] = [16, 19, 17, 15, 15, 9, 9];
const HOUR: [u64; 24] = [6, 4, 2, 1, 1, 1, 2, 3, 6, 9, 11, 11, 10, 11, 12, 13, 14, 14, 14, 14, 15, 15, 13, 9];

/// Opening hours as in the line's `helpline.yaml`.
static PATTERNS: [Pattern; 3] = [
    Pattern {
        openings: &[Opening {
            from: (2017, 5, 19),
            spans: &[(1, 1, 900, 1140), (2, 2, 570, 750), (4, 4, 720, 900)],
        }],
        weekday: WEEKDAY,
        hour: HOUR,
        holidays: false,
    },
    Pattern { openings: &[], weekday: WEEKDAY, hour: HOUR, holidays: false },
    Pattern {
        openings: &[Opening { from: (2019, 6, 1), spans: &[(1, 1, 900, 1140)] }],
        weekday: WEEKDAY,
        hour: HOUR,
        holidays: false,
    },
];

/// Caller types: own feelings, close environment, professional, information, unknown, unclear, blank.
/// In 2020 more callers worry about someone close.
const CALLER_TYPES: [[u64; 7]; 2] = [[520, 190, 120, 90, 45, 15, 20], [440, 285, 115, 85, 45, 12, 18]];
const CALLER_TYPE_TEXTS: [&str; 7] = [
    "Bezorgd over eigen gevoelens of gedrag",
    "Bezorgd over iemand uit de nabije omgeving",
    "Professional",
    "Informatie en samenleving",
    "Onbekend",
    "Onduidelijk",
    "",
];
/// Gender and age stay unknown in most contacts.
const GENDERS: [(&str, u64); 6] =
    [("Vrouw", 80), ("Man", 225), ("X", 3), ("Onbekend", 585), ("Onduidelijk", 17), ("", 90)];
const AGES: [(&str, u64); 9] = [
    ("12–17 jaar", 12),
    ("18–25 jaar", 55),
    ("26–39 jaar", 110),
    ("40–59 jaar", 115),
    ("60–79 jaar", 40),
    ("80 jaar en ouder", 3),
    ("Onbekend", 540),
    ("Onduidelijk", 15),
    ("", 110),
];
const DESTINATIONS: [&str; 9] = [
    "CAW",
    "CGG",
    "UFC",
    "Privétherapeut",
    "Relatietherapie",
    "Slachtofferhulp",
    "VK",
    "Huisarts",
    "Andere hulpverlening",
];
const DESTINATION_WEIGHTS: [[u64; 9]; 2] =
    [[9, 32, 12, 36, 13, 0, 0, 6, 4], [20, 16, 3, 12, 8, 24, 12, 3, 4]];

const HEADER: [&str; 12] = [
    "Nummer",
    "Tijdstip",
    "Soort",
    "Kanaal",
    "Uitkomst",
    "Wachttijd_s",
    "Duur_s",
    "Soort_hulpvrager",
    "Gender",
    "Leeftijd",
    "Doorverwezen",
    "Doorverwezen_naar",
];

/// Position of the duration among the columns.
const DURATION: usize = 6;
/// Year whose delivery has slips that corrections put right.
const SLIPS_IN: i32 = 2020;

struct Attempt {
    at: NaiveDateTime,
    channel: usize,
    outcome: Outcome,
    caller_type: usize,
    gender: &'static str,
    age: &'static str,
    referred: bool,
}

/// The registrations, one file a year, and what was found wrong in the last one.
pub fn files() -> io::Result<Vec<File>> {
    let mut dice = Dice::new("stop-it-now");
    let attempts = attempts(&mut dice);
    let mut slips = Slips::new()?;
    let mut files = Vec::new();
    for (year, _) in CONTACTS {
        files.push(file(&mut dice, year, &attempts, &mut slips)?);
    }
    files.push(File { path: "stop-it-now/corrections/2021.csv".to_owned(), bytes: slips.corrections()? });
    Ok(files)
}

fn first_day(channel: usize) -> NaiveDate {
    if channel == CHAT { day(2019, 6, 1) } else { day(2017, 5, 19) }
}

fn attempts(dice: &mut Dice) -> Vec<Attempt> {
    let mut found = Vec::new();
    let mut add = |times: Vec<NaiveDateTime>, channel, outcome| {
        found.extend(times.into_iter().map(|at| Attempt {
            at,
            channel,
            outcome,
            caller_type: CALLER_TYPE_TEXTS.len() - 1,
            gender: "",
            age: "",
            referred: false,
        }));
    };
    for (year, counts) in CONTACTS {
        for (channel, count) in counts.into_iter().enumerate().filter(|(_, count)| *count > 0) {
            let when = if channel == EMAIL { When::Always } else { When::Open };
            let span = Span::year(year, Some(first_day(channel)));
            add(moments(dice, count, span, &PATTERNS[channel], when, &month), channel, Outcome::Answered);
        }
    }
    for (channel, outcome, published, december) in MISSED {
        let when = if outcome == Outcome::Busy { When::Open } else { When::Closed };
        let early = Span { from: first_day(channel), to: day(2020, 11, 30) };
        let late = Span { from: day(2020, 12, 1), to: day(2020, 12, 31) };
        add(moments(dice, published, early, &PATTERNS[channel], when, &month), channel, outcome);
        add(moments(dice, december, late, &PATTERNS[channel], when, &month), channel, outcome);
    }
    found.sort_by_key(|a| (a.at, a.channel, a.outcome));
    describe(dice, &mut found);
    found
}

/// What is known about those who were answered.
fn describe(dice: &mut Dice, attempts: &mut [Attempt]) {
    for (period, weights) in CALLER_TYPES.iter().enumerate() {
        let mut members: Vec<&mut Attempt> = attempts
            .iter_mut()
            .filter(|a| a.outcome == Outcome::Answered && (a.at.year() == 2020) == (period == 1))
            .collect();
        let types = deck(dice, members.len(), weights);
        let genders = deck(dice, members.len(), &GENDERS.map(|(_, w)| w));
        let ages = deck(dice, members.len(), &AGES.map(|(_, w)| w));
        for (i, member) in members.iter_mut().enumerate() {
            member.caller_type = types[i];
            member.gender = GENDERS[genders[i]].0;
            member.age = AGES[ages[i]].0;
        }
    }
    for (caller_type, count) in REFERRED {
        let candidates: Vec<usize> = (0..attempts.len())
            .filter(|i| attempts[*i].outcome == Outcome::Answered && attempts[*i].caller_type == caller_type)
            .collect();
        for i in dice.choose(&candidates, count, |_| 1) {
            attempts[i].referred = true;
        }
    }
}

fn file(dice: &mut Dice, year: i32, attempts: &[Attempt], slips: &mut Slips) -> io::Result<File> {
    let dialect = Dialect { delimiter: b';', crlf: false, windows_1252: false, mark: false };
    let mut sheet = Sheet::new(dialect, &HEADER)?;
    let of_year: Vec<&Attempt> = attempts.iter().filter(|a| a.at.year() == year).collect();
    let mut number = 0;
    for (i, attempt) in of_year.iter().enumerate() {
        number += 1;
        let mut cells = row(dice, format!("sin-{year}-{number:05}"), attempt);
        let mut twice = false;
        if year == SLIPS_IN && attempt.channel == PHONE && attempt.outcome == Outcome::Answered {
            (cells[DURATION], twice) = slips.call(&cells[0], &cells[DURATION])?;
        }
        sheet.row(&cells)?;
        if twice {
            number += 1;
            cells[0] = format!("sin-{year}-{number:05}");
            sheet.row(&cells)?;
            slips.withdraw(&cells[0])?;
        }
        if i == of_year.len() / 2 {
            number += 1;
            let mut test = vec![String::new(); HEADER.len()];
            test[0] = format!("sin-{year}-{number:05}");
            test[1].clone_from(&cells[1]);
            test[2] = "test".to_owned();
            test[3] = CHANNELS[PHONE].to_owned();
            test[4] = "Beantwoord".to_owned();
            sheet.row(&test)?;
        }
    }
    Ok(File { path: format!("stop-it-now/registrations/stop-it-now-{year}.csv"), bytes: sheet.bytes()? })
}

fn row(dice: &mut Dice, id: String, a: &Attempt) -> Vec<String> {
    let (outcome, referred) = match a.outcome {
        Outcome::Answered => ("Beantwoord", if a.referred { "Ja" } else { "Nee" }),
        Outcome::Busy => ("Bezet", ""),
        Outcome::Closed => ("Buiten openingstijd", ""),
    };
    let (wait, duration) = match (a.outcome, a.channel) {
        (Outcome::Answered, PHONE) => (Some(dice.skewed(4, 90)), Some(dice.skewed(240, 3200))),
        (Outcome::Answered, CHAT) => (Some(dice.skewed(8, 300)), Some(dice.skewed(600, 4200))),
        // Nine of ten mails within 48 hours.
        (Outcome::Answered, _) => {
            let spread = if dice.per_mille(500) { 330_000 } else { 168_000 };
            (Some(dice.skewed(2400, spread)), None)
        }
        _ => (None, None),
    };
    vec![
        id,
        a.at.format("%Y-%m-%d %H:%M").to_string(),
        "contact".to_owned(),
        CHANNELS[a.channel].to_owned(),
        outcome.to_owned(),
        cell(wait),
        cell(duration),
        CALLER_TYPE_TEXTS[a.caller_type].to_owned(),
        a.gender.to_owned(),
        a.age.to_owned(),
        referred.to_owned(),
        if a.referred { destinations(dice, a.caller_type) } else { String::new() },
    ]
}

fn destinations(dice: &mut Dice, caller_type: usize) -> String {
    let weights = &DESTINATION_WEIGHTS[caller_type.min(1)];
    let first = dice.weighted(weights);
    let second = dice.weighted(weights);
    if first != second && dice.per_mille(220) {
        format!("{}|{}", DESTINATIONS[first.min(second)], DESTINATIONS[first.max(second)])
    } else {
        DESTINATIONS[first].to_owned()
    }
}

/// Quiet summers; the campaigns of March 2019 and October 2020.
fn month(of: NaiveDate) -> u64 {
    match (of.year(), of.month()) {
        (2019, 3) => 150,
        (2020, 10) => 160,
        (_, 7 | 8) => 75,
        _ => 100,
    }
}
