//! The lines with their latest reports, the landscape, the answers.

use maud::{Markup, html};

use super::address::href;
use super::changes::day;
use super::parts::{Page, place};
use super::shelf::{Edition, Kind, Report};
use super::titles::{first_finding, of_kind};
use crate::base::Lang;
use crate::web::Set;

/// What a file is called among those of a report; nothing of one that is not offered here.
pub fn file_name(name: &str) -> Option<&'static str> {
    match name {
        "figures.csv" => Some("CSV"),
        "tables.xlsx" => Some("Excel"),
        _ if name.ends_with(".pdf") => Some("PDF"),
        _ if name.ends_with(".docx") => Some("Word"),
        _ => None,
    }
}

/// The code of the language that stands in the name of a file, where one does.
pub fn lang_of(name: &str) -> Option<&str> {
    let (rest, _) = name.rsplit_once('.')?;
    rest.rsplit_once('.').map(|(_, lang)| lang)
}

impl Page<'_> {
    /// The lines, each with its latest report.
    pub fn lines(self) -> Markup {
        let mut by_line: Vec<(String, Vec<&Report>)> = Vec::new();
        for report in of_kind(self.making, Kind::Line) {
            match by_line.iter_mut().find(|(id, _)| *id == report.id) {
                Some((_, all)) => all.push(report),
                None => by_line.push((report.id.clone(), vec![report])),
            }
        }
        self.words.sort_by_name(&mut by_line, |(_, all)| all.first().map_or("", |report| self.name(report)));
        html! {
            @if !by_line.is_empty() {
                section aria-labelledby="lines" {
                    h2 id="lines" { (Set(self.words.get("index.lines"))) }
                    ul.cards { @for (_, all) in &by_line { (self.line(all)) } }
                }
            }
        }
    }

    fn line(self, all: &[&Report]) -> Markup {
        let Some((latest, others)) = all.split_first() else { return html! {} };
        let title = latest.title(self.lang);
        let own = title.map(|title| title.lang.as_str()).filter(|lang| *lang != self.lang);
        html! {
            li.card {
                h3 id=(place(latest)) lang=[own] { (Set(self.name(latest))) }
                @if let Some(about) = title.map(|title| &title.about).filter(|about| !about.is_empty()) {
                    p.what lang=[own] { (Set(about)) }
                }
                @if let Some(edition) = latest.shown() {
                    @if let Some(found) = first_finding(edition, title.map_or(self.lang, |title| &title.lang)) {
                        p.says lang=[own] { (Set(&found)) }
                    }
                }
                (self.report(latest))
                @if !others.is_empty() {
                    p.years { (Set(self.words.get("index.other_years"))) ": "
                        @for (report, n) in others.iter().zip(0..) {
                            @if n > 0 { ", " }
                            (self.year(report))
                        }
                    }
                }
            }
        }
    }

    /// What leads to a report: its page, what edition it is, and its files.
    fn report(self, report: &Report) -> Markup {
        let words = self.words;
        html! {
            @if let Some(edition) = report.shown() {
                (self.reading(report, edition))
                p.state { (self.state(report, edition)) }
                (self.files(report, edition))
            }
            @if let Some(said) = report.taken_back() {
                p.state { (Set(&words.fill("index.retracted", &[("date", &day(words, &said.date)), ("reason", &said.reason)]))) }
            }
            @if let Some(draft) = report.draft.as_ref().filter(|_| report.standing.is_some()) {
                @if let Some((lang, name)) = draft.reading_near(self.lang) {
                    p.state { a href=(href(&draft.path(&name))) hreflang=(lang) {
                        (Set(&words.fill("index.next", &[("n", &draft.number.to_string())])))
                    } (self.draft_mark()) }
                }
            }
            (self.before(report))
        }
    }

    /// The way to a report, and to it in its other languages.
    fn reading(self, report: &Report, edition: &Edition) -> Markup {
        let Some((lang, name)) = edition.reading_near(self.lang) else { return html! {} };
        let title = report.title(lang).map_or(report.id.as_str(), |title| title.title.as_str());
        let own = (lang != self.lang).then_some(lang);
        let others = self.making.facts.languages.iter().filter(|other| other.code() != lang);
        let others: Vec<(&Lang, String)> =
            others.filter_map(|other| Some((other, edition.reading(other.code())?))).collect();
        html! {
            p.read {
                a href=(href(&edition.path(&name))) lang=[own] hreflang=[own] { (Set(title)) }
            }
            @if !others.is_empty() {
                ul.files aria-label=(Set(self.words.get("index.other_languages"))) {
                    @for (other, name) in &others { li {
                        a href=(href(&edition.path(name))) lang=(other.code()) hreflang=(other.code()) {
                            (Set(other.words().get("language.name")))
                        }
                    } }
                }
            }
        }
    }

    /// Which edition it is, of what day, and whether its figures can still change.
    fn state(self, report: &Report, edition: &Edition) -> Markup {
        let words = self.words;
        let n = edition.number.to_string();
        let said = words.fill("index.edition.of", &[("n", &n), ("date", &day(words, &edition.date))]);
        // That of an answer is the question, which its title says.
        let title = report.title(self.lang).filter(|_| report.kind != Kind::Answer);
        let status = title.map_or("", |title| title.status.as_str());
        html! {
            @if edition.is_draft { span.mark { (Set(words.get("report.draft"))) } }
            @else { (Set(&said)) }
            @if !status.is_empty() { span.status lang=[self.other(report)] { (Set(status)) } }
        }
    }

    fn files(self, report: &Report, edition: &Edition) -> Markup {
        let title = report.title(self.lang).map_or(report.id.as_str(), |title| title.title.as_str());
        let lang = edition.reading_near(self.lang).map_or(self.lang, |(lang, _)| lang);
        let offered = edition.files.iter().filter_map(|file| {
            let foreign = lang_of(&file.name).is_some_and(|own| own != lang);
            file_name(&file.name).filter(|_| !foreign).map(|kind| (kind, &file.name))
        });
        html! {
            ul.files aria-label=(Set(&self.words.fill("index.files", &[("title", title)]))) {
                @for (kind, name) in offered {
                    li { a href=(href(&edition.path(name))) { (kind) } }
                }
            }
        }
    }

    /// The editions before, where their files are kept.
    fn before(self, report: &Report) -> Markup {
        let kept: Vec<(&Edition, String)> = report
            .earlier
            .iter()
            .rev()
            .filter_map(|edition| Some((edition, edition.reading_near(self.lang)?.1)))
            .collect();
        html! {
            @if !kept.is_empty() {
                p.years { (Set(self.words.get("index.before"))) ": "
                    @for ((edition, name), n) in kept.iter().zip(0..) {
                        @if n > 0 { ", " }
                        a href=(href(&edition.path(name))) {
                            (Set(&self.words.fill("index.edition", &[("n", &edition.number.to_string())])))
                        }
                    }
                }
            }
        }
    }

    /// The landscape of each year, or the answers.
    pub fn joint(self, kind: Kind, key: &str) -> Markup {
        let all = of_kind(self.making, kind);
        let id = if kind == Kind::Answer { "answers" } else { "landscape" };
        html! {
            @if !all.is_empty() {
                section aria-labelledby=(id) {
                    h2 id=(id) { (Set(self.words.get(key))) }
                    ul.rows { @for report in all { li id=(place(report)) { (self.report(report)) } } }
                }
            }
        }
    }
}
