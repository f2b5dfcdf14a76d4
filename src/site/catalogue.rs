//! The editions that stand as a catalogue for portals of open data: DCAT-AP 3 as JSON-LD.
//!
//! A report is a data set, its files are the distributions. Where the site has no address, names and addresses are as
//! seen from the catalogue, and become whole where it is fetched from. What stands here follows from records: a draft and
//! an edition that was taken back are not in it.

use serde_json::{Map, Value, json};

use super::changes::first_date;
use super::making::Making;
use super::shelf::{Edition, File, Kind, Report};
use super::structured::media_type;
use crate::base::Lang;

/// Lists of codes of the Publications Office of the European Union.
const AUTHORITY: &str = "http://publications.europa.eu/resource/authority/";

/// Society: what a helpline counts is of no narrower theme.
const THEME: &str = "data-theme/SOCI";

/// The catalogue.
pub fn catalogue(making: &Making<'_>) -> Vec<u8> {
    let published: Vec<(&Report, &Edition)> =
        making.shelf.iter().filter_map(|report| Some((report, report.standing.as_ref()?))).collect();
    let mut graph = vec![root(making, &published), publisher(making)];
    graph.extend(contact(making));
    for (report, edition) in published {
        graph.push(set(making, report, edition));
        graph.extend(edition.files.iter().filter(|file| is_offered(file)).map(|f| file(making, edition, f)));
    }
    let mut text = format!("{:#}", json!({"@context": context(), "@graph": graph}));
    text.push('\n');
    text.into_bytes()
}

fn context() -> Value {
    json!({
        "adms": "http://www.w3.org/ns/adms#",
        "dcat": "http://www.w3.org/ns/dcat#",
        "dcatap": "http://data.europa.eu/r5r/",
        "dct": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "spdx": "http://spdx.org/rdf/terms#",
        "vcard": "http://www.w3.org/2006/vcard/ns#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    })
}

fn link(to: impl Into<String>) -> Value {
    json!({ "@id": to.into() })
}

fn authority(code: &str) -> Value {
    link(format!("{AUTHORITY}{code}"))
}

/// The same with its class, which readers need that do not look the code up.
fn of_class(class: &str, code: &str) -> Value {
    json!({ "@id": format!("{AUTHORITY}{code}"), "@type": class })
}

fn typed(kind: &str, value: impl Into<Value>) -> Value {
    json!({ "@type": kind, "@value": value.into() })
}

fn in_language(text: &str, lang: &str) -> Value {
    json!({ "@language": lang, "@value": text })
}

/// A language as the Publications Office names it: by its code of three letters.
fn language(code: &str) -> Option<Value> {
    let three = match code {
        "nl" => "NLD",
        "fr" => "FRA",
        "en" => "ENG",
        "de" => "DEU",
        "es" => "SPA",
        "it" => "ITA",
        "pt" => "POR",
        "pl" => "POL",
        "ro" => "RON",
        "tr" => "TUR",
        "ar" => "ARA",
        "uk" => "UKR",
        "da" => "DAN",
        "sv" => "SWE",
        "fi" => "FIN",
        "cs" => "CES",
        "hu" => "HUN",
        "el" => "ELL",
        "bg" => "BUL",
        _ => return None,
    };
    Some(of_class("dct:LinguisticSystem", &format!("language/{three}")))
}

/// The name of a thing of the catalogue.
fn of_catalogue(making: &Making<'_>, name: &str) -> Value {
    link(format!("{}#{name}", making.address("catalog.jsonld")))
}

/// The name of the data set of a report: where its files stand.
fn of_set(making: &Making<'_>, report: &Report) -> String {
    format!("{}#dataset", making.address(&format!("{}/", report.place)))
}

fn of_file(making: &Making<'_>, edition: &Edition, file: &File) -> String {
    format!("{}#distribution", making.address(&edition.path(&file.name)))
}

/// Whether a file is a form of the figures, or the report itself.
fn is_offered(file: &File) -> bool {
    let name = file.name.as_str();
    let of_figures = ["figures.csv", "codes.csv", "tables.xlsx", "corrections.csv"].contains(&name);
    of_figures || [".pdf", ".html", ".docx"].iter().any(|end| name.ends_with(end))
}

/// Puts what there is under a key; nothing where there is nothing.
fn put(map: &mut Map<String, Value>, key: &str, values: Vec<Value>) {
    match <[Value; 1]>::try_from(values) {
        Ok([one]) => drop(map.insert(key.to_owned(), one)),
        Err(many) if many.is_empty() => {}
        Err(many) => drop(map.insert(key.to_owned(), Value::Array(many))),
    }
}

fn root(making: &Making<'_>, published: &[(&Report, &Edition)]) -> Value {
    let said = |key: &str| {
        making.langs.iter().map(|lang| in_language(lang.words().get(key), lang.code())).collect::<Vec<_>>()
    };
    let dates = || published.iter().map(|(_, edition)| edition.date.as_str());
    let mut map = Map::new();
    map.insert("@id".to_owned(), of_catalogue(making, "catalog")["@id"].clone());
    map.insert("@type".to_owned(), "dcat:Catalog".into());
    put(&mut map, "dct:title", said("index.title"));
    put(&mut map, "dct:description", said("index.lead"));
    put(&mut map, "dct:publisher", vec![of_catalogue(making, "publisher")]);
    put(&mut map, "dct:language", making.langs.iter().filter_map(|lang| language(lang.code())).collect());
    put(&mut map, "dcat:themeTaxonomy", vec![authority("data-theme")]);
    put(&mut map, "dct:modified", dates().max().map(|date| typed("xsd:date", date)).into_iter().collect());
    let home = making.address(&making.name("index", making.facts.first, "html"));
    put(&mut map, "foaf:homepage", vec![json!({"@id": home, "@type": "foaf:Document"})]);
    put(&mut map, "dct:license", licence(making));
    put(&mut map, "dcat:dataset", published.iter().map(|(report, _)| link(of_set(making, report))).collect());
    Value::Object(map)
}

fn licence(making: &Making<'_>) -> Vec<Value> {
    let licence = making.facts.site.licence.as_str();
    let named = json!({ "@id": licence, "@type": "dct:LicenseDocument" });
    if licence.is_empty() { Vec::new() } else { vec![named] }
}

fn publisher(making: &Making<'_>) -> Value {
    let id = of_catalogue(making, "publisher")["@id"].clone();
    json!({ "@id": id, "@type": "foaf:Agent", "foaf:name": making.facts.publisher })
}

fn contact(making: &Making<'_>) -> Option<Value> {
    let address = making.facts.site.contact.as_str();
    let key = if address.starts_with("mailto:") { "vcard:hasEmail" } else { "vcard:hasURL" };
    let mut card = Map::new();
    card.insert("@id".to_owned(), of_catalogue(making, "contact")["@id"].clone());
    card.insert("@type".to_owned(), "vcard:Kind".into());
    card.insert("vcard:fn".to_owned(), making.facts.publisher.into());
    card.insert(key.to_owned(), link(address));
    (!address.is_empty()).then_some(Value::Object(card))
}

/// A report as a data set.
fn set(making: &Making<'_>, report: &Report, edition: &Edition) -> Value {
    let titles = || edition.titles.iter().filter(|title| edition.reading(&title.lang).is_some());
    let about = |title: &crate::edition::Title| {
        let text = if title.about.is_empty() { &title.title } else { &title.about };
        in_language(text, &title.lang)
    };
    let mut map = Map::new();
    map.insert("@id".to_owned(), of_set(making, report).into());
    map.insert("@type".to_owned(), "dcat:Dataset".into());
    put(&mut map, "dct:title", titles().map(|title| in_language(&title.title, &title.lang)).collect());
    put(&mut map, "dct:description", titles().map(about).collect());
    put(&mut map, "dct:identifier", vec![report.place.as_str().into()]);
    put(&mut map, "dct:publisher", vec![of_catalogue(making, "publisher")]);
    let operator = titles().map(|title| title.operator.as_str()).find(|name| !name.is_empty());
    let agent = |name: &str| json!({ "@type": "foaf:Agent", "foaf:name": name });
    put(&mut map, "dct:creator", operator.map(agent).into_iter().collect());
    let asked = (!making.facts.site.contact.is_empty()).then(|| of_catalogue(making, "contact"));
    put(&mut map, "dcat:contactPoint", asked.into_iter().collect());
    put(&mut map, "dcat:theme", vec![authority(THEME)]);
    put(&mut map, "dcat:keyword", titles().map(|title| in_language(&title.name, &title.lang)).collect());
    put(&mut map, "dct:issued", vec![typed("xsd:date", first_date(report, edition))]);
    put(&mut map, "dct:modified", vec![typed("xsd:date", edition.date.as_str())]);
    put(&mut map, "dcat:version", vec![edition.number.to_string().into()]);
    put(&mut map, "dct:language", edition.written_in().into_iter().filter_map(language).collect());
    put(&mut map, "dct:temporal", vec![years(edition.first_year, report.year)]);
    let often = if report.kind == Kind::Answer { "frequency/NEVER" } else { "frequency/ANNUAL" };
    put(&mut map, "dct:accrualPeriodicity", vec![of_class("dct:Frequency", often)]);
    put(&mut map, "dct:accessRights", vec![of_class("dct:RightsStatement", "access-right/PUBLIC")]);
    put(&mut map, "dcat:landingPage", landing(making, edition));
    let files = edition.files.iter().filter(|file| is_offered(file));
    put(&mut map, "dcat:distribution", files.map(|file| link(of_file(making, edition, file))).collect());
    Value::Object(map)
}

fn years(first: i32, last: i32) -> Value {
    json!({
        "@type": "dct:PeriodOfTime",
        "dcat:startDate": typed("xsd:date", format!("{first:04}-01-01")),
        "dcat:endDate": typed("xsd:date", format!("{last:04}-12-31")),
    })
}

/// The pages of a report.
fn landing(making: &Making<'_>, edition: &Edition) -> Vec<Value> {
    let pages = edition.files.iter().filter(|file| file.name.ends_with(".html"));
    let page =
        |file: &File| json!({"@id": making.address(&edition.path(&file.name)), "@type": "foaf:Document"});
    pages.map(page).collect()
}

/// A file as a distribution.
fn file(making: &Making<'_>, edition: &Edition, file: &File) -> Value {
    let address = making.address(&edition.path(&file.name));
    let format = match file.name.rsplit_once('.').map_or("", |(_, end)| end) {
        "csv" => "CSV",
        "xlsx" => "XLSX",
        "docx" => "DOCX",
        "pdf" => "PDFA3A",
        _ => "HTML",
    };
    let media = format!("https://www.iana.org/assignments/media-types/{}", media_type(&file.name));
    let mut map = Map::new();
    map.insert("@id".to_owned(), of_file(making, edition, file).into());
    map.insert("@type".to_owned(), "dcat:Distribution".into());
    put(&mut map, "dct:title", vec![file.name.as_str().into()]);
    put(&mut map, "dct:description", described(making, &file.name));
    put(&mut map, "dcat:accessURL", vec![link(address.clone())]);
    put(&mut map, "dcat:downloadURL", vec![link(address)]);
    put(&mut map, "dct:format", vec![of_class("dct:MediaTypeOrExtent", &format!("file-type/{format}"))]);
    put(&mut map, "dcat:mediaType", vec![json!({ "@id": media, "@type": "dct:MediaType" })]);
    put(&mut map, "dcat:byteSize", vec![typed("xsd:nonNegativeInteger", file.bytes.to_string())]);
    put(&mut map, "dct:license", licence(making));
    put(&mut map, "dct:issued", vec![typed("xsd:date", edition.date.as_str())]);
    let own = super::cards::lang_of(&file.name).and_then(language);
    put(&mut map, "dct:language", own.into_iter().collect());
    put(&mut map, "dcatap:availability", vec![authority("planned-availability/STABLE")]);
    let checksum = json!({
        "@type": "spdx:Checksum",
        "spdx:algorithm": link("http://spdx.org/rdf/terms#checksumAlgorithm_sha256"),
        "spdx:checksumValue": typed("xsd:hexBinary", file.sha256.as_str()),
    });
    put(&mut map, "spdx:checksum", vec![checksum]);
    Value::Object(map)
}

/// What a file is, in the languages of the site; of a report itself its title says it.
fn described(making: &Making<'_>, name: &str) -> Vec<Value> {
    let key = match name {
        "figures.csv" => "attachment.figures",
        "codes.csv" => "attachment.codes",
        "tables.xlsx" => "download.tables",
        "corrections.csv" => "download.corrections",
        _ => return Vec::new(),
    };
    let said = |lang: &Lang| in_language(lang.words().get(key), lang.code());
    making.langs.iter().map(said).collect()
}
