//! The page of corrections: what this edition says otherwise than the one it replaces.

use std::collections::BTreeSet;

use super::Facts;
use super::revised::{counts, intro, reasons};
use super::table::{column_label, row_label};
use crate::base::Num;
use crate::disclosure::SafeTable;
use crate::document::model::{Block, ChapterModel, ColumnModel, RowModel, TableModel};
use crate::edition::{Change, Grade, Restated, Shown};
use crate::exports::code_label;

use crate::measures::{CellId, Key};
use crate::narrative::{caption, headline, legend};
use crate::words::{Labels, capital};

/// "Uitgave 2; vervangt uitgave 1 van 15 april 2024".
#[must_use]
pub fn edition_line(labels: Labels<'_>, facts: &Facts) -> String {
    let words = labels.words;
    let n = facts.revision.edition.to_string();
    match &facts.revision.replaces {
        None => words.fill("report.edition", &[("n", &n)]),
        Some(old) => {
            let (before, date) = (old.edition.to_string(), day(labels, &old.date));
            let mut places = vec![("n", n.as_str()), ("old", &before), ("date", &date)];
            let Some(taken_back) = &old.retracted else {
                return words.fill("report.edition.replaces", &places);
            };
            let day = day(labels, &taken_back.date);
            places.extend([("day", day.as_str()), ("reason", &taken_back.reason)]);
            words.fill("report.edition.retracted", &places)
        }
    }
}

fn day(labels: Labels<'_>, date: &str) -> String {
    date.parse().map_or_else(|_| date.to_owned(), |d| labels.words.date(d))
}

/// The chapter; none in a first edition that repeats no past year otherwise than before.
#[must_use]
pub fn corrections(
    labels: Labels<'_>,
    facts: &Facts,
    tables: &[SafeTable],
    drawn: &dyn Fn(&str) -> bool,
) -> Option<ChapterModel> {
    let revision = &facts.revision;
    let words = labels.words;
    let replaces = revision.replaces.as_ref();
    if replaces.is_none() && revision.restated.is_empty() {
        return None;
    }
    let mut blocks = Vec::new();
    if replaces.is_some() {
        blocks.push(Block::Text { text: intro(labels, facts) });
        blocks.extend(counts(labels, facts, tables));
        blocks.extend(reasons(labels, facts));
    }
    let listing = Listing { labels, facts, tables, drawn };
    for (grade, name) in [(Grade::Serious, "serious"), (Grade::Minor, "minor"), (Grade::Tiny, "tiny")] {
        let all: Vec<&Change> = revision.changes.iter().filter(|c| c.grade == grade).collect();
        if !all.is_empty() {
            blocks.extend(listing.graded(name, &all));
        }
    }
    if !revision.restated.is_empty() {
        blocks.push(Block::Text { text: words.get("revision.restated.text").to_owned() });
        blocks.push(Block::Table(listing.restated(&revision.restated)));
    }
    Some(ChapterModel {
        id: "corrections".to_owned(),
        title: words.get("revision.title").to_owned(),
        lead: if replaces.is_some() { edition_line(labels, facts) } else { String::new() },
        blocks,
    })
}

struct Listing<'a> {
    labels: Labels<'a>,
    facts: &'a Facts,
    tables: &'a [SafeTable],
    drawn: &'a dyn Fn(&str) -> bool,
}

impl Listing<'_> {
    /// The changes of one weight: a table, and how many more there are.
    fn graded(&self, grade: &str, all: &[&Change]) -> Vec<Block> {
        let words = self.labels.words;
        let most = self.facts.bounds.rows as usize;
        let all = self.once(all);
        let shown = &all[..all.len().min(most)];
        let mut rows = Vec::new();
        let mut figure = "";
        for change in shown {
            if change.id.figure != figure {
                figure = &change.id.figure;
                rows.push(self.group(figure));
            }
            rows.push(self.row(change));
        }
        let hidden = shown.iter().any(|c| c.before == Shown::Hidden || c.after == Shown::Hidden);
        let signs = if hidden { ['c'].into() } else { Default::default() };
        let mut notes = vec![words.get("revision.once").to_owned()];
        if all.len() > shown.len() {
            let more = words.count((all.len() - shown.len()) as u64);
            notes.push(words.fill("revision.more", &[("n", &more)]));
        }
        let caption = words.get(&format!("revision.{grade}")).to_owned();
        let heads = ["revision.before", "revision.after", "revision.difference"];
        let table = self.table(&format!("corrections-{grade}"), caption, heads, rows);
        vec![Block::Table(TableModel { notes, legend: legend(self.labels, &signs), ..table })]
    }

    /// The changes in the order of the tables, each number once: with the first table that prints it.
    fn once<'c>(&self, all: &[&'c Change]) -> Vec<&'c Change> {
        let place = |c: &Change| self.tables.iter().position(|t| t.figure().is(&c.id.figure));
        let mut sorted = all.to_vec();
        sorted.sort_by_key(|c| place(c).unwrap_or(self.tables.len()));
        let mut seen = BTreeSet::new();
        let same = |c: &Change| {
            let id = CellId { figure: String::new(), ..c.id.clone() };
            (id, format!("{:?} {:?}", c.before, c.after))
        };
        // A share is another share in another table.
        sorted.retain(|c| c.difference.is_none_or(|d| d.decimals != 0) || seen.insert(same(c)));
        sorted
    }

    fn restated(&self, all: &[Restated]) -> TableModel {
        let most = self.facts.bounds.rows as usize;
        let mut rows = Vec::new();
        let mut last = "";
        for r in all.iter().take(most) {
            if r.id.figure != last {
                rows.push(self.group(&r.id.figure));
                last = &r.id.figure;
            }
            let key = r.id.key();
            rows.push(RowModel {
                label: self.cell(&r.id, &key),
                role: "body".to_owned(),
                indent: true,
                cells: vec![
                    r.year.to_string(),
                    self.labels.value(r.before, &key),
                    self.labels.value(r.after, &key),
                ],
            });
        }
        let caption = self.labels.words.get("revision.restated").to_owned();
        let heads = ["revision.report", "revision.before", "revision.after"];
        self.table("corrections-restated", caption, heads, rows)
    }

    fn table(&self, id: &str, caption: String, heads: [&str; 3], rows: Vec<RowModel>) -> TableModel {
        let column = |key: &str| ColumnModel {
            label: self.labels.words.get(key).to_owned(),
            role: "count".to_owned(),
        };
        TableModel {
            id: id.to_owned(),
            caption,
            corner: self.labels.words.get("revision.figure").to_owned(),
            columns: heads.into_iter().map(column).collect(),
            rows,
            notes: Vec::new(),
            legend: Vec::new(),
            source: String::new(),
        }
    }

    /// A figure, with what of it the changes touch.
    fn group(&self, figure: &str) -> RowModel {
        let words = self.labels.words;
        let table = self.tables.iter().find(|t| t.figure().is(figure));
        let mut touched = vec![words.get("revision.touches.table").to_owned()];
        if (self.drawn)(figure) {
            touched.push(words.get("revision.touches.chart").to_owned());
        }
        let (lang, said) = (words.lang().code(), &self.facts.sentences_before);
        let before = said.iter().find(|s| s.lang == lang && s.figure == figure);
        if table.zip(before).is_some_and(|(t, s)| headline(t, self.labels) != s.text) {
            touched.push(words.get("revision.touches.sentence").to_owned());
        }
        let name = table.map_or_else(|| figure.to_owned(), |t| caption(t, self.labels));
        RowModel {
            label: format!("{name} ({})", touched.join(", ")),
            role: "group".to_owned(),
            indent: false,
            cells: vec![String::new(); 3],
        }
    }

    fn row(&self, change: &Change) -> RowModel {
        let key = change.id.key();
        let value = |shown: &Shown| match shown {
            Shown::Number(n) => self.labels.value(*n, &key),
            Shown::Hidden => "[c]".to_owned(),
            Shown::Missing(_) | Shown::Absent => "–".to_owned(),
        };
        let difference = change.difference.map_or_else(|| "–".to_owned(), |d| self.difference(d, &key));
        RowModel {
            label: self.cell(&change.id, &key),
            role: "body".to_owned(),
            indent: true,
            cells: vec![value(&change.before), value(&change.after), difference],
        }
    }

    fn difference(&self, difference: Num, key: &Key) -> String {
        match key.unit.as_deref() {
            Some("second") => {
                let sign = if difference.scaled < 0 { "−" } else { "+" };
                let size = Num { scaled: difference.scaled.abs(), ..difference };
                format!("{sign}{}", self.labels.words.clock(size))
            }
            _ => self.labels.words.signed(difference),
        }
    }

    /// A cell by where it stands in its table, or, when it stands there no more, in words.
    fn cell(&self, id: &CellId, key: &Key) -> String {
        for table in self.tables.iter().filter(|t| t.figure().is(&id.figure)) {
            for (row, col) in
                (0..table.rows().len()).flat_map(|r| (0..table.cols().len()).map(move |c| (r, c)))
            {
                if CellId::new(table.figure(), &table.key_of(row, col)) == *id {
                    let mut parts =
                        vec![row_label(table, self.labels, row), column_label(table, self.labels, col)];
                    parts.retain(|part| !part.is_empty());
                    return capital(&parts.join(", "));
                }
            }
        }
        let words = self.labels.words;
        let (line, lang) = (self.labels.subject, words.lang());
        let mut parts = vec![words.get("revision.derived").to_owned()];
        parts.extend(key.dims.iter().map(|(dim, code)| code_label(line, lang, dim, code)));
        parts.extend(key.period.map(|p| words.period(p)));
        capital(&parts.join(", "))
    }
}
