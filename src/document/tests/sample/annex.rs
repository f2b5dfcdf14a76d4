//! The tables of the sample's annex: twelve months, twenty-four hours, sixty municipalities.

use super::parts::{nl, table, years};
use crate::document::model::TableModel;

/// In printing order.
pub fn tables() -> Vec<TableModel> {
    vec![months(), hours(), municipalities()]
}

const MONTHS: [&str; 12] = [
    "Januari",
    "Februari",
    "Maart",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Augustus",
    "September",
    "Oktober",
    "November",
    "December",
];

fn months() -> TableModel {
    let rows: Vec<String> = MONTHS
        .iter()
        .enumerate()
        .map(|(m, name)| {
            let cells: Vec<String> = (0..7u32)
                .map(
                    |y| if y == 0 && m < 4 { "[x]".into() } else { nl(420 + y * 55 + (m as u32 * 37) % 120) },
                )
                .collect();
            format!("body|{name}|{}", cells.join("|"))
        })
        .chain(["total|Totaal|5.122 [d]|6.018|6.604|7.831|8.702|9.044|9.424".to_owned()])
        .collect();
    let mut t = table(
        "contacts-by-month",
        "Beantwoorde oproepen naar maand, 2017–2023",
        "Maand",
        &years(),
        &refs(&rows),
    );
    t.legend = vec![("[d]".into(), "deel van het jaar".into()), ("[x]".into(), "niet beschikbaar".into())];
    t.source = "Bron: registraties van 1712, 2017–2023".into();
    t
}

fn refs(rows: &[String]) -> Vec<&str> {
    rows.iter().map(String::as_str).collect()
}

fn hours() -> TableModel {
    const DAYS: [&str; 7] = ["Maandag", "Dinsdag", "Woensdag", "Donderdag", "Vrijdag", "Zaterdag", "Zondag"];
    let labels: Vec<String> = (0..24).map(|h| format!("{h} u.")).collect();
    let columns: Vec<(&str, &str)> = labels.iter().map(|l| (l.as_str(), "count")).collect();
    let rows: Vec<String> = DAYS
        .iter()
        .enumerate()
        .map(|(d, day)| {
            let cells: Vec<String> = (0..24u32)
                .map(|h| match (d, h) {
                    (5 | 6, _) | (_, 0..=6) => "[c]".into(),
                    (_, 9..=16) => nl(190 - (h * 13 + d as u32 * 7) % 90),
                    _ => nl(9 + (h * 5 + d as u32) % 31),
                })
                .collect();
            format!("body|{day}|{}", cells.join("|"))
        })
        .chain([format!("total|Totaal|{}", (0..24).map(|h| nl(90 + h * 41)).collect::<Vec<_>>().join("|"))])
        .collect();
    let mut t = table(
        "contacts-by-hour",
        "Inkomende oproepen per telefoon naar weekdag en beginuur, 2023",
        "Weekdag",
        &columns,
        &refs(&rows),
    );
    t.legend = vec![("[c]".into(), "niet getoond, om personen te beschermen".into())];
    t.source = "Bron: registraties van 1712, 2023".into();
    t
}

fn municipalities() -> TableModel {
    const NAMES: [&str; 20] = [
        "Aalst",
        "Antwerpen",
        "Beringen",
        "Beveren",
        "Bilzen-Hoeselt",
        "Brasschaat",
        "Brugge",
        "Deinze",
        "Dendermonde",
        "Genk",
        "Gent",
        "Geraardsbergen",
        "Halle",
        "Hasselt",
        "Heist-op-den-Berg",
        "Ieper",
        "Kortrijk",
        "Leuven",
        "Lier",
        "Lochristi",
    ];
    let mut rows = Vec::new();
    for (p, province) in ["Provincie Oost", "Provincie Midden", "Provincie West"].iter().enumerate() {
        rows.push(format!("group|{province}|||||"));
        for (i, name) in NAMES.iter().enumerate() {
            let n = 24 + ((i * 37 + p * 53) % 190) as u32;
            let first = if i % 6 == 2 { "[c]".to_owned() } else { nl(n - 12) };
            rows.push(format!(
                "body|>{name}|{first}|{}|{}|{},{} %|+{},{}",
                nl(n - 5),
                nl(n),
                n / 19,
                n % 10,
                n % 8,
                n % 9
            ));
        }
    }
    rows.push("unknown|Onbekend|214 [b]|230|251|2,7 %|+9,1".into());
    rows.push("total|Totaal|8.702|9.044|9.424|100 %|+4,2".into());
    let mut t = table(
        "contacts-by-municipality",
        "Beantwoorde oproepen naar gemeente van de contactnemer, 2021–2023",
        "Gemeente",
        &[
            ("2021", "count"),
            ("2022", "count"),
            ("2023", "current"),
            ("Aandeel 2023", "derived"),
            ("Verandering (%)", "derived"),
        ],
        &refs(&rows),
    );
    t.notes =
        vec!["De gemeente wordt gevraagd sinds 2021 en is bij één op de dertig oproepen niet bekend.".into()];
    t.legend = vec![
        ("[b]".into(), "breuk in de reeks".into()),
        ("[c]".into(), "niet getoond, om personen te beschermen".into()),
    ];
    t.source = "Bron: registraties van 1712, 2021–2023".into();
    t
}
