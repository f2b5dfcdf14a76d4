//! `jaarlijn new` on exports that nobody described: the draft passes `check`, and with at most three edits it gives the
//! figures of a configuration that a person wrote. The exports are made here, in shapes that differ.

use std::fmt::Write as _;
use std::path::Path;

use tempfile::TempDir;

use super::support::{Run, jaarlijn, put, repository, skipped};

/// Numbers that look like chance and are the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }

    fn of<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        texts[self.below(texts.len() as u64) as usize]
    }
}

/// A moment of a year, and of no clock change.
fn moment(chance: &mut Chance, year: u32, at: u64, all: u64) -> (u32, u32, u32, u32, u32) {
    let day = at * 360 / all;
    (
        year,
        (day / 30) as u32 + 1,
        (day % 30 % 28) as u32 + 1,
        chance.below(15) as u32 + 8,
        chance.below(60) as u32,
    )
}

/// A folder with files of exports, and the draft of a line `lijn` made from them.
fn drafted(files: &[(&str, Vec<u8>)], language: &str) -> (TempDir, Run) {
    let dir = tempfile::tempdir().unwrap();
    let mut args = vec!["new", "lijn", "--language", language, "--root", "w", "--from"];
    let names: Vec<String> = files.iter().map(|(name, _)| format!("exports/{name}")).collect();
    for ((_, bytes), name) in files.iter().zip(&names) {
        put(dir.path(), name, bytes);
    }
    args.extend(names.iter().map(String::as_str));
    let run = jaarlijn(dir.path(), &args);
    (dir, run)
}

/// `check` finds no error.
#[track_caller]
fn passes(root: &Path) {
    let run = jaarlijn(root, &["check"]);
    assert!(run.code == 0 && !run.said().contains("error["), "{}\n{}", run.said(), draft(root));
}

fn draft(root: &Path) -> String {
    std::fs::read_to_string(root.join("data/lijn/helpline.yaml")).unwrap()
}

/// Replaces texts in files of the workspace; each is one edit of a person.
#[track_caller]
fn edit(root: &Path, edits: &[(&str, &str, &str)]) {
    assert!(edits.len() <= 3, "more than three edits");
    for (file, from, to) in edits {
        let path = root.join("data").join(file);
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(from.is_empty() || text.contains(from), "`{from}` is not in {file}:\n{text}");
        let new = if from.is_empty() { (*to).to_owned() } else { text.replacen(from, to, 1) };
        std::fs::write(path, new).unwrap();
    }
}

/// The figures of the draft are those of a workspace written by hand.
#[track_caller]
fn same_figures(root: &Path, by_hand: &[(&str, &str)], files: &[(&str, Vec<u8>)], years: &[&str]) {
    let hand = tempfile::tempdir().unwrap();
    for (path, text) in by_hand {
        put(hand.path(), &format!("data/{path}"), text);
    }
    for (name, bytes) in files {
        put(hand.path(), &format!("data/lijn/registrations/{name}"), bytes);
    }
    for folder in [root, hand.path()] {
        let run = jaarlijn(folder, &["build", "--publish"]);
        assert_eq!(run.code, 0, "{}\n{}", run.said(), draft(root));
    }
    for year in years {
        let figures = |root: &Path| {
            let text =
                std::fs::read_to_string(root.join(format!("reports/{year}/lijn/figures.csv"))).unwrap();
            text.lines().map(str::to_owned).collect::<Vec<_>>()
        };
        let (ours, theirs) = (figures(root), figures(hand.path()));
        let differ: Vec<String> = ours
            .iter()
            .filter(|line| !theirs.contains(line))
            .map(|line| format!("draft: {line}"))
            .chain(theirs.iter().filter(|line| !ours.contains(line)).map(|line| format!("hand:  {line}")))
            .take(30)
            .collect();
        assert!(differ.is_empty(), "{year}:\n{}\n{}", differ.join("\n"), draft(root));
        assert!(ours.len() > 50, "{year}: only {} figures", ours.len());
    }
}

/// Taken for a trait of contacts, such a column would make an answered contact of every attempt.
#[test]
fn one_word_for_a_missed_call_makes_a_status_an_outcome() {
    let mut chance = Chance(7);
    let mut text = String::from("Date;Canal;Résultat;Durée (s)\n");
    for at in 0..400 {
        let (year, month, day, hour, minute) = moment(&mut chance, 2023, at, 400);
        let result = chance.of(&["Entretien mené", "Entretien mené", "Raccroché", "Ligne occupée"]);
        let long =
            if result == "Entretien mené" { (chance.below(900) + 60).to_string() } else { String::new() };
        writeln!(text, "{year}-{month:02}-{day:02} {hour:02}:{minute:02};Téléphone;{result};{long}").unwrap();
    }
    let (dir, run) = drafted(&[("appels.csv", text.into_bytes())], "fr");
    assert_eq!(run.code, 0, "{}", run.said());
    let root = dir.path().join("w");
    let draft = draft(&root);
    assert!(draft.contains("outcome: {column: Résultat"), "{draft}");
    assert!(draft.contains("Raccroché: abandoned") && draft.contains("Ligne occupée: busy"), "{draft}");
    // Nobody told what the third text is: a guess would count attempts as conversations.
    assert!(draft.contains("these outcomes are not known: Entretien mené ("), "{draft}");
    assert!(!draft.contains("Entretien mené: answered"), "{draft}");
    let check = jaarlijn(&root, &["check"]);
    assert!(check.code != 0 && check.err.contains("error[V027]"), "{}", check.said());
    edit(&root, &[("lijn/helpline.yaml", "values: {", "values: {Entretien mené: answered, ")]);
    passes(&root);
}

/// A column of endings, in words that no lexicon has as a whole.
fn endings(texts: &[&str]) -> (TempDir, Run) {
    let mut chance = Chance(11);
    let mut text = String::from("Datum;Kanaal;Afloop gesprek;Thema\n");
    for at in 0..400 {
        let (year, month, day, hour, minute) = moment(&mut chance, 2023, at, 400);
        let (end, theme) = (chance.of(texts), chance.of(&["Relaties", "Geld"]));
        writeln!(text, "{year}-{month:02}-{day:02} {hour:02}:{minute:02};Telefoon;{end};{theme}").unwrap();
    }
    drafted(&[("oproepen.csv", text.into_bytes())], "nl")
}

#[test]
fn a_word_within_an_ending_makes_it_an_outcome() {
    let (dir, run) = endings(&["Gesprek afgerond", "Naar voicemail", "Afgebroken door beller"]);
    assert_eq!(run.code, 0, "{}", run.said());
    let root = dir.path().join("w");
    let draft = draft(&root);
    assert!(draft.contains("outcome: Afloop gesprek"), "{draft}");
    assert!(draft.contains("these outcomes are not known: "), "{draft}");
    let check = jaarlijn(&root, &["check"]);
    assert!(check.code != 0 && check.err.contains("error[V027]"), "{}", check.said());
    let values = "outcome: {column: Afloop gesprek, values: {Gesprek afgerond: answered, Naar voicemail: abandoned, \
                  Afgebroken door beller: abandoned}}";
    edit(&root, &[("lijn/helpline.yaml", "outcome: Afloop gesprek", values)]);
    passes(&root);
}

/// Without any sign it is a breakdown, as a form of conversations would have; the draft asks.
#[test]
fn endings_that_say_nothing_of_an_answer_are_asked_about() {
    let (dir, run) = endings(&["Type A", "Type B", "Type C"]);
    assert_eq!(run.code, 0, "{}", run.said());
    let root = dir.path().join("w");
    let told = draft(&root);
    assert!(told.contains("TO DO whether this column says if somebody answered"), "{told}");
    assert!(!told.contains("outcome: Afloop"), "{told}");
    let check = jaarlijn(&root, &["check"]);
    assert!(check.err.contains("C164"), "{}", check.said());
}

const WORKSPACE: &str = "publisher: lijn\ndate: 2025-01-01\nlanguages: [LANG]\nthreshold: 5\n";

/// Windows-1252 with semicolons, two years, a column that was renamed, answers in one cell, remarks.
fn semicolons() -> Vec<(&'static str, Vec<u8>)> {
    let mut chance = Chance(7);
    let mut files = Vec::new();
    for (name, year, day) in [("2023.csv", 2023, "Datum oproep"), ("2024.csv", 2024, "Datum van de oproep")] {
        let mut text = format!(
            "Registratienr;{day};Kanaal;Resultaat;Wachttijd (s);Gespreksduur (min);Geslacht;Leeftijd;Thema's;Privé;Opmerking\r\n"
        );
        for at in 0..600 {
            let (y, m, d, hour, minute) = moment(&mut chance, year, at, 600);
            let missed = chance.below(6) == 0;
            let (end, length) = if missed {
                ("Opgehangen", String::new())
            } else {
                ("Beantwoord", (chance.below(50) + 2).to_string())
            };
            let theme = chance.of(&[
                "Relatie",
                "Relatie|Geld",
                "Eenzaamheid",
                "Geld",
                "Eenzaamheid|Relatie|Gezondheid",
                "Gezondheid",
            ]);
            let (sex, age, theme) = if missed {
                ("", String::new(), "")
            } else {
                (
                    chance.of(&["Vrouw", "Man", "vrouw", "weet niet"]),
                    (chance.below(70) + 10).to_string(),
                    theme,
                )
            };
            let _ = write!(
                text,
                "R{year}-{at:05};{d:02}/{m:02}/{y} {hour:02}:{minute:02};{};{end};{};{length};{sex};{age};{theme};{};belde over zaak {at} à côté\r\n",
                chance.of(&["Telefoon", "Telefoon", "Chat", "E-mail"]),
                chance.below(90) + 8,
                if missed { "" } else { chance.of(&["Ja", "Nee"]) },
            );
        }
        files.push((name, encoding_rs::WINDOWS_1252.encode(&text).0.into_owned()));
    }
    files
}

#[test]
fn semicolons_in_windows_1252() {
    let files = semicolons();
    let (dir, run) = drafted(&files, "nl");
    run.ends(0, &["windows-1252", "Datum oproep, Datum van de oproep", "Opmerking"]);
    let root = dir.path().join("w");
    passes(&root);
    let text = draft(&root);
    assert!(text.contains("id: Registratienr"), "{text}");
    assert!(!text.contains("belde") && !run.said().contains("belde"), "a remark was repeated:\n{text}");
    let ages = "version: \"1\"\nordered: true\ncodes:\n  - {id: young, nl: Tot 25, from: 0, to: 24}\n  - {id: old, nl: Van 25, from: 25}\n";
    edit(&root, &[("codelists/age.yaml", "", ages)]);
    let by_hand = [
        ("workspace.yaml", WORKSPACE.replace("LANG", "nl")),
        ("codelists/age.yaml", ages.to_owned()),
        ("codelists/gender.yaml", "version: \"1\"\ncodes:\n  - {id: vrouw, nl: Vrouw}\n  - {id: man, nl: Man}\n".to_owned()),
        ("codelists/thema_s.yaml", "version: \"1\"\ncodes:\n  - {id: relatie, nl: Relatie}\n  - {id: geld, nl: Geld}\n  - {id: eenzaamheid, nl: Eenzaamheid}\n  - {id: gezondheid, nl: Gezondheid}\n".to_owned()),
        ("codelists/prive.yaml", "version: \"1\"\ncodes:\n  - {id: \"yes\", nl: Ja}\n  - {id: \"no\", nl: Nee}\n".to_owned()),
        ("lijn/helpline.yaml", "name: lijn\nyears: [2023, 2024]\nstages: [incoming, answered]\nunknown: [weet niet]\nchannels: {phone: {}, chat: {}, email: {}}\ndimensions:\n  gender: {}\n  age: {}\n  thema_s: {kind: multi, chapter: what, nl: Thema's}\n  prive: {chapter: what, nl: Privé}\nfiles:\n  - match: \"*.csv\"\n    encoding: windows-1252\n    delimiter: \";\"\n    columns:\n      id: Registratienr\n      at: {column: [Datum oproep, Datum van de oproep], format: \"%d/%m/%Y %H:%M\"}\n      channel: Kanaal\n      outcome: {column: Resultaat, values: {Beantwoord: answered, Opgehangen: abandoned}}\n      wait_s: {column: Wachttijd (s), unit: seconds}\n      duration_s: {column: Gespreksduur (min), unit: minutes}\n      gender: Geslacht\n      age: Leeftijd\n      thema_s: {column: Thema's, separator: \"|\"}\n      prive: Privé\n".to_owned()),
    ];
    let by_hand: Vec<(&str, &str)> = by_hand.iter().map(|(path, text)| (*path, text.as_str())).collect();
    same_figures(&root, &by_hand, &files, &["2023", "2024"]);
}

/// Parquet with columns of yes and no, a wait in milliseconds, and a key that nobody should count by.
fn parquet() -> Vec<u8> {
    use polars::prelude::{Column, DataFrame};
    let mut chance = Chance(11);
    let names = [
        "call_id",
        "call_start",
        "medium",
        "call_status",
        "wait_ms",
        "talk_seconds",
        "caller_gender",
        "age",
        "form_physical",
        "form_sexual",
        "form_economic",
    ];
    let mut rows: Vec<Vec<String>> = vec![Vec::new(); names.len()];
    for at in 0..900 {
        let (y, m, d, hour, minute) = moment(&mut chance, 2024, at, 900);
        let missed = chance.below(5) == 0;
        let cells = [
            format!("c{at:06}"),
            format!("{y}-{m:02}-{d:02}T{hour:02}:{minute:02}:00"),
            chance.of(&["phone", "phone", "chat"]).to_owned(),
            if missed { "NO ANSWER" } else { "ANSWERED" }.to_owned(),
            (chance.below(60_000) + 5_500).to_string(),
            if missed { String::new() } else { (chance.below(2400) + 60).to_string() },
            if missed { "" } else { chance.of(&["female", "male", "Female", "other"]) }.to_owned(),
            if missed { String::new() } else { (chance.below(80) + 8).to_string() },
            if missed { "" } else { chance.of(&["1", "0"]) }.to_owned(),
            if missed { "" } else { chance.of(&["1", "0", "0"]) }.to_owned(),
            if missed { "" } else { chance.of(&["1", "0", "0"]) }.to_owned(),
        ];
        rows.iter_mut().zip(cells).for_each(|(column, cell)| column.push(cell));
    }
    let columns: Vec<Column> =
        names.iter().zip(&rows).map(|(name, cells)| Column::new((*name).into(), cells)).collect();
    let mut frame = DataFrame::new(900, columns).unwrap();
    let mut bytes = Vec::new();
    polars_io::parquet::write::ParquetWriter::new(&mut bytes).finish(&mut frame).unwrap();
    bytes
}

#[test]
fn parquet_with_columns_of_yes_and_no() {
    let files = [("calls.parquet", parquet())];
    let (dir, run) = drafted(&files, "en");
    run.ends(0, &["Parquet", "3 columns of yes and no"]);
    let root = dir.path().join("w");
    passes(&root);
    let ages = "version: \"1\"\nordered: true\ncodes:\n  - {id: minor, en: Under 18, from: 0, to: 17}\n  - {id: adult, en: 18 and over, from: 18}\n";
    edit(&root, &[("codelists/age.yaml", "", ages)]);
    let by_hand = [
        ("workspace.yaml", WORKSPACE.replace("LANG", "en")),
        ("codelists/age.yaml", ages.to_owned()),
        ("codelists/gender.yaml", "version: \"1\"\ncodes:\n  - {id: female, en: Female}\n  - {id: male, en: Male}\n  - {id: other, en: Other, kind: other}\n".to_owned()),
        ("codelists/form.yaml", "version: \"1\"\ncodes:\n  - {id: physical, en: Physical}\n  - {id: sexual, en: Sexual}\n  - {id: economic, en: Economic}\n".to_owned()),
        ("lijn/helpline.yaml", "name: lijn\nyears: [2024]\nstages: [incoming, answered]\nchannels: {phone: {}, chat: {}}\ndimensions:\n  gender: {}\n  age: {}\n  form: {kind: multi, chapter: what, en: Form}\nfiles:\n  - match: \"*.parquet\"\n    columns:\n      id: call_id\n      at: call_start\n      channel: medium\n      outcome: {column: call_status, values: {ANSWERED: answered, NO ANSWER: abandoned}}\n      wait_s: {column: wait_ms, unit: milliseconds}\n      duration_s: {column: talk_seconds, unit: seconds}\n      gender: caller_gender\n      age: age\n      form: {yes_no: {physical: form_physical, sexual: form_sexual, economic: form_economic}, yes: [\"1\"], no: [\"0\"]}\n".to_owned()),
    ];
    let by_hand: Vec<(&str, &str)> = by_hand.iter().map(|(path, text)| (*path, text.as_str())).collect();
    same_figures(&root, &by_hand, &files, &["2024"]);
}

/// A workbook with titles above the header, real dates, a second worksheet, bands of ages, and days without hours.
fn workbook() -> Vec<u8> {
    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
    let mut chance = Chance(23);
    let mut book = Workbook::new();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    book.add_worksheet().set_name("Lisez-moi").unwrap().write(0, 0, "Export de la ligne").unwrap();
    let sheet = book.add_worksheet();
    sheet.set_name("Contacts").unwrap();
    sheet.write(0, 0, "Ligne d'écoute: contacts 2024").unwrap();
    sheet.write(1, 0, "Exporté par le système").unwrap();
    for (at, name) in ["N° contact", "Date de l'appel", "Canal", "Sexe", "Tranche d'âge", "Province", "Motif"]
        .iter()
        .enumerate()
    {
        sheet.write(3, at as u16, *name).unwrap();
    }
    for at in 0..500_u64 {
        let (y, m, d, ..) = moment(&mut chance, 2024, at, 500);
        let row = at as u32 + 4;
        sheet.write(row, 0, (10_000 + at) as f64).unwrap();
        let date = ExcelDateTime::from_ymd(y as u16, m as u8, d as u8).unwrap();
        sheet.write_with_format(row, 1, &date, &day).unwrap();
        sheet.write(row, 2, chance.of(&["Téléphone", "Tchat", "Courriel"])).unwrap();
        sheet.write(row, 3, chance.of(&["Femme", "Homme", "non précisé"])).unwrap();
        sheet.write(row, 4, chance.of(&["0-17", "18-29", "30-59", "60+"])).unwrap();
        sheet.write(row, 5, chance.of(&["Liège", "Hainaut", "LIEGE", "Namur "])).unwrap();
        sheet.write(row, 6, chance.of(&["Solitude", "Violence conjugale", "Autre"])).unwrap();
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_with_titles_above_its_header() {
    let files = [("contacts.xlsx", workbook())];
    let (dir, run) = drafted(&files, "fr");
    run.ends(0, &["worksheet `Contacts`", "header on line 4"]);
    let root = dir.path().join("w");
    passes(&root);
    let by_hand = [
        ("workspace.yaml", WORKSPACE.replace("LANG", "fr")),
        ("codelists/age.yaml", "version: \"1\"\nordered: true\ncodes:\n  - {id: 0_17, fr: 0-17}\n  - {id: 18_29, fr: 18-29}\n  - {id: 30_59, fr: 30-59}\n  - {id: \"60\", fr: 60+}\n".to_owned()),
        ("codelists/gender.yaml", "version: \"1\"\ncodes:\n  - {id: femme, fr: Femme}\n  - {id: homme, fr: Homme}\n".to_owned()),
        ("codelists/province.yaml", "version: \"1\"\ncodes:\n  - {id: liege, fr: Liège}\n  - {id: hainaut, fr: Hainaut}\n  - {id: namur, fr: Namur}\n".to_owned()),
        ("codelists/motif.yaml", "version: \"1\"\ncodes:\n  - {id: solitude, fr: Solitude}\n  - {id: violence_conjugale, fr: Violence conjugale}\n  - {id: other, fr: Autre, kind: other}\n".to_owned()),
        ("lijn/helpline.yaml", "name: lijn\nyears: [2024]\nunknown: [non précisé]\nchannels: {phone: {aliases: [Téléphone]}, chat: {aliases: [Tchat]}, email: {aliases: [Courriel]}}\ndimensions:\n  gender: {}\n  age: {}\n  province: {}\n  motif: {chapter: what, fr: Motif}\nfiles:\n  - match: \"*.xlsx\"\n    sheet: Contacts\n    columns:\n      id: N° contact\n      date: Date de l'appel\n      channel: Canal\n      gender: Sexe\n      age: Tranche d'âge\n      province: Province\n      motif: Motif\n".to_owned()),
    ];
    let by_hand: Vec<(&str, &str)> = by_hand.iter().map(|(path, text)| (*path, text.as_str())).collect();
    same_figures(&root, &by_hand, &files, &["2024"]);
}

/// Columns whose names have a meaning in figures already, or would make a figure that every line can have.
#[test]
fn columns_that_are_called_as_the_programs_own_get_other_names() {
    let mut chance = Chance(11);
    let mut text = "Nr;Datum;Stage;Hours;Line;Publication;Time until closed;Month and year\n".to_owned();
    for n in 0..600_u64 {
        let (year, month, day, hour, minute) = moment(&mut chance, 2023, n, 600);
        let words = [
            ["begin", "end"],
            ["day", "night"],
            ["green", "red"],
            ["paper", "radio"],
            ["short", "long"],
            ["a", "b"],
        ];
        let codes: Vec<&str> = words.iter().map(|two| chance.of(two)).collect();
        let at = format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}");
        writeln!(text, "{n};{at};{}", codes.join(";")).unwrap();
    }
    let (dir, run) = drafted(&[("calls.csv", text.into_bytes())], "en");
    run.ends(0, &[]);
    let root = dir.path().join("w");
    passes(&root);
    for column in ["Stage", "Hours", "Line", "Publication", "Time until closed"] {
        assert!(draft(&root).contains(column), "{column} is lost:\n{}", draft(&root));
    }
}

#[test]
fn a_new_delivery_changes_nothing_until_it_is_asked_for() {
    let files = semicolons();
    let (dir, run) = drafted(&files[..1], "nl");
    run.ends(0, &[]);
    let root = dir.path().join("w");
    let settings = "# By hand: keep this.\n".to_owned() + &draft(&root);
    put(&root, "data/lijn/helpline.yaml", &settings);
    put(&root, "data/workspace.yaml", WORKSPACE.replace("LANG", "nl"));
    put(dir.path(), "exports/2024.csv", &files[1].1);
    let new = ["new", "lijn", "--root", "w", "--from", "exports/2024.csv"];
    let told = jaarlijn(dir.path(), &new);
    told.ends(40, &["called `Datum van de oproep`", "`years`: 2024", "nothing was written"]);
    assert_eq!(draft(&root), settings);
    let mut update = new.to_vec();
    update.push("--update");
    jaarlijn(dir.path(), &update).ends(0, &["Added:"]);
    let text = draft(&root);
    assert!(text.starts_with("# By hand: keep this.\n") && text.contains("years: [2023, 2024]"), "{text}");
    assert!(text.contains("[Datum oproep, Datum van de oproep]"), "{text}");
    for line in settings.lines().filter(|line| line.trim_start().starts_with('#')) {
        assert!(text.contains(line), "`{line}` is gone");
    }
    passes(&root);
    jaarlijn(dir.path(), &new).ends(0, &["nothing to add"]);
}

#[test]
fn the_account_as_json_has_the_documented_fields() {
    let documented = std::fs::read_to_string(repository().join("src/cli/json.md")).unwrap();
    let (_, documented) = documented.split_once("\n`new` prints").unwrap();
    let fields = |of: &dyn Fn(&str) -> bool| -> Vec<String> {
        let lines = documented.lines().filter_map(|line| line.strip_prefix("| `")).filter(|line| of(line));
        lines.map(|line| line.split('`').next().unwrap().to_owned()).collect()
    };
    let all = fields(&|_| true);
    let files = semicolons();
    let dir = tempfile::tempdir().unwrap();
    files.iter().for_each(|(name, bytes)| put(dir.path(), &format!("exports/{name}"), bytes));
    let keys = |file: &str| -> Vec<String> {
        let from = format!("exports/{file}");
        let run = jaarlijn(dir.path(), &["new", "lijn", "--format", "json", "--root", "w", "--from", &from]);
        let value: serde_json::Value = serde_json::from_str(&run.out).expect(&run.out);
        assert_eq!(value["format"], 1);
        value.as_object().unwrap().keys().filter(|key| *key != "format").cloned().collect()
    };
    let (new, again) = (keys(files[0].0), keys(files[1].0));
    for key in new.iter().chain(&again) {
        assert!(all.contains(key), "`{key}` is not in src/cli/json.md");
    }
    for field in fields(&|line| !line.contains("of a line that is there")) {
        assert!(new.contains(&field), "`{field}` is documented and not there: {new:?}");
    }
    for field in fields(&|line| !line.contains("of a new line")) {
        assert!(again.contains(&field), "`{field}` is documented and not there: {again:?}");
    }
}

/// Everything in the folder `w`, with its bytes.
fn all_files(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let walk = walkdir::WalkDir::new(dir.join("w")).sort_by_file_name().into_iter().filter_map(Result::ok);
    let files = walk.filter(|e| e.file_type().is_file());
    files.map(|e| (e.path().display().to_string(), std::fs::read(e.path()).unwrap())).collect()
}

#[test]
fn what_is_no_export_is_refused_and_nothing_is_written() {
    let dir = tempfile::tempdir().unwrap();
    put(dir.path(), "good.csv", &semicolons()[0].1);
    put(dir.path(), "letter.csv", "Beste collega\nhierbij de cijfers\n");
    put(dir.path(), "nodate.csv", "Kanaal;Thema\nchat;a\nchat;b\nchat;a\n");
    put(dir.path(), "empty.csv", "");
    put(dir.path(), "picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0");
    put(dir.path(), "again/good.csv", &semicolons()[1].1);
    let new = |line: &str, from: &[&str], code: i32, texts: &[&str]| {
        let before = all_files(dir.path());
        let mut args = vec!["new", line, "--root", "w", "--from"];
        args.extend(from);
        let run = jaarlijn(dir.path(), &args);
        run.ends(code, texts);
        assert_eq!(all_files(dir.path()), before, "something was written:\n{}", run.said());
        assert!(!run.said().contains("collega"), "{}", run.said());
    };
    new("lijn", &["letter.csv"], 2, &["U011", "dates or moments"]);
    new("lijn", &["nodate.csv"], 2, &["U011", "dates or moments"]);
    new("lijn", &["empty.csv"], 10, &["empty"]);
    new("lijn", &["picture.csv"], 10, &["error["]);
    new("lijn", &["absent.csv"], 2, &["U010", "no such file"]);
    new("lijn", &["again"], 2, &["U010", "folder"]);
    new("lijn", &["good.csv", "good.csv"], 2, &["U010", "named twice"]);
    new("lijn", &["good.csv", "again/good.csv"], 2, &["U010", "same name"]);
    new("lijn", &["good.csv", "absent.csv", "good.csv"], 2, &["no such file", "named twice"]);
    for name in ["Lijn", "a b", "../x", "codelists", ""] {
        new(name, &["good.csv"], 2, &["U012", "folder"]);
    }
    jaarlijn(dir.path(), &["new", "lijn", "--root", "w", "--update", "--from", "good.csv"])
        .ends(2, &["U014"]);
    jaarlijn(dir.path(), &["new", "lijn", "--root", "w"]).ends(2, &["--from"]);
    jaarlijn(dir.path(), &["new", "lijn", "--root", "w", "--language", "xx", "--from", "good.csv"])
        .ends(2, &["U003"]);
    jaarlijn(dir.path(), &["new", "lijn", "--root", "w", "--from", "good.csv"]).ends(0, &["Next:"]);
    new("lijn", &["again/good.csv"], 2, &["another content"]);
}

/// The exports of the layouts of software, as if nobody knew them: the draft passes `check` at once.
#[test]
fn exports_of_software_in_use_give_drafts_without_an_error() {
    let folder = repository().join("tests/workspaces");
    let mut failed = Vec::new();
    let (mut tried, mut own_words) = (0, 0);
    for entry in std::fs::read_dir(folder).unwrap() {
        let from = entry.unwrap().path().join("data/line/registrations");
        if !from.is_dir() {
            continue;
        }
        let dir = tempfile::tempdir().unwrap();
        let files: Vec<String> =
            std::fs::read_dir(&from).unwrap().map(|e| e.unwrap().path().display().to_string()).collect();
        let mut args = vec!["new", "lijn", "--root", "w", "--from"];
        args.extend(files.iter().map(String::as_str));
        let run = jaarlijn(dir.path(), &args);
        tried += 1;
        let root = dir.path().join("w");
        let check = (run.code == 0).then(|| jaarlijn(&root, &["check"]));
        // Which of a centre's own words is a conversation only its people know: until they say so its rows are refused.
        let asked = run.code == 0 && draft(&root).contains("TO DO these outcomes are not known: ");
        own_words += u32::from(asked);
        let open = |said: &str| said.replace("error[V027]", "").replace("error[V092]", "").contains("error[");
        if check.as_ref().is_none_or(|c| open(&c.said()) || (c.code != 0 && !asked)) {
            failed.push(format!(
                "{}:\n{}{}",
                from.display(),
                run.said(),
                check.map(|c| c.said()).unwrap_or_default()
            ));
        }
    }
    assert!(tried >= 19, "only {tried} layouts were tried");
    assert!(own_words <= 3, "{own_words} layouts have outcomes that are not known");
    assert!(failed.is_empty(), "{} of {tried}:\n{}", failed.len(), failed.join("\n"));
}

#[test]
fn real_registrations_of_linea_144() {
    let beside = repository().join("../shared/realdata/linea144");
    let named = std::env::var_os("JAARLIJN_REALDATA").map(|dir| Path::new(&dir).join("linea144"));
    let folder = named.unwrap_or(beside);
    if !folder.is_dir() {
        return skipped("the files of Línea 144 are not there; JAARLIJN_REALDATA can name their folder");
    }
    let dir = tempfile::tempdir().unwrap();
    let csv = |path: &Path| path.extension().is_some_and(|end| end == "csv");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).filter(|p| csv(p)).collect();
    files.sort();
    let files: Vec<String> = files.iter().map(|p| p.display().to_string()).collect();
    let mut args = vec!["new", "lijn", "--root", "w", "--from"];
    args.extend(files.iter().map(String::as_str));
    jaarlijn(dir.path(), &args).ends(0, &["4 files, 89,54"]);
    passes(&dir.path().join("w"));
}
