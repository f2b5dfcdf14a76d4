//! A protected table as a chart reads it: what can be drawn, and how it is written.

use super::theme::Theme;
use super::words::ChartWords;
use crate::base::{Num, Period};
use crate::disclosure::{Safe, SafeTable};

use crate::measures::{Flag, Form, Header, Label, Role};

/// Sign of a withheld number.
pub const HIDDEN: &str = "[c]";

/// A table with all that is needed to draw it.
pub struct View<'a> {
    /// The numbers.
    pub table: &'a SafeTable,
    /// The words.
    pub words: &'a dyn ChartWords,
    /// Colours, fonts, sizes.
    pub theme: &'a Theme,
    /// The line's colour.
    pub accent: &'a str,
    /// Width in points.
    pub width: f64,
    /// The columns of two years whose shares the headline sets beside each other, the earlier one first.
    pub compared: Option<(usize, usize)>,
}

/// One or more rows (or columns) drawn as one.
#[derive(Debug, Clone)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Its colour.
    pub colour: String,
    /// The rows or columns that it sums.
    pub members: Vec<usize>,
}

/// How numbers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A plain number.
    Plain,
    /// A percentage.
    Percent,
    /// Seconds, as minutes and seconds.
    Clock,
}

impl Unit {
    /// Of a unit's word.
    pub fn of(word: Option<&str>) -> Self {
        match word {
            Some("percent") => Self::Percent,
            Some("second") => Self::Clock,
            _ => Self::Plain,
        }
    }
}

/// What the drawing of a part rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sum {
    /// All members have a number, or none at all can have one.
    Number(Num),
    /// One of the members is withheld.
    Hidden,
    /// There is no number.
    Missing,
}

impl View<'_> {
    /// The number of a cell.
    pub fn value(&self, row: usize, col: usize) -> Option<f64> {
        self.table.cell(row, col).value().to_f64()
    }

    /// The share of a row in the whole of a column, in percent with one decimal, from published counts.
    pub fn share(&self, row: usize, col: usize) -> Option<Num> {
        let whole = self.table.rows().iter().rposition(|head| head.role == Role::Total)?;
        let number = |row: usize| self.table.cell(row, col).value().number();
        Num::quotient(100, i128::from(number(row)?.scaled), i128::from(number(whole)?.scaled), 1)
    }

    /// Whether a cell is withheld.
    pub fn hidden(&self, row: usize, col: usize) -> bool {
        self.table.cell(row, col).value() == Safe::Hidden
    }

    /// Whether a cell's period is partial or provisional.
    pub fn unsure(&self, row: usize, col: usize) -> bool {
        let flags = self.table.cell(row, col).flags();
        flags.contains(&Flag::PartialYear) || flags.contains(&Flag::Provisional)
    }

    /// Whether the series breaks before a cell.
    pub fn breaks(&self, row: usize, col: usize) -> bool {
        self.table.cell(row, col).flags().contains(&Flag::Break)
    }

    /// The signs of a cell, as printed.
    pub fn signs(&self, row: usize, col: usize) -> String {
        self.sign_list(row, col).concat()
    }

    /// The signs of a cell one by one. Of rounding a note under the figure speaks.
    pub fn sign_list(&self, row: usize, col: usize) -> Vec<&'static str> {
        signs(self.table.cell(row, col).flags().iter())
    }

    /// The signs that all numbers of a column bear, which can be said once.
    pub fn shared_signs(&self, rows: &[usize], col: usize) -> Vec<&'static str> {
        let told = rows.iter().filter(|row| !self.text(**row, col).is_empty());
        let flags = told.map(|row| self.table.cell(*row, col).flags().clone());
        let shared = flags.reduce(|all, more| &all & &more).unwrap_or_default();
        signs(shared.iter().filter(|flag| **flag != Flag::LowReliability))
    }

    /// The signs that any of the numbers of a column bears.
    pub fn any_signs(&self, rows: &[usize], col: usize) -> String {
        let flags = rows.iter().flat_map(|row| self.table.cell(*row, col).flags());
        signs(flags.collect::<std::collections::BTreeSet<_>>().into_iter()).concat()
    }

    /// How the numbers are written.
    pub fn unit(&self, row: usize, col: usize) -> Unit {
        Unit::of(self.table.key_of(row, col).unit.as_deref())
    }

    /// A number as printed for a cell's unit.
    pub fn write(&self, number: Num, unit: Unit) -> String {
        match unit {
            Unit::Plain => self.words.number(number),
            Unit::Percent => self.words.percent(number),
            Unit::Clock => self.words.clock(number),
        }
    }

    /// The text of a cell: its number, the sign of hiding, or nothing.
    pub fn text(&self, row: usize, col: usize) -> String {
        match self.table.cell(row, col).value() {
            Safe::Number(n) => self.write(n, self.unit(row, col)),
            Safe::Hidden => HIDDEN.to_owned(),
            Safe::Missing(_) => String::new(),
        }
    }

    /// Name of a row.
    pub fn row_name(&self, row: usize) -> String {
        self.words.label(&self.table.rows()[row].label)
    }

    /// Columns that hold a year's numbers, with their year.
    pub fn years(&self) -> Vec<(usize, i32)> {
        let year = |(i, header): (usize, &Header)| match (header.role, period(header)) {
            (Role::Derived | Role::Total, _) => None,
            (_, Some(Period::Year(year))) => Some((i, year)),
            _ => None,
        };
        self.table.cols().iter().enumerate().filter_map(year).collect()
    }

    /// The report year's column: the one of the year, or the last; of bars that show the latest year, the
    /// latest in which most rows have a number.
    pub fn report_column(&self) -> Option<usize> {
        if self.table.form() == Form::LatestBars {
            return self.table.latest();
        }
        let years = self.years();
        years.iter().find(|(_, year)| *year == self.table.year()).or(years.last()).map(|(col, _)| *col)
    }

    /// The year that is drawn.
    pub fn report_year(&self) -> i32 {
        let drawn = self.report_column().and_then(|c| period(&self.table.cols()[c]));
        match drawn.filter(|_| self.table.form() == Form::LatestBars) {
            Some(Period::Year(year)) => year,
            _ => self.table.year(),
        }
    }

    /// Rows that are parts: bodies, other, unknown. Rows of rates when there is nothing else.
    pub fn parts(&self) -> Vec<usize> {
        drawn(self.table.rows())
    }

    /// The one row of a table that is drawn as a single series: the total, or else the first part.
    pub fn single(&self) -> Option<usize> {
        let total = self.table.rows().iter().position(|row| row.role == Role::Total);
        total.or(self.parts().first().copied())
    }

    /// Rows or columns as coloured parts: six at most, then *andere*, then unknown.
    pub fn categories(&self, headers: &[Header]) -> Vec<Part> {
        const MOST: usize = 6;
        let of = |role: Role| drawn(headers).into_iter().filter(move |i| headers[*i].role == role);
        let colours = &self.theme.tokens.colours;
        let name = |i: usize| self.words.label(&headers[i].label);
        let bodies: Vec<usize> = drawn(headers)
            .into_iter()
            .filter(|i| !matches!(headers[*i].role, Role::Other | Role::Unknown))
            .collect();
        let kept = if bodies.len() > MOST { MOST } else { bodies.len() };
        let mut parts: Vec<Part> = bodies[..kept]
            .iter()
            .enumerate()
            .map(|(place, i)| Part { name: name(*i), colour: self.category(place), members: vec![*i] })
            .collect();
        let rest: Vec<usize> = bodies[kept..].iter().copied().chain(of(Role::Other)).collect();
        match rest.as_slice() {
            [] => {}
            [one] => parts.push(Part { name: name(*one), colour: colours.other.clone(), members: rest }),
            _ => {
                let name = self.words.fill("charts.other", &[]);
                parts.push(Part { name, colour: colours.other.clone(), members: rest });
            }
        }
        for i in of(Role::Unknown) {
            parts.push(Part { name: name(i), colour: colours.unknown.clone(), members: vec![i] });
        }
        parts
    }

    /// Colour of a category: the line's own first, then the palette without what looks like it.
    pub fn category(&self, place: usize) -> String {
        if place == 0 {
            return self.accent.to_owned();
        }
        let close = |colour: &str| {
            let (a, b) = (
                super::theme::rgb(colour).unwrap_or_default(),
                super::theme::rgb(self.accent).unwrap_or_default(),
            );
            a.iter().zip(b).map(|(x, y)| i32::from(*x).abs_diff(i32::from(y))).sum::<u32>() < 110
        };
        let mut others: Vec<&String> = self.theme.tokens.palette.iter().filter(|c| !close(c)).collect();
        // The accent's neighbour is not as dark as the accent, for grey print.
        if let Some(apart) = others.iter().position(|c| super::theme::contrast(c, self.accent) >= 1.8) {
            others.swap(0, apart);
        }
        others.get((place - 1) % others.len().max(1)).map_or_else(|| self.accent.to_owned(), |c| (*c).clone())
    }

    /// The sum of a part over cells given by its members; never over a withheld one.
    pub fn sum(&self, part: &Part, cell: impl Fn(usize) -> (usize, usize)) -> Sum {
        let mut sum: Option<Num> = None;
        for member in &part.members {
            let (row, col) = cell(*member);
            match self.table.cell(row, col).value() {
                Safe::Hidden => return Sum::Hidden,
                Safe::Missing(_) => {}
                Safe::Number(n) => sum = Some(sum.map_or(n, |s| add(s, n))),
            }
        }
        sum.map_or(Sum::Missing, Sum::Number)
    }

    /// How many drawn cells are withheld.
    pub fn hidden_cells(&self) -> usize {
        let cols = drawn(self.table.cols());
        self.parts().iter().map(|row| cols.iter().filter(|col| self.hidden(*row, **col)).count()).sum()
    }

    /// Whether at least two numbers can be drawn.
    pub fn drawable(&self) -> bool {
        let (rows, cols) = (0..self.table.rows().len(), self.table.cols().len());
        rows.flat_map(|row| (0..cols).map(move |col| (row, col)))
            .filter(|(row, col)| self.value(*row, *col).is_some())
            .nth(1)
            .is_some()
    }
}

/// Flags as printed.
fn signs<'f>(flags: impl Iterator<Item = &'f Flag>) -> Vec<&'static str> {
    let sign = |flag: &Flag| match flag {
        Flag::Provisional => Some("[p]"),
        Flag::Revised => Some("[r]"),
        Flag::Break => Some("[b]"),
        Flag::LowReliability => Some("[u]"),
        Flag::Estimated => Some("[e]"),
        Flag::PartialYear => Some("[d]"),
        Flag::Rounded => None,
    };
    flags.filter_map(sign).collect()
}

/// Places of the headers that are parts of the whole.
pub fn drawn(headers: &[Header]) -> Vec<usize> {
    let with = |keep: fn(Role) -> bool| -> Vec<usize> {
        headers.iter().enumerate().filter(|(_, h)| keep(h.role)).map(|(i, _)| i).collect()
    };
    let parts = with(|role| matches!(role, Role::Body | Role::Member | Role::Other | Role::Unknown));
    if parts.is_empty() { with(|role| role == Role::Derived) } else { parts }
}

/// The period of a header.
pub fn period(header: &Header) -> Option<Period> {
    header.key.period.or(match header.label {
        Label::Period(period) => Some(period),
        _ => None,
    })
}

/// The sum of two numbers, on the larger number of decimals.
pub fn add(a: Num, b: Num) -> Num {
    let decimals = a.decimals.max(b.decimals);
    let lift = |n: Num| n.scaled.saturating_mul(10_i64.pow(u32::from(decimals - n.decimals)));
    Num { scaled: lift(a).saturating_add(lift(b)), decimals }
}
