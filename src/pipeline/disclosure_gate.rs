//! The attack on what is about to be published: no report of a line is, when one of them gives something away.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use super::request::{Files, Outcome};
use crate::audit::{BOUNDED, Release, Rules, SUPPOSED, audit, find};
use crate::base::{Code, CountName, Exit, Finding, Place, Severity, code, parallel};

/// Why the reports of a line are not published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// They give something away; the code of the first finding.
    Refused(Code),
    /// The editions that stand stay, because both together could: of corrections that went one way.
    Waits,
}

/// New reports of a line, each with the folder that it will stand in.
type Ready<'f> = Vec<(String, &'f Files)>;

/// Attacks new reports, each with the folder that it will stand in (`reports/<year>/<line>`), line by line: the
/// reports of a line are published together, or none of them, and then none that has numbers of it.
/// Gives the lines that are broken, with what becomes of them.
pub fn broken_lines<'w>(
    root: &Path,
    jobs: usize,
    ready: impl Iterator<Item = (&'w str, String, &'w Files)>,
    outcome: &mut Outcome,
) -> BTreeMap<&'w str, Kept> {
    let ready: Vec<(&str, String, &Files)> = ready.collect();
    let mut broken = BTreeMap::new();
    if ready.is_empty() {
        return broken;
    }
    let (standing, _) = find(&root.join("reports"), "reports");
    let lines: Vec<(String, Ready<'_>)> = by_line(&ready).into_iter().collect();
    let found = parallel::each(jobs, &lines, |(line, reports)| {
        let attack = || gives_away(&standing, line, reports);
        catch_unwind(AssertUnwindSafe(attack)).unwrap_or_else(|_| {
            vec![
                Finding::error(code::A099, "attacking these reports stopped unexpectedly")
                    .hint("please report this with the version of Jaarlijn"),
            ]
        })
    });
    let mut of_lines: BTreeMap<&str, Kept> = BTreeMap::new();
    for ((line, reports), mut found) in lines.iter().zip(found) {
        // What a report on several lines says of another one is found beside that one's own reports.
        let of_other = |f: &Finding| lines.iter().any(|(other, _)| other != line && is_about(f, other));
        found.retain(|f| !of_other(f));
        if found.is_empty() {
            continue;
        }
        // The line's own reports can wait where they stand; what is printed of several lines always can.
        let stands = |folder: &String| standing.iter().any(|r| r.name == *folder);
        let own = |folder: &String| folder.rsplit('/').next() == Some(line.as_str());
        let one_way = found.iter().all(|f| f.code == SUPPOSED || f.code == BOUNDED);
        if one_way && reports.iter().all(|(folder, _)| stands(folder) || !own(folder)) {
            of_lines.insert(line, Kept::Waits);
            outcome.findings.push(waits(line));
            continue;
        }
        // What is only bounded, by what nobody said, is no reason never to make a report.
        if let Some(first) = found.iter().find(|f| f.severity == Severity::Error) {
            of_lines.insert(line, Kept::Refused(first.code));
            outcome.exit = outcome.exit.worst(Exit::Disclosure);
        }
        outcome.findings.0.extend(found.into_iter().map(|f| f.of(line)));
    }
    // What is printed of several lines says the same as the reports that are not published.
    for (report, _, files) in &ready {
        let all = named(files).into_iter().filter_map(|line| of_lines.get(line.as_str()));
        let worst = |a: Kept, b: Kept| if matches!(a, Kept::Refused(_)) { a } else { b };
        if let Some(kept) = of_lines.get(*report).into_iter().chain(all).copied().reduce(worst) {
            broken.insert(*report, kept);
        }
    }
    broken
}

/// New reports by the lines that they have numbers of: a landscape or an answer stands under each of its lines,
/// for it says of a line what the line's own report says.
fn by_line<'r>(ready: &'r [(&str, String, &'r Files)]) -> BTreeMap<String, Ready<'r>> {
    let mut lines: BTreeMap<String, Ready<'_>> = BTreeMap::new();
    for (report, folder, files) in ready {
        let mut of = named(files);
        if of.is_empty() {
            of.insert((*report).to_owned());
        }
        for line in of {
            lines.entry(line).or_default().push((folder.clone(), files));
        }
    }
    lines
}

/// Whether a finding is about a count of a line.
fn is_about(finding: &Finding, line: &str) -> bool {
    finding.count.as_ref().is_some_and(|count| count.line == line)
}

/// The lines that a report names in its cells.
fn named(files: &Files) -> BTreeSet<String> {
    let bytes = files.iter().find(|(name, _)| name == "figures.csv").map_or(&[][..], |(_, bytes)| bytes);
    let text = String::from_utf8_lossy(bytes);
    text.split([',', ';', '"', '\n'])
        .filter_map(|part| part.strip_prefix("line="))
        .map(str::to_owned)
        .collect()
}

/// That the editions of a line stand, because beside them the next ones would tell of few.
fn waits(line: &str) -> Finding {
    let message = "the published editions stand: the corrections went one way (registrations were only \
                   withdrawn, or only added), and whoever holds both editions could compute a small count";
    let hint =
        "they go along with further corrections: see *Can anything hidden be found out?* in the README";
    let place = Place::file(format!("data/{line}/helpline.yaml"));
    Finding::warning(code::D004, message).at(place).hint(hint).of(line)
}

/// What the new reports of a line give away, together with the other reports of it that stand in
/// `reports/`. What those give away without the new ones is not held against them.
pub fn gives_away(standing: &[Release], line: &str, new: &[(String, &Files)]) -> Vec<Finding> {
    let mut fresh = Vec::new();
    for (name, files) in new {
        let bytes = |name: &str| files.iter().find(|(n, _)| n == name).map_or(&[][..], |(_, b)| b.as_slice());
        match Release::read(name, bytes("figures.csv"), bytes("codes.csv"), bytes("manifest.json")) {
            Ok(release) => fresh.push(release),
            Err(problems) => return problems,
        }
    }
    let beside = |replaced: &dyn Fn(&Release, &Release) -> bool| -> Vec<Release> {
        // An earlier edition is named by its record in the folder of the report.
        let of_report = |f: &Release, r: &Release| {
            r.name.strip_prefix(&f.name).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let gone = |r: &Release| fresh.iter().any(|f| of_report(f, r) && replaced(f, r));
        standing.iter().filter(|r| r.lines().contains(line) && !gone(r)).cloned().collect()
    };
    // The edition that is made again is replaced. One that a new edition replaces is what some readers hold,
    // and others do not.
    let (held, bare) = (beside(&|new, old| new.edition <= old.edition), beside(&|_, _| true));
    let mut found = told(&held, &fresh);
    if bare.len() < held.len() {
        let known: BTreeSet<_> = found.iter().map(what).collect();
        // Who holds less supposes more, and wrongly.
        let supposed = |f: &Finding| f.code == SUPPOSED || f.code == BOUNDED;
        let alone = told(&bare, &fresh).into_iter();
        found.extend(alone.filter(|f| !supposed(f) && !known.contains(&what(f))));
    }
    found
}

/// The same count, broken in the same way, by whatever numbers.
fn what(finding: &Finding) -> (Code, Option<CountName>, Option<Place>) {
    let place = finding.place.clone().filter(|_| finding.count.is_none());
    (finding.code, finding.count.clone(), place)
}

/// What new reports give away together with others, and those alone do not.
fn told(others: &[Release], fresh: &[Release]) -> Vec<Finding> {
    let errors = |releases: &[Release]| {
        let found = audit(releases, &Rules::default()).findings.0;
        let counts = |f: &Finding| f.severity == Severity::Error || f.code == BOUNDED;
        found.into_iter().filter(counts).collect::<Vec<_>>()
    };
    let both: Vec<Release> = others.iter().chain(fresh).cloned().collect();
    let found = errors(&both);
    if found.is_empty() || others.is_empty() {
        return found;
    }
    let before: BTreeSet<_> = errors(others).iter().map(what).collect();
    found.into_iter().filter(|f| !before.contains(&what(f))).collect()
}

#[cfg(test)]
mod tests;
