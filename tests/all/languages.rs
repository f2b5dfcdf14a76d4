//! Languages are data: a workspace changes words of the program's languages and brings languages of its own.

use std::collections::BTreeMap;
use std::path::Path;

use hayro_syntax::Pdf;

use super::editions::{all, date, registrations};
use super::support::{base, jaarlijn, put};

const SETTINGS: &str = "data/workspace.yaml";
const DATA: &str = "data/voorbeeld/registrations/2023.csv";

fn in_languages(dir: &Path, languages: &str) {
    let text = std::fs::read_to_string(dir.join(SETTINGS)).unwrap();
    put(dir, SETTINGS, text.replace("languages: [nl]", &format!("languages: [{languages}]")));
}

fn said(dir: &Path, lang: &str) -> String {
    let path = dir.join(format!("reports/2023/voorbeeld/report.{lang}.pdf"));
    let words = super::pdf_text::words(&Pdf::new(std::fs::read(path).unwrap()).unwrap());
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a language as the program prints them.
fn printed(dir: &Path, language: &str) -> BTreeMap<String, String> {
    let run = jaarlijn(dir, &["words", language]);
    run.ends(0, &["templates/words/<language>/"]);
    serde_yaml::from_str(&run.out).unwrap()
}

#[test]
fn a_word_of_ones_own_is_printed_and_the_report_is_made_anew() {
    let dir = base();
    let dir = dir.path();
    put(dir, DATA, registrations(2023, 30, 20));
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["published"]);
    assert!(said(dir, "nl").contains("Wanneer") && !said(dir, "nl").contains("Tijd en dag"));
    put(dir, "templates/words/nl/eigen.yaml", "chapter.when: Tijd en dag\n");
    date(dir, "2024-06-03");
    assert_eq!(printed(dir, "nl")["chapter.when"], "Tijd en dag");
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["published", "templates changed"]);
    assert!(said(dir, "nl").contains("Tijd en dag"), "{}", said(dir, "nl"));
    jaarlijn(dir, &["build"]).ends(0, &["up to date"]);
    jaarlijn(dir, &["verify", "reports/2023/voorbeeld/report.nl.pdf"]).ends(0, &["same bytes"]);
}

#[test]
fn the_words_of_the_program_change_nothing_when_they_are_put_into_a_workspace() {
    let [one, other] = [base(), base()];
    for dir in [one.path(), other.path()] {
        in_languages(dir, "nl, de");
        put(dir, DATA, registrations(2023, 30, 20));
    }
    for language in ["nl", "de"] {
        let words = serde_yaml::to_string(&printed(other.path(), language)).unwrap();
        put(other.path(), &format!("templates/words/{language}/alle.yaml"), words);
    }
    for dir in [one.path(), other.path()] {
        jaarlijn(dir, &["build", "--publish"]).ends(0, &["published"]);
    }
    let pages = |dir: &Path| {
        let mut files = all(dir);
        files.retain(|name, _| name.ends_with(".pdf") || name.ends_with("figures.csv"));
        files
    };
    assert!(pages(one.path()).len() == 3 && pages(one.path()) == pages(other.path()));
}

#[test]
fn a_language_of_ones_own_makes_a_report() {
    let dir = base();
    let dir = dir.path();
    put(dir, DATA, registrations(2023, 30, 20));
    in_languages(dir, "pl");
    jaarlijn(dir, &["check"]).ends(3, &["error[C004]", "expected one of nl, fr, en, de, es"]);
    let mut words = printed(dir, "en");
    for (key, text) in [
        ("language.locale", "pl-PL"),
        ("language.name", "polski"),
        ("chapter.when", "Kiedy"),
        ("unit.attempt.one", "połączenie"),
        ("unit.attempt.few", "połączenia"),
        ("unit.attempt.many", "połączeń"),
    ] {
        words.insert(key.to_owned(), text.to_owned());
    }
    put(dir, "templates/words/pl/słowa.yaml", serde_yaml::to_string(&words).unwrap());
    jaarlijn(dir, &["words"]).ends(0, &["es  español", "pl  polski"]);
    let run = jaarlijn(dir, &["build", "--publish", "--lang", "pl"]);
    run.ends(0, &["published"]);
    assert!(!run.said().contains("C159"), "{}", run.said());
    assert!(said(dir, "pl").contains("Kiedy") && !said(dir, "pl").contains("Wanneer"), "{}", said(dir, "pl"));
    let pdf = std::fs::read(dir.join("reports/2023/voorbeeld/report.pl.pdf")).unwrap();
    assert!(String::from_utf8_lossy(&pdf).contains("/Lang(pl"), "a reader's voice is told the language");
    jaarlijn(dir, &["verify", "reports/2023/voorbeeld/report.pl.pdf"]).ends(0, &["same bytes"]);
    put(dir, "export.csv", registrations(2023, 30, 20));
    jaarlijn(dir, &["new", "nowa", "--language", "pl", "--from", "export.csv"]).ends(0, &["Written:"]);
    let draft = std::fs::read_to_string(dir.join("data/nowa/helpline.yaml")).unwrap();
    assert!(draft.starts_with("# yaml-language-server: $schema=../.schemas/helpline.json\n"), "{draft}");
    jaarlijn(dir, &["schema"]).ends(0, &["data/.schemas"]);
    let schema = std::fs::read_to_string(dir.join("data/.schemas/helpline.json")).unwrap();
    assert!(schema.contains("\"pl\""), "an editor knows the language");
}

#[test]
fn spanish_is_whole() {
    let dir = base();
    let dir = dir.path();
    put(dir, DATA, registrations(2023, 30, 20));
    in_languages(dir, "es");
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["published"]);
    let text = said(dir, "es");
    for words in ["Informe anual", "de 2023", "Cuándo"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    for dutch in ["Jaarverslag", "registraties", "Wanneer", "oproepen", "Provincie"] {
        assert!(!text.contains(dutch), "{dutch}: {text}");
    }
}
