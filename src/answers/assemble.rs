//! The answer to a question in one language.

use std::collections::BTreeMap;

use super::Subjects;
use super::find::{Answer, Delivered, Item};
use crate::config::{AskedPart, Lang, Platform, Question, Reason, Workspace};
use crate::document::model::{Block, ChapterModel, ChartModel, FigureModel, ReportModel};
use crate::narrative::{headline, subtitle};
use crate::report::{Drawn, Facts, Front, corrections, model, table_model};
use crate::words::{Labels, Words};

/// The whole answer.
#[must_use]
pub fn assemble(
    workspace: &Workspace,
    subjects: Subjects<'_>,
    labels: Labels<'_>,
    facts: &Facts,
    answer: &Answer,
    drawn: &BTreeMap<String, Drawn>,
) -> ReportModel {
    let words = labels.words;
    let question = &workspace.questions[answer.question];
    let lang = words.lang();
    let date = words.date(question.date);
    let places =
        [("number", question.number.get(lang)), ("date", &date), ("title", question.title.get(lang))];
    let dated = |key: &str| if question.undated { format!("{key}_undated") } else { key.to_owned() };
    let title = words.fill(&dated("answer.title"), &places);
    let page = Page { workspace, subjects, labels, words, question, answer, drawn };
    let mut chapters = vec![page.index()];
    chapters.extend((0..question.asked.len()).map(|at| page.chapter(at)));
    chapters.push(page.remarks());
    let tables = answer.tables();
    chapters.extend(corrections(labels, facts, &tables, &|figure| drawn.contains_key(figure)));
    let front = Front {
        title,
        name: words.fill("answer.name", &places),
        kind: words.get("answer.kind").to_owned(),
        about: question.title.get(lang).to_owned(),
        status: words.fill(&dated("answer.status"), &places),
        cut_off: match (question.asker.get(lang), question.addressee.get(lang)) {
            ("", addressee) => addressee.to_owned(),
            (asker, "") => asker.to_owned(),
            (asker, addressee) => words.fill("answer.parties", &[("asker", asker), ("addressee", addressee)]),
        },
        own_words: &[
            ("about", "answer.word.about"),
            ("status", "answer.word.status"),
            ("cut_off", "answer.word.cut_off"),
        ],
    };
    model(labels, facts, front, chapters)
}

struct Page<'a> {
    workspace: &'a Workspace,
    subjects: Subjects<'a>,
    labels: Labels<'a>,
    words: &'a Words,
    question: &'a Question,
    answer: &'a Answer,
    drawn: &'a BTreeMap<String, Drawn>,
}

impl Page<'_> {
    /// From what was asked to its table, or to the reason why there is none.
    fn index(&self) -> ChapterModel {
        let mut blocks = self.wording();
        let (mut delivered, mut all) = (0, 0);
        for (asked, found) in self.question.asked.iter().zip(&self.answer.delivered) {
            let heading = self.words.fill("answer.question", &[("number", &asked.number)]);
            blocks.push(Block::Heading { text: heading });
            let item = |(part, found): (&AskedPart, &Delivered)| {
                (part.what.get(self.words.lang()).to_owned(), self.told(part, &asked.number, found))
            };
            blocks.push(Block::Terms { items: asked.parts.iter().zip(found).map(item).collect() });
            all += found.len() as u64;
            delivered +=
                found.iter().filter(|d| (d.item.is_some() && !d.withheld) || d.listed).count() as u64;
        }
        ChapterModel {
            id: "index".to_owned(),
            title: self.words.get("answer.index").to_owned(),
            lead: self.words.fill(
                &self.words.numbered("answer.index.lead", delivered),
                &[("n", &self.words.count(delivered)), ("all", &self.words.count(all))],
            ),
            blocks,
        }
    }

    /// Whose words the questions are, where they are not those that were asked.
    fn wording(&self) -> Vec<Block> {
        let (question, words) = (self.question, self.words);
        let translated = question.original.filter(|lang| *lang != words.lang());
        let language = translated.map(|lang| {
            words.get(match lang {
                Lang::Nl => "answer.language.nl",
                Lang::Fr => "answer.language.fr",
                Lang::En => "answer.language.en",
                Lang::De => "answer.language.de",
            })
        });
        let text = match (language, question.summarised) {
            (Some(name), true) => words.fill("answer.wording.both", &[("language", name)]),
            (Some(name), false) => words.fill("answer.wording.translated", &[("language", name)]),
            (None, true) => words.get("answer.wording.summarised").to_owned(),
            (None, false) => return Vec::new(),
        };
        vec![Block::Text { text }]
    }

    /// The platform whose members a part asks for.
    fn platform(&self, part: &AskedPart) -> Option<&Platform> {
        let platforms = &self.workspace.landscape.as_ref()?.platforms;
        platforms.iter().find(|p| Some(&p.id) == part.platform.as_ref())
    }

    /// What became of a part, in words.
    fn told(&self, part: &AskedPart, number: &str, found: &Delivered) -> String {
        let words = self.words;
        let mut texts = Vec::new();
        if let Some(item) = found.item {
            let number = (item + 1).to_string();
            let text = match found.years {
                Some((a, b)) if a == b => {
                    words.fill("answer.table.year", &[("n", &number), ("year", &a.to_string())])
                }
                Some((a, b)) => words.fill(
                    "answer.table.years",
                    &[("n", &number), ("first", &a.to_string()), ("last", &b.to_string())],
                ),
                None => words.fill("answer.table", &[("n", &number)]),
            };
            texts.push(text);
            if found.withheld {
                texts.push(words.get("answer.withheld_unknown").to_owned());
            }
            if !found.lacking.is_empty() {
                let years: Vec<String> = found.lacking.iter().map(i32::to_string).collect();
                texts.push(words.fill("answer.lacking", &[("years", &years.join(", "))]));
            }
        } else if let Some(platform) = self.platform(part) {
            texts.push(words.fill(
                "answer.members",
                &[
                    ("n", &words.count(platform.members.len() as u64)),
                    ("date", &words.date(platform.date)),
                    ("number", &self.labels.small(&words.fill("answer.question", &[("number", number)]))),
                ],
            ));
        } else if part.figure.is_some() || part.reason.is_some() {
            let reason = part.reason.map_or("none", Reason::id);
            texts.push(words.get(&format!("answer.reason.{reason}")).to_owned());
        }
        let own = found.told.get(words.lang());
        if !own.is_empty() {
            texts.push(own.to_owned());
        }
        texts.join(" ")
    }

    /// A sub-question with its tables.
    fn chapter(&self, at: usize) -> ChapterModel {
        let asked = &self.question.asked[at];
        let mut blocks = Vec::new();
        let mut rest = Vec::new();
        for (part, found) in asked.parts.iter().zip(&self.answer.delivered[at]) {
            let first = found.item.filter(|item| self.first(*item) == Some((at, part)));
            match first {
                Some(item) => blocks.push(self.figure(&self.answer.items[item])),
                None => rest.push((
                    part.what.get(self.words.lang()).to_owned(),
                    self.answered(part, found, &asked.number),
                )),
            }
        }
        if !rest.is_empty() {
            if !blocks.is_empty() {
                blocks.push(Block::Heading { text: self.words.get("answer.besides").to_owned() });
            }
            blocks.push(Block::Terms { items: rest });
        }
        ChapterModel {
            id: format!("question-{}", asked.number),
            title: self.words.fill("answer.question", &[("number", &asked.number)]),
            lead: asked.text.get(self.words.lang()).to_owned(),
            blocks,
        }
    }

    /// A part without a table of its own: its members, or what became of it in words.
    fn answered(&self, part: &AskedPart, found: &Delivered, number: &str) -> String {
        let Some(platform) = self.platform(part) else { return self.told(part, number, found) };
        let members = crate::landscape::members(self.workspace, platform, self.labels);
        [members.as_str(), found.told.get(self.words.lang())].join(" ").trim_end().to_owned()
    }

    /// The part that a table was first asked for by.
    fn first(&self, item: usize) -> Option<(usize, &AskedPart)> {
        let all = self.question.asked.iter().zip(&self.answer.delivered).enumerate();
        let mut parts = all.flat_map(|(at, (asked, found))| {
            asked.parts.iter().zip(found).map(move |(part, found)| (at, part, found.item))
        });
        parts.find(|(_, _, found)| *found == Some(item)).map(|(at, part, _)| (at, part))
    }

    fn figure(&self, item: &Item) -> Block {
        let labels = Labels { words: self.words, subject: self.subjects.of(&item.line) };
        let name = &labels.subject.name;
        let mut table = table_model(&item.table, labels, "");
        let id = item.id.to_string();
        table.id = id.clone();
        // A table of several lines names them itself.
        let wide = labels.subject.id == crate::landscape::ID;
        // "Stop it Now!" has its full stop.
        let stop = if name.ends_with(['.', '!', '?']) { "" } else { "." };
        let named = |text: String| if wide { text } else { format!("{name}{stop} {text}") };
        table.caption = named(table.caption);
        let chart = self.drawn.get(&id).map(|d| ChartModel {
            path: format!("/charts/{id}.svg"),
            alt: d.alt.clone(),
            width: d.width,
            height: d.height,
        });
        let source = if wide {
            self.words.get("answer.source.wide").to_owned()
        } else {
            let year = item.table.year().to_string();
            self.words.fill("answer.source", &[("line", name), ("year", &year)])
        };
        Block::Figure(Box::new(FigureModel {
            id,
            headline: named(headline(&item.table, labels)),
            subtitle: subtitle(&item.table, labels, chart.is_some()),
            notes: Vec::new(),
            source,
            annex_reference: String::new(),
            table: Some(table),
            chart,
        }))
    }

    /// What holds for every answer.
    fn remarks(&self) -> ChapterModel {
        let heading = |key: &str| Block::Heading { text: self.words.get(key).to_owned() };
        let text = |key: &str| Block::Text { text: self.words.get(key).to_owned() };
        ChapterModel {
            id: "remarks".to_owned(),
            title: self.words.get("answer.remarks").to_owned(),
            lead: self.words.get("answer.remarks.lead").to_owned(),
            blocks: vec![
                heading("method.protection.title"),
                text("compare.protection"),
                heading("compare.why.title"),
                text("compare.kinds"),
                heading("compare.persons.title"),
                text("method.contacts"),
                text("method.more_reports"),
            ],
        }
    }
}
