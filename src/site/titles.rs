//! The titles and findings of all reports, each leading to its place: a list to read, and what the search looks in.

use std::collections::{BTreeMap, BTreeSet};

use super::making::Making;
use super::shelf::{Edition, Kind, Report};
use crate::base::Lang;
use crate::web::{figure_place, table_place};

/// The titles of one report.
pub struct Titled {
    /// Title of the report.
    pub title: String,
    /// Code of the language of the titles.
    pub lang: String,
    /// Whether it is a draft.
    pub is_draft: bool,
    /// What one reads of it, as an address.
    pub address: String,
    /// Its titles and findings.
    pub entries: Vec<Found>,
}

/// A title or finding.
pub struct Found {
    pub text: String,
    /// Where it leads.
    pub address: String,
    /// By which other words it is found: the name of the figure, and the codes that it shows.
    pub also: String,
}

/// Codes of one figure that the search knows; no figure shows so many that a reader would look for.
const CODES: usize = 60;

/// The titles of all reports in a language: lines first, the newest year before the others.
pub fn titles(making: &Making<'_>, lang: Lang) -> Vec<Titled> {
    let mut reports: Vec<&Report> = making.shelf.iter().collect();
    reports.sort_by(|a, b| (a.kind, b.year, &a.id).cmp(&(b.kind, a.year, &b.id)));
    reports.into_iter().filter_map(|report| titled(making, report, lang)).collect()
}

fn titled(making: &Making<'_>, report: &Report, lang: Lang) -> Option<Titled> {
    let edition = report.shown()?;
    let (code, name) = edition.reading_near(lang.code())?;
    let title = report.title(code)?;
    let path = edition.path(&name);
    let places = places(making, &path);
    let labels = labels(making, edition, code);
    let own = edition.sentences.iter().filter(|sentence| sentence.lang == code);
    let mut seen = BTreeSet::new();
    let entries = own.filter(|sentence| seen.insert((&sentence.figure, &sentence.text))).map(|sentence| {
        let wanted = match sentence.figure.as_str() {
            "" => vec!["key".to_owned()],
            figure => vec![figure_place(figure), table_place(figure)],
        };
        let place = wanted.into_iter().find(|place| places.contains(place));
        let anchor = place.map(|place| format!("#{place}")).unwrap_or_default();
        let codes = edition.codes.get(&sentence.figure).into_iter().flatten();
        let shown: BTreeSet<&str> = codes.filter_map(|code| labels.get(code)).map(String::as_str).collect();
        let words = sentence.figure.split('-').chain(shown.into_iter().take(CODES));
        Found {
            text: sentence.text.clone(),
            address: format!("{}{anchor}", super::address::href(&path)),
            also: words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "),
        }
    });
    Some(Titled {
        title: title.title.clone(),
        lang: code.to_owned(),
        is_draft: edition.is_draft,
        entries: entries.collect(),
        address: super::address::href(&path),
    })
}

/// The anchors of a page; none of a file for paper.
fn places(making: &Making<'_>, path: &str) -> BTreeSet<String> {
    let page = making.reports.join(path);
    let text =
        page.extension().filter(|end| *end == "html").and_then(|_| std::fs::read_to_string(&page).ok());
    let text = text.unwrap_or_default();
    text.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

/// What the codes of an edition are called in a language, as `codes.csv` says it.
fn labels(making: &Making<'_>, edition: &Edition, lang: &str) -> BTreeMap<(String, String), String> {
    let path = making.reports.join(edition.path("codes.csv"));
    let Ok(mut reader) = csv::Reader::from_path(path) else { return BTreeMap::new() };
    let wanted = format!("label_{lang}");
    let Some(at) = reader.headers().ok().and_then(|all| all.iter().position(|name| name == wanted)) else {
        return BTreeMap::new();
    };
    let rows = reader.records().filter_map(Result::ok);
    let label = |row: csv::StringRecord| {
        Some(((row.get(0)?.to_owned(), row.get(1)?.to_owned()), row.get(at)?.to_owned()))
    };
    rows.filter_map(label).collect()
}

/// The first finding of an edition: what stands first on the year at a glance, or of a report that has none the headline
/// of its yearly total.
pub fn first_finding(edition: &Edition, lang: &str) -> Option<String> {
    let own = || edition.sentences.iter().filter(|sentence| sentence.lang == lang);
    let total = || own().find(|sentence| sentence.figure == "contacts-per-year");
    own().find(|sentence| sentence.figure.is_empty()).or_else(total).map(|sentence| sentence.text.clone())
}

/// The reports of a kind, the newest year first.
pub fn of_kind<'m>(making: &'m Making<'_>, kind: Kind) -> Vec<&'m Report> {
    let mut all: Vec<&Report> = making.shelf.iter().filter(|report| report.kind == kind).collect();
    all.sort_by(|a, b| (b.year, &a.id).cmp(&(a.year, &b.id)));
    all
}
