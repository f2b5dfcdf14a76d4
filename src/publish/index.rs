//! `reports/index.html`: an overview of all reports that stand there.

use std::path::Path;

use serde::Deserialize;

use crate::words::Words;

/// The page: one row per manifest found, newest year first.
#[must_use]
pub fn index(reports: &Path, words: &Words) -> String {
    let mut rows: Vec<(String, String)> = walkdir::WalkDir::new(reports)
        .min_depth(3)
        .max_depth(3)
        .into_iter()
        // A folder that is being made complete is hidden.
        .filter_entry(|e| e.depth() == 0 || !e.file_name().to_string_lossy().starts_with('.'))
        .filter_map(Result::ok)
        .filter(|e| e.file_name() == "manifest.json")
        .filter_map(|e| row(reports, e.path()))
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
    files: Vec<Named>,
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

fn row(reports: &Path, manifest: &Path) -> Option<(String, String)> {
    let Shown { year, helpline: line, files } =
        serde_json::from_slice(&std::fs::read(manifest).ok()?).ok()?;
    let folder = manifest.parent()?;
    let shown = folder.strip_prefix(reports).ok()?.to_string_lossy().replace('\\', "/");
    let (mut pdfs, mut data) = (String::new(), String::new());
    for Named { name } in &files {
        let link = format!("<a href=\"{0}/{1}\">{1}</a> ", escape(&shown), escape(name));
        if name.ends_with(".pdf") { pdfs.push_str(&link) } else { data.push_str(&link) }
    }
    let html = format!("<tr><td>{year}</td><td>{}</td><td>{pdfs}</td><td>{data}</td></tr>\n", escape(&line));
    Some((format!("{year} {line}"), html))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
