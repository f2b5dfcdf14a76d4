//! The reference of settings names every key that a file of settings may have: the program itself is asked for them.

use std::collections::BTreeSet;

use serde_json::Value;

use super::support::{base, jaarlijn, put};

/// Settings with a key that no mapping knows in each of them.
const FILES: [(&str, &str); 7] = [
    (
        "data/workspace.yaml",
        "date: 2024-04-15\nyears: [2023]\nlanguages: [nl]\nqqqqqqqqqq: 1\nprotection: {qqqqqqqqqq: 1}\nrevision: {qqqqqqqqqq: 1}\n\
         plausible: {qqqqqqqqqq: 1}\nlimits: {qqqqqqqqqq: 1}\ncommentary: {qqqqqqqqqq: 1}\nlandscape:\n  qqqqqqqqqq: 1\n  areas: {flanders: {nl: Vlaanderen, \
         qqqqqqqqqq: 1, population: [{year: 2023, value: 10, source: x, qqqqqqqqqq: 1}]}}\n  lines: {voorbeeld: {qqqqqqqqqq: 1}}\n  \
         outside: {other: {name: Andere, qqqqqqqqqq: 1, figures: [{id: a, stage: answered, year: 2023, value: 1, source: x, qqqqqqqqqq: 1}]}}\n  platforms: {p: {nl: P, \
         date: 2023-01-01, members: [voorbeeld], source: x, qqqqqqqqqq: 1}}\n  brands: {b: {nl: B, since: 2023-01-01, source: x, carriers: [{name: voorbeeld, \
         from: 2023-01-01, qqqqqqqqqq: 1}], qqqqqqqqqq: 1}}\n",
    ),
    (
        "data/voorbeeld/helpline.yaml",
        "name: Voorbeeldlijn\nqqqqqqqqqq: 1\nsince: 2020-01-01\ncaller_number: {qqqqqqqqqq: 1}\nchannels:\n  phone: {since: 2020-01-01, qqqqqqqqqq: 1, hours: \
         [{from: 2020-01-01, mon: \"09:00-17:00\"}]}\n  chat: {since: 2023-03-01}\nchannel_groups: {both: {nl: Beide, qqqqqqqqqq: 1}}\ndimensions:\n  province: {qqqqqqqqqq: \
         1}\n  age: {}\nunits: {answered: {id: session, nl: {one: sessie, many: sessies, qqqqqqqqqq: 1}, qqqqqqqqqq: 1}}\nsame_months: [{dimension: province, from: 1, to: \
         3, qqqqqqqqqq: 1}]\nnot_measurable: [{chapter: who, nl: x, reason: {nl: x}, qqqqqqqqqq: 1}]\nseries: {visits: {unit: visitor, nl: Bezoeken, qqqqqqqqqq: 1}}\nfiles:\n  - match: \
         \"*.csv\"\n    qqqqqqqqqq: 1\n    columns:\n      id: Nummer\n      at: {column: Tijdstip, qqqqqqqqqq: 1}\n      ended_at: {column: Einde, qqqqqqqqqq: 1}\n      channel: {column: \
         Kanaal, qqqqqqqqqq: 1}\n      province: {column: Provincie, qqqqqqqqqq: 1}\n      age: {column: Leeftijd, qqqqqqqqqq: 1}\n      wait_s: {column: Wacht, qqqqqqqqqq: 1, minus: {column: a, qqqqqqqqqq: 1}}\n      \
         victims: {column: Slachtoffers, qqqqqqqqqq: 1}\n      caller_number: {column: Nr, qqqqqqqqqq: 1}\n    skip: [{rule: test, column: Kanaal, equals: [x], qqqqqqqqqq: 1}]\n",
    ),
    (
        "data/codelists/province.yaml",
        "version: \"1\"\nqqqqqqqqqq: 1\ncodes:\n  - {id: antwerpen, nl: Antwerpen, qqqqqqqqqq: 1}\n  - {id: limburg, nl: Limburg}\nchanges: [{from: \
         2022-01-01, codes: [limburg], nl: x, qqqqqqqqqq: 1}]\ntiles: {qqqqqqqqqq: 1, rows: [[antwerpen]], shapes: {file: x, qqqqqqqqqq: 1}, population: [{year: \
         2023, source: x, inhabitants: {antwerpen: 9}, qqqqqqqqqq: 1}]}\n",
    ),
    ("data/codelists/age.yaml", "ordered: true\ncodes:\n  - {id: minor, nl: Jong, from: 0, to: 17}\n"),
    (
        "data/voorbeeld/events.yaml",
        "- {id: e, kind: campaign, from: 2023-02-01, to: 2023-02-10, nl: E, qqqqqqqqqq: 1}\n",
    ),
    (
        "data/voorbeeld/published.yaml",
        "qqqqqqqqqq: 1\nfigures:\n  - {id: a, measure: contacts, period: 2023, value: 10, qqqqqqqqqq: 1}\n",
    ),
    (
        "data/questions/vraag-1.yaml",
        "qqqqqqqqqq: 1\nnumber: \"1\"\ndate: 2024-01-10\ntitle: Vraag\nasked:\n  - {number: a, nl: Deel, qqqqqqqqqq: 1, parts: [{nl: Deel, line: voorbeeld, figure: contacts-per-year, qqqqqqqqqq: 1}]}\n",
    ),
];

#[test]
fn the_reference_names_every_key_that_the_program_knows() {
    let reference = jaarlijn(&super::support::repository(), &["settings"]);
    reference.ends(0, &[]);
    let is_word = |c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-');
    let named: BTreeSet<&str> = reference.out.split(is_word).collect();
    let mut known: BTreeSet<String> = BTreeSet::new();
    let mut told = 0;
    // A mistake in one file can keep another from being read, so each is tried beside a sound rest.
    for (path, text) in FILES {
        let dir = base();
        put(dir.path(), path, text);
        let run = jaarlijn(dir.path(), &["check", "--format", "json"]);
        let value: Value = serde_json::from_str(&run.out).expect(&run.out);
        for finding in value["findings"].as_array().unwrap() {
            let hint = finding["hint"].as_str().unwrap_or_default();
            if let Some(keys) = hint.strip_prefix("known here: ") {
                told += 1;
                known.extend(keys.split(", ").map(str::to_owned));
            }
        }
    }
    assert!(told >= 25 && known.len() > 100, "{told} mappings, {} keys", known.len());
    // The languages are keys of every label.
    let missing: Vec<&String> = known.iter().filter(|key| !named.contains(key.as_str())).collect();
    assert!(missing.is_empty(), "the reference does not name {missing:?}");
}

#[test]
fn a_setting_is_found_by_its_name_or_by_a_word() {
    let dir = tempfile::tempdir().unwrap();
    jaarlijn(dir.path(), &["settings", "max_unknown_percent"])
        .ends(0, &["max_unknown_percent: 30", "workspace:"]);
    jaarlijn(dir.path(), &["settings", "since"]).ends(0, &["since"]);
    jaarlijn(dir.path(), &["settings", "targets"]).ends(0, &["caller_number", "closed_after_s"]);
    jaarlijn(dir.path(), &["settings", "max_unknown_percentage"])
        .ends(2, &["error[U019]", "did you mean `max_unknown_percent`?"]);
}
