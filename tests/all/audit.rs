//! The attack on published reports, as it is run, and the build that does not publish what it breaks.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::support::{base, copy, files, jaarlijn, put, repository};

const HEAD: &str = "figure,measure,stage,unit,period,dimensions,value,base,obs_status,conf_status,note\n";

/// A report as it stands in `reports/`: rows of figure, period, codes and value.
fn report(dir: &Path, year: i32, rows: &[(&str, &str, &str, &str)]) {
    let mut figures = HEAD.to_owned();
    for (figure, period, dims, value) in rows {
        let (value, status, secret) = if *value == "C" { ("", "Q", "C") } else { (*value, "A", "F") };
        figures.push_str(&format!(
            "{figure},contacts,answered,contact,{period},{dims},{value},,{status},{secret},\n"
        ));
    }
    let folder = format!("reports/{year}/voorbeeld");
    put(dir, &format!("{folder}/figures.csv"), figures);
    let codes = "dimension,code,parent,kind\nage,minor,,single\nage,adult,,single\nage,unknown,,single\n";
    put(dir, &format!("{folder}/codes.csv"), codes);
    let manifest = format!(r#"{{"helpline": "voorbeeld", "year": {year}, "edition": 1, "threshold": 5}}"#);
    put(dir, &format!("{folder}/manifest.json"), manifest);
}

fn leaky(dir: &Path) {
    let rows = [
        ("T", "2022", "", "100"),
        ("T", "2022", "age=minor", "40"),
        ("T", "2022", "age=adult", "57"),
        ("T", "2022", "age=unknown", "C"),
    ];
    report(dir, 2022, &rows);
    report(
        dir,
        2023,
        &[("T", "2023", "", "100"), ("T", "2023", "age=minor", "C"), ("T", "2023", "age=adult", "C")],
    );
}

#[test]
fn a_hidden_number_that_follows_is_named_and_not_told() {
    let dir = base();
    leaky(dir.path());
    let run = jaarlijn(dir.path(), &["audit"]);
    run.ends(11, &[
        "error[A001] reports/2022/voorbeeld/figures.csv:5: `voorbeeld: contacts answered 2022 age=unknown` is hidden",
        "sum over age in T",
        "voorbeeld  2022  broken",
        "4 cells, 1 hidden, 1 broken",
        "voorbeeld  2023  withstands",
    ]);
    assert!(!run.err.contains(" 3"), "the number itself: {}", run.err);
    // Another year is known and not asked for.
    jaarlijn(dir.path(), &["audit", "voorbeeld", "--year", "2023"]).ends(0, &["withstands"]);
    jaarlijn(dir.path(), &["audit", "voorbeld"]).ends(2, &["A022", "did you mean `voorbeeld`?"]);
    jaarlijn(dir.path(), &["audit", "--year", "1999"]).ends(2, &["A021"]);
}

#[test]
fn machines_are_told_the_same() {
    let dir = base();
    leaky(dir.path());
    let run = jaarlijn(dir.path(), &["audit", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((run.code, &value["exit"]), (11, &serde_json::json!(11)));
    assert_eq!(value["reports"][0]["state"], "broken");
    assert_eq!(value["reports"][1]["state"], "withstands");
    assert_eq!(value["findings"][0]["code"], "A001");
    assert_eq!(value["findings"][0]["place"]["line"], 5);
    let run = jaarlijn(dir.path(), &["audit", "--format", "github"]);
    run.ends(11, &["::error file=reports/2022/voorbeeld/figures.csv,line=5,title=A001::"]);
}

#[test]
fn what_is_no_report_is_told_with_its_place() {
    let dir = base();
    leaky(dir.path());
    put(
        dir.path(),
        "reports/2022/voorbeeld/figures.csv",
        format!("{HEAD}T,contacts,answered,contact,2022,,x,,A,F,\n"),
    );
    jaarlijn(dir.path(), &["audit"]).ends(11, &["error[A020] reports/2022/voorbeeld/figures.csv:2"]);
}

fn settings(dir: &Path) -> String {
    std::fs::read_to_string(dir.join("data/workspace.yaml")).unwrap()
}

fn published(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    files(&dir.join("reports/2023")).into_iter().map(|p| (p.clone(), std::fs::read(p).unwrap())).collect()
}

#[test]
fn a_build_does_not_publish_what_an_earlier_report_gives_away() {
    let dir = base();
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &["published"]);
    jaarlijn(dir.path(), &["audit"]).ends(0, &["withstands"]);
    let before = published(dir.path());
    // Last year's report, so it says here, printed what is hidden now, but for the small counts.
    let all = base();
    let more: String = (0..6).map(|n| format!("new-{n};2023-05-05T10:15;Telefoon;Antwerpen;30\n")).collect();
    let more = format!("Nummer;Tijdstip;Kanaal;Provincie;Leeftijd\n{more}");
    put(all.path(), "data/voorbeeld/registrations/more.csv", &more);
    put(all.path(), "data/workspace.yaml", format!("{}\nthreshold: 1\n", settings(dir.path())));
    jaarlijn(all.path(), &["build", "--publish"]).ends(0, &["published"]);
    let rows = |root: &Path| {
        let text = std::fs::read_to_string(root.join("reports/2023/voorbeeld/figures.csv")).unwrap();
        text.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let value = |row: &String| row.split(',').nth(6).and_then(|v| v.parse::<u64>().ok());
    let printed: Vec<String> = rows(all.path())
        .into_iter()
        .zip(rows(dir.path()))
        .filter(|(_, hidden)| hidden.contains(",contacts,") && hidden.contains(",Q,C,"))
        .map(|(all, _)| all)
        .filter(|all| value(all).is_some_and(|n| n >= 5))
        .collect();
    assert!(!printed.is_empty(), "nothing but small counts is hidden");
    report(dir.path(), 2022, &[]);
    put(dir.path(), "reports/2022/voorbeeld/figures.csv", format!("{HEAD}{}\n", printed.join("\n")));
    put(dir.path(), "data/voorbeeld/registrations/more.csv", &more);
    let run = jaarlijn(dir.path(), &["build", "--publish"]);
    // Every breakdown is given up, and beside that report even the total alone would tell: only then is a report
    // refused.
    run.ends(11, &["note[D005]", "error[A009] reports/2023/voorbeeld/", "refused"]);
    assert_eq!(published(dir.path()), before, "the last report is kept as it was");
    let left = files(&dir.path().join("reports"));
    assert!(left.iter().all(|p| !p.to_string_lossy().contains(".staged")), "{left:?}");
    // Without the earlier report the new one stands.
    std::fs::remove_dir_all(dir.path().join("reports/2022")).unwrap();
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &["published"]);
}

#[test]
fn the_demonstration_withstands() {
    let dir = tempfile::tempdir().unwrap();
    copy(&repository().join("data"), &dir.path().join("data"));
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &["published"]);
    let run = jaarlijn(dir.path(), &["audit"]);
    run.ends(0, &["withstands"]);
    assert!(!run.out.contains("broken\n") || run.out.contains(" 0 broken"), "{}", run.said());
    let hides = |line: &&str| run.out.lines().any(|l| l.starts_with(*line) && !l.contains(" 0 hidden"));
    let lines = ["1712", "nupraatikerover", "stop-it-now", "tele-onthaal"];
    assert_eq!(lines.iter().filter(|l| hides(l)).count(), 4, "every line hides something: {}", run.out);
}
