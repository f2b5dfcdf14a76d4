//! A cube in the place of registrations: the same figures as from the rows, and nothing that disagrees with itself.
//!
//! No engine runs here: the test counts the rows of a small export by itself, and writes what the statement of the
//! line would give. `tests/bench/sql.py` runs the statement in engines.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

use super::support::{jaarlijn, put};

const LINE: &str = "name: Lijn
synthetic: true
since: 2022-01-01
stages: [incoming, answered]
main_stage: answered
channels:
  phone:
    since: 2022-01-01
    hours: [{from: 2022-01-01, mon-fri: \"09:00-17:00\"}]
  chat: {since: 2022-01-01}
dimensions:
  theme: {chapter: what, nl: thema}
  need: {chapter: what, nl: nood, kind: multi}
crosses: [[theme, channel]]
files:
  - match: \"*.csv\"
    delimiter: \";\"
    columns:
      at: {column: at, format: \"%d/%m/%Y %H:%M\"}
      channel: {column: channel, values: {Tel: phone}}
      outcome: outcome
      theme: theme
      need: {column: need, separator: \",\"}
      victims: victims
      wait_s: {column: wait, unit: seconds}
    skip:
      - {rule: tests, column: kind, equals: [test]}
";

const CODES: &str = "codes:\n  - {id: a, nl: A, aliases: [Één]}\n  - {id: b, nl: B}\n  - {id: c, nl: C}\n";

/// One row of the export.
#[derive(Clone)]
struct Row {
    year: u32,
    month: u32,
    day: u32,
    hour: u32,
    channel: usize,
    answered: bool,
    theme: usize,
    needs: u32,
    victims: u32,
    wait: Option<u32>,
    test: bool,
}

/// Rows that are the same every time.
fn rows() -> Vec<Row> {
    let mut state = 7_u64;
    let mut roll = move |limit: u32| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as u32 % limit
    };
    (0..900)
        .map(|_| Row {
            year: 2022 + roll(2),
            month: 1 + roll(12),
            day: 1 + roll(28),
            hour: 7 + roll(14),
            channel: roll(2) as usize,
            answered: roll(5) > 0,
            theme: roll(4) as usize,
            needs: roll(8),
            victims: roll(3),
            wait: (roll(6) > 0).then(|| 20 + roll(40)),
            test: roll(60) == 0,
        })
        .collect()
}

impl Row {
    /// As the export has it.
    fn text(&self) -> String {
        let needs: Vec<&str> = ["a", "b", "c"]
            .into_iter()
            .enumerate()
            .filter(|(at, _)| self.needs >> at & 1 == 1)
            .map(|(_, n)| n)
            .collect();
        format!(
            "{:02}/{:02}/{} {:02}:30;{};{};{};{};{};{};{}\n",
            self.day,
            self.month,
            self.year,
            self.hour,
            ["Tel", "chat"][self.channel],
            if self.answered { "answered" } else { "busy" },
            ["ÉÉN", " b ", "", "iets anders"][self.theme],
            needs.join(", "),
            self.victims,
            self.wait.map(|w| w.to_string()).unwrap_or_default(),
            if self.test { "test" } else { "" }
        )
    }

    /// Monday 1.
    fn weekday(&self) -> u32 {
        use chrono::Datelike;
        let day = chrono::NaiveDate::from_ymd_opt(self.year as i32, self.month, self.day).unwrap();
        day.weekday().number_from_monday()
    }

    /// The key of a column; nothing where the row has none.
    fn key(&self, column: &str) -> Option<String> {
        Some(match column {
            "month" => format!("{}-{:02}", self.year, self.month),
            "year" => self.year.to_string(),
            "day" => self.day.to_string(),
            "weekday" => self.weekday().to_string(),
            "hour" => self.hour.to_string(),
            "stage" => if self.answered { "answered" } else { "incoming" }.to_owned(),
            "outcome" => if self.answered { "answered" } else { "busy" }.to_owned(),
            "channel" => ["phone", "chat"][self.channel].to_owned(),
            "open" if self.channel == 1 => "unknown".to_owned(),
            "open" if self.weekday() < 6 && (9..17).contains(&self.hour) => "open".to_owned(),
            "open" => "shut".to_owned(),
            "wait_s" => self.wait?.to_string(),
            "dimension theme" => ["a", "b", "blank", "unclear"][self.theme].to_owned(),
            "dimension need" if self.needs == 0 => "blank|".to_owned(),
            "dimension need" => {
                let codes = ["a|", "b|", "c|"].into_iter().enumerate();
                codes.filter(|(at, _)| self.needs >> at & 1 == 1).map(|(_, code)| code).collect()
            }
            other => panic!("{other}"),
        })
    }
}

/// A workspace with the line and the export.
fn workspace(dir: &Path) {
    put(dir, "data/workspace.yaml", "date: 2024-04-15\nlanguages: [nl]\nyears: [2023]\n");
    put(dir, "data/codelists/theme.yaml", CODES);
    put(dir, "data/codelists/need.yaml", CODES);
    put(dir, "data/lijn/helpline.yaml", LINE);
    let all: String = rows().iter().map(Row::text).collect();
    let header = "at;channel;outcome;theme;need;victims;wait;kind\n";
    put(dir, "data/lijn/registrations/all.csv", format!("{header}{all}"));
}

/// The constant rows of the statement: kind and keys.
fn constants(statement: &str) -> Vec<(String, Vec<String>)> {
    let part = |line: &str| -> Option<(String, Vec<String>)> {
        let line = line.trim_start_matches("UNION ALL ");
        let texts: Vec<String> = line.split('\'').skip(1).step_by(2).map(str::to_owned).collect();
        let kind = texts.first()?.clone();
        let wanted =
            line.starts_with("SELECT '") && ["format", "settings", "grouping"].contains(&kind.as_str());
        wanted.then(|| (kind, texts[1..].to_vec()))
    };
    statement.lines().filter_map(part).collect()
}

/// The cube of the line, counted from the rows.
fn cube(dir: &Path) -> Vec<Vec<String>> {
    let run = jaarlijn(dir, &["sql", "lijn", "--dialect", "duckdb"]);
    assert_eq!(run.code, 0, "{}", run.said());
    let constants = constants(&run.out);
    let counted: Vec<Row> = rows().into_iter().filter(|row| !row.test).collect();
    let mut made: BTreeMap<Vec<String>, [u32; 3]> = BTreeMap::new();
    let mut add = |key: &[&str], sums: [u32; 3]| {
        let mut key: Vec<String> = key.iter().map(|text| (*text).to_owned()).collect();
        key.resize(6, String::new());
        let own = made.entry(key).or_default();
        (0..3).for_each(|at| own[at] += sums[at]);
    };
    for (kind, keys) in &constants {
        let mut key = vec![kind.as_str()];
        key.extend(keys.iter().map(String::as_str));
        add(&key, [0; 3]);
    }
    for row in rows() {
        let (year, rule) = (row.year.to_string(), if row.test { "tests" } else { "used" });
        add(&["rows", rule], [1, 0, 0]);
        add(&["rows of year", &year, "read"], [1, 0, 0]);
        add(&["rows of year", &year, "rejected"], [0; 3]);
    }
    let first = counted.iter().map(|r| format!("{}-{:02}-{:02}", r.year, r.month, r.day)).min().unwrap();
    add(&["first day", &first], [1, 0, 0]);
    add(&["unsure", "channel"], [0; 3]);
    for grouping in constants.iter().filter(|(kind, _)| kind == "grouping").map(|(_, keys)| &keys[0]) {
        for row in &counted {
            let keys: Option<Vec<String>> = grouping.split(" + ").map(|column| row.key(column)).collect();
            let Some(keys) = keys else { continue };
            let mut key = vec![grouping.as_str()];
            key.extend(keys.iter().map(String::as_str));
            add(&key, [1, row.victims, u32::from(row.victims > 0)]);
        }
    }
    let record = |(mut key, sums): (Vec<String>, [u32; 3])| {
        key.extend(sums.map(|n| n.to_string()));
        key
    };
    made.into_iter().map(record).collect()
}

fn text(cube: &[Vec<String>]) -> String {
    let mut text = "kind,k1,k2,k3,k4,k5,n,victims,with_victims\n".to_owned();
    for record in cube {
        let _ = writeln!(text, "{}", record.join(","));
    }
    text
}

/// A workspace with a cube in the place of registrations.
fn counted(dir: &Path, cube: &[Vec<String>]) {
    workspace(dir);
    std::fs::remove_dir_all(dir.join("data/lijn/registrations")).unwrap();
    put(dir, "data/lijn/cube/counts.csv", text(cube));
}

fn figures(dir: &Path) -> String {
    std::fs::read_to_string(dir.join("reports/2023/lijn/figures.csv")).unwrap()
}

#[test]
fn a_cube_gives_the_figures_of_its_rows() {
    let (rows, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    workspace(rows.path());
    jaarlijn(rows.path(), &["build", "--no-web"]).ends(0, &["900"]);
    let cube = cube(rows.path());
    let groupings: BTreeSet<&str> =
        cube.iter().filter(|r| r[0] == "grouping").map(|r| r[1].as_str()).collect();
    assert!(groupings.contains("year + stage + weekday + hour") && groupings.len() >= 7, "{groupings:?}");
    counted(other.path(), &cube);
    jaarlijn(other.path(), &["build", "--no-web"]).ends(0, &["900"]);
    let expected = figures(rows.path());
    assert!(expected.contains("waiting_time_median") && expected.contains("rows_excluded"), "{expected}");
    assert_eq!(figures(other.path()), expected);
    // A second build has nothing to do.
    jaarlijn(other.path(), &["build", "--no-web"]).ends(0, &["up to date"]);
}

#[test]
fn a_damaged_cube_is_refused_with_its_place() {
    let dir = tempfile::tempdir().unwrap();
    workspace(dir.path());
    let cube = cube(dir.path());
    let place = |kind: &str| cube.iter().position(|r| r[0] == kind).unwrap();
    let flow = "month + channel + outcome + stage";
    let at = place(flow);
    let told = |change: &dyn Fn(&mut Vec<Vec<String>>), code: &str, texts: &[&str]| {
        let mut damaged = cube.clone();
        change(&mut damaged);
        let dir = tempfile::tempdir().unwrap();
        counted(dir.path(), &damaged);
        let run = jaarlijn(dir.path(), &["check", "lijn"]);
        run.is_clean();
        assert_ne!(run.code, 0, "{code}: {}", run.said());
        let said = run.said().split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains(&format!("error[{code}]")), "{code}: {said}");
        texts.iter().for_each(|text| assert!(said.contains(text), "{code}: {text}: {said}"));
    };
    let line = |at: usize, field: usize| format!("counts.csv:{}:{field}", at + 2);
    told(&|c| c[at][2] = "fax".to_owned(), "V189", &[&line(at, 3), "a channel of the line"]);
    told(&|c| c[at][1] = "2031-01".to_owned(), "V189", &[&line(at, 2), "a month from 2022-01 to 2023-12"]);
    told(&|c| c[at][6] = "-3".to_owned(), "V189", &[&line(at, 7), "no whole number"]);
    told(&|c| c[at].truncate(4), "V189", &["4 fields where the header has 9"]);
    told(&|c| c[at][6] = "900".to_owned(), "V190", &["counts other contacts"]);
    told(&|c| drop(c.remove(at)), "V190", &["counts"]);
    told(
        &|c| c.retain(|r| r[0] != "grouping" || r[1] != "year + stage + open"),
        "V190",
        &["`year + stage + open` is missing"],
    );
    told(&|c| c.retain(|r| r[0] != "first day"), "V190", &["first day"]);
    told(&|c| c[place("rows")][6] = "1".to_owned(), "V190", &["rows by rule"]);
    told(&|c| c[place("unsure")][6] = "4".to_owned(), "V191", &["4 rows", "`channel`"]);
    told(&|c| c[place("format")][1] = "0".to_owned(), "V188", &["version"]);
    let hours = cube.iter().position(|r| r[0] == "settings" && r[1] == "hours").unwrap();
    told(&|c| c[hours][2] = "0".to_owned(), "V188", &["`hours` differs"]);
}

#[test]
fn settings_that_changed_since_are_named() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    workspace(dir);
    let cube = cube(dir);
    counted(dir, &cube);
    jaarlijn(dir, &["check", "lijn"]).ends(0, &[]);
    put(dir, "data/codelists/theme.yaml", CODES.replace("aliases: [Één]", "aliases: [Eentje]"));
    put(dir, "data/lijn/helpline.yaml", LINE.replace("17:00", "18:00"));
    let run = jaarlijn(dir, &["check", "lijn"]);
    let said = run.said().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("error[V188]") && said.contains("`hours`, `theme` differs"), "{said}");
    // What the statement does not read may change.
    put(dir, "data/codelists/theme.yaml", CODES);
    put(dir, "data/lijn/helpline.yaml", LINE.replace("name: Lijn", "name: Andere naam"));
    jaarlijn(dir, &["check", "lijn"]).ends(0, &[]);
    // A figure that needs a further grouping is told.
    put(
        dir,
        "data/lijn/helpline.yaml",
        LINE.replace("[[theme, channel]]", "[[theme, channel], [theme, need]]"),
    );
    let run = jaarlijn(dir, &["check", "lijn"]);
    assert!(run.said().contains("error[V190]"), "{}", run.said());
}

#[test]
fn a_cube_beside_registrations_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    workspace(dir);
    let cube = cube(dir);
    put(dir, "data/lijn/cube/counts.csv", text(&cube));
    let run = jaarlijn(dir, &["check", "lijn"]);
    assert!(run.said().contains("error[V192]") && run.said().contains("registrations"), "{}", run.said());
    std::fs::remove_dir_all(dir.join("data/lijn/registrations")).unwrap();
    put(dir, "data/lijn/cube/more.csv", text(&cube));
    let run = jaarlijn(dir, &["check", "lijn"]);
    assert!(run.said().contains("error[V192]") && run.said().contains("more.csv"), "{}", run.said());
}

#[test]
fn what_no_statement_can_follow_is_named_with_its_line() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    workspace(dir);
    for (old, new, setting, why) in [
        ("{column: wait, unit: seconds}", "wait", "wait_s", "its unit is decided from rows"),
        ("%d/%m/%Y %H:%M", "%d %B %Y %H:%M", "at", "its format has other parts"),
        ("outcome: outcome", "outcome: [outcome, result]", "outcome", "2 names of one column"),
        (
            "outcome: outcome",
            "outcome: {first_of: [outcome, result]}",
            "outcome",
            "put together from several",
        ),
        ("outcome: outcome", "caller_number: number", "caller_number", "told apart row by row"),
        ("outcome: outcome", "answered_at: then", "answered_at", "spans between moments"),
        ("separator: \",\"", "separator: en", "need", "no single sign"),
        (
            "victims: victims",
            "victims: {column: victims, values: {veel: 9}}",
            "victims",
            "`values` of moments",
        ),
        ("column: kind, equals: [test]", "file: all.csv, line: 3", "skip", "a row is named by its line"),
        ("    skip:", "    count_by: channel\n    skip:", "count_by", "brought together in files only"),
    ] {
        assert!(LINE.contains(old), "{old}");
        put(dir, "data/lijn/helpline.yaml", LINE.replace(old, new));
        let run = jaarlijn(dir, &["sql", "lijn", "--dialect", "postgres"]);
        let said = run.said().split_whitespace().collect::<Vec<_>>().join(" ");
        assert_ne!(run.code, 0, "{setting}");
        assert!(said.contains("error[V187] data/lijn/helpline.yaml:"), "{setting}: {said}");
        assert!(said.contains(&format!("`{setting}`: ")) && said.contains(why), "{setting}: {said}");
    }
    put(dir, "data/lijn/helpline.yaml", LINE);
    jaarlijn(dir, &["sql", "lin", "--dialect", "duckdb"]).ends(3, &["did you mean `lijn`?"]);
    jaarlijn(dir, &["sql", "lijn", "--dialect", "duckdb", "--table", "a", "--table", "b"]).ends(2, &["U021"]);
}
