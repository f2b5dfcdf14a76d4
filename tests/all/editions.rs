//! Editions: what was published stays known, and what changes is told cell by cell.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use super::support::{bare, base, copy, files, jaarlijn, put, repository};

const REPORT: &str = "reports/2023/voorbeeld";
const DATA: &str = "data/voorbeeld/registrations/2023.csv";

/// So many contacts by phone and chat, spread over months that have both.
pub fn registrations(year: i32, phone: usize, chat: usize) -> String {
    let mut text = "Nummer;Tijdstip;Kanaal;Provincie;Leeftijd\n".to_owned();
    let rows = (0..phone).map(|_| "Telefoon").chain((0..chat).map(|_| "Chat"));
    for (n, channel) in rows.enumerate() {
        let (month, day) = (3 + n % 10, 1 + n % 9);
        text.push_str(&format!("{year}-{n:03};{year}-{month:02}-0{day}T10:15;{channel};Antwerpen;30\n"));
    }
    text
}

fn workspace(phone: usize, chat: usize) -> tempfile::TempDir {
    let dir = base();
    put(dir.path(), DATA, registrations(2023, phone, chat));
    dir
}

pub fn date(dir: &Path, date: &str) {
    let path = dir.join("data/workspace.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    let lines =
        text.lines().map(|l| if l.starts_with("date:") { format!("date: {date}") } else { l.to_owned() });
    std::fs::write(&path, lines.collect::<Vec<_>>().join("\n")).unwrap();
}

fn read(dir: &Path, name: &str) -> Vec<u8> {
    std::fs::read(dir.join(REPORT).join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

fn manifest(dir: &Path) -> Value {
    serde_json::from_slice(&read(dir, "manifest.json")).unwrap()
}

/// Rows of a table of the report, by figure, measure, period and dimensions.
fn table(dir: &Path, name: &str) -> BTreeMap<String, Vec<String>> {
    let bytes = read(dir, name);
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let rows = reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect::<Vec<_>>());
    rows.map(|r| (format!("{} {} {} {}", r[0], r[1], r[4], r[5]), r[6..].to_vec())).collect()
}

/// All that stands below reports.
pub fn all(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let name = |p: &Path| p.strip_prefix(dir).unwrap().to_string_lossy().into_owned();
    files(&dir.join("reports")).iter().map(|p| (name(p), std::fs::read(p).unwrap())).collect()
}

#[test]
fn three_editions_one_after_the_other() {
    let dir = workspace(30, 20);
    let dir = dir.path();
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["new"]);
    let first = read(dir, "manifest.json");
    assert_eq!(manifest(dir)["edition"], 1);
    assert!(!dir.join(REPORT).join("corrections.csv").exists());

    // Five more by phone.
    put(dir, DATA, registrations(2023, 35, 20));
    jaarlijn(dir, &["build", "--check"]).ends(40, &["edition 2: figures changed: ", "contacts-by-channel"]);
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["D031", "set `date`"]);
    std::fs::remove_dir_all(dir.join("reports")).unwrap();
    std::fs::create_dir_all(dir.join(REPORT)).unwrap();
    std::fs::write(dir.join(REPORT).join("manifest.json"), &first).unwrap();
    date(dir, "2024-05-02");
    let said = jaarlijn(dir, &["build", "--publish"]);
    said.ends(0, &["edition 2: figures changed"]);
    assert!(!said.said().contains("D031"));
    let second = manifest(dir);
    assert_eq!((&second["edition"], &second["date"]), (&Value::from(2), &Value::from("2024-05-02")));
    assert_eq!(second["replaces"], serde_json::json!({ "edition": 1, "date": "2024-04-15" }));
    assert_eq!(read(dir, "edition-1.json"), first);
    let changes = table(dir, "corrections.csv");
    // before, after, difference, grade
    assert_eq!(changes["contacts-by-channel contacts 2023 channel=phone"][..4], ["30", "35", "5", "minor"]);
    assert_eq!(changes["contacts-per-year contacts 2023 "][..4], ["50", "55", "5", "minor"]);
    assert_eq!(
        changes["contacts-by-channel share 2023 channel=chat"][..4],
        ["40.0", "36.4", "-3.6", "minor"]
    );
    assert!(!changes.contains_key("contacts-by-channel contacts 2023 channel=chat"));
    let figures = table(dir, "figures.csv");
    let note = |cell: &str| figures[cell].last().unwrap().contains("revised");
    assert!(note("contacts-by-channel contacts 2023 channel=phone"));
    assert!(!note("contacts-by-channel contacts 2023 channel=chat"));

    // Three by chat remain: a number disappears, and no difference gives it away.
    put(dir, DATA, registrations(2023, 36, 3));
    date(dir, "2024-06-03");
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["edition 3"]);
    assert_eq!(manifest(dir)["replaces"], serde_json::json!({ "edition": 2, "date": "2024-05-02" }));
    assert_eq!(read(dir, "edition-1.json"), first);
    assert!(dir.join(REPORT).join("edition-2.json").exists());
    let changes = table(dir, "corrections.csv");
    assert_eq!(changes["contacts-by-channel contacts 2023 channel=chat"][..4], ["20", "hidden", "", "minor"]);

    // What the first edition printed is printed again: that is the fourth.
    put(dir, DATA, registrations(2023, 30, 20));
    date(dir, "2024-07-01");
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["edition 4"]);
    let changes = table(dir, "corrections.csv");
    assert_eq!(changes["contacts-by-channel contacts 2023 channel=chat"][..4], ["hidden", "20", "", "minor"]);
    // A number that no edition printed stays withheld where one withheld it.
    put(dir, DATA, registrations(2023, 38, 28));
    date(dir, "2024-08-01");
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["edition 5"]);
    let changes = table(dir, "corrections.csv");
    assert_eq!(changes["contacts-by-channel contacts 2023 channel=chat"][..4], ["20", "hidden", "", "minor"]);
}

#[test]
fn an_edition_that_stands_keeps_its_date_and_its_bytes() {
    let dir = workspace(30, 20);
    let dir = dir.path();
    jaarlijn(dir, &["build", "--publish"]);
    put(dir, DATA, registrations(2023, 35, 20));
    date(dir, "2024-05-02");
    jaarlijn(dir, &["build", "--publish"]);
    let published = all(dir);
    date(dir, "2024-08-01");
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["up to date", "edition of 2024-05-02"]);
    assert_eq!(all(dir), published);
    // Made again from nothing but the records, all of it is the same.
    for name in ["report.nl.pdf", "figures.csv", "tables.xlsx", "corrections.csv"] {
        std::fs::write(dir.join(REPORT).join(name), "damaged").unwrap();
    }
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["published", "is not what was published"]);
    assert_eq!(all(dir), published);
    jaarlijn(dir, &["verify", &format!("{REPORT}/report.nl.pdf")]).ends(0, &[]);
}

#[test]
fn diff_tells_what_a_build_would_change() {
    let dir = workspace(30, 20);
    let dir = dir.path();
    jaarlijn(dir, &["diff", "voorbeeld"]).ends(0, &["voorbeeld 2023: not published yet"]);
    jaarlijn(dir, &["build", "--publish"]);
    jaarlijn(dir, &["diff", "voorbeeld", "2023"]).ends(0, &["edition 1 stands; no figure changed"]);
    let before = all(dir);
    put(dir, DATA, registrations(2023, 40, 20));
    let texts = [
        "publishing would make edition 2, which replaces edition 1 of 2024-04-15",
        "contacts answered contact 2023 channel=phone: 30 → 40 (+10) serious",
        "registrations/2023.csv (changed)",
    ];
    jaarlijn(dir, &["diff", "voorbeeld"]).ends(0, &texts);
    let json: Value =
        serde_json::from_str(&jaarlijn(dir, &["diff", "voorbeeld", "--format", "json"]).out).unwrap();
    let changes = json["differences"][0]["revision"]["changes"].as_array().unwrap();
    let phone =
        changes.iter().find(|c| c["figure"] == "contacts-by-channel" && c["dimensions"] == "channel=phone");
    assert_eq!(phone.unwrap()["grade"], "serious");
    assert_eq!(json["exit"], 0);
    assert_eq!(all(dir), before, "diff writes nothing");
    jaarlijn(dir, &["diff", "voorbeelt"]).ends(2, &["did you mean `voorbeeld`?"]);
}

#[test]
fn nothing_new_is_made_when_nothing_new_is_said() {
    let dir = workspace(30, 20);
    let dir = dir.path();
    jaarlijn(dir, &["build", "--publish", "--jobs", "1"]);
    let published = all(dir);
    let text = registrations(2023, 30, 20);
    let mut lines: Vec<&str> = text.lines().skip(1).collect();
    lines.reverse();
    let reversed = format!("{}\r\n{}\r\n", text.lines().next().unwrap(), lines.join("\r\n"));
    let idle = |what: &str| {
        let said = jaarlijn(dir, &["build", "--publish", "--jobs", "8"]);
        assert!(said.code == 0 && said.out.contains("up to date"), "{what}: {}", said.said());
        assert_eq!(all(dir), published, "{what}");
        said
    };
    assert!(!idle("nothing").err.contains("reading"), "the record of the last build is not used");
    put(dir, DATA, &text);
    assert!(!idle("touched").err.contains("reading"), "times count");
    put(dir, DATA, &reversed);
    idle("rows in another order, with other ends");
    put(dir, DATA, format!("\u{feff}{text}"));
    idle("saved with a mark of its encoding");
    std::fs::remove_dir_all(dir.join(".jaarlijn-cache")).unwrap();
    idle("without a cache");
    for file in files(&dir.join(".jaarlijn-cache")) {
        let text = std::fs::read_to_string(&file).unwrap();
        std::fs::write(&file, text.replace("voorbeeld", "voorbeeldt")).unwrap();
    }
    idle("with a damaged cache");
    let there = tempfile::tempdir().unwrap();
    copy(dir, &there.path().join("elders"));
    let said = jaarlijn(&there.path().join("elders"), &["build", "--publish"]);
    assert!(said.out.contains("up to date") && !said.err.contains("reading"), "{}", said.said());
    // The record is not believed about files that are not there any more.
    std::fs::remove_file(dir.join(REPORT).join("report.nl.pdf")).unwrap();
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["published", "report.nl.pdf is not what was published"]);
    assert_eq!(all(dir), published);
}

#[test]
fn a_corrected_line_is_made_and_the_others_are_not() {
    let dir = workspace(30, 20);
    let dir = dir.path();
    copy(&repository().join("tests/base/data/voorbeeld"), &dir.join("data/tweede"));
    put(dir, "data/tweede/registrations/2023.csv", registrations(2023, 30, 20));
    jaarlijn(dir, &["build", "--publish"]);
    put(dir, "data/tweede/registrations/2023.csv", registrations(2023, 40, 20));
    let said = jaarlijn(dir, &["build", "--publish"]);
    let of = |line: &str| said.out.lines().find(|l| l.starts_with(line)).unwrap().to_owned();
    assert!(of("tweede").contains("edition 2"), "{}", said.said());
    assert!(of("voorbeeld").contains("up to date"), "{}", said.said());
    // Settings that reach the page make it anew, as the same edition.
    let path = dir.join("data/tweede/helpline.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("name: Voorbeeldlijn", "name: Tweede lijn")).unwrap();
    let said = jaarlijn(dir, &["build", "--publish"]);
    let of = |line: &str| said.out.lines().find(|l| l.starts_with(line)).unwrap().to_owned();
    assert!(of("tweede").contains("settings changed"), "{}", said.said());
    assert!(of("voorbeeld").contains("up to date"), "{}", said.said());
}

/// Contacts of a year in three provinces, so many of each, by phone and chat in turn, a third of them of minors.
pub fn provinces(year: i32, numbers: [usize; 3]) -> String {
    let mut text = "Nummer;Tijdstip;Kanaal;Provincie;Leeftijd\n".to_owned();
    let names = ["Antwerpen", "Limburg", ""];
    let all = names.iter().zip(numbers).flat_map(|(name, n)| (0..n).map(move |i| (*name, i)));
    for (n, (province, i)) in all.enumerate() {
        let channel = if i % 2 == 0 { "Telefoon" } else { "Chat" };
        let (month, day) = (3 + i % 5 * 2, 1 + i % 9);
        text.push_str(&format!(
            "{year}-{n:03};{year}-{month:02}-0{day}T10:15;{channel};{province};{}\n",
            if i % 3 == 0 { 15 } else { 30 }
        ));
    }
    text
}

#[test]
fn a_correction_of_a_few_waits_for_more() {
    let dir = bare();
    let dir = dir.path();
    put(dir, DATA, provinces(2023, [60, 50, 40]));
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["new"]);
    let published = all(dir);
    put(dir, DATA, provinces(2023, [58, 50, 40]));
    date(dir, "2024-06-03");
    let said = jaarlijn(dir, &["build", "--publish"]);
    said.ends(0, &["D004", "held back", "edition 1 of the report on 2023 stands"]);
    assert!(!said.said().contains("D030"));
    assert_eq!(all(dir), published, "nothing of it shows");
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["held back"]);
    jaarlijn(dir, &["audit"]).ends(0, &["0 broken"]);
    // With more of them it is published, and the attack on both editions finds nothing.
    put(dir, DATA, provinces(2023, [52, 44, 31]));
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["edition 2"]);
    assert_eq!(table(dir, "figures.csv")["contacts-per-year contacts 2023 "][0], "127");
    jaarlijn(dir, &["audit"]).ends(0, &["0 broken"]);
}

#[test]
fn a_correction_of_a_few_can_be_published() {
    let dir = base();
    let dir = dir.path();
    put(dir, DATA, provinces(2023, [60, 50, 40]));
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["new"]);
    put(dir, DATA, provinces(2023, [58, 50, 40]));
    date(dir, "2024-06-03");
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["edition 2"]);
    assert_eq!(table(dir, "figures.csv")["contacts-per-year contacts 2023 "][0], "148");
    jaarlijn(dir, &["audit"]).ends(0, &["0 broken"]);
}
