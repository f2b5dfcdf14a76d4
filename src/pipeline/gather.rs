//! From one line's files to its safe tables.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use crate::base::{Code, Finding, Findings, SecretKey, Severity, code};
use crate::commentary::Piece;
use crate::config::{Helpline, Published, Workspace, published};
use crate::counts;
use crate::disclosure::{Kept, Memory, SafeTable, Told, nobody, with_rates};
use crate::edition::{is_published, key, published_before};
use crate::measures::{Cube, cube, specs};
use crate::series::{self, SeriesPoint};
use crate::validation::{self, Accounting, InputFile, Registrations};

use super::giving_way::{self, GivingWay};
use super::preconditions::{absent, lost, no_year, too_much, unusable};
use super::private_log;
use super::protection::{Loss, cost, known, years_published};
use super::reconcile::reconcile;
use super::remarks::remarks;
use super::report_kind::{LineReport, ReportKind};
use super::request::Request;
use super::revision_hold::{slight, stands};
use super::solution_store::Store;
use super::trials::{Tried, try_changes};
use super::years::Counted;

/// A report year with its safe tables.
pub type YearTables = (i32, Arc<Vec<SafeTable>>);

/// What reports rest on beside their tables.
#[derive(Debug, Default)]
pub struct Basis {
    /// First year with registrations.
    pub first_year: i32,
    /// Files read, without the editor's own words.
    pub inputs: Vec<InputFile>,
    /// Rows read, used and excluded.
    pub accounting: Accounting,
    /// Reasons of corrections.
    pub reasons: BTreeSet<String>,
    /// What the registrations do not have, as keys of the catalogue.
    pub absent: Vec<&'static str>,
    /// Lines and years of which so little was corrected that every difference would describe it.
    pub slight: Vec<(String, i32)>,
}

impl Basis {
    /// Rows read and used. While a small correction waits they are not told, as 0: beside those that the published
    /// report prints they would say of how many.
    pub fn rows(&self) -> (u64, u64) {
        if self.slight.is_empty() { (self.accounting.read, self.accounting.used) } else { (0, 0) }
    }
}

/// What one line gives for its reports.
#[derive(Debug, Clone)]
pub struct Gathered {
    /// Position of the line in the workspace.
    pub line: usize,
    /// Safe tables per report year.
    pub years: Vec<YearTables>,
    /// What the reports of all years rest on.
    pub basis: Arc<Basis>,
    /// Report years without registrations.
    pub missing: Vec<i32>,
    /// Report years whose reports stand and whose registrations are no longer kept.
    pub kept: Vec<i32>,
    /// The editor's own words, per report year.
    pub commentary: BTreeMap<i32, Vec<Piece>>,
    /// Report years that their commentary keeps from being made, with the code that says why.
    pub refused: Vec<(i32, Code)>,
    /// What protection cost.
    pub loss: Loss,
    /// What it solved, for the next time.
    pub patterns: Kept,
    /// What was tried, when it was asked for.
    pub tried: Option<Tried>,
}

impl Gathered {
    /// Years whose reports are made, when one of them may have been asked for.
    pub fn report_years(&self, asked: Option<i32>) -> Vec<i32> {
        self.years.iter().map(|(year, _)| *year).filter(|year| asked.is_none_or(|a| a == *year)).collect()
    }

    /// Tables of the years that the settings name. A past year that is published anew beside them adds
    /// nothing to the reports on several lines: they would change again when it does not.
    pub fn years_of<'a>(&'a self, line: &'a Helpline) -> impl Iterator<Item = &'a YearTables> {
        self.years.iter().filter(|(year, _)| line.years.contains(year))
    }

    /// Adds a year with the editor's words on it, unless these keep its report from being made.
    fn with_words(
        &mut self,
        workspace: &Workspace,
        (year, tables): YearTables,
        published: &[Published],
        findings: &mut Findings,
    ) {
        let line = &workspace.helplines[self.line];
        if stands(workspace, line, (year, &tables), &self.basis.slight) {
            // Its words go with the numbers that stand, and no finding tells those that wait.
            self.years.push((year, tables));
            return;
        }
        findings.extend(reconcile(line, published, &tables));
        let (pieces, said) = remarks(workspace, line, year, &tables, published);
        let stopped = first_error(&said);
        findings.extend(said);
        if let Some(code) = stopped {
            self.refused.push((year, code));
            return;
        }
        self.commentary.insert(year, pieces);
        self.years.push((year, tables));
    }
}

/// How a line is read.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// The year whose report was asked for; all when none was.
    pub year: Option<i32>,
    /// Whether the other years are wanted as well, because reports on several lines rest on them.
    pub all: bool,
    /// Threads.
    pub jobs: usize,
    /// Whether what is set aside is written beside the line's data.
    pub quarantine: bool,
    /// The dimension of which changes are tried that bring withheld counts back.
    pub tries: Option<&'a str>,
    /// Who hears how far the protection is.
    pub told: Told<'a>,
    /// Key for numbers of callers of lines that name none: they are told apart within a run, and no figure
    /// depends on it.
    pub salt: &'a SecretKey,
}

impl<'a> Reading<'a> {
    /// Of a request.
    pub fn of(request: &'a Request, all: bool, quarantine: bool) -> Self {
        Self {
            year: request.year,
            all,
            jobs: request.jobs,
            quarantine,
            tries: None,
            told: &nobody,
            salt: &request.salt,
        }
    }

    /// The same, with changes of a dimension tried.
    pub fn trying(self, dimension: Option<&'a str>) -> Self {
        Self { tries: dimension, ..self }
    }

    fn wants(&self, year: i32) -> bool {
        self.all || self.year.is_none_or(|y| y == year)
    }
}

/// What stands in a line's files.
struct Files {
    data: Registrations,
    /// The cube, where one stands in the place of registrations.
    cube: Option<Cube>,
    points: Vec<SeriesPoint>,
    published: Vec<Published>,
    inputs: Vec<InputFile>,
    /// Report years of which too much was rejected.
    rejected: BTreeSet<i32>,
}

/// A line's safe tables, before the editor's words come to them: nothing of it depends on these.
#[derive(Debug, Clone)]
pub struct SafeLine {
    /// All but years and words.
    gathered: Gathered,
    protected: Vec<YearTables>,
    published: Vec<Published>,
    /// Report years of which too much was rejected.
    rejected: BTreeSet<i32>,
}

impl SafeLine {
    /// What the reports are made from.
    pub fn with_words(self, workspace: &Workspace, findings: &mut Findings) -> Gathered {
        let Self { mut gathered, protected, published, rejected } = self;
        for (year, tables) in protected {
            if rejected.contains(&year) {
                gathered.refused.push((year, code::V092));
            } else {
                gathered.with_words(workspace, (year, tables), &published, findings);
            }
        }
        findings.once();
        gathered
    }
}

/// Reads, validates, counts and protects one line. When its reports must be refused: the code of the
/// finding that says why.
pub fn gather(
    workspace: &Workspace,
    position: usize,
    how: &Reading<'_>,
) -> (Result<Gathered, Code>, Findings) {
    let (safe, mut findings) = safe_line(workspace, position, how);
    (safe.map(|safe| safe.with_words(workspace, &mut findings)), findings)
}

/// The same, without the editor's words.
pub fn safe_line(
    workspace: &Workspace,
    position: usize,
    how: &Reading<'_>,
) -> (Result<SafeLine, Code>, Findings) {
    let mut findings = Findings::default();
    let safe = protected_line(workspace, position, how, &mut findings);
    (safe, findings)
}

fn protected_line(
    workspace: &Workspace,
    position: usize,
    how: &Reading<'_>,
    findings: &mut Findings,
) -> Result<SafeLine, Code> {
    let (line, root) = (&workspace.helplines[position], &workspace.root);
    let Files { data, cube: given, points, published, mut inputs, rejected } =
        read(line, root, how, findings)?;
    inputs.sort();
    // A year in whose course registrations begin is a part of one.
    let line = &Helpline { counted_since: validation::begins(line, &data), ..line.clone() };
    let cube = match given {
        Some(cube) => cube,
        None => count(line, &data, &published).map_err(|problem| refuse(problem, findings))?,
    };
    let accounting = data.accounting.clone();
    let (reasons, absent) = (data.corrections.clone(), absent(line, &data));
    let registered: BTreeSet<i32> = data.year.iter().map(|year| i32::from(*year)).collect();
    drop(data);
    let before = published_before(root, &line.id);
    if let Some(problem) = lost(line, &registered, &years_published(&before)) {
        return Err(refuse(problem, findings));
    }
    let counted =
        Counted { line, cube: &cube, series: &points, published: &published, accounting: &accounting };
    let (with, without): (BTreeSet<i32>, BTreeSet<i32>) =
        asked(root, line, how.year).into_iter().partition(|year| counted.has(*year));
    let (kept, missing): (Vec<i32>, Vec<i32>) = without
        .into_iter()
        .filter(|year| how.wants(*year))
        .partition(|year| line.no_longer_kept.contains(year) && stands_on(root, line, *year));
    missing.iter().for_each(|year| findings.push(no_year(line, &cube, *year)));
    let store = Store::of(root, line, how.salt, how.quarantine);
    let mut way = GivingWay::of(root, line, &before);
    let (mut protected, loss, patterns) = counted
        .protected((root, &known(&before)), (with, how.year.is_none()), &store, &mut way, how.told)
        .map_err(|problem| refuse(problem, findings))?;
    let tried = how.tries.map(|dimension| {
        let print = |text: &[u8]| store.print(text);
        let mut memory = Memory::new(&print, patterns.clone(), loss.log.clone());
        try_changes(&counted, (&known(&before), &way), (&protected, &loss), dimension, &mut memory)
    });
    findings.0.extend(giving_way::told(line, &protected));
    if how.quarantine
        && let Err(problem) = validation::set_aside(&line.dir, "hidden.csv", &private_log::write(&loss.log))
    {
        findings.push(problem.of(&line.id));
    }
    findings.0.extend(cost(line, &loss));
    protected.retain(|(year, _)| how.wants(*year));
    let gathered = Gathered {
        line: position,
        years: Vec::new(),
        basis: Arc::new(Basis {
            first_year: cube.first_year,
            inputs,
            accounting,
            reasons,
            absent,
            slight: slight(root, line, &loss, &protected),
        }),
        missing,
        kept,
        commentary: BTreeMap::new(),
        refused: Vec::new(),
        loss,
        patterns,
        tried,
    };
    let rated = |(year, tables)| (year, Arc::new(with_rates(tables, line)));
    let protected = protected.into_iter().map(rated).collect();
    Ok(SafeLine { gathered, protected, published, rejected })
}

/// The registrations of a line; what was rejected goes to its quarantine.
fn registrations(
    line: &Helpline,
    root: &Path,
    how: &Reading<'_>,
    findings: &mut Findings,
) -> Result<Registrations, Code> {
    let (data, found, rejected) = validation::registrations(line, root, how.jobs, None, how.salt);
    let unread = first_error(&found).unwrap_or(code::V091);
    findings.extend(found);
    if how.quarantine {
        let files = data.iter().flat_map(|d| &d.files).map(|f| f.path.clone()).collect();
        if let Err(problems) = validation::write_quarantine(&line.dir, &files, &rejected) {
            findings.extend(problems);
        }
    }
    data.ok_or(unread)
}

/// The cube of a line, and what is known of its rows.
fn counted(
    line: &Helpline,
    root: &Path,
    published: &[Published],
    findings: &mut Findings,
) -> Result<counts::Counted, Code> {
    let (counted, found) = counts::read(line, root, published);
    let unread = first_error(&found).unwrap_or(code::V189);
    findings.extend(found);
    counted.ok_or(unread)
}

/// Reads a line's files.
fn read(line: &Helpline, root: &Path, how: &Reading<'_>, findings: &mut Findings) -> Result<Files, Code> {
    let (published, published_findings) = published(root, line);
    let data = match counts::is_there(line) {
        true => counted(line, root, &published, findings).map(|counted| (counted.rows, Some(counted.cube))),
        false => registrations(line, root, how, findings).map(|data| (data, None)),
    };
    let (points, series_files, series_findings) = series::read(root, line);
    let refused = first_error(&series_findings).or_else(|| first_error(&published_findings));
    findings.extend(series_findings);
    findings.extend(published_findings);
    let (data, cube) = data?;
    if let Some(problem) = unusable(line, &data) {
        return Err(refuse(problem, findings));
    }
    let over = too_much(line, &data);
    let rejected: BTreeSet<i32> =
        over.iter().filter(|(year, _)| line.years.contains(year)).map(|(year, _)| *year).collect();
    findings.0.extend(over.into_iter().map(|(_, finding)| finding));
    if !rejected.is_empty() && line.years.iter().all(|year| rejected.contains(year)) {
        return Err(code::V092);
    }
    findings.extend(validation::doubts(line, &data));
    if let Some(code) = refused {
        return Err(code);
    }
    let mut inputs = data.files.clone();
    key(&mut inputs, root);
    inputs.extend(series_files);
    Ok(Files { data, cube, points, published, inputs, rejected })
}

/// Tells why a line is refused; gives the code.
fn refuse(problem: Finding, findings: &mut Findings) -> Code {
    let code = problem.code;
    findings.push(problem);
    code
}

/// Counts what the figures need.
fn count(line: &Helpline, data: &Registrations, published: &[Published]) -> Result<Cube, Finding> {
    let mut needed = specs(line, data, published);
    // Nothing is grouped by what no figure asks for.
    needed.retain(|spec| !spec.is_empty());
    cube(line, data, &needed).map_err(|error| {
        Finding::error(code::M001, format!("the registrations could not be counted: {error}")).of(&line.id)
    })
}

/// Years that are reported on: those of the settings, and one that was asked for and has a report already.
pub fn asked(root: &Path, line: &Helpline, wanted: Option<i32>) -> BTreeSet<i32> {
    line.years.iter().copied().chain(wanted.filter(|year| stands_on(root, line, *year))).collect()
}

/// Whether a report of a line on a year stands published.
fn stands_on(root: &Path, line: &Helpline, year: i32) -> bool {
    is_published(&LineReport { line }.folder(&root.join("reports"), year))
}

/// Code of the first error; one about a whole file goes before one about a record.
pub(super) fn first_error(findings: &Findings) -> Option<Code> {
    let errors = || findings.0.iter().filter(|f| f.severity == Severity::Error);
    let whole = |f: &&Finding| f.place.as_ref().is_none_or(|p| p.line.is_none_or(|l| l == 1));
    errors().find(whole).or_else(|| errors().next()).map(|f| f.code)
}
