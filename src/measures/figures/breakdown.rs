//! Contacts of the main stage by each dimension: codes down, years across, share and change.

use std::collections::BTreeMap;

use super::breaks::{self, broken, exists};
use super::rows::{CodeRow, Vocabulary, weight};
use super::{Context, dim};
use crate::base::Period;
use crate::config::{Applies, CodeKind, DimKind, Dimension, FigureId};
use crate::measures::cube::{Grouping, Sums};
use crate::measures::grid::{breakdown_headers, measure, partial, with_breakdown, year_flags};
use crate::measures::{
    APPLIES_SOME, Cell, Exact, Flag, Form, Grid, Key, Missing, NoteRef, Population, Role, Sum, Table,
    TableKind,
};

/// One table per dimension, and one of victims where the dimension asks for it.
pub fn tables(cx: &Context<'_>) -> Vec<Table> {
    let mut tables = Vec::new();
    for d in &cx.line.dimensions {
        let Some(grouping) = cx.cube.get(&dim(&d.id)) else { continue };
        let counts = Counts::of(cx, d, grouping);
        tables.extend(table(cx, d, &counts, Subject::Contacts));
        if d.victims && cx.cube.has_victims && d.kind == DimKind::Single {
            tables.extend(table(cx, d, &counts, Subject::Victims));
        }
    }
    tables
}

/// What is counted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Subject {
    Contacts,
    Victims,
}

impl Subject {
    fn of(self, sums: Sums) -> u64 {
        match self {
            Self::Contacts => sums.n,
            Self::Victims => sums.victims,
        }
    }
}

/// Sums per code and year, and per year over all contacts.
struct Counts {
    codes: Grid,
    total: Grid,
}

impl Counts {
    fn of(cx: &Context<'_>, d: &Dimension, grouping: &Grouping) -> Self {
        let mut codes = Grid::new(d.codes.codes.len(), cx.years.len());
        let mut total = Grid::new(1, cx.years.len());
        for (key, sums) in grouping.iter() {
            let Some(c) = cx.column(cx.cube.year_month(key[0]).0) else { continue };
            if !Context::reaches(key[2], cx.line.main_stage) {
                continue;
            }
            let blank = |i: usize| d.codes.codes[i].kind == CodeKind::Blank;
            let positions: Vec<usize> = match d.kind {
                DimKind::Single => vec![usize::try_from(key[3]).unwrap_or(0)],
                DimKind::Multi => (0..d.codes.codes.len()).filter(|i| key[3] >> i & 1 == 1).collect(),
            };
            // Where only some contacts have an answer, a blank is none.
            let only_blank = positions.iter().all(|i| blank(*i));
            if d.applies == Applies::Some && only_blank {
                continue;
            }
            total.add(0, c, sums);
            for i in positions {
                codes.add(i, c, sums);
            }
        }
        Self { codes, total }
    }

    fn sum(&self, codes: &[usize], year: usize, subject: Subject) -> u64 {
        codes.iter().map(|i| subject.of(self.codes.at(*i, year))).sum()
    }
}

/// Share of unknown in a year, set against the line's limits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Known {
    /// Nearly always known.
    Well,
    /// Often unknown: the sign of low reliability.
    Poorly,
    /// Unknown too often for a breakdown.
    TooLittle,
}

fn known(cx: &Context<'_>, d: &Dimension, counts: &Counts, year: usize) -> Known {
    let unknown: Vec<usize> =
        (0..d.codes.codes.len()).filter(|i| is_unknown(d.codes.codes[*i].kind)).collect();
    let (unknown, all) = (counts.sum(&unknown, year, Subject::Contacts), counts.total.at(0, year).n);
    let above = |limit: u32| d.applies == Applies::Answered && unknown * 100 > all * u64::from(limit);
    if too_little_known(cx, d, unknown, all) {
        Known::TooLittle
    } else if above(cx.line.low_unknown_percent) {
        Known::Poorly
    } else {
        Known::Well
    }
}

/// Whether a trait is unknown of so many contacts that nothing is given by it.
pub fn too_little_known(cx: &Context<'_>, d: &Dimension, unknown: u64, all: u64) -> bool {
    d.applies == Applies::Answered
        && unknown * 100 > all * u64::from(cx.line.max_unknown_percent)
        && tells_little(unknown, all, cx.line.threshold)
}

/// Whether it may be told that so many are unknown that a breakdown is withheld, and by its absence that they are
/// not: there are so many of each that this bounds no small number, or so few in all that their number is
/// hidden itself.
pub fn tells_little(unknown: u64, all: u64, threshold: u64) -> bool {
    unknown > 2 * threshold && all > 3 * threshold || all < threshold
}

/// Whether a code says that nothing is known.
pub fn is_unknown(kind: CodeKind) -> bool {
    matches!(kind, CodeKind::Unknown | CodeKind::Unclear | CodeKind::Blank)
}

/// All that the cells of a breakdown follow from.
struct Plan<'a> {
    cx: &'a Context<'a>,
    d: &'a Dimension,
    counts: &'a Counts,
    subject: Subject,
    known: Vec<Known>,
}

fn table(cx: &Context<'_>, d: &Dimension, counts: &Counts, subject: Subject) -> Option<Table> {
    let last = cx.years.len() - 1;
    let vocabulary = Vocabulary::of_list(&d.id, &d.codes);
    let seen = |i: usize| (0..cx.years.len()).any(|y| counts.sum(&[i], y, subject) > 0);
    if !(0..d.codes.codes.len()).any(|i| d.codes.codes[i].kind == CodeKind::Plain && seen(i)) {
        return None;
    }
    let size = |codes: &[usize]| weight(counts.sum(codes, last, subject), cx.line.threshold);
    let existed = |i: usize| cx.years.iter().any(|y| exists(&d.codes, &[i], *y));
    let mut rows = vocabulary.rows(size, |i| seen(i) || (cx.lists(0) && existed(i)), true);
    let known: Vec<Known> = (0..cx.years.len()).map(|y| known(cx, d, counts, y)).collect();
    let withheld = |k: &Known| *k == Known::TooLittle;
    if known.iter().all(withheld) {
        // Only how much is unknown can be told.
        rows.retain(|r| matches!(r.header.role, Role::Unknown | Role::Total));
    }
    let plan = Plan { cx, d, counts, subject, known };
    let total = rows.len() - 1;
    if d.applies == Applies::Some {
        rows[total].header.key.population = Population::answering(&d.id);
    }
    let cells: Vec<Cell> = rows.iter().enumerate().flat_map(|(r, row)| plan.row(row, r, total)).collect();
    let mut cols: Vec<_> = cx.year_headers();
    cols.extend(breakdown_headers(&cx.years));
    let (figure, key) = match subject {
        Subject::Contacts => (
            FigureId::ContactsBy(d.id.clone()),
            Key { stage: Some(cx.line.main_stage), ..measure("contacts", cx.line.unit(cx.line.main_stage)) },
        ),
        Subject::Victims => (
            FigureId::VictimsBy(d.id.clone()),
            Key { stage: Some(cx.line.main_stage), ..measure("victims", "victim") },
        ),
    };
    let sums = if subject == Subject::Contacts { plan.completeness(&key, &rows, &cells) } else { Vec::new() };
    Some(Table {
        figure,
        chapter: d.chapter,
        key,
        row_dim: Some(d.id.clone()),
        col_dim: None,
        kind: if d.kind == DimKind::Multi { TableKind::Multi } else { TableKind::Single },
        form: if withheld(&plan.known[last]) { Form::None } else { Form::RankedBars },
        year: cx.year,
        annex: rows.len() > 24,
        sums,
        cols,
        cells,
        notes: plan.notes(&rows),
        rows: rows.into_iter().map(|r| r.header).collect(),
    })
}

impl Plan<'_> {
    fn row(&self, row: &CodeRow, r: usize, total: usize) -> Vec<Cell> {
        let mut cells: Vec<Cell> = (0..self.cx.years.len()).map(|y| self.cell(row, y)).collect();
        cells.extend(with_breakdown(r, total, &cells));
        cells
    }

    fn cell(&self, row: &CodeRow, y: usize) -> Cell {
        let year = self.cx.years[y];
        let is_total = row.header.role == Role::Total;
        let open = is_total || row.header.role == Role::Unknown;
        let mut flags = year_flags(self.cx.line, year);
        let n = if is_total {
            self.subject.of(self.counts.total.at(0, y))
        } else {
            self.counts.sum(&row.codes, y, self.subject)
        };
        if self.before(y) {
            return Cell { value: Exact::Missing(Missing::NotAvailable), flags };
        }
        if self.known[y] == Known::TooLittle && !open {
            return Cell { value: Exact::Missing(Missing::TooMuchUnknown), flags };
        }
        // The sign of a whole year, so that it stands once, in the head of the column.
        if self.known[y] == Known::Poorly {
            flags.insert(Flag::LowReliability);
        }
        if n == 0 && !is_total && !exists(&self.d.codes, &row.codes, year) {
            return Cell { value: Exact::Missing(Missing::NotApplicable), flags };
        }
        if !is_total && y > 0 && broken(&self.d.codes, &row.codes, year) {
            flags.insert(Flag::Break);
        }
        // A code that came or went within the year was counted in a part of it.
        if let [code] = row.codes.as_slice()
            && let Some(code) = self.d.codes.codes.get(*code).filter(|_| !is_total)
            && partial(code.since, code.until, None, year)
        {
            flags.insert(Flag::PartialYear);
        }
        Cell { value: Exact::Count(n), flags }
    }

    /// Whether a year lies before the first one of which anything is registered of a trait that some contacts have: that
    /// nothing stands there is no zero.
    fn before(&self, y: usize) -> bool {
        let nothing = |year: usize| self.counts.total.at(0, year).n == 0;
        self.d.applies == Applies::Some && (0..=y).all(nothing)
    }

    /// What the table of completeness says of the report year: each kind of answer is the sum of the rows of
    /// that kind.
    fn completeness(&self, key: &Key, rows: &[CodeRow], cells: &[Cell]) -> Vec<Sum> {
        if self.d.applies != Applies::Answered {
            return Vec::new();
        }
        let (last, width) = (self.cx.years.len() - 1, cells.len() / rows.len());
        let year = Key { period: Some(Period::Year(self.cx.year)), ..key.clone() };
        let kind_of = |row: &CodeRow| match row.header.role {
            Role::Body | Role::Group | Role::Other => Some(CodeKind::Plain),
            Role::Unknown => row.codes.first().and_then(|i| self.d.codes.codes.get(*i)).map(|code| code.kind),
            Role::Member | Role::Total | Role::Derived => None,
        };
        let counted = |r: usize| matches!(cells[r * width + last].value, Exact::Count(_));
        let of_kind = |kind: CodeKind| -> Vec<Key> {
            let own = (0..rows.len()).filter(|r| kind_of(&rows[*r]) == Some(kind) && counted(*r));
            own.map(|r| rows[r].header.key.join(&year)).collect()
        };
        let kinds = [
            ("known", CodeKind::Plain),
            ("unknown", CodeKind::Unknown),
            ("unclear", CodeKind::Unclear),
            ("blank", CodeKind::Blank),
        ];
        let sum = |(name, kind): (&str, CodeKind)| {
            Sum::equal(year.called(name).with("variable", &self.d.id), of_kind(kind))
        };
        kinds.into_iter().map(sum).collect()
    }

    fn notes(&self, rows: &[CodeRow]) -> Vec<NoteRef> {
        let note = NoteRef::plain;
        let limit = |id: &str, percent: u32| NoteRef {
            id: id.to_owned(),
            args: BTreeMap::from([("limit".to_owned(), percent.to_string())]),
        };
        let mut notes = Vec::new();
        if self.d.kind == DimKind::Multi {
            notes.push(note("multi-select"));
        }
        if self.d.applies == Applies::Some {
            notes.push(note(APPLIES_SOME));
        }
        if self.subject == Subject::Victims {
            notes.push(note("victims-by-contact"));
        }
        if self.known.contains(&Known::TooLittle) {
            notes.push(limit("too-much-unknown", self.cx.line.max_unknown_percent));
        }
        if self.known.contains(&Known::Poorly) {
            notes.push(limit("low-reliability", self.cx.line.low_unknown_percent));
        }
        let single = rows.iter().filter(|r| !matches!(r.header.role, Role::Total | Role::Group));
        let shown: Vec<usize> = single.flat_map(|r| r.codes.clone()).collect();
        notes.extend(breaks::notes(self.d, &shown, &self.cx.years));
        // Of one answer a contact, what goes to a new one is taken from the shares of the others.
        if self.d.kind != DimKind::Multi && notes.iter().any(|n| n.id == "code-since") {
            let after_codes = notes.iter().rposition(|n| n.id == "code-since").unwrap_or(0) + 1;
            notes.insert(after_codes, note("code-since-shares"));
        }
        notes
    }
}
