//! Figures and chapters that have no number in the year of their report, with the reason.

use super::account::Account;
use super::figure::{FigureAccount, OfYear};
use crate::base::{Finding, Place, code};
use crate::config::{Chapter, FigureId, Helpline};

/// Says which figures and chapters stand without a number, and why.
#[must_use]
pub fn empty(line: &Helpline, account: &Account) -> Vec<Finding> {
    let place = || Place::file(format!("data/{}/helpline.yaml", line.id));
    let mut found = Vec::new();
    for year in &account.years {
        let of = |f: &FigureAccount| f.years.get(year).cloned().unwrap_or_default();
        let bare = |f: &&FigureAccount| of(f).printed == 0 && of(f).all() > 0;
        for figure in account.figures.iter().filter(bare) {
            let (why, hint) = told(line, account, figure, *year, &of(figure));
            let what = if figure.figure == FigureId::ContactsPerYear { "the main figure" } else { "figure" };
            let message = format!("{what} `{}` has no number of {year}: {why}", figure.figure);
            found.push(Finding::warning(code::D006, message).at(place()).hint(hint).of(&line.id));
        }
        for chapter in Chapter::ALL.into_iter().filter(|c| line.sections.contains(c)) {
            let mut own = account.figures.iter().filter(|f| f.chapter == chapter.id()).map(of).peekable();
            let stands = own.peek().is_some();
            let message = match (stands, own.all(|y| y.printed == 0)) {
                (true, true) => format!("chapter `{}` of {year} has no number at all", chapter.id()),
                // A line that names no chapter wants those that it has something for.
                (false, _) if line.sections.len() < Chapter::ALL.len() => {
                    format!("chapter `{}` is asked for and has no figure in {year}", chapter.id())
                }
                _ => continue,
            };
            let lacks = account.left_out.iter().find(|l| l.chapters.contains(&chapter.id()));
            let hint = match lacks {
                Some(lacks) => format!("it needs {}; or leave it out of `sections:`", lacks.setting),
                None => "see what is said of its figures; or leave it out of `sections:`".to_owned(),
            };
            found.push(Finding::warning(code::D007, message).at(place()).hint(hint).of(&line.id));
        }
    }
    found
}

/// Why a figure has no number, and what to do.
fn told(
    line: &Helpline,
    account: &Account,
    figure: &FigureAccount,
    year: i32,
    of: &OfYear,
) -> (String, String) {
    if of.not_given.contains_key("too_much_unknown") {
        let breakdown = account.breakdowns.iter().find(|b| b.figure == figure.figure);
        let share = breakdown.and_then(|b| b.unknown.get(&year));
        let least = breakdown.and_then(|b| b.too_much_unknown.iter().find(|t| t.year == year)?.given_with);
        let share = share.map_or_else(|| "too much".to_owned(), |share| format!("{share} %"));
        let why =
            format!("{share} is unknown, more than `max_unknown_percent: {}`", line.max_unknown_percent);
        let limit =
            least.map_or_else(String::new, |n| format!("; with `max_unknown_percent: {n}` it is given"));
        let hint = format!("map the column or texts that are not read yet, if there are any{limit}");
        return (why, hint);
    }
    if of.not_given.contains_key("beside_published") {
        let why = "beside what earlier editions printed a small count would follow from it".to_owned();
        return (
            why,
            "nothing brings it back; leave it out of the settings if you want no empty place".to_owned(),
        );
    }
    if of.not_given.contains_key("past_limit") {
        let why = "protecting it is more work than `work_limit` allows".to_owned();
        let hint = "take codes together with `report: groups`, leave the cross out, or raise \
                    `protection: {work_limit}`";
        return (why, hint.to_owned());
    }
    if of.withheld > 0 {
        let why = "all its counts are withheld, because they are small or protect small ones".to_owned();
        let hint = "take rare codes together in the code list, or leave crosses out: \
                    `jaarlijn check LINE --detail DIMENSION` says what helps";
        return (why, hint.to_owned());
    }
    if matches!(figure.figure, FigureId::SeriesPerYear(_) | FigureId::SeriesPerMonth(_)) {
        let why = "its series has no value of that year".to_owned();
        return (why, format!("add the year to data/{}/series/, or leave the series out", line.id));
    }
    let why = "its numbers could not be read, or too many of them could not".to_owned();
    (why, "see the findings on its columns".to_owned())
}
