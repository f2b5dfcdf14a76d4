//! The editions that stand as data sets for search engines: schema.org, within the page.

use serde_json::{Value, json};

use super::cards::{file_name, lang_of};
use super::changes::first_date;
use super::making::Making;
use super::shelf::{Edition, File, Report};
use crate::base::Lang;

/// The kind of a file by its name, as the internet names it.
pub fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, end)| end) {
        "csv" => "text/csv",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "pdf" => "application/pdf",
        "html" => "text/html",
        "json" => "application/json",
        "md" => "text/markdown",
        _ => "application/octet-stream",
    }
}

/// The catalogue of the page and its data sets; nothing of drafts.
pub fn structured(making: &Making<'_>, lang: Lang) -> Value {
    let published = making.shelf.iter().filter_map(|report| Some((report, report.standing.as_ref()?)));
    let sets: Vec<Value> = published.map(|(report, edition)| set(making, report, edition, lang)).collect();
    let mut catalogue = json!({
        "@context": "https://schema.org",
        "@type": "DataCatalog",
        "name": lang.words().get("index.title"),
        "description": lang.words().get("index.lead"),
        "inLanguage": lang.code(),
        "publisher": {"@type": "Organization", "name": making.facts.publisher},
        "dataset": sets,
    });
    if !making.facts.site.address.is_empty() {
        catalogue["url"] = making.address(&making.name("index", lang, "html")).into();
    }
    catalogue
}

fn set(making: &Making<'_>, report: &Report, edition: &Edition, lang: Lang) -> Value {
    let title = report.title(lang.code());
    let name = title.map_or(report.id.as_str(), |title| title.title.as_str());
    let about = title.map_or("", |title| title.about.as_str());
    let read = edition.reading_near(lang.code()).map_or_else(String::new, |(_, name)| edition.path(&name));
    let files = edition.files.iter().filter(|file| file_name(&file.name).is_some());
    let mut set = json!({
        "@type": "Dataset",
        "name": name,
        "description": if about.is_empty() { name } else { about },
        "url": making.address(&read),
        "identifier": report.place,
        "version": edition.number.to_string(),
        "datePublished": first_date(report, edition),
        "dateModified": edition.date,
        "temporalCoverage": format!("{}/{}", edition.first_year, report.year),
        "inLanguage": edition.written_in(),
        "isAccessibleForFree": true,
        "publisher": {"@type": "Organization", "name": making.facts.publisher},
        "distribution": files.map(|file| download(making, edition, file)).collect::<Vec<_>>(),
    });
    if let Some(operator) = title.map(|title| &title.operator).filter(|operator| !operator.is_empty()) {
        set["creator"] = json!({"@type": "Organization", "name": operator});
    }
    if !making.facts.site.licence.is_empty() {
        set["license"] = making.facts.site.licence.as_str().into();
    }
    set
}

fn download(making: &Making<'_>, edition: &Edition, file: &File) -> Value {
    let mut download = json!({
        "@type": "DataDownload",
        "contentUrl": making.address(&edition.path(&file.name)),
        "encodingFormat": media_type(&file.name),
        "sha256": file.sha256,
    });
    if let Some(lang) = lang_of(&file.name) {
        download["inLanguage"] = lang.into();
    }
    download
}
