//! The notation of references: `figure#what;what|format`.

use crate::base::Period;

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// As the report prints it.
    Number,
    /// With its unit.
    Unit,
    /// Share of its table's total.
    Share,
    /// The share as a simple ratio.
    Ratio,
    /// Two digits.
    Round,
    /// Change, signed.
    Change(Option<i32>),
    /// Change without sign.
    Growth(Option<i32>),
}

/// All formats, for messages.
pub const FORMATS: [&str; 7] = ["number", "unit", "share", "ratio", "round", "change", "growth"];

/// What picks a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Want {
    /// `2022`, `2022-03`, `2017/2020`.
    Period(Period),
    /// `channel=chat`, `measure=share`, `stage=incoming`.
    Named(String, String),
    /// `chat`.
    Bare(String),
}

/// A reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Figure id.
    pub figure: String,
    /// What picks the cell.
    pub wants: Vec<Want>,
    /// How it is written.
    pub format: Format,
}

/// Reads what stands between the braces; gives what is wrong with it otherwise.
pub fn parse(text: &str) -> Result<Reference, String> {
    let (spec, format) = text.split_once('|').map_or((text, "number"), |(s, f)| (s, f.trim()));
    let (figure, rest) = spec.split_once('#').unwrap_or((spec, ""));
    let mut wants = Vec::new();
    for part in rest.split(';').map(str::trim).filter(|p| !p.is_empty()) {
        wants.push(match part.split_once('=').map(|(k, v)| (k.trim(), v.trim())) {
            Some(("period", value)) => match Period::parse(value) {
                Some(period) => Want::Period(period),
                None => return Err(format!("`{value}` is no period")),
            },
            Some((key, value)) => Want::Named(key.to_owned(), value.to_owned()),
            None => Period::parse(part).map_or_else(|| Want::Bare(part.to_owned()), Want::Period),
        });
    }
    Ok(Reference { figure: figure.trim().to_owned(), wants, format: self::format(format)? })
}

fn format(text: &str) -> Result<Format, String> {
    let (name, year) = text.split_once('=').map_or((text, None), |(n, y)| (n.trim(), Some(y.trim())));
    let year = match year {
        None => None,
        Some(y) => Some(y.parse::<i32>().map_err(|_| format!("`{y}` is no year"))?),
    };
    match (name, year) {
        ("number", None) => Ok(Format::Number),
        ("unit", None) => Ok(Format::Unit),
        ("share", None) => Ok(Format::Share),
        ("ratio", None) => Ok(Format::Ratio),
        ("round", None) => Ok(Format::Round),
        ("change", year) => Ok(Format::Change(year)),
        ("growth", year) => Ok(Format::Growth(year)),
        _ => Err(format!("`{text}` is no format; there are {}", FORMATS.join(", "))),
    }
}
