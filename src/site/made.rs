//! All files of the site.

use std::path::{Path, PathBuf};

use super::making::{Facts, Making};
use super::page::{Look, MARK};
use super::shelf::{languages, shelf};
use super::{catalogue, feed, front, sitemap};
use crate::base::Lang;
use crate::edition::Title;
use crate::words::Words;

/// The files of the site, by their names in the folder of the reports.
#[must_use]
pub fn site(reports: &Path, facts: &Facts<'_>) -> Vec<(String, Vec<u8>)> {
    let named = |id: &str, year: i32| {
        let name = facts.names.get(id).map_or(id, String::as_str);
        facts.languages.iter().map(|lang| named(name, year, *lang)).collect()
    };
    let shelf = shelf(reports, &named);
    let langs = languages(&shelf, facts.first, &facts.languages);
    let making = Making { facts, reports, shelf, langs, look: Look::new(facts.tokens) };
    let mut files = Vec::new();
    for lang in &making.langs {
        files.push((making.name("index", *lang, "html"), front::front(&making, *lang)));
        files.extend(feed::feed(&making, *lang).map(|feed| (making.name("feed", *lang, "xml"), feed)));
    }
    files.push(("catalog.jsonld".to_owned(), catalogue::catalogue(&making)));
    files.extend(sitemap::sitemap(&making).map(|map| ("sitemap.xml".to_owned(), map)));
    files
}

/// What a report of a record without titles is called.
fn named(name: &str, year: i32, lang: Lang) -> Title {
    let words = Words::of(lang);
    Title {
        lang: lang.code().to_owned(),
        name: name.to_owned(),
        kind: words.get("report.kind").to_owned(),
        title: words.fill("report.title", &[("year", &year.to_string()), ("line", name)]),
        ..Title::default()
    }
}

/// Files of the site that an earlier build made and this one does not.
#[must_use]
pub fn no_more_made(reports: &Path, made: &[(String, Vec<u8>)]) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(reports).into_iter().flatten().filter_map(Result::ok);
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let ours = |name: &String| {
        let of_language = |stem: &str, end: &str| {
            let code = name.strip_prefix(stem).and_then(|rest| rest.strip_suffix(end));
            code.is_some_and(|code| {
                (2..=3).contains(&code.len()) && code.chars().all(|c| c.is_ascii_lowercase())
            })
        };
        let known = ["feed.xml", "sitemap.xml"].contains(&name.as_str());
        known || of_language("index.", ".html") || of_language("feed.", ".xml")
    };
    let mut gone: Vec<String> =
        names.filter(ours).filter(|name| !made.iter().any(|(new, _)| new == name)).collect();
    gone.sort();
    let marked = |path: &PathBuf| {
        // A file of somebody else's with such a name stays.
        std::fs::read(path).is_ok_and(|bytes| memchr::memmem::find(&bytes, MARK.as_bytes()).is_some())
    };
    gone.into_iter().map(|name| reports.join(name)).filter(marked).collect()
}
