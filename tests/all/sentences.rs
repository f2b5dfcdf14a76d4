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

/// Ratios that may be said, the simplest first, with their words.
const SIMPLE: [(i64, i64, &str); 18] = [
    (1, 2, "de helft"),
    (1, 3, "een op de drie"),
    (2, 3, "twee op de drie"),
    (1, 4, "een op de vier"),
    (3, 4, "drie op de vier"),
    (1, 5, "een op de vijf"),
    (2, 5, "twee op de vijf"),
    (3, 5, "drie op de vijf"),
    (4, 5, "vier op de vijf"),
    (1, 6, "een op de zes"),
    (1, 7, "een op de zeven"),
    (1, 8, "een op de acht"),
    (1, 9, "een op de negen"),
    (1, 10, "een op de tien"),
    (3, 10, "drie op de tien"),
    (7, 10, "zeven op de tien"),
    (9, 10, "negen op de tien"),
    (1, 20, "een op de twintig"),
];

/// The rule: plain within a fiftieth of the ratio and one point, *bijna* or *ruim* within a tenth and three points, else
/// no ratio.
fn ratio(part: f64, whole: f64) -> Option<(String, i64)> {
    let away = |(a, b, _): &(i64, i64, &str)| part * *b as f64 / (whole * *a as f64) - 1.0;
    let points = |(a, b, _): &(i64, i64, &str)| (100.0 * (part / whole - *a as f64 / *b as f64)).abs() - 1e-9;
    let plain = |s: &&(i64, i64, &str)| away(s).abs() <= 0.02 + 1e-12 && points(s) <= 1.0;
    if let Some((a, _, words)) = SIMPLE.iter().find(plain) {
        return Some(((*words).to_owned(), *a));
    }
    let near = SIMPLE.iter().filter(|s| away(s).abs() <= 0.1 + 1e-12 && points(s) <= 3.0);
    let best = near.min_by(|x, y| away(x).abs().total_cmp(&away(y).abs()))?;
    let word = if away(best) < 0.0 { "bijna" } else { "ruim" };
    Some((format!("{word} {}", best.2), best.0))
}

/// A share of a unit as a sentence says it.
fn share_of(part: f64, whole: f64, unit: &str) -> String {
    match ratio(part, whole) {
        Some((words, _)) => {
            let van = if words.ends_with("helft") { "van de " } else { "" };
            format!("{words} {van}{unit} ({})", percent(part, whole))
        }
        None => format!("{} van de {unit}", percent(part, whole)),
    }
}

/// The same of what was named before.
fn share(part: f64, whole: f64) -> String {
    let exact = percent(part, whole);
    ratio(part, whole).map_or(exact.clone(), |(words, _)| format!("{words} ({exact})"))
}

#[test]
fn the_rule_of_these_tests_has_its_limits_where_it_should() {
    let said = |part| ratio(part, 10_000.0).map(|(words, _)| words);
    let is = |part, words: &str| assert_eq!(said(part).as_deref(), Some(words), "{part}");
    is(2450.0, "een op de vier");
    is(2449.0, "bijna een op de vier");
    is(2551.0, "ruim een op de vier");
    is(4700.0, "bijna de helft");
    is(7900.0, "vier op de vijf");
    is(7899.0, "bijna vier op de vijf");
    is(9300.0, "ruim negen op de tien");
    assert_eq!((said(9301.0), said(449.0)), (None, None));
}

#[test]
fn every_ratio_that_is_said_goes_with_the_percentage_beside_it() {
    let reports = ["2023/1712", "2021/nupraatikerover", "2020/stop-it-now", "2020/tele-onthaal"];
    let (mut said, mut near) = (0, 0);
    for text in reports.iter().flat_map(|r| sentences(r)).map(|(_, text)| text) {
        let lower = text.to_lowercase();
        for (a, b, words) in SIMPLE {
            for (at, _) in lower.match_indices(words) {
                // *Bij negen op de tien kwam er binnen … een antwoord* is no share.
                let rest = &lower[at..];
                let Some((_, inside)) = rest.split_once('(') else { continue };
                let Some((number, _)) = inside.split_once(" %)") else { continue };
                let Ok(percent) = number.replace(',', ".").parse::<f64>() else { continue };
                let off = percent * b as f64 / (100.0 * a as f64) - 1.0;
                // Half a tenth of a percentage point is lost in rounding.
                let slack = 0.05 * b as f64 / (100.0 * a as f64);
                let before = lower[..at].trim_end();
                match (before.ends_with("bijna"), before.ends_with("ruim")) {
                    (true, _) => assert!(off < slack && off >= -0.1 - slack, "{text}"),
                    (_, true) => assert!(off > -slack && off <= 0.1 + slack, "{text}"),
                    _ => assert!(off.abs() <= 0.02 + slack, "{text}"),
                }
                near += usize::from(before.ends_with("bijna") || before.ends_with("ruim"));
                said += 1;
            }
        }
    }
    assert!(said >= 8 && near >= 4, "{said} ratios, {near} with a word");
}

#[test]
fn a_finding_names_the_two_largest_parts() {
    let report = "2020/tele-onthaal";
    let cells = counts(report, "contacts-by-theme", "2020");
    let whole = cells.iter().find(|c| c.dims.is_empty()).and_then(number).unwrap();
    let mut parts: Vec<f64> = cells.iter().filter(|c| !c.dims.is_empty()).filter_map(number).collect();
    parts.sort_by(|a, b| b.total_cmp(a));
    let said = format!(
        "Thema van het gesprek: ‘Psychische gezondheid’ komt het vaakst voor, bij {}; daarna volgt ‘Relaties’, met {}.",
        share_of(parts[0], whole, "gesprekken"),
        share(parts[1], whole)
    );
    let all = sentences(report);
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

/// The sum of some months of a year.
fn months(report: &str, year: &str, wanted: std::ops::RangeInclusive<usize>) -> f64 {
    let cells = counts(report, "contacts-by-month", &format!("{year}-"));
    let of = |c: &Cell| Some((c.period[5..].parse::<usize>().ok()?, number(c)?));
    cells.iter().filter_map(of).filter(|(month, _)| wanted.contains(month)).map(|(_, n)| n).sum()
}

#[test]
fn a_year_that_turned_tells_both_its_parts() {
    let report = "2023/1712";
    let change = |part: std::ops::RangeInclusive<usize>| {
        let [then, now] = ["2022", "2023"].map(|year| months(report, year, part.clone()));
        (then > now, percent((now - then).abs(), then))
    };
    let ((fell, first), (fell_on, last)) = (change(1..=8), change(9..=12));
    assert!(fell && !fell_on, "the demonstration has such a year");
    let said = format!(
        "In 2023 waren er tot en met augustus {first} minder beantwoorde oproepen dan in 2022, daarna {last} meer"
    );
    assert_eq!(headline(report, "contacts-by-month"), said);
}

/// Figures of the demonstration, what their headline must tell, and the codes and years of its shares.
const CHANGES: [(&str, &str, &[&str], [&str; 2]); 3] = [
    (
        "contacts-by-violence-form",
        "Vorm van geweld: ‘Seksueel geweld’ komt vaker voor",
        &["sexual"],
        ["2019", "2023"],
    ),
    (
        "contacts-by-role",
        "Rol van de contactnemer: ‘Slachtoffer’ komt vaker voor",
        &["victim"],
        ["2017", "2023"],
    ),
    ("contacts-by-channel", "Vaker via chat", &["chat"], ["2020", "2023"]),
];

#[test]
fn a_share_that_changed_is_told_with_both_its_numbers() {
    for (figure, begins, codes, years) in CHANGES {
        let said = headline("2023/1712", figure);
        assert!(said.starts_with(&format!("{begins} dan in {}", years[0])), "{figure}: {said}");
        for year in years {
            let cells = counts("2023/1712", figure, year);
            let whole = cells.iter().find(|c| c.dims.is_empty()).and_then(number).unwrap();
            let of_codes = |c: &&Cell| c.dims.values().any(|v| codes.contains(&v.as_str()));
            let parts: Vec<f64> = cells.iter().filter(of_codes).filter_map(number).collect();
            assert_eq!(parts.len(), codes.len(), "{figure} {year}");
            let share = percent(parts.iter().sum(), whole);
            assert!(said.contains(&share), "{year}: {said} without {share}");
        }
    }
}

#[test]
fn growth_that_stopped_is_told() {
    let cells = |year: &str| {
        let all = counts("2021/nupraatikerover", "contacts-per-year", year);
        all.iter().find(|c| c.dims.is_empty()).and_then(number).unwrap()
    };
    let [before, then, now] = ["2019", "2020", "2021"].map(cells);
    let said = format!(
        "{now} gesprekken in 2021: na een stijging van {} in 2020 bleef het aantal bijna gelijk (+{})",
        percent(then - before, before),
        percent(now - then, then)
    );
    assert_eq!(headline("2021/nupraatikerover", "contacts-per-year"), said);
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
        (of("answered"), of("incoming"))
    };
    let ((now, all), (then, before)) = (part("2020"), part("2019"));
    let verb = if ratio(now, all).is_some_and(|(_, a)| a == 1) { "werd" } else { "werden" };
    let said = format!(
        "In 2020 {verb} {} beantwoord; in 2019 was dat {}.",
        share_of(now, all, "inkomende oproepen"),
        percent(then, before)
    );
    let all = sentences(report);
    assert!(all.iter().any(|(_, text)| *text == said), "{said}: {all:#?}");
}

/// The numbers are those of the figure, divided here.
#[test]
fn a_cross_names_two_groups_whose_shares_differ() {
    let (report, figure) = ("2023/1712", "contacts-by-age-and-channel");
    let cells = counts(report, figure, "2023");
    let of = |age: &str, channel: Option<&str>| {
        let fits = |c: &&Cell| {
            c.dims.get("age").map(String::as_str) == Some(age)
                && c.dims.get("channel").map(String::as_str) == channel
        };
        number(cells.iter().find(fits).expect(age)).expect(age)
    };
    let share = |age: &str| percent(of(age, Some("chat")), of(age, None));
    let said = headline(report, figure);
    assert!(said.starts_with("Vaker via chat bij ‘"), "{said}");
    assert!(said.contains(&format!("({})", share("minor"))), "{said}");
    assert!(said.contains(&format!("({})", share("adult"))), "{said}");
    // Inhabitants of the year 2020: Antwerp 1869730, and so on.
    let rate = |area: &str, people: f64| {
        let own = |c: &&Cell| c.dims.get("province").is_some_and(|p| p == area) && c.dims.len() == 1;
        let n = counts(report, "contacts-by-province", "2023").iter().find(own).and_then(number).unwrap();
        n * 100_000.0 / people
    };
    let provinces = [
        rate("antwerpen", 1_869_730.0),
        rate("limburg", 877_370.0),
        rate("oost_vlaanderen", 1_525_255.0),
        rate("vlaams_brabant", 1_155_843.0),
        rate("west_vlaanderen", 1_200_945.0),
    ];
    let (low, high) = provinces.iter().fold((f64::MAX, 0.0_f64), |(l, h), r| (l.min(*r), h.max(*r)));
    let map = headline(report, "contacts-by-province-per-100000");
    let said = |rate: f64| format!("{rate:.1} (").replace('.', ",");
    assert!(high / low < 1.25 && map.contains("verschilt het aantal beantwoorde oproepen weinig"), "{map}");
    assert!(map.contains(&said(low)) && map.contains(&said(high)), "{map}");
    // October was the busiest month in every province and in Brussels.
    let months = headline(report, "contacts-by-province-and-month");
    assert_eq!(months, "Oktober was in elke groep de drukste maand (provincie)");
}

#[test]
fn growth_against_a_single_low_year_is_told_as_a_return() {
    let said = headline("2020/stop-it-now", "contacts-per-year");
    let right =
        "460 beantwoorde contactnames in 2020: na de dip van 2019 (281) opnieuw het niveau van 2018 (447)";
    assert_eq!(said, right);
    let grown = headline("2020/tele-onthaal", "contacts-per-year");
    assert!(grown.ends_with("16,5 % meer dan in 2019"), "{grown}");
}

/// Of opened chat windows nobody can say that they were missed.
#[test]
fn no_part_is_answered_of_what_counts_opened_windows() {
    let shares = |report: &str| {
        let cells = published_cells(&built().join("reports").join(report)).into_iter();
        cells.filter(|c| c.figure == "funnel" && c.measure.ends_with("share")).count()
    };
    assert_eq!(shares("2020/stop-it-now"), 0);
    assert!(shares("2020/tele-onthaal") > 0);
    let hours = headline("2020/stop-it-now", "contacts-in-and-out-of-hours");
    assert!(hours.contains("inkomende oproepen via telefoon (71,9 %)"), "{hours}");
}

/// An event is remarked on where its days stand, and its name alone stands everywhere else.
#[test]
fn the_remark_on_an_event_stands_with_its_days() {
    let said = headline("2023/1712", "events");
    assert!(said.starts_with("Docureeks Godvergeten: "), "{said}");
    let page = std::fs::read_to_string(built().join("reports/2023/1712/report.nl.html")).unwrap();
    let plain = page.replace('\u{a0}', " ");
    let days = "Docureeks Godvergeten (data bij benadering): 5 september 2023";
    let remarks = plain.matches("data bij benadering").count();
    assert!(plain.contains(days), "the days of the event stand in a note");
    assert!(plain.matches("Docureeks Godvergeten").count() > remarks, "{remarks}");
}

/// Whether a figure of a report has a chart, and its words.
fn pictured(report: &str, figure: &str) -> (bool, String) {
    let page = std::fs::read_to_string(built().join("reports").join(report).join("report.nl.html")).unwrap();
    let Some((_, block)) = page.split_once(&format!("id=\"figure-{figure}\"")) else {
        // What has no chart may stand in the annex only.
        assert!(page.contains(&format!("id=\"table-{figure}\"")), "{figure}");
        return (false, String::new());
    };
    let block = block.split_once("</figure>").expect(figure).0.to_owned();
    (block.contains("<svg"), block)
}

/// A chart stands where it shows something: rows that differ, lines that move, people who tried.
#[test]
fn a_chart_stands_where_something_differs() {
    let (stop, tele, line) = ("2020/stop-it-now", "2020/tele-onthaal", "2023/1712");
    // Opened windows beside calls are no steps; the same figure of calls alone is drawn.
    assert!(!pictured(stop, "funnel").0 && !pictured(stop, "unanswered-by-channel").0);
    assert!(pictured(tele, "funnel").0 && pictured(tele, "unanswered-by-channel").0);
    // Waits of 47 seconds in each of four years; waits that moved.
    assert!(!pictured(tele, "waiting-time").0 && pictured(stop, "waiting-time").0);
    // One age comes first in every theme, by much the same share; the channels differ by age.
    assert!(
        !pictured(tele, "contacts-by-theme-and-age").0 && pictured(line, "contacts-by-age-and-channel").0
    );
    // A crossing of which half the bars would be withheld.
    assert!(!pictured(stop, "contacts-by-caller-type-and-channel").0);
    assert!(pictured(line, "contacts-by-province-and-month").0);
}

/// Of a line that never closes one rate says what two would; the data files have both.
#[test]
fn a_line_that_never_closes_has_one_answer_rate() {
    let rates = |report: &str| {
        let (_, words) = pictured(report, "answer-rates");
        let cells = published_cells(&built().join("reports").join(report));
        (words.contains("over alle oproepen"), cells.iter().any(|c| c.measure == "reach_rate"))
    };
    assert_eq!(rates("2020/tele-onthaal"), (false, true));
    assert_eq!(rates("2020/stop-it-now"), (true, true));
}

/// The hours of a line stand over its map of hours; those of one that never closes would be its frame.
#[test]
fn opening_hours_are_outlined() {
    let outlined =
        |report: &str| pictured(report, "contacts-by-weekday-and-hour").1.contains("openingsuren eind");
    assert!(outlined("2020/stop-it-now") && outlined("2023/1712") && !outlined("2020/tele-onthaal"));
}

/// What was published before and came out the same is counted, and stands in the data files only.
#[test]
fn published_figures_that_came_out_the_same_are_not_printed_again() {
    let page = std::fs::read_to_string(built().join("reports/2023/1712/report.nl.html")).unwrap();
    let (_, table) = page.split_once("id=\"table-published-before\"").unwrap();
    let table = table.split_once("</table>").unwrap().0.replace('\u{a0}', " ");
    assert!(table.contains("31 van de 34 gelijk"), "{table}");
    // The chats of 2020 differ; the contacts of 2023 do not.
    assert!(table.contains("900") && table.contains("911") && !table.contains("9.424"), "{table}");
    let cells = published_cells(&built().join("reports/2023/1712")).into_iter();
    assert_eq!(cells.filter(|c| c.figure == "published-before" && c.value == "9424").count(), 2);
    // Where all are the same the sentence stands alone.
    let tele = std::fs::read_to_string(built().join("reports/2020/tele-onthaal/report.nl.html")).unwrap();
    assert!(tele.contains("24 van de 24 gelijk") && !tele.contains("id=\"table-published-before\""));
}

/// All contacts are all of them in every year: the total has a share, and no difference of shares.
#[test]
fn a_total_has_no_difference_of_shares() {
    let page = std::fs::read_to_string(built().join("reports/2023/1712/report.nl.html")).unwrap();
    let mut seen = 0;
    for table in page.split("<table").skip(1).filter(|table| table.contains("Verschil (pp)")) {
        let table = table.split_once("</table>").unwrap().0;
        let Some((_, total)) = table.split_once("class=\"total\"") else { continue };
        let row = total.split_once("</tr>").unwrap().0;
        let last = row.rsplit_once("<td").unwrap().1.split_once("</td>").unwrap().0;
        assert!(last.ends_with('>'), "{last}");
        assert!(row.contains("100,0"), "{row}");
        seen += 1;
    }
    assert!(seen > 3, "{seen} totals");
}
