//! What was published, to look claims up in: only safe cells, never anything else.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::base::{Num, Period};
use crate::config::{FigureId, Stage};
use crate::disclosure::{Safe, SafeTable};
use crate::measures::{Flag, Key, Role};
use crate::words::wording::Ratio;

/// A published cell.
#[derive(Debug, Clone)]
pub struct Fact {
    pub figure: String,
    pub measure: String,
    pub stage: Option<Stage>,
    pub unit: String,
    pub period: Period,
    pub dims: BTreeMap<String, String>,
    pub value: Safe,
    pub flags: BTreeSet<Flag>,
    /// Whether the cell is one of the answers that are none: unknown, unclear, blank.
    pub unknown: bool,
    /// Whether the cell is the total of a table that counts only some contacts: those that were referred,
    /// those that were handed on.
    pub narrow: bool,
    /// Number of what it counts: figure, measure and stage.
    kin: usize,
    /// Number of its series: the same with the same codes.
    line: usize,
}

impl Fact {
    /// A cell as a test writes it.
    #[cfg(test)]
    pub fn plain(figure: &str, measure: &str, stage: Option<Stage>, unit: &str, period: Period) -> Self {
        Self {
            figure: figure.to_owned(),
            measure: measure.to_owned(),
            stage,
            unit: unit.to_owned(),
            period,
            dims: BTreeMap::new(),
            value: Safe::Hidden,
            flags: BTreeSet::new(),
            unknown: false,
            narrow: false,
            kin: 0,
            line: 0,
        }
    }

    /// The number of a count.
    pub fn count(&self) -> Option<i64> {
        self.value.number().filter(|n| n.decimals == 0).map(|n| n.scaled)
    }

    /// The year, when it is of a whole year.
    pub fn year(&self) -> Option<i32> {
        match self.period {
            Period::Year(year) => Some(year),
            _ => None,
        }
    }

    /// Whether it counts something: no share, change, rate or time.
    pub fn counts(&self) -> bool {
        !matches!(
            self.unit.as_str(),
            "percent"
                | "percentage_point"
                | "second"
                | "victims_per_contact"
                | "per_number"
                | "row"
                | "month"
                | ""
        )
    }

    /// Whether it is added up over years.
    pub fn cumulative(&self) -> bool {
        self.measure.ends_with("_cumulative")
    }

    /// Whether it is a cell with this key.
    pub fn has(&self, key: &Key) -> bool {
        (Some(&self.measure), self.stage, self.unit.as_str(), Some(self.period), &self.dims)
            == (key.measure.as_ref(), key.stage, key.unit.as_deref().unwrap_or(""), key.period, &key.dims)
    }

    /// Same figure, measure and stage.
    pub fn kin(&self, other: &Self) -> bool {
        self.kin == other.kin
    }
}

/// All facts of a report.
#[derive(Debug)]
pub struct Facts {
    /// In the order of the tables.
    pub all: Vec<Fact>,
    /// Numbers of tables that make no statements about contacts: they are printed all the same.
    pub apart: Vec<Num>,
    pub year: i32,
    /// Positions of the cells of each series.
    lines: Vec<Vec<usize>>,
    /// For what is counted, the series by their codes.
    kinds: Vec<HashMap<BTreeMap<String, String>, usize>>,
}

/// Figures that are no statements about contacts.
const APART: [FigureId; 3] = [FigureId::PublishedBefore, FigureId::Rows, FigureId::Completeness];

impl Facts {
    /// Of the tables of a report.
    pub fn of(tables: &[SafeTable], year: i32) -> Self {
        let (mut all, mut apart) = (Vec::new(), Vec::new());
        for table in tables.iter().filter(|t| APART.contains(t.figure())) {
            let cells = (0..table.rows().len()).flat_map(|r| (0..table.cols().len()).map(move |c| (r, c)));
            apart.extend(cells.filter_map(|(r, c)| table.cell(r, c).value().number()));
        }
        for table in tables.iter().filter(|t| !APART.contains(t.figure())) {
            for row in 0..table.rows().len() {
                for col in 0..table.cols().len() {
                    let Key { measure, stage, unit, period, dims, .. } = table.key_of(row, col);
                    let cell = table.cell(row, col);
                    let (Some(measure), Some(period)) = (measure, period) else { continue };
                    all.push(Fact {
                        figure: table.figure().to_string(),
                        measure,
                        stage,
                        unit: unit.unwrap_or_default(),
                        period,
                        dims,
                        value: cell.value(),
                        flags: cell.flags().clone(),
                        unknown: table.rows()[row].role == Role::Unknown
                            || table.cols()[col].role == Role::Unknown,
                        narrow: false,
                        kin: 0,
                        line: 0,
                    });
                }
            }
        }
        Self::new(all, apart, year)
    }

    /// Of facts and other numbers.
    pub fn new(mut all: Vec<Fact>, apart: Vec<Num>, year: i32) -> Self {
        // The largest total without codes is the whole; a smaller one is of some contacts only.
        let same = |f: &Fact| (f.measure.clone(), f.stage, f.period);
        let mut whole = BTreeMap::new();
        for fact in all.iter().filter(|f| f.dims.is_empty() && f.counts()) {
            let largest = whole.entry(same(fact)).or_insert(fact.count());
            *largest = (*largest).max(fact.count());
        }
        for fact in all.iter_mut().filter(|f| f.dims.is_empty() && f.counts()) {
            fact.narrow = fact.count().is_some() && whole.get(&same(fact)) != Some(&fact.count());
        }
        let mut facts = Self { all, apart, year, lines: Vec::new(), kinds: Vec::new() };
        facts.number();
        facts
    }

    /// Numbers the series, so that none is looked for among all cells.
    fn number(&mut self) {
        let mut kin = HashMap::new();
        for (i, fact) in self.all.iter_mut().enumerate() {
            let next = kin.len();
            fact.kin = *kin.entry((fact.figure.clone(), fact.measure.clone(), fact.stage)).or_insert(next);
            self.kinds.resize_with(kin.len(), HashMap::new);
            let next = self.lines.len();
            fact.line = *self.kinds[fact.kin].entry(fact.dims.clone()).or_insert(next);
            self.lines.resize_with(self.lines.len().max(fact.line + 1), Vec::new);
            self.lines[fact.line].push(i);
        }
    }

    /// The cells of a series.
    fn line(&self, line: usize) -> impl Iterator<Item = &Fact> {
        self.lines[line].iter().map(|i| &self.all[*i])
    }

    /// The kin of a fact with other codes or another period.
    pub fn beside(&self, fact: &Fact, dims: &BTreeMap<String, String>, period: Period) -> Option<&Fact> {
        let line = *self.kinds[fact.kin].get(dims)?;
        self.line(line).find(|f| f.period == period)
    }

    /// The same cell in another year.
    pub fn in_year(&self, fact: &Fact, year: i32) -> Option<&Fact> {
        self.line(fact.line).find(|f| f.period == Period::Year(year))
    }

    /// The years of a cell, oldest first, whether or not they hold a number.
    pub fn series(&self, fact: &Fact) -> Vec<&Fact> {
        let mut found: Vec<&Fact> = self.line(fact.line).filter(|f| f.year().is_some()).collect();
        found.sort_by_key(|f| f.period);
        found.dedup_by_key(|f| f.period);
        found
    }

    /// Share of a cell in the total of its table (all codes but those of `within` left out).
    pub fn share(&self, fact: &Fact, within: &BTreeMap<String, String>) -> Option<Ratio> {
        let whole = self.beside(fact, within, fact.period)?.count()?;
        (whole > 0).then_some(Ratio(i128::from(fact.count()?), i128::from(whole)))
    }

    /// Share of a cell among the real answers: the unknown ones left out of the total.
    pub fn share_of_known(&self, fact: &Fact) -> Option<Ratio> {
        let whole = self.beside(fact, &BTreeMap::new(), fact.period)?.count()?;
        let dim = fact.dims.keys().next()?;
        let unknown: i64 = self
            .all
            .iter()
            .filter(|f| {
                f.kin(fact)
                    && f.period == fact.period
                    && f.unknown
                    && f.dims.len() == 1
                    && f.dims.contains_key(dim)
            })
            .map(Fact::count)
            .sum::<Option<i64>>()?;
        (whole > unknown && unknown > 0 && !fact.unknown)
            .then(|| Some(Ratio(i128::from(fact.count()?), i128::from(whole - unknown))))
            .flatten()
    }

    /// Change of a cell between two years, as a fraction of 1.
    pub fn change(&self, fact: &Fact, from: i32, to: i32) -> Option<Ratio> {
        let a = self.in_year(fact, from)?.count()?;
        let b = self.in_year(fact, to)?.count()?;
        (a > 0).then_some(Ratio(i128::from(b - a), i128::from(a)))
    }

    /// Whether a cell is of a part of a year in one of two years.
    pub fn partial(&self, fact: &Fact, years: [i32; 2]) -> Option<i32> {
        years
            .into_iter()
            .find(|y| self.in_year(fact, *y).is_some_and(|f| f.flags.contains(&Flag::PartialYear)))
    }
}
