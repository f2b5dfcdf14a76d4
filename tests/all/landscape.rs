//! The landscape of the demonstration, read back from its files.

use std::collections::{BTreeMap, BTreeSet};

use super::demo::{Cell, built, published_cells};
use super::support::{copy, jaarlijn, repository};

fn landscape() -> Vec<Cell> {
    published_cells(&built().join("reports/2023/landscape"))
}

fn value(cells: &[Cell], measure: &str, dims: &[(&str, &str)], period: &str) -> Vec<String> {
    let dims: BTreeMap<String, String> = dims.iter().map(|(d, c)| ((*d).into(), (*c).into())).collect();
    let fits = |c: &&Cell| c.measure == measure && c.dims == dims && c.period == period;
    cells.iter().filter(fits).map(|c| format!("{} {} {}", c.stage, c.unit, c.value)).collect()
}

#[test]
fn rates_per_inhabitant_are_those_worked_by_hand() {
    let cells = landscape();
    let rate =
        |line: &str, area: &str| value(&cells, "per_100000", &[("line", line), ("area", area)], "2020");
    let (w, wb) = ("wallonia", "wallonia_brussels");
    assert_eq!(rate("1712", "flanders"), ["answered per_100000 121.6"]);
    assert_eq!(rate("nupraatikerover", "flanders"), ["answered per_100000 13.8"]);
    assert!(rate("stop-it-now", "flanders").contains(&"answered per_100000 6.9".to_owned()));
    assert_eq!(rate("sos-viol", w), [" per_100000 61.1"]);
    assert_eq!(rate("sos-viol", wb), [" per_100000 45.8"]);
    let evc = "ecoute-violences-conjugales";
    assert_eq!(rate(evc, w), ["answered per_100000 297.7", "incoming per_100000 595.4"]);
    assert_eq!(rate(evc, wb), ["answered per_100000 223.1", "incoming per_100000 446.3"]);
    assert!(rate("tele-onthaal", "flanders").contains(&"incoming per_100000 2098.3".to_owned()));
}

#[test]
fn cells_are_those_of_the_lines_own_reports() {
    let mut compared = 0;
    let cells = landscape();
    let own: Vec<(&str, Vec<Cell>)> =
        [("1712", 2023), ("nupraatikerover", 2021), ("stop-it-now", 2020), ("tele-onthaal", 2020)]
            .map(|(line, year)| (line, published_cells(&built().join(format!("reports/{year}/{line}")))))
            .into();
    for cell in cells.iter().filter(|c| c.figure.starts_with("lines-") && !c.value.is_empty()) {
        let mut dims = cell.dims.clone();
        let Some(line) = dims.remove("line") else { continue };
        let (_, of_line) = own.iter().find(|(l, _)| *l == line).unwrap();
        let same = |c: &&Cell| {
            c.measure == cell.measure
                && c.stage == cell.stage
                && c.unit == cell.unit
                && c.period == cell.period
                && c.dims == dims
        };
        let found: BTreeSet<(&String, &String)> =
            of_line.iter().filter(same).map(|c| (&c.value, &c.obs)).collect();
        assert!(found.contains(&(&cell.value, &cell.obs)), "{cell:?}: {found:?}");
        compared += 1;
    }
    assert!(compared > 50, "only {compared}");
}

#[test]
fn every_table_holds_one_stage_and_one_unit() {
    let mut kinds: BTreeMap<String, BTreeSet<(String, String)>> = BTreeMap::new();
    for cell in landscape().into_iter().filter(|c| c.measure == "contacts") {
        kinds.entry(cell.figure).or_default().insert((cell.stage, cell.unit));
    }
    assert!(kinds.len() > 10, "{kinds:?}");
    for (figure, kinds) in kinds {
        assert_eq!(kinds.len(), 1, "{figure} sets side by side what cannot be compared: {kinds:?}");
    }
}

#[test]
fn what_is_not_known_is_never_a_zero() {
    let cells = landscape();
    let of = |line: &str| {
        cells.iter().filter(|c| c.dims.get("line").is_some_and(|l| l == line)).collect::<Vec<_>>()
    };
    for line in ["instituut-gelijkheid", "tele-accueil"] {
        assert_eq!(of(line).len(), 7, "{line} has a row with seven years");
        assert!(of(line).iter().all(|c| c.value.is_empty() && c.obs == "O"), "{line}");
    }
    let chat =
        |c: &&Cell| c.figure == "lines-answered-call" && c.period == "2018" && c.dims.contains_key("channel");
    let status: Vec<&str> = cells.iter().filter(chat).map(|c| c.obs.as_str()).collect();
    assert_eq!(status, ["M", "A"], "no chat in 2018, but phone and e-mail");
    // Years of a line without registrations of these years.
    let later = value(&cells, "contacts", &[("line", "tele-onthaal")], "2023");
    assert_eq!(later, ["answered conversation ", "incoming attempt "]);
}

#[test]
fn hours_open_together_are_those_of_the_calendar() {
    let cells = landscape();
    let both = |figure: &str, a: &str, b: &str| {
        let fits = |c: &&Cell| c.figure == figure && c.dims["line"] == a && c.dims["other_line"] == b;
        cells.iter().find(fits).map(|c| c.value.clone()).unwrap()
    };
    // At the end of 2023 the chat of 1712 is open on weekdays from 11 to 20, that of Nupraatikerover from
    // 16 to 21: four hours a day. Stop it Now: Tuesdays from 15 to 19.
    assert_eq!(both("overlap-chat-hours", "1712", "nupraatikerover"), "1200");
    assert_eq!(both("overlap-chat-hours", "nupraatikerover", "1712"), "1200");
    assert_eq!(both("overlap-chat-hours", "nupraatikerover", "stop-it-now"), "180");
    // By phone and chat 1712 is open from 9 to 20.
    assert_eq!(both("overlap-hours", "1712", "1712"), "3300");
}

#[test]
fn without_one_of_its_lines_it_stays_as_it_is() {
    let dir = tempfile::tempdir().unwrap();
    copy(&repository().join("data"), &dir.path().join("data"));
    copy(&built().join("reports"), &dir.path().join("reports"));
    let settings = dir.path().join("data/nupraatikerover/helpline.yaml");
    let text = std::fs::read_to_string(&settings).unwrap();
    std::fs::write(&settings, text.replace("name:", "nam:")).unwrap();
    let before = std::fs::read(dir.path().join("reports/2023/landscape/figures.csv")).unwrap();
    let run = jaarlijn(dir.path(), &["build", "--publish", "landscape"]);
    run.ends(3, &["landscape", "refused", "needs nupraatikerover"]);
    assert_eq!(std::fs::read(dir.path().join("reports/2023/landscape/figures.csv")).unwrap(), before);
}

#[test]
fn it_can_be_verified() {
    let file = built().join("reports/2023/landscape/report.nl.pdf");
    jaarlijn(built(), &["verify", &file.to_string_lossy()]).ends(0, &["landscape"]);
}

#[test]
fn contacts_per_open_hour_are_those_worked_by_hand() {
    let cells = landscape();
    let rate = |channel: &str, year: &str| {
        value(&cells, "per_open_hour", &[("line", "tele-onthaal"), ("channel", channel)], year)
    };
    // Always open: 78 968 conversations in 365 × 24 hours. The chat was open 5 hours on 260 weekdays and 8
    // hours on 105 other days of 2017: 9 795 in 2 140 hours; in 2019 11 847 in 261 × 5 + 104 × 8 = 2 137.
    assert_eq!(rate("phone", "2019"), ["answered contacts_per_hour 9.01"]);
    assert_eq!(rate("chat", "2017"), ["answered contacts_per_hour 4.58"]);
    assert_eq!(rate("chat", "2019"), ["answered contacts_per_hour 5.54"]);
}

/// The text of the page, with plain spaces.
fn page() -> String {
    let page = std::fs::read_to_string(built().join("reports/2023/landscape/report.nl.html")).unwrap();
    page.replace('\u{a0}', " ")
}

/// A part of the page, from a place to the end of its table.
fn table(page: &str, id: &str) -> String {
    let (_, rest) = page.split_once(&format!("id=\"table-{id}\"")).expect(id);
    rest.split_once("</table>").expect(id).0.to_owned()
}

#[test]
fn the_overview_has_the_latest_year_of_each_line_and_no_columns_of_nothing() {
    let overview = table(&page(), "all-lines");
    // One sign for each of the three lines of which no number is known.
    assert_eq!(overview.matches("[x]").count(), 3, "{overview}");
    for number in ["9.424", "9.045", "+4,2 %", "105.838", "+16,5 %", "10.852"] {
        assert!(overview.contains(number), "{number}");
    }
    // The years of a line end where its registrations end.
    let contacts = table(&page(), "lines-answered-contact");
    assert!(contacts.contains(">2020<") && !contacts.contains(">2021<"), "{contacts}");
    assert!(contacts.contains("2017–2020") && !contacts.contains("2017–2023"), "{contacts}");
}

#[test]
fn rates_of_all_counts_stand_in_one_table() {
    let page = page();
    assert_eq!(
        page.matches("id=\"table-per-100000").count() - page.matches("id=\"table-per-100000-name").count(),
        1
    );
    let rates = table(&page, "per-100000");
    // 8 059 in 6 629 143 inhabitants; 139 097 in the same.
    assert!(rates.contains("121,6") && rates.contains("2.098,3"), "{rates}");
    let place = |text: &str| rates.find(text).unwrap_or_else(|| panic!("{text}: {rates}"));
    // What lines of other authorities count alone comes after what lines with registrations count.
    assert!(place("Inkomende oproepen") < place("Inkomende meldingen"));
    assert!(table(&page, "per-open-hour").contains("Beantwoorde contactnames"));
}

#[test]
fn the_register_is_a_table_and_the_last_page_says_whom_to_call() {
    let page = page();
    let (_, register) = page.split_once("class=\"words\"").unwrap();
    let register = register.split_once("</table>").unwrap().0;
    assert_eq!(register.matches("scope=\"row\"").count(), 11, "a row a line");
    assert_eq!(register.matches("scope=\"rowgroup\"").count(), 3, "a group a kind");
    for text in ["Bel gratis 1712", "Vertrouwenscentra Kindermishandeling", "Niet vermeld in de bron."] {
        assert!(register.contains(text), "{text}");
    }
    assert!(page.contains("Tele-Onthaal: Bel 106"), "the last page");
}
