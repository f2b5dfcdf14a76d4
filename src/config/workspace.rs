//! Loads a workspace: its own file, its code lists, its lines, its questions. The only place that calls readers and
//! checks.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::check;
use super::languages::languages;
use super::read::{self, Known, Surroundings};
use super::schema::{CodeList, Helpline, Landscape, Published, Workspace};
use super::yaml::{Node, Settings, YamlFile, read as read_file};
use crate::base::{Finding, Findings, Lang, Languages, Place, code};

/// The defaults, with what is said of every setting.
pub const REFERENCE: &str = include_str!("defaults.yaml");

/// Reads a whole workspace. `None` when it cannot be used at all; a line whose own file is wrong is
/// left out, so that the others can still be built.
#[must_use]
pub fn load(root: &Path) -> (Option<Workspace>, Findings) {
    let (all, mut findings) = languages(root);
    let settings = Settings { root, languages: &all };
    let data = root.join("data");
    let defaults = YamlFile::parse("defaults.yaml", REFERENCE.to_owned()).with_texts_in(&all);
    let Some(file) = read_file(settings, &data.join("workspace.yaml"), &mut findings) else {
        return (None, findings);
    };
    let (codelists, broken) = read_codelists(settings, &mut findings);
    let default = defaults.root().entry("workspace");
    let map = file.root().map(default.clone().into_iter().collect());
    let publisher = map.text("publisher");
    let date = map
        .need("date", "the date printed on the reports, e.g. 2024-04-15")
        .and_then(|n| Some((n.day()?, n.place())));
    let revision = read::revision(map.own("revision"), default.clone().and_then(|d| d.entry("revision")));
    let limits = read::limits(map.own("limits"), default.clone().and_then(|d| d.entry("limits")));
    let site = read::site(map.own("site"));
    // Settings of lines that may stand here; they are read per line.
    for key in SHARED {
        map.own(key);
    }
    let wide = map.own("landscape");
    map.finish();
    let around = Surroundings {
        workspace: Some(shared_part(&file)),
        defaults: defaults.root(),
        date: date.as_ref().map(|(day, _)| *day),
        codelists: &codelists,
        broken: &broken,
    };
    let mut helplines = read_lines(settings, &around, &mut findings);
    if helplines.is_empty() && !findings.has_errors() {
        findings.push(
            Finding::error(code::C041, "this workspace has no helpline")
                .at(Place::file("data"))
                .hint("add a folder with a helpline.yaml, or run `jaarlijn demo DIR` to see one"),
        );
    }
    let wide = wide.map(|node| {
        let wide = read_landscape(&node, &file, default.clone(), &helplines, &findings);
        read::carry(&node, &wide, &mut helplines);
        wide
    });
    let langs = named_languages(&file);
    let wide_langs = wide.as_ref().map(|_| langs.as_slice());
    let missing = check::missing_texts(settings, &helplines, (&file.root(), wide_langs), &defaults.root());
    findings.extend(Findings(missing));
    let platforms = wide.iter().flat_map(|w| &w.platforms).map(|p| p.id.as_str()).collect();
    let known = Known { lines: &helplines, platforms, languages: langs };
    let (questions, found) = read::questions(settings, &known);
    let own = file.into_findings();
    findings.extend(found);
    let usable = !own.has_errors();
    findings.extend(own);
    let workspace = date.zip(limits).filter(|_| usable).map(|((date, date_at), limits)| Workspace {
        root: root.to_owned(),
        languages: all.clone(),
        publisher,
        site,
        date,
        date_at,
        revision,
        limits,
        landscape: wide,
        questions,
        helplines,
    });
    (workspace, findings)
}

/// The code lists of a workspace, and what is wrong with them.
#[must_use]
pub fn code_lists(root: &Path) -> (BTreeMap<String, CodeList>, Findings) {
    let (all, mut findings) = languages(root);
    let (lists, _) = read_codelists(Settings { root, languages: &all }, &mut findings);
    (lists, findings)
}

/// What the settings of a workspace say to a line that is not there yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedSettings {
    /// Languages of reports.
    pub languages: Vec<Lang>,
    /// Counts below are hidden.
    pub threshold: u64,
    /// Date of the reports.
    pub date: Option<NaiveDate>,
}

/// Reads them from `workspace.yaml` and the defaults.
pub fn shared_settings(root: &Path) -> Result<SharedSettings, Findings> {
    let (all, mut findings) = languages(root);
    let path = root.join("data/workspace.yaml");
    let settings = Settings { root, languages: &all };
    let Some(file) = read_file(settings, &path, &mut findings) else { return Err(findings) };
    let defaults = YamlFile::parse("defaults.yaml", REFERENCE.to_owned());
    let own = file.root().entry("threshold");
    let threshold = own.or_else(|| defaults.root().entry("workspace").and_then(|d| d.entry("threshold")));
    let threshold = threshold.and_then(|n| n.value().as_u64()).unwrap_or(1);
    let date = file.root().entry("date").and_then(|n| n.day());
    let languages = named_languages(&file);
    let problems = file.into_findings();
    if problems.has_errors() { Err(problems) } else { Ok(SharedSettings { languages, threshold, date }) }
}

/// The lines, each from its folder; one whose own file is wrong is left out.
fn read_lines(settings: Settings<'_>, around: &Surroundings<'_>, findings: &mut Findings) -> Vec<Helpline> {
    let mut helplines: Vec<Helpline> = Vec::new();
    for dir in line_folders(&settings.root.join("data")) {
        let id = dir.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let mut problems = Findings::default();
        let line = read_file(settings, &dir.join("helpline.yaml"), &mut problems).and_then(|own| {
            let line = own.is_readable().then(|| {
                let (line, map) = read::helpline(&id, &dir, &own.root(), around);
                check::line(&map, &line);
                map.finish();
                line
            });
            problems.extend(own.into_findings());
            line
        });
        problems.0.iter_mut().for_each(|f| f.helpline = Some(id.clone()));
        let line = line.map(|mut line| {
            let (events, found) = read::events(settings, &line);
            problems.extend(found);
            line.subject.events = events;
            line
        });
        helplines.extend(line.filter(|_| !problems.has_errors()));
        findings.extend(problems);
    }
    helplines
}

/// The languages that a workspace names for its reports.
fn named_languages(file: &YamlFile) -> Vec<Lang> {
    let named = file.root().entry("languages").map(|n| n.items()).unwrap_or_default();
    let langs: Vec<Lang> = named.iter().filter_map(|n| n.languages().get(n.value().as_str()?)).collect();
    if langs.is_empty() { vec![Lang::nl()] } else { langs }
}

/// The report on all lines; it takes years and languages from the workspace.
fn read_landscape(
    node: &Node<'_>,
    file: &YamlFile,
    default: Option<Node<'_>>,
    helplines: &[Helpline],
    findings: &Findings,
) -> Landscape {
    let shared = |key: &str| file.root().entry(key).map(|n| n.items()).unwrap_or_default();
    let years: Vec<i32> =
        shared("years").iter().filter_map(|n| n.value().as_i64()?.try_into().ok()).collect();
    let broken: Vec<String> = findings.0.iter().filter_map(|f| f.helpline.clone()).collect();
    check::landscape(node, helplines, &broken);
    read::landscape(node, &years, &named_languages(file), default.and_then(|d| d.entry("landscape")))
}

const SHARED: [&str; 15] = [
    "years",
    "languages",
    "look_back",
    "threshold",
    "protection",
    "short_abandon_s",
    "low_unknown_percent",
    "max_unknown_percent",
    "max_rejected_percent",
    "plausible",
    "commentary",
    "time_zone",
    "month_names",
    "unknown",
    "blank",
];

/// The workspace's own node: lines ask it only for the shared settings, by name.
fn shared_part(file: &YamlFile) -> Node<'_> {
    file.root()
}

/// Folders of `data/` that hold a `helpline.yaml`, sorted.
fn line_folders(data: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = walkdir::WalkDir::new(data)
        .min_depth(2)
        .max_depth(2)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|e| e.file_name() == "helpline.yaml")
        .filter_map(|e| e.path().parent().map(Path::to_owned))
        .collect();
    folders.sort();
    folders
}

fn read_codelists(
    settings: Settings<'_>,
    findings: &mut Findings,
) -> (BTreeMap<String, CodeList>, BTreeSet<String>) {
    let mut lists = BTreeMap::new();
    let mut broken = BTreeSet::new();
    let folder = settings.root.join("data/codelists");
    let mut paths: Vec<PathBuf> = walkdir::WalkDir::new(&folder)
        .min_depth(1)
        .max_depth(1)
        .into_iter()
        .filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path)
        .filter(|p| p.extension().is_some_and(|e| e == "yaml" || e == "yml"))
        .collect();
    paths.sort();
    for path in paths {
        let id = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        let Some(file) = read_file(settings, &path, findings) else {
            broken.insert(id);
            continue;
        };
        let list = file.is_readable().then(|| read::codelist(&id, &file.root(), &folder));
        let problems = file.into_findings();
        match list {
            Some(list) if !problems.has_errors() => drop(lists.insert(id, list)),
            _ => drop(broken.insert(id)),
        }
        findings.extend(problems);
    }
    (lists, broken)
}

/// Reads a line's published figures; no file means none.
#[must_use]
pub fn published(root: &Path, line: &Helpline) -> (Vec<Published>, Findings) {
    let path = line.dir.join("published.yaml");
    let mut findings = Findings::default();
    if !path.exists() {
        return (Vec::new(), findings);
    }
    let settings = Settings { root, languages: &Languages::default() };
    let Some(file) = read_file(settings, &path, &mut findings) else { return (Vec::new(), findings) };
    let figures = read::published(&file.root(), line);
    check::published(&file.root(), line);
    let mut problems = file.into_findings();
    problems.0.iter_mut().for_each(|f| f.helpline = Some(line.id.clone()));
    findings.extend(problems);
    (figures, findings)
}
