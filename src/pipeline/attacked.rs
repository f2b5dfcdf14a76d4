//! The attack on what is about to be published: no report of a line is, when one of them gives something away.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use super::request::{Files, Outcome};
use crate::audit::{Release, Rules, SUPPOSED, audit, find};
use crate::crew;
use crate::diagnostics::{Exit, Finding, Place, Severity};

/// Why the reports of a line are not published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// They give something away; the code of the first finding.
    Refused(&'static str),
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
    let mut lines: BTreeMap<&str, Ready<'_>> = BTreeMap::new();
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
    for ((line, reports), found) in lines.iter().zip(found) {
        let Some(first) = found.first() else { continue };
        let stands = |folder: &String| standing.iter().any(|r| r.name == *folder);
        let one_way = found.iter().all(|f| f.code == SUPPOSED);
        if one_way && reports.iter().all(|(folder, _)| stands(folder)) {
            broken.insert(*line, Kept::Waits);
            outcome.findings.push(waits(line));
            continue;
        }
        broken.insert(*line, Kept::Refused(first.code));
        outcome.exit = outcome.exit.worst(Exit::Disclosure);
        outcome.findings.0.extend(found.into_iter().map(|f| f.of(line)));
    }
    // What is printed of several lines says the same as the reports that are not published.
    let along = |(line, reports): &(&'w str, Ready<'_>)| {
        let named = reports.iter().find_map(|(_, files)| says(files, &broken));
        named.map(|kept| (*line, kept))
    };
    let along: Vec<_> =
        lines.iter().filter(|(line, _)| !broken.contains_key(line)).filter_map(along).collect();
    broken.extend(along);
    broken
}

/// That the editions of a line stand, because beside them the next ones would tell of few.
fn waits(line: &str) -> Finding {
    let message = "the published editions stand: the corrections went one way (registrations were only \
                   withdrawn, or only added), and whoever holds both editions could compute a small count";
    let hint =
        "they go along with further corrections: see *Can anything hidden be found out?* in the README";
    let place = Place::file(format!("data/{line}/helpline.yaml"));
    Finding::warning("D004", message).at(place).hint(hint).of(line)
}

/// What becomes of a report that names broken lines in its cells.
fn says(files: &Files, broken: &BTreeMap<&str, Kept>) -> Option<Kept> {
    if broken.is_empty() {
        return None;
    }
    let bytes = files.iter().find(|(name, _)| name == "figures.csv").map_or(&[][..], |(_, bytes)| bytes);
    let text = String::from_utf8_lossy(bytes);
    let named = |line: &str| text.split([',', ';', '"']).any(|part| part.strip_prefix("line=") == Some(line));
    let mut all = broken.iter().filter(|(line, _)| named(line)).map(|(_, kept)| *kept);
    let first = all.next()?;
    Some(all.find(|kept| matches!(kept, Kept::Refused(_))).unwrap_or(first))
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
    let beside = |replaced: &dyn Fn(&Release, &Release) -> bool| -> Vec<Release> {
        let gone = |r: &Release| fresh.iter().any(|f| f.name == r.name && replaced(f, r));
        standing.iter().filter(|r| r.lines().contains(line) && !gone(r)).cloned().collect()
    };
    // The edition that is made again is replaced. One that a new edition replaces is what some readers hold,
    // and others do not.
    let (held, bare) = (beside(&|new, old| new.edition <= old.edition), beside(&|_, _| true));
    let mut found = told(&held, &fresh);
    if bare.len() < held.len() {
        let known: BTreeSet<_> = found.iter().map(what).collect();
        found.extend(told(&bare, &fresh).into_iter().filter(|f| !known.contains(&what(f))));
    }
    found
}

/// The same cell, broken in the same way, by whatever numbers.
fn what(finding: &Finding) -> (&'static str, String) {
    (finding.code, finding.message.split(", by: ").next().unwrap_or_default().to_owned())
}

/// What new reports give away together with others, and those alone do not.
fn told(others: &[Release], fresh: &[Release]) -> Vec<Finding> {
    let errors = |releases: &[Release]| {
        let found = audit(releases, &Rules::default()).findings.0;
        found.into_iter().filter(|f| f.severity == Severity::Error).collect::<Vec<_>>()
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
mod tests {
    use super::*;
    use crate::diagnostics::Findings;

    /// The files of a report: a total and two codes, of which one may be hidden.
    fn report(line: &str, year: i32, cells: [&str; 3]) -> Files {
        let cells: Vec<(&str, &str)> = ["", "age=a", "age=b"].into_iter().zip(cells).collect();
        files(line, (year, 1), &cells)
    }

    fn files(line: &str, (year, edition): (i32, u64), cells: &[(&str, &str)]) -> Files {
        let mut figures =
            "figure,measure,stage,unit,period,dimensions,value,base,obs_status,conf_status,note\n".to_owned();
        for (dims, value) in cells {
            let (status, secret) = if value.is_empty() { ("Q", "C") } else { ("A", "F") };
            figures
                .push_str(&format!("T,contacts,answered,contact,2022,{dims},{value},,{status},{secret},\n"));
        }
        let listed = ["age,a", "age,b", "prov,a", "prov,b"].map(|code| format!("{code},,single\n")).concat();
        let codes = format!("dimension,code,parent,kind\n{listed}");
        let manifest =
            format!(r#"{{"helpline": "{line}", "year": {year}, "edition": {edition}, "threshold": 5}}"#);
        let files = [("figures.csv", figures), ("codes.csv", codes), ("manifest.json", manifest)];
        files.map(|(name, text)| (name.to_owned(), text.into_bytes())).to_vec()
    }

    /// A table of ages by areas: the four cells, the ages, the areas, the total.
    fn square(line: &str, edition: u64, cells: [&str; 9]) -> Files {
        let inner = ["age=a;prov=a", "age=a;prov=b", "age=b;prov=a", "age=b;prov=b"];
        let names = inner.into_iter().chain(["age=a", "age=b", "prov=a", "prov=b", ""]);
        files(line, (2022, edition), &names.zip(cells).collect::<Vec<_>>())
    }

    fn attacked<'r>(
        root: &Path,
        reports: &'r [(&'static str, i32, Files)],
    ) -> (Vec<(&'r str, Kept)>, Outcome) {
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
        assert_eq!(broken, [("bad", Kept::Refused("A001"))]);
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
        assert_eq!(
            (broken.as_slice(), outcome.exit),
            (&[("l", Kept::Refused("A020"))][..], Exit::Disclosure)
        );
    }

    #[test]
    fn a_new_edition_is_held_against_the_one_that_it_replaces() {
        let root = tempfile::tempdir().unwrap();
        // A number of two traits that changed by two is told by the difference only.
        let old = ["20", "30", "40", "50", "50", "90", "60", "80", "140"];
        let new = ["18", "30", "40", "50", "48", "90", "58", "80", "138"];
        stand(root.path(), "m", 2022, &square("m", 1, old));
        let reports = [("m", 2022, square("m", 2, new))];
        let (broken, _) = attacked(root.path(), &reports);
        assert_eq!(broken, [("m", Kept::Refused("A010"))]);
        // The same edition, made again, takes the place of the one that stands.
        let reports = [("m", 2022, square("m", 1, new))];
        let (broken, outcome) = attacked(root.path(), &reports);
        assert!(broken.is_empty(), "{:?}", outcome.findings);
    }

    #[test]
    fn what_went_one_way_and_would_tell_of_few_waits() {
        let root = tempfile::tempdir().unwrap();
        let old = ["10", "30", "40", "50", "40", "90", "50", "80", "130"];
        // All seven were of one age and one area.
        let new = ["", "", "", "", "33", "90", "43", "80", "123"];
        stand(root.path(), "l", 2022, &square("l", 1, old));
        let next = ("l", 2022, square("l", 2, new));
        let other = ("other", 2022, report("other", 2022, ["30", "", ""]));
        let wide = files("wide", (2022, 1), &[("line=l", "123"), ("line=other", "30")]);
        let reports = [next, other, ("wide", 2022, wide)];
        let (broken, outcome) = attacked(root.path(), &reports);
        assert_eq!(broken, [("l", Kept::Waits), ("wide", Kept::Waits)]);
        assert_eq!((outcome.exit, outcome.findings.0.len()), (Exit::Done, 1));
        assert_eq!(outcome.findings.0[0].code, "D004");
        // With a report that cannot wait it is refused.
        let later = ("l", 2023, files("l", (2023, 1), &[("", "123")]));
        let next = ("l", 2022, square("l", 2, new));
        let reports = [next, later];
        let (broken, outcome) = attacked(root.path(), &reports);
        assert_eq!(broken, [("l", Kept::Refused(SUPPOSED))]);
        assert_eq!(outcome.exit, Exit::Disclosure);
    }

    #[test]
    fn what_names_a_refused_line_is_not_published_either() {
        let root = tempfile::tempdir().unwrap();
        let bad = ("bad", 2022, report("bad", 2022, ["30", "27", ""]));
        let good = ("good", 2022, report("good", 2022, ["30", "", ""]));
        let wide = files("wide", (2022, 1), &[("line=bad", "30"), ("line=good", "30")]);
        let only = files("only", (2022, 1), &[("line=good", "30")]);
        let reports = [bad, good, ("wide", 2022, wide), ("only", 2022, only)];
        let (broken, outcome) = attacked(root.path(), &reports);
        let refused = Kept::Refused("A001");
        assert_eq!(broken, [("bad", refused), ("wide", refused)], "{:?}", outcome.findings);
    }
}
