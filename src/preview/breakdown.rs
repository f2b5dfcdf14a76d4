//! A breakdown as codes by years, joined from the reports of all years.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::base::{Num, Period};
use crate::config::{FigureId, Helpline};
use crate::disclosure::{Safe, SafeTable, cell_name};
use crate::measures::{Header, Missing, Role, TableKind};

/// What a place shows: a number, or the reason why there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// The published number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Why there is none: `withheld`, `too_much_unknown`, `beside_published`, `past_limit`, `not_available`, `not_applicable` or
    /// `undefined`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<&'static str>,
    /// The name of its count in the private log.
    #[serde(skip)]
    pub name: String,
}

impl Shown {
    /// What a safe cell shows.
    pub fn of(value: Safe, name: String) -> Self {
        let (value, why) = match value {
            Safe::Number(n) => (Some(n.to_string()), None),
            Safe::Hidden => (None, Some("withheld")),
            Safe::Missing(missing) => (None, Some(why(missing))),
        };
        Self { value, why, name }
    }

    /// Its sign on paper, or its number.
    #[must_use]
    pub fn text(&self) -> &str {
        match (&self.value, self.why) {
            (Some(value), _) => value,
            (None, Some("withheld")) => "[c]",
            (None, Some("not_applicable")) => "[z]",
            (None, _) => "[x]",
        }
    }
}

/// The word for why there is no number.
pub(super) fn why(missing: Missing) -> &'static str {
    match missing {
        Missing::NotApplicable => "not_applicable",
        Missing::NotAvailable => "not_available",
        Missing::TooMuchUnknown => "too_much_unknown",
        Missing::BesidePublished => "beside_published",
        Missing::PastLimit => "past_limit",
        Missing::Undefined => "undefined",
    }
}

/// A row of a breakdown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The code; nothing for the total.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// `code`, `group`, `member`, `other`, `unknown` or `total`.
    pub role: &'static str,
    /// What it shows, by year.
    pub years: BTreeMap<i32, Shown>,
}

/// A year of which too much is unknown for a breakdown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TooMuchUnknown {
    pub year: i32,
    /// The limit of the line, in percent.
    pub limit: u32,
    /// The lowest limit with which the breakdown is given; nothing when a count that it follows from is withheld.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_with: Option<u32>,
}

/// A breakdown of the contacts of the main stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Breakdown {
    pub dimension: String,
    pub figure: FigureId,
    pub chapter: &'static str,
    /// `multi` when several answers per contact make parts that do not add up to the total.
    pub kind: &'static str,
    pub years: Vec<i32>,
    pub rows: Vec<Row>,
    /// Share of unknown answers, in percent, where both its counts are published.
    pub unknown: BTreeMap<i32, String>,
    pub too_much_unknown: Vec<TooMuchUnknown>,
    /// Years of tables that show no part, only how much is unknown.
    #[serde(skip)]
    bare: BTreeSet<i32>,
}

impl Breakdown {
    /// How many places of a year, or of all, show this.
    #[must_use]
    pub fn count(&self, year: Option<i32>, is: impl Fn(&Shown) -> bool) -> usize {
        let shown = self.rows.iter().flat_map(|row| &row.years);
        shown.filter(|(y, shown)| year.is_none_or(|year| **y == year) && is(shown)).count()
    }
}

/// The breakdowns by one dimension, also by channel, month and weekday, in the order of the reports.
#[must_use]
pub fn breakdowns<'t>(line: &Helpline, reports: impl Iterator<Item = &'t [SafeTable]>) -> Vec<Breakdown> {
    let mut all: Vec<Breakdown> = Vec::new();
    for table in reports.flatten() {
        let Some(dimension) = dimension(table) else { continue };
        match all.iter_mut().find(|b| b.dimension == dimension) {
            Some(known) => known.take(table),
            None => all.push(Breakdown::new(dimension, table)),
        }
    }
    all.iter_mut().for_each(|breakdown| breakdown.reckon_unknown(line));
    all
}

/// The dimension of a table of contacts by its codes and by years.
fn dimension(table: &SafeTable) -> Option<String> {
    let dimension = table.row_dim().filter(|_| table.col_dim().is_none())?;
    // Channels, months and weekdays are broken down by as the dimensions of a line are.
    let own = FigureId::ContactsBy(dimension.to_owned()).to_string();
    table.figure().is(&own).then(|| dimension.to_owned())
}

/// Note of a table of which too much is unknown in some year.
const TOO_MUCH: &str = "too-much-unknown";

/// Whether too much is unknown in all years of a table, so that it has no row of a part.
pub(super) fn shows_no_part(table: &SafeTable) -> bool {
    let part = |header: &Header| !matches!(header.role, Role::Unknown | Role::Total | Role::Derived);
    table.notes().iter().any(|note| note.id == TOO_MUCH) && !table.rows().iter().any(part)
}

/// The year of a column of counts.
fn year_of(header: &Header) -> Option<i32> {
    match header.key.period {
        Some(Period::Year(year)) if header.role != Role::Derived => Some(year),
        _ => None,
    }
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Body => "code",
        Role::Group => "group",
        Role::Member => "member",
        Role::Other => "other",
        Role::Unknown => "unknown",
        Role::Total => "total",
        Role::Derived => "derived",
    }
}

impl Breakdown {
    fn new(dimension: String, table: &SafeTable) -> Self {
        let mut new = Self {
            dimension,
            figure: table.figure().clone(),
            chapter: table.chapter().id(),
            kind: if table.kind() == TableKind::Multi { "multi" } else { "single" },
            years: Vec::new(),
            rows: Vec::new(),
            unknown: BTreeMap::new(),
            too_much_unknown: Vec::new(),
            bare: BTreeSet::new(),
        };
        new.take(table);
        new
    }

    /// Takes what the report of a further year shows; of a year that both show the later report counts.
    fn take(&mut self, table: &SafeTable) {
        let mut years: BTreeSet<i32> = self.years.iter().copied().collect();
        for (r, row) in table.rows().iter().enumerate().filter(|(_, row)| row.role != Role::Derived) {
            let code = row.key.dims.get(self.dimension.as_str()).map(ToString::to_string);
            let role = role(row.role);
            let known = self.rows.iter().position(|own| own.code == code && own.role == role);
            let at = known.unwrap_or_else(|| {
                // The total stays last.
                let last = self.rows.iter().position(|own| own.role == "total").unwrap_or(self.rows.len());
                self.rows.insert(last, Row { code, role, years: BTreeMap::new() });
                last
            });
            for (c, year) in table.cols().iter().enumerate().filter_map(|(c, col)| Some((c, year_of(col)?))) {
                let shown = Shown::of(table.cell(r, c).value(), cell_name(&table.key_of(r, c)));
                self.rows[at].years.insert(year, shown);
                years.insert(year);
            }
        }
        self.years = years.into_iter().collect();
        if shows_no_part(table) {
            self.bare.extend(table.cols().iter().filter_map(year_of));
        }
    }

    /// The share of unknown answers, and what limit would let the breakdown be given.
    fn reckon_unknown(&mut self, line: &Helpline) {
        let number = |shown: Option<&Shown>| {
            let value = shown.and_then(|s| s.value.as_ref()).and_then(|v| Num::parse(v));
            value.filter(|n| n.decimals == 0).map(|n| n.scaled)
        };
        for year in self.years.clone() {
            let mut of_year = self.rows.iter().filter(|r| r.role == "unknown");
            let unknown = of_year.try_fold(0, |sum, row| {
                row.years.get(&year).map_or(Some(sum), |shown| Some(sum + number(Some(shown))?))
            });
            let total = self.rows.iter().find(|r| r.role == "total").and_then(|r| number(r.years.get(&year)));
            let both = unknown.zip(total).filter(|(_, total)| *total > 0);
            let has_unknown = self.rows.iter().any(|r| r.role == "unknown");
            if let Some((unknown, total)) = both.filter(|_| has_unknown)
                && let Some(share) = Num::quotient(100, i128::from(unknown), i128::from(total), 1)
            {
                self.unknown.insert(year, share.to_string());
            }
            let told = self.count(Some(year), |s| s.why == Some("too_much_unknown")) > 0;
            if told || self.bare.contains(&year) {
                let least =
                    both.and_then(|(unknown, total)| u32::try_from((100 * unknown + total - 1) / total).ok());
                self.too_much_unknown.push(TooMuchUnknown {
                    year,
                    limit: line.max_unknown_percent,
                    given_with: least.filter(|limit| *limit <= 100),
                });
            }
        }
    }
}
