//! Which edition a report is, what it says otherwise than before, and whether it stands there already.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use super::gather::{Basis, YearTables};
use super::report_kind::ReportKind;
use crate::base::{Finding, Findings, Lang, Place, code, sha256};
use crate::commentary::Piece;
use crate::config::{Subject, Workspace};
use crate::disclosure::SafeTable;
use crate::edition::{
    Made, Record, Revision, Sentence, history, is_commentary, is_published, other_years, restated, revise,
    web_page,
};
use crate::exports::cells;
use crate::measures::CellId;
use crate::narrative::{findings, headline};
use crate::publish::folder_fingerprint;
use crate::report::Facts;
use crate::validation::InputFile;
use crate::words::{Labels, Words};

/// The program, with everything that it embeds.
pub const PROGRAM: &str = env!("JAARLIJN_FINGERPRINT");

/// Figures named in the end table; `diff` names all.
const NAMED: usize = 4;

/// An edition of a report.
#[derive(Debug)]
pub struct EditionPlan {
    /// Its number, and what it says otherwise than the one it replaces.
    pub revision: Arc<Revision>,
    /// Sentences of the edition that it replaces.
    pub sentences_before: Vec<Sentence>,
    /// Its date; an edition that stands published keeps the one that it bears.
    pub date: chrono::NaiveDate,
    /// Files read for it; for an edition that stands published those that it was published from.
    pub inputs: Vec<InputFile>,
    /// Earlier manifests, to be kept beside the new one: name and bytes.
    pub archive: Vec<(String, Vec<u8>)>,
    last: Option<Record>,
}

/// Finds the edition of each report year, marks revised numbers in its tables, and tells of numbers of past years
/// that are not what those years' reports say. `words` are the editor's own, `own` the years whose reports are made
/// together.
pub fn edition_plans(
    workspace: &Workspace,
    kind: &dyn ReportKind,
    (years, words): (&mut [YearTables], &BTreeMap<i32, Vec<Piece>>),
    basis: &Basis,
    own: &[i32],
) -> (Vec<EditionPlan>, Findings) {
    let id = &kind.subject().id;
    let reports = workspace.root.join("reports");
    let others = other_years(&reports, id, own);
    let mut told = Findings::default();
    let mut plans = Vec::new();
    for (year, tables) in years {
        let said = cells(tables);
        let folder = kind.folder(&reports, *year);
        let editions = history(&folder);
        if editions.is_empty() && is_published(&folder) {
            told.0.extend(unreadable(&workspace.root, &folder, id));
        }
        let read = read_for(&basis.inputs, words.get(year), editions.last());
        let mut revision = revise(&editions, &said, &read, &basis.reasons, &workspace.revision);
        revision.restated = restated(*year, &said, &others);
        // An edition that waits has no date yet, and its numbers are not told.
        if !revision.tells_of(&basis.slight, id) {
            told.extend(silent(id, *year, &revision));
            told.0.extend(same_date(workspace, id, *year, &revision));
        }
        mark(tables, &revision);
        plans.push(plan(editions, revision, &read, workspace.date));
    }
    (plans, told)
}

/// Marks the numbers that a revision says otherwise.
fn mark(tables: &mut Arc<Vec<SafeTable>>, revision: &Revision) {
    let revised = revision.revised();
    if !revised.is_empty() {
        let whole = Arc::unwrap_or_clone(std::mem::take(tables));
        *tables = Arc::new(whole.into_iter().map(|table| marked(table, &revised)).collect());
    }
}

fn marked(table: SafeTable, revised: &BTreeSet<&CellId>) -> SafeTable {
    let figure = table.figure().clone();
    table.with_revised(|key| revised.contains(&CellId::new(&figure, key)))
}

fn plan(
    editions: Vec<Record>,
    revision: Revision,
    read: &[InputFile],
    today: chrono::NaiveDate,
) -> EditionPlan {
    let before = revision.replaces.as_ref();
    let replaced = before.and_then(|old| editions.iter().find(|r| r.edition == old.edition));
    let mut inputs: Vec<InputFile> = match editions.last().filter(|_| revision.published) {
        // Of the editor's words those that are printed now.
        Some(last) => files_of(last)
            .filter(|i| !is_commentary(&i.path))
            .chain(read.iter().filter(|i| is_commentary(&i.path)).cloned())
            .collect(),
        None => read.to_vec(),
    };
    inputs.sort();
    let stands = editions.last().filter(|_| revision.published).and_then(|last| last.date.parse().ok());
    let older = editions.iter().filter(|r| r.edition < revision.edition);
    EditionPlan {
        sentences_before: replaced.map(|r| r.sentences.clone()).unwrap_or_default(),
        archive: older.map(|r| (format!("edition-{}.json", r.edition), r.bytes.clone())).collect(),
        revision: Arc::new(revision),
        date: stands.unwrap_or(today),
        inputs,
        last: editions.into_iter().next_back(),
    }
}

/// Files that a report is made from: those of its line, and the editor's words on its year. Where these were not
/// read again they are those of the edition that stands.
fn read_for(files: &[InputFile], words: Option<&Vec<Piece>>, last: Option<&Record>) -> Vec<InputFile> {
    let mut all = files.to_vec();
    match words {
        Some(pieces) => all.extend(pieces.iter().flat_map(Piece::inputs).cloned()),
        None => all.extend(last.into_iter().flat_map(files_of).filter(|i| is_commentary(&i.path))),
    }
    all.sort();
    // A picture may stand in several texts.
    all.dedup();
    all
}

/// Files that an edition was made from; their sizes are not on record.
fn files_of(record: &Record) -> impl Iterator<Item = InputFile> + '_ {
    record.inputs().map(|(path, sha256)| InputFile {
        path: path.to_owned(),
        sha256: sha256.to_owned(),
        bytes: 0,
        rows: 0,
    })
}

/// Numbers of past years that were published otherwise and were not announced as provisional.
fn silent(id: &str, year: i32, revision: &Revision) -> Findings {
    let found = revision.restated.iter().filter(|r| !r.provisional).map(|r| {
        let cell = &r.id;
        let parts = [&cell.measure, &cell.stage, &cell.unit, &cell.period, &cell.dimensions];
        let parts: Vec<&str> = parts.iter().map(|p| p.as_str()).filter(|p| !p.is_empty()).collect();
        let message = format!(
            "figure {} ({}): the report on {} (edition {}) says {}, the report on {year} says {}",
            cell.figure,
            parts.join(" "),
            r.year,
            r.edition,
            r.before,
            r.after
        );
        Finding::warning(code::D030, message)
            .at(Place::file(format!("reports/{}/{}/manifest.json", r.year, id)))
            .hint(format!("make the next edition of that report too: build without `--year`, with {} among the `years` of the landscape", r.year))
            .of(id)
    });
    Findings(found.collect())
}

/// A record that stands there and cannot be read: what was published is then not known.
fn unreadable(root: &Path, folder: &Path, id: &str) -> Option<Finding> {
    let path = folder.join("manifest.json");
    path.exists().then(|| {
        Finding::warning(
            code::D032,
            "the record of the published edition cannot be read: editions begin anew at 1",
        )
        .at(Place::file(crate::config::relative(root, &path)))
        .hint("put back the manifest.json that was published")
        .of(id)
    })
}

/// A new edition with the date of the one that it replaces: readers could not tell which is newer.
fn same_date(workspace: &Workspace, id: &str, year: i32, revision: &Revision) -> Option<Finding> {
    let old = revision.replaces.as_ref().filter(|_| !revision.published)?;
    let today = workspace.date.to_string();
    (today <= old.date).then(|| {
        let text = format!(
            "edition {} of the report on {year} bears the date {today}, and edition {} that of {}",
            revision.edition, old.edition, old.date
        );
        Finding::warning(code::D031, text)
            .at(workspace.date_at.clone())
            .hint("set `date` to the day on which the new edition appears")
            .of(id)
    })
}

/// What a report is made of, part by part.
pub fn made_of(
    workspace: &Workspace,
    facts: &Facts,
    langs: &[Lang],
    kind: &dyn ReportKind,
    tables: &[SafeTable],
) -> Made {
    let of = |text: String| sha256(text.as_bytes())[..32].to_owned();
    let mut facts = facts.clone();
    // An edition is made of what its draft was made of.
    facts.draft = false;
    let mut revision = (*std::mem::take(&mut facts.revision)).clone();
    revision.published = false;
    let before = std::mem::take(&mut facts.sentences_before);
    Made {
        program: PROGRAM.to_owned(),
        templates: folder_fingerprint(&workspace.root.join("templates"), 1, &|_| true)[..32].to_owned(),
        settings: of(format!("{} {facts:?} {langs:?}", kind.settings())),
        figures: of(format!("{tables:?}")),
        edition: of(format!("{revision:?} {before:?}")),
    }
}

impl EditionPlan {
    /// Whether the published files are what a build would make; else why they are not.
    pub fn why(&self, made: &Made, folder: &Path, (langs, web): (&[Lang], bool)) -> Option<String> {
        let Some(last) = &self.last else { return Some("new".to_owned()) };
        if !self.revision.published {
            let figures: Vec<&str> = self.revision.figures().into_iter().collect();
            let mut why = format!("edition {}", self.revision.edition);
            if !figures.is_empty() {
                let (named, more) = (figures.len().min(NAMED), figures.len().saturating_sub(NAMED));
                why.push_str(&format!(": figures changed: {}", figures[..named].join(", ")));
                if more > 0 {
                    why.push_str(&format!(" and {more} more"));
                }
            } else if !self.revision.settled.is_empty() {
                why.push_str(": figures are no longer provisional");
            } else if self.revision.replaces.as_ref().is_some_and(|old| old.retracted.is_some()) {
                why.push_str(": the one before was taken back");
            } else {
                why.push_str(": the status or notes of figures changed");
            }
            return Some(why);
        }
        if let Some(name) = lacks(last, langs, web) {
            return Some(format!("{name} is missing"));
        }
        let changed = changed_parts(made, &last.made_of);
        if !changed.is_empty() {
            return Some(changed.join(", "));
        }
        last.damaged(folder, sha256).map(|name| format!("{name} is not what was published"))
    }
}

/// The first page file that a record does not have in one of these languages, those for the web among them when they
/// are wanted.
pub fn lacks(record: &Record, langs: &[Lang], web: bool) -> Option<String> {
    let pdfs = langs.iter().map(|l| format!("report.{}.pdf", l.code()));
    let pages = langs.iter().filter(|_| web).map(|l| web_page(*l));
    pdfs.chain(pages).find(|name| !record.has_file(name))
}

/// The parts of which a report is made that differ, in words.
pub fn changed_parts(now: &Made, then: &Made) -> Vec<&'static str> {
    let parts = [
        ("program changed", &now.program, &then.program),
        ("templates changed", &now.templates, &then.templates),
        ("settings changed", &now.settings, &then.settings),
        ("names or notes changed", &now.figures, &then.figures),
        ("history of editions changed", &now.edition, &then.edition),
    ];
    parts.iter().filter(|(_, a, b)| a != b).map(|(why, _, _)| *why).collect()
}

/// The sentences that a report prints, by figure.
pub fn sentences(subject: &Subject, langs: &[Lang], tables: &[SafeTable]) -> Vec<Sentence> {
    let mut all = BTreeMap::new();
    for lang in langs {
        let labels = Labels { words: Words::of(*lang), subject };
        let code = lang.code().to_owned();
        for table in tables {
            all.insert((code.clone(), table.figure().to_string(), 0), headline(table, labels));
        }
        for (n, text) in findings(tables, labels).into_iter().enumerate() {
            all.insert((code.clone(), String::new(), n + 1), text);
        }
    }
    all.into_iter().map(|((lang, figure, _), text)| Sentence { lang, figure, text }).collect()
}
