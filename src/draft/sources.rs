//! The exports: found out, read as a whole and counted, one after another.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::hints::{Hint, hints};
use super::profile::Profile;
use crate::base::{Finding, Findings, Place, code, fold, parallel};
use crate::config::{ColumnMap, Encoding, FileMap, MergedCells, Names, Quotes, RowRules, Source};
use crate::intake::{Layout, RawTable, read, survey, unpacked};

/// One file of an export, read and counted.
#[derive(Debug, Clone)]
pub(super) struct Export {
    /// The file that was named: the packed one, where this one lies inside it.
    pub given: PathBuf,
    /// Its path below `registrations/`, once it is there.
    pub name: String,
    pub layout: Layout,
    pub quotes: Quotes,
    /// Columns with a name, in their order, with their fields from 1.
    pub columns: Vec<(String, u64, Profile)>,
    /// Names that stand twice or more.
    pub twice: Vec<String>,
    pub rows: u64,
    pub broken: u64,
}

/// Called with a file when it is begun, and with its rows when it was read.
pub type Told<'a> = &'a (dyn Fn(&str, Option<u64>) + Sync);

/// Reads all files; what cannot be read is told of all at once. `told` is called with each file and its rows.
pub(super) fn exports(
    given: &[PathBuf],
    below: &Path,
    jobs: usize,
    told: Told<'_>,
) -> Result<Vec<Export>, Findings> {
    let mut problems = Findings::default();
    let mut found = Vec::new();
    let mut met: BTreeSet<PathBuf> = BTreeSet::new();
    let mut names: BTreeSet<String> = BTreeSet::new();
    for path in given {
        let shown = path.display().to_string();
        let Ok(whole) = path.canonicalize() else {
            problems.push(missing(&shown));
            continue;
        };
        if whole.is_dir() {
            problems.push(no_file(
                &shown,
                "this is a folder",
                "name the files in it, e.g. with `FOLDER/*.csv`",
            ));
            continue;
        }
        if !met.insert(whole.clone()) {
            problems.push(no_file(
                &shown,
                "this file is named twice",
                "name each file once: it would count twice",
            ));
            continue;
        }
        let name = name_of(&whole, below);
        if !names.insert(name.clone()) {
            let what = "two of the files have the same name, and would lie in one folder";
            problems.push(no_file(&shown, what, "rename one of them"));
            continue;
        }
        match of_file(&whole, &name, &shown, jobs, told) {
            Ok((exports, notes)) => {
                found.extend(exports);
                problems.extend(notes);
            }
            Err(refused) => problems.extend(refused),
        }
    }
    problems.0.retain(|f| f.severity == crate::base::Severity::Error);
    if problems.has_errors() { Err(problems) } else { Ok(found) }
}

/// The path of a file below the line's folder of registrations, or its own name where it lies elsewhere.
fn name_of(path: &Path, below: &Path) -> String {
    let inside = below.canonicalize().ok().and_then(|b| path.strip_prefix(b).ok().map(Path::to_owned));
    let own = path.file_name().map(PathBuf::from).unwrap_or_default();
    inside.unwrap_or(own).to_string_lossy().replace('\\', "/")
}

fn missing(shown: &str) -> Finding {
    no_file(shown, "there is no such file", "check the path; `--from` takes one or more exports")
}

fn no_file(shown: &str, what: &str, hint: &str) -> Finding {
    Finding::error(code::U010, what).at(Place::file(shown)).hint(hint)
}

/// The exports that a file is or holds.
fn of_file(
    path: &Path,
    name: &str,
    shown: &str,
    jobs: usize,
    told: Told<'_>,
) -> Result<(Vec<Export>, Findings), Findings> {
    let (inside, mut notes) = unpacked(path, shown).map_err(|finding| Findings(vec![finding]))?;
    let mut exports = Vec::new();
    for file in inside {
        let behind = file.strip_prefix(path).ok().filter(|p| !p.as_os_str().is_empty());
        let name = behind.map_or_else(|| name.to_owned(), |p| format!("{name}/{}", p.to_string_lossy()));
        let shown = behind.map_or_else(|| shown.to_owned(), |p| format!("{shown}/{}", p.to_string_lossy()));
        told(&name, None);
        match one(&file, path, &name, &shown, jobs) {
            Ok(export) => {
                told(&export.name, Some(export.rows));
                exports.push(export);
            }
            Err(refused) => notes.extend(refused),
        }
    }
    if notes.has_errors() { Err(notes) } else { Ok((exports, notes)) }
}

fn one(file: &Path, given: &Path, name: &str, shown: &str, jobs: usize) -> Result<Export, Findings> {
    let layout = survey(file, shown)?;
    let (columns, twice) = named(&layout);
    if columns.is_empty() {
        let what = "this is no export of registrations: it has no columns with a name of their own";
        let hint = "give a file with a row per contact and a column for each thing that was registered";
        return Err(Findings(vec![no_file(shown, what, hint)]));
    }
    let (table, quotes) = whole(file, &layout, columns, shown)?;
    if table.rows() == 0 {
        let what = "the file has names of columns and no records";
        return Err(Findings(vec![no_file(shown, what, "export the registrations again")]));
    }
    let all: Vec<usize> = (0..table.columns.len()).collect();
    let profiles = parallel::each(jobs, &all, |&at| {
        let column = &table.columns[at];
        Profile::of(&table, column, hints(&column.name, Hint::Id))
    });
    let columns = table.columns.iter().zip(profiles).map(|(c, p)| (c.name.clone(), c.number, p)).collect();
    Ok(Export {
        given: given.to_owned(),
        name: name.to_owned(),
        layout,
        quotes,
        columns,
        twice,
        rows: table.rows() as u64,
        broken: table.broken.len() as u64,
    })
}

/// The names by which columns can be asked for, and those that stand twice.
fn named(layout: &Layout) -> (Vec<String>, Vec<String>) {
    let (mut once, mut twice) = (Vec::new(), Vec::new());
    let times = |name: &str| layout.names.iter().filter(|n| n.trim() == name).count();
    for name in layout.names.iter().map(|n| n.trim()).filter(|n| !n.is_empty()) {
        if name.contains(['\n', '\r']) {
            continue;
        }
        if times(name) == 1 {
            once.push(name.to_owned());
        } else if !twice.iter().any(|n| n == name) {
            twice.push(name.to_owned());
        }
    }
    (once, twice)
}

/// Reads all columns. A column that cannot be read is left out; quotes are taken as breaks the fewest records.
fn whole(
    file: &Path,
    layout: &Layout,
    mut names: Vec<String>,
    shown: &str,
) -> Result<(RawTable, Quotes), Findings> {
    let root = file.parent().unwrap_or_else(|| Path::new(""));
    let shown_as = |mut refused: Findings| {
        refused
            .0
            .iter_mut()
            .filter_map(|f| f.place.as_mut())
            .for_each(|place| shown.clone_into(&mut place.file));
        refused
    };
    loop {
        let map = map_of_all(layout, &names, Quotes::Doubled);
        let table = match read(file, &map, root) {
            Ok(table) => table,
            Err(refused) => {
                let kinds = refused.0.iter().filter(|f| f.code == code::V016);
                let fields: Vec<u64> = kinds.filter_map(|f| f.place.as_ref()?.column).collect();
                let before = names.len();
                names.retain(|name| {
                    let field = layout.names.iter().position(|n| n.trim() == name);
                    !field.is_some_and(|at| fields.contains(&(at as u64 + 1)))
                });
                if names.len() == before || names.is_empty() {
                    return Err(shown_as(refused));
                }
                continue;
            }
        };
        let spoilt = table.broken.len();
        if spoilt * 200 <= table.rows() || layout.delimiter.is_none() {
            return Ok((table, Quotes::Doubled));
        }
        let mut best = (table, Quotes::Doubled);
        for quotes in [Quotes::Backslash, Quotes::Bare, Quotes::None] {
            if let Ok(other) = read(file, &map_of_all(layout, &names, quotes), root)
                && other.broken.len() < best.0.broken.len()
            {
                best = (other, quotes);
            }
        }
        return Ok(best);
    }
}

/// A mapping that asks for every column.
fn map_of_all(layout: &Layout, names: &[String], quotes: Quotes) -> FileMap {
    let column = |(at, name): (usize, &String)| {
        ColumnMap::plain(format!("column {at}"), Source::Column(vec![name.clone()]))
    };
    FileMap {
        pattern: "*".to_owned(),
        encoding: layout.encoding,
        delimiter: layout.delimiter,
        header: layout.headless.then(|| Names { all: layout.names.clone(), least: layout.least }),
        quotes,
        sheet: layout.sheet.clone(),
        header_line: layout.header_line,
        decimal: None,
        columns: names.iter().enumerate().map(column).collect(),
        skip: Vec::new(),
        rows: RowRules { merged_cells: MergedCells::Blank, ..RowRules::default() },
    }
}

impl Export {
    /// The profile of a column.
    pub(super) fn profile(&self, name: &str) -> Option<&Profile> {
        self.columns.iter().find(|(n, ..)| n == name).map(|(.., p)| p)
    }

    /// How its texts are written, in words.
    pub(super) fn described(&self) -> String {
        let mut parts = vec![self.layout.kind.to_owned()];
        if self.layout.kind == "delimited text" {
            let encoding = if self.layout.encoding == Encoding::Windows1252 {
                "windows-1252"
            } else {
                "UTF-8 or by its mark"
            };
            parts.push(encoding.to_owned());
            let delimiter = match self.layout.delimiter {
                Some(b'\t') => "tab".to_owned(),
                Some(other) => format!("`{}`", char::from(other)),
                None => "one column".to_owned(),
            };
            parts.push(format!("delimiter {delimiter}"));
        }
        if let Some(sheet) = &self.layout.sheet {
            parts.push(format!("worksheet `{sheet}`"));
        }
        match self.layout.header_line {
            _ if self.layout.headless => parts.push("no header".to_owned()),
            Some(line) => parts.push(format!("header on line {line}")),
            None => {}
        }
        parts.join(", ")
    }

    /// The first part of its name that says which kind of file it is, `.csv`.
    pub(super) fn ending(&self) -> String {
        let name = self.name.to_ascii_lowercase();
        let name = name.strip_suffix(".gz").unwrap_or(&name);
        name.rsplit_once('.').map(|(_, end)| format!(".{end}")).unwrap_or_default()
    }

    /// What must be alike for two files to be read by one mapping, the columns aside.
    pub(super) fn manner(&self) -> String {
        let layout = &self.layout;
        format!(
            "{:?} {:?} {:?} {:?} {} {}",
            layout.encoding,
            layout.delimiter,
            self.quotes,
            layout.sheet,
            layout.headless,
            self.ending()
        )
    }
}

/// Whether two names are one but for capitals, accents and blanks.
pub(super) fn alike(a: &str, b: &str) -> bool {
    fold(a) == fold(b)
}
