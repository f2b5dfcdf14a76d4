//! A realistic report for tests of the templates: every kind of block, sign, column and row.

use super::model::{
    Attachment, Block, ChapterModel, ChartModel, ColumnModel, FigureModel, KeyPage, ReportModel, RowModel, TableModel,
    Tile,
};
use super::sample_charts as charts;
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
        synthetic: "Demonstratiegegevens: geen echte registraties".into(),
        date: (2024, 4, 15),
        words: super::words_nl(),
        key_page: key_page(),
        chapters: super::sample_chapters::chapters(),
        annex: vec![months(), hours(), municipalities()],
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

/// A table from rows written as `role|label|cell|cell…`; a label that begins with `>` is indented.
pub fn table(id: &str, caption: &str, corner: &str, columns: &[(&str, &str)], rows: &[&str]) -> TableModel {
    TableModel {
        id: id.into(),
        caption: caption.into(),
        corner: corner.into(),
        columns: columns.iter().map(|(l, r)| ColumnModel { label: (*l).into(), role: (*r).into() }).collect(),
        rows: rows
            .iter()
            .map(|row| {
                let mut parts = row.split('|').map(str::to_owned);
                let role = parts.next().unwrap_or_default();
                let label = parts.next().unwrap_or_default();
                let indent = label.starts_with('>');
                let label = label.trim_start_matches('>').to_owned();
                RowModel { label, role, indent, cells: parts.collect() }
            })
            .collect(),
        notes: Vec::new(),
        legend: Vec::new(),
        source: String::new(),
    }
}

/// A figure with its chart from `sample_charts`.
pub fn figure(id: &str, headline: &str, subtitle: &str, alt: &str, table: Option<TableModel>, annex: &str) -> Block {
    let height = charts::height(id);
    Block::Figure(Box::new(FigureModel {
        id: id.into(),
        headline: headline.into(),
        subtitle: subtitle.into(),
        chart: height.map(|height| ChartModel { path: format!("/charts/{id}.svg"), alt: alt.into(), width: 470.0, height }),
        notes: vec![],
        source: "Bron: registraties van 1712, 2017–2023".into(),
        table,
        annex_reference: annex.into(),
    }))
}

/// Groups digits in threes, as Dutch does.
pub fn nl(n: u32) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('.');
        }
        out.push(c);
    }
    out
}

const MONTHS: [&str; 12] = [
    "Januari", "Februari", "Maart", "April", "Mei", "Juni", "Juli", "Augustus", "September", "Oktober", "November",
    "December",
];

fn months() -> TableModel {
    let rows: Vec<String> = MONTHS
        .iter()
        .enumerate()
        .map(|(m, name)| {
            let cells: Vec<String> = (0..7u32)
                .map(|y| if y == 0 && m < 4 { "[x]".into() } else { nl(420 + y * 55 + (m as u32 * 37) % 120) })
                .collect();
            format!("body|{name}|{}", cells.join("|"))
        })
        .chain(["total|Totaal|5.122 [d]|6.018|6.604|7.831|8.702|9.044|9.424".to_owned()])
        .collect();
    let mut t = table("contacts-by-month", "Beantwoorde oproepen naar maand, 2017–2023", "Maand", &years(), &refs(&rows));
    t.legend = vec![("[d]".into(), "deel van het jaar".into()), ("[x]".into(), "niet beschikbaar".into())];
    t.source = "Bron: registraties van 1712, 2017–2023".into();
    t
}

fn refs(rows: &[String]) -> Vec<&str> {
    rows.iter().map(String::as_str).collect()
}

/// Seven years, the last the report year.
pub fn years() -> Vec<(&'static str, &'static str)> {
    vec![
        ("2017", "count"),
        ("2018", "count"),
        ("2019", "count"),
        ("2020", "count"),
        ("2021", "count"),
        ("2022", "count"),
        ("2023", "current"),
    ]
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
        "Aalst", "Antwerpen", "Beringen", "Beveren", "Bilzen-Hoeselt", "Brasschaat", "Brugge", "Deinze", "Dendermonde",
        "Genk", "Gent", "Geraardsbergen", "Halle", "Hasselt", "Heist-op-den-Berg", "Ieper", "Kortrijk", "Leuven", "Lier",
        "Lochristi",
    ];
    let mut rows = Vec::new();
    for (p, province) in ["Provincie Oost", "Provincie Midden", "Provincie West"].iter().enumerate() {
        rows.push(format!("group|{province}|||||"));
        for (i, name) in NAMES.iter().enumerate() {
            let n = 24 + ((i * 37 + p * 53) % 190) as u32;
            let first = if i % 6 == 2 { "[c]".to_owned() } else { nl(n - 12) };
            rows.push(format!("body|>{name}|{first}|{}|{}|{},{} %|+{},{}", nl(n - 5), nl(n), n / 19, n % 10, n % 8, n % 9));
        }
    }
    rows.push("unknown|Onbekend|214 [b]|230|251|2,7 %|+9,1".into());
    rows.push("total|Totaal|8.702|9.044|9.424|100 %|+4,2".into());
    let mut t = table(
        "contacts-by-municipality",
        "Beantwoorde oproepen naar gemeente van de contactnemer, 2021–2023",
        "Gemeente",
        &[("2021", "count"), ("2022", "count"), ("2023", "current"), ("Aandeel 2023", "derived"), ("Verandering (%)", "derived")],
        &refs(&rows),
    );
    t.notes = vec!["De gemeente wordt gevraagd sinds 2021 en is bij één op de dertig oproepen niet bekend.".into()];
    t.legend = vec![
        ("[b]".into(), "breuk in de reeks".into()),
        ("[c]".into(), "niet getoond, om personen te beschermen".into()),
    ];
    t.source = "Bron: registraties van 1712, 2021–2023".into();
    t
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
