//! What stands beside the page of a report for the web: its other languages and its files.

use super::drafts::Draft;
use crate::web::{Beside, Download};
use crate::words::Words;

/// What stands beside the page of a report in these words.
pub fn beside(draft: &Draft<'_>, words: &Words) -> Beside {
    let code = words.lang().code();
    let named =
        |lang: &crate::base::Lang| (lang.code().to_owned(), lang.words().get("language.name").to_owned());
    let file = |name: String, key: &str| Download { name, about: words.get(key).to_owned() };
    let mut downloads = vec![file(format!("report.{code}.pdf"), "download.pdf")];
    if draft.kind.has_letter() {
        downloads.push(file(format!("answer.{code}.docx"), "download.word"));
        downloads.push(file(format!("answer.{code}.md"), "download.markdown"));
    }
    downloads.push(file("tables.xlsx".to_owned(), "download.tables"));
    downloads.push(file("figures.csv".to_owned(), "attachment.figures"));
    downloads.push(file("codes.csv".to_owned(), "attachment.codes"));
    if draft.plan.revision.replaces.is_some() {
        downloads.push(file("corrections.csv".to_owned(), "download.corrections"));
    }
    downloads.push(file("manifest.json".to_owned(), "attachment.manifest"));
    let instead =
        vec![(words.get("colophon.data.text").to_owned(), words.get("word.data_beside").to_owned())];
    Beside { languages: draft.langs.iter().map(named).collect(), downloads, instead }
}
