//! The files of 1712: three generations of registration software.

use std::io;

use super::contacts::{CHAT, Contact, EMAIL};
use super::facts::{CHILD, PARTNER, PROBLEMS};
use super::forms::{FORMS, REAL};
use crate::demo::sheet::{Dialect, Sheet, cell};

const CHANNELS: [&str; 3] = ["Telefoon", "E-mail", "Chat"];
const ROLES: [&str; 8] =
    ["Slachtoffer", "Pleger", "Omgeving", "Professional", "Andere", "Onbekend", "Onduidelijk", ""];
const AGES: [&str; 10] = [
    "0–11 jaar",
    "12–17 jaar",
    "18–25 jaar",
    "26–39 jaar",
    "40–59 jaar",
    "60–79 jaar",
    "80 jaar en ouder",
    "Onbekend",
    "Onduidelijk",
    "",
];
const BANDS: usize = 7;
const GENDERS: [&str; 6] = ["V", "M", "X", "Onbekend", "Onduidelijk", ""];
const GENDERS_IN_FULL: [&str; 6] = ["Vrouw", "Man", "X", "Onbekend", "Onduidelijk", ""];
const PROVINCES: [&str; 10] = [
    "Antwerpen",
    "Limburg",
    "Oost-Vlaanderen",
    "Vlaams-Brabant",
    "West-Vlaanderen",
    "Brussel",
    "Buiten Vlaanderen en Brussel",
    "Onbekend",
    "Onduidelijk",
    "",
];
const TEAMS: [&str; 5] = [
    "Team Antwerpen",
    "Team Limburg",
    "Team Oost-Vlaanderen",
    "Team Vlaams-Brabant en Brussel",
    "Team West-Vlaanderen",
];
const DESTINATIONS: [&str; 10] = [
    "CAW",
    "CGG",
    "VK",
    "ZSG",
    "Slachtofferhulp",
    "Politie",
    "Huisarts",
    "CLB",
    "Andere hulplijn",
    "Andere hulpverlening",
];
const MODES: [&str; 4] = ["Informatie", "Afspraak", "Warm", "Push"];

/// One row in so many is followed by a test registration.
const TEST_EVERY: usize = 2400;

const START: [&str; 9] = [
    "Registratienummer",
    "Datum en uur",
    "Soort",
    "Kanaal",
    "Team",
    "Provincie",
    "Rol oproeper",
    "Leeftijdsgroep",
    "Geslacht",
];
const END: [&str; 5] =
    ["Slachtoffers", "Wachttijd (s)", "Duur (s)", "Doorverwezen naar", "Wijze van doorverwijzen"];
const YES_NO: [&str; REAL] =
    ["Fysiek", "Emotioneel", "Seksueel", "Verwaarlozing", "Economisch", "Online", "Andere vorm"];
const LATEST: [&str; 19] = [
    "Registratie_id",
    "Tijdstip",
    "Type",
    "Kanaal",
    "Team",
    "Provincie_contactnemer",
    "Rol_contactnemer",
    "Leeftijd",
    "Gender",
    "Problematiek",
    "Voornaamste_vorm",
    "Vormen",
    "Aantal_slachtoffers",
    "Wachttijd_s",
    "Duur_s",
    "Doorverwezen_naar",
    "Wijze",
    "Toegang",
    "Doorgegeven_aan",
];
/// Buttons that a chat can come in by.
const BUTTONS: [&str; 2] = ["1712.be", "Chat na seksueel geweld"];
/// Lines that a chat is pushed to.
const LINES: [&str; 3] = ["NPIE", "Tele-Onthaal", "1813"];

/// Path below the line's registrations, and bytes, of a year's file.
pub fn file(year: i32, contacts: &[Contact]) -> io::Result<(String, Vec<u8>)> {
    let old = Dialect { delimiter: b';', crlf: true, windows_1252: year == 2017, mark: false };
    let new = Dialect { delimiter: b';', crlf: false, windows_1252: false, mark: false };
    let (register, dialect) = match year {
        ..=2018 => (1, old),
        2019 | 2020 => (2, old),
        _ => (3, new),
    };
    let mut sheet = Sheet::new(dialect, &header(register, year))?;
    let mut number = 0;
    for (i, contact) in contacts.iter().enumerate() {
        number += 1;
        let id = format!("1712-{year}-{number:06}");
        let cells = if register == 3 { latest(contact, id, i) } else { older(contact, id, register) };
        sheet.row(&cells)?;
        if i % TEST_EVERY == TEST_EVERY / 2 {
            number += 1;
            let mut test = vec![String::new(); cells.len()];
            test[0] = format!("1712-{year}-{number:06}");
            test[1].clone_from(&cells[1]);
            test[2] = "test".to_owned();
            test[3].clone_from(&cells[3]);
            sheet.row(&test)?;
        }
    }
    Ok((format!("register-{register}/1712-{year}.csv"), sheet.bytes()?))
}

fn header(register: u8, year: i32) -> Vec<&'static str> {
    let middle: &[&str] = if register == 1 { &YES_NO } else { &["Vormen van geweld"] };
    match register {
        // The province got a longer name in 2023.
        3 => LATEST
            .map(|name| if name == "Provincie_contactnemer" && year < 2023 { "Provincie" } else { name })
            .to_vec(),
        _ => [&START[..], &["Problematiek", "Hoofdvorm"], middle, &END].concat(),
    }
}

fn older(c: &Contact, id: String, register: u8) -> Vec<String> {
    let mut cells = vec![id, c.at.format("%d/%m/%Y %H:%M").to_string()];
    cells.extend(
        [
            "oproep",
            CHANNELS[c.channel],
            TEAMS[c.team],
            PROVINCES[c.province],
            ROLES[c.role],
            AGES[c.age],
            GENDERS[c.gender],
            PROBLEMS[c.problem],
            FORMS[c.forms.main],
        ]
        .map(str::to_owned),
    );
    if register == 1 {
        cells.extend(c.forms.all.map(|yes| if yes { "Ja" } else { "Nee" }.to_owned()));
    } else {
        cells.push(all_forms(c));
    }
    cells.extend([cell(c.victims), cell(c.wait_s), cell(c.duration_s), destinations(c), mode(c)]);
    cells
}

fn latest(c: &Contact, id: String, row: usize) -> Vec<String> {
    let channel = if c.channel == EMAIL && row.is_multiple_of(5) { "Mail" } else { CHANNELS[c.channel] };
    let age = if c.age < BANDS { c.age_years.to_string() } else { AGES[c.age].to_owned() };
    // The team of Limburg writes abbreviations.
    let problem = match c.problem {
        CHILD if c.team == 1 => "KM",
        PARTNER if c.team == 1 => "PG",
        problem => PROBLEMS[problem],
    };
    vec![
        id,
        c.at.format("%Y-%m-%dT%H:%M:%S").to_string(),
        if c.channel == CHAT { "chatgesprek" } else { "oproep" }.to_owned(),
        channel.to_owned(),
        TEAMS[c.team].to_owned(),
        PROVINCES[c.province].to_owned(),
        ROLES[c.role].to_owned(),
        age,
        GENDERS_IN_FULL[c.gender].to_owned(),
        problem.to_owned(),
        FORMS[c.forms.main].to_owned(),
        all_forms(c),
        cell(c.victims),
        cell(c.wait_s),
        cell(c.duration_s),
        destinations(c),
        mode(c),
        c.entry.map_or_else(String::new, |e| BUTTONS[e].to_owned()),
        c.to.map_or_else(String::new, |l| LINES[l].to_owned()),
    ]
}

fn all_forms(c: &Contact) -> String {
    let named: Vec<&str> =
        FORMS.iter().zip(c.forms.all).filter(|(_, yes)| *yes).map(|(form, _)| *form).collect();
    named.join("|")
}

fn destinations(c: &Contact) -> String {
    let named: Vec<&str> = c.destinations.iter().map(|d| DESTINATIONS[*d]).collect();
    named.join("|")
}

fn mode(c: &Contact) -> String {
    c.mode.map_or_else(String::new, |m| MODES[m].to_owned())
}
