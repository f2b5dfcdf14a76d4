//! A feed of editions, for who wants to know when one appears: Atom, RFC 4287.
//!
//! An entry is an edition, and keeps its name for ever: one that follows from the report, its number, its date and its
//! figures. Times are the days that editions bear, at midnight UTC, for records know no hour. Where the site has no address
//! the addresses in the feed are as seen from the feed itself, which the standard allows, and it does not name its own.

use super::address::xml;
use super::changes::{Change, change_in_words, changes};
use super::making::Making;
use super::page::MARK;
use super::shelf::urn;
use crate::base::Lang;
use crate::words::Words;

/// The feed in a language; none before an edition was published, for a feed says when it changed last.
pub fn feed(making: &Making<'_>, lang: Lang) -> Option<Vec<u8>> {
    let words = Words::of(lang);
    let all = changes(making);
    let (publisher, code) = (making.facts.publisher, lang.code());
    let title = words.fill("index.feed.title", &[("title", words.get("index.title"))]);
    let address = making.address(&making.name("index", lang, "html"));
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{code}\">\n  \
         <id>{}</id>\n  <title>{}</title>\n  <subtitle>{}</subtitle>\n  <updated>{}</updated>\n  \
         <author><name>{}</name></author>\n  <generator>{MARK}</generator>\n  \
         <link rel=\"alternate\" type=\"text/html\" hreflang=\"{code}\" href=\"{}\"/>\n",
        urn(&["feed", publisher, code]),
        xml(&title),
        xml(words.get("index.lead")),
        midnight(all.first()?.date),
        xml(publisher),
        xml(&address),
    );
    let site = &making.facts.site;
    if !site.address.is_empty() {
        let own = making.address(&making.name("feed", lang, "xml"));
        out.push_str(&format!(
            "  <link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n",
            xml(&own)
        ));
    }
    if !site.licence.is_empty() {
        out.push_str(&format!("  <link rel=\"license\" href=\"{}\"/>\n", xml(&site.licence)));
    }
    for change in &all {
        out.push_str(&entry(making, words, change));
    }
    out.push_str("</feed>\n");
    Some(out.into_bytes())
}

fn entry(making: &Making<'_>, words: &Words, change: &Change<'_>) -> String {
    let (report, edition) = (change.report, change.edition);
    let n = edition.number.to_string();
    let named = report.title(words.code()).map_or(report.id.as_str(), |title| title.title.as_str());
    let whole = format!("{named}, {}", words.fill("index.edition", &[("n", &n)]));
    let title = match &edition.retracted {
        Some(_) => words.fill("index.feed.retracted", &[("title", &whole)]),
        None => whole,
    };
    // Of an edition that was taken back there is nothing to read but that.
    let read = edition.reading_near(words.code()).filter(|_| edition.retracted.is_none());
    let (lang, path) = match &read {
        Some((lang, name)) => (*lang, edition.path(name)),
        None => (words.code(), making.name("index", words.lang(), "html")),
    };
    let kind = if path.ends_with(".pdf") { "application/pdf" } else { "text/html" };
    format!(
        "  <entry>\n    <id>{}</id>\n    <title>{}</title>\n    <updated>{}</updated>\n    <published>{}</published>\n    \
         <link rel=\"alternate\" type=\"{kind}\" hreflang=\"{lang}\" href=\"{}\"/>\n    <summary>{}</summary>\n  </entry>\n",
        urn(&[&report.place, &n, &edition.date, &edition.figures]),
        xml(&title),
        midnight(change.date),
        midnight(&edition.date),
        xml(&making.address(&path)),
        xml(&change_in_words(words, change).join("; ")),
    )
}

/// The beginning of a day.
fn midnight(date: &str) -> String {
    let day: chrono::NaiveDate = date.parse().unwrap_or_default();
    format!("{day}T00:00:00Z")
}
