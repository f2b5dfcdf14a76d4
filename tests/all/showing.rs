//! What `check` says of reports that are not made yet is what a build then gives, and `explain` says what stands there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use super::support::{base, copy, jaarlijn, put, repository};

/// The demonstration's settings and registrations, without reports.
fn demonstration() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    copy(&repository().join("data"), &dir.path().join("data"));
    dir
}

fn checked(dir: &Path, more: &[&str]) -> Value {
    let run = jaarlijn(dir, &[&["check", "--format", "json"], more].concat());
    run.is_clean();
    serde_json::from_str(&run.out).expect(&run.out)
}

/// Cells of figures.csv: figure, period, dimensions, value, whether withheld, notes.
fn published(path: &Path) -> Vec<[String; 6]> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let cell = |r: csv::StringRecord| [0, 4, 5, 6, 9, 10].map(|i| r[i].to_owned());
    reader.records().map(|r| cell(r.unwrap())).collect()
}

#[test]
fn what_is_shown_is_what_a_build_gives() {
    let dir = demonstration();
    let before = checked(dir.path(), &["1712", "nupraatikerover"]);
    jaarlijn(dir.path(), &["build", "--publish", "1712", "nupraatikerover"]).ends(0, &["published"]);
    let mut compared = 0;
    for account in before["accounts"].as_array().unwrap() {
        let line = account["helpline"].as_str().unwrap();
        let last = account["years"].as_array().unwrap().last().unwrap();
        let cells = published(&dir.path().join(format!("reports/{last}/{line}/figures.csv")));
        let of: BTreeMap<(&str, &str, &str), &[String; 6]> = cells
            .iter()
            .filter(|c| !c[5].contains("percent"))
            .map(|c| ((c[0].as_str(), c[1].as_str(), c[2].as_str()), c))
            .collect();
        for breakdown in account["breakdowns"].as_array().unwrap() {
            let dimension = breakdown["dimension"].as_str().unwrap();
            if ["month", "weekday"].contains(&dimension) {
                continue;
            }
            let figure = breakdown["figure"].as_str().unwrap();
            for row in breakdown["rows"].as_array().unwrap() {
                let Some(code) = row["code"].as_str() else { continue };
                for (year, shown) in row["years"].as_object().unwrap() {
                    let dims = format!("{dimension}={code}");
                    let counts: Vec<_> = cells
                        .iter()
                        .filter(|c| c[0] == figure && c[1] == *year && c[2] == dims && !c[3].contains('.'))
                        .collect();
                    assert!(
                        of.contains_key(&(figure, year.as_str(), dims.as_str())),
                        "{figure} {year} {dims}"
                    );
                    match shown["value"].as_str() {
                        Some(value) => {
                            assert!(counts.iter().any(|c| c[3] == value), "{figure} {year} {dims}: {value}")
                        }
                        None if shown["why"] == "withheld" => {
                            assert!(counts.iter().any(|c| c[4] == "C"), "{figure} {year} {dims}");
                        }
                        None => assert!(counts.iter().any(|c| c[3].is_empty()), "{figure} {year} {dims}"),
                    }
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 200, "{compared}");
}

#[test]
fn reasons_are_told_only_where_they_are_asked_for() {
    let dir = base();
    for arguments in [&["check"][..], &["check", "--detail", "province"], &["check", "--format", "github"]] {
        let said = jaarlijn(dir.path(), arguments).said();
        for word in ["small itself", "protects contacts", "  helps  "] {
            assert!(!said.contains(word), "`{word}` in {said}");
        }
    }
    assert!(checked(dir.path(), &[])["accounts"][0]["reasons"].is_null());
    let private = checked(dir.path(), &["--reasons"]);
    let reasons = private["accounts"][0]["reasons"]["withheld"].as_array().unwrap();
    let whys: BTreeSet<&str> = reasons.iter().map(|r| r["why"].as_str().unwrap()).collect();
    assert!(whys.contains("small") && whys.contains("protects"), "{whys:?}");
    for reason in reasons {
        assert_eq!(reason["why"] == "protects", reason["protects"].is_array(), "{reason}");
    }
}

/// A line whose only chat of 2023 is small and hides the phone with it.
const LINE: &str = "name: Proeflijn\nsince: 2021-01-01\ndimensions:\n  theme: {chapter: what, nl: Thema}\n  age: {}\n\
                    crosses: [[theme, age]]\nfiles:\n  - match: \"*.csv\"\n    columns: {id: Nr, at: Tijd, theme: Thema, age: Leeftijd}\n";

/// A workspace with so many contacts of 2023 per theme and age.
fn counted(plan: &[(&str, u32, usize)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    put(dir.path(), "data/workspace.yaml", "date: 2024-04-15\nyears: [2023]\nlanguages: [nl]\n");
    let themes: BTreeSet<&str> = plan.iter().map(|(theme, ..)| *theme).filter(|t| !t.is_empty()).collect();
    let codes: String = themes.iter().map(|t| format!("  - {{id: {t}, nl: Thema {t}}}\n")).collect();
    put(dir.path(), "data/codelists/theme.yaml", format!("codes:\n{codes}"));
    put(
        dir.path(),
        "data/codelists/age.yaml",
        "ordered: true\ncodes:\n  - {id: minor, nl: Jong, from: 0, to: 17}\n  - {id: adult, nl: Oud, from: 18, to: 64}\n  \
         - {id: senior, nl: Ouder, from: 65, to: 110}\n",
    );
    put(dir.path(), "data/proef/helpline.yaml", LINE);
    let mut text = "Nr;Tijd;Thema;Leeftijd\n".to_owned();
    let mut nr = 0;
    for (theme, age, n) in plan {
        for _ in 0..*n {
            nr += 1;
            text.push_str(&format!("{nr};2023-{:02}-{:02}T10:30;{theme};{age}\n", nr % 12 + 1, nr % 28 + 1));
        }
    }
    put(dir.path(), "data/proef/registrations/2023.csv", text);
    dir
}

#[test]
fn what_helps_was_tried_and_helps_a_build() {
    let plan =
        [("school", 12, 40), ("family", 30, 60), ("money", 12, 3), ("health", 70, 50), ("work", 40, 30)];
    let dir = counted(&plan);
    let json = checked(dir.path(), &["--detail", "theme", "--reasons"]);
    let reasons = &json["accounts"][0]["reasons"];
    let tried = reasons["tried"].as_array().unwrap();
    let taken = tried
        .iter()
        .find(|t| t["change"].as_str().unwrap().starts_with("take `money` and "))
        .unwrap_or_else(|| panic!("{reasons:#}"));
    let change = taken["change"].as_str().unwrap();
    let other = change.split('`').nth(3).unwrap();
    let promised = taken["brings"]["withheld"][1].as_u64().unwrap();
    assert!(promised < taken["brings"]["withheld"][0].as_u64().unwrap());
    // The change is made as a person makes it: the code is an alias of the other.
    let list = std::fs::read_to_string(dir.path().join("data/codelists/theme.yaml")).unwrap();
    let list = list.replace("  - {id: money, nl: Thema money}\n", "").replace(
        &format!("{{id: {other}, nl: Thema {other}}}"),
        &format!("{{id: {other}, nl: Thema {other}, aliases: [money]}}"),
    );
    put(dir.path(), "data/codelists/theme.yaml", list);
    let after = checked(dir.path(), &[]);
    let breakdowns = after["accounts"][0]["breakdowns"].as_array().unwrap();
    let theme = breakdowns.iter().find(|b| b["dimension"] == "theme").unwrap();
    let rows =
        theme["rows"].as_array().unwrap().iter().flat_map(|r| r["years"].as_object().unwrap().values());
    assert_eq!(rows.filter(|shown| shown["why"] == "withheld").count() as u64, promised, "{theme:#}");
}

#[test]
fn a_limit_that_is_named_gives_the_breakdown_and_a_lower_one_does_not() {
    let dir = counted(&[("school", 12, 60), ("family", 30, 55), ("", 40, 85)]);
    let run = jaarlijn(dir.path(), &["check"]);
    run.ends(
        0,
        &["warning[D006]", "figure `contacts-by-theme` has no number of 2023: 42.5 % is unknown", "43"],
    );
    let theme = |json: &Value| {
        let all = json["accounts"][0]["breakdowns"].as_array().unwrap();
        all.iter().find(|b| b["dimension"] == "theme").unwrap().clone()
    };
    let limit = theme(&checked(dir.path(), &[]))["too_much_unknown"][0]["given_with"].as_u64().unwrap();
    assert_eq!(limit, 43);
    for (percent, given) in [(limit - 1, false), (limit, true)] {
        put(dir.path(), "data/proef/helpline.yaml", format!("{LINE}max_unknown_percent: {percent}\n"));
        let json = checked(dir.path(), &[]);
        assert_eq!(theme(&json)["too_much_unknown"].as_array().unwrap().is_empty(), given, "{percent}");
        let told = json["findings"].as_array().unwrap().iter().any(|f| f["code"] == "D006");
        assert_eq!(told, !given, "{percent}: {}", json["findings"]);
    }
}

#[test]
fn a_chapter_that_is_asked_for_and_has_nothing_is_told() {
    let dir = counted(&[("school", 12, 60), ("family", 30, 55)]);
    put(dir.path(), "data/proef/helpline.yaml", format!("{LINE}sections: [volume, reach, what]\n"));
    jaarlijn(dir.path(), &["check"]).ends(
        0,
        &[
            "warning[D007]",
            "chapter `reach` is asked for and has no figure in 2023",
            "`stages: [incoming, answered]`",
        ],
    );
    // Nothing that is all there is told of.
    put(dir.path(), "data/proef/helpline.yaml", LINE);
    let said = jaarlijn(dir.path(), &["check"]).said();
    assert!(!said.contains("D007") && !said.contains("D006"), "{said}");
}

/// Settings of the demonstration that can be taken away, and the column or key that stands for them.
#[test]
fn what_a_setting_costs_is_what_is_lost_without_it() {
    let dir = demonstration();
    // Its corrections name columns that are taken away here.
    std::fs::remove_dir_all(dir.path().join("data/stop-it-now/corrections")).unwrap();
    let path = dir.path().join("data/stop-it-now/helpline.yaml");
    let whole = std::fs::read_to_string(&path).unwrap();
    let figures = |json: &Value| -> BTreeSet<String> {
        let all = json["accounts"][0]["figures"].as_array().unwrap();
        all.iter().map(|f| f["figure"].as_str().unwrap().to_owned()).collect()
    };
    let all = figures(&checked(dir.path(), &["stop-it-now"]));
    let mut tried = 0;
    for key in ["wait_s", "duration_s", "victims", "caller_number"] {
        let own = |line: &&str| {
            let line = line.trim_start();
            line.starts_with(&format!("{key}: ")) && !line.ends_with('{')
        };
        if !whole.lines().any(|l| own(&l)) {
            continue;
        }
        let without: Vec<&str> = whole.lines().filter(|l| !own(l)).collect();
        put(dir.path(), "data/stop-it-now/helpline.yaml", without.join("\n") + "\n");
        let json = checked(dir.path(), &["stop-it-now"]);
        let lost: BTreeSet<String> = all.difference(&figures(&json)).cloned().collect();
        let told: BTreeSet<String> = json["accounts"][0]["left_out"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|l| l["setting"].as_str().unwrap().contains(&format!("`{key}`")))
            .flat_map(|l| l["figures"].as_array().unwrap())
            .map(|f| f.as_str().unwrap().to_owned())
            .collect();
        assert!(!lost.is_empty() && told.is_subset(&lost) && !told.is_empty(), "{key}: {told:?} {lost:?}");
        tried += 1;
    }
    put(dir.path(), "data/stop-it-now/helpline.yaml", whole);
    assert!(tried >= 2, "{tried}");
}

#[test]
fn a_number_is_explained_with_what_was_published_before() {
    let dir = counted(&[("school", 12, 60), ("family", 30, 55)]);
    let number = ["explain", "proef", "contacts-by-theme#school;2023"];
    jaarlijn(dir.path(), &number).ends(0, &["value       60", "in no edition yet", "theme ← Thema"]);
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &["published"]);
    jaarlijn(dir.path(), &number).ends(0, &["published   60: edition 1 of the report on 2023, 2024-04-15"]);
    let run = jaarlijn(dir.path(), &[&number[..], &["--format", "json"]].concat());
    let json: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(json["figures"][0]["cell"]["value"], "60");
    assert_eq!(json["figures"][0]["settings"]["main_stage"], "answered");
    // Of a correction that is held back nothing is told: beside what stands it would describe the few concerned.
    let file = dir.path().join("data/proef/registrations/2023.csv");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, format!("{text}900;2023-05-05T10:30;school;12\n")).unwrap();
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &["held back"]);
    for arguments in [&number[..], &["check"], &["check", "--detail", "theme"], &["explain", "proef"]] {
        let said = jaarlijn(dir.path(), arguments).said();
        assert!(!said.contains("61"), "{arguments:?}: {said}");
    }
}

#[test]
fn every_code_that_a_case_shows_has_a_true_example() {
    let mut shown: BTreeMap<String, String> = BTreeMap::new();
    for case in std::fs::read_dir(repository().join("tests/cases")).unwrap() {
        let Ok(text) = std::fs::read_to_string(case.unwrap().path().join("outcome.txt")) else { continue };
        for line in text.lines() {
            let kind = ["error[", "warning[", "note["].into_iter().find_map(|kind| line.strip_prefix(kind));
            if let Some((code, _)) = kind.and_then(|rest| rest.split_once("] ")) {
                shown.entry(code.to_owned()).or_default().push_str(&format!("{line}\n"));
            }
        }
    }
    assert!(shown.len() > 150, "{}", shown.len());
    let codes = jaarlijn(&repository(), &["explain", "--format", "json"]);
    let codes: Vec<Value> = serde_json::from_str(&codes.out).unwrap();
    for code in &codes {
        let (id, example) = (code["code"].as_str().unwrap(), code["example"].as_str().unwrap());
        let first = example.lines().next().unwrap();
        let Some(real) = shown.get(id) else { continue };
        let is_there = real.lines().any(|line| without_rest(line) == without_rest(first));
        assert!(is_there, "the example of {id} is in no outcome: {first}");
    }
}

/// A line without the number of what it does not name: that of words grows with every word of the program.
fn without_rest(line: &str) -> &str {
    let cut = line.strip_suffix(" more").and_then(|rest| rest.rsplit_once(" and "));
    cut.filter(|(_, number)| number.bytes().all(|b| b.is_ascii_digit())).map_or(line, |(named, _)| named)
}

/// Where README's part on findings begins and ends.
const MARKS: [&str; 2] = ["<!-- made from the catalogue of codes -->\n", "<!-- end -->\n"];

#[test]
fn the_troubleshooting_of_readme_is_that_of_the_catalogue() {
    let run = jaarlijn(&repository(), &["explain", "--format", "json"]);
    let codes: Vec<Value> = serde_json::from_str(&run.out).unwrap();
    let mut areas: BTreeMap<&str, String> = BTreeMap::new();
    for code in &codes {
        let text = |field: &str| code[field].as_str().unwrap().replace('|', "\\|");
        let row = format!("| `{}` | {} | {} |\n", text("code"), text("title"), text("mend"));
        areas.entry(code["area"].as_str().unwrap()).or_default().push_str(&row);
    }
    let made: String = areas
        .iter()
        .map(|(area, rows)| {
            format!("<details><summary>{area}</summary>\n\n| code | found | what to do |\n|---|---|---|\n{rows}\n</details>\n")
        })
        .collect();
    let path = repository().join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(MARKS[0]).unwrap();
    let (stands, after) = rest.split_once(MARKS[1]).unwrap();
    if std::env::var_os("JAARLIJN_UPDATE").is_some() {
        std::fs::write(path, format!("{before}{}{made}{}{after}", MARKS[0], MARKS[1])).unwrap();
        return;
    }
    assert!(stands == made, "run with JAARLIJN_UPDATE=1: README says otherwise than `jaarlijn explain`");
}
