//! Where a draft is put together: a folder beside the workspace's data, so that finished files are moved into their place
//! and nothing is ever written half.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::model::Draft;
use super::sources::Export;
use super::yaml;
use crate::base::{Finding, Findings, Place, code};
use crate::config::{json_schemas, languages};

/// Folder of the schemas below `data/`.
const SCHEMAS: &str = ".schemas";

/// A workspace with nothing but the draft and what it needs, until it is tried.
pub(super) struct Stage {
    dir: TempDir,
    root: PathBuf,
    line: String,
    version: String,
}

fn failed(what: &str, path: &Path, error: &io::Error) -> Findings {
    let finding = Finding::error(code::P001, format!("{what}: {error}"))
        .at(Place::file(path.display().to_string()))
        .hint("choose a folder you may write to, and make room; nothing of the draft was left there");
    Findings(vec![finding])
}

/// Copies a file, or links it where both lie on one disk and neither is changed.
fn bring(from: &Path, to: &Path, link: bool) -> io::Result<()> {
    if let Some(folder) = to.parent() {
        std::fs::create_dir_all(folder)?;
    }
    if link && std::fs::hard_link(from, to).is_ok() {
        return Ok(());
    }
    std::fs::copy(from, to).map(drop)
}

/// Copies the settings of a workspace, with other texts for some of them, by their paths below it.
pub(super) fn bring_settings(root: &Path, to: &Path, texts: &BTreeMap<String, String>) -> io::Result<()> {
    let walk = walkdir::WalkDir::new(root.join("data")).max_depth(2).into_iter().filter_map(Result::ok);
    let is_settings = |path: &Path| path.extension().is_some_and(|end| end == "yaml" || end == "yml");
    for entry in walk.filter(|entry| entry.file_type().is_file() && is_settings(entry.path())) {
        let Ok(inside) = entry.path().strip_prefix(root) else { continue };
        let target = to.join(inside);
        target.parent().map_or(Ok(()), std::fs::create_dir_all)?;
        match texts.get(&inside.to_string_lossy().replace('\\', "/")) {
            Some(text) => std::fs::write(&target, text)?,
            None => bring(entry.path(), &target, false)?,
        }
    }
    let words = walkdir::WalkDir::new(root.join("templates/words")).max_depth(2).into_iter();
    for entry in words.filter_map(Result::ok) {
        if entry.file_type().is_file()
            && is_settings(entry.path())
            && let Ok(inside) = entry.path().strip_prefix(root)
        {
            bring(entry.path(), &to.join(inside), false)?;
        }
    }
    Ok(())
}

impl Stage {
    /// A stage for a line of the workspace at `root`, with its code lists, its settings and the exports.
    pub(super) fn new(root: &Path, line: &str, exports: &[Export], version: &str) -> Result<Self, Findings> {
        let cannot = |error: io::Error| failed("cannot make a folder for the draft", root, &error);
        std::fs::create_dir_all(root).map_err(cannot)?;
        let dir = tempfile::Builder::new().prefix(".jaarlijn-new-").tempdir_in(root).map_err(cannot)?;
        let stage = Self { root: root.to_owned(), line: line.to_owned(), dir, version: version.to_owned() };
        let own = stage.data();
        let data = root.join("data");
        let bring_in = || -> io::Result<()> {
            std::fs::create_dir_all(own.join(line).join("registrations"))?;
            bring_settings(root, stage.root(), &BTreeMap::new())
        };
        bring_in().map_err(cannot)?;
        for export in exports {
            let name = outer(export);
            let to = own.join(line).join("registrations").join(&name);
            let there = data.join(line).join("registrations").join(&name);
            if !to.exists() {
                let cannot = |error: io::Error| failed("cannot copy this export", &export.given, &error);
                bring(&export.given, &to, there.exists()).map_err(cannot)?;
            }
        }
        Ok(stage)
    }

    /// The staged workspace.
    pub(super) fn root(&self) -> &Path {
        self.dir.path()
    }

    fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    /// Writes the settings of a draft: those of the line, and its own code lists.
    pub(super) fn settings(&self, draft: &Draft) -> Result<(), Findings> {
        for (path, text) in self.texts(draft) {
            let to = self.data().join(path);
            let write = || -> io::Result<()> {
                if let Some(folder) = to.parent() {
                    std::fs::create_dir_all(folder)?;
                }
                std::fs::write(&to, &text)
            };
            write().map_err(|error| failed("cannot write the draft", &to, &error))?;
        }
        Ok(())
    }

    /// The settings, by their paths below `data/`.
    fn texts(&self, draft: &Draft) -> Vec<(String, String)> {
        let list = |list: &super::model::ListDraft| {
            (format!("codelists/{}.yaml", list.id), yaml::codelist(list, &draft.languages, &self.version))
        };
        let mut all: Vec<(String, String)> = draft.lists.iter().map(list).collect();
        if let Some(threshold) = draft.workspace {
            all.push(("workspace.yaml".to_owned(), yaml::workspace(draft, threshold)));
        }
        all.push((format!("{}/helpline.yaml", draft.id), yaml::helpline(draft)));
        // The settings name them, so that an editor completes and checks while one goes on with the draft.
        let (languages, _) = languages(&self.root);
        let schema = |(name, schema)| (format!("{SCHEMAS}/{name}"), format!("{schema:#}\n"));
        all.extend(json_schemas(&languages).into_iter().map(schema));
        all
    }

    /// The schemas of the stage that the workspace does not have.
    fn new_schemas(&self) -> Vec<String> {
        let staged =
            std::fs::read_dir(self.data().join(SCHEMAS)).into_iter().flatten().filter_map(Result::ok);
        let paths = staged.map(|entry| format!("data/{SCHEMAS}/{}", entry.file_name().to_string_lossy()));
        let mut new: Vec<String> = paths.filter(|path| !self.root.join(path).exists()).collect();
        new.sort();
        new
    }

    /// Moves everything new into its place, the line's own settings last: without them there is no line. What was moved
    /// before something failed is taken away again. Gives the paths below the workspace, without those of schemas.
    pub(super) fn move_in(self, draft: &Draft, exports: &[Export]) -> Result<Vec<String>, Findings> {
        let mut paths: Vec<String> = Vec::new();
        if draft.workspace.is_some() {
            paths.push("data/workspace.yaml".to_owned());
        }
        paths.extend(draft.lists.iter().map(|list| format!("data/codelists/{}.yaml", list.id)));
        for export in exports {
            let path = format!("data/{}/registrations/{}", self.line, outer(export));
            if !paths.contains(&path) && !self.root.join(&path).exists() {
                paths.push(path);
            }
        }
        paths.push(format!("data/{}/helpline.yaml", self.line));
        let mut moved: Vec<PathBuf> = Vec::new();
        for path in self.new_schemas().iter().chain(&paths) {
            let (from, to) = (self.dir.path().join(path), self.root.join(path));
            let put = || -> io::Result<()> {
                if let Some(folder) = to.parent() {
                    std::fs::create_dir_all(folder)?;
                }
                // A name that came into being meanwhile is not written over.
                if to.exists() {
                    return Err(io::Error::from(io::ErrorKind::AlreadyExists));
                }
                std::fs::rename(&from, &to)
            };
            if let Err(error) = put() {
                moved.iter().for_each(|path| drop(std::fs::remove_file(path)));
                return Err(failed("cannot move the draft into its place", &to, &error));
            }
            moved.push(to);
        }
        Ok(paths)
    }
}

/// The path of the file that holds an export, below `registrations/`.
pub(super) fn outer(export: &Export) -> String {
    let inside = export.name.to_ascii_lowercase().find(".zip/");
    inside.map_or_else(|| export.name.clone(), |at| export.name[..at + 4].to_owned())
}
