//! From one line's files to its safe tables.

use std::collections::{BTreeMap, BTreeSet};

use crate::commentary::Piece;
use crate::config::{Chapter, Helpline, Stage, Workspace, published};
use crate::diagnostics::{Finding, Findings, Place, Severity};
use crate::disclosure::SafeTable;
use crate::measures::{Context, Cube, cube, specs, tables, years};
use crate::series;
use crate::validation::{self, Accounting, InputFile, Registrations};

use super::held::{slight, stands};
use super::protection::{Loss, cost, known, private_log, protect};
use super::reconcile::reconcile;
use super::remarks::remarks;

/// What one line gives for its reports.
#[derive(Debug)]
pub struct Gathered {
    /// Position of the line in the workspace.
    pub line: usize,
    /// Safe tables per report year.
    pub years: Vec<(i32, Vec<SafeTable>)>,
    /// First year with registrations.
    pub first_year: i32,
    /// Files read.
    pub inputs: Vec<InputFile>,
    /// Rows read, used and excluded.
    pub accounting: Accounting,
    /// Reasons of corrections, with the number of registrations.
    pub reasons: BTreeMap<String, u64>,
    /// What the registrations do not have, as keys of the catalogue.
    pub absent: Vec<&'static str>,
    /// Report years without registrations.
    pub missing: Vec<i32>,
    /// The editor's own words, per report year.
    pub commentary: BTreeMap<i32, Vec<Piece>>,
    /// Report years that their commentary keeps from being made, with the code that says why.
    pub refused: Vec<(i32, &'static str)>,
    /// What protection cost.
    pub loss: Loss,
    /// Lines and years of which so little was corrected that every difference would describe it.
    pub slight: Vec<(String, i32)>,
}

/// A key for this run, that nobody keeps: the numbers of callers that it hides are told apart within a run,
/// and no figure depends on it.
fn salt() -> validation::Salt {
    let mut key = [0; 32];
    // Where the system has no randomness numbers are told apart all the same, and hashes never leave memory.
    let _ = getrandom::fill(&mut key);
    validation::Salt::new(&key)
}

/// Reads, validates, counts and protects one line. When its reports must be refused: the code of the
/// finding that says why.
pub fn gather(
    workspace: &Workspace,
    position: usize,
    years_wanted: Option<i32>,
    jobs: usize,
    quarantine: bool,
) -> (Result<Gathered, &'static str>, Findings) {
    let line = &workspace.helplines[position];
    let root = &workspace.root;
    let (data, mut findings, rejected) = validation::registrations(line, root, jobs, None, &salt());
    if quarantine {
        let files = data.iter().flat_map(|d| &d.files).map(|f| f.path.clone()).collect();
        if let Err(problems) = validation::write_quarantine(&line.dir, &files, &rejected) {
            findings.extend(problems);
        }
    }
    let (points, series_files, series_findings) = series::read(root, line);
    let (before, published_findings) = published(root, line);
    let refused = first_error(&series_findings).or_else(|| first_error(&published_findings));
    let unread = first_error(&findings).unwrap_or("V091");
    findings.extend(series_findings);
    findings.extend(published_findings);
    let Some(data) = data else { return (Err(unread), findings) };
    if let Some(problem) = unusable(line, &data) {
        let code = problem.code;
        findings.push(problem);
        return (Err(code), findings);
    }
    if let Some(code) = refused {
        return (Err(code), findings);
    }
    let mut needed = specs(line, &data, &before);
    // Nothing is grouped by what no figure asks for.
    needed.retain(|spec| !spec.is_empty());
    let counted = match cube(line, &data, &needed) {
        Ok(counted) => counted,
        Err(error) => {
            findings.push(
                Finding::error("M001", format!("the registrations could not be counted: {error}"))
                    .of(&line.id),
            );
            return (Err("M001"), findings);
        }
    };
    let absent = absent(line, &data);
    let accounting = data.accounting.clone();
    let reasons = data.corrections.clone();
    let mut inputs = data.files.clone();
    drop(data);
    inputs.extend(series_files);
    inputs.sort();
    let wanted = |year: i32| years_wanted.is_none_or(|w| w == year);
    let (mut found, mut missing) = (Vec::new(), Vec::new());
    for year in line.years.iter().copied().collect::<BTreeSet<i32>>() {
        if !wanted(year) && !(counted.first_year..=counted.last_year).contains(&year) {
            continue;
        }
        if !(counted.first_year..=counted.last_year).contains(&year) {
            findings.push(no_year(line, &counted, year));
            missing.push(year);
            continue;
        }
        let context = Context {
            line,
            cube: &counted,
            series: &points,
            published: &before,
            accounting: &accounting,
            year,
            years: years(line, counted.first_year, year),
        };
        found.push((year, tables(&context)));
    }
    // All years together, also those not asked for: a cell is shown or hidden in all reports alike.
    let (mut protected, loss) = match protect(line, &known(root, line), found) {
        Ok(protected) => protected,
        Err(finding) => {
            findings.push(finding);
            return (Err("D001"), findings);
        }
    };
    if quarantine && let Err(problem) = validation::set_aside(&line.dir, "hidden.csv", &private_log(&loss)) {
        findings.push(problem.of(&line.id));
    }
    cost(line, &loss).into_iter().for_each(|note| findings.push(note));
    protected.retain(|(year, _)| wanted(*year));
    let slight = slight(line, &loss);
    let (mut commentary, mut refused, mut years) = (BTreeMap::new(), Vec::new(), Vec::new());
    for (year, safe) in protected {
        findings.extend(reconcile(line, &before, &safe));
        if stands(workspace, line, (year, &safe), &slight) {
            // Its words go with the numbers that stand.
            years.push((year, safe));
            continue;
        }
        let (pieces, said) = remarks(workspace, line, year, &safe, &before);
        let stopped = first_error(&said);
        findings.extend(said);
        if let Some(code) = stopped {
            refused.push((year, code));
            continue;
        }
        inputs.extend(pieces.iter().map(|p| p.input.clone()));
        commentary.insert(year, pieces);
        years.push((year, safe));
    }
    let first_year = counted.first_year;
    inputs.sort();
    let gathered = Gathered {
        line: position,
        years,
        first_year,
        inputs,
        accounting,
        reasons,
        absent,
        missing,
        commentary,
        refused,
        loss,
        slight,
    };
    (Ok(gathered), findings)
}

/// Code of the first error; one about a whole file goes before one about a record.
fn first_error(findings: &Findings) -> Option<&'static str> {
    let errors = || findings.0.iter().filter(|f| f.severity == Severity::Error);
    let whole = |f: &&Finding| f.place.as_ref().is_none_or(|p| p.line.is_none_or(|l| l == 1));
    errors().find(whole).or_else(|| errors().next()).map(|f| f.code)
}

/// Whether too much was rejected for a report to be honest.
fn unusable(line: &Helpline, data: &Registrations) -> Option<Finding> {
    let accounting = &data.accounting;
    let place = Place::file(format!("data/{}/registrations", line.id));
    if !accounting.closes() {
        return Some(
            Finding::error(
                "V090",
                "rows read are not rows used plus rows excluded: this is a mistake of Jaarlijn",
            )
            .at(place)
            .of(&line.id),
        );
    }
    if data.rows == 0 {
        let hint = "check `files:` in helpline.yaml and the findings above";
        return Some(
            Finding::error("V091", "no registration is left to report on").at(place).hint(hint).of(&line.id),
        );
    }
    let limit = u64::from(line.max_rejected_percent);
    if accounting.rejected() * 100 > accounting.read * limit {
        let message = format!(
            "{} of {} rows were rejected, more than the allowed {limit} %: no report is made",
            accounting.rejected(),
            accounting.read
        );
        let hint = "correct the rows in quarantine/, or raise `max_rejected_percent` if you accept the loss";
        return Some(Finding::error("V092", message).at(place).hint(hint).of(&line.id));
    }
    None
}

fn no_year(line: &Helpline, cube: &Cube, year: i32) -> Finding {
    let message = format!(
        "there are no registrations of {year}: they run from {} to {}",
        cube.first_year, cube.last_year
    );
    Finding::error("V093", message)
        .at(Place::file(format!("data/{}/helpline.yaml", line.id)))
        .hint("change `years` (here or in workspace.yaml), or add the registrations")
        .of(&line.id)
}

/// What the registrations do not have, and therefore no figure shows.
fn absent(line: &Helpline, data: &Registrations) -> Vec<&'static str> {
    let wants = |c: Chapter| line.sections.contains(&c);
    let mut absent = Vec::new();
    let mut add = |missing: bool, key: &'static str| {
        if missing {
            absent.push(key);
        }
    };
    add(!data.has_time && wants(Chapter::When), "absent.time");
    add(data.channel.is_none() && wants(Chapter::Channels), "absent.channel");
    add(!line.registers(Stage::Incoming) && wants(Chapter::Reach), "absent.outcome");
    add(data.wait_s.is_none() && wants(Chapter::Reach), "absent.wait");
    add(data.duration_s.is_none() && wants(Chapter::Reach), "absent.duration");
    add(data.caller.is_none() && wants(Chapter::Reach), "absent.caller");
    add(data.victims.is_none() && wants(Chapter::Victims), "absent.victims");
    absent
}
