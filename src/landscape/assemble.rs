//! The landscape report in one language.

use std::collections::BTreeMap;

use super::{blocks, register};
use crate::base::Period;
use crate::config::{Chapter, FigureId, Landscape, LandscapeFigure, Workspace, dim};
use crate::disclosure::SafeTable;
use crate::document::model::{Block, ChapterModel, FigureModel, ReportModel, RowModel, TableModel};

use crate::measures::Role;
use crate::narrative::{headline, legend, signs_of, subtitle};
use crate::report::{Drawn, Facts, Front, corrections, model, signed_rows, table_model};
use crate::words::{Labels, capital};

/// The whole report.
#[must_use]
pub fn assemble(
    workspace: &Workspace,
    landscape: &Landscape,
    labels: Labels<'_>,
    facts: &Facts,
    tables: &[SafeTable],
    drawn: &BTreeMap<String, Drawn>,
) -> ReportModel {
    let words = labels.words;
    let year = facts.year.to_string();
    let title = words.fill("landscape.title", &[("year", &year)]);
    let page = Page { workspace, landscape, labels, tables, drawn };
    let chapters = [
        page.overview(),
        page.figures("channels", Chapter::Channels, Vec::new()),
        page.figures("where", Chapter::Where, page.populations(facts.year)),
        page.figures("reach", Chapter::Reach, Vec::new()),
        page.figures("means", Chapter::Means, page.staff()),
        page.figures("together", Chapter::Referrals, blocks::together(workspace, landscape, labels)),
        page.chapter("register", register::blocks(workspace, landscape, labels)),
        page.chapter("compare", blocks::compare(landscape, labels, tables)),
    ];
    let front = Front {
        title,
        name: words.get("landscape.name").to_owned(),
        kind: words.get("landscape.kind").to_owned(),
        about: words.get("landscape.about").to_owned(),
        status: words.fill("landscape.status", &[("n", &words.count(lines(workspace, landscape)))]),
        cut_off: words.get("landscape.cut_off").to_owned(),
        own_words: &[("about", "landscape.word.about"), ("status", "landscape.word.status")],
    };
    let chapters = chapters.into_iter().flatten().chain(corrections(labels, facts, tables, &|_| false));
    model(labels, facts, front, chapters.collect())
}

fn lines(workspace: &Workspace, landscape: &Landscape) -> u64 {
    (workspace.helplines.len() + landscape.outside.len()) as u64
}

struct Page<'a> {
    workspace: &'a Workspace,
    landscape: &'a Landscape,
    labels: Labels<'a>,
    tables: &'a [SafeTable],
    drawn: &'a BTreeMap<String, Drawn>,
}

impl Page<'_> {
    fn title(&self, id: &str) -> String {
        self.labels.words.get(&format!("landscape.chapter.{id}")).to_owned()
    }

    fn lead(&self, id: &str) -> String {
        let words = self.labels.words;
        let outside = &self.landscape.outside;
        let known = outside.iter().filter(|o| !o.figures.is_empty()).count() as u64;
        let all = lines(self.workspace, self.landscape);
        let own = all - outside.len() as u64;
        words.fill(
            &format!("landscape.lead.{id}"),
            &[
                ("all", &words.count(all)),
                ("own", &words.count(own)),
                ("known", &words.count(known)),
                ("none", &words.count(outside.len() as u64 - known)),
            ],
        )
    }

    fn chapter(&self, id: &str, blocks: Vec<Block>) -> Option<ChapterModel> {
        (!blocks.is_empty()).then(|| ChapterModel {
            id: id.to_owned(),
            title: self.title(id),
            lead: self.lead(id),
            blocks,
        })
    }

    /// All lines in one table: a group per comparison, a row per line.
    fn overview(&self) -> Option<ChapterModel> {
        let volumes = || {
            let mut volumes: Vec<(usize, &SafeTable)> =
                self.tables.iter().filter_map(|t| Some((volume(t.figure())?, t))).collect();
            volumes.sort_by_key(|(order, _)| *order);
            volumes.into_iter().map(|(_, table)| table)
        };
        let first = volumes().next()?;
        let words = self.labels.words;
        let mut merged = TableModel {
            id: "all-lines".to_owned(),
            caption: words.get("landscape.all_lines").to_owned(),
            corner: words.get("dim.line").to_owned(),
            rows: Vec::new(),
            notes: Vec::new(),
            ..table_model(first, self.labels, "")
        };
        for (column, head) in merged.columns.iter_mut().zip(first.cols()) {
            column.label = self.labels.label(&head.label);
            column.role = "count".to_owned();
        }
        let mut signs = std::collections::BTreeSet::new();
        for table in volumes() {
            signs.extend(signs_of(table));
            merged.rows.push(RowModel {
                label: self.group(table),
                role: "group".to_owned(),
                indent: false,
                cells: vec![String::new(); merged.columns.len()],
            });
            let own = table.rows().iter().zip(signed_rows(table, self.labels));
            let lines = own.filter(|(head, _)| matches!(head.role, Role::Body | Role::Group));
            merged.rows.extend(lines.map(|(_, row)| RowModel { role: "body".to_owned(), ..row }));
        }
        merged.legend = legend(self.labels, &signs);
        let year = |h: &crate::measures::Header| match h.key.period {
            Some(Period::Year(year)) => Some(year),
            _ => None,
        };
        let years: Vec<i32> = first.cols().iter().filter_map(year).collect();
        merged.notes = blocks::sources(self.landscape, self.labels, &years);
        let figure = FigureModel {
            id: merged.id.clone(),
            headline: words.get("landscape.all_lines.head").to_owned(),
            subtitle: words.get("landscape.all_lines").to_owned(),
            chart: None,
            notes: vec![words.get("landscape.all_lines.note").to_owned()],
            source: words.get("landscape.source.others").to_owned(),
            table: Some(merged),
            annex_reference: String::new(),
        };
        self.chapter("overview", vec![Block::Figure(Box::new(figure))])
    }

    /// What heads a group of the overview.
    fn group(&self, table: &SafeTable) -> String {
        let words = self.labels.words;
        let measure = self.labels.measure(&table.key_of(0, 0));
        let told = |key: &str| words.fill(key, &[("measure", &measure)]);
        match table.figure().landscape() {
            Some(LandscapeFigure::WithoutFigures) => words.get("landscape.group.without").to_owned(),
            Some(LandscapeFigure::SeeSource) => words.get("landscape.group.see_source").to_owned(),
            Some(LandscapeFigure::Others(_)) => told("landscape.group.others"),
            Some(LandscapeFigure::Elsewhere(_)) => told("landscape.group.elsewhere"),
            _ => capital(&measure),
        }
    }

    /// A chapter of the figures of a kind, and what follows them.
    fn figures(&self, id: &str, chapter: Chapter, after: Vec<Block>) -> Option<ChapterModel> {
        let mine = self.tables.iter().filter(|t| t.chapter() == chapter);
        let blocks = mine.map(|t| self.figure(t)).chain(after).collect();
        self.chapter(id, blocks)
    }

    /// The inhabitants that rates are of.
    fn populations(&self, year: i32) -> Vec<Block> {
        if self.tables.iter().any(|t| t.chapter() == Chapter::Where) {
            return blocks::populations(self.landscape, self.labels, year);
        }
        Vec::new()
    }

    /// That there are no contacts per full-time equivalent, where the staff of no line is known.
    fn staff(&self) -> Vec<Block> {
        if self.tables.iter().any(|t| matches!(t.figure().landscape(), Some(LandscapeFigure::PerFte(_)))) {
            return Vec::new();
        }
        let words = self.labels.words;
        vec![
            Block::Heading { text: words.get("landscape.per_fte").to_owned() },
            Block::Text { text: words.get("landscape.per_fte.unknown").to_owned() },
        ]
    }

    fn figure(&self, table: &SafeTable) -> Block {
        let id = table.figure().to_string();
        let chart = self.drawn.get(&id).map(|d| d.model(&id));
        let mut typeset = table_model(table, self.labels, "");
        typeset.notes.extend(self.line_notes(table));
        // The report year is no more than the others: lines end in different years.
        for (column, head) in typeset.columns.iter_mut().zip(table.cols()) {
            if head.role != Role::Derived {
                column.role = "count".to_owned();
            }
        }
        Block::Figure(Box::new(FigureModel {
            id,
            headline: headline(table, self.labels),
            subtitle: subtitle(table, self.labels, chart.is_some()),
            chart,
            notes: Vec::new(),
            source: self.labels.words.get(self.source(table)).to_owned(),
            table: Some(typeset),
            annex_reference: String::new(),
        }))
    }

    /// Where the numbers of a table come from.
    fn source(&self, table: &SafeTable) -> &'static str {
        let lines = table.rows().iter().filter_map(|r| r.key.dims.get(dim::LINE));
        let outside = |id: &String| self.landscape.outside.iter().any(|o| o.id == *id);
        if lines.into_iter().any(outside) { "landscape.source.others" } else { "landscape.source" }
    }

    /// What must be known of the lines in a table before they are compared.
    fn line_notes(&self, table: &SafeTable) -> Vec<String> {
        let lang = self.labels.words.lang();
        let counts = matches!(
            table.figure().landscape(),
            Some(LandscapeFigure::Lines(_) | LandscapeFigure::Per100000(_))
        );
        let ids: std::collections::BTreeSet<&String> =
            table.rows().iter().filter_map(|r| r.key.dims.get(dim::LINE)).filter(|_| counts).collect();
        let note = |id: &&String| {
            let own = self.landscape.lines.get(*id).map(|b| b.note.get(lang));
            let other = self.landscape.outside.iter().find(|o| o.id == **id).map(|o| o.note.get(lang));
            let text = own.or(other).filter(|t| !t.is_empty())?;
            let name = self.labels.code(dim::LINE, id);
            Some(self.labels.words.fill("join.colon", &[("a", &name), ("b", text)]))
        };
        ids.iter().filter_map(note).collect()
    }
}

/// The place of a figure in the overview of all lines; `None` of one that does not stand there.
fn volume(figure: &FigureId) -> Option<usize> {
    match figure.landscape()? {
        LandscapeFigure::Lines(_) => Some(0),
        LandscapeFigure::Others(_) => Some(1),
        LandscapeFigure::Elsewhere(_) => Some(2),
        LandscapeFigure::SeeSource => Some(3),
        LandscapeFigure::WithoutFigures => Some(4),
        _ => None,
    }
}
