//! What stays of an edition that another one replaces: its files, in a folder of their own beside the new ones, at an
//! address that does not change any more.

use std::path::Path;

use crate::base::sha256;

/// What a page of a replaced edition says at its head, as markup: for the code of its language, the number and the date
/// of the edition.
pub type Banner<'b> = dyn Fn(&str, u64, &str) -> String + 'b;

/// Before what the banner is put.
const COVER: &str = "<header class=\"cover\">";

/// The files that stay of the edition in a folder, as `edition-1/report.nl.pdf`, when publishing `files` makes an
/// earlier edition of it. Each is what was published, but for the pages: they get the banner. A file that is not what
/// was published does not stay.
#[must_use]
pub fn replaced(folder: &Path, files: &[(String, Vec<u8>)], banner: &Banner<'_>) -> Vec<(String, Vec<u8>)> {
    let manifest = super::files::manifest(folder);
    let Some(edition) = manifest["edition"].as_u64() else { return Vec::new() };
    let record = format!("edition-{edition}.json");
    let is_draft = manifest["draft"].as_bool() == Some(true);
    if is_draft || !files.iter().any(|(name, _)| *name == record) {
        return Vec::new();
    }
    let date = manifest["date"].as_str().unwrap_or_default();
    let own = |name: &String| !(name.starts_with("edition-") && name.ends_with(".json"));
    let names = super::files::names(&manifest).into_iter().filter(own);
    let kept = names.filter_map(|name| {
        let bytes = std::fs::read(folder.join(&name)).ok()?;
        let listed = manifest["files"].as_array()?.iter().find(|file| file["name"] == name.as_str())?;
        let whole = listed["sha256"].as_str() == Some(&sha256(&bytes));
        let bytes = match page_language(&name) {
            Some(lang) => marked(bytes, &record, &banner(lang, edition, date)),
            None => bytes,
        };
        whole.then(|| (format!("edition-{edition}/{name}"), bytes))
    });
    kept.collect()
}

/// The language of a page for the web, by its name.
fn page_language(name: &str) -> Option<&str> {
    name.strip_prefix("report.")?.strip_suffix(".html")
}

/// A page with the banner; its record is found where it stands now.
fn marked(page: Vec<u8>, record: &str, banner: &str) -> Vec<u8> {
    let Ok(text) = String::from_utf8(page) else { return Vec::new() };
    let text = text.replace("href=\"manifest.json\"", &format!("href=\"../{record}\""));
    text.replacen(COVER, &format!("{banner}{COVER}"), 1).into_bytes()
}

#[cfg(test)]
mod tests {
    use super::replaced;
    use crate::base::sha256;

    #[test]
    fn what_was_published_stays_with_a_banner_on_its_pages() {
        let dir = tempfile::tempdir().unwrap();
        let page = "<body><header class=\"cover\"></header><a href=\"manifest.json\">x</a></body>";
        for (name, text) in [("report.nl.html", page), ("report.nl.pdf", "pdf"), ("tables.xlsx", "changed")] {
            std::fs::write(dir.path().join(name), text).unwrap();
        }
        let file =
            |name: &str, text: &str| serde_json::json!({"name": name, "sha256": sha256(text.as_bytes())});
        let files = [
            file("report.nl.html", page),
            file("report.nl.pdf", "pdf"),
            file("tables.xlsx", "as it was"),
            file("../outside", "x"),
        ];
        let manifest = serde_json::json!({"edition": 3, "date": "2024-04-15", "files": files});
        std::fs::write(dir.path().join("manifest.json"), manifest.to_string()).unwrap();
        let banner = |lang: &str, n: u64, date: &str| format!("<p>{lang} {n} {date}</p>");
        let new = |record: &str| vec![(record.to_owned(), Vec::new())];
        let kept = replaced(dir.path(), &new("edition-3.json"), &banner);
        let names: Vec<&str> = kept.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["edition-3/report.nl.html", "edition-3/report.nl.pdf"]);
        let text = String::from_utf8(kept[0].1.clone()).unwrap();
        assert!(text.starts_with("<body><p>nl 3 2024-04-15</p><header"), "{text}");
        assert!(text.contains("href=\"../edition-3.json\""), "{text}");
        assert_eq!(kept[1].1, b"pdf");
        // The same edition made anew replaces nothing, nor does one beside a draft.
        assert!(replaced(dir.path(), &new("edition-2.json"), &banner).is_empty());
        let draft = serde_json::json!({"edition": 3, "draft": true, "date": "2024-04-15", "files": files});
        std::fs::write(dir.path().join("manifest.json"), draft.to_string()).unwrap();
        assert!(replaced(dir.path(), &new("edition-3.json"), &banner).is_empty());
    }
}
