//! Input that means harm: nothing of it becomes markup, a formula, a path elsewhere, or an immense file.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::Path;
use std::process::Command;

use super::html::elements;
use super::support::{base, copy, files, jaarlijn, put, repository};

const SETTINGS: &str = "data/voorbeeld/helpline.yaml";
const LIST: &str = "data/codelists/province.yaml";
const HEADER: &str = "Nummer;Tijdstip;Kanaal;Provincie;Leeftijd\n";

fn base_text(path: &str) -> String {
    std::fs::read_to_string(repository().join("tests/base").join(path)).unwrap()
}

/// The parts of an XLSX file.
fn parts(path: &Path) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    (0..archive.len())
        .map(|i| {
            let mut entry = archive.by_index(i).unwrap();
            let mut text = String::new();
            entry.read_to_string(&mut text).unwrap();
            (entry.name().unwrap().into_owned(), text)
        })
        .collect()
}

fn pdf_text(path: &Path) -> Option<String> {
    let output = Command::new("pdftotext").arg("-layout").arg(path).arg("-").output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn labels_never_become_formulas_or_markup() {
    let dir = base();
    let labels = ["=cmd|' /C calc'!A0", "+49 {value} {b}", "-1 #panic(1)", "@SUM(A1) *b*"];
    let list: String = labels
        .iter()
        .enumerate()
        .map(|(i, label)| format!("  - {{id: p{i}, nl: \"{label}\", aliases: [p{i}]}}\n"))
        .collect();
    put(dir.path(), LIST, format!("version: \"1\"\ncodes:\n{list}"));
    let name = "<script>alert(1)</script> #read(\"/etc/passwd\") $x$ & _y_ //";
    let settings = base_text(SETTINGS).replace("name: Voorbeeldlijn", &format!("name: '{name}'"));
    put(dir.path(), SETTINGS, settings);
    let rows: String = (0..80)
        .map(|i| format!("h{i};2023-{:02}-{:02}T10:00;Telefoon;p{};30\n", i % 12 + 1, i % 28 + 1, i % 4))
        .collect();
    put(dir.path(), "data/voorbeeld/registrations/2023.csv", format!("{HEADER}{rows}"));
    let said = jaarlijn(dir.path(), &["build", "--publish"]);
    said.ends(0, &["published", "warning[C150] data/codelists/province.yaml:3:", "for a formula"]);
    assert_eq!(said.said().matches("[C150]").count(), 3, "{}", said.said());
    let folder = dir.path().join("reports/2023/voorbeeld");

    // CSV: labels are what the settings say; numbers are numbers, and nothing else begins with a sign.
    let mut seen = 0;
    for file in ["codes.csv", "figures.csv"] {
        let mut reader = csv::Reader::from_path(folder.join(file)).unwrap();
        for cell in reader.records().flat_map(|r| r.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()) {
            let known = cell.parse::<f64>().is_ok() || labels.contains(&cell.as_str());
            assert!(known || !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']), "{file}: {cell}");
            seen += usize::from(labels.contains(&cell.as_str()));
        }
    }
    assert!(seen >= labels.len(), "{seen}");

    // XLSX: the texts are there, and no formula.
    let sheets = parts(&folder.join("tables.xlsx"));
    let text: String = sheets.values().cloned().collect();
    assert!(!text.contains("<f>") && !text.contains("<f ") && !text.contains("externalLink"));
    assert!(sheets["xl/sharedStrings.xml"].contains("=cmd|"));

    // HTML: the name is text.
    let html = std::fs::read_to_string(dir.path().join("reports/index.html")).unwrap();
    let texts: String = elements(&html).into_iter().map(|e| e.text + "\n").collect();
    assert!(!html.contains("<script>alert") && texts.contains("<script>alert(1)</script>"), "{html}");
    for name in ["catalog.jsonld", "feed.xml"] {
        let text = std::fs::read_to_string(dir.path().join("reports").join(name)).unwrap_or_default();
        assert!(name == "feed.xml" || serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{text}");
        assert!(name != "feed.xml" || !text.contains("<script"), "{text}");
    }

    // So is it in the page of the report, and the labels.
    let html = std::fs::read_to_string(folder.join("report.nl.html")).unwrap();
    // The one script is the program's own.
    assert!(html.matches("<script").count() <= 1 && !html.contains("<script>alert"));
    let texts: String = elements(&html).into_iter().map(|e| e.text + "\n").collect();
    for printed in ["<script>alert(1)</script> #read(", "=cmd|", "+49 {value} {b}", "@SUM(A1) *b*"] {
        assert!(texts.contains(printed), "`{printed}` is not in the page");
    }

    // Typst: what looks like code is printed.
    if let Some(text) = pdf_text(&folder.join("report.nl.pdf")) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for printed in ["<script>alert(1)</script>", "#read(", "$x$", "_y_", "#panic(1)", "=cmd|", "*b*"] {
            assert!(text.contains(printed), "`{printed}` is not in the report:\n{text}");
        }
    }
}

#[test]
fn a_template_reads_nothing_outside_the_workspace() {
    let secret = tempfile::tempdir().unwrap();
    put(secret.path(), "secret.txt", "Geheimtaal");
    let path = secret.path().join("secret.txt");
    for code in [
        format!("#read(\"{}\")", path.display()),
        format!("#read(\"..{}\")", "/..".repeat(12) + &path.to_string_lossy()),
        "#read(\"../data/voorbeeld/registrations/2023.csv\")".to_owned(),
        "#read(\"/data/voorbeeld/registrations/2023.csv\")".to_owned(),
        "#import \"@preview/cetz:0.3.0\": canvas".to_owned(),
        "#image(\"http://127.0.0.1/x.png\")".to_owned(),
        "#plugin(\"/etc/passwd\")".to_owned(),
    ] {
        let dir = base();
        put(dir.path(), "templates/report.typ", &code);
        let run = jaarlijn(dir.path(), &["build", "--publish"]);
        run.ends(20, &["error[T001] templates/report.typ:1:", "failed"]);
        assert!(!run.said().contains("Geheimtaal") && !run.said().contains("root:"), "{}", run.said());
        assert!(!dir.path().join("reports/2023").exists());
    }
}

#[cfg(unix)]
#[test]
fn links_do_not_lead_out_of_the_workspace() {
    use std::os::unix::fs::symlink;
    let elsewhere = tempfile::tempdir().unwrap();
    copy(&repository().join("tests/base/data"), elsewhere.path());
    put(elsewhere.path(), "x.typ", "x");
    let out = elsewhere.path();
    for (link, target, code, text) in [
        (SETTINGS, "voorbeeld/helpline.yaml", 3, "error[C040] data/voorbeeld/helpline.yaml: this leads out"),
        (LIST, "codelists/province.yaml", 3, "error[C040] data/codelists/province.yaml: this leads out"),
        ("data/workspace.yaml", "workspace.yaml", 3, "error[C040] data/workspace.yaml: this leads out"),
        ("data/voorbeeld/published.yaml", "workspace.yaml", 3, "error[C040] data/voorbeeld/published.yaml"),
        ("templates/style.typ", "x.typ", 20, "error[T007] templates/style.typ: a link is not followed"),
        ("templates", "codelists", 20, "error[T007] templates: a link is not followed"),
        ("reports", "codelists", 74, "error[P001] reports: cannot write: not a directory"),
        ("reports/2023", "codelists", 74, "error[P001] reports/2023: cannot write: not a directory"),
    ] {
        let dir = base();
        let path = dir.path().join(link);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        let _ = std::fs::remove_file(&path);
        symlink(out.join(target), &path).unwrap();
        jaarlijn(dir.path(), &["build", "--publish"]).ends(code, &[text]);
    }
    let dir = base();
    symlink(out.join("codelists"), dir.path().join("data/voorbeeld/quarantine")).unwrap();
    put(
        dir.path(),
        "data/voorbeeld/registrations/x.csv",
        format!("{HEADER}x;2023-02-30T10:00;Telefoon;;1\n"),
    );
    jaarlijn(dir.path(), &["build", "--publish"])
        .ends(74, &["error[V041]", "a link leads out of the line's folder"]);
    let names: Vec<_> =
        files(&out.join("codelists")).iter().map(|p| p.file_name().unwrap().to_owned()).collect();
    assert_eq!(names, ["age.yaml", "province.yaml"]);
}

/// A workbook made by hand: its one sheet holds these cells.
fn workbook(cells: &str) -> Vec<u8> {
    let sheet = format!(
        "<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
         <sheetData>{cells}</sheetData></worksheet>"
    );
    let parts = [
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
        ),
        (
            "_rels/.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
        ),
        (
            "xl/workbook.xml",
            "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
        ),
        ("xl/worksheets/sheet1.xml", sheet.as_str()),
    ];
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn inline(place: &str, text: &str) -> String {
    format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

fn with_workbook(bytes: Vec<u8>) -> tempfile::TempDir {
    let dir = base();
    put(dir.path(), "data/voorbeeld/registrations/extra.xlsx", bytes);
    let mapped = base_text(SETTINGS)
        .replace("match: \"*.csv\"", "match: \"*.xlsx\"\n    columns: {at: Tijdstip}\n  - match: \"*.csv\"");
    put(dir.path(), SETTINGS, mapped);
    dir
}

#[test]
fn a_stray_cell_does_not_make_an_immense_table() {
    let good = format!(
        "<row r=\"1\">{}</row><row r=\"2\">{}</row>",
        inline("A1", "Tijdstip"),
        inline("A2", "2023-05-01T10:00")
    );
    jaarlijn(with_workbook(workbook(&good)).path(), &["build", "--publish"]).ends(0, &["25 → 25"]);
    let stray = format!("{good}<row r=\"1048576\">{}</row>", inline("XFD1048576", "x"));
    jaarlijn(with_workbook(workbook(&stray)).path(), &["build", "--publish"])
        .ends(10, &["error[V020] data/voorbeeld/registrations/extra.xlsx:1048576:1: no date"]);
}

#[test]
fn a_workbook_that_swells_is_not_unpacked() {
    // Five gigabytes of spaces in five megabytes.
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().large_file(true);
    writer.start_file("xl/worksheets/sheet1.xml", options).unwrap();
    let spaces = vec![b' '; 1 << 20];
    for _ in 0..5 << 10 {
        writer.write_all(&spaces).unwrap();
    }
    let bytes = writer.finish().unwrap().into_inner();
    assert!(bytes.len() < 16 << 20, "{}", bytes.len());
    jaarlijn(with_workbook(bytes).path(), &["build", "--publish"]).ends(
        10,
        &["error[V015] data/voorbeeld/registrations/extra.xlsx: the workbook holds more than 4 GiB"],
    );
}

#[test]
fn nesting_and_aliases_are_bounded_everywhere() {
    let deep = format!("{}1{}", "[".repeat(20_000), "]".repeat(20_000));
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for i in 1..12 {
        let before = format!("*a{}", i - 1);
        bomb += &format!("a{i}: &a{i} [{}]\n", [before.as_str(); 10].join(", "));
    }
    for path in [SETTINGS, LIST, "data/workspace.yaml", "data/voorbeeld/published.yaml"] {
        for text in [&deep, &bomb] {
            let dir = base();
            put(dir.path(), path, text);
            jaarlijn(dir.path(), &["build", "--publish"]).ends(3, &[&format!("error[C001] {path}")]);
        }
    }
    let dir = base();
    put(dir.path(), "templates/tokens.yaml", &bomb);
    jaarlijn(dir.path(), &["build", "--publish"]).ends(20, &["error["]);
}
