//! The cells of ODS: what their element says, and how it is written.

use quick_xml::events::BytesStart;

use super::super::parquet::float;
use super::super::row::Mark;
use super::archive::unescaped;
use super::serial::{write_duration, write_iso};

/// Columns that a worksheet can have.
pub(super) const COLUMNS: usize = 16_384;

/// A cell while it is read.
#[derive(Default)]
pub(super) struct Cell {
    pub kind: String,
    pub value: String,
    pub error: bool,
    pub formula: bool,
    pub repeat: usize,
}

/// Appends text, in which white space of any length is one space.
pub(super) fn push(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            ' ' | '\t' | '\r' | '\n' if out.is_empty() || out.ends_with([' ', '\n']) => {}
            '\t' | '\r' | '\n' => out.push(' '),
            letter => out.push(letter),
        }
    }
}

/// What the element of a cell says.
pub(super) fn cell(element: &BytesStart<'_>) -> Cell {
    let mut cell = Cell { repeat: 1, ..Cell::default() };
    for attribute in element.attributes().with_checks(false).flatten() {
        let value = || unescaped(attribute.value.as_ref());
        match attribute.key.local_name().as_ref() {
            "value-type" if attribute.value.as_ref() == "error" => cell.error = true,
            "value-type" if cell.kind.is_empty() => cell.kind = value(),
            "value" | "date-value" | "time-value" | "boolean-value" | "string-value" => cell.value = value(),
            "formula" => cell.formula = true,
            "number-columns-repeated" => {
                cell.repeat = attribute.value.parse::<usize>().map_or(1, |n| n.clamp(1, COLUMNS));
            }
            _ => {}
        }
    }
    cell
}

impl Cell {
    /// What is known of it beside its text.
    pub(super) fn mark(&self, text: &str) -> Mark {
        let error = text.starts_with('#') || text.starts_with("Err:");
        match () {
            () if self.error || (self.formula && error) => Mark::Error,
            () if self.formula && self.kind.is_empty() && text.is_empty() => Mark::Uncomputed,
            () if self.formula && self.value.parse() == Ok(0.0) => Mark::Zero,
            () if self.formula => Mark::Formula,
            () => Mark::Plain,
        }
    }

    /// Writes it as text: moments as ISO 8601, whole numbers without a point.
    pub(super) fn write(&self, out: &mut Vec<u8>, text: &str) {
        match self.kind.as_str() {
            _ if self.error => {
                out.extend_from_slice(if text.len() <= 24 { text } else { "#ERROR" }.as_bytes())
            }
            "float" | "percentage" | "currency" => match self.value.parse::<f64>() {
                Ok(number) => float(out, number),
                Err(_) => out.extend_from_slice(text.as_bytes()),
            },
            "date" => write_iso(out, &self.value),
            "time" => write_duration(out, &self.value),
            "boolean" => out.extend_from_slice(self.value.to_ascii_lowercase().as_bytes()),
            _ if text.is_empty() => out.extend_from_slice(self.value.as_bytes()),
            _ => out.extend_from_slice(text.as_bytes()),
        }
    }
}
