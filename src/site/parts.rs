//! What several parts of the page are made with.

use maud::{Markup, html};

use super::address::href;
use super::making::Making;
use super::shelf::Report;
use crate::web::{Set, anchor};
use crate::words::Words;

/// What a page is made with.
#[derive(Clone, Copy)]
pub struct Page<'p> {
    pub making: &'p Making<'p>,
    pub words: &'static Words,
    pub lang: &'static str,
}

impl Page<'_> {
    /// Says that what stands before it is a draft.
    pub fn draft_mark(self) -> Markup {
        html! { " " span.mark { (Set(self.words.get("report.draft.short"))) } }
    }

    /// The language of what a report is called, where it is not that of the page.
    pub fn other(self, report: &Report) -> Option<&str> {
        let title = report.title(self.lang)?;
        Some(title.lang.as_str()).filter(|lang| *lang != self.lang)
    }

    /// The name of whom or what a report is about.
    pub fn name(self, report: &Report) -> &str {
        report.title(self.lang).map_or(report.id.as_str(), |title| title.name.as_str())
    }

    /// The year of a report, leading to it.
    pub fn year(self, report: &Report) -> Markup {
        let year = report.year.to_string();
        let read = report.shown().and_then(|edition| Some((edition, edition.reading_near(self.lang)?)));
        html! {
            @if let Some((edition, (lang, name))) = read {
                a href=(href(&edition.path(&name))) hreflang=(lang) { (year) }
                @if edition.is_draft { (self.draft_mark()) }
            } @else { (year) }
        }
    }
}

/// Where a report is found on the page.
pub fn place(report: &Report) -> String {
    format!("report-{}", anchor(&report.place.replace('/', "-")))
}
