//! The answer to a question in one language.

use std::collections::BTreeMap;

use super::Subjects;
use super::find::{Answer, Delivered, Item};
use crate::config::{AskedPart, Platform, Question, Reason, Workspace};
use crate::document::model::{Block, ChapterModel, FigureModel, ReportModel, TableModel};
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
    let page = Page { workspace, subjects, labels, words, question, answer, drawn };
    let mut chapters = vec![page.index()];
    chapters.extend((0..question.asked.len()).map(|at| page.chapter(at)));
    chapters.push(page.remarks());
    let tables = answer.tables();
    chapters.extend(corrections(labels, facts, &tables, &|figure| drawn.contains_key(figure)));
    let front = Front {
        title: page.filled("answer.title"),
        name: words.fill("answer.name", &[("number", question.number.get(lang))]),
        kind: words.get("answer.kind").to_owned(),
        about: question.title.get(lang).to_owned(),
        status: page.status(),
        cut_off: page.parties(),
        reach: Vec::new(),
        own_words: &[
            ("about", "answer.word.about"),
            ("status", "answer.word.status"),
            ("cut_off", "answer.word.cut_off"),
        ],
    };
    model(labels, facts, front, chapters)
}

/// What the words of an answer are made of.
pub(super) struct Page<'a> {
    pub(super) workspace: &'a Workspace,
    pub(super) subjects: Subjects<'a>,
    pub(super) labels: Labels<'a>,
    pub(super) words: &'a Words,
    pub(super) question: &'a Question,
    pub(super) answer: &'a Answer,
    pub(super) drawn: &'a BTreeMap<String, Drawn>,
}

impl Page<'_> {
    /// A text with number, day and subject of the question; another one where the source names no day.
    fn filled(&self, key: &str) -> String {
        let (question, lang) = (self.question, self.words.lang());
        let key = if question.undated { format!("{key}_undated") } else { key.to_owned() };
        let date = self.words.date(question.date);
        let places = [("number", question.number.get(lang)), ("title", question.title.get(lang))];
        self.words.fill(&key, &[places[0], places[1], ("date", &date)])
    }

    /// Which question it is.
    pub(super) fn status(&self) -> String {
        self.filled("answer.status")
    }

    /// Who asked whom.
    pub(super) fn parties(&self) -> String {
        let lang = self.words.lang();
        match (self.question.asker.get(lang), self.question.addressee.get(lang)) {
            ("", one) | (one, "") => one.to_owned(),
            (asker, addressee) => {
                self.words.fill("answer.parties", &[("asker", asker), ("addressee", addressee)])
            }
        }
    }

    /// From what was asked to its table, or to the reason why there is none.
    fn index(&self) -> ChapterModel {
        let mut blocks = vec![Block::Text { text: self.dated("answer.as_of.text", "") }];
        blocks.extend(self.wording_text().map(|text| Block::Text { text }));
        let (mut delivered, mut all) = (0, 0);
        for (asked, found) in self.question.asked.iter().zip(&self.answer.delivered) {
            let heading = self.words.fill("answer.question", &[("number", &asked.number)]);
            blocks.push(Block::Heading { text: heading });
            let item = |(part, found): (&AskedPart, &Delivered)| {
                (self.what(part), self.brief(part, &asked.number, found))
            };
            blocks.push(Block::Terms { items: asked.parts.iter().zip(found).map(item).collect() });
            let given = |d: &Delivered| (d.item.is_some() && !d.withheld) || d.listed;
            let asked_for = || asked.parts.iter().zip(found).filter(|(part, _)| part.asked);
            all += asked_for().count() as u64;
            delivered += asked_for().filter(|(_, d)| given(d)).count() as u64;
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

    /// What a part is about; one that was not asked for says so.
    pub(super) fn what(&self, part: &AskedPart) -> String {
        let what = part.what.get(self.words.lang());
        if part.asked { what.to_owned() } else { self.words.fill("answer.added", &[("what", what)]) }
    }

    /// A text with the day up to which figures are used.
    pub(super) fn dated(&self, key: &str, text: &str) -> String {
        self.words.fill(key, &[("date", &self.words.date(self.question.as_of)), ("text", text)])
    }

    /// Whose words the questions are, where they are not those that were asked.
    pub(super) fn wording_text(&self) -> Option<String> {
        let (question, words) = (self.question, self.words);
        let translated = question.original.filter(|lang| *lang != words.lang());
        let language = translated.map(|lang| {
            let own = || lang.words().get("language.name");
            words.find(&format!("answer.language.{}", lang.code())).unwrap_or_else(own)
        });
        match (language, question.summarised) {
            (Some(name), true) => Some(words.fill("answer.wording.both", &[("language", name)])),
            (Some(name), false) => Some(words.fill("answer.wording.translated", &[("language", name)])),
            (None, true) => Some(words.get("answer.wording.summarised").to_owned()),
            (None, false) => None,
        }
    }

    /// The platform whose members a part asks for.
    fn platform(&self, part: &AskedPart) -> Option<&Platform> {
        let platforms = &self.workspace.landscape.as_ref()?.platforms;
        platforms.iter().find(|p| Some(&p.id) == part.platform.as_ref())
    }

    /// What became of a part, for the index: an answer in words stands under its question.
    fn brief(&self, part: &AskedPart, number: &str, found: &Delivered) -> String {
        if found.item.is_some() {
            return self.told(part, number, found);
        }
        let short = self.became(part, number, found).join(" ");
        if !short.is_empty() || found.told.get(self.words.lang()).is_empty() {
            return short;
        }
        let number = self.labels.small(&self.words.fill("answer.question", &[("number", number)]));
        self.words.fill("answer.in_words", &[("number", &number)])
    }

    /// What became of a part, in words.
    fn told(&self, part: &AskedPart, number: &str, found: &Delivered) -> String {
        let mut texts = self.became(part, number, found);
        let own = found.told.get(self.words.lang());
        if !own.is_empty() {
            texts.push(own.to_owned());
        }
        texts.join(" ")
    }

    /// What became of a part, without the words that its answer has of its own.
    fn became(&self, part: &AskedPart, number: &str, found: &Delivered) -> Vec<String> {
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
            texts.extend(self.gaps(found));
        } else if let Some(platform) = self.platform(part) {
            texts.push(words.fill(
                "answer.members",
                &[
                    ("n", &words.count(platform.members.len() as u64)),
                    ("date", &words.date(platform.date)),
                    ("number", &self.labels.small(&words.fill("answer.question", &[("number", number)]))),
                ],
            ));
        } else if found.too_late {
            texts.push(self.later(found).unwrap_or_else(|| self.dated("answer.too_late", "")));
        } else if part.figure.is_some() || part.reason.is_some() {
            let reason = part.reason.map_or("none", Reason::id);
            texts.push(words.get(&format!("answer.reason.{reason}")).to_owned());
        }
        texts
    }

    /// What a table lacks of what was asked for.
    pub(super) fn gaps(&self, found: &Delivered) -> Vec<String> {
        let words = self.words;
        let mut texts = Vec::new();
        if found.withheld {
            texts.push(words.get("answer.withheld_unknown").to_owned());
        }
        if let Some(months) = found.months {
            let (months, date) = (words.period(months), words.date(self.question.as_of));
            texts.push(words.fill("answer.months", &[("months", &months), ("date", &date)]));
        }
        if !found.lacking.is_empty() {
            let years: Vec<String> = found.lacking.iter().map(i32::to_string).collect();
            texts.push(words.fill("answer.lacking", &[("years", &years.join(", "))]));
        }
        texts.extend(self.later(found));
        texts
    }

    /// That years asked for were not over on the day.
    fn later(&self, found: &Delivered) -> Option<String> {
        let years: Vec<String> = found.later.iter().map(i32::to_string).collect();
        let (listed, date) = (self.words.listed(&years), self.words.date(self.question.as_of));
        let key = self.words.numbered("answer.later", years.len() as u64);
        (!years.is_empty()).then(|| self.words.fill(&key, &[("years", &listed), ("date", &date)]))
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
                None => rest.push((self.what(part), self.answered(part, found, &asked.number))),
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
    pub(super) fn answered(&self, part: &AskedPart, found: &Delivered, number: &str) -> String {
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

    /// Whether a table is of several lines, which it names itself.
    fn is_wide(item: &Item) -> bool {
        item.line == crate::landscape::ID
    }

    /// A text on a table with the name of its line.
    fn named(item: &Item, labels: Labels<'_>, text: &str) -> String {
        let name = &labels.subject.name;
        // "Stop it Now!" has its full stop.
        let stop = if name.ends_with(['.', '!', '?']) { "" } else { "." };
        if Self::is_wide(item) { text.to_owned() } else { format!("{name}{stop} {text}") }
    }

    /// A table as it is printed.
    pub(super) fn typeset(&self, item: &Item, labels: Labels<'_>) -> TableModel {
        let table = table_model(&item.table, labels, "");
        let caption = self.dated("answer.as_of.caption", &Self::named(item, labels, &table.caption));
        TableModel { id: item.id.to_string(), caption, ..table }
    }

    /// Where the numbers of a table come from.
    pub(super) fn source(&self, item: &Item) -> String {
        if Self::is_wide(item) {
            return self.words.get("answer.source.wide").to_owned();
        }
        let (name, year) = (&self.subjects.of(&item.line).name, item.table.year().to_string());
        self.words.fill("answer.source", &[("line", name), ("year", &year)])
    }

    fn figure(&self, item: &Item) -> Block {
        let labels = Labels { words: self.words, subject: self.subjects.of(&item.line) };
        let id = item.id.to_string();
        let chart = self.drawn.get(&id).map(|d| d.model(&id));
        Block::Figure(Box::new(FigureModel {
            id,
            headline: Self::named(item, labels, &headline(&item.table, labels)),
            subtitle: self.dated("answer.as_of.caption", &subtitle(&item.table, labels, chart.is_some())),
            notes: Vec::new(),
            source: self.source(item),
            annex_reference: String::new(),
            table: Some(self.typeset(item, labels)),
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
