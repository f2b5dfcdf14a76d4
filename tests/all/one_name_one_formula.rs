//! One name, one formula: within a report, shares of the same name are the same number.

use std::collections::BTreeMap;
use std::path::Path;

use jaarlijn::base::Lang;
use jaarlijn::config::load;
use jaarlijn::measures::Role;
use jaarlijn::pipeline::gather;
use jaarlijn::words::{Labels, Words};

use super::support::{copy, put, reading, repository, salt};

/// All shares that are rows of their own, by their name in a language: what they measure, and every number by
/// report year, channel and period.
fn check(root: &Path) -> usize {
    let (workspace, findings) = load(root);
    let workspace = workspace.unwrap_or_else(|| panic!("{findings:?}"));
    let mut seen = 0;
    for position in 0..workspace.helplines.len() {
        let salt = salt();
        let (gathered, findings) = gather(&workspace, position, &reading(None, &salt));
        let gathered = gathered.unwrap_or_else(|code| panic!("{code} {findings:?}"));
        let line = &workspace.helplines[position];
        for lang in Lang::shipped() {
            let labels = Labels { words: Words::of(lang), subject: line };
            let mut measures: BTreeMap<String, String> = BTreeMap::new();
            let mut numbers = BTreeMap::new();
            for (year, tables) in &gathered.years {
                for table in tables.iter() {
                    for (r, head) in table.rows().iter().enumerate().filter(|(_, h)| h.role == Role::Derived)
                    {
                        if head.key.unit.as_deref() != Some("percent") {
                            continue;
                        }
                        let name = labels.label(&head.label);
                        let measure = head.key.measure.clone().unwrap_or_default();
                        let at = format!("{} {lang:?} {}: {name}", line.id, table.figure());
                        let one = measures.entry(name.clone()).or_insert_with(|| measure.clone());
                        assert_eq!(*one, measure, "{at}: two measures of one name");
                        for c in 0..table.cols().len() {
                            let Some(n) = table.cell(r, c).value().number() else { continue };
                            let key = table.key_of(r, c);
                            let place = (name.clone(), *year, key.dims.get("channel").cloned(), key.period);
                            let first = numbers.entry(format!("{place:?}")).or_insert(n);
                            assert_eq!(*first, n, "{at}: two numbers of one name");
                            seen += 1;
                        }
                    }
                }
            }
        }
    }
    seen
}

#[test]
fn shares_of_one_name_are_one_number_in_the_demonstration() {
    // A copy, beside which no earlier edition stands.
    let dir = tempfile::tempdir().unwrap();
    copy(&repository().join("data"), &dir.path().join("data"));
    assert!(check(dir.path()) > 100);
}

#[test]
fn shares_of_one_name_are_one_number_where_one_channel_is_never_missed() {
    let dir = mixed();
    assert!(check(dir.path()) > 20);
}

/// A year of calls and chats in and out of opening hours, of which some are short abandons, and of mails that
/// are all answered.
fn mixed() -> tempfile::TempDir {
    let dir = super::support::bare();
    let root = dir.path();
    let helpline = "name: Voorbeeldlijn\nsynthetic: true\nsince: 2020-01-01\nstages: [incoming, answered]\nmain_stage: answered\n\
        channels:\n  phone: {since: 2020-01-01, hours: [{from: 2020-01-01, mon-fri: \"09:00-17:00\"}]}\n  \
        chat: {since: 2020-01-01, hours: [{from: 2020-01-01, mon-fri: \"09:00-17:00\"}]}\n  email: {since: 2020-01-01, target_hours: 48}\n\
        files:\n  - match: \"*.csv\"\n    encoding: utf-8\n    delimiter: \";\"\n    columns:\n      id: Nummer\n      at: Tijdstip\n      \
        channel: Kanaal\n      outcome: {column: Uitkomst, values: {ja: answered, bezet: busy, gesloten: closed, weg: abandoned}}\n      \
        wait_s: Wacht\n";
    put(root, "data/voorbeeld/helpline.yaml", helpline);
    let years = "publisher: Voorbeeld\ndate: 2024-04-15\nyears: [2023]\nlanguages: [nl, fr, en, de]\n";
    put(root, "data/workspace.yaml", years);
    let mut text = "Nummer;Tijdstip;Kanaal;Uitkomst;Wacht\n".to_owned();
    let mut n = 0;
    for year in [2022, 2023] {
        let mut add = |many: usize, hour: usize, channel: &str, outcome: &str, wait: &str| {
            for i in 0..many {
                n += 1;
                // A Monday to a Thursday of some week of each month.
                let day = 10 + i % 4;
                let month = if year == 2023 { [7, 4, 10, 1][i / 4 % 4] } else { [1, 10, 1, 10][i / 4 % 4] };
                text.push_str(&format!(
                    "{year}-{n};{year}-{month:02}-{day}T{hour:02}:15;{channel};{outcome};{wait}\n"
                ));
            }
        };
        add(60 + (year as usize - 2022) * 12, 10, "Telefoon", "ja", "20");
        add(20, 11, "Telefoon", "bezet", "");
        add(16, 12, "Telefoon", "weg", "40");
        add(12, 12, "Telefoon", "weg", "2");
        add(24, 20, "Telefoon", "gesloten", "");
        add(40, 10, "Chat", "ja", "35");
        add(16, 20, "Chat", "gesloten", "");
        add(48, 15, "Mail", "ja", "36000");
    }
    put(root, "data/voorbeeld/registrations/2023.csv", text);
    dir
}

/// Sentences of the report, without narrow spaces: language, figure, text.
fn sentences(root: &Path) -> Vec<[String; 3]> {
    let path = root.join("reports/2023/voorbeeld/manifest.json");
    let manifest: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let plain = |text: &serde_json::Value| text.as_str().unwrap().replace(['\u{a0}', '\u{202f}'], " ");
    let all = manifest["sentences"].as_array().unwrap().iter();
    all.map(|s| [plain(&s["lang"]), plain(&s["figure"]), plain(&s["text"])]).collect()
}

#[test]
fn what_is_answered_by_nature_is_named_where_it_is_counted_and_where_it_is_not() {
    let dir = mixed();
    let root = dir.path();
    super::support::jaarlijn(root, &["build", "--publish"]).ends(0, &["published"]);
    let all = sentences(root);
    let of = |lang: &str, figure: &str| -> Vec<&str> {
        let own = all.iter().filter(|s| s[0] == lang && s[1] == figure);
        own.map(|s| s[2].as_str()).collect()
    };
    // 160 of 248; the mails among them would lift any share.
    let head = "160 van de 248 inkomende oproepen werden beantwoord (e-mail meegeteld)";
    assert_eq!(of("nl", "funnel"), [head]);
    assert_eq!(of("en", "funnel"), ["160 of the 248 incoming calls were answered (including e-mail)"]);
    for lang in ["nl", "fr", "en", "de"] {
        assert!(!of(lang, "funnel")[0].contains('%'), "{lang}");
        // Of phone 72 of 108 (144 that came, less 12 short abandons and 24 when it was closed), of chat 40 of 40.
        let rates: Vec<&str> = of(lang, "").into_iter().filter(|t| t.contains("66")).collect();
        assert_eq!(rates.len(), 1, "{lang}: {:#?}", of(lang, ""));
    }
    let rates = of("nl", "");
    let said = "Antwoordgraad binnen de openingsuren in 2023: telefoon 66,7 % (in 2022: 62,5 %) en chat 100,0 % (in 2022: 100,0 %).";
    assert!(rates.contains(&said), "{rates:#?}");
    for (lang, words) in [
        ("nl", "beantwoorde contactnames via telefoon en chat"),
        ("fr", "par téléphone et chat"),
        ("en", "answered contacts by phone and chat"),
        ("de", "per Telefon und Chat"),
    ] {
        let head = of(lang, "waiting-time");
        assert!(head[0].contains(words), "{lang}: {head:?}");
    }
}
