//! A line whose figures take more work to protect than its settings allow: the largest cross is left out, and said.

use std::fmt::Write;
use std::path::Path;

use super::support::{jaarlijn, put};

const PLACES: usize = 40;
const THEMES: usize = 12;

const AGES: &str = "ordered: true
codes:
  - {id: minor, nl: Minderjarig, from: 0, to: 17}
  - {id: adult, nl: Meerderjarig, from: 18, to: 130}
";

/// Rows that are the same every time, of many places and themes.
fn rows() -> String {
    let (mut state, mut text) = (11_u64, "id;at;channel;place;theme;age\n".to_owned());
    let mut roll = |limit: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % limit
    };
    for id in 0..2_600 {
        let (place, theme) = (roll(PLACES).min(roll(PLACES)), roll(THEMES).min(roll(THEMES)));
        let (month, day, age) = (1 + roll(12), 1 + roll(28), roll(90));
        let _ = writeln!(text, "{id};2023-{month:02}-{day:02} 10:00;phone;p{place:02};t{theme:02};{age}");
    }
    text
}

fn codes(letter: char, many: usize) -> String {
    (0..many).fold("codes:\n".to_owned(), |text, n| {
        text + &format!("  - {{id: {letter}{n:02}, nl: {letter}{n:02}}}\n")
    })
}

fn line(protection: &str) -> String {
    format!(
        "name: Lijn\nsynthetic: true\nchannels:\n  phone: {{since: 2020-01-01}}\ndimensions:\n  place: {{chapter: where, \
         nl: plaats}}\n  theme: {{chapter: what, nl: thema}}\n  age: {{}}\ncrosses: [[place, theme], [place, age]]\n\
         protection: {protection}\nfiles:\n  - match: \"*.csv\"\n    delimiter: \";\"\n    columns: {{id: id, at: at, \
         channel: channel, place: place, theme: theme, age: age}}\n"
    )
}

fn workspace(dir: &Path) {
    put(dir, "data/workspace.yaml", "date: 2024-04-15\nlanguages: [nl]\nyears: [2023]\n");
    put(dir, "data/lijn/registrations/2023.csv", rows());
    put(dir, "data/codelists/place.yaml", codes('p', PLACES));
    put(dir, "data/codelists/theme.yaml", codes('t', THEMES));
    put(dir, "data/codelists/age.yaml", AGES);
}

#[test]
fn the_largest_cross_gives_way_and_the_rest_is_published() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    workspace(dir);
    put(dir, "data/lijn/helpline.yaml", line("{work_limit: 1}"));
    let told = [
        "warning[D008]",
        "the breakdown of 2023 is not given in `contacts-by-place-and-theme`",
        "report: groups",
    ];
    jaarlijn(dir, &["build"]).ends(0, &told);
    jaarlijn(dir, &["check", "lijn"]).ends(0, &["D008", "more work than `work_limit` allows"]);
    jaarlijn(dir, &["publish"]).ends(0, &["published"]);
    let figures = std::fs::read_to_string(dir.join("reports/2023/lijn/figures.csv")).unwrap();
    let of = |figure: &str| -> Vec<Vec<&str>> {
        let own = figures.lines().map(|l| l.split(',').collect::<Vec<_>>());
        own.filter(|cell| cell[0] == figure && cell[1] == "contacts" && cell[4] == "2023").collect()
    };
    let not_given = |cell: &Vec<&str>| cell.last().is_some_and(|notes| notes.contains("withheld-past-limit"));
    let crossed = of("contacts-by-place-and-theme");
    let inner = |cell: &&Vec<&str>| cell[5].contains("place=") && cell[5].contains("theme=");
    assert!(crossed.iter().filter(inner).count() >= PLACES, "{crossed:?}");
    assert!(crossed.iter().filter(inner).all(not_given), "{crossed:?}");
    let other = of("contacts-by-place-and-age");
    assert!(!other.is_empty() && !other.iter().any(not_given), "{other:?}");
    assert!(of("contacts-per-year").iter().any(|cell| cell[6] == "2600"), "the total is always given");
    jaarlijn(dir, &["audit"]).ends(0, &["withstands"]);

    // With more work it can be protected, also beside the edition without it.
    put(dir, "data/lijn/helpline.yaml", line("{}"));
    let whole = jaarlijn(dir, &["build", "--publish"]);
    whole.ends(0, &["published"]);
    assert!(!whole.said().contains("D008"), "{}", whole.said());
    let figures = std::fs::read_to_string(dir.join("reports/2023/lijn/figures.csv")).unwrap();
    assert!(!figures.contains("withheld-past-limit"));
    jaarlijn(dir, &["audit"]).ends(0, &["withstands"]);
}
