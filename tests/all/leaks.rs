//! Recognisable numbers and words are planted in the registrations, and everything that the program writes
//! is searched for those that must not leave the building: every file, decompressed, and all it says.
//!
//! The threshold is high, so that numbers of three digits are small ones and can be told from others.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use hayro_syntax::Pdf;

use super::html::elements;
use super::support::{files, jaarlijn, put};
use super::{pdf, pdf_text};

/// Counts below this are hidden.
const THRESHOLD: usize = 1000;
/// What stands in columns and rows that are not published.
const SECRETS: [&str; 5] = ["ZKXQ", "Vrijetekstgeheim", "Verborgenstad", "Sleutelwoord", "0477-99"];

/// A registration, as the test counts it.
struct Row {
    period: String,
    province: &'static str,
    age: &'static str,
    channel: &'static str,
}

/// Contacts by province, of minors on the phone and in the chat, of adults on the phone and in the chat.
const PLAN: [(&str, [usize; 4]); 4] = [
    ("antwerpen", [487, 233, 4461, 3277]),
    ("limburg", [319, 189, 3353, 2591]),
    ("gent", [6841, 5323, 9929, 8117]),
    ("brussel", [7717, 6029, 8893, 9241]),
];

fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    for (year, more) in [(2022, 0), (2023, 37)] {
        for (province, plan) in PLAN {
            let kinds = [("minor", "phone"), ("minor", "chat"), ("adult", "phone"), ("adult", "chat")];
            for ((age, channel), n) in kinds.into_iter().zip(plan) {
                for i in 0..n + more {
                    let period = format!("{year}-{:02}", i % 12 + 1);
                    rows.push(Row { period, province, age, channel });
                }
            }
        }
    }
    rows
}

fn workspace(protection: &str) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let settings = format!(
        "publisher: Proef\ndate: 2024-04-15\nyears: [2022, 2023]\nlanguages: [nl]\nthreshold: {THRESHOLD}\n{protection}"
    );
    put(dir.path(), "data/workspace.yaml", settings);
    let provinces: String =
        PLAN.iter().map(|(p, _)| format!("  - {{id: {p}, nl: Provincie {p}}}\n")).collect();
    put(dir.path(), "data/codelists/province.yaml", format!("version: \"1\"\ncodes:\n{provinces}"));
    let ages = "version: \"1\"\nordered: true\ncodes:\n  - {id: minor, nl: Jong, from: 0, to: 17}
  - {id: adult, nl: Oud, from: 18, to: 120}\n";
    put(dir.path(), "data/codelists/age.yaml", ages);
    let line = "name: Proeflijn\nsince: 2021-01-01\nchannels:\n  phone: {since: 2021-01-01}\n  chat: {since: 2021-01-01}
dimensions:\n  province: {strict: true}\n  age: {}\ncrosses: [[province, age], [age, channel], [province, month]]\nfiles:\n  - match: \"*.csv\"\n    columns:\n      id: Nummer\n      at: Tijdstip
      channel: Kanaal\n      province: Provincie\n      age: Leeftijd\n";
    put(dir.path(), "data/proef/helpline.yaml", line);
    let mut text = "Nummer;Tijdstip;Kanaal;Provincie;Leeftijd;Verhaal;Nummer van de beller\n".to_owned();
    for (i, row) in rows().iter().enumerate() {
        let age = if row.age == "minor" { 12 } else { 40 };
        let channel = if row.channel == "phone" { "Telefoon" } else { "Chat" };
        let (month, province) = (&row.period, row.province);
        text.push_str(&format!(
            "ZKXQ{i};{month}-{:02}T10:{:02};{channel};{province};{age};Vrijetekstgeheim {i};0477-99{i}\n",
            i % 28 + 1,
            i % 60
        ));
    }
    text.push_str("ZKXQa;2023-05-05T10:00;Telefoon;Verborgenstad;12;Vrijetekstgeheim;0477-990\n");
    text.push_str("ZKXQb;2023-13-45T10:00;Telefoon;gent;12;Sleutelwoord;0477-991\n");
    put(dir.path(), "data/proef/registrations/alles.csv", text);
    dir
}

/// The ways in which a number is written.
fn written(n: usize) -> Vec<String> {
    let mut all = vec![n.to_string()];
    let apart = [".", " ", ",", "'", "\u{a0}", "\u{202f}", "\u{2009}", "\\u00a0", "\\u202f"];
    all.extend(apart.iter().filter(|_| n >= 1000).map(|s| format!("{}{s}{:03}", n / 1000, n % 1000)));
    all
}

/// Whether a text holds a number that is not a part of a longer one or of a name.
pub(super) fn holds(text: &str, n: usize) -> bool {
    let inside = |there: &mut dyn Iterator<Item = char>| match there.next() {
        Some('.' | ',' | '\u{a0}' | '\u{202f}') => there.next().is_some_and(|c| c.is_ascii_digit()),
        near => near.is_some_and(|c| c.is_ascii_alphanumeric()),
    };
    written(n).iter().any(|form| {
        text.match_indices(form.as_str()).any(|(at, _)| {
            !inside(&mut text[..at].chars().rev()) && !inside(&mut text[at + form.len()..].chars())
        })
    })
}

/// An XML file without its tags: cells and words, and no row numbers.
fn untagged(xml: &str) -> String {
    xml.split('<')
        .map(|part| part.split_once('>').map_or(part, |(_, text)| text))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Attributes that say where something is drawn and how large; the form of a chart is that of the PDF.
const DRAWN: [&str; 24] = [
    "d",
    "x",
    "y",
    "x1",
    "x2",
    "y1",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "width",
    "height",
    "points",
    "transform",
    "viewBox",
    "font-size",
    "stroke-width",
    "stroke-dasharray",
    "fill-opacity",
    "stroke-opacity",
    "opacity",
    "src",
];

/// A page without its markup: all that it says, in its texts, its alternatives and every attribute but those of drawing.
fn told(html: &str) -> String {
    let all = elements(html);
    let attributes = all.iter().flat_map(|e| &e.attributes).filter(|(key, _)| !DRAWN.contains(&key.as_str()));
    let said = attributes.map(|(_, value)| value.as_str());
    // Each text once: with its own element, where it is not that of elements in it.
    let ends = [
        "td", "th", "p", "li", "dd", "dt", "h1", "h2", "h3", "text", "tspan", "caption", "a", "span", "title",
    ];
    let texts = all.iter().filter(|e| ends.contains(&e.name.as_str())).map(|e| e.text.as_str());
    said.chain(texts).collect::<Vec<_>>().join("\n")
}

/// Everything in a file: as texts, in which numbers are sought, and as bytes, in which words are.
pub(super) fn contents(path: &Path) -> (Vec<(String, String)>, Vec<Vec<u8>>) {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let bytes = std::fs::read(path).unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    match path.extension().and_then(|e| e.to_str()) {
        Some("pdf") => {
            let open = Pdf::new(bytes.clone()).unwrap();
            let mut texts = vec![
                (format!("{name} pages"), pdf_text::words(&open)),
                (format!("{name} strings"), pdf_text::strings(&open)),
            ];
            let attached = pdf::attachments(bytes.clone());
            texts.extend(attached.iter().map(|(file, bytes)| (format!("{name} {file}"), text(bytes))));
            let streams = pdf_text::streams(&open);
            let metadata = streams.iter().filter(|s| s.starts_with(b"<?xpacket"));
            texts.extend(metadata.map(|s| (format!("{name} metadata"), text(s))));
            (texts, streams.into_iter().chain([bytes]).collect())
        }
        Some("xlsx") => {
            let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
            let (mut texts, mut raw) = (Vec::new(), vec![bytes.clone()]);
            for at in 0..archive.len() {
                let mut file = archive.by_index(at).unwrap();
                let mut inside = String::new();
                std::io::Read::read_to_string(&mut file, &mut inside).unwrap();
                raw.push(inside.clone().into_bytes());
                texts.push((format!("{name} {}", file.name().unwrap()), untagged(&inside)));
            }
            (texts, raw)
        }
        Some("html") => (vec![(format!("{name} texts"), told(&text(&bytes)))], vec![bytes]),
        _ => (vec![(name, text(&bytes))], vec![bytes]),
    }
}

/// The numbers behind the hidden and the rounded cells of a report, and all numbers that are printed.
fn hidden(figures: &Path) -> (BTreeMap<String, usize>, BTreeSet<usize>) {
    let rows = rows();
    let (mut secret, mut printed) = (BTreeMap::new(), BTreeSet::new());
    let mut reader = csv::Reader::from_path(figures).unwrap();
    for record in reader.records() {
        let record = record.unwrap();
        printed.extend([&record[6], &record[7]].iter().filter_map(|n| n.parse::<usize>().ok()));
        let kept = &record[9] == "C" || record[10].split(' ').any(|note| note == "rounded");
        if !kept || &record[1] != "contacts" || record[4].contains('/') {
            continue;
        }
        let dims: Vec<(&str, &str)> = record[5].split(';').filter_map(|d| d.split_once('=')).collect();
        let fits = |row: &&Row| {
            row.period.starts_with(&record[4])
                && dims.iter().all(|(dim, code)| match *dim {
                    "province" => row.province == *code,
                    "age" => row.age == *code,
                    "channel" => row.channel == *code,
                    _ => false,
                })
        };
        if dims.iter().all(|(dim, _)| ["province", "age", "channel"].contains(dim)) {
            secret.insert(
                format!("{} {} {}", &record[0], &record[4], &record[5]),
                rows.iter().filter(fits).count(),
            );
        }
    }
    (secret, printed)
}

#[test]
fn nothing_that_is_hidden_leaves_the_building() {
    let dir = workspace("");
    let total = rows().iter().filter(|r| r.period.starts_with("2023")).count();
    nothing_leaves(&dir, total);
}

#[test]
fn nothing_that_is_rounded_leaves_the_building() {
    let dir = workspace(&format!("protection: {{method: rounding, base: {THRESHOLD}}}\n"));
    let total = rows().iter().filter(|r| r.period.starts_with("2023")).count();
    nothing_leaves(&dir, (total + THRESHOLD / 2) / THRESHOLD * THRESHOLD);
}

/// Runs all commands that read the registrations and searches all that they left; `total` is what is printed
/// for the last year.
fn nothing_leaves(dir: &tempfile::TempDir, total: usize) {
    let mut said = Vec::new();
    for command in [
        &["build", "--publish"][..],
        &["check"],
        &["check", "--reasons"],
        &["check", "--detail", "province", "--reasons"],
        &["check", "--detail", "age", "--reasons", "--format", "json"],
        &["check", "--format", "github"],
        &["explain", "proef", "--format", "json"],
        &["explain", "proef", "contacts-by-province", "--reasons"],
        &["explain", "proef", "contacts-by-province#limburg", "--reasons"],
        &["explain", "proef", "contacts-by-province-and-age#limburg;minor", "--reasons", "--format", "json"],
        &["audit"],
        &["audit", "--format", "json"],
        &["audit", "--format", "github"],
    ] {
        let run = jaarlijn(dir.path(), command);
        run.is_clean();
        assert!([0, 10].contains(&run.code), "{command:?}: {}", run.said());
        said.push((command.join(" "), run.said()));
    }
    let (mut texts, mut bytes) = (said, Vec::new());
    for path in files(dir.path()) {
        let inside = path.strip_prefix(dir.path()).unwrap().to_string_lossy().replace('\\', "/");
        // What came in, and what was set aside for whoever may see it.
        if inside.starts_with("data/proef/registrations") || inside.contains("/quarantine/") {
            continue;
        }
        let (read, raw) = contents(&path);
        texts.extend(read.into_iter().map(|(name, text)| (format!("{inside}: {name}"), text)));
        bytes.extend(raw.into_iter().map(|raw| (inside.clone(), raw)));
    }
    let (mut secret, mut printed) = (BTreeMap::new(), BTreeSet::new());
    for year in ["2022", "2023"] {
        let (own, shown) = hidden(&dir.path().join(format!("reports/{year}/proef/figures.csv")));
        secret.extend(own);
        printed.extend(shown);
    }
    assert!(secret.len() > 20, "hidden: {secret:?}");
    assert!(
        secret.values().any(|n| *n < THRESHOLD) && secret.values().any(|n| *n >= THRESHOLD),
        "{secret:?}"
    );

    // The search finds what is printed, in each kind of file.
    for kind in [
        "pages",
        "report.nl.pdf figures.csv",
        "sheet2.xml",
        "proef/figures.csv",
        "manifest.json",
        "report.nl.html",
        "index.html",
    ] {
        let there = texts
            .iter()
            .any(|(name, text)| name.contains(kind) && written(total).iter().any(|f| text.contains(f)));
        assert!(there, "{total} is not in {kind}");
    }
    let alternatives = texts.iter().filter(|(name, _)| name.contains("strings"));
    assert!(
        alternatives.clone().count() == 2 && alternatives.into_iter().all(|(_, t)| t.contains("figures.csv"))
    );

    let mut found = Vec::new();
    for (cell, n) in secret.iter().filter(|(_, n)| **n >= 100 && !printed.contains(*n)) {
        found.extend(
            texts
                .iter()
                .filter(|(_, text)| holds(text, *n))
                .map(|(name, _)| format!("{cell} ({n}) in {name}")),
        );
    }
    for word in SECRETS {
        let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_be_bytes).collect();
        found.extend(
            texts.iter().filter(|(_, text)| text.contains(word)).map(|(name, _)| format!("{word} in {name}")),
        );
        let within = |raw: &[u8], part: &[u8]| memchr::memmem::find(raw, part).is_some();
        let there = bytes.iter().filter(|(_, raw)| within(raw, word.as_bytes()) || within(raw, &wide));
        found.extend(there.map(|(name, _)| format!("{word} in the bytes of {name}")));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
