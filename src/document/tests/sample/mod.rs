//! A realistic report for tests of the templates: every kind of block, sign, column and row.

mod annex;
mod chapters;
mod charts;
mod method;
mod parts;

use crate::document::model::{Attachment, KeyPage, ReportModel, Tile};
use std::collections::BTreeMap;

/// The model and the files that stand beside it.
pub fn report() -> (ReportModel, BTreeMap<String, Vec<u8>>) {
    let model = ReportModel {
        lang: "nl".into(),
        title: "Jaarverslag 2023 – 1712".into(),
        line: "1712".into(),
        year: "2023".into(),
        kind: "Jaarverslag".into(),
        about: "1712 is de gratis hulplijn voor iedereen die vragen heeft over geweld, misbruik en \
                kindermishandeling. Professionals beantwoorden oproepen per telefoon, e-mail en chat."
            .into(),
        operator: "Demonstratie Centra Algemeen Welzijnswerk en Vertrouwenscentra Kindermishandeling".into(),
        accent: "#1d4e6b".into(),
        status: "Voorlopige cijfers".into(),
        cut_off: "Registraties tot en met 31 december 2023".into(),
        edition: "Uitgave 1".into(),
        draft: String::new(),
        draft_short: String::new(),
        synthetic: "Demonstratiegegevens: geen echte registraties".into(),
        keyword: "jaarlijn:2023/1712/nl".into(),
        date: (2024, 4, 15),
        words: crate::document::words_nl(),
        logo: None,
        foreword: None,
        key_page: key_page(),
        chapters: chapters::chapters(),
        annex: annex::tables(),
        colophon: colophon(),
        reach_line: [
            "Bel gratis 1712",
            "Maandag tot en met vrijdag van 9 tot 17 uur",
            "Chat: maandag, woensdag en donderdag van 13 tot 20 uur",
            "E-mail en informatie: 1712.be",
        ]
        .map(Into::into)
        .to_vec(),
        attachments: vec![
            attachment("figures.csv", "text/csv", "Alle gepubliceerde cijfers van dit verslag"),
            attachment("codes.csv", "text/csv", "De codes van figures.csv met hun betekenis"),
            attachment("manifest.json", "application/json", "Invoer, versies en vingerafdrukken"),
        ],
    };
    (model, files())
}

fn attachment(name: &str, mime: &str, description: &str) -> Attachment {
    Attachment { name: name.into(), mime: mime.into(), description: description.into() }
}

fn files() -> BTreeMap<String, Vec<u8>> {
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    files.insert("figures.csv".into(), b"figure,measure,value\ncontacts-by-channel,contacts,9424\n".to_vec());
    files.insert("codes.csv".into(), b"dimension,code,label_nl\nchannel,chat,Chat\n".to_vec());
    files.insert("manifest.json".into(), b"{\"edition\":1}\n".to_vec());
    for (path, svg) in charts::all() {
        files.insert(path.to_owned(), svg.into_bytes());
    }
    files
}

fn key_page() -> KeyPage {
    let tile = |value: &str, label: &str, change: &str, direction: i8, spark: &[f64]| Tile {
        value: value.into(),
        label: label.into(),
        change: change.into(),
        direction,
        spark: spark.iter().map(|v| if *v < 0.0 { None } else { Some(*v) }).collect(),
        spark_from: "2017".into(),
        spark_to: "2023".into(),
    };
    KeyPage {
        title: "2023 in één oogopslag".into(),
        tiles: vec![
            tile("9.424 [p]", "beantwoorde oproepen", "+4,2 % tegenover 2022", 1, &[5122., 6018., 6604., 7831., 8702., 9044., 9424.]),
            tile("81,3 %", "van de inkomende oproepen beantwoord", "+1,6 procentpunt tegenover 2022", 1, &[74.1, 75.0, 76.2, 71.8, 77.5, 79.7, 81.3]),
            tile("6.870", "beantwoorde oproepen per telefoon", "−0,8 % tegenover 2022", -1, &[4322., 4818., 5104., 6031., 6702., 6925., 6870.]),
            tile("1.911", "beantwoorde oproepen per chat", "+24,1 % tegenover 2022", 1, &[-1., -1., 402., 880., 1212., 1540., 1911.]),
            tile("7.402", "mogelijke slachtoffers over wie contact was", "+2,0 % tegenover 2022", 1, &[4837., 5230., 5602., 6481., 6990., 7257., 7402.]),
            tile("41 sec.", "mediane wachttijd aan de telefoon", "gelijk aan 2022", 0, &[62., 58., 55., 71., 46., 41., 41.]),
            tile("58 %", "van de slachtoffers is minderjarig", "−1 procentpunt tegenover 2022", -1, &[61., 61., 60., 57., 58., 59., 58.]),
            tile("3.118", "oproepen met doorverwijzing", "+6,9 % tegenover 2022", 1, &[2011., 2205., 2390., 2501., 2760., 2917., 3118.]),
            tile("164.203", "bezoekers van de website", "", 0, &[-1., -1., -1., 98000., 120400., 151900., 164203.]),
        ],
        findings: vec![
            "Het aantal beantwoorde oproepen steeg voor het zesde jaar op rij, van 5.122 in 2017 tot 9.424 in 2023.".into(),
            "Eén op de vijf beantwoorde oproepen kwam binnen via de chat; in 2019, het startjaar van de chat, was dat 6 %.".into(),
            "Op maandag tussen 10 en 11 uur komen de meeste oproepen binnen; dan blijft 27 % van de oproepen onbeantwoord.".into(),
        ],
        legend: vec![("[p]".into(), "voorlopig cijfer".into())],
    }
}

fn colophon() -> Vec<(String, String)> {
    [
        ("Uitgever", "Demonstratie Jaarlijn"),
        ("Verantwoordelijke minister", "De minister bevoegd voor welzijn"),
        ("Uitgave", "Uitgave 1 van 15 april 2024. Een latere uitgave vervangt deze; wat veranderd is, staat erin vermeld."),
        ("Citeren als", "Demonstratie Jaarlijn (2024). Jaarverslag 2023 – 1712. Uitgave 1."),
        ("Gemaakt met", "Jaarlijn 0.1.0, Typst 0.15.1, ECharts 5.5.1"),
        ("Vingerafdruk van de invoer", "sha256: 5f2c 9a41 77e0 0b6d 1c38 e94a 2d57 80fb"),
    ]
    .map(|(k, v)| (k.to_owned(), v.to_owned()))
    .to_vec()
}
