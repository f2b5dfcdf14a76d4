//! What is listed says nothing about who is counted, where a line does not tell zeros from small counts.

use std::collections::{BTreeMap, BTreeSet};

use super::demo::published_cells;
use super::support::{bare, jaarlijn, put};

/// Cells by figure, period and codes.
type Places = BTreeSet<(String, String, BTreeMap<String, String>)>;

/// All places of numbers of contacts in the report, when so many contacts by chat came from a third province, at
/// night.
fn listed(protection: &str, few: usize) -> Places {
    let dir = bare();
    let dir = dir.path();
    let codes = ["antwerpen, nl: Antwerpen", "limburg, nl: Limburg", "brussel, nl: Brussel"];
    let codes: String = codes.iter().map(|code| format!("  - {{id: {code}}}\n")).collect();
    put(dir, "data/codelists/province.yaml", format!("version: \"1\"\ncodes:\n{codes}"));
    let line = std::fs::read_to_string(dir.join("data/voorbeeld/helpline.yaml")).unwrap();
    let more = format!("{protection}crosses: [[province, age], [age, channel], [province, month]]\nfiles:");
    put(dir, "data/voorbeeld/helpline.yaml", line.replace("files:", &more));
    let mut text = "Nummer;Tijdstip;Kanaal;Provincie;Leeftijd\n".to_owned();
    for n in 0..700 {
        let (month, day, hour) = (1 + n % 12, 1 + n % 28, 9 + n % 8);
        let (province, age) = [("Antwerpen", 15), ("Limburg", 40), ("Antwerpen", 40)][n % 3];
        let at = format!("2023-{month:02}-{day:02}T{hour:02}:10");
        text.push_str(&format!("n{n};{at};Telefoon;{province};{age}\n"));
    }
    for n in 0..few {
        text.push_str(&format!("f{n};2023-05-0{}T03:10;Chat;Brussel;40\n", n + 1));
    }
    put(dir, "data/voorbeeld/registrations/2023.csv", text);
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["new"]);
    let cells = published_cells(&dir.join("reports/2023/voorbeeld"));
    cells
        .into_iter()
        .filter(|cell| cell.measure == "contacts")
        .map(|cell| (cell.figure, cell.period, cell.dims))
        .collect()
}

#[test]
fn who_has_none_is_listed_as_who_has_few_where_zeros_are_not_told() {
    let of = |places: &Places, dim: &str, code: &str| {
        places.iter().any(|(_, _, dims)| dims.get(dim).is_some_and(|c| c.starts_with(code)))
    };
    for protection in ["protection: {method: rounding}\n", "protection: {zeros: may_be_hidden}\n"] {
        let (none, few) = (listed(protection, 0), listed(protection, 2));
        assert!(of(&none, "province", "brussel") && of(&none, "channel", "chat") && of(&none, "hour", "00"));
        let other: Vec<_> = none.symmetric_difference(&few).collect();
        assert!(other.is_empty(), "{protection}{other:?}");
    }
    // Where a zero is printed as one, what nobody has is left out, and a withheld number is none.
    let (none, few) = (listed("", 0), listed("", 2));
    assert!(!of(&none, "province", "brussel") && of(&few, "province", "brussel"));
}
