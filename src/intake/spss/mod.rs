//! SPSS system files (`.sav`, `.zsav`), read with our own code after the published description of the
//! format: the readers that exist bring a whole data library, or C. Value labels stand in the place of their
//! values, days and moments are written as ISO 8601. What the file itself calls missing is an empty cell, unless it
//! is one of the labelled answers of a question.

mod bytes;
mod cases;
mod dictionary;

use super::calendar::{write_day, write_moment, write_second, write_span};
use super::parquet::float;
use super::read::Named;
use super::row::{Mark, Row, Source};
use super::rules;
use crate::base::{Finding, Place, fold};
use crate::config::Silent;
use cases::Cases;
use dictionary::{Dictionary, Variable};

/// Seconds from the day from which SPSS counts, 14 October 1582, to 1970.
const EPOCH: f64 = 12_219_379_200.0;

/// A file while it is read.
pub(super) struct Spss {
    dictionary: Dictionary,
    cases: Cases,
    line: u64,
}

impl Spss {
    /// Reads what stands before the cases.
    pub(super) fn new(bytes: Vec<u8>) -> Result<Self, String> {
        let (dictionary, at) = Dictionary::read(&bytes)?;
        let cases = Cases::new(bytes, at, &dictionary)?;
        Ok(Self { dictionary, cases, line: 0 })
    }

    /// What is to be told of the file as a whole.
    pub(super) fn told(&self, path: &str) -> Option<Finding> {
        let weight = self.dictionary.weight.as_ref()?;
        let message = format!(
            "SPSS would count each case of this file as often as its variable `{weight}` says; here each case counts once"
        );
        let hint = "look whether the cases are registrations of one contact each; if they are a sample, have the \
                    registrations themselves exported";
        Some(Finding::warning(rules::WEIGHTED, message).at(Place::file(path)).hint(hint))
    }
}

impl Named for Spss {
    fn names(&self) -> Vec<String> {
        self.dictionary.variables.iter().map(|v| v.name.clone()).collect()
    }

    fn labels(&self) -> Vec<String> {
        self.dictionary.variables.iter().map(|v| v.label.clone()).collect()
    }
}

impl Source for Spss {
    fn next(&mut self, row: &mut Row) -> Result<bool, String> {
        if !self.cases.next()? {
            return Ok(false);
        }
        self.line += 1;
        row.clear(self.line);
        for (column, variable) in self.dictionary.variables.iter().enumerate() {
            if variable.width > 0 {
                let bytes = variable.text(&self.cases.case);
                let (text, _) = self.dictionary.encoding.decode_without_bom_handling(&bytes);
                let text = text.trim_end_matches([' ', '\0']);
                let label = variable.text_labels.get(text).map_or(text, String::as_str);
                let missing =
                    variable.missing.has_text(text) && !kept(variable, variable.text_labels.get(text));
                let label = if missing { "" } else { label };
                row.put(column, Mark::Plain, |out| out.extend_from_slice(label.as_bytes()));
            } else if let Some(number) = self.cases.number(variable.at) {
                row.put(column, Mark::Plain, |out| write(out, number, variable));
            }
        }
        Ok(true)
    }
}

/// Whether the label of a missing value stays: among labelled answers (*weet niet* beside *man* and *vrouw*) and where
/// it says itself that nothing is known.
fn kept(variable: &Variable, label: Option<&String>) -> bool {
    let silent = |label: &String| Silent::default().of(&fold(label)).is_some();
    label.is_some_and(|label| variable.is_of_codes() || silent(label))
}

/// Writes a number by its label, or as its format shows it.
fn write(out: &mut Vec<u8>, number: f64, variable: &Variable) {
    let label = variable.labels.get(&number.to_bits());
    if variable.missing.has(number) && !kept(variable, label) {
        return;
    }
    if let Some(label) = label {
        out.extend_from_slice(label.as_bytes());
        return;
    }
    if number.abs() > 1e15 {
        float(out, number);
        return;
    }
    let since = (number - EPOCH).round() as i64;
    match variable.format {
        // DATE, ADATE, JDATE, EDATE, SDATE
        20 | 23 | 24 | 38 | 39 => write_day(out, since.div_euclid(86_400)),
        // DATETIME, YMDHMS
        22 | 41 => write_moment(out, since),
        // TIME, MTIME
        21 | 40 if (0.0..86_399.5).contains(&number) => write_second(out, number.round() as u32),
        // and DTIME
        21 | 25 | 40 => write_span(out, number.round() as i64),
        // MOYR
        28 => {
            let mut day = Vec::new();
            write_day(&mut day, since.div_euclid(86_400));
            out.extend_from_slice(&day[..day.len().saturating_sub(3)]);
        }
        _ => float(out, number),
    }
}
