//! Contacts of all lines per year: a table per comparison, and one of the lines without any figure.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::{Entry, published, registered};
use super::guard::{Comparison, Counted, Kind};
use super::{Ground, transfers};
use crate::base::{Num, Period};
use crate::config::{Chapter, Compared, FigureId, LandscapeFigure, Outside, Stage, dim};
use crate::disclosure::{Beside, Frame, SafeTable};

use crate::measures::{Form, Header, Key, Label, Missing, NoteRef, Role};

/// Tables of volumes.
pub fn tables(ground: &Ground<'_>) -> Vec<SafeTable> {
    let mut tables: Vec<SafeTable> = Comparison::apart(registered(ground))
        .iter()
        .map(|c| table(ground, c, LandscapeFigure::Lines))
        .collect();
    let (ours, others): (Vec<Entry>, Vec<Entry>) = published(ground).into_iter().partition(|e| e.in_remit);
    tables.extend(Comparison::apart(ours).iter().map(|c| table(ground, c, LandscapeFigure::Others)));
    tables.extend(Comparison::apart(others).iter().map(|c| table(ground, c, LandscapeFigure::Elsewhere)));
    tables.extend(without(ground, LandscapeFigure::SeeSource, |line| !line.source.0.is_empty()));
    tables.extend(without(ground, LandscapeFigure::WithoutFigures, |line| line.source.0.is_empty()));
    tables
}

/// What a comparison counts, as the names of its figures say it.
pub fn compared<T: Counted>(comparison: &Comparison<T>) -> Compared {
    let Kind { stage, unit } = comparison.kind().clone();
    let line = comparison.entries().first().map(|e| Counted::line(e).to_owned()).unwrap_or_default();
    Compared { stage, unit, line }
}

/// Key with codes.
pub fn dims(pairs: &[(&str, &str)]) -> Key {
    let dims = pairs.iter().map(|(d, c)| ((*d).to_owned(), (*c).to_owned())).collect();
    Key { dims, ..Key::default() }
}

/// Label of a code.
pub fn code(dim: &str, code: &str) -> Label {
    Label::Code { dim: dim.to_owned(), code: code.to_owned() }
}

/// Key of what a comparison counts.
pub fn counted(kind: &Kind) -> Key {
    Key {
        measure: Some("contacts".to_owned()),
        stage: kind.stage,
        unit: Some(kind.unit.clone()),
        ..Key::default()
    }
}

/// Bars, where rows of several lines stand side by side; of one line its table says enough.
pub fn bars(rows: &[Header]) -> Form {
    let lines: BTreeSet<&String> = rows.iter().filter_map(|r| r.key.dims.get(dim::LINE)).collect();
    if lines.len() > 1 { Form::LatestBars } else { Form::None }
}

/// Columns of the years shown.
pub fn year_headers(ground: &Ground<'_>) -> Vec<Header> {
    let header = |year: i32| {
        let period = Period::Year(year);
        Header {
            key: Key { period: Some(period), ..Key::default() },
            label: Label::Period(period),
            role: Role::Body,
        }
    };
    ground.years().into_iter().map(header).collect()
}

fn table(
    ground: &Ground<'_>,
    comparison: &Comparison<Entry>,
    figure: fn(Compared) -> LandscapeFigure,
) -> SafeTable {
    let figure = figure(compared(comparison));
    let own = matches!(figure, LandscapeFigure::Lines(_));
    let (mut rows, mut cells, mut totals) = (Vec::new(), Vec::new(), Vec::new());
    for entry in comparison.entries() {
        totals.push(rows.len());
        let several = entry.rows.len() > 1;
        for (channel, numbers) in &entry.rows {
            rows.push(match channel {
                None => Header {
                    key: dims(&[(dim::LINE, &entry.line)]),
                    label: code(dim::LINE, &entry.line),
                    role: if several { Role::Group } else { Role::Body },
                },
                Some(channel) => Header {
                    key: dims(&[(dim::LINE, &entry.line), ("channel", channel)]),
                    label: code(dim::CHANNEL, channel),
                    role: Role::Member,
                },
            });
            cells.extend(numbers.iter().cloned());
        }
    }
    // Attempts passed on between lines would be counted twice: only what was answered is added up.
    if totals.len() > 1 && comparison.kind().stage.is_some_and(|s| s != Stage::Incoming) {
        let twice = doubles(ground, comparison);
        let less = twice.is_some().then_some(rows.len());
        if let Some(twice) = twice {
            let key = Key {
                measure: Some("transfers".to_owned()),
                unit: Some("contact".to_owned()),
                ..Key::default()
            };
            rows.push(Header { key, label: Label::Word("row.twice".to_owned()), role: Role::Derived });
            cells.extend(twice);
        }
        rows.push(Header {
            key: Key::default(),
            label: Label::Word("row.total".to_owned()),
            role: Role::Total,
        });
        let sum = |year| Beside::Sum {
            of: totals.iter().map(|r| (*r, year)).collect(),
            less: less.iter().map(|r| (*r, year)).collect(),
        };
        cells.extend((0..ground.years().len()).map(sum));
    }
    let frame = Frame {
        figure: FigureId::Landscape(figure),
        chapter: if own { Chapter::Channels } else { Chapter::Volume },
        key: counted(comparison.kind()),
        row_dim: Some(dim::LINE.to_owned()),
        col_dim: None,
        form: if own { Form::YearPanels } else { Form::None },
        year: ground.year,
        rows,
        cols: year_headers(ground),
        notes: notes(ground, comparison),
    };
    SafeTable::beside(frame, cells)
}

/// What two of these lines both count, per year; nothing where it is known of no year.
fn doubles(ground: &Ground<'_>, comparison: &Comparison<Entry>) -> Option<Vec<Beside>> {
    let stage = comparison.kind().stage?;
    let group = comparison.entries().iter().map(Counted::line).collect();
    let found: Vec<Option<Beside>> =
        ground.years().iter().map(|y| transfers::doubles(ground, &group, stage, *y)).collect();
    let none = || Beside::Given(Num::int(0), BTreeSet::new());
    found.iter().any(Option::is_some).then(|| found.into_iter().map(|d| d.unwrap_or_else(none)).collect())
}

fn notes(ground: &Ground<'_>, comparison: &Comparison<Entry>) -> Vec<NoteRef> {
    let years = ground.years();
    let mut notes = Vec::new();
    if doubles(ground, comparison).is_some() {
        notes.push(NoteRef::plain("total-once"));
    }
    if comparison.entries().len() > 1 {
        notes.push(NoteRef::plain("same-kind"));
    }
    for entry in comparison.entries().iter().filter(|e| !e.published) {
        let Some(line) = ground.lines.iter().find(|l| l.line.id == entry.line) else { continue };
        let (first, last) = line.span;
        if years.iter().any(|y| !(first..=last).contains(y)) {
            let span = if first == last { first.to_string() } else { format!("{first}–{last}") };
            notes.push(NoteRef {
                id: "registrations-of".to_owned(),
                args: BTreeMap::from([
                    ("line".to_owned(), format!("code:line:{}", entry.line)),
                    ("years".to_owned(), span),
                ]),
            });
        }
    }
    if comparison.entries().iter().any(|e| e.published) {
        notes.push(NoteRef::plain("published-elsewhere"));
    }
    notes
}

/// Lines of which no figure is known: each has its row all the same.
fn without(
    ground: &Ground<'_>,
    figure: LandscapeFigure,
    wanted: impl Fn(&Outside) -> bool,
) -> Option<SafeTable> {
    let years = ground.years();
    let outside = ground.landscape.outside.iter().filter(|o| wanted(o));
    let none = outside.filter(|o| !o.figures.iter().any(|f| years.contains(&f.year)));
    let rows: Vec<Header> = none
        .map(|line| Header {
            key: dims(&[(dim::LINE, &line.id)]),
            label: code(dim::LINE, &line.id),
            role: Role::Body,
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    let cells = vec![Beside::Missing(Missing::NotAvailable); rows.len() * years.len()];
    let frame = Frame {
        figure: FigureId::Landscape(figure),
        chapter: Chapter::Volume,
        key: Key { measure: Some("contacts".to_owned()), ..Key::default() },
        row_dim: Some(dim::LINE.to_owned()),
        col_dim: None,
        form: Form::None,
        year: ground.year,
        rows,
        cols: year_headers(ground),
        notes: Vec::new(),
    };
    Some(SafeTable::beside(frame, cells))
}
