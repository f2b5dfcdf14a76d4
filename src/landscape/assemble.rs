//! The landscape report in one language.

use std::collections::BTreeMap;

use super::{blocks, columns, merged, overview, register};
use crate::config::{Chapter, Helpline, Landscape, LandscapeFigure, Workspace, dim};
use crate::disclosure::SafeTable;
use crate::document::model::{Block, ChapterModel, FigureModel, ReportModel, TableModel};

use crate::measures::Role;
use crate::narrative::{headline, note, subtitle};
use crate::report::{Drawn, Facts, Front, corrections, model, table_model};
use crate::words::Labels;

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
        page.chapter("overview", overview::block(landscape, labels, tables).into_iter().collect()),
        page.chapter("register", register::blocks(workspace, landscape, labels)),
        page.figures("channels", Chapter::Channels, Vec::new()),
        page.figures("where", Chapter::Where, page.populations(facts.year)),
        page.figures("reach", Chapter::Reach, Vec::new()),
        page.figures("means", Chapter::Means, page.staff()),
        page.figures("together", Chapter::Referrals, blocks::together(workspace, landscape, labels)),
        page.chapter("compare", blocks::compare(landscape, labels, tables)),
    ];
    let front = Front {
        title,
        name: words.get("landscape.name").to_owned(),
        kind: words.get("landscape.kind").to_owned(),
        about: words.get("landscape.about").to_owned(),
        status: words.fill("landscape.status", &[("n", &words.count(lines(workspace, landscape)))]),
        cut_off: words.get("landscape.cut_off").to_owned(),
        reach: reach(workspace, labels),
        own_words: &[("about", "landscape.word.about"), ("status", "landscape.word.status")],
    };
    let chapters = chapters.into_iter().flatten().chain(corrections(labels, facts, tables, &|_| false));
    model(labels, facts, front, chapters.collect())
}

/// How to reach each line that says so.
fn reach(workspace: &Workspace, labels: Labels<'_>) -> Vec<String> {
    let words = labels.words;
    let told = |line: &Helpline| {
        let contact = Some(line.contact.get(words.lang())).filter(|c| !c.is_empty()).unwrap_or(&line.website);
        (!contact.is_empty()).then(|| words.fill("join.colon", &[("a", &line.name), ("b", contact)]))
    };
    let lines: Vec<String> = workspace.helplines.iter().filter_map(told).collect();
    let title = (!lines.is_empty()).then(|| words.get("landscape.reach").to_owned());
    title.into_iter().chain(lines).collect()
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

    /// A chapter of the figures of a kind, and what follows them.
    fn figures(&self, id: &str, chapter: Chapter, after: Vec<Block>) -> Option<ChapterModel> {
        let mine = self.tables.iter().filter(|t| t.chapter() == chapter);
        let block = |group: &Vec<&SafeTable>| match group.as_slice() {
            [table] => Some(self.figure(table)),
            tables => self.merged(tables),
        };
        let mut blocks: Vec<Block> = merged::groups(mine).iter().filter_map(block).chain(after).collect();
        merged::tell_apart(&mut blocks);
        self.chapter(id, blocks)
    }

    /// Several tables of a kind as one figure.
    fn merged(&self, tables: &[&SafeTable]) -> Option<Block> {
        let notes = |table: &SafeTable| {
            let own = table.notes().iter().map(|n| note(self.labels, n));
            own.chain(self.line_notes(table)).collect()
        };
        let registers = |line: &str| self.workspace.helplines.iter().any(|l| l.id == line);
        let source = tables.iter().map(|t| self.source(t)).max().unwrap_or("landscape.source");
        let figure = merged::figure(tables, &notes, &registers, self.labels);
        let sourced = |it| FigureModel { source: self.labels.words.get(source).to_owned(), ..it };
        figure.map(|it| Block::Figure(Box::new(sourced(it))))
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
        let typeset = self.typeset(table);
        Block::Figure(Box::new(FigureModel {
            id,
            headline: headline(table, self.labels),
            // A table says of which years it is, a chart what it shows.
            subtitle: match chart {
                Some(_) => subtitle(table, self.labels, true),
                None => typeset.caption.clone(),
            },
            chart,
            notes: Vec::new(),
            source: self.labels.words.get(self.source(table)).to_owned(),
            table: Some(typeset),
            annex_reference: String::new(),
        }))
    }

    fn typeset(&self, table: &SafeTable) -> TableModel {
        let mut typeset = table_model(table, self.labels, "");
        typeset.notes.extend(self.line_notes(table));
        // The report year is no more than the others: lines end in different years.
        for (column, head) in typeset.columns.iter_mut().zip(table.cols()) {
            if head.role != Role::Derived {
                column.role = "count".to_owned();
            }
        }
        columns::without_unknown_ends(&mut typeset, self.labels.words);
        typeset
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
