//! Contacts of the main stage by each dimension: codes down, years across, share and change.

use super::rows::{CodeRow, Vocabulary, weight};
use super::{Context, dim};
use crate::config::{Applies, CodeKind, DimKind, Dimension};
use crate::measures::cube::{Grouping, Sums};
use crate::measures::grid::{derived_headers, measure, with_derived, year_flags};
use crate::measures::{Cell, Exact, Form, Grid, Key, Missing, NoteRef, Role, Table, TableKind};

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

/// Whether too much of a year is unknown for its breakdown to be printed.
fn too_much_unknown(cx: &Context<'_>, d: &Dimension, counts: &Counts, year: usize) -> bool {
    let special = |kind: CodeKind| matches!(kind, CodeKind::Unknown | CodeKind::Unclear | CodeKind::Blank);
    let unknown: Vec<usize> = (0..d.codes.codes.len()).filter(|i| special(d.codes.codes[*i].kind)).collect();
    let (unknown, all) = (counts.sum(&unknown, year, Subject::Contacts), counts.total.at(0, year).n);
    d.applies == Applies::Answered && unknown * 100 > all * u64::from(cx.line.max_unknown_percent)
}

fn table(cx: &Context<'_>, d: &Dimension, counts: &Counts, subject: Subject) -> Option<Table> {
    let last = cx.years.len() - 1;
    let vocabulary = Vocabulary::of_list(&d.id, &d.codes);
    let seen = |i: usize| (0..cx.years.len()).any(|y| counts.sum(&[i], y, subject) > 0);
    if !(0..d.codes.codes.len()).any(|i| d.codes.codes[i].kind == CodeKind::Plain && seen(i)) {
        return None;
    }
    let size = |codes: &[usize]| weight(counts.sum(codes, last, subject), cx.line.threshold);
    let rows = vocabulary.rows(size, seen, true);
    let withheld: Vec<bool> = (0..cx.years.len()).map(|y| too_much_unknown(cx, d, counts, y)).collect();
    let all_withheld = withheld.iter().all(|w| *w);
    let total_row = rows.len() - 1;
    let mut cells = Vec::new();
    for (r, row) in rows.iter().enumerate() {
        cells.extend(row_cells(cx, counts, row, r, total_row, &withheld, subject));
    }
    let mut cols: Vec<_> = cx.year_headers();
    cols.extend(derived_headers(&cx.years, true));
    let (name, key) = match subject {
        Subject::Contacts => (
            "contacts",
            Key { stage: Some(cx.line.main_stage), ..measure("contacts", cx.line.unit(cx.line.main_stage)) },
        ),
        Subject::Victims => {
            ("victims", Key { stage: Some(cx.line.main_stage), ..measure("victims", "victim") })
        }
    };
    Some(Table {
        figure: format!("{name}-by-{}", d.id.replace('_', "-")),
        chapter: d.chapter,
        key,
        row_dim: Some(d.id.clone()),
        col_dim: None,
        kind: if d.kind == DimKind::Multi { TableKind::Multi } else { TableKind::Single },
        form: if all_withheld || withheld[last] { Form::None } else { Form::RankedBars },
        year: cx.year,
        annex: rows.len() > 24,
        rows: rows.into_iter().map(|r| r.header).collect(),
        cols,
        cells,
        notes: notes(d, subject, &withheld),
    })
}

fn row_cells(
    cx: &Context<'_>,
    counts: &Counts,
    row: &CodeRow,
    r: usize,
    total_row: usize,
    withheld: &[bool],
    subject: Subject,
) -> Vec<Cell> {
    let is_total = row.header.role == Role::Total;
    let open = is_total || row.header.role == Role::Unknown;
    let value = |y: usize| {
        if withheld[y] && !open {
            return Exact::Missing(Missing::TooMuchUnknown);
        }
        Exact::Count(if is_total {
            subject.of(counts.total.at(0, y))
        } else {
            counts.sum(&row.codes, y, subject)
        })
    };
    let mut cells: Vec<Cell> = cx
        .years
        .iter()
        .enumerate()
        .map(|(y, year)| Cell { value: value(y), flags: year_flags(cx.line, *year) })
        .collect();
    cells.extend(with_derived(r, cx.years.len(), Some(total_row), &year_flags(cx.line, cx.year), true));
    cells
}

fn notes(d: &Dimension, subject: Subject, withheld: &[bool]) -> Vec<NoteRef> {
    let note = |id: &str| NoteRef::plain(id);
    let mut notes = Vec::new();
    if d.kind == DimKind::Multi {
        notes.push(note("multi-select"));
    }
    if d.applies == Applies::Some {
        notes.push(note("applies-some"));
    }
    if subject == Subject::Victims {
        notes.push(note("victims-by-contact"));
    }
    if withheld.iter().any(|w| *w) {
        notes.push(note("too-much-unknown"));
    }
    notes
}
