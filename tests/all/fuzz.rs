//! Fuzzing with what stable Rust has: a seeded mutator, a corpus made here, and a clock.
//!
//! Each target takes mutated files for `JAARLIJN_FUZZ_SECONDS` (2 when not given) and fails on a panic, on
//! an input that takes longer than ten seconds, and on a broken promise. `JAARLIJN_FUZZ_SEED` gives other
//! inputs. The input of a failure is left in the folder that the message names.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use jaarlijn::config::{self, Helpline};
use jaarlijn::intake;
use jaarlijn::validation;

use super::support::{base, put, repository};

const SLOW: Duration = Duration::from_secs(10);

fn setting(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(otherwise)
}

struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    fn one<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// Changes some bytes of a file, or moves, repeats and cuts pieces of it and of another one.
fn mutate(dice: &mut Dice, seed: &[u8], other: &[u8], words: &[&[u8]]) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=dice.below(6) {
        let at = dice.below(bytes.len() + 1);
        let longest = 1 << dice.below(9);
        let upto = (at + dice.below(longest)).min(bytes.len());
        match dice.below(9) {
            0 => drop(bytes.drain(at..upto)),
            1 => drop(bytes.splice(at..at, dice.one(words).iter().copied())),
            2 => drop(bytes.splice(at..upto, dice.one(words).iter().copied())),
            3 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
            4 if at < bytes.len() => bytes[at] = dice.below(256) as u8,
            5 => {
                let piece = bytes[at..upto].to_vec();
                let times = dice.below(20);
                bytes.splice(at..at, piece.repeat(times));
            }
            6 => {
                let from = dice.below(other.len() + 1);
                let to = (from + dice.below(64)).min(other.len());
                bytes.splice(at..at, other[from..to].iter().copied());
            }
            7 => bytes.truncate(at),
            _ => {
                let piece: Vec<u8> = bytes.drain(at..upto).collect();
                let to = dice.below(bytes.len() + 1);
                bytes.splice(to..to, piece);
            }
        }
        bytes.truncate(1 << 16);
    }
    bytes
}

/// Feeds a target until the time is up. Gives how many inputs it took.
pub fn fuzz(
    name: &str,
    corpus: &[Vec<u8>],
    words: &[&[u8]],
    mut target: impl FnMut(&[u8]) -> Result<(), String>,
) {
    let seconds = setting("JAARLIJN_FUZZ_SECONDS", 2);
    let mut dice = Dice(setting("JAARLIJN_FUZZ_SEED", 1));
    let end = Instant::now() + Duration::from_secs(seconds);
    let (mut inputs, mut slowest) = (0_u64, Duration::ZERO);
    while Instant::now() < end {
        let (seed, other) = (dice.one(corpus).clone(), dice.one(corpus).clone());
        let input = if inputs < corpus.len() as u64 {
            corpus[inputs as usize].clone()
        } else {
            mutate(&mut dice, &seed, &other, words)
        };
        let begun = Instant::now();
        let result = catch_unwind(AssertUnwindSafe(|| target(&input)));
        let took = begun.elapsed();
        slowest = slowest.max(took);
        inputs += 1;
        let wrong = match result {
            Err(_) => Some("a panic".to_owned()),
            Ok(Err(why)) => Some(why),
            Ok(Ok(())) if took > SLOW => Some(format!("it took {took:?}")),
            Ok(Ok(())) => None,
        };
        if let Some(why) = wrong {
            let kept = std::env::temp_dir().join(format!("jaarlijn-fuzz-{name}-{}", std::process::id()));
            std::fs::write(&kept, &input).unwrap();
            panic!("{name}: {why}, after {inputs} inputs; the input is {}", kept.display());
        }
    }
    println!("{name}: {inputs} inputs in {seconds} s, the slowest took {slowest:?}, no failure");
}

const YAML: [&[u8]; 24] = [
    b"{",
    b"}",
    b"[",
    b"]",
    b": ",
    b"- ",
    b"\n",
    b"  ",
    b"&a ",
    b"*a",
    b"!!str ",
    b"|\n",
    b">-\n",
    b"\"",
    b"'",
    b"#",
    b"---\n",
    b"2023-02-29",
    b"99999999999999999999",
    b".inf",
    b"~",
    b"\xff",
    b"%YAML 1.2\n",
    b"? ",
];

fn text(path: &str) -> Vec<u8> {
    std::fs::read(repository().join(path)).unwrap()
}

/// Every setting there is stands in the defaults and in the demonstration workspace.
fn settings() -> Vec<Vec<u8>> {
    let uncommented = String::from_utf8(text("src/config/defaults.yaml")).unwrap().replace("  # ", "  ");
    let lines = ["1712", "tele-onthaal", "nupraatikerover", "stop-it-now"];
    let mut corpus = vec![text("tests/base/data/voorbeeld/helpline.yaml"), uncommented.into_bytes()];
    corpus.extend(
        lines
            .iter()
            .filter_map(|l| std::fs::read(repository().join("data").join(l).join("helpline.yaml")).ok()),
    );
    corpus
}

#[test]
fn configuration() {
    let files: BTreeMap<&str, Vec<Vec<u8>>> = BTreeMap::from([
        ("data/voorbeeld/helpline.yaml", settings()),
        (
            "data/workspace.yaml",
            vec![
                text("tests/base/data/workspace.yaml"),
                text("data/workspace.yaml"),
                text("src/config/defaults.yaml"),
            ],
        ),
        (
            "data/codelists/province.yaml",
            vec![text("tests/base/data/codelists/province.yaml"), text("tests/base/data/codelists/age.yaml")],
        ),
        ("data/voorbeeld/published.yaml", published()),
        (
            "data/voorbeeld/events.yaml",
            vec![text("data/1712/events.yaml"), text("data/stop-it-now/events.yaml")],
        ),
    ]);
    let dir = base();
    let mut turn = 0;
    let corpus: Vec<Vec<u8>> = files.values().flatten().cloned().collect();
    let original: Vec<(&str, Vec<u8>)> =
        files.keys().map(|path| (*path, std::fs::read(dir.path().join(path)).unwrap_or_default())).collect();
    fuzz("configuration", &corpus, &YAML, |input| {
        turn = (turn + 1) % original.len();
        let (path, good) = &original[turn];
        put(dir.path(), path, input);
        let (workspace, mut findings) = config::load(dir.path());
        for line in workspace.iter().flat_map(|w| &w.helplines) {
            findings.extend(config::published(dir.path(), line).1);
        }
        if good.is_empty() {
            std::fs::remove_file(dir.path().join(path)).unwrap();
        } else {
            put(dir.path(), path, good);
        }
        let incomplete = findings.0.iter().find(|f| f.place.is_none() || f.hint.is_none());
        if let Some(finding) = incomplete {
            return Err(format!("a finding without place or hint: {finding:?}"));
        }
        if workspace.is_none() && !findings.has_errors() {
            return Err("nothing is usable, and nobody says why".to_owned());
        }
        Ok(())
    });
}

fn published() -> Vec<Vec<u8>> {
    let all = walkdir::WalkDir::new(repository().join("tests")).into_iter().filter_map(Result::ok);
    let mut found: Vec<_> =
        all.filter(|e| e.file_name() == "published.yaml").map(|e| e.into_path()).collect();
    found.sort();
    found.iter().map(|p| std::fs::read(p).unwrap()).collect()
}

const CSV: [&[u8]; 22] = [
    b";",
    b",",
    b"\t",
    b"\"",
    b"\"\"",
    b"\r\n",
    b"\r",
    b"\n",
    b"\0",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\x80",
    b"2023-02-29T10:00",
    b"2023-05-01T25:61",
    b"-1",
    b"99999999999999999999",
    b"onbekend",
    b"Telefoon",
    b"=1+1",
    b"\xe2\x80\xa8",
    b"Tijdstip",
    b"b01",
];

/// Reads the line of a workspace whose registrations are this file; the rows must add up, and no cell may
/// be told.
fn line_of(dir: &Path, line: &Helpline, name: &str, input: &[u8]) -> Result<(), String> {
    put(dir, &format!("data/voorbeeld/registrations/{name}"), input);
    for file in &line.files {
        let path = line.dir.join("registrations").join(name);
        if let Ok(table) = intake::read(&path, file, dir) {
            for row in 0..table.rows() {
                for column in &table.columns {
                    let _ = table.cells(column).get(row);
                }
                let (_, _) = (table.record_text(row), table.line(row));
            }
            for broken in &table.broken {
                let _ = table.broken_text(broken);
            }
            if table.file.rows != (table.rows() + table.broken.len()) as u64 {
                return Err("records read are not records plus broken ones".to_owned());
            }
        }
    }
    let (data, findings, rejected) =
        validation::registrations(line, dir, 1, None, &jaarlijn::base::SecretKey::new(&[7; 32]));
    match data {
        Some(data) if !data.accounting.closes() => {
            Err(format!("rows do not add up: {:?}, {} rejected", data.accounting, rejected.len()))
        }
        None if !findings.has_errors() => Err("refused, and nobody says why".to_owned()),
        _ => Ok(()),
    }
}

/// The line of a workspace in good order.
fn helpline(dir: &Path) -> Helpline {
    config::load(dir).0.unwrap().helplines.remove(0)
}

#[test]
fn intake_of_delimited_files() {
    let dir = base();
    let good = text("tests/base/data/voorbeeld/registrations/2023.csv");
    let quoted = String::from_utf8(good.clone()).unwrap().replace("Telefoon", "\"Tele;\"\"foon\n\"");
    let wide: Vec<u8> = good.iter().flat_map(|b| [*b, 0]).collect();
    let corpus = [good, quoted.into_bytes(), wide];
    let settings = text("tests/base/data/voorbeeld/helpline.yaml");
    let free =
        String::from_utf8(settings).unwrap().replace("    encoding: utf-8\n    delimiter: \";\"\n", "");
    put(dir.path(), "data/voorbeeld/helpline.yaml", free);
    let line = helpline(dir.path());
    fuzz("intake of delimited files", &corpus, &CSV, |input| line_of(dir.path(), &line, "2023.csv", input));
}

#[test]
fn intake_of_workbooks() {
    let dir = base();
    let mapped = String::from_utf8(text("tests/base/data/voorbeeld/helpline.yaml")).unwrap();
    put(dir.path(), "data/voorbeeld/helpline.yaml", mapped.replace("\"*.csv\"", "\"*.xlsx\""));
    std::fs::remove_file(dir.path().join("data/voorbeeld/registrations/2023.csv")).unwrap();
    let good = String::from_utf8(text("tests/base/data/voorbeeld/registrations/2023.csv")).unwrap();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in good.lines().take(6).enumerate() {
        for (column, cell) in line.split(';').enumerate() {
            sheet.write_string(row as u32, column as u16, cell).unwrap();
        }
    }
    let packed = book.save_to_buffer().unwrap();
    let parts = unpack(&packed);
    let corpus: Vec<Vec<u8>> = parts.iter().map(|(_, bytes)| bytes.clone()).chain([packed.clone()]).collect();
    let words: [&[u8]; 12] = [
        b"<",
        b"/>",
        b"<row r=\"1048576\">",
        b"r=\"XFD1048576\"",
        b"t=\"s\"",
        b"<v>99999999999</v>",
        b"&lt;",
        b"&#x0;",
        b"<!DOCTYPE a [<!ENTITY b \"c\">]>",
        b"\xff",
        b"PK\x03\x04",
        b"PK\x01\x02",
    ];
    let mut turn = 0;
    let line = helpline(dir.path());
    fuzz("intake of workbooks", &corpus, &words, |input| {
        // A part that is changed is packed again: the reader meets it, and not only the container.
        turn += 1;
        let file = if turn % 4 == 0 { input.to_vec() } else { pack(&parts, turn % parts.len(), input) };
        line_of(dir.path(), &line, "2023.xlsx", &file)
    });
}

fn unpack(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    use std::io::Read;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|i| {
            let mut entry = archive.by_index(i).unwrap();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            (entry.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

fn pack(parts: &[(String, Vec<u8>)], changed: usize, input: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (at, (name, bytes)) in parts.iter().enumerate() {
        writer.start_file(name, options).unwrap();
        writer.write_all(if at == changed { input } else { bytes }).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The line whose registrations are one file of another name than the base's.
fn line_with(dir: &Path, name: &str) -> Helpline {
    let mapped = String::from_utf8(text("tests/base/data/voorbeeld/helpline.yaml")).unwrap();
    put(dir, "data/voorbeeld/helpline.yaml", mapped.replace("\"*.csv\"", &format!("\"{name}\"")));
    std::fs::remove_file(dir.join("data/voorbeeld/registrations/2023.csv")).unwrap();
    helpline(dir)
}

/// Files of other programs that stand with the tests, by the end of their names.
fn samples(end: &str) -> Vec<Vec<u8>> {
    let all = walkdir::WalkDir::new(repository().join("tests/cases")).into_iter().filter_map(Result::ok);
    let mut found: Vec<_> =
        all.map(|e| e.into_path()).filter(|p| p.extension().is_some_and(|e| e == end)).collect();
    found.sort();
    let found: Vec<Vec<u8>> = found.iter().map(|p| std::fs::read(p).unwrap()).collect();
    assert!(!found.is_empty(), "no file *.{end} in tests/cases");
    found
}

const BYTES: [&[u8]; 14] = [
    b"\0\0\0\0",
    b"\xff\xff\xff\xff",
    b"\xff\xff\xff\x7f",
    b"\x01\0\0\0",
    b"\x07\0\0\0",
    b"\x02\0\0\0",
    b"\xe7\x03\0\0",
    b"\xfc\xfd\xfe\xff",
    b"</data>",
    b"<strls>",
    b"        ",
    b"\x80\0\0\0",
    b"PK\x05\x06",
    b"\x1f\x8b\x08\0",
];

#[test]
fn intake_of_json() {
    let dir = base();
    let line = line_with(dir.path(), "2023.jsonl");
    let good = String::from_utf8(text("tests/base/data/voorbeeld/registrations/2023.csv")).unwrap();
    let names: Vec<&str> = good.lines().next().unwrap().split(';').collect();
    let object = |row: &str| {
        let pairs = names.iter().zip(row.split(';')).map(|(n, c)| ((*n).to_owned(), c.into()));
        serde_json::Value::Object(pairs.collect())
    };
    let objects: Vec<serde_json::Value> = good.lines().skip(1).map(object).collect();
    let lines: String = objects.iter().map(|o| format!("{o}\n")).collect();
    let corpus = [lines.into_bytes(), serde_json::to_vec_pretty(&objects).unwrap()];
    let words: [&[u8]; 12] =
        [b"{", b"}", b"[", b"]", b"\"", b":", b",", b"\\u0000", b"1e999", b"null", b"{\"a\":", b"\n"];
    fuzz("intake of JSON", &corpus, &words, |input| line_of(dir.path(), &line, "2023.jsonl", input));
}

#[test]
fn intake_of_statistics_files() {
    let dir = base();
    let line = line_with(dir.path(), "2023.*");
    let corpus: Vec<Vec<u8>> = ["sav", "zsav", "dta"].iter().flat_map(|end| samples(end)).collect();
    fuzz("intake of files of SPSS and Stata", &corpus, &BYTES, |input| {
        line_of(dir.path(), &line, "2023.sav", input)
    });
}

#[test]
fn intake_of_older_workbooks() {
    let dir = base();
    let line = line_with(dir.path(), "2023.*");
    let corpus: Vec<Vec<u8>> = ["xls", "xlsb"].iter().flat_map(|end| samples(end)).collect();
    fuzz("intake of XLS and XLSB", &corpus, &BYTES, |input| line_of(dir.path(), &line, "2023.xls", input));
}

#[test]
fn intake_of_documents_with_worksheets() {
    let dir = base();
    let line = line_with(dir.path(), "2023.ods");
    let packed = samples("ods").remove(0);
    let parts = unpack(&packed);
    let corpus: Vec<Vec<u8>> = parts.iter().map(|(_, bytes)| bytes.clone()).chain([packed.clone()]).collect();
    let words: [&[u8]; 10] = [
        b"<",
        b"/>",
        b"table:number-rows-repeated=\"1048576\"",
        b"table:number-columns-repeated=\"16384\"",
        b"office:value-type=\"date\"",
        b"<table:table>",
        b"</table:table-row>",
        b"<text:s text:c=\"999999999\"/>",
        b"&#x0;",
        b"\xff",
    ];
    let mut turn = 0;
    fuzz("intake of ODS", &corpus, &words, |input| {
        turn += 1;
        let file = if turn % 4 == 0 { input.to_vec() } else { pack(&parts, turn % parts.len(), input) };
        line_of(dir.path(), &line, "2023.ods", &file)
    });
}

#[test]
fn intake_of_packed_files() {
    use std::io::Write;
    let dir = base();
    let line = line_with(dir.path(), "*");
    let good = text("tests/base/data/voorbeeld/registrations/2023.csv");
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(&good).unwrap();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("a/2023.csv", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(&good).unwrap();
    let corpus = [gzip.finish().unwrap(), zip.finish().unwrap().into_inner()];
    fuzz("intake of packed files", &corpus, &BYTES, |input| line_of(dir.path(), &line, "2023.zip", input));
}

#[test]
fn intake_of_parquet_files() {
    let dir = base();
    let mapped = String::from_utf8(text("tests/base/data/voorbeeld/helpline.yaml")).unwrap();
    put(dir.path(), "data/voorbeeld/helpline.yaml", mapped.replace("\"*.csv\"", "\"*.parquet\""));
    std::fs::remove_file(dir.path().join("data/voorbeeld/registrations/2023.csv")).unwrap();
    let words: [&[u8]; 8] = [
        b"PAR1",
        b"\x15\x04",
        b"\xff\xff\xff\x7f",
        b"\0\0\0\0",
        b"\x80\x80\x80\x80\x08",
        b"\x15",
        b"\x19",
        b"\xff",
    ];
    let line = helpline(dir.path());
    fuzz("intake of Parquet files", &parquet(), &words, |input| {
        line_of(dir.path(), &line, "2023.parquet", input)
    });
}

/// The base's registrations as Parquet, plain and compressed.
fn parquet() -> Vec<Vec<u8>> {
    use polars::prelude::{Column, DataFrame};
    use polars_io::parquet::write::{ParquetCompression, ParquetWriter};
    let good = String::from_utf8(text("tests/base/data/voorbeeld/registrations/2023.csv")).unwrap();
    let rows: Vec<Vec<&str>> = good.lines().map(|l| l.split(';').collect()).collect();
    let columns: Vec<Column> = (0..rows[0].len())
        .map(|c| Column::new(rows[0][c].into(), rows[1..].iter().map(|r| r[c]).collect::<Vec<_>>()))
        .collect();
    let frame = DataFrame::new(rows.len() - 1, columns).unwrap();
    [ParquetCompression::Uncompressed, ParquetCompression::Snappy]
        .into_iter()
        .map(|compression| {
            let mut bytes = Vec::new();
            ParquetWriter::new(&mut bytes).with_compression(compression).finish(&mut frame.clone()).unwrap();
            bytes
        })
        .collect()
}
