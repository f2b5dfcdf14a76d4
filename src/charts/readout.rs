//! What a chart reads out where somebody points at it: the numbers that are drawn there, as its table prints them. A page
//! shows them beside the pointer, and as the keyboard moves on.

use std::fmt::Write;

use super::frame::Frame;
use super::view::{Part, Sum, View};
use crate::base::Period;
use crate::disclosure::Safe;
use crate::measures::Missing;
use crate::words::typographic;

/// How the places of an area follow each other.
#[derive(Debug, Clone, PartialEq)]
pub enum Way {
    /// Bands of equal width from left to right.
    Across,
    /// Bands of equal height from above.
    Down,
    /// Rows of cells from above, of which each number has one.
    Grid,
    /// Around a point each, in points.
    Around(Vec<(f64, f64)>),
}

/// An area of a chart with what its places read out.
#[derive(Debug, Clone, PartialEq)]
pub struct Readout {
    /// Where it is.
    pub frame: Frame,
    /// How its places follow each other.
    pub way: Way,
    /// What the numbers of each place are, in their order; one that needs no name has an empty one.
    pub names: Vec<String>,
    /// The places: what each is, and its numbers.
    pub places: Vec<(String, Vec<String>)>,
}

impl Readout {
    /// Bands from left to right, a year each.
    pub fn of_years(
        view: &View<'_>,
        frame: &Frame,
        years: &[(usize, i32)],
        names: Vec<String>,
        numbers: impl Fn(usize) -> Vec<String>,
    ) -> Self {
        let place = |(col, year): &(usize, i32)| (view.words.period(Period::Year(*year)), numbers(*col));
        Self { frame: *frame, way: Way::Across, names, places: years.iter().map(place).collect() }
    }
}

/// Readouts in one text, for the script of a page: of each area a line with its way, left, top, width and height, then
/// the names, then a line for each place; parts of a line are parted by tabs, areas by an empty line. Points are whole.
pub fn notation(readouts: &[Readout]) -> String {
    let mut text = String::new();
    for readout in readouts.iter().filter(|readout| !readout.places.is_empty()) {
        if !text.is_empty() {
            text.push('\n');
        }
        let way = match readout.way {
            Way::Across => "across",
            Way::Down => "down",
            Way::Grid => "grid",
            Way::Around(_) => "around",
        };
        let Frame { left, top, width, height } = readout.frame;
        let _ = write!(text, "{way} {left:.0} {top:.0} {width:.0} {height:.0}");
        line(&mut text, &readout.names);
        for (at, (name, numbers)) in readout.places.iter().enumerate() {
            text.push_str(&plain(name));
            if let Way::Around(points) = &readout.way {
                let (x, y) = points.get(at).copied().unwrap_or_default();
                let _ = write!(text, "\t{x:.0} {y:.0}");
            }
            line(&mut text, numbers);
        }
    }
    text
}

/// The rest of a line.
fn line(text: &mut String, parts: &[String]) {
    for part in parts {
        text.push('\t');
        text.push_str(&plain(part));
    }
    text.push('\n');
}

/// A text without what parts lines.
fn plain(text: &str) -> String {
    typographic(text).replace(char::is_control, " ")
}

impl View<'_> {
    /// A cell as its table prints it: the number with its signs, or the sign that stands for it.
    pub fn printed(&self, row: usize, col: usize) -> String {
        match self.table.cell(row, col).value() {
            Safe::Missing(Missing::NotApplicable) => "[z]".to_owned(),
            Safe::Missing(Missing::Undefined) => String::new(),
            Safe::Missing(_) => "[x]".to_owned(),
            Safe::Hidden => self.text(row, col),
            Safe::Number(_) => format!("{} {}", self.text(row, col), self.signs(row, col)).trim().to_owned(),
        }
    }

    /// The same of a part; nothing where none of its members has a number.
    pub fn printed_part(&self, part: &Part, cell: impl Fn(usize) -> (usize, usize)) -> String {
        if let [member] = part.members.as_slice() {
            let (row, col) = cell(*member);
            return self.printed(row, col);
        }
        let unit = part.members.first().map(|member| cell(*member)).map(|(row, col)| self.unit(row, col));
        match (self.sum(part, cell), unit) {
            (Sum::Number(n), Some(unit)) => self.write(n, unit),
            (Sum::Hidden, _) => super::view::HIDDEN.to_owned(),
            _ => String::new(),
        }
    }
}
