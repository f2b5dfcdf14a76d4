//! The pages for the web of whole reports: their cells are those of `figures.csv`, they are told of in the record, and
//! they never stand beside a PDF that they are not of.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::demo::{built, published_cells};
use super::editions::{all, date, registrations};
use super::html::{Element, elements};
use super::support::{base, files, jaarlijn, put};

const REPORT: &str = "reports/2023/voorbeeld";
const DATA: &str = "data/voorbeeld/registrations/2023.csv";

fn pages(root: &Path) -> Vec<std::path::PathBuf> {
    let all = files(&root.join("reports")).into_iter();
    all.filter(|path| path.file_name().is_some_and(|name| name == "report.nl.html")).collect()
}

fn read(path: &Path) -> Vec<Element> {
    elements(&std::fs::read_to_string(path).unwrap())
}

/// A Dutch number as it is printed: times in seconds, a share without its sign; nothing when it is none.
fn number(text: &str) -> Option<f64> {
    let text = text.split('[').next().unwrap().replace(['\u{a0}', '\u{202f}', ' '], "");
    if text.contains(':') {
        let sign = if text.starts_with(['−', '-']) { -1.0 } else { 1.0 };
        let mut parts =
            text.trim_start_matches(['−', '-', '+']).split(':').map(|part| part.parse::<f64>().ok());
        return parts.try_fold(0.0, |sum, part| Some(sum * 60.0 + part?)).map(|seconds| sign * seconds);
    }
    let plain = text.trim_end_matches('%').replace('.', "").replace(',', ".").replace('−', "-");
    plain.trim_start_matches('+').parse().ok()
}

fn key(number: f64) -> i64 {
    (number * 1000.0).round() as i64
}

/// The cells of each table of a page, by the figure that it is of.
fn tables(all: &[Element]) -> Vec<(String, Vec<String>)> {
    let mut found = Vec::new();
    for (at, element) in all.iter().enumerate() {
        let class = element.attributes.get("class");
        if element.name != "div" || class.is_none_or(|class| class != "tabled") {
            continue;
        }
        let id = element.attributes["id"].trim_start_matches("table-").to_owned();
        let inside = all[at + 1..].iter().take_while(|other| other.depth > element.depth);
        found.push((id, inside.filter(|e| e.name == "td").map(|e| e.text.clone()).collect()));
    }
    found
}

/// The numbers of the overview: a row has a year, the number, that of the year before and the change, which is worked
/// out again.
fn without_changes(cells: &[String]) -> Vec<String> {
    let mut numbers = Vec::new();
    let mut changes = 0;
    for row in cells.chunks(4) {
        let [year, after, before, change] = row else { panic!("{row:?}") };
        assert!(year.is_empty() || year.parse::<u16>().is_ok(), "{row:?}");
        if !change.is_empty() {
            let value = |cell: &String| number(cell.split(" [").next().unwrap()).unwrap();
            let percent = 100.0 * (value(after) - value(before)) / value(before);
            assert!((percent - value(change)).abs() <= 0.051, "{row:?}");
            changes += 1;
        }
        numbers.extend([after.clone(), before.clone()]);
    }
    assert!(changes > 4, "{changes} changes");
    numbers
}

#[test]
fn every_number_of_a_table_is_published_and_no_more_often() {
    let (mut compared, mut seen) = (0, 0);
    for path in pages(built()) {
        let folder = path.parent().unwrap();
        let mut values: BTreeMap<String, BTreeMap<i64, usize>> = BTreeMap::new();
        let mut withheld: BTreeMap<String, usize> = BTreeMap::new();
        for cell in published_cells(folder) {
            match cell.value.parse::<f64>() {
                Ok(value) => *values.entry(cell.figure).or_default().entry(key(value)).or_default() += 1,
                Err(_) => *withheld.entry(cell.figure).or_default() += 1,
            }
        }
        let all = read(&path);
        for (figure, cells) in tables(&all) {
            // An answer names the report beside the figure, where that is not a line's.
            let own = figure.strip_prefix("landscape-").filter(|_| !values.contains_key(&figure));
            let figure = own.map_or(figure.clone(), str::to_owned);
            // Some tables of the landscape set several figures together.
            let overview = figure == "all-lines";
            let merged = |name: &str| match overview {
                true => !name.starts_with("areas"),
                false => {
                    name.strip_prefix(&figure).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
                }
            };
            let mut left: BTreeMap<i64, usize> = BTreeMap::new();
            for (value, n) in values.iter().filter(|(name, _)| merged(name)).flat_map(|(_, all)| all) {
                *left.entry(*value).or_default() += n;
            }
            let cells = if overview { without_changes(&cells) } else { cells };
            for cell in &cells {
                let Some(printed) = number(cell) else { continue };
                let n = left.get_mut(&key(printed));
                let n = n.unwrap_or_else(|| panic!("{}: {figure}: {cell} is not published", path.display()));
                assert!(*n > 0, "{}: {figure}: {cell} stands too often", path.display());
                *n -= 1;
                compared += 1;
            }
            let signs = cells.iter().filter(|cell| cell.as_str() == "[c]").count();
            let all = withheld.iter().filter(|(name, _)| merged(name)).map(|(_, n)| n);
            let hidden: usize = all.sum();
            assert!(signs <= hidden, "{}: {figure}", path.display());
        }
        seen += 1;
    }
    assert!(seen > 6 && compared > 5_000, "{seen} pages, {compared} numbers");
}

/// What the charts of a page read out: the figure, and of each area its names and its places.
fn readouts(html: &str) -> Vec<(String, Vec<String>, Vec<Vec<String>>)> {
    let mut found = Vec::new();
    for figure in html.split("<figure class=\"drawn\" id=\"figure-").skip(1) {
        let id = figure.split('"').next().unwrap().to_owned();
        let Some((_, rest)) = figure.split_once("data-readout=\"") else { continue };
        let text =
            rest.split('"').next().unwrap().replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">");
        for area in text.trim_end().split("\n\n") {
            let mut lines = area.lines().map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>());
            let head = lines.next().unwrap();
            let around = head[0].starts_with("around");
            let places = lines.map(|line| line[1 + usize::from(around)..].to_vec());
            found.push((id.clone(), head[1..].to_vec(), places.collect()));
        }
    }
    found
}

#[test]
fn what_a_chart_reads_out_is_published() {
    let (mut compared, mut areas) = (0, 0);
    for path in pages(built()) {
        let mut values: BTreeMap<String, BTreeSet<i64>> = BTreeMap::new();
        for cell in published_cells(path.parent().unwrap()) {
            let value = cell.value.parse::<f64>().ok().map(key);
            values.entry(cell.figure).or_default().extend(value);
        }
        for (figure, names, places) in readouts(&std::fs::read_to_string(&path).unwrap()) {
            let known = values.get(&figure).or_else(|| values.get(figure.strip_prefix("landscape-")?));
            let known = known.unwrap_or_else(|| panic!("{}: {figure}", path.display()));
            areas += 1;
            for place in &places {
                assert!(place.len() <= names.len(), "{}: {figure}: {place:?} of {names:?}", path.display());
                for (name, text) in names.iter().zip(place) {
                    // A share stands behind its count; several small categories are drawn as one.
                    let Some(printed) = number(text.split('(').next().unwrap()) else { continue };
                    let is_sum = name == "andere";
                    assert!(
                        is_sum || known.contains(&key(printed)),
                        "{}: {figure}: {name} {text} is not published",
                        path.display()
                    );
                    compared += 1;
                }
            }
        }
    }
    assert!(areas > 100 && compared > 2_000, "{areas} areas, {compared} numbers");
}

#[test]
fn pages_are_whole_and_keep_to_themselves() {
    for path in pages(built()) {
        let text = std::fs::read_to_string(&path).unwrap();
        let all = elements(&text);
        let ids: Vec<&String> = all.iter().filter_map(|e| e.attributes.get("id")).collect();
        let distinct: BTreeSet<&String> = ids.iter().copied().collect();
        assert_eq!(ids.len(), distinct.len(), "{}: an anchor stands twice", path.display());
        let folder = path.parent().unwrap();
        for element in &all {
            for (name, value) in &element.attributes {
                let wrong = name == "style"
                    || name.starts_with("on")
                    || (name == "src" && !value.starts_with("data:"));
                assert!(!wrong, "{}: {name}={value}", path.display());
            }
            let Some(href) = element.attributes.get("href") else { continue };
            let there = match href.strip_prefix('#') {
                Some(id) => distinct.contains(&id.to_owned()),
                None => href.starts_with("https://") || folder.join(href).is_file(),
            };
            assert!(there, "{}: {href} leads nowhere", path.display());
        }
        let scripts = all.iter().filter(|e| e.name == "script").count();
        assert!(scripts <= 1, "{}: {scripts} scripts", path.display());
        for name in ["link", "iframe", "object", "form"] {
            assert!(all.iter().all(|e| e.name != name), "{}: <{name}>", path.display());
        }
        assert!(text.len() < 340_000, "{}: {} bytes", path.display(), text.len());
    }
}

/// The names of the files in the report's own folder.
fn names(dir: &Path, folder: &str) -> BTreeSet<String> {
    let at = format!("{REPORT}/{folder}");
    all(dir).into_keys().filter_map(|name| Some(name.strip_prefix(&at)?.to_owned())).collect()
}

#[test]
fn no_page_stands_beside_a_report_that_it_is_not_of() {
    let dir = base();
    let dir = dir.path();
    let page = "report.nl.html".to_owned();
    put(dir, DATA, registrations(2023, 30, 20));
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["published"]);
    let published = all(dir);
    assert!(names(dir, "").contains(&page));
    let index = String::from_utf8(published["reports/index.html"].clone()).unwrap();
    assert!(index.contains("2023/voorbeeld/report.nl.html"), "{index}");
    // Nothing changed: the page that stands there is still of its report.
    jaarlijn(dir, &["build", "--no-web"]).ends(0, &["up to date"]);
    assert!(all(dir) == published);
    // A draft without a page, and the edition that is made of it.
    put(dir, DATA, registrations(2023, 35, 20));
    date(dir, "2024-06-03");
    jaarlijn(dir, &["build", "--no-web"]).ends(0, &["draft"]);
    assert!(!names(dir, "draft/").contains(&page) && names(dir, "").contains(&page));
    jaarlijn(dir, &["publish"]).ends(0, &["published", "edition 2"]);
    assert!(!names(dir, "").contains(&page), "the page of the edition before stands beside the new PDF");
    let index = String::from_utf8(all(dir)["reports/index.html"].clone()).unwrap();
    assert!(!index.contains("voorbeeld/report.nl.html"), "{index}");
    jaarlijn(dir, &["build", "--no-web"]).ends(0, &["up to date"]);
    jaarlijn(dir, &["publish"]).ends(0, &["up to date"]);
    let without = all(dir);
    // Who wants it after all gets it with the same edition, byte for byte the same PDF.
    jaarlijn(dir, &["build"]).ends(0, &["draft", "report.nl.html is missing"]);
    jaarlijn(dir, &["publish"]).ends(0, &["published", "report.nl.html is missing"]);
    let with = all(dir);
    assert!(names(dir, "").contains(&page) && !names(dir, "").iter().any(|name| name.starts_with("draft/")));
    for name in ["report.nl.pdf", "figures.csv", "corrections.csv", "edition-1.json"] {
        let name = format!("{REPORT}/{name}");
        assert!(with.contains_key(&name) && with.get(&name) == without.get(&name), "{name}");
    }
    // A page that somebody changed is not what was published.
    put(dir, &format!("{REPORT}/report.nl.html"), "other");
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["report.nl.html is not what was published"]);
    assert!(all(dir) == with);
    jaarlijn(dir, &["verify", &format!("{REPORT}/report.nl.pdf")]).ends(0, &["same bytes"]);
    jaarlijn(dir, &["retract", "voorbeeld", "2023", "--reason", "Verkeerd bestand"]).ends(0, &[]);
    assert!(!names(dir, "").contains(&page));
}

#[test]
fn a_page_leads_to_its_other_languages_and_says_what_it_corrects() {
    let dir = base();
    let dir = dir.path();
    let settings = std::fs::read_to_string(dir.join("data/workspace.yaml")).unwrap();
    put(dir, "data/workspace.yaml", settings.replace("languages: [nl]", "languages: [nl, fr]"));
    put(dir, DATA, registrations(2023, 30, 20));
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["published"]);
    put(dir, DATA, registrations(2023, 35, 20));
    date(dir, "2024-06-03");
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["published", "edition 2"]);
    for (lang, other, word) in [("nl", "fr", "Correcties"), ("fr", "nl", "Corrections")] {
        let all = read(&dir.join(REPORT).join(format!("report.{lang}.html")));
        let html = all.iter().find(|e| e.name == "html").unwrap();
        assert_eq!(html.attributes["lang"], lang);
        let hrefs: Vec<&String> = all.iter().filter_map(|e| e.attributes.get("href")).collect();
        for file in
            [format!("report.{other}.html"), format!("report.{lang}.pdf"), "corrections.csv".to_owned()]
        {
            assert!(hrefs.contains(&&file), "{file} in {hrefs:?}");
            assert!(dir.join(REPORT).join(&file).is_file());
        }
        let chapter =
            all.iter().find(|e| e.attributes.get("id").is_some_and(|id| id == "corrections")).unwrap();
        assert!(chapter.text.contains(word), "{}", chapter.text);
    }
}

#[test]
fn an_editors_words_and_pictures_stand_in_the_page() {
    let page = read(&built().join("reports/2023/1712/report.nl.html"));
    let pictures: Vec<&Element> = page.iter().filter(|e| e.name == "img").collect();
    assert!(!pictures.is_empty(), "1712 has pictures");
    for picture in pictures {
        assert!(picture.attributes["src"].starts_with("data:image/"));
        assert!(!picture.attributes["alt"].is_empty());
    }
}
