//! Corrections that are held back: of so few registrations that the next edition would describe them.

use std::collections::BTreeSet;
use std::path::Path;

use super::drafts::Draft;
use super::protection::Loss;
use super::report_kind::{LineReport, ReportKind};
use super::request::{Report, State};
use crate::base::{Finding, Period, Place, code};
use crate::config::{Helpline, SmallCorrections, Workspace};
use crate::disclosure::SafeTable;
use crate::edition::{Revision, history, revise};
use crate::exports::cells;

/// Years of a line whose small corrections wait: for more of them, or for the first report on a later year,
/// which looks back on them and takes them along.
pub fn slight(
    root: &Path,
    line: &Helpline,
    loss: &Loss,
    years: &[(i32, Vec<SafeTable>)],
) -> Vec<(String, i32)> {
    if line.protection.small_corrections == SmallCorrections::Publish {
        return Vec::new();
    }
    let reports = root.join("reports");
    let last = |year: i32| history(&LineReport { line }.folder(&reports, year)).pop();
    let is_new = |year: &i32| last(*year).is_none_or(|edition| edition.retracted.is_some());
    let newest = years.iter().map(|(year, _)| *year).filter(is_new).max();
    // Where an edition was taken back nothing stands that could wait, and the year would have no report at all.
    let is_taken_back = |year: i32| last(year).is_some_and(|edition| edition.retracted.is_some());
    let waits = |year: &&i32| newest.is_none_or(|new| new <= **year) && !is_taken_back(**year);
    loss.slightly.iter().filter(waits).map(|year| (line.id.clone(), *year)).collect()
}

/// Whether the published report of a line on a year stands, because these tables would tell of those years.
pub fn stands(
    workspace: &Workspace,
    line: &Helpline,
    (year, tables): (i32, &[SafeTable]),
    slight: &[(String, i32)],
) -> bool {
    if slight.is_empty() {
        return false;
    }
    let folder = LineReport { line }.folder(&workspace.root.join("reports"), year);
    let revision = revise(&history(&folder), &cells(tables), &[], &BTreeSet::new(), &workspace.revision);
    revision.stands() && revision.tells_of(slight, &line.id)
}

/// A report that is not made for that reason, and why.
pub fn held(draft: &Draft<'_>) -> Option<(Report, Finding)> {
    let (id, place) = (&draft.kind.subject().id, draft.kind.settings_file());
    let slight = &draft.basis.slight;
    let waits = waits(id, (draft.year, place.clone()), slight, &draft.plan.revision);
    let finding = waits.or_else(|| gives_away(draft, slight).then(|| first(id, place, slight)))?;
    Some((draft.report(State::Held, "too few corrections"), finding))
}

/// Whether nothing stands yet, or any more, of a landscape or an answer that has numbers of a year whose small
/// corrections wait: beside the report that stands it would tell what was corrected.
fn gives_away(draft: &Draft<'_>, slight: &[(String, i32)]) -> bool {
    let revision = &draft.plan.revision;
    let is_new = !revision.published && !revision.stands();
    draft.kind.is_joint()
        && is_new
        && draft.cells().iter().any(|cell| {
            let of = cell.dimensions.split(';').find_map(|dim| dim.strip_prefix("line="));
            let months = Period::parse(&cell.period).map(|period| period.months());
            slight.iter().any(|(line, year)| {
                of.is_none_or(|of| of == line)
                    && months.is_some_and(|(first, last)| (first.0..=last.0).contains(year))
            })
        })
}

fn first(id: &str, place: String, slight: &[(String, i32)]) -> Finding {
    let message = format!(
        "this report waits: so little was corrected ({}) that its numbers, beside those that are published, \
         would describe those concerned",
        named(slight)
    );
    let hint = "it is made when the corrections are published: with further ones, with the report on the next \
                year, or at once with `protection: {small_corrections: publish}`";
    Finding::warning(code::D004, message).at(Place::file(place)).hint(hint).of(id)
}

fn named(slight: &[(String, i32)]) -> String {
    let years: BTreeSet<String> = slight.iter().map(|(line, year)| format!("{line} {year}")).collect();
    years.into_iter().collect::<Vec<_>>().join(", ")
}

/// Why the next edition of a report on a year waits, when it does; `place` is where that can be set otherwise.
pub fn waits(
    id: &str,
    (year, place): (i32, String),
    slight: &[(String, i32)],
    revision: &Revision,
) -> Option<Finding> {
    let waits = !revision.published && revision.stands() && revision.tells_of(slight, id);
    waits.then(|| {
        let message = format!(
            "edition {} of the report on {} stands: so little was corrected ({}) that the \
             differences would describe those concerned",
            revision.edition - 1,
            year,
            named(slight)
        );
        let hint = "it goes along with further corrections or the report on the next year; `protection: {small_corrections: publish}` \
                    publishes it at once, and withholds what changed with two traits or more";
        Finding::warning(code::D004, message).at(Place::file(place)).hint(hint).of(id)
    })
}
