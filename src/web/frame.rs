//! The page around the chapters: what it is, where one goes from here, and what stands beside it.

use std::collections::BTreeMap;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use super::blocks::{signature, terms};
use super::figure::{Maker, charts, figure_place};
use super::key_page::key_page;
use super::look::Look;
use super::table::{place, table};
use super::text::{Set, Words, anchors};
use crate::document::Numbers;
use crate::document::model::{Block, ReportModel};

/// What stands beside a page.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    /// Languages of the report, this one among them: code and own name.
    pub languages: Vec<(String, String)>,
    /// Files of the report.
    pub downloads: Vec<Download>,
    /// Texts of the colophon that are true of paper only, and what stands instead of them.
    pub instead: Vec<(String, String)>,
}

/// A file that stands beside a page.
#[derive(Debug, Clone)]
pub struct Download {
    /// Its name.
    pub name: String,
    /// What it is.
    pub about: String,
}

/// A place of the page: its anchor and what stands there.
type Place = (String, String);

/// The page of a report.
///
/// `files` holds the charts and pictures under the paths that the model names.
///
/// # Errors
/// The figure whose chart could not be read, and why.
pub fn page(
    look: &Look,
    model: &ReportModel,
    files: &BTreeMap<String, Vec<u8>>,
    beside: &Beside,
) -> Result<Vec<u8>, String> {
    let charts = charts(model, files)?;
    let words = Words(&model.words);
    let annex = model.annex.iter().map(|it| it.id.as_str()).collect();
    let maker = Maker { words, charts: &charts, files, annex, numbers: Numbers::default() };
    let sheet = look.sheet(&model.accent);
    let direction = RIGHT_TO_LEFT.contains(&model.lang.as_str()).then_some("rtl");
    let places =
        anchors(model.chapters.iter().map(|chapter| chapter.id.as_str()).filter(|id| !id.is_empty()));
    let markup = html! {
        (DOCTYPE)
        html lang=(model.lang) dir=[direction] {
            (head(model, &sheet))
            body id="top" data-save=(Set(words.get("save_as"))) {
                a.skip href="#report" { (Set(words.get("skip"))) }
                (cover(model, &maker, beside))
                (running_head(model))
                div.sides {
                    (contents(model, &places))
                    (main(model, maker, &places, beside))
                }
                (reach(model))
                @if !charts.is_empty() { script { (PreEscaped(SCRIPT)) } }
            }
        }
    };
    let mut page = markup.into_string();
    page.push('\n');
    Ok(page.into_bytes())
}

/// Languages that are written from right to left.
const RIGHT_TO_LEFT: [&str; 10] = ["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"];

/// What reads the charts out and saves them. A page is whole without it.
const SCRIPT: &str = include_str!("../../templates/page.js");

/// Nothing is fetched, sent or shown within another page; style and script are those that stand here. A picture that
/// the script saves is drawn from memory.
fn policy(sheet: &str) -> String {
    policy_of(&format!("'sha256-{}'", print(sheet)))
}

/// What a page may do, for who serves it and does not know which style stands in it.
#[must_use]
pub fn served() -> String {
    policy_of("'unsafe-inline'")
}

fn policy_of(style: &str) -> String {
    let script = print(SCRIPT);
    format!(
        "default-src 'none'; style-src {style}; script-src 'sha256-{script}'; img-src data: blob:; base-uri 'none'; \
         form-action 'none'"
    )
}

/// The fingerprint by which a policy knows a text.
fn print(text: &str) -> String {
    BASE64_STANDARD.encode(Sha256::digest(text.as_bytes()))
}

fn head(model: &ReportModel, sheet: &str) -> Markup {
    let (year, month, day) = model.date;
    let keywords = [&model.line, &model.kind, &model.year, &model.keyword].map(String::as_str).join(", ");
    html! {
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(policy(sheet));
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            meta name="referrer" content="no-referrer";
            title { (Set(&model.title)) }
            meta name="description" content=(Set(&model.about));
            meta name="author" content=(Set(&model.operator));
            meta name="keywords" content=(Set(&keywords));
            meta name="dcterms.date" content=(format!("{year:04}-{month:02}-{day:02}"));
            meta name="generator" content=(format!("Jaarlijn {}", env!("CARGO_PKG_VERSION")));
            style { (PreEscaped(sheet)) }
        }
    }
}

/// What the report is: as on the cover of paper.
fn cover(model: &ReportModel, maker: &Maker<'_>, beside: &Beside) -> Markup {
    let words = maker.words;
    let facts = [
        ("status", &model.status),
        ("cut_off", &model.cut_off),
        ("edition", &model.edition),
        ("operator", &model.operator),
    ];
    html! {
        header.cover {
            div.band { div.inner {
                h1 {
                    span.kind { (Set(&model.kind)) " " b { (Set(&model.year)) } } " "
                    span.name.long[model.line.chars().count() > 14] { (Set(&model.line)) }
                }
                (languages(model, beside))
            } }
            div.inner {
                @if let Some(logo) = &model.logo { div.logo { (maker.picture(logo)) } }
                @if !model.about.is_empty() { p.about { (Set(&model.about)) } }
                dl.facts {
                    @for (key, value) in facts {
                        @if !value.is_empty() { div { dt { (Set(words.get(key))) } dd { (Set(value)) } } }
                    }
                }
                @for notice in notices(model) { p.notice { (Set(notice)) } }
            }
        }
    }
}

/// What must be known of the whole report: that it is a draft, that its numbers are made up.
fn notices(model: &ReportModel) -> impl Iterator<Item = &str> {
    [model.draft.as_str(), model.synthetic.as_str()].into_iter().filter(|notice| !notice.is_empty())
}

/// The same report in other languages.
fn languages(model: &ReportModel, beside: &Beside) -> Markup {
    let words = Words(&model.words);
    html! {
        @if beside.languages.len() > 1 {
            nav.languages aria-label=(Set(words.get("languages"))) { ul {
                @for (code, name) in &beside.languages { li {
                    @if *code == model.lang { a aria-current="page" href="#top" lang=(code) { (Set(name)) } }
                    @else { a href=(format!("report.{code}.html")) lang=(code) hreflang=(code) { (Set(name)) } }
                } }
            } }
        }
    }
}

/// What stays in sight: which report it is, what must be known of it, and the way back to its contents.
fn running_head(model: &ReportModel) -> Markup {
    let words = Words(&model.words);
    let short = [model.draft_short.as_str(), model.synthetic.as_str()];
    html! {
        nav.running aria-label=(Set(&model.title)) { div.inner {
            a.whose href="#top" { b { (Set(&model.line)) } " " span { (Set(&model.kind)) " " (Set(&model.year)) } }
            a.to-contents href="#contents" { (Set(words.get("contents"))) }
            @for notice in short.into_iter().filter(|notice| !notice.is_empty()) { span.notice { (Set(notice)) } }
        } }
    }
}

/// The contents, beside the report where there is room.
fn contents(model: &ReportModel, places: &[String]) -> Markup {
    let words = Words(&model.words);
    let end =
        [("annex", !model.annex.is_empty()), ("downloads", true), ("colophon", !model.colophon.is_empty())];
    html! {
        nav.contents aria-labelledby="contents" {
            h2 id="contents" tabindex="-1" { (Set(words.get("contents"))) }
            ol {
                @if let Some(foreword) = &model.foreword { li { a href="#foreword" { (Set(&foreword.title)) } } }
                @if !model.key_page.title.is_empty() { li { a href="#key" { (Set(&model.key_page.title)) } } }
                @for ((chapter, place), number) in model.chapters.iter().zip(places).zip(1_usize..) {
                    li { a href=(format!("#{place}")) { span.no { (number) } " " (Set(&chapter.title)) } }
                }
                @for (key, there) in end { @if there { li { a href=(format!("#{key}")) { (Set(words.get(key))) } } } }
            }
        }
    }
}

fn main(model: &ReportModel, mut maker: Maker<'_>, places: &[String], beside: &Beside) -> Markup {
    let words = maker.words;
    html! {
        main id="report" tabindex="-1" {
            @if let Some(foreword) = &model.foreword {
                section.foreword aria-labelledby="foreword" {
                    h2 id="foreword" { (Set(&foreword.title)) }
                    (maker.parts(&foreword.parts))
                    (signature(&foreword.author))
                }
            }
            @if let Some(key) = key_page(words, &model.key_page) { (key) }
            @for ((chapter, place), number) in model.chapters.iter().zip(places).zip(1..) {
                (maker.chapter(chapter, (place, number)))
            }
            (annex(model))
            (downloads(words, beside))
            @if !model.colophon.is_empty() {
                section.small aria-labelledby="colophon" {
                    h2 id="colophon" { (Set(words.get("colophon"))) }
                    (terms(&colophon(model, beside)))
                }
            }
        }
    }
}

/// The colophon, with what is true of a page.
fn colophon(model: &ReportModel, beside: &Beside) -> Vec<(String, String)> {
    let said = |text: &String| {
        let other = beside.instead.iter().find(|(paper, _)| paper == text);
        other.map_or_else(|| text.clone(), |(_, page)| page.clone())
    };
    model.colophon.iter().map(|(name, text)| (name.clone(), said(text))).collect()
}

/// Tables at the end, numbered anew, and the list of all figures and tables.
fn annex(model: &ReportModel) -> Markup {
    let words = Words(&model.words);
    let listed = places_of(model);
    html! {
        @if !model.annex.is_empty() {
            section aria-labelledby="annex" {
                h2 id="annex" { (Set(words.get("annex"))) }
                @for (it, number) in model.annex.iter().zip(1_usize..) {
                    (table(words, it, &format!("{}.{number}", words.get("annex_prefix"))))
                }
            }
        }
        // A short report needs no list of them.
        @if listed.len() > 30 {
            section.small aria-labelledby="list" {
                h2 id="list" { (Set(words.get("list_of_figures"))) }
                ul.list { @for (place, name) in &listed { li { a href=(format!("#{place}")) { (Set(name)) } } } }
            }
        }
    }
}

/// All figures, and the tables of the annex.
fn places_of(model: &ReportModel) -> Vec<Place> {
    let blocks = model.chapters.iter().flat_map(|chapter| &chapter.blocks);
    let figures = blocks.filter_map(|block| match block {
        Block::Figure(it) => Some((figure_place(&it.id), it.headline.clone())),
        Block::Table(it) => Some((place(&it.id), it.caption.clone())),
        _ => None,
    });
    figures.chain(model.annex.iter().map(|it| (place(&it.id), it.caption.clone()))).collect()
}

fn downloads(words: Words<'_>, beside: &Beside) -> Markup {
    html! {
        section aria-labelledby="downloads" {
            h2 id="downloads" { (Set(words.get("downloads"))) }
            ul.downloads { @for file in &beside.downloads { li {
                a href=(file.name) { (file.name) } " " span { (Set(&file.about)) }
            } } }
        }
    }
}

/// How to reach the line, as on the last page of paper.
fn reach(model: &ReportModel) -> Markup {
    let words = Words(&model.words);
    html! {
        @if let Some((first, rest)) = model.reach_line.split_first() {
            footer.band { div.inner {
                h2 { (Set(words.get("reach"))) }
                p.first { (reached(first)) }
                @for line in rest { p { (reached(line)) } }
                @if !model.synthetic.is_empty() { p { b { (Set(&model.synthetic)) } } }
            } }
        }
    }
}

/// A line that is an address leads there.
fn reached(line: &str) -> Markup {
    let plain = |c: char| c.is_ascii_alphanumeric() || ".-/_".contains(c);
    let bare = line.strip_prefix("https://").unwrap_or(line);
    let host = bare.split('/').next().unwrap_or_default();
    let ending = host.rsplit('.').next().unwrap_or_default();
    let is_host = host.contains('.') && ending.len() > 1 && ending.chars().all(|c| c.is_ascii_lowercase());
    if is_host && bare.chars().all(plain) {
        return html! { a href=(format!("https://{bare}")) rel="noreferrer" { (Set(line)) } };
    }
    html! { (Set(line)) }
}
