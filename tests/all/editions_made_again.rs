//! A corrected edition can be made again from nothing but what stands published.

use std::path::Path;

use serde_json::Value;

use super::editions::{all, date};
use super::support::{base, jaarlijn, put, repository};

const DATA: &str = "data/voorbeeld/registrations/2023.csv";
const REPORT: &str = "reports/2023/voorbeeld";

/// So many contacts of each province and age; the first ones of `r0` are of Antwerp and minors.
const CONTACTS: [(&str, u32, usize); 6] = [
    ("Antwerpen", 15, 10),
    ("Antwerpen", 30, 40),
    ("Limburg", 15, 30),
    ("Limburg", 30, 50),
    ("", 15, 25),
    ("", 30, 60),
];

fn workspace() -> tempfile::TempDir {
    let dir = base();
    let line = dir.path().join("data/voorbeeld/helpline.yaml");
    let text = std::fs::read_to_string(&line).unwrap();
    std::fs::write(&line, text.replace("files:", "crosses:\n  - [province, age]\nfiles:")).unwrap();
    let mut text = "Nummer;Tijdstip;Kanaal;Provincie;Leeftijd\n".to_owned();
    let all = CONTACTS.iter().flat_map(|(province, age, n)| (0..*n).map(move |i| (province, age, i)));
    for (n, (province, age, i)) in all.enumerate() {
        let (month, day) = (1 + i % 2, 1 + i % 9);
        text.push_str(&format!("r{n};2023-0{month}-0{day}T10:15;Telefoon;{province};{age}\n"));
    }
    put(dir.path(), DATA, text);
    dir
}

/// Withdraws registrations, and gives a new date.
fn withdraw(dir: &Path, ids: impl Iterator<Item = usize>) {
    let rows: String = ids.map(|n| format!("r{n},withdraw,Dubbel geregistreerd,A,2024-05-01\n")).collect();
    put(dir, "data/voorbeeld/corrections/2024.csv", format!("id,action,reason,author,date\n{rows}"));
    date(dir, "2024-06-03");
}

fn manifest(dir: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(dir.join(REPORT).join("manifest.json")).unwrap()).unwrap()
}

#[test]
fn a_second_edition_is_made_again_without_a_cache() {
    let dir = workspace();
    let dir = dir.path();
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["new"]);
    // Of all provinces and ages some, of one so many that few are left.
    withdraw(dir, (0..7).chain((10..215).step_by(9)));
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["edition 2"]);
    let second = manifest(dir);
    let published = all(dir);
    jaarlijn(dir, &["audit"]).ends(0, &["0 broken"]);
    // Numbers that the first edition printed and that did not change are withheld now: no reader knows that.
    let first: Value =
        serde_json::from_slice(&std::fs::read(dir.join(REPORT).join("edition-1.json")).unwrap()).unwrap();
    let hidden =
        |m: &Value| m["cells"].as_array().unwrap().iter().filter(|c| c["conf_status"] == "C").count();
    assert!(hidden(&second) > hidden(&first));

    std::fs::remove_dir_all(dir.join(".jaarlijn-cache")).unwrap();
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["up to date"]);
    assert_eq!(all(dir), published);
    std::fs::remove_dir_all(dir.join(".jaarlijn-cache")).unwrap();
    jaarlijn(dir, &["verify", &format!("{REPORT}/report.nl.pdf")]).ends(0, &["same"]);

    let template = std::fs::read_to_string(repository().join("templates/report.typ")).unwrap();
    put(dir, "templates/report.typ", format!("{template}\n// other words\n"));
    // The pages are the same bytes; only the record says of what they were made.
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["up to date"]);
    let again = manifest(dir);
    assert_eq!((&again["edition"], &again["cells"]), (&second["edition"], &second["cells"]));
    assert_ne!(all(dir), published, "made of another template");
    std::fs::remove_dir_all(dir.join(".jaarlijn-cache")).unwrap();
    jaarlijn(dir, &["verify", &format!("{REPORT}/report.nl.pdf")]).ends(0, &["same"]);
    jaarlijn(dir, &["audit"]).ends(0, &["0 broken"]);
}
