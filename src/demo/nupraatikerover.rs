//! Nupraatikerover: chat conversations from 2017 to 2021.

use std::io;

use chrono::{Datelike, NaiveDateTime};

use super::File;
use super::dice::{Dice, deck};
use super::moments::{Opening, Pattern, Span, When, day, moments};
use super::sheet::{Dialect, Sheet};

/// Conversations per year, as published.
const YEARS: [(i32, u64); 5] = [(2017, 323), (2018, 417), (2019, 601), (2020, 914), (2021, 923)];

static PATTERN: Pattern = Pattern {
    openings: &[
        Opening { from: (2017, 1, 1), spans: &[(0, 3, 1020, 1260)] },
        Opening { from: (2020, 4, 1), spans: &[(0, 4, 960, 1260)] },
    ],
    weekday: [21, 20, 22, 19, 15, 0, 0],
    hour: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 12, 12, 14, 15, 8, 0, 0],
    holidays: true,
};

const HEADER: [&str; 20] = [
    "gesprek",
    "datum",
    "uur",
    "soort",
    "kanaal",
    "wie",
    "leeftijd",
    "gender",
    "hoofdvorm",
    "vormen",
    "wachttijd",
    "duur",
    "verwezen_naar",
    "wijze",
    "toestemming",
    "afspraak",
    "samen",
    "toegang",
    "doorgegeven_aan",
    "komt_van",
];

const WHO: [(&str, u64); 7] = [
    ("zelf", 715),
    ("vriend(in)", 140),
    ("ouder", 40),
    ("leerkracht", 25),
    ("onbekend", 45),
    ("onduidelijk", 10),
    ("", 25),
];
/// First and last age of a band, its weight, and what is written instead of an age.
const AGES: [(u64, u64, u64, &str); 6] = [
    (8, 11, 85, ""),
    (12, 17, 575, ""),
    (18, 25, 190, ""),
    (0, 0, 85, "onbekend"),
    (0, 0, 10, "onduidelijk"),
    (0, 0, 55, " "),
];
const GENDERS: [(&str, u64); 6] =
    [("meisje", 700), ("jongen", 165), ("x", 15), ("onbekend", 70), ("onduidelijk", 5), ("", 45)];
const FORMS: [(&str, u64); 9] = [
    ("fysiek geweld", 205),
    ("emotioneel geweld", 325),
    ("seksueel geweld", 305),
    ("verwaarlozing", 60),
    ("onlinegeweld", 25),
    ("andere vorm", 25),
    ("onbekend", 30),
    ("onduidelijk", 5),
    ("", 20),
];
/// The first so many forms are real ones.
const REAL: usize = 6;
const DESTINATIONS: [(&str, u64); 7] = [
    ("VK", 30),
    ("CLB", 22),
    ("CAW", 14),
    ("Huisarts", 9),
    ("Politie", 8),
    ("ZSG", 7),
    ("Andere hulplijn", 10),
];
const MODES: [(&str, u64); 4] = [("informatie", 71), ("afspraak", 12), ("warm", 12), ("push", 5)];

/// The registrations, one file a year.
pub fn files() -> io::Result<Vec<File>> {
    YEARS.iter().map(|(year, count)| file(*year, *count)).collect()
}

fn file(year: i32, count: u64) -> io::Result<File> {
    let mut dice = Dice::new(&format!("nupraatikerover {year}"));
    let times =
        moments(&mut dice, count, Span::year(year, None), &PATTERN, When::Open, &|d| month(year, d.month()));
    let rows = times.len();
    let who = deal(&mut dice, rows, &WHO);
    let gender = deal(&mut dice, rows, &GENDERS);
    let forms = deck(&mut dice, rows, &FORMS.map(|(_, w)| w));
    let ages = deck(&mut dice, rows, &AGES.map(|(_, _, w, _)| w));
    let dialect = Dialect { delimiter: b',', crlf: true, windows_1252: false, mark: true };
    let mut sheet = Sheet::new(dialect, &HEADER)?;
    let mut after = Dice::new(&format!("nupraatikerover {year}, after the referral"));
    let mut beside = Dice::new(&format!("nupraatikerover {year}, buttons and transfers"));
    let mut number = 0;
    for (i, at) in times.into_iter().enumerate() {
        number += 1;
        let adult = ["ouder", "leerkracht"].contains(&who[i]);
        let age = age(&mut dice, ages[i], adult);
        let gender = if adult { grown(gender[i]) } else { gender[i] };
        let who = (who[i], age.as_str(), gender);
        let mut cells = row(&mut dice, format!("npie-{year}-{number:04}"), at, who, forms[i]);
        let mode = cells.last().cloned().unwrap_or_default();
        cells.extend(after_referral(&mut after, at, &mode).map(str::to_owned));
        cells.extend(together(&mut beside, at, (&FORMS[forms[i]], &mode)).map(str::to_owned));
        sheet.row(&cells)?;
        if i == rows / 3 {
            number += 1;
            let mut test = vec![String::new(); HEADER.len()];
            test[..4].clone_from_slice(&[
                format!("npie-{year}-{number:04}"),
                at.format("%d-%m-%Y").to_string(),
                at.format("%H:%M").to_string(),
                "test".to_owned(),
            ]);
            sheet.row(&test)?;
        }
    }
    Ok(File { path: format!("nupraatikerover/registrations/chat-{year}.csv"), bytes: sheet.bytes()? })
}

fn deal(dice: &mut Dice, rows: usize, weights: &[(&'static str, u64)]) -> Vec<&'static str> {
    let numbers: Vec<u64> = weights.iter().map(|(_, w)| *w).collect();
    deck(dice, rows, &numbers).into_iter().map(|card| weights[card].0).collect()
}

fn draw(dice: &mut Dice, weights: &[(&'static str, u64)]) -> &'static str {
    let numbers: Vec<u64> = weights.iter().map(|(_, w)| *w).collect();
    weights[dice.weighted(&numbers)].0
}

/// What the register writes for adults.
fn grown(gender: &'static str) -> &'static str {
    match gender {
        "meisje" => "vrouw",
        "jongen" => "man",
        other => other,
    }
}

fn age(dice: &mut Dice, band: usize, adult: bool) -> String {
    let (young, old, _, text) = AGES[band];
    let (from, to) = if adult { (26, 58) } else { (young, old) };
    if text.is_empty() { (from + dice.below(to - from + 1)).to_string() } else { text.trim().to_owned() }
}

fn row(dice: &mut Dice, id: String, at: NaiveDateTime, who: (&str, &str, &str), form: usize) -> Vec<String> {
    let mut forms = Vec::new();
    for (i, (name, _)) in FORMS.iter().take(REAL).enumerate() {
        if i == form || (form < REAL && dice.per_mille(if i == 1 { 340 } else { 90 })) {
            forms.push(*name);
        }
    }
    let referred = dice.per_mille(520);
    let destination = if referred { draw(dice, &DESTINATIONS) } else { "" };
    let mode = if referred { draw(dice, &MODES) } else { "" };
    vec![
        id,
        at.format("%d-%m-%Y").to_string(),
        at.format("%H:%M").to_string(),
        "gesprek".to_owned(),
        "chat".to_owned(),
        who.0.to_owned(),
        who.1.to_owned(),
        who.2.to_owned(),
        FORMS[form].0.to_owned(),
        forms.join("|"),
        dice.skewed(5, 420).to_string(),
        dice.skewed(480, 5200).to_string(),
        destination.to_owned(),
        mode.to_owned(),
    ]
}

/// Consent to a referral that is more than information, whether an appointment was kept, and whether a
/// colleague of another line took part, which was possible from the integration of July 2021 on.
fn after_referral(dice: &mut Dice, at: NaiveDateTime, mode: &str) -> [&'static str; 3] {
    let consent = draw(dice, &[("ja", 900), ("nee", 45), ("onbekend", 55)]);
    let kept = draw(dice, &[("ja", 640), ("nee", 230), ("onbekend", 130)]);
    let joint = draw(dice, &[("ja", 60), ("nee", 940)]);
    [
        if mode.is_empty() || mode == "informatie" { "" } else { consent },
        if mode == "afspraak" { kept } else { "" },
        if at.date() < day(2021, 7, 5) { "" } else { joint },
    ]
}

/// From the integration of July 2021 on: the button that someone came in by, the line that a push went to, and
/// the one that took over from. Made up within the published conversations.
fn together(
    dice: &mut Dice,
    at: NaiveDateTime,
    ((form, _), mode): (&(&str, u64), &str),
) -> [&'static str; 3] {
    let button = if *form == "seksueel geweld" { 300 } else { 20 };
    let entry = if dice.per_mille(button) { "chat na seksueel geweld" } else { "nupraatikerover.be" };
    let to = draw(dice, &[("1712", 80), ("1813", 20)]);
    let from = if dice.per_mille(45) { "1712" } else { "" };
    if at.date() < day(2021, 7, 5) {
        return [""; 3];
    }
    [entry, if mode == "push" { to } else { "" }, from]
}

fn month(year: i32, month: u32) -> u64 {
    const USUAL: [u64; 12] = [92, 88, 98, 84, 92, 80, 52, 56, 92, 98, 100, 76];
    const LOCKDOWN: [u64; 12] = [70, 70, 98, 138, 130, 104, 66, 64, 92, 98, 116, 88];
    let weights = if year == 2020 { LOCKDOWN } else { USUAL };
    weights[month.saturating_sub(1) as usize % 12]
}
