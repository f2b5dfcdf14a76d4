//! What the demonstration reports say, against what their figures hold.

use super::demo::{Cell, built, published_cells};

const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

/// The sentences of a report in Dutch, with their figures; findings have none.
fn sentences(report: &str) -> Vec<(String, String)> {
    let path = built().join("reports").join(report).join("manifest.json");
    let manifest: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let plain = |text: &serde_json::Value| text.as_str().unwrap().replace('\u{a0}', " ");
    let all = manifest["sentences"].as_array().unwrap().iter();
    all.map(|s| (plain(&s["figure"]), plain(&s["text"]))).collect()
}

fn headline(report: &str, figure: &str) -> String {
    sentences(report).into_iter().find(|(f, _)| f == figure).expect(figure).1
}

/// The counts of contacts of a figure in a year.
fn counts(report: &str, figure: &str, year: &str) -> Vec<Cell> {
    let cells = published_cells(&built().join("reports").join(report)).into_iter();
    cells.filter(|c| c.figure == figure && c.period.starts_with(year) && c.measure == "contacts").collect()
}

fn number(cell: &Cell) -> Option<f64> {
    cell.value.parse().ok()
}

fn percent(part: f64, whole: f64) -> String {
    format!("{:.1} %", (1000.0 * part / whole).round() / 10.0).replace('.', ",")
}

#[test]
fn a_finding_names_the_two_largest_parts() {
    let cells = counts("2023/1712", "contacts-by-problem", "2023");
    let whole = cells.iter().find(|c| c.dims.is_empty()).and_then(number).unwrap();
    let mut parts: Vec<f64> = cells.iter().filter(|c| !c.dims.is_empty()).filter_map(number).collect();
    parts.sort_by(|a, b| b.total_cmp(a));
    let said = format!(
        "Het vaakst: Kindermishandeling, met {} van de beantwoorde oproepen; daarna Partnergeweld, met {}.",
        percent(parts[0], whole),
        percent(parts[1], whole)
    );
    let all = sentences("2023/1712");
    assert!(all.iter().any(|(figure, text)| figure.is_empty() && *text == said), "{said}: {all:#?}");
}

#[test]
fn months_that_are_equally_busy_are_all_named() {
    let report = "2021/nupraatikerover";
    let months: Vec<(usize, f64)> = counts(report, "contacts-by-month", "2021-")
        .iter()
        .filter_map(|c| Some((c.period[5..].parse().ok()?, number(c)?)))
        .collect();
    assert_eq!(months.len(), 12);
    let most = months.iter().map(|(_, n)| *n).fold(0.0, f64::max);
    let busiest: Vec<&str> = months.iter().filter(|(_, n)| *n == most).map(|(m, _)| MONTHS[m - 1]).collect();
    assert!(busiest.len() > 1, "the demonstration has such months");
    let said = format!("Drukste maanden van 2021: {}, elk met {most} gesprekken", busiest.join(" en "));
    assert_eq!(headline(report, "contacts-by-month"), said);
}

#[test]
fn money_has_its_unit_and_no_empty_cents() {
    let said = headline("2021/nupraatikerover", "chat-budget-per-year");
    assert!(said.ends_with(": 600.000 euro in 2021"), "{said}");
}

#[test]
fn the_part_answered_is_that_of_the_report_year_and_the_year_before() {
    let report = "2020/tele-onthaal";
    let part = |year: &str| {
        let cells = counts(report, "funnel", year);
        let of = |stage: &str| cells.iter().find(|c| c.stage == stage).and_then(number).unwrap();
        percent(of("answered"), of("incoming"))
    };
    let said = format!(
        "In 2020 werd {} van de inkomende oproepen beantwoord; in 2019 was dat {}.",
        part("2020"),
        part("2019")
    );
    let all = sentences(report);
    assert!(all.iter().any(|(_, text)| *text == said), "{said}: {all:#?}");
}
