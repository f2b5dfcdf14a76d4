//! Series that are no contacts: `series/*.csv` with the header `series,period,value`.
//!
//! Fields may be separated by semicolons instead; numbers may then have a decimal comma.
//!
//! Takes a line's folder; gives [`SeriesPoint`]s sorted by series and period; refuses unknown series,
//! periods and numbers, each with file and line.

use std::collections::BTreeMap;
use std::path::Path;

use crate::config::{Helpline, relative};
use crate::diagnostics::{Finding, Findings, Place, did_you_mean};
use crate::measures::{Num, Period};
use crate::validation::InputFile;

/// One value of a series.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SeriesPoint {
    /// Id of the series.
    pub series: String,
    /// Year or month.
    pub period: Period,
    /// Its value.
    pub value: Num,
}

/// Reads all series of a line, and fingerprints their files.
#[must_use]
pub fn read(root: &Path, line: &Helpline) -> (Vec<SeriesPoint>, Vec<InputFile>, Findings) {
    let mut points: Points = Points::new();
    let mut inputs = Vec::new();
    let mut findings = Findings::default();
    let mut files: Vec<_> = walkdir::WalkDir::new(line.dir.join("series"))
        .into_iter()
        .filter_map(Result::ok)
        .filter(|e| e.path_is_symlink() || e.path().extension().is_some_and(|x| x == "csv"))
        .map(|e| (e.path().to_owned(), e.file_type().is_file()))
        .collect();
    files.sort();
    for (path, plain) in files {
        let shown = relative(root, &path);
        if !plain {
            let finding = Finding::error("S001", "this is no plain file: links are not followed");
            findings.push(
                finding.at(Place::file(shown)).hint("copy the file itself into the folder").of(&line.id),
            );
            continue;
        }
        match std::fs::read(&path) {
            Ok(bytes) => {
                let rows = file(line, &shown, &bytes, &mut points, &mut findings);
                inputs.push(InputFile {
                    path: shown,
                    sha256: fingerprint(&bytes),
                    bytes: bytes.len() as u64,
                    rows,
                });
            }
            Err(error) => findings.push(
                Finding::error("S001", format!("cannot read this file: {}", error.kind()))
                    .at(Place::file(shown))
                    .of(&line.id),
            ),
        }
    }
    sums(root, line, &points, &mut findings);
    let points =
        points.into_iter().map(|((series, period), value)| SeriesPoint { series, period, value }).collect();
    (points, inputs, findings)
}

/// Where the parts of a series must add up to it and do not, both numbers are told.
fn sums(root: &Path, line: &Helpline, points: &Points, findings: &mut Findings) {
    for whole in line.series.iter().filter(|s| s.check_sum) {
        for ((_, period), announced) in points.iter().filter(|((id, _), _)| *id == whole.id) {
            let parts = line.series.iter().filter(|s| s.part_of.as_deref() == Some(whole.id.as_str()));
            let values: Vec<Num> =
                parts.filter_map(|s| points.get(&(s.id.clone(), *period)).copied()).collect();
            let all = values.iter().chain([announced]).map(|n| n.decimals).max().unwrap_or(0);
            let lift = |n: &Num| n.scaled * 10_i64.pow(u32::from(all - n.decimals));
            let sum = Num { scaled: values.iter().map(lift).sum(), decimals: all };
            if !values.is_empty() && sum.scaled != lift(announced) {
                let message = format!(
                    "the parts of `{}` add up to {sum} in {period}, the whole is {announced}",
                    whole.id
                );
                findings.push(
                    Finding::warning("S003", message)
                        .at(Place::file(format!("{}/series", relative(root, &line.dir))))
                        .hint("find out which is right; the report prints both numbers and a note")
                        .of(&line.id),
                );
            }
        }
    }
}

/// SHA-256 in hexadecimal.
#[must_use]
pub fn fingerprint(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// Points by series and period, while the files are read.
type Points = BTreeMap<(String, Period), Num>;

/// Reads one file; gives the number of its rows.
fn file(line: &Helpline, shown: &str, bytes: &[u8], points: &mut Points, findings: &mut Findings) -> u64 {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    // Spreadsheets of this country write semicolons, and commas in numbers.
    let header_line = bytes.split(|b| *b == b'\n').next().unwrap_or_default();
    let delimiter = if header_line.contains(&b';') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().flexible(true).delimiter(delimiter).from_reader(bytes);
    let problem = |at: Place, message: String, hint: &str| {
        Finding::error("S002", message).at(at).hint(hint).of(&line.id)
    };
    let header: Vec<String> =
        reader.headers().map(|h| h.iter().map(|f| f.trim().to_owned()).collect()).unwrap_or_default();
    if header != ["series", "period", "value"] {
        findings.push(problem(
            Place::line(shown, 1),
            "the header is not `series,period,value`".to_owned(),
            "write the first line exactly so",
        ));
        return 0;
    }
    let mut rows = 0;
    for read in reader.records() {
        rows += 1;
        let position = match &read {
            Ok(record) => record.position(),
            Err(error) => error.position(),
        };
        let start = position.map(csv::Position::line);
        let told = match &read {
            Ok(record) => point(line, (record, delimiter == b';'), points),
            Err(_) => Err((
                None,
                "this line cannot be read as UTF-8 text".to_owned(),
                "save the file as UTF-8".to_owned(),
            )),
        };
        if let Err((column, message, hint)) = told {
            let at = match (start, column) {
                (Some(start), Some(column)) => Place::at(shown, start, column),
                (Some(start), None) => Place::line(shown, start),
                (None, _) => Place::file(shown),
            };
            findings.push(problem(at, message, &hint));
        }
    }
    rows
}

/// Takes one row into the points, or says in which column what is wrong, and what to do.
fn point(
    line: &Helpline,
    (record, commas): (&csv::StringRecord, bool),
    points: &mut Points,
) -> Result<(), (Option<u64>, String, String)> {
    let wrong =
        |column: u64, message: &str, hint: &str| Err((Some(column), message.to_owned(), hint.to_owned()));
    let [series, period, value] = record.iter().map(str::trim).collect::<Vec<_>>()[..] else {
        let found = format!("found {} fields, expected 3", record.len());
        return wrong(1, &found, "write series, period and value");
    };
    if !line.series.iter().any(|s| s.id == series) {
        let hint = did_you_mean(series, line.series.iter().map(|s| s.id.as_str())).map_or_else(
            || "declare it under `series` in helpline.yaml".to_owned(),
            |s| format!("did you mean `{s}`?"),
        );
        return wrong(1, &format!("`{series}` is no series of this line"), &hint);
    }
    let parsed = Period::parse(period).filter(|p| matches!(p, Period::Year(_) | Period::Month(..)));
    let Some(period) = parsed else {
        return wrong(2, "this is no year or month", "write 2020 or 2020-03");
    };
    let plain = if commas { value.replacen(',', ".", 1) } else { value.to_owned() };
    let Some(number) = Num::parse(&plain) else {
        return wrong(3, "this is no number", "write a plain number with a point, e.g. 1234.5");
    };
    if points.insert((series.to_owned(), period), number).is_some() {
        return wrong(2, "this series already has a value for this period", "keep one of the two lines");
    }
    Ok(())
}
