//! Corrections of single registrations: the deliveries stay, the sum is told, and what does not fit is found.

use std::path::Path;

use hayro_syntax::Pdf;
use serde_json::Value;

use super::pdf_text::words;
use super::support::{base, jaarlijn, put};

const HEAD: &str = "id,action,reason,author,date,at,channel,province,age\n";
const FILE: &str = "data/voorbeeld/corrections/2024.csv";
const DATA: &str = "data/voorbeeld/registrations/2023.csv";

/// Thirty contacts by phone, `r00` to `r29`, and twenty by chat, `r30` to `r49`.
fn workspace() -> tempfile::TempDir {
    let dir = base();
    let mut text = "Nummer;Tijdstip;Kanaal;Provincie;Leeftijd\n".to_owned();
    for n in 0..50 {
        let channel = if n < 30 { "Telefoon" } else { "Chat" };
        text.push_str(&format!(
            "r{n:02};2023-{:02}-0{}T10:15;{channel};Antwerpen;30\n",
            3 + n % 10,
            1 + n % 9
        ));
    }
    put(dir.path(), DATA, text);
    dir
}

fn manifest(dir: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(dir.join("reports/2023/voorbeeld/manifest.json")).unwrap()).unwrap()
}

/// Contacts by phone and by chat, as published.
fn channels(manifest: &Value) -> (String, String) {
    let of = |channel: &str| {
        let cell = manifest["cells"].as_array().unwrap().iter().find(|c| {
            c["figure"] == "contacts-by-channel" && c["measure"] == "contacts" && c["dimensions"] == channel
        });
        cell.unwrap()["value"].as_str().unwrap().to_owned()
    };
    (of("channel=phone"), of("channel=chat"))
}

#[test]
fn registrations_are_replaced_added_and_withdrawn() {
    let dir = workspace();
    let dir = dir.path();
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["50 → 50"]);
    assert_eq!(channels(&manifest(dir)), ("30".to_owned(), "20".to_owned()));
    let delivered = std::fs::read(dir.join(DATA)).unwrap();
    // 30 - 2 withdrawn - 1 replaced + 9 added; 20 + 1 replaced.
    let added: String = (1..=9)
        .map(|n| format!("n{n},add,Vergeten blad,A,2024-05-02,2023-04-03T1{n}:00,Telefoon,Antwerpen,30\n"))
        .collect();
    let rows = "r00,withdraw,Dubbel geregistreerd,A,2024-05-01,,,,\n\
                r01,withdraw,Dubbel geregistreerd,A,2024-05-01,,,,\n\
                r02,replace,Verkeerd kanaal,A,2024-05-01,,Chat,,\n";
    put(dir, FILE, format!("{HEAD}{rows}{added}"));
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["59 → 57", "edition 2"]);
    let report = std::fs::read(dir.join("reports/2023/voorbeeld/report.nl.pdf")).unwrap();
    let said = words(&Pdf::new(report).unwrap());
    assert!(said.contains("Correcties") && !said.contains('{'), "a place is left unfilled");
    let record = manifest(dir);
    assert_eq!(channels(&record), ("36".to_owned(), "21".to_owned()));
    let reasons = serde_json::json!(["Dubbel geregistreerd", "Vergeten blad", "Verkeerd kanaal"]);
    assert_eq!(record["reasons"], reasons);
    let excluded: u64 =
        record["rows"]["excluded"].as_object().unwrap().values().map(|n| n.as_u64().unwrap()).sum();
    assert_eq!(
        (record["rows"]["read"].as_u64(), record["rows"]["used"].as_u64(), excluded),
        (Some(59), Some(57), 2)
    );
    assert!(record["inputs"].as_array().unwrap().iter().any(|i| i["path"] == FILE));
    assert_eq!(std::fs::read(dir.join(DATA)).unwrap(), delivered, "the delivery stays as it is");
    // Taken away, the first figures are back: as a third edition.
    std::fs::remove_file(dir.join(FILE)).unwrap();
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["edition 3"]);
    assert_eq!(channels(&manifest(dir)), ("30".to_owned(), "20".to_owned()));
}

#[test]
fn what_does_not_fit_is_found_with_its_line() {
    let dir = workspace();
    let dir = dir.path();
    let rows = "zz,withdraw,Onbekend,A,2024-05-01,,,,\n\
                r00,withdraw,Dubbel,A,2024-05-01,,,,\n\
                r00,replace,Dubbel,A,2024-05-01,,Chat,,\n\
                r31,replace,Al zo,A,2024-05-01,,Chat,,\n\
                r05,add,Al geleverd,A,2024-05-01,2023-04-03T11:00,Chat,,\n\
                r06,vervang,Fout,A,2024-05-01,,Chat,,\n\
                r07,replace,,A,2024-05-01,,Chat,,\n\
                r08,replace,Reden,A,1 mei,,Chat,,\n";
    put(dir, FILE, format!("{HEAD}{rows}"));
    let said = jaarlijn(dir, &["check"]);
    let texts = [
        "error[V062] data/voorbeeld/corrections/2024.csv:2: no registration has the id",
        "error[V061] data/voorbeeld/corrections/2024.csv:4: another correction names the same id",
        "warning[V063] data/voorbeeld/corrections/2024.csv:5: the registration already says",
        "warning[V063] data/voorbeeld/corrections/2024.csv:6: a delivery has the registration",
        "error[V061] data/voorbeeld/corrections/2024.csv:7: `action` is none of replace, add and withdraw",
        "error[V061] data/voorbeeld/corrections/2024.csv:8: there is no `reason`",
        "error[V061] data/voorbeeld/corrections/2024.csv:9: `date` is no day",
        "50 → 49",
    ];
    said.ends(10, &texts);
}

#[test]
fn a_file_of_corrections_that_cannot_be_read_stops_its_line() {
    let dir = workspace();
    let dir = dir.path();
    put(dir, FILE, "id,action,reason,author,date,kanal\nr00,replace,Reden,A,2024-05-01,Chat\n");
    jaarlijn(dir, &["check"]).ends(10, &["V060", "column `kanal` is no target of this line's mapping"]);
    put(dir, FILE, "id,action,reason,author\nr00,withdraw,Reden,A\n");
    jaarlijn(dir, &["check"]).ends(10, &["V060", "there is no column `date`"]);
}

#[test]
fn a_line_without_ids_is_told_to_deliver_anew() {
    let dir = workspace();
    let dir = dir.path();
    let path = dir.join("data/voorbeeld/helpline.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("      id: Nummer\n", "")).unwrap();
    put(dir, FILE, format!("{HEAD}r00,withdraw,Dubbel,A,2024-05-01,,,,\n"));
    jaarlijn(dir, &["check"]).ends(10, &["V060", "this line registers no ids", "new delivery"]);
}
