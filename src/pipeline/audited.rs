//! The attack on what was published (`audit`), and on what is about to be (`build`).

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use super::request::{Files, Outcome, Report, Request, State};
use crate::audit::{Audit, Release, Rules, audit, find};
use crate::crew;
use crate::diagnostics::{Exit, Finding, Findings, Place, Severity, did_you_mean};

/// Attacks all reports that stand in `reports/`. Years and lines that were not asked for are what a
/// reader knows; what they give away themselves is not told.
#[must_use]
pub fn attack(request: &Request) -> Outcome {
    let (releases, unread) = find(&request.root.join("reports"), "reports");
    let mut outcome = Outcome::new(unread);
    if outcome.findings.has_errors() {
        outcome.exit = Exit::Disclosure;
    }
    if let Err(finding) = asked_for(request, &releases) {
        outcome.findings.push(finding);
        outcome.exit = outcome.exit.worst(Exit::Usage);
        return outcome;
    }
    let asked = |r: &Release| {
        let line = request.lines.is_empty() || request.lines.contains(&r.line);
        line && request.year.is_none_or(|y| y == r.year)
    };
    let lines: BTreeSet<&str> = releases.iter().filter(|r| asked(r)).flat_map(Release::lines).collect();
    let known: Vec<Release> =
        releases.iter().filter(|r| r.lines().iter().any(|l| lines.contains(l))).cloned().collect();
    let found = audit(&known, &Rules::default());
    for release in releases.iter().filter(|r| asked(r) && !r.earlier) {
        outcome.reports.push(row(release, &found));
    }
    let told = |f: &Finding| releases.iter().any(|r| asked(r) && stands_in(f, &r.name));
    outcome.findings.extend(Findings(found.findings.0.into_iter().filter(told).collect()));
    if outcome.findings.has_errors() {
        outcome.exit = outcome.exit.worst(Exit::Disclosure);
    }
    outcome.findings.sort();
    outcome
}

/// That there is something to attack: an audit of nothing is no good news.
fn asked_for(request: &Request, releases: &[Release]) -> Result<(), Finding> {
    let names: BTreeSet<&str> = releases.iter().map(|r| r.line.as_str()).collect();
    let reports = Place::file("reports");
    if let Some(absent) = request.lines.iter().find(|l| !names.contains(l.as_str())) {
        let hint = did_you_mean(absent, names.iter().copied()).map_or_else(
            || format!("there are: {}", names.iter().copied().collect::<Vec<_>>().join(", ")),
            |n| format!("did you mean `{n}`?"),
        );
        return Err(Finding::error("A022", format!("no report of `{absent}` stands here"))
            .hint(hint)
            .at(reports));
    }
    if !releases.iter().any(|r| request.year.is_none_or(|y| y == r.year)) {
        let hint = "make the reports with `jaarlijn build`, or name their folder's parent with --root";
        return Err(Finding::error("A021", "there is no report to attack").hint(hint).at(reports));
    }
    Ok(())
}

fn stands_in(finding: &Finding, folder: &str) -> bool {
    let file = finding.place.as_ref().and_then(|p| p.file.strip_prefix(folder));
    file.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// A report in the end table.
fn row(release: &Release, found: &Audit) -> Report {
    let broken = found.findings.0.iter().filter(|f| f.severity == Severity::Error);
    let broken = broken.filter(|f| stands_in(f, &release.name)).count();
    let state = if broken == 0 { State::Withstands } else { State::Broken };
    let why = format!("{} cells, {} hidden, {broken} broken", release.cells.len(), release.hidden());
    Report::new(&release.line, Some(release.year), state, &why)
}

/// Attacks new reports, each with the folder that it will stand in (`reports/<year>/<line>`), line by line: the reports of a line are published together, or none of them.
/// Gives the lines that are broken, with the code of what broke them.
pub fn broken_lines<'w>(
    root: &Path,
    jobs: usize,
    ready: impl Iterator<Item = (&'w str, String, &'w Files)>,
    outcome: &mut Outcome,
) -> BTreeMap<&'w str, &'static str> {
    let mut lines: BTreeMap<&str, Vec<(String, &Files)>> = BTreeMap::new();
    for (line, folder, files) in ready {
        lines.entry(line).or_default().push((folder, files));
    }
    let mut broken = BTreeMap::new();
    if lines.is_empty() {
        return broken;
    }
    let (standing, _) = find(&root.join("reports"), "reports");
    let lines: Vec<_> = lines.into_iter().collect();
    let found = crew::each(jobs, &lines, |(line, reports)| {
        let attack = || gives_away(&standing, line, reports);
        catch_unwind(AssertUnwindSafe(attack)).unwrap_or_else(|_| {
            vec![
                Finding::error("A099", "attacking these reports stopped unexpectedly")
                    .hint("please report this with the version of Jaarlijn"),
            ]
        })
    });
    for ((line, _), found) in lines.into_iter().zip(found) {
        if let Some(first) = found.first() {
            broken.insert(line, first.code);
            outcome.exit = outcome.exit.worst(Exit::Disclosure);
            outcome.findings.0.extend(found.into_iter().map(|f| f.of(line)));
        }
    }
    broken
}

/// What the new reports of a line give away, together with the other reports of it that stand in
/// `reports/`. What those give away without the new ones is not held against them.
fn gives_away(standing: &[Release], line: &str, new: &[(String, &Files)]) -> Vec<Finding> {
    let mut fresh = Vec::new();
    for (name, files) in new {
        let bytes = |name: &str| files.iter().find(|(n, _)| n == name).map_or(&[][..], |(_, b)| b.as_slice());
        match Release::read(name, bytes("figures.csv"), bytes("codes.csv"), bytes("manifest.json")) {
            Ok(release) => fresh.push(release),
            Err(problems) => return problems,
        }
    }
    let replaced = |r: &Release| fresh.iter().any(|f| f.name == r.name);
    let others: Vec<Release> =
        standing.iter().filter(|r| !replaced(r) && r.lines().contains(line)).cloned().collect();
    let errors = |releases: &[Release]| {
        let found = audit(releases, &Rules::default()).findings.0;
        found.into_iter().filter(|f| f.severity == Severity::Error).collect::<Vec<_>>()
    };
    let both: Vec<Release> = others.iter().chain(&fresh).cloned().collect();
    let found = errors(&both);
    if found.is_empty() || others.is_empty() {
        return found;
    }
    // The same cell, broken in the same way, by whatever numbers.
    let what = |f: &Finding| (f.code, f.message.split(", by: ").next().unwrap_or_default().to_owned());
    let before: BTreeSet<_> = errors(&others).iter().map(what).collect();
    found.into_iter().filter(|f| !before.contains(&what(f))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The files of a report: a total and two codes, of which one may be hidden.
    fn report(line: &str, year: i32, cells: [&str; 3]) -> Files {
        let mut figures =
            "figure,measure,stage,unit,period,dimensions,value,base,obs_status,conf_status,note\n".to_owned();
        for (dims, value) in ["", "age=a", "age=b"].iter().zip(cells) {
            let (status, secret) = if value.is_empty() { ("Q", "C") } else { ("A", "F") };
            figures
                .push_str(&format!("T,contacts,answered,contact,2022,{dims},{value},,{status},{secret},\n"));
        }
        let codes = "dimension,code,parent,kind\nage,a,,single\nage,b,,single\n".to_owned();
        let manifest = format!(r#"{{"helpline": "{line}", "year": {year}, "threshold": 5}}"#);
        let files = [("figures.csv", figures), ("codes.csv", codes), ("manifest.json", manifest)];
        files.map(|(name, text)| (name.to_owned(), text.into_bytes())).to_vec()
    }

    fn attacked<'r>(
        root: &Path,
        reports: &'r [(&'static str, i32, Files)],
    ) -> (Vec<(&'r str, &'static str)>, Outcome) {
        let mut outcome = Outcome::new(Findings::default());
        let ready =
            reports.iter().map(|(line, year, files)| (*line, format!("reports/{year}/{line}"), files));
        let broken = broken_lines(root, 2, ready, &mut outcome);
        (broken.into_iter().collect(), outcome)
    }

    fn stand(root: &Path, line: &str, year: i32, files: &Files) {
        let folder = root.join(format!("reports/{year}/{line}"));
        std::fs::create_dir_all(&folder).unwrap();
        files.iter().for_each(|(name, bytes)| std::fs::write(folder.join(name), bytes).unwrap());
    }

    #[test]
    fn a_line_that_gives_something_away_is_refused_and_the_others_are_not() {
        let root = tempfile::tempdir().unwrap();
        let good = ("good", 2022, report("good", 2022, ["30", "", ""]));
        let bad = ("bad", 2022, report("bad", 2022, ["30", "27", ""]));
        let reports = [good, bad];
        let (broken, outcome) = attacked(root.path(), &reports);
        assert_eq!(broken, [("bad", "A001")]);
        assert_eq!(outcome.exit, Exit::Disclosure);
        assert!(outcome.findings.0.iter().all(|f| f.helpline.as_deref() == Some("bad")));
    }

    #[test]
    fn two_reports_that_are_safe_alone_are_refused_together() {
        let root = tempfile::tempdir().unwrap();
        let first = report("l", 2022, ["30", "", ""]);
        let second = report("l", 2023, ["", "27", ""]);
        assert!(attacked(root.path(), &[("l", 2022, first.clone())]).0.is_empty());
        assert!(attacked(root.path(), &[("l", 2023, second.clone())]).0.is_empty());
        let both = [("l", 2022, first.clone()), ("l", 2023, second.clone())];
        assert_eq!(attacked(root.path(), &both).0.len(), 1);
        // Also when one of them was published before; not when a new one takes its place.
        stand(root.path(), "l", 2022, &first);
        assert_eq!(attacked(root.path(), &[("l", 2023, second.clone())]).0.len(), 1);
        let hidden = report("l", 2022, ["", "27", ""]);
        let reports = [("l", 2022, hidden), ("l", 2023, second)];
        let (broken, outcome) = attacked(root.path(), &reports);
        assert!(broken.is_empty(), "{:?}", outcome.findings);
    }

    #[test]
    fn what_was_given_away_before_is_not_held_against_a_new_report() {
        let root = tempfile::tempdir().unwrap();
        stand(root.path(), "l", 2022, &report("l", 2022, ["30", "27", ""]));
        let reports = [("l", 2023, report("l", 2023, ["30", "27", ""]))];
        let (broken, outcome) = attacked(root.path(), &reports);
        assert!(broken.is_empty(), "{:?}", outcome.findings);
        let other = [("l", 2023, report("l", 2023, ["30", "", "3"]))];
        assert_eq!(attacked(root.path(), &other).0.len(), 1, "a small count printed");
    }

    #[test]
    fn files_that_cannot_be_read_are_not_published() {
        let root = tempfile::tempdir().unwrap();
        let reports = [("l", 2022, Files::new())];
        let (broken, outcome) = attacked(root.path(), &reports);
        assert_eq!((broken.as_slice(), outcome.exit), (&[("l", "A020")][..], Exit::Disclosure));
    }
}
