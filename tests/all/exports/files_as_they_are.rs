//! Workbooks, Parquet and other files as they are.

use std::collections::BTreeMap;
use std::path::Path;

use super::super::support::{base, jaarlijn, put};
use super::case;

/// Rows of the `figures.csv` of the report on 2024, by the names of their columns.
fn cells(dir: &Path, line: &str) -> Vec<BTreeMap<String, String>> {
    let path = dir.join(format!("reports/2024/{line}/figures.csv"));
    let mut reader = csv::Reader::from_path(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    reader.deserialize().map(Result::unwrap).collect()
}

/// All contacts of a period, as one figure has them.
#[track_caller]
fn contacts(dir: &Path, line: &str, figure: &str, period: &str) -> String {
    let fits = |c: &BTreeMap<String, String>| {
        c["figure"] == figure
            && c["measure"] == "contacts"
            && c["period"] == period
            && c["dimensions"].is_empty()
    };
    let found: Vec<_> = cells(dir, line).into_iter().filter(fits).collect();
    assert_eq!(found.len(), 1, "{figure} {period}: {found:?}");
    found[0]["value"].clone()
}

/// Lets a case be written: the copy keeps that its files are not to be.
fn rewrite(dir: &Path, path: &str, from: &str, to: &str) {
    let path = dir.join(path);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{} has no `{from}`", path.display());
    std::fs::remove_file(&path).unwrap();
    std::fs::write(&path, text.replace(from, to)).unwrap();
}

#[test]
fn titles_a_hidden_sheet_and_a_row_of_sums_are_no_registrations() {
    let Some(dir) = case("09-titled-workbook") else { return };
    let said = [
        "602 → 600",
        "note[V132] data/lijn/registrations/2023.xlsx:5",
        "1 in data/lijn/registrations/2024.xlsx, from line 5 on",
        "of worksheet `Registraties` is left out",
    ];
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &said);
    for year in ["2023", "2024"] {
        assert_eq!(contacts(dir.path(), "lijn", "contacts-by-channel", year), "300");
    }
}

#[test]
fn a_table_s_own_totals_are_no_registration() {
    let Some(dir) = case("10-totals-row-in-table") else { return };
    let said = [
        "602 → 600",
        "warning[V133] data/lijn/registrations/2023.xlsx:302",
        "1 in data/lijn/registrations/2024.xlsx, from line 302 on",
    ];
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &said);
    for year in ["2023", "2024"] {
        assert_eq!(contacts(dir.path(), "lijn", "contacts-by-channel", year), "300");
    }
}

#[test]
fn the_header_is_found_in_the_third_row() {
    let Some(dir) = case("header-in-the-third-row") else { return };
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &["141 → 140", "the header is found on line 3"]);
    let dir = case("header-in-the-third-row").unwrap();
    let said = "    header_line: 3\n    sheet: Sheet1\n    columns:";
    rewrite(dir.path(), "data/line/helpline.yaml", "    columns:", said);
    let run = jaarlijn(dir.path(), &["build", "--publish"]);
    run.ends(0, &["141 → 140"]);
    assert!(!run.said().contains("V132"), "{}", run.said());
}

#[test]
fn an_older_workbook_beside_a_csv_is_read_too() {
    let Some(dir) = case("xls-beside-csv") else { return };
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &["150 → 150"]);
    assert_eq!(contacts(dir.path(), "lijn", "contacts-by-month", "2024"), "150");
}

#[test]
fn formulas_that_nobody_computed_are_told_and_give_no_median() {
    let Some(dir) = case("formula-without-value") else { return };
    let said = "column `duration` of worksheet `Sheet1` has 150 formulas without a result";
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &["150 → 150", said]);
    let cells = cells(dir.path(), "lijn");
    let medians = cells.iter().filter(|c| c["measure"].contains("duration") && !c["value"].is_empty());
    assert_eq!(medians.count(), 0);
}

#[test]
fn an_error_on_a_sheet_that_is_not_read_is_no_matter() {
    let Some(dir) = case("newer-cell-error-elsewhere") else { return };
    let run = jaarlijn(dir.path(), &["build", "--publish"]);
    run.ends(0, &["150 → 150"]);
    assert!(!run.said().contains("V135"), "{}", run.said());
}

#[test]
fn a_document_with_white_space_between_its_cells_is_read() {
    let Some(dir) = case("ods-of-gnumeric") else { return };
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &["150 → 150"]);
    assert_eq!(contacts(dir.path(), "lijn", "contacts-by-month", "2024"), "150");
}

#[test]
fn a_column_without_a_name_rejects_no_row() {
    let Some(dir) = case("unnamed-column-nobody-maps") else { return };
    let run = jaarlijn(dir.path(), &["build", "--publish"]);
    run.ends(0, &["172 → 160"]);
    assert!(!run.said().contains("V013"), "{}", run.said());
}

#[test]
fn a_list_in_a_parquet_file_is_several_answers() {
    let Some(dir) = case("list-column") else { return };
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &["150 → 150"]);
    let found = cells(dir.path(), "lijn");
    for (code, contacts) in [("geweld", "150"), ("relatie", "75")] {
        let of = |c: &&BTreeMap<String, String>| {
            c["figure"] == "contacts-by-theme"
                && c["measure"] == "contacts"
                && c["dimensions"] == format!("theme={code}")
        };
        let values: Vec<&str> = found.iter().filter(of).map(|c| c["value"].as_str()).collect();
        assert_eq!(values, [contacts], "{code}");
    }
}

/// A pattern means a file's content: `*.csv` matches it packed as well.
#[test]
fn one_pattern_matches_files_however_they_are_packed() {
    use std::io::Write;
    let dir = base();
    let plain = "Nummer;Tijdstip;Kanaal;Provincie;Leeftijd\nc1;2023-05-01T10:00;Telefoon;Limburg;30\n";
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(plain.replace("c1", "c2").as_bytes()).unwrap();
    put(dir.path(), "data/voorbeeld/registrations/a.csv.gz", gzip.finish().unwrap());
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in ["map/b.csv", "c.csv"] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(plain.replace("c1", name).as_bytes()).unwrap();
    }
    put(dir.path(), "data/voorbeeld/registrations/d.zip", zip.finish().unwrap().into_inner());
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &["27 → 27"]);
    put(dir.path(), "data/voorbeeld/registrations/e.zip", b"PK\x03\x04 cut off");
    jaarlijn(dir.path(), &["build", "--publish"])
        .ends(10, &["error[V140] data/voorbeeld/registrations/e.zip"]);
}
