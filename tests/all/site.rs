//! The site of all reports: its links lead somewhere, its records have what their standards ask for, it follows what is
//! published, and nothing of it is fetched.

use std::collections::BTreeSet;
use std::path::Path;

use quick_xml::XmlVersion;
use quick_xml::events::Event;
use serde_json::Value;

use super::demo::built;
use super::editions::{all, date, registrations};
use super::html::{Element, elements};
use super::support::{base, copy, jaarlijn, put};

const DATA: &str = "data/voorbeeld/registrations/2023.csv";
const ADDRESS: &str = "https://voorbeeld.be/verslagen/";

fn text(dir: &Path, name: &str) -> String {
    std::fs::read_to_string(dir.join("reports").join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

fn page(dir: &Path, name: &str) -> Vec<Element> {
    elements(&text(dir, name))
}

/// Adds lines to the settings of the workspace.
fn set(dir: &Path, lines: &str) {
    let path = dir.join("data/workspace.yaml");
    let settings = std::fs::read_to_string(&path).unwrap();
    std::fs::write(path, format!("{}\n{lines}\n", settings.trim_end())).unwrap();
}

/// A workspace with two editions of a report, in two languages, at an address.
fn two_editions() -> tempfile::TempDir {
    let dir = base();
    let settings = std::fs::read_to_string(dir.path().join("data/workspace.yaml")).unwrap();
    put(dir.path(), "data/workspace.yaml", settings.replace("languages: [nl]", "languages: [nl, fr]"));
    set(
        dir.path(),
        &format!(
            "site: {{address: \"{ADDRESS}\", licence: \"https://creativecommons.org/publicdomain/zero/1.0/\", contact: data@voorbeeld.be}}"
        ),
    );
    put(dir.path(), DATA, registrations(2023, 30, 20));
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &["published"]);
    put(dir.path(), DATA, registrations(2023, 35, 20));
    date(dir.path(), "2024-06-03");
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &["published", "edition 2"]);
    dir
}

/// Where a link of a file leads within the folder of the reports; nothing when it leads out of the site.
fn inside(link: &str) -> Option<(String, String)> {
    let own = link.strip_prefix(ADDRESS).unwrap_or(link);
    if own.contains("://") || own.starts_with("mailto:") {
        return None;
    }
    let (path, anchor) = own.split_once('#').unwrap_or((own, ""));
    Some((path.to_owned(), anchor.to_owned()))
}

/// Fails when a link leads to no file, or to no place of its page.
fn leads_somewhere(dir: &Path, from: &str, link: &str) {
    let Some((path, anchor)) = inside(link) else { return };
    let target = if path.is_empty() { from.to_owned() } else { path };
    let file = dir.join("reports").join(&target);
    assert!(file.exists(), "{from} leads to {link}, which is not there");
    if !anchor.is_empty() && target.ends_with(".html") {
        let there = page(dir, &target).iter().any(|e| e.attributes.get("id") == Some(&anchor));
        assert!(there, "{from} leads to {link}, and there is no such place");
    }
}

/// The attributes of this name in a file of XML, which must be well formed.
fn attributes(xml: &str, name: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut found = Vec::new();
    loop {
        match reader.read_event().unwrap_or_else(|e| panic!("{e}: {xml}")) {
            Event::Eof => return found,
            Event::Start(tag) | Event::Empty(tag) => {
                for attribute in tag.attributes().map(Result::unwrap) {
                    let key: &str = attribute.key.as_ref();
                    if key == name {
                        found.push(attribute.normalized_value(XmlVersion::Implicit1_0).unwrap().into_owned());
                    }
                }
            }
            _ => {}
        }
    }
}

/// What stands between tags of this name.
fn between(xml: &str, name: &str) -> Vec<String> {
    let (start, end) = (format!("<{name}>"), format!("</{name}>"));
    xml.split(&start).skip(1).map(|part| part.split(&end).next().unwrap().to_owned()).collect()
}

/// The nodes of a kind in the catalogue.
fn nodes<'c>(catalogue: &'c Value, kind: &str) -> Vec<&'c Value> {
    catalogue["@graph"].as_array().unwrap().iter().filter(|node| node["@type"] == kind).collect()
}

#[test]
fn every_link_of_the_page_leads_somewhere_and_nothing_is_fetched() {
    let two = two_editions();
    for (dir, names) in [(built(), vec!["index.html"]), (two.path(), vec!["index.html", "index.fr.html"])] {
        for name in names {
            let all = page(dir, name);
            let mut links = 0;
            for element in &all {
                for key in ["href", "src"] {
                    let Some(link) = element.attributes.get(key) else { continue };
                    leads_somewhere(dir, name, link);
                    links += 1;
                }
                assert!(
                    !["img", "iframe", "object", "embed", "video", "audio"].contains(&element.name.as_str())
                );
            }
            assert!(links > 30, "{links} links in {name}");
            let policy = all
                .iter()
                .find(|e| e.attributes.get("http-equiv").is_some_and(|key| key == "Content-Security-Policy"));
            let policy = &policy.unwrap().attributes["content"];
            assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
            assert!(policy.contains("script-src 'sha256-") && !policy.contains("unsafe"), "{policy}");
        }
    }
}

#[test]
fn the_page_is_built_as_a_reader_needs_it() {
    let dir = two_editions();
    for (name, lang) in [("index.html", "nl"), ("index.fr.html", "fr")] {
        let all = page(dir.path(), name);
        let named = |name: &str| all.iter().filter(|e| e.name == name).collect::<Vec<_>>();
        assert_eq!(named("html")[0].attributes["lang"], lang);
        for once in ["h1", "main", "footer", "title"] {
            assert_eq!(named(once).len(), 1, "{once} in {name}");
        }
        let ids: Vec<&String> = all.iter().filter_map(|e| e.attributes.get("id")).collect();
        assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{ids:?}");
        for table in named("table") {
            assert!(all.iter().any(|e| e.name == "caption" && e.depth == table.depth + 1));
        }
        for cell in named("th") {
            assert!(cell.attributes.contains_key("scope"), "{}", cell.text);
        }
        let heads = all.iter().filter_map(|e| e.name.strip_prefix('h')?.parse::<u32>().ok());
        let mut before = 0;
        for level in heads {
            assert!(level <= before + 1, "h{level} behind h{before} in {name}");
            before = level;
        }
        // The search needs a script; what it searches in is there for everybody.
        let form = named("form")[0];
        assert!(form.attributes.contains_key("hidden"));
        let inside = all.iter().filter(|e| e.name == "li" && e.attributes.contains_key("data-also"));
        assert!(inside.count() > 5);
    }
    let title = |lang: &str| format!("report.{lang}.html#figure-contacts-per-year");
    assert!(text(dir.path(), "index.html").contains(&title("nl")));
    assert!(text(dir.path(), "index.fr.html").contains(&title("fr")));
}

#[test]
fn the_feed_tells_of_each_edition_once() {
    let dir = two_editions();
    let dir = dir.path();
    for name in ["feed.xml", "feed.fr.xml"] {
        let feed = text(dir, name);
        attributes(&feed, "href").iter().for_each(|link| leads_somewhere(dir, name, link));
        let ids = between(&feed, "id");
        assert_eq!(ids.len(), 3, "{feed}");
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 3);
        for id in &ids {
            let hex = id.strip_prefix("urn:uuid:").unwrap();
            let lengths: Vec<usize> = hex.split('-').map(str::len).collect();
            assert_eq!(lengths, [8, 4, 4, 4, 12], "{id}");
            assert!(hex.chars().all(|c| c == '-' || c.is_ascii_hexdigit()) && &hex[14..15] == "8", "{id}");
        }
        assert_eq!(
            between(&feed, "updated"),
            ["2024-06-03T00:00:00Z", "2024-06-03T00:00:00Z", "2024-04-15T00:00:00Z"]
        );
        assert!(
            feed.contains(&format!("rel=\"self\" type=\"application/atom+xml\" href=\"{ADDRESS}{name}\""))
        );
    }
    let before = between(&text(dir, "feed.xml"), "id");
    // Taken back: the entry stays, with its name and without what was taken back.
    date(dir, "2024-07-01");
    jaarlijn(dir, &["retract", "voorbeeld", "2023", "--reason", "dubbele <rijen> & meer"])
        .ends(0, &["retracted"]);
    let feed = text(dir, "feed.xml");
    attributes(&feed, "href").iter().for_each(|link| leads_somewhere(dir, "feed.xml", link));
    assert_eq!(between(&feed, "id"), before);
    assert!(feed.contains("(ingetrokken)") && feed.contains("dubbele &lt;rijen&gt; &amp; meer"), "{feed}");
    assert_eq!(between(&feed, "updated")[0], "2024-07-01T00:00:00Z");
    assert!(nodes(&serde_json::from_str(&text(dir, "catalog.jsonld")).unwrap(), "dcat:Dataset").is_empty());
    assert!(text(dir, "index.html").contains("ingetrokken op 1 juli 2024: dubbele &lt;rijen&gt; &amp; meer"));
}

#[test]
fn the_catalogue_has_what_dcat_ap_asks_for() {
    let dir = two_editions();
    let dir = dir.path();
    let catalogue: Value = serde_json::from_str(&text(dir, "catalog.jsonld")).unwrap();
    let ids: Vec<&str> =
        catalogue["@graph"].as_array().unwrap().iter().map(|n| n["@id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{ids:?}");
    assert!(ids.iter().all(|id| id.starts_with(ADDRESS)), "{ids:?}");
    let needs = |kind: &str, keys: &[&str]| {
        let found = nodes(&catalogue, kind);
        assert!(!found.is_empty(), "{kind}");
        for (node, key) in found.iter().flat_map(|node| keys.iter().map(move |key| (node, key))) {
            assert!(!node[key].is_null() && node[key] != "", "{kind} without {key}: {node}");
        }
        found
    };
    needs(
        "dcat:Catalog",
        &["dct:title", "dct:description", "dct:publisher", "dcat:dataset", "foaf:homepage"],
    );
    needs("foaf:Agent", &["foaf:name"]);
    needs("vcard:Kind", &["vcard:hasEmail", "vcard:fn"]);
    let sets = needs(
        "dcat:Dataset",
        &[
            "dct:title",
            "dct:description",
            "dct:publisher",
            "dcat:theme",
            "dct:temporal",
            "dct:issued",
            "dct:modified",
            "dct:language",
            "dcat:contactPoint",
            "dct:accrualPeriodicity",
            "dcat:distribution",
            "dct:identifier",
        ],
    );
    assert_eq!(sets.len(), 1);
    assert_eq!(
        (&sets[0]["dcat:version"], &sets[0]["dct:issued"]["@value"]),
        (&"2".into(), &"2024-04-15".into())
    );
    assert_eq!(sets[0]["dct:modified"]["@value"], "2024-06-03");
    let files = needs(
        "dcat:Distribution",
        &[
            "dcat:accessURL",
            "dcat:downloadURL",
            "dct:format",
            "dcat:mediaType",
            "dct:license",
            "dcat:byteSize",
            "spdx:checksum",
        ],
    );
    assert_eq!(files.len(), sets[0]["dcat:distribution"].as_array().unwrap().len());
    for file in files {
        let link = file["dcat:downloadURL"]["@id"].as_str().unwrap();
        let bytes = std::fs::read(dir.join("reports").join(inside(link).unwrap().0)).unwrap();
        assert_eq!(file["dcat:byteSize"]["@value"], bytes.len().to_string(), "{link}");
        assert_eq!(file["spdx:checksum"]["spdx:checksumValue"]["@value"], ::jaarlijn::base::sha256(&bytes));
    }
    // The same for search engines, within the page.
    let page = text(dir, "index.html");
    let own = page.split("<script type=\"application/ld+json\">").nth(1).unwrap();
    let own: Value = serde_json::from_str(own.split("</script>").next().unwrap()).unwrap();
    let set = &own["dataset"][0];
    assert_eq!((&set["@type"], &set["version"]), (&"Dataset".into(), &"2".into()));
    for file in set["distribution"].as_array().unwrap() {
        leads_somewhere(dir, "index.html", file["contentUrl"].as_str().unwrap());
    }
}

#[test]
fn an_edition_that_was_replaced_stays_where_it_is_with_a_banner() {
    let dir = two_editions();
    let dir = dir.path();
    let report = "2023/voorbeeld";
    let record: Value = serde_json::from_str(&text(dir, &format!("{report}/edition-1.json"))).unwrap();
    let published = record["files"].as_array().unwrap();
    assert!(published.len() > 5);
    for file in published {
        let name = file["name"].as_str().unwrap();
        let path = format!("{report}/edition-1/{name}");
        let bytes = std::fs::read(dir.join("reports").join(&path)).unwrap();
        let same = ::jaarlijn::base::sha256(&bytes) == file["sha256"].as_str().unwrap();
        assert_eq!(same, !name.ends_with(".html"), "{path}");
    }
    for (lang, said) in
        [("nl", "Dit is uitgave 1 van 15 april 2024."), ("fr", "Ceci est l’édition 1 du 15 avril 2024.")]
    {
        let own = format!("{report}/edition-1/report.{lang}.html");
        assert!(text(dir, &own).contains(said));
        let all = page(dir, &own);
        let banner = all.iter().find(|e| e.name == "aside").unwrap();
        assert!(banner.text.contains(said), "{}", banner.text);
        for link in all.iter().filter_map(|e| e.attributes.get("href")).filter(|link| inside(link).is_some())
        {
            let (path, _) = inside(link).unwrap();
            let there = dir.join("reports").join(report).join("edition-1").join(&path);
            assert!(there.exists(), "{own} leads to {link}");
        }
    }
    let link = format!("{report}/edition-1/report.nl.html");
    assert!(text(dir, "index.html").contains(&link));
    // The next one leaves both where they are.
    let before: Vec<(String, Vec<u8>)> =
        all(dir).into_iter().filter(|(name, _)| name.contains("/edition-1")).collect();
    put(dir, DATA, registrations(2023, 40, 20));
    date(dir, "2024-09-02");
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["published", "edition 3"]);
    let now = all(dir);
    assert!(before.iter().all(|(name, bytes)| now.get(name) == Some(bytes)));
    for path in ["edition-2/report.nl.html", "edition-2/corrections.csv", "edition-2/figures.csv"] {
        assert!(now.contains_key(&format!("reports/{report}/{path}")), "{path}");
    }
    jaarlijn(dir, &["build"]).ends(0, &["up to date"]);
    jaarlijn(dir, &["audit"]).ends(0, &["0 broken"]);
}

#[test]
fn a_draft_is_marked_and_told_to_nobody_else() {
    let dir = base();
    let dir = dir.path();
    put(dir, DATA, registrations(2023, 30, 20));
    set(dir, &format!("site: {{address: \"{ADDRESS}\"}}"));
    jaarlijn(dir, &["build"]).ends(0, &["draft"]);
    assert!(text(dir, "index.html").contains("Ontwerp: niet gepubliceerd"));
    assert!(!dir.join("reports/feed.xml").exists(), "a feed of nothing");
    let catalogue: Value = serde_json::from_str(&text(dir, "catalog.jsonld")).unwrap();
    assert!(
        nodes(&catalogue, "dcat:Dataset").is_empty() && nodes(&catalogue, "dcat:Distribution").is_empty()
    );
    assert!(!text(dir, "sitemap.xml").contains("report."));
    assert!(!text(dir, "index.html").contains("\"@type\":\"Dataset\""));
}

#[test]
fn the_map_of_the_site_goes_with_its_address() {
    let dir = two_editions();
    let dir = dir.path();
    let map = text(dir, "sitemap.xml");
    attributes(&map, "href").iter().for_each(|link| leads_somewhere(dir, "sitemap.xml", link));
    let pages = between(&map, "loc");
    let wanted =
        ["index.html", "index.fr.html", "2023/voorbeeld/report.nl.html", "2023/voorbeeld/report.fr.html"];
    assert_eq!(pages, wanted.map(|path| format!("{ADDRESS}{path}")));
    assert_eq!(between(&map, "lastmod"), ["2024-06-03"; 4]);
    // A file of somebody else's with such a name stays.
    let settings = std::fs::read_to_string(dir.join("data/workspace.yaml")).unwrap();
    put(dir, "data/workspace.yaml", settings.replace(&format!("address: \"{ADDRESS}\", "), ""));
    put(dir, "reports/index.xx.html", "mine");
    jaarlijn(dir, &["build"]).ends(0, &["up to date"]);
    assert!(!dir.join("reports/sitemap.xml").exists());
    assert!(dir.join("reports/index.xx.html").exists());
    let feed = text(dir, "feed.xml");
    assert!(
        !feed.contains("rel=\"self\"") && feed.contains("href=\"2023/voorbeeld/report.nl.html\""),
        "{feed}"
    );
    assert!(!text(dir, "catalog.jsonld").contains(ADDRESS));
}

#[test]
fn an_address_that_is_none_is_refused() {
    let dir = base();
    set(dir.path(), "site: {address: voorbeeld.be, licence: CC0, contact: wij, adress: x}");
    let run = jaarlijn(dir.path(), &["check"]);
    run.ends(
        3,
        &["error[C170] data/workspace.yaml:", "`address`: found `voorbeeld.be`", "`licence`", "`contact`"],
    );
    assert!(run.said().contains("did you mean `address`?"), "{}", run.said());
}

#[test]
fn one_line_built_alone_keeps_the_others_on_the_page() {
    let dir = base();
    let dir = dir.path();
    copy(&dir.join("data/voorbeeld"), &dir.join("data/andere"));
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["published"]);
    let before = text(dir, "index.html");
    assert!(before.contains("2023/andere/") && before.contains("2023/voorbeeld/"));
    std::fs::remove_file(dir.join("reports/index.html")).unwrap();
    jaarlijn(dir, &["build", "voorbeeld"]).ends(0, &["up to date"]);
    assert!(text(dir, "index.html") == before);
}
