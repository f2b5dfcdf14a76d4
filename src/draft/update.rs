//! A new delivery of a line that is there: what its settings do not say yet is told, and put in where that is asked for.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};

use chrono::Datelike;

use super::account::{Account, grouped};
use super::codes;
use super::hints;
use super::model::CodeDraft;
use super::place::{bring_settings, outer};
use super::request::Request;
use super::roles::parts;
use super::sources::{Export, Told, alike, exports};
use super::{insert, yaml};
use crate::base::{Finding, Findings, Lang, Place, Severity, code, fold};
use crate::config::{Dimension, FileMap, Helpline, Source, Workspace, load};
use crate::intake::map_of;
use crate::validation::frequent;

/// Of a hundred columns of a mapping so many are in a file that it can read.
const LIKE: usize = 60;

/// Something that a line's settings do not say yet.
struct Addition {
    /// The settings file, below the workspace.
    file: String,
    what: String,
    /// The text with it, of the text before; nothing where a person has to put it in.
    text: Option<String>,
}

/// The settings as they would become.
struct Texts<'a> {
    root: &'a Path,
    texts: BTreeMap<String, String>,
    additions: Vec<Addition>,
}

impl Texts<'_> {
    fn text(&mut self, file: &str) -> String {
        let root = self.root;
        let read = || std::fs::read_to_string(root.join(file)).unwrap_or_default();
        self.texts.entry(file.to_owned()).or_insert_with(read).clone()
    }

    fn add(&mut self, file: &str, what: String, put: impl FnOnce(&str) -> Option<String>) {
        let before = self.text(file);
        let text = put(&before);
        if let Some(text) = &text {
            self.texts.insert(file.to_owned(), text.clone());
        }
        self.additions.push(Addition { file: file.to_owned(), what, text });
    }

    fn say(&mut self, file: &str, what: String) {
        self.additions.push(Addition { file: file.to_owned(), what, text: None });
    }
}

/// Tells what new exports need, and puts it in where that is asked for. The second value says whether anything is to be
/// added and was not.
pub fn update(request: &Request, told: Told<'_>) -> Result<(Account, bool), Findings> {
    let (workspace, mut findings) = load(&request.root);
    findings.0.retain(|f| f.severity == Severity::Error);
    let line = workspace.as_ref().and_then(|w| w.helplines.iter().find(|line| line.id == request.line));
    let (Some(workspace), Some(line)) = (workspace.as_ref(), line) else { return Err(findings) };
    let below = line.dir.join("registrations");
    let exports = exports(&request.from, &below, request.jobs, told)?;
    let mut texts = Texts { root: &request.root, texts: BTreeMap::new(), additions: Vec::new() };
    let settings = format!("data/{}/helpline.yaml", line.id);
    for export in &exports {
        of_file(&mut texts, line, export, &settings);
    }
    new_codes(&mut texts, line, &exports, &settings);
    new_years(&mut texts, workspace, line, &exports, &settings);
    let copies = copies(&exports, &below)?;
    let waiting = !copies.is_empty() || !texts.additions.is_empty();
    let mut written = Vec::new();
    if request.update {
        written = write(&texts, &copies, request, line)?;
    }
    Ok((account(&texts, &copies, &exports, request, &written), waiting && !request.update))
}

fn one(finding: Finding) -> Findings {
    Findings(vec![finding])
}

/// The exports that are not there yet, and their place. One of the same name with other bytes is refused.
fn copies(exports: &[Export], below: &Path) -> Result<Vec<(PathBuf, PathBuf)>, Findings> {
    let mut found: Vec<(PathBuf, PathBuf)> = Vec::new();
    for export in exports {
        let to = below.join(outer(export));
        if found.iter().any(|(_, other)| *other == to) {
            continue;
        }
        if !to.exists() {
            found.push((export.given.clone(), to));
        } else if std::fs::read(&to).ok() != std::fs::read(&export.given).ok() {
            let what = "the line has a file of this name with another content";
            let hint = "give the new export a name of its own, or take the old one out of `registrations` if it is replaced";
            return Err(one(Finding::error(code::U010, what)
                .at(Place::file(export.name.as_str()))
                .hint(hint)));
        }
    }
    Ok(found)
}

/// The names of all columns that a mapping reads.
fn wanted(map: &FileMap) -> Vec<(String, Vec<String>)> {
    let of_target = |c: &crate::config::ColumnMap| -> Vec<(String, Vec<String>)> {
        c.columns().into_iter().map(|names| (c.target.clone(), names.clone())).collect()
    };
    map.columns.iter().flat_map(of_target).collect()
}

fn has(export: &Export, names: &[String]) -> bool {
    names.iter().any(|name| export.layout.names.iter().any(|n| alike(n, name)))
}

/// A mapping for a file that has none, and further names of columns.
fn of_file(texts: &mut Texts<'_>, line: &Helpline, export: &Export, settings: &str) {
    let path = line.dir.join("registrations").join(&export.name);
    let (map, pattern) = match map_of(line, &path) {
        Some(map) => (map, map.pattern.clone()),
        None => {
            let fits = |map: &&FileMap| {
                let wanted = wanted(map);
                let there = wanted.iter().filter(|(_, names)| has(export, names)).count();
                (there * 100 >= wanted.len() * LIKE).then_some(there)
            };
            let Some(map) = line.files.iter().max_by_key(|map| fits(map)).filter(|map| fits(map).is_some())
            else {
                let what = format!(
                    "an entry under `files:` for {}: no mapping of the line fits its columns; `jaarlijn new` with another name drafts one",
                    export.name
                );
                return texts.say(settings, what);
            };
            let what = format!("an entry under `files:` for {}, read like `{}`", export.name, map.pattern);
            texts.add(settings, what, |text| insert::entry(text, &map.pattern, &export.name));
            (map, export.name.clone())
        }
    };
    let wanted = wanted(map);
    let used = |name: &str| wanted.iter().any(|(_, names)| names.iter().any(|n| alike(n, name)));
    for (target, names) in wanted.iter().filter(|(_, names)| !has(export, names)) {
        let near: Vec<&str> = export
            .columns
            .iter()
            .map(|(name, ..)| name.as_str())
            .filter(|name| !used(name) && names.iter().any(|old| is_near(old, name)))
            .collect();
        match near[..] {
            [new] => {
                let old = names.first().cloned().unwrap_or_default();
                let what = format!("`{target}`: the column `{old}` is called `{new}` in {}", export.name);
                texts.add(settings, what, |text| insert::name(text, &pattern, target, &old, new));
            }
            _ => {
                let what = format!(
                    "`{target}`: {} has no column `{}`; add its name there, or give the file an entry without it",
                    export.name,
                    names.join("` or `")
                );
                texts.say(settings, what);
            }
        }
    }
}

fn is_near(old: &str, new: &str) -> bool {
    let words = hints::words(new);
    crate::base::did_you_mean(old, [new]).is_some()
        || hints::words(old).iter().any(|word| word.len() >= 4 && words.contains(word))
}

/// Frequent texts that are no code yet.
fn new_codes(texts: &mut Texts<'_>, line: &Helpline, exports: &[Export], settings: &str) {
    let mut met: BTreeSet<(String, String)> = BTreeSet::new();
    for export in exports {
        let path = line.dir.join("registrations").join(&export.name);
        let Some(map) = map_of(line, &path) else { continue };
        for column in &map.columns {
            let Source::Column(names) = &column.source else { continue };
            let profile = export.columns.iter().find(|(name, ..)| names.iter().any(|n| alike(n, name)));
            let Some(all) = profile.and_then(|(.., profile)| profile.texts.as_ref()) else { continue };
            let all =
                column.separator.as_deref().map_or_else(|| all.clone(), |separator| parts(all, separator));
            let often = frequent(&all, line.threshold, &line.silent).unwrap_or_default();
            let recoded = |text: &String| column.values.keys().any(|key| alike(key, text));
            for (text, rows) in often.into_iter().filter(|(text, _)| !recoded(text)) {
                if column.showable == Some(false) || !met.insert((column.target.clone(), fold(&text))) {
                    continue;
                }
                if let Some(of) = line.dimension(&column.target) {
                    new_code(texts, line, of, &text, rows);
                } else if column.target == "channel" && !is_channel(line, &text) {
                    texts
                        .say(settings, format!("`channels`: {text} ({rows} rows) is no channel of the line"));
                }
            }
        }
    }
}

fn is_channel(line: &Helpline, text: &str) -> bool {
    let mut names = line.channels.iter().flat_map(|c| c.label.0.values().chain(&c.aliases).chain([&c.id]));
    names.any(|name| alike(name, text))
}

fn new_code(texts: &mut Texts<'_>, line: &Helpline, of: &Dimension, text: &str, rows: u64) {
    let banded = of.codes.codes.iter().any(|c| c.band.is_some());
    let folded = of.codes.spellings.contains_key(&fold(text));
    if codes::meaning(&of.codes, text).is_some()
        || folded
        || (banded && crate::validation::age(text).is_some())
    {
        return;
    }
    let taken = |id: &str| of.codes.codes.iter().chain(&of.codes.groups).any(|c| c.id == id);
    let code = CodeDraft {
        id: codes::unused(text, "code", &taken),
        label: text.to_owned(),
        rows,
        ..CodeDraft::default()
    };
    let languages: &[Lang] = if line.languages.is_empty() { &[Lang::nl()] } else { &line.languages };
    let written = yaml::code_line(&code, languages);
    let file = format!("data/codelists/{}.yaml", of.codes.id);
    texts.add(&file, written.clone(), |text| insert::code(text, &written));
}

/// Years of the new exports.
fn new_years(
    texts: &mut Texts<'_>,
    workspace: &Workspace,
    line: &Helpline,
    exports: &[Export],
    settings: &str,
) {
    let mut years: BTreeMap<i32, u64> = BTreeMap::new();
    for export in exports {
        let path = line.dir.join("registrations").join(&export.name);
        let map = map_of(line, &path).or_else(|| line.files.first());
        let begin = map.and_then(|m| m.columns.iter().find(|c| c.target == "at" || c.target == "date"));
        let names: Vec<&String> =
            begin.map(|c| c.columns().into_iter().flatten().collect()).unwrap_or_default();
        let found = export.columns.iter().find(|(name, ..)| names.iter().any(|n| alike(n, name)));
        // Where the column was renamed, the fullest one of moments stands for it.
        let fullest =
            || export.columns.iter().filter(|(.., p)| p.moments.is_some()).max_by_key(|(.., p)| p.filled);
        let seen = found.or_else(fullest).and_then(|(.., profile)| profile.moments.as_ref());
        for (day, n) in seen.iter().flat_map(|seen| &seen.days) {
            *years.entry((day / 10_000) as i32).or_default() += n;
        }
    }
    let most = years.values().copied().max().unwrap_or(0);
    for (year, rows) in years.into_iter().filter(|(year, n)| n * 50 >= most && !line.years.contains(year)) {
        if line.years.first().is_some_and(|first| year < *first) {
            continue;
        }
        if workspace.date.year() <= year {
            let what = format!(
                "{year} has {rows} rows, and `date` is {}: set `date` behind the end of {year}, and add {year} to `years`",
                workspace.date
            );
            texts.say("data/workspace.yaml", what);
            continue;
        }
        let own = insert::year(&texts.text(settings), year).is_some();
        let file = if own { settings } else { "data/workspace.yaml" };
        texts.add(file, format!("`years`: {year} ({rows} rows)"), |text| insert::year(text, year));
    }
}

fn failed(path: &Path, error: &std::io::Error) -> Findings {
    let finding = Finding::error(code::P001, format!("cannot be written: {error}"));
    let hint = "give yourself the right to write there, and make room";
    one(finding.at(Place::file(path.display().to_string())).hint(hint))
}

/// Copies an export beside its place, and moves it there.
fn copy(from: &Path, to: &Path, beside: &Path) -> std::io::Result<()> {
    to.parent().map_or(Ok(()), std::fs::create_dir_all)?;
    let staged = beside.join("export");
    std::fs::copy(from, &staged)?;
    std::fs::rename(&staged, to)
}

/// Writes what is to be added: first it is read back, so that no settings are written that cannot be read.
fn write(
    texts: &Texts<'_>,
    copies: &[(PathBuf, PathBuf)],
    request: &Request,
    line: &Helpline,
) -> Result<Vec<String>, Findings> {
    let changed: Vec<&String> = texts
        .additions
        .iter()
        .filter(|a| a.text.is_some())
        .map(|a| &a.file)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    let trial = tempfile::Builder::new()
        .prefix(".jaarlijn-new-")
        .tempdir_in(&request.root)
        .map_err(|error| failed(&request.root, &error))?;
    bring_settings(&request.root, trial.path(), &texts.texts)
        .map_err(|error| failed(trial.path(), &error))?;
    let (_, mut problems) = load(trial.path());
    problems
        .0
        .retain(|f| f.severity == Severity::Error && f.helpline.as_deref().is_none_or(|id| id == line.id));
    if problems.has_errors() {
        return Err(problems);
    }
    let mut written = Vec::new();
    let shown =
        |path: &Path| path.strip_prefix(&request.root).unwrap_or(path).to_string_lossy().replace('\\', "/");
    for (from, to) in copies {
        copy(from, to, trial.path()).map_err(|error| failed(to, &error))?;
        written.push(shown(to));
    }
    for file in changed {
        let to = request.root.join(file);
        let put = || -> std::io::Result<()> {
            let mut new = tempfile::NamedTempFile::new_in(trial.path())?;
            new.write_all(texts.texts.get(file).map_or(&[], |text| text.as_bytes()))?;
            if let Ok(old) = std::fs::metadata(&to) {
                new.as_file().set_permissions(old.permissions())?;
            }
            new.persist(&to).map(drop).map_err(|error| error.error)
        };
        put().map_err(|error| failed(&to, &error))?;
        written.push(file.clone());
    }
    Ok(written)
}

fn account(
    texts: &Texts<'_>,
    copies: &[(PathBuf, PathBuf)],
    exports: &[Export],
    request: &Request,
    written: &[String],
) -> Account {
    let mut text = String::new();
    for export in exports {
        text.push_str(&format!("{}: {}, {} rows\n", export.name, export.described(), grouped(export.rows)));
    }
    let by_hand = "   (put it in by hand)";
    if copies.is_empty() && texts.additions.is_empty() {
        text.push_str(&format!(
            "The settings of {} read these exports as they are: there is nothing to add.\n",
            request.line
        ));
    } else {
        text.push_str(if request.update { "\nAdded:\n" } else { "\nTo add, which --update does:\n" });
        for (_, to) in copies {
            let name = to.file_name().unwrap_or_default().to_string_lossy();
            text.push_str(&format!("  data/{}/registrations/: {name}\n", request.line));
        }
        for one in &texts.additions {
            let mark = if one.text.is_some() { "" } else { by_hand };
            text.push_str(&format!("  {}: {}{mark}\n", one.file, one.what));
        }
        let next = if request.update {
            format!("Next: jaarlijn check {}\n", request.line)
        } else {
            format!("There is a line {} already, and nothing was written.\n", request.line)
        };
        text.push_str(&next);
    }
    let additions: Vec<_> = texts
        .additions
        .iter()
        .map(|a| serde_json::json!({"file": a.file, "what": a.what, "by_hand": a.text.is_none()}))
        .collect();
    let json = serde_json::json!({"format": 1, "line": request.line, "additions": additions, "copies": copies.len(), "written": written});
    Account { text, json, findings: Findings::default() }
}
