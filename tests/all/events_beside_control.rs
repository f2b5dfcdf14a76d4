//! Events beside a control: counted anew from the files, and what the control would give away.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use chrono::NaiveDate;

use super::demo::{built, published_cells};
use super::support::{jaarlijn, put, repository};

const FIGURE: &str = "events-beside-control";

/// Published values of the figure of events beside a control, or of the plain one, by measure, what they are
/// compared with and part; withheld ones are empty.
fn published(report: &Path, figure: &str) -> BTreeMap<(String, String, String), String> {
    let of = |dims: &BTreeMap<String, String>, dim: &str| dims.get(dim).cloned().unwrap_or_default();
    let cells = published_cells(report).into_iter().filter(|c| c.figure == figure);
    let key = |c: &super::demo::Cell| (c.measure.clone(), of(&c.dims, "baseline"), of(&c.dims, "compared"));
    cells.filter(|c| of(&c.dims, "event") != "zaak-pichal").map(|c| (key(&c), c.value)).collect()
}

/// Contacts of the line 1712 from one day to another, of partner violence and of all else.
fn counted(from: &str, to: &str) -> [f64; 2] {
    let mut found = [0.0; 2];
    for year in [2022, 2023] {
        let file = format!("data/1712/registrations/register-3/1712-{year}.csv");
        let mut reader =
            csv::ReaderBuilder::new().delimiter(b';').from_path(repository().join(file)).unwrap();
        let header = reader.headers().unwrap().clone();
        let at = |name: &str| header.iter().position(|h| h.trim_start_matches('\u{feff}') == name).unwrap();
        let (when, kind, problem) = (at("Tijdstip"), at("Type"), at("Problematiek"));
        for record in reader.records().map(Result::unwrap).filter(|r| &r[kind] != "test") {
            if (from..=to).contains(&&record[when][..10]) {
                let control = ["PG", "Partnergeweld"].contains(&&record[problem]);
                found[usize::from(control)] += 1.0;
            }
        }
    }
    found
}

#[test]
fn the_files_give_the_published_ratio_of_ratios() {
    let shown = published(&built().join("reports/2023/1712"), FIGURE);
    assert_eq!(shown.len(), 14);
    let [a, c] = counted("2023-09-05", "2023-09-26");
    let baselines =
        [("year_before", "2022-09-05", "2022-09-26"), ("weeks_before", "2023-08-08", "2023-09-04")];
    for (name, from, to) in baselines {
        let [b, d] = counted(from, to);
        let value = |measure: &str, part: &str| -> f64 {
            shown[&(measure.to_owned(), name.to_owned(), part.to_owned())].parse().unwrap()
        };
        let counts = [
            ("during_event", "others"),
            ("baseline", "others"),
            ("during_event", "control"),
            ("baseline", "control"),
        ];
        assert_eq!(counts.map(|(measure, part)| value(measure, part)), [a, b, c, d], "{name}");
        // By logarithms here, by a quotient in the program.
        let middle = a.ln() - b.ln() - c.ln() + d.ln();
        let reach = 1.96 * (a.recip() + b.recip() + c.recip() + d.recip()).sqrt();
        for (measure, log) in [
            ("control_change", middle),
            ("control_change_low", middle - reach),
            ("control_change_high", middle + reach),
        ] {
            let percent = (log.exp() - 1.0) * 100.0;
            assert!((value(measure, "") - percent).abs() <= 0.05 + 1e-9, "{name} {measure}: {percent}");
        }
    }
    // The others and the control are the contacts of the plain figure.
    let plain = published(&built().join("reports/2023/1712"), "events");
    let total = &plain[&("during_event".to_owned(), "year_before".to_owned(), String::new())];
    assert_eq!(total.parse::<f64>().unwrap(), a + c);
}

/// A line with six calls and two e-mails a day; so many e-mails come after the campaign of September 2023.
fn line(late_mails: usize, settings: &str) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    put(dir.path(), "data/workspace.yaml", "date: 2024-04-15\nyears: [2023]\n");
    let line = "name: Lijn\nsynthetic: true\nsince: 2022-01-01\nchannels: {phone: {}, email: {}}\n\
        files: [{match: '*.csv', columns: {at: at, channel: channel}}]\n";
    put(dir.path(), "data/lijn/helpline.yaml", format!("{line}{settings}"));
    let event = "- {id: campagne, kind: campaign, from: 2023-09-05, to: 2023-09-26, nl: Campagne, control: {channel: email}}\n";
    put(dir.path(), "data/lijn/events.yaml", event);
    let mut rows = "at,channel\n".to_owned();
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    for date in day("2022-01-01").iter_days().take_while(|d| *d <= day("2023-12-31")) {
        let within = |from: &str, to: &str| (day(from)..=day(to)).contains(&date);
        let campaign = within("2023-09-05", "2023-09-26");
        let mails = match date {
            d if d == day("2023-09-28") => late_mails,
            // In February only three.
            d if d == day("2023-02-10") => 3,
            _ if within("2023-02-01", "2023-02-28") => 0,
            _ if within("2023-09-01", "2023-09-30") && !campaign => 0,
            _ => 2,
        };
        for channel in ["phone"; 6].into_iter().chain(std::iter::repeat_n("email", mails)) {
            writeln!(rows, "{date},{channel}").unwrap();
        }
    }
    put(dir.path(), "data/lijn/registrations/2023.csv", rows);
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &["published"]);
    jaarlijn(dir.path(), &["audit"]).ends(0, &["withstands"]);
    dir
}

#[test]
fn few_contacts_of_the_control_outside_the_days_withhold_it_and_the_others() {
    let values = |late: usize, settings: &str, figure: &str| {
        let dir = line(late, settings);
        published(&dir.path().join("reports/2023/lijn"), figure)
    };
    let year = |shown: &BTreeMap<(String, String, String), String>, measure: &str, part: &str| {
        shown[&(measure.to_owned(), "year_before".to_owned(), part.to_owned())].clone()
    };
    // 22 days of six and two.
    let many = values(12, "", FIGURE);
    assert_eq!(
        [year(&many, "during_event", "others"), year(&many, "during_event", "control")],
        ["132", "44"]
    );
    assert_eq!(year(&many, "control_change", ""), "0.0");
    let few = values(3, "", FIGURE);
    for (measure, part) in [("during_event", "others"), ("during_event", "control"), ("control_change", "")] {
        assert_eq!(year(&few, measure, part), "", "{measure} {part}");
    }
    assert_eq!([year(&few, "baseline", "others"), year(&few, "baseline", "control")], ["132", "44"]);
    assert_eq!(year(&values(3, "", "events"), "during_event", ""), "176");
    // A month of the control that is withheld, wherever it lies, withholds what is said of its days.
    let crosses = "crosses: [[channel, month]]\n";
    assert!(values(9, crosses, FIGURE).values().all(String::is_empty));
    assert_eq!(year(&values(9, crosses, "events"), "during_event", ""), "176");
    assert!(values(9, "protection: {method: rounding, base: 5}\n", FIGURE).is_empty());
}
