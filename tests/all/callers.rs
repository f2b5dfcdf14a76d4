//! A line that registers numbers of callers: its figures were computed apart from this program, and the
//! numbers are sought, decompressed, in everything that the program writes and says.
//!
//! The line has 140 numbers in five writings, four ways of withholding one, and three broken records in
//! 2023 with a number of their own: too many fields, a day that does not exist, a number in another column.

use std::collections::BTreeSet;

use super::case::workspace;
use super::demo::published_cells;
use super::support::{files, jaarlijn, put, repository};

/// From the same registrations by a script of a few lines: figure, measure, dimensions, 2022, 2023.
const EXPECTED: [(&str, &str, &str, [&str; 2]); 19] = [
    ("unanswered-by-caller", "unanswered", "caller=known", ["166", "172"]),
    ("unanswered-by-caller", "unanswered", "caller=new", ["100", "100"]),
    ("unanswered-by-caller", "unanswered", "caller=again", ["66", "72"]),
    ("unanswered-by-caller", "unanswered", "caller=unknown", ["23", "23"]),
    ("unanswered-by-caller", "unanswered", "", ["189", "195"]),
    ("unanswered-by-caller", "new_number_share", "", ["60.2", "58.1"]),
    ("unanswered-by-caller", "attempts_per_number", "", ["1.66", "1.72"]),
    ("unanswered-answered-later", "unanswered_with_number", "later=reached", ["28", "41"]),
    ("unanswered-answered-later", "unanswered_with_number", "later=not", ["138", "131"]),
    ("contacts-by-caller", "contacts", "caller=known", ["429", "434"]),
    ("contacts-by-caller", "contacts", "caller=first", ["120", "125"]),
    ("contacts-by-caller", "contacts", "caller=further", ["309", "309"]),
    ("contacts-by-caller", "contacts", "caller=unknown", ["31", "31"]),
    ("frequent-callers", "numbers", "frequency=often", ["6", "7"]),
    ("frequent-callers", "numbers", "frequency=seldom", ["114", "118"]),
    ("frequent-callers", "numbers", "", ["120", "125"]),
    ("frequent-callers", "contacts_of_frequent", "", ["108", "120"]),
    ("frequent-callers", "contacts_of_frequent_share", "", ["25.2", "27.6"]),
    ("frequent-callers", "contacts_with_number_per_number", "", ["3.58", "3.47"]),
];

fn made() -> (tempfile::TempDir, Vec<String>) {
    let dir = workspace(&repository().join("tests/cases/caller_numbers"));
    let said = [
        &["build", "--publish", "nummers"][..],
        &["check", "nummers", "-v"],
        &["audit"],
        &["audit", "--format", "json"],
    ]
    .map(|command| jaarlijn(dir.path(), command).said());
    (dir, said.to_vec())
}

fn written(dims: &std::collections::BTreeMap<String, String>) -> String {
    dims.iter().map(|(dim, code)| format!("{dim}={code}")).collect::<Vec<_>>().join(";")
}

#[test]
fn the_figures_are_those_computed_apart() {
    let (dir, said) = made();
    let cells = published_cells(&dir.path().join("reports/2023/nummers"));
    assert!(!cells.is_empty(), "{said:?}");
    for (figure, measure, dimensions, values) in EXPECTED {
        for (year, value) in ["2022", "2023"].into_iter().zip(values) {
            let found: Vec<&str> = cells
                .iter()
                .filter(|c| c.figure == figure && c.measure == measure)
                .filter(|c| written(&c.dims) == dimensions && c.period == year)
                .map(|c| c.value.as_str())
                .collect();
            assert_eq!(found, [value], "{figure} {measure} {dimensions} {year}");
        }
    }
}

/// Every writing of every number, as far as nobody meets it by chance: digits from the ninth last on.
fn secrets() -> BTreeSet<String> {
    let folder = repository().join("tests/cases/caller_numbers/data/nummers/registrations");
    let mut secrets = BTreeSet::new();
    for path in files(&folder) {
        for line in std::fs::read_to_string(path).unwrap().lines().skip(1) {
            for cell in line.split(';').skip(2).filter(|c| c.contains("47")) {
                let digits: String = cell.chars().filter(char::is_ascii_digit).collect();
                if digits.len() >= 9 && digits.bytes().any(|b| b != b'0') {
                    secrets.insert(digits[digits.len() - 9..].to_owned());
                    secrets.insert(cell.to_owned());
                }
            }
        }
    }
    secrets
}

#[test]
fn no_number_is_in_anything_that_is_written_or_said() {
    let (dir, said) = made();
    let secrets = secrets();
    assert!(secrets.len() > 300, "{}", secrets.len());
    let mut texts: Vec<(String, Vec<u8>)> =
        said.into_iter().map(|text| ("what it says".to_owned(), text.into_bytes())).collect();
    let (mut quarantined, mut cached) = (0, 0);
    for path in files(dir.path()) {
        let inside = path.strip_prefix(dir.path()).unwrap().to_string_lossy().replace('\\', "/");
        if inside.contains("/registrations/") {
            continue;
        }
        quarantined += usize::from(inside.contains("/quarantine/"));
        cached += usize::from(inside.starts_with("reports/"));
        let (strings, bytes) = super::leaks::contents(&path);
        texts.extend(strings.into_iter().map(|(name, text)| (name, text.into_bytes())));
        texts.extend(bytes.into_iter().map(|bytes| (inside.clone(), bytes)));
    }
    // Two lists, and the key of the patterns that are kept.
    assert!(quarantined == 3 && cached > 4, "{quarantined} {cached}");
    for (name, bytes) in texts {
        let text = String::from_utf8_lossy(&bytes);
        for secret in &secrets {
            assert!(!text.contains(secret), "a number is in {name}");
        }
    }
}

#[test]
fn the_key_changes_no_byte_and_hashes_give_the_same_figures() {
    let read = |dir: &std::path::Path| std::fs::read(dir.join("reports/2023/nummers/figures.csv")).unwrap();
    let dir = workspace(&repository().join("tests/cases/caller_numbers"));
    jaarlijn(dir.path(), &["build", "--publish", "nummers"]);
    let first = read(dir.path());
    let other = workspace(&repository().join("tests/cases/caller_numbers"));
    let settings = std::fs::read_to_string(other.path().join("data/nummers/helpline.yaml")).unwrap();
    put(other.path(), "secrets/salt", "0123456789abcdef0123456789abcdef\n");
    let keyed = format!("{settings}caller_number: {{salt_file: secrets/salt}}\n");
    put(other.path(), "data/nummers/helpline.yaml", keyed);
    jaarlijn(other.path(), &["build", "--publish", "nummers"]);
    assert!(read(other.path()) == first);
}

/// Four numbers called 19 times or more in 2022, and two in 2023.
#[test]
fn a_few_frequent_callers_are_hidden_with_all_that_tells_of_them() {
    let dir = workspace(&repository().join("tests/cases/caller_numbers"));
    let settings = std::fs::read_to_string(dir.path().join("data/nummers/helpline.yaml")).unwrap();
    put(dir.path(), "data/nummers/helpline.yaml", format!("{settings}caller_number: {{frequent: 19}}\n"));
    jaarlijn(dir.path(), &["build", "--publish", "nummers"]);
    let cells = published_cells(&dir.path().join("reports/2023/nummers"));
    let shown = |measure: &str, dims: &str| -> Vec<String> {
        let fits = |c: &&super::demo::Cell| c.measure == measure && written(&c.dims) == dims;
        let of = cells.iter().filter(|c| c.figure == "frequent-callers").filter(fits);
        of.map(|c| format!("{} {}", c.obs, c.value)).collect()
    };
    let hidden = ["Q ", "Q "];
    assert_eq!(shown("numbers", "frequency=often"), hidden);
    assert_eq!(shown("numbers", "frequency=seldom"), hidden);
    assert_eq!(shown("contacts_of_frequent", ""), hidden);
    assert_eq!(shown("contacts_of_frequent_share", ""), hidden);
    assert_eq!(shown("numbers", ""), ["A 120", "A 125"]);
    let audit = jaarlijn(dir.path(), &["audit"]);
    assert_eq!(audit.code, 0, "{}", audit.said());
}
