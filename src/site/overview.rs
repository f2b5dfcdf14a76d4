//! All lines and years in one table, what changed last, and the way to the data.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::address::href;
use super::changes::{change_in_words, changes, day};
use super::parts::Page;
use super::shelf::{Kind, Report};
use super::titles::of_kind;
use crate::base::Lang;
use crate::web::Set;

/// Changes that the page tells; the feed tells all.
const CHANGES: usize = 12;

impl Page<'_> {
    /// All lines and years.
    pub fn matrix(self) -> Markup {
        let words = self.words;
        let reports: Vec<&Report> =
            [Kind::Line, Kind::Landscape].into_iter().flat_map(|kind| of_kind(self.making, kind)).collect();
        let years: BTreeSet<i32> = reports.iter().map(|report| report.year).collect();
        let row = |report: &&Report| {
            let name = match report.kind {
                Kind::Landscape => words.get("index.landscape"),
                Kind::Line | Kind::Answer => self.name(report),
            };
            (name.to_owned(), report.kind, report.id.clone())
        };
        let mut rows: Vec<(String, Kind, String)> = reports.iter().map(row).collect();
        words.sort_by_name(&mut rows, |(name, _, _)| name);
        rows.sort_by_key(|(_, kind, _)| *kind);
        // A line may have had another name before.
        let mut seen = BTreeSet::new();
        rows.retain(|(_, _, id)| seen.insert(id.clone()));
        html! {
            @if !rows.is_empty() {
                section aria-labelledby="all" {
                    h2 id="all" { (Set(words.get("index.all"))) }
                    div.scroll tabindex="0" role="region" aria-labelledby="all-caption" {
                        table.matrix {
                            caption { span id="all-caption" { (Set(words.get("index.all.caption"))) } }
                            thead { tr {
                                th scope="col" { (Set(words.get("index.line"))) }
                                @for year in years.iter().rev() { th scope="col" { (year) } }
                            } }
                            tbody { @for (name, _, id) in &rows { tr {
                                th scope="row" { (Set(name)) }
                                @for year in years.iter().rev() { td {
                                    (self.cell(reports.iter().find(|r| r.id == *id && r.year == *year).copied()))
                                } }
                            } } }
                        }
                    }
                }
            }
        }
    }

    /// What there is of a line in a year: its edition in each language.
    fn cell(self, report: Option<&Report>) -> Markup {
        let words = self.words;
        let Some(report) = report else {
            return html! { span.none aria-hidden="true" { "–" } span.unseen { (Set(words.get("index.none"))) } };
        };
        let Some(edition) = report.shown() else {
            return html! { (self.taken_back(report)) };
        };
        let known = self.making.facts.languages.iter();
        let langs: Vec<(&Lang, String)> =
            known.filter_map(|lang| Some((lang, edition.reading(lang.code())?))).collect();
        html! {
            @if edition.is_draft { span { (Set(words.get("report.draft.short"))) } }
            @else { span { (Set(&words.fill("index.edition", &[("n", &edition.number.to_string())]))) } }
            @for (lang, name) in langs {
                " "
                a href=(href(&edition.path(&name))) lang=(lang.code()) hreflang=(lang.code())
                    aria-label=(Set(&format!("{} – {} {}", lang.code(), self.name(report), report.year))) {
                    (lang.code())
                }
            }
        }
    }

    /// That the edition was taken back, in a word; day and reason stand with the line.
    fn taken_back(self, report: &Report) -> Markup {
        html! {
            @if report.taken_back().is_some() {
                a.word href="#changed" { (Set(self.words.get("index.retracted.short"))) }
            }
        }
    }

    /// What changed last.
    pub fn changed(self) -> Markup {
        let words = self.words;
        let all = changes(self.making);
        html! {
            section aria-labelledby="changed" {
                h2 id="changed" { (Set(words.get("index.changed"))) }
                @if all.is_empty() { p { (Set(words.get("index.changed.none"))) } }
                @else { ol.changes {
                    @for change in all.iter().take(CHANGES) { li {
                        time datetime=(change.date) { (Set(&day(words, change.date))) }
                        div {
                            p { b lang=[self.other(change.report)] { (Set(self.title(change.report))) } ", "
                                (Set(&words.fill("index.edition", &[("n", &change.edition.number.to_string())]))) }
                            @for told in change_in_words(words, change) { p.told { (Set(&told)) } }
                            @if change.edition.corrected.is_some() && change.edition.has("corrections.csv") {
                                p.told { a href=(href(&change.edition.path("corrections.csv"))) {
                                    (Set(words.get("download.corrections")))
                                } }
                            }
                        }
                    } }
                } }
            }
        }
    }

    fn title(self, report: &Report) -> &str {
        report.title(self.lang).map_or(report.id.as_str(), |title| title.title.as_str())
    }

    /// The way to the data.
    pub fn open(self, lang: Lang) -> Markup {
        let (words, making) = (self.words, self.making);
        let site = &making.facts.site;
        let has_feed = !changes(making).is_empty();
        html! {
            section aria-labelledby="open" {
                h2 id="open" { (Set(words.get("index.open"))) }
                p { (Set(words.get("index.open.text"))) }
                ul.rows {
                    @if has_feed {
                        li { a href=(making.name("feed", lang, "xml")) { (Set(words.get("index.feed"))) } }
                    }
                    li { a href="catalog.jsonld" { (Set(words.get("index.catalog"))) } }
                    @if !site.licence.is_empty() {
                        li { (Set(words.get("index.licence"))) ": "
                            a href=(site.licence) rel="license noreferrer" { (site.licence) } }
                    }
                    @if !site.contact.is_empty() {
                        li { (Set(words.get("index.contact"))) ": "
                            a href=(site.contact) rel="noreferrer" {
                                (site.contact.strip_prefix("mailto:").unwrap_or(&site.contact))
                            } }
                    }
                }
            }
        }
    }

    /// Who publishes all this.
    pub fn foot(self) -> Markup {
        html! {
            footer.band { div.inner { p.first { (Set(self.making.facts.publisher)) } } }
        }
    }
}
