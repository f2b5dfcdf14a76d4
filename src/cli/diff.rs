//! How differences between editions are shown.

use crate::edition::{Change, Grade, Shown};
use crate::pipeline::Difference;
use crate::publish::shown;

/// One JSON object with all differences.
pub fn json(all: &[Difference], findings: &crate::base::Findings, exit: i32) -> String {
    serde_json::json!({ "format": 1, "exit": exit, "differences": all, "findings": findings }).to_string()
}

/// For people: report by report, figure by figure, cell by cell.
pub fn human(all: &[Difference]) -> String {
    all.iter().map(report).collect::<Vec<_>>().join("\n")
}

fn report(difference: &Difference) -> String {
    let revision = &difference.revision;
    let head = format!("{} {}: ", difference.helpline, difference.year);
    if !difference.published {
        return format!("{head}not published yet\n");
    }
    let (edition, before) = (revision.edition, revision.replaces.as_ref());
    if difference.held {
        return format!(
            "{head}edition {edition} stands: the next one is held back, because too little was corrected\n"
        );
    }
    let mut lines = vec![match (difference.changed, before) {
        (false, None) => format!("{head}edition {edition} stands; no figure changed"),
        (false, Some(old)) => format!(
            "{head}edition {edition} stands; no figure changed. It replaced edition {} of {}:",
            old.edition, old.date
        ),
        (true, Some(old)) => {
            format!(
                "{head}publishing would make edition {edition}, which replaces edition {} of {}:",
                old.edition, old.date
            )
        }
        (true, None) => format!("{head}publishing would make edition {edition}"),
    }];
    let mut figure = "";
    for change in &revision.changes {
        if change.id.figure != figure {
            figure = &change.id.figure;
            lines.push(format!("  {figure}"));
        }
        lines.push(format!("    {}", cell(change)));
    }
    let counted = |what: &str, counts: &std::collections::BTreeMap<String, u64>| {
        counts.iter().map(|(figure, n)| format!("  {figure}: {n} {what} cells")).collect::<Vec<_>>()
    };
    lines.extend(counted("new", &revision.added));
    lines.extend(counted("removed", &revision.removed));
    lines.extend(revision.settled.iter().map(|p| format!("  no longer provisional: {p}")));
    lines.extend(revision.reasons.iter().map(|reason| format!("  reason: {reason}")));
    for input in &revision.inputs {
        let what = match (input.before, input.after) {
            (true, true) => "changed",
            (false, _) => "new",
            (true, false) => "no longer there",
        };
        lines.push(format!("  reason: {} ({what})", input.path));
    }
    lines.push(String::new());
    lines.join("\n")
}

fn cell(change: &Change) -> String {
    let id = &change.id;
    let parts = [&id.measure, &id.stage, &id.unit, &id.period, &id.dimensions];
    let parts: Vec<&str> = parts.iter().map(|p| p.as_str()).filter(|p| !p.is_empty()).collect();
    let grade = match change.grade {
        Grade::Tiny => "tiny",
        Grade::Minor => "minor",
        Grade::Serious => "serious",
    };
    let difference = change
        .difference
        .map_or_else(String::new, |d| format!(" ({}{d})", if d.scaled > 0 { "+" } else { "" }));
    let text = |s: &Shown| if *s == Shown::Absent { "–".to_owned() } else { shown(s) };
    format!("{}: {} → {}{difference} {grade}", parts.join(" "), text(&change.before), text(&change.after))
}
