//! Series that are no contacts: files of `series/` with the header `series,period,value`, delimited text or
//! workbooks.
//!
//! Fields may be separated by semicolons or tabs instead. Which mark stands before decimals is decided from all numbers of
//! a file together, or by `decimal:` of a series.
//!
//! Takes a line's folder; gives [`SeriesPoint`]s sorted by series and period; refuses unknown series,
//! periods and numbers, each with file and line.

use std::collections::BTreeMap;
use std::path::Path;

use crate::base::{Finding, Findings, Num, Period, Place, code, did_you_mean, fold, sha256};
use crate::config::{Clue, Clues, Decimal, Helpline, clue, plain, relative};
use crate::intake::{ByHand, by_hand};
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
        .filter(|e| !e.file_type().is_dir() && !e.file_name().to_string_lossy().starts_with(['.', '~']))
        .map(|e| (e.path().to_owned(), e.file_type().is_file()))
        .collect();
    files.sort();
    for (path, plain) in files {
        let shown = relative(root, &path);
        if !plain {
            let finding = Finding::error(code::S001, "this is no plain file: links are not followed");
            findings.push(
                finding.at(Place::file(shown)).hint("copy the file itself into the folder").of(&line.id),
            );
            continue;
        }
        match std::fs::read(&path) {
            Ok(bytes) => {
                let (sha256, size) = (sha256(&bytes), bytes.len() as u64);
                match by_hand(&path, bytes, &HEADER, &shown) {
                    Ok(ByHand::Text(bytes)) => {
                        let rows = file(line, &shown, &bytes, &mut points, &mut findings);
                        inputs.push(InputFile { path: shown, sha256, bytes: size, rows });
                    }
                    Ok(ByHand::Refused(why)) => {
                        findings.push(Finding::error(code::S001, why).at(Place::file(shown)).of(&line.id));
                    }
                    Ok(ByHand::NoTable) => {
                        let note = "no series by its name or its first line: it is passed over";
                        findings.push(Finding::note(code::S001, note).at(Place::file(shown)).of(&line.id));
                    }
                    Err(all) => findings.0.extend(all.0.into_iter().map(|f| f.of(&line.id))),
                }
            }
            Err(error) => findings.push(
                Finding::error(code::S001, format!("cannot read this file: {}", error.kind()))
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
            let lift = |n: &Num| i128::from(n.scaled) * 10_i128.pow(u32::from(all - n.decimals));
            let parts: i128 = values.iter().map(lift).sum();
            let Ok(scaled) = i64::try_from(parts) else { continue };
            let sum = Num { scaled, decimals: all };
            if !values.is_empty() && parts != lift(announced) {
                let message = format!(
                    "the parts of `{}` add up to {sum} in {period}, the whole is {announced}",
                    whole.id
                );
                findings.push(
                    Finding::warning(code::S003, message)
                        .at(Place::file(format!("{}/series", relative(root, &line.dir))))
                        .hint("find out which is right; the report prints both numbers and a note")
                        .of(&line.id),
                );
            }
        }
    }
}

/// Points by series and period, while the files are read.
type Points = BTreeMap<(String, Period), Num>;

/// Reads one file; gives the number of its rows.
fn file(line: &Helpline, shown: &str, bytes: &[u8], points: &mut Points, findings: &mut Findings) -> u64 {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    // Spreadsheets of this country write semicolons, and commas in numbers.
    let header_line = bytes.split(|b| *b == b'\n').find(|l| !l.trim_ascii().is_empty()).unwrap_or_default();
    let delimiter = [b';', b'\t', b'|'].into_iter().find(|mark| header_line.contains(mark)).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new().flexible(true).delimiter(delimiter).from_reader(bytes);
    let problem = |at: Place, message: String, hint: &str| {
        Finding::error(code::S002, message).at(at).hint(hint).of(&line.id)
    };
    let header: Vec<String> =
        reader.headers().map(|h| h.iter().map(|f| f.trim().to_owned()).collect()).unwrap_or_default();
    if header != HEADER {
        findings.push(problem(
            Place::line(shown, 1),
            "the header is not `series,period,value`".to_owned(),
            "write the first line exactly so",
        ));
        return 0;
    }
    let records: Vec<csv::Result<csv::StringRecord>> = reader.records().collect();
    let marks = marks(&records);
    let mut silent: Vec<Option<u64>> = Vec::new();
    let before = findings.0.len();
    for read in &records {
        let position = match read {
            Ok(record) => record.position(),
            Err(error) => error.position(),
        };
        let start = position.map(csv::Position::line);
        let told = match read {
            // A period of which nothing is known has no point.
            Ok(record) if says_nothing(line, record) => {
                silent.push(start);
                Ok(())
            }
            Ok(record) => point(line, (record, marks), points),
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
            // Marks that nothing decides are one question for the whole file.
            let asked =
                findings.0[before..].iter_mut().find(|f| f.message == message && message.ends_with(OPEN));
            match asked {
                Some(first) => first.more += 1,
                None => findings.push(problem(at, message, &hint)),
            }
        }
    }
    if let Some(first) = silent.first() {
        let at = first.map_or_else(|| Place::file(shown), |line| Place::at(shown, line, 3));
        let message = "this value says that nothing is known: its period has none";
        let mut note = Finding::note(code::S004, message).at(at).of(&line.id);
        note.more = silent.len() as u64 - 1;
        findings.push(note);
    }
    records.len() as u64
}

/// Whether a row names a series and a period and gives no value.
fn says_nothing(line: &Helpline, record: &csv::StringRecord) -> bool {
    let fields: Vec<&str> = record.iter().map(str::trim).collect();
    matches!(fields[..], [series, period, value]
        if line.silent.of(&fold(value)).is_some()
            && line.series.iter().any(|s| s.id == series)
            && Period::parse(period).is_some())
}

/// How a question about marks ends.
const OPEN: &str = "no other number of the file shows which";

/// What all numbers of a file say about the mark before decimals.
fn marks(records: &[csv::Result<csv::StringRecord>]) -> Clues {
    let mut marks = Clues::default();
    let values = records.iter().flatten().filter_map(|record| record.get(2));
    values.filter_map(|value| clue(&amount(value))).for_each(|said| marks.add(said));
    marks
}

/// The names of the columns.
const HEADER: [&str; 3] = ["series", "period", "value"];

/// A value without the sign of its currency.
fn amount(value: &str) -> String {
    let text = value.trim().trim_start_matches(['€', ' ', '\u{a0}']).trim_end_matches(['€', ' ', '\u{a0}']);
    text.strip_suffix(",-").unwrap_or(text).to_owned()
}

/// The number that a text means in a file with such marks, or what is wrong and what to do.
fn number(text: &str, own: Option<Decimal>, marks: Clues, series: &str) -> Result<Num, (String, String)> {
    let text = amount(text);
    let mark = match (clue(&text), own) {
        (Some(_), Some(own)) => own,
        (Some(Clue::Comma), None) => Decimal::Comma,
        (Some(Clue::Plain | Clue::Point), None) => Decimal::Point,
        (Some(Clue::Either), None) => marks.mark().ok_or_else(|| {
            let mark = if text.contains(',') { ',' } else { '.' };
            let message = format!(
                "this can be read as a number with thousands marked or with decimals, as `7{mark}000` is seven thousand \
                 or seven: {OPEN}"
            );
            let hint = format!(
                "write it without a mark between thousands, or `{series}: {{decimal: comma}}` (or `point`) under `series` in \
                 helpline.yaml"
            );
            (message, hint)
        })?,
        (None, _) => Decimal::Point,
    };
    plain(&text, mark)
        .filter(|t| !t.contains('e'))
        .and_then(|t| Num::parse(&t))
        .filter(|n| n.decimals <= 9)
        .ok_or_else(|| {
            let hint = "write a plain number with a point, e.g. 1234.5";
            ("this is no number".to_owned(), hint.to_owned())
        })
}

/// Takes one row into the points, or says in which column what is wrong, and what to do.
fn point(
    line: &Helpline,
    (record, marks): (&csv::StringRecord, Clues),
    points: &mut Points,
) -> Result<(), (Option<u64>, String, String)> {
    let wrong =
        |column: u64, message: &str, hint: &str| Err((Some(column), message.to_owned(), hint.to_owned()));
    let [series, period, value] = record.iter().map(str::trim).collect::<Vec<_>>()[..] else {
        let found = format!("found {} fields, expected 3", record.len());
        return wrong(1, &found, "write series, period and value");
    };
    let Some(spec) = line.series.iter().find(|s| s.id == series) else {
        let hint = did_you_mean(series, line.series.iter().map(|s| s.id.as_str())).map_or_else(
            || "declare it under `series` in helpline.yaml".to_owned(),
            |s| format!("did you mean `{s}`?"),
        );
        return wrong(1, &format!("`{series}` is no series of this line"), &hint);
    };
    let parsed = Period::parse(period).filter(|p| matches!(p, Period::Year(_) | Period::Month(..)));
    let Some(period) = parsed else {
        return wrong(2, "this is no year or month", "write 2020 or 2020-03");
    };
    let number = match number(value, spec.decimal, marks, series) {
        Ok(number) => number,
        Err((message, hint)) => return Err((Some(3), message, hint)),
    };
    if points.insert((series.to_owned(), period), number).is_some() {
        return wrong(2, "this series already has a value for this period", "keep one of the two lines");
    }
    Ok(())
}
