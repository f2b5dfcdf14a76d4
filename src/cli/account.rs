//! How the account of a line is shown: some lines of each line, or the whole table of a dimension.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::args::{Common, Format};
use super::show::print;
use crate::preview::{Account, Breakdown, LeftOut, Reasons, Row, Shown};

/// Widest line on a terminal.
const WIDTH: usize = 100;
/// Where the text of a line begins.
const INDENT: usize = 14;
/// Years that a table shows at most.
const YEARS: usize = 8;
/// Figures that a setting would add and that are named; the others are counted.
const NAMED: usize = 2;
/// Reasons that are shown without a dimension being asked for.
const SOME: usize = 5;

/// Shows what the reports of each line will show.
pub fn show(accounts: &[Account], detail: Option<&str>, common: &Common) {
    if common.quiet || common.format == Format::Json {
        return;
    }
    for account in accounts {
        let text = match detail {
            None => short(account),
            Some(dimension) => whole(account, dimension),
        };
        if !text.is_empty() {
            print(&format!("\n{}", text.trim_end()));
        }
    }
}

/// What the reports of each line will show, as text.
pub fn text(accounts: &[Account]) -> String {
    let all: Vec<String> = accounts.iter().map(short).filter(|text| !text.is_empty()).collect();
    all.join("\n")
}

/// A line with its name in front, broken where it is too long.
fn said(text: &mut String, name: &str, what: &str) {
    let mut row = format!("  {name:width$}", width = INDENT - 2);
    let mut empty = true;
    for word in what.split(' ') {
        if !empty && row.chars().count() + 1 + word.chars().count() > WIDTH {
            let _ = writeln!(text, "{row}");
            row = " ".repeat(INDENT);
            empty = true;
        }
        if !empty {
            row.push(' ');
        }
        row.push_str(word);
        empty = false;
    }
    let _ = writeln!(text, "{row}");
}

fn years(account: &Account) -> String {
    account.years.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn withheld(shown: &Shown) -> bool {
    shown.why == Some("withheld")
}

/// The account in some lines.
fn short(account: &Account) -> String {
    let mut text = format!("{}, what the reports on {} will show:\n", account.helpline, years(account));
    if let Some(base) = account.rounded_to {
        said(&mut text, "rounded", &format!("all counts, to multiples of {base}"));
    }
    let hides = |b: &&Breakdown| b.count(None, withheld) > 0;
    let given_up = |s: &Shown| matches!(s.why, Some("beside_published" | "past_limit"));
    let given = |b: &&Breakdown| b.too_much_unknown.is_empty() && b.count(None, given_up) == 0;
    let all: Vec<&str> =
        account.breakdowns.iter().filter(|b| !hides(b) && given(b)).map(|b| b.dimension.as_str()).collect();
    if !all.is_empty() {
        said(&mut text, "all counts", &format!("of {}", all.join(", ")));
    }
    let hidden: Vec<String> = account.breakdowns.iter().filter(hides).map(hidden).collect();
    if !hidden.is_empty() {
        said(&mut text, "withheld", &hidden.join("; "));
    }
    let crosses: Vec<String> = account
        .crosses()
        .into_iter()
        .map(|(figure, (withheld, cells))| format!("{figure} {withheld} of {cells}"))
        .collect();
    if !crosses.is_empty() {
        said(&mut text, "in crosses", &crosses.join("; "));
    }
    for breakdown in &account.breakdowns {
        not_given(&mut text, breakdown, &breakdown.dimension);
    }
    unknown(&mut text, account);
    match &account.reasons {
        Some(reasons) => sums(&mut text, reasons),
        None if !hidden.is_empty() || !crosses.is_empty() => {
            said(&mut text, "why", "with `--reasons`, which is private: it tells which counts are small");
        }
        None => {}
    }
    if !account.left_out.is_empty() {
        let all: Vec<String> = account.left_out.iter().map(costs).collect();
        said(&mut text, "left out", &format!("settings that would add figures: {}", all.join(", ")));
    }
    let example = account.breakdowns.iter().find(hides).or(account.breakdowns.first());
    if let Some(example) = example {
        let command = format!("jaarlijn check {} --detail {}", account.helpline, example.dimension);
        said(&mut text, "more", &command);
    }
    text
}

/// `age 3 of 45 (2021: 1, 2023: 2)`.
fn hidden(breakdown: &Breakdown) -> String {
    let of_year = |year: &i32| Some((*year, breakdown.count(Some(*year), withheld))).filter(|(_, n)| *n > 0);
    let years: Vec<String> =
        breakdown.years.iter().filter_map(of_year).map(|(year, n)| format!("{year}: {n}")).collect();
    let (n, all) =
        (breakdown.count(None, withheld), breakdown.count(None, |s| s.why.is_none() || withheld(s)));
    format!("{} {n} of {all} ({})", breakdown.dimension, years.join(", "))
}

/// Years in which a breakdown is not given, and why.
fn not_given(text: &mut String, breakdown: &Breakdown, name: &str) {
    for year in &breakdown.too_much_unknown {
        let share =
            breakdown.unknown.get(&year.year).map_or("too much".to_owned(), |share| format!("{share} %"));
        let remedy = year
            .given_with
            .map_or_else(String::new, |limit| format!("; `max_unknown_percent: {limit}` would give it"));
        let what = format!(
            "{name} of {}: {share} is unknown, more than `max_unknown_percent: {}`{remedy}",
            year.year, year.limit
        );
        said(text, "not given", &what);
    }
    let given_up = |year: &&i32| breakdown.count(Some(**year), |s| s.why == Some("beside_published")) > 0;
    let years: Vec<String> = breakdown.years.iter().filter(given_up).map(ToString::to_string).collect();
    if !years.is_empty() {
        let what = format!(
            "{name} of {}: beside what earlier editions printed a small count would follow from it; nothing brings \
             it back",
            years.join(", ")
        );
        said(text, "not given", &what);
    }
    let too_much = |year: &&i32| breakdown.count(Some(**year), |s| s.why == Some("past_limit")) > 0;
    let years: Vec<String> = breakdown.years.iter().filter(too_much).map(ToString::to_string).collect();
    if !years.is_empty() {
        let what = format!(
            "{name} of {}: protecting it is more work than `protection: {{work_limit}}` allows",
            years.join(", ")
        );
        said(text, "not given", &what);
    }
}

/// The share of unknown answers in the latest year, of dimensions that have any.
fn unknown(text: &mut String, account: &Account) {
    let Some(year) = account.years.last() else { return };
    let share = |b: &Breakdown| {
        let share = b.unknown.get(year).filter(|share| share.as_str() != "0.0")?;
        Some(format!("{} {share} %", b.dimension))
    };
    let shares: Vec<String> = account.breakdowns.iter().filter_map(share).collect();
    if !shares.is_empty() {
        said(text, "unknown", &format!("in {year}: {}", shares.join(", ")));
    }
}

/// Sums that disappear for a part of them.
fn sums(text: &mut String, reasons: &Reasons) {
    let all: Vec<_> =
        reasons.withheld.iter().filter(|r| r.is_sum_for_part() && !r.is_of_completeness()).collect();
    for reason in all.iter().take(SOME) {
        said(text, "gone", &format!("{}: {}", reason.cell, reason.text()));
    }
    if let Some(more) = all.len().checked_sub(SOME).filter(|n| *n > 0) {
        said(text, "", &format!("and {more} more sums for parts of them"));
    }
}

fn costs(left_out: &LeftOut) -> String {
    let mut costs: Vec<String> = left_out.figures.iter().map(ToString::to_string).collect();
    costs.extend(left_out.chapters.iter().map(|c| format!("chapter `{c}`")));
    let more = costs.len().saturating_sub(NAMED);
    costs.truncate(NAMED);
    if more > 0 {
        costs.push(format!("{more} more"));
    }
    format!("{} ({})", left_out.name, costs.join(", "))
}

/// The whole table of a dimension.
fn whole(account: &Account, dimension: &str) -> String {
    let Some(breakdown) = account.breakdowns.iter().find(|b| b.dimension == dimension) else {
        return format!("{}: its reports have no breakdown by `{dimension}`\n", account.helpline);
    };
    let mut text = format!(
        "{}: {} in the reports on {}{}\n",
        account.helpline,
        breakdown.figure,
        years(account),
        if breakdown.kind == "multi" { "; several answers per contact, so parts do not add up" } else { "" }
    );
    table(&mut text, breakdown);
    not_given(&mut text, breakdown, dimension);
    let crosses = account.crosses().into_iter();
    for (figure, (withheld, cells)) in crosses.filter(|(figure, _)| figure.dims().contains(&dimension)) {
        said(&mut text, "cross", &format!("{figure}: {withheld} of {cells} withheld"));
    }
    match &account.reasons {
        Some(reasons) => explained(&mut text, breakdown, reasons),
        None if breakdown.count(None, withheld) > 0 => {
            said(&mut text, "why", "with `--reasons`, which is private: it tells which counts are small");
        }
        None => {}
    }
    text
}

fn name(row: &Row) -> String {
    let name = row.code.clone().unwrap_or_else(|| row.role.to_owned());
    if row.role == "member" { format!("  {name}") } else { name }
}

/// Codes by the latest years, with the share of unknown.
fn table(text: &mut String, breakdown: &Breakdown) {
    let years = &breakdown.years[breakdown.years.len().saturating_sub(YEARS)..];
    let first = breakdown.rows.iter().map(|row| name(row).chars().count()).chain([14]).max().unwrap_or(14);
    let mut line = |name: &str, cells: &dyn Fn(i32) -> String| {
        let cells: String = years.iter().map(|year| format!("{:>9}", cells(*year))).collect();
        let _ = writeln!(text, "  {name}{}{cells}", " ".repeat(first - name.chars().count()));
    };
    line("", &|year| year.to_string());
    for row in &breakdown.rows {
        line(&name(row), &|year| row.years.get(&year).map_or("–", Shown::text).to_owned());
    }
    if !breakdown.unknown.is_empty() {
        let share =
            |year: i32| breakdown.unknown.get(&year).map_or("–".to_owned(), |share| format!("{share} %"));
        line("unknown, all", &share);
    }
}

/// Why each count is withheld, the same reasons together, and what brings them back.
fn explained(text: &mut String, breakdown: &Breakdown, reasons: &Reasons) {
    let mut of_reason: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in &breakdown.rows {
        for (year, shown) in row.years.iter().filter(|(_, shown)| withheld(shown)) {
            let why: Vec<String> = reasons.of(&shown.name).map(|r| r.text()).collect();
            let why = if why.is_empty() {
                "computed from counts that are withheld".to_owned()
            } else {
                why.join("; ")
            };
            of_reason.entry(why).or_default().push(format!("{} {year}", name(row).trim_start()));
        }
    }
    for (why, counts) in of_reason {
        said(text, "withheld", &format!("{}: {why}", counts.join(", ")));
    }
    for trial in &reasons.tried {
        let (now, then) = trial.brings.withheld;
        said(text, "helps", &format!("{}: {then} of these {now} counts stay withheld", trial.change));
    }
    if !reasons.in_vain.is_empty() {
        said(text, "no help", &reasons.in_vain.join("; "));
    }
}
