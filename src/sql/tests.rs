//! The statement of a small line, as it is printed.

use crate::config::{Helpline, load};

use super::{Dialect, settings, statement};

const LINE: &str = "name: Test\nyears: [2021]\nsince: 2020-03-10\n\
    channels:\n  phone: {since: 2020-03-10, hours: [{from: 2020-03-10, mon: '09:00-12:00'}]}\n\
    files:\n  - match: '*.csv'\n    columns:\n      at: {column: 'At', format: '%Y%m%d %H:%M'}\n      \
    channel: Kanaal\n      wait_s: {column: Wacht, unit: minutes}\n    skip:\n      - {rule: proef, column: Soort, equals: [\"d'essai\"]}\n";

fn line(text: &str) -> Helpline {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    std::fs::create_dir_all(data.join("test")).unwrap();
    std::fs::write(data.join("workspace.yaml"), "date: 2022-04-01\n").unwrap();
    std::fs::write(data.join("test/helpline.yaml"), text).unwrap();
    let (workspace, findings) = load(folder.path());
    assert!(!findings.has_errors(), "{findings:?}");
    workspace.unwrap().helplines.remove(0)
}

/// The statement is a contract: what it says anew is looked at, as counts in databases depend on it.
#[test]
fn the_statement_of_a_small_line() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/sql/tests/small.sql");
    let text = statement(&line(LINE), &[], Dialect::DuckDb, &["lake.calls".to_owned()]).unwrap();
    if std::env::var_os("JAARLIJN_UPDATE").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    assert_eq!(text, std::fs::read_to_string(path).unwrap());
}

#[test]
fn dialects_differ_in_quotes_and_functions_only() {
    let of = |dialect| statement(&line(LINE), &[], dialect, &["calls".to_owned()]).unwrap();
    let (duck, postgres) = (of(Dialect::DuckDb), of(Dialect::Postgres));
    assert!(duck.contains("'d''essai'") && postgres.contains("'d''essai'"));
    assert!(postgres.contains("regexp_match(") && !postgres.contains("regexp_extract"));
    let parts = |text: &str| text.matches("\nUNION ALL SELECT ").count();
    assert!(parts(&duck) > 1 && parts(&duck) == parts(&postgres));
}

#[test]
fn a_fingerprint_changes_with_its_own_setting_alone() {
    let before = settings(&line(LINE)).unwrap();
    let changed = |old: &str, new: &str| -> Vec<String> {
        assert!(LINE.contains(old), "{old}");
        let after = settings(&line(&LINE.replace(old, new))).unwrap();
        let names = before.keys().chain(after.keys());
        let mut other: Vec<String> = names.filter(|n| before.get(*n) != after.get(*n)).cloned().collect();
        other.sort();
        other.dedup();
        other
    };
    assert_eq!(changed("unit: minutes", "unit: hours"), ["wait_s"]);
    assert_eq!(changed("column: Soort", "column: Type"), ["skip"]);
    assert_eq!(changed("12:00", "13:00"), ["hours"]);
    assert_eq!(changed("column: Wacht", "column: Wachttijd"), ["wait_s"]);
    assert_eq!(changed("since: 2020-03-10\nchannels", "since: 2020-03-09\nchannels"), ["rejected"]);
    assert!(changed("name: Test", "name: Other").is_empty());
}
