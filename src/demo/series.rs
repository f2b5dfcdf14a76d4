//! Series that are no contacts: the website and the self-help module of Stop it Now!, and the budget of a
//! chat of Nupraatikerover.

use std::io;

use super::File;
use super::dice::{Dice, apportion};
use super::sheet::{Dialect, Sheet};

const HEADER: [&str; 3] = ["series", "period", "value"];
const DIALECT: Dialect = Dialect { delimiter: b',', crlf: false, windows_1252: false, mark: false };

/// Visitors of the website per year, as published; the first year begins in May.
const WEBSITE: [(i32, u64); 4] = [(2017, 3343), (2018, 13_191), (2019, 35_178), (2020, 28_980)];
/// Visitors of the self-help module since its start, and returning visitors among them, as published.
const SELFHELP: (u64, u64) = (5492, 628);
/// First month of the self-help module (made up), counted from January 2017.
const SELFHELP_FROM: u32 = 20;
/// Months from January 2017 up to and including December 2020.
const MONTHS: u32 = 48;

/// The series, one file for the website and one for the self-help module.
pub fn files() -> io::Result<Vec<File>> {
    let path = |name: &str| format!("stop-it-now/series/{name}.csv");
    Ok(vec![
        File { path: path("website"), bytes: website()? },
        File { path: path("zelfhulpmodule"), bytes: selfhelp()? },
        File { path: "nupraatikerover/series/budget.csv".to_owned(), bytes: budget()? },
        File { path: "nupraatikerover/series/personeel.csv".to_owned(), bytes: staff()? },
        File { path: "1712/series/personeel.csv".to_owned(), bytes: staff()? },
    ])
}

fn period(month: u32) -> String {
    format!("{}-{:02}", 2017 + month / 12, month % 12 + 1)
}

/// What was announced and what was granted for the integration of the chat after sexual violence.
fn budget() -> io::Result<Vec<u8>> {
    const AMOUNTS: [(&str, &str); 4] = [
        ("chat_budget", "600000.00"),
        ("chat_budget_vk", "312684.00"),
        ("chat_budget_caw", "298789.62"),
        ("chat_budget_sam", "9000.00"),
    ];
    let mut sheet = Sheet::new(DIALECT, &HEADER)?;
    for (series, euro) in AMOUNTS {
        sheet.row(&[series, "2021", euro])?;
    }
    sheet.bytes()
}

/// The staff for co-ordination that each of the two lines of that chat got, as published; how many had the
/// conversations was published for both together or for each, which the source leaves open.
fn staff() -> io::Result<Vec<u8>> {
    let mut sheet = Sheet::new(DIALECT, &HEADER)?;
    sheet.row(&["fte_added_coordination", "2021", "0.2"])?;
    sheet.bytes()
}

/// Visits follow campaigns; the rest is chance.
fn weights(dice: &mut Dice, months: std::ops::Range<u32>) -> Vec<u64> {
    months
        .map(|month| {
            let campaign = match (2017 + month / 12, month % 12 + 1) {
                (2019, 3) => 3,
                (2020, 10) => 2,
                _ => 1,
            };
            campaign * (80 + dice.below(60))
        })
        .collect()
}

/// A visitor who comes back in another month counts in both: the months of a year add up to more than
/// the year.
fn website() -> io::Result<Vec<u8>> {
    let mut dice = Dice::new("website");
    let mut sheet = Sheet::new(DIALECT, &HEADER)?;
    for (year, visitors) in WEBSITE {
        let first = (year - 2017).unsigned_abs() * 12;
        let months = if year == 2017 { 4..12 } else { first..first + 12 };
        sheet.row(&["website_visitors", &year.to_string(), &visitors.to_string()])?;
        let weights = weights(&mut dice, months.clone());
        for (month, value) in months.zip(apportion(visitors * 109 / 100, &weights)) {
            sheet.row(&["website_visitors", &period(month), &value.to_string()])?;
        }
    }
    sheet.bytes()
}

fn selfhelp() -> io::Result<Vec<u8>> {
    let mut dice = Dice::new("zelfhulpmodule");
    let mut sheet = Sheet::new(DIALECT, &HEADER)?;
    let months = SELFHELP_FROM..MONTHS;
    let weights = weights(&mut dice, months.clone());
    let visitors = apportion(SELFHELP.0, &weights);
    let returning = apportion(SELFHELP.1, &weights);
    for (series, values) in [("selfhelp_visitors", visitors), ("selfhelp_returning", returning)] {
        for (month, value) in months.clone().zip(values) {
            sheet.row(&[series, &period(month), &value.to_string()])?;
        }
    }
    sheet.bytes()
}
