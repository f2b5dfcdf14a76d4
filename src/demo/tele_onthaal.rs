//! Tele-Onthaal: attempts and conversations from 2017 to 2020, as Parquet.

use std::io;

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use polars::prelude::{Column, DataFrame};
use polars_io::parquet::write::{ParquetCompression, ParquetWriter};

use super::File;
use super::dice::{Dice, deck};
use super::moments::{Opening, Pattern, Span, When, day, moments};

/// Per year: attempts and conversations by phone, by chat, as published.
const YEARS: [(i32, [(u64, u64); 2]); 4] = [
    (2017, [(109_139, 77_787), (13_817, 9795)]),
    (2018, [(107_442, 76_509), (14_357, 10_680)]),
    (2019, [(105_027, 78_968), (15_814, 11_847)]),
    (2020, [(119_679, 89_123), (19_418, 16_715)]),
];
const CHANNELS: [&str; 2] = ["phone", "chat"];
const CHAT: usize = 1;
const OUTCOMES: [&str; 3] = ["answered", "abandoned", "busy"];

/// Opening hours as in the line's `helpline.yaml`.
static PATTERNS: [Pattern; 2] = [
    Pattern {
        openings: &[Opening { from: (2017, 1, 1), spans: &[(0, 6, 0, 1440)] }],
        weekday: [15, 14, 14, 14, 14, 14, 15],
        hour: [
            34, 27, 22, 18, 15, 15, 18, 23, 32, 41, 46, 46, 42, 44, 46, 46, 45, 43, 45, 52, 56, 56, 52, 44,
        ],
        holidays: false,
    },
    Pattern {
        openings: &[
            Opening { from: (2017, 1, 1), spans: &[(0, 4, 1080, 1380), (5, 6, 900, 1380)] },
            Opening { from: (2020, 3, 16), spans: &[(0, 6, 900, 1380)] },
        ],
        weekday: [15, 15, 15, 14, 13, 13, 15],
        hour: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 10, 10, 12, 15, 17, 17, 14, 0],
        holidays: false,
    },
];

type Choice = [(Option<&'static str>, u64)];

static CALL_FOR: [(Option<&str>, u64); 6] = [
    (Some("self"), 890),
    (Some("someone_else"), 62),
    (Some("professional"), 6),
    (Some("onbekend"), 22),
    (Some("onduidelijk"), 8),
    (None, 12),
];
static AGES_PHONE: [(Option<&str>, u64); 10] = [
    (Some("age_0_11"), 3),
    (Some("age_12_17"), 14),
    (Some("age_18_25"), 48),
    (Some("age_26_39"), 150),
    (Some("age_40_59"), 385),
    (Some("age_60_79"), 245),
    (Some("age_80_plus"), 35),
    (Some("onbekend"), 85),
    (Some("onduidelijk"), 10),
    (None, 25),
];
static AGES_CHAT: [(Option<&str>, u64); 10] = [
    (Some("age_0_11"), 8),
    (Some("age_12_17"), 190),
    (Some("age_18_25"), 320),
    (Some("age_26_39"), 190),
    (Some("age_40_59"), 120),
    (Some("age_60_79"), 22),
    (Some("age_80_plus"), 1),
    (Some("onbekend"), 110),
    (Some("onduidelijk"), 9),
    (None, 30),
];
static GENDERS: [(Option<&str>, u64); 6] = [
    (Some("female"), 590),
    (Some("male"), 352),
    (Some("x"), 4),
    (Some("onbekend"), 36),
    (Some("onduidelijk"), 6),
    (None, 12),
];
static LANGUAGES: [(Option<&str>, u64); 5] =
    [(Some("nl"), 971), (Some("fr"), 9), (Some("en"), 11), (Some("other"), 4), (None, 5)];
static THEMES: [(Option<&str>, u64); 15] = [
    (Some("relationships"), 168),
    (Some("family"), 124),
    (Some("loneliness"), 138),
    (Some("mental_health"), 187),
    (Some("physical_health"), 82),
    (Some("suicidal"), 36),
    (Some("grief"), 44),
    (Some("violence"), 28),
    (Some("sexuality"), 31),
    (Some("work_school"), 49),
    (Some("living"), 38),
    (Some("other"), 42),
    (Some("onbekend"), 14),
    (Some("onduidelijk"), 6),
    (None, 13),
];
/// Share of conversations about the coronavirus crisis, per mille, in the months of 2020.
const COVID: [u64; 12] = [0, 4, 160, 210, 140, 70, 48, 62, 66, 104, 122, 80];

#[derive(Default)]
struct Columns {
    at: Vec<String>,
    channel: Vec<&'static str>,
    outcome: Vec<&'static str>,
    wait_s: Vec<Option<u32>>,
    duration_s: Vec<Option<u32>>,
    caller_role: Vec<Option<&'static str>>,
    age: Vec<Option<&'static str>>,
    gender: Vec<Option<&'static str>>,
    language: Vec<Option<&'static str>>,
    theme: Vec<Option<&'static str>>,
}

/// The registrations, one file a year.
pub fn files() -> io::Result<Vec<File>> {
    YEARS.iter().map(|(year, counts)| file(*year, counts)).collect()
}

fn file(year: i32, counts: &[(u64, u64); 2]) -> io::Result<File> {
    let mut dice = Dice::new(&format!("tele-onthaal {year}"));
    let mut attempts: Vec<(NaiveDateTime, usize, usize)> = Vec::new();
    for (channel, (all, answered)) in counts.iter().enumerate() {
        let when = if channel == CHAT { When::Open } else { When::Always };
        let times = moments(&mut dice, *all, Span::year(year, None), &PATTERNS[channel], when, &month);
        let left = (all - answered) * if channel == CHAT { 38 } else { 57 } / 100;
        let outcomes = deck(&mut dice, times.len(), &[*answered, left, all - answered - left]);
        attempts.extend(times.into_iter().zip(outcomes).map(|(at, outcome)| (at, channel, outcome)));
    }
    attempts.sort_unstable();
    let mut columns = Columns::default();
    for (at, channel, outcome) in attempts {
        columns.push(&mut dice, at, channel, outcome);
    }
    let bytes = columns.parquet().map_err(io::Error::other)?;
    Ok(File { path: format!("tele-onthaal/registrations/tele-onthaal-{year}.parquet"), bytes })
}

fn draw(dice: &mut Dice, choice: &Choice) -> Option<&'static str> {
    let mut left = dice.below(choice.iter().map(|(_, w)| w).sum());
    for (value, weight) in choice {
        if left < *weight {
            return *value;
        }
        left -= weight;
    }
    None
}

fn seconds(value: u64) -> Option<u32> {
    u32::try_from(value).ok()
}

impl Columns {
    fn push(&mut self, dice: &mut Dice, at: NaiveDateTime, channel: usize, outcome: usize) {
        let chat = channel == CHAT;
        let answered = outcome == 0;
        self.at.push(at.format("%Y-%m-%dT%H:%M:%S").to_string());
        self.channel.push(CHANNELS[channel]);
        self.outcome.push(OUTCOMES[outcome]);
        self.wait_s.push(match outcome {
            0 => seconds(dice.skewed(3, if chat { 600 } else { 240 })),
            // One in five who leave, leaves at once.
            1 if dice.per_mille(200) => seconds(dice.below(5)),
            1 => seconds(dice.skewed(5, 540)),
            _ => None,
        });
        self.duration_s.push(if answered {
            seconds(if chat { dice.skewed(300, 7400) } else { dice.skewed(60, 4800) })
        } else {
            None
        });
        let about = |dice: &mut Dice, choice: &Choice| if answered { draw(dice, choice) } else { None };
        self.caller_role.push(about(dice, &CALL_FOR));
        self.age.push(about(dice, if chat { &AGES_CHAT } else { &AGES_PHONE }));
        self.gender.push(about(dice, &GENDERS));
        self.language.push(about(dice, &LANGUAGES));
        let covid = if at.date() >= day(2020, 2, 25) { COVID[at.month0() as usize] } else { 0 };
        let is_covid = answered && dice.per_mille(covid);
        self.theme.push(if is_covid { Some("covid") } else { about(dice, &THEMES) });
    }

    /// One row group, written by one thread, so that the bytes do not depend on the machine.
    fn parquet(self) -> polars::prelude::PolarsResult<Vec<u8>> {
        let rows = self.at.len();
        let mut frame = DataFrame::new(
            rows,
            vec![
                Column::new("at".into(), self.at),
                Column::new("channel".into(), self.channel),
                Column::new("outcome".into(), self.outcome),
                Column::new("wait_s".into(), self.wait_s),
                Column::new("duration_s".into(), self.duration_s),
                Column::new("caller_role".into(), self.caller_role),
                Column::new("age".into(), self.age),
                Column::new("gender".into(), self.gender),
                Column::new("language".into(), self.language),
                Column::new("theme".into(), self.theme),
            ],
        )?;
        let mut bytes = Vec::new();
        ParquetWriter::new(&mut bytes)
            .with_compression(ParquetCompression::Zstd(None))
            .with_row_group_size(Some(rows.max(1)))
            .set_parallel(false)
            .finish(&mut frame)?;
        Ok(bytes)
    }
}

/// The lockdowns of 2020 bring more attempts.
fn month(of: NaiveDate) -> u64 {
    match (of.year(), of.month()) {
        (2020, 3) => 112,
        (2020, 4) => 122,
        (2020, 5) => 110,
        (2020, 11) => 108,
        (_, 7 | 8) => 96,
        _ => 100,
    }
}
