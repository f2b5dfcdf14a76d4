//! `reports/index.html`: an overview of all reports that stand there, published or as drafts.

use std::path::Path;

use serde::Deserialize;

use crate::edition::{DRAFT, history, standing};
use crate::words::Words;

/// The page: the newest year first, and of each report the edition that stands, that it was taken back, and its draft.
#[must_use]
pub fn index(reports: &Path, words: &Words) -> String {
    let mut rows: Vec<(String, String)> = walkdir::WalkDir::new(reports)
        .min_depth(2)
        .max_depth(2)
        .into_iter()
        // A folder that is being made complete is hidden.
        .filter_entry(|e| e.depth() == 0 || !e.file_name().to_string_lossy().starts_with('.'))
        .filter_map(Result::ok)
        .flat_map(|e| rows_of(reports, e.path(), words))
        .collect();
    rows.sort_by(|a, b| b.0.cmp(&a.0));
    let body: String = rows.into_iter().map(|(_, html)| html).collect();
    let word = |key: &str| escape(words.get(key));
    let (title, year, line) = (word("index.title"), word("index.year"), word("index.line"));
    let (report, data, lang) = (word("index.report"), word("index.data"), words.lang().code());
    format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{title}</title>\n<style>body{{font:16px/1.5 'Noto Sans',sans-serif;max-width:60rem;margin:3rem auto;padding:0 1rem;color:#1c1c22}}\
         table{{border-collapse:collapse;width:100%}}th,td{{text-align:left;padding:.5rem .75rem;border-bottom:1px solid #c9cbd1}}</style>\n\
         <h1>{title}</h1>\n<table>\n<tr><th>{year}</th><th>{line}</th><th>{report}</th><th>{data}</th></tr>\n{body}</table>\n</html>\n"
    )
}

/// What the page shows of a manifest; its cells, most of it, are skipped.
#[derive(Deserialize)]
struct Shown {
    year: i64,
    helpline: String,
    #[serde(default)]
    draft: bool,
    files: Vec<Named>,
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

/// The rows of one report: of its edition, or that the last one was taken back, and of its draft.
fn rows_of(reports: &Path, folder: &Path, words: &Words) -> Vec<(String, String)> {
    let draft = row(reports, &folder.join(DRAFT), words);
    let own = row(reports, folder, words);
    // Editions are told of where none stands; reading them takes time.
    let taken_back = if standing(folder).is_none() { history(folder).pop() } else { None };
    let taken_back = taken_back.and_then(|last| {
        let line = folder.file_name()?.to_string_lossy().into_owned();
        let said = last.retracted?;
        let date = said.date.parse().map_or_else(|_| said.date.clone(), |date| words.date(date));
        let told = words.fill("index.retracted", &[("date", &date), ("reason", &said.reason)]);
        let (year, name) = (last.year, escape(&line));
        let html =
            format!("<tr><td>{year}</td><td>{name}</td><td colspan=\"2\">{}</td></tr>\n", escape(&told));
        Some((format!("{year} {line} 2"), html))
    });
    own.into_iter().chain(draft).chain(taken_back).collect()
}

fn row(reports: &Path, folder: &Path, words: &Words) -> Option<(String, String)> {
    let Shown { year, helpline: line, draft, files } =
        serde_json::from_slice(&std::fs::read(folder.join("manifest.json")).ok()?).ok()?;
    let shown = folder.strip_prefix(reports).ok()?.to_string_lossy().replace('\\', "/");
    let (mut pdfs, mut data) = (String::new(), String::new());
    for Named { name } in &files {
        let link = format!("<a href=\"{0}/{1}\">{1}</a> ", escape(&shown), escape(name));
        if name.ends_with(".pdf") { pdfs.push_str(&link) } else { data.push_str(&link) }
    }
    let mark =
        if draft { format!(" <em>({})</em>", escape(words.get("report.draft"))) } else { String::new() };
    let html =
        format!("<tr><td>{year}</td><td>{}{mark}</td><td>{pdfs}</td><td>{data}</td></tr>\n", escape(&line));
    let order = if draft { 0 } else { 1 };
    Some((format!("{year} {line} {order}"), html))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
