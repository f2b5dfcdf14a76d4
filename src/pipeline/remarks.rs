//! The editor's commentary of a report and what the lints say of it.

use crate::base::{Findings, Num};
use crate::claims::{Checked, Earlier, lint};
use crate::commentary::{Piece, read};
use crate::config::{Helpline, Published, Workspace};
use crate::disclosure::SafeTable;
use crate::edition::standing;
use crate::exports::PublishedCell;

/// Reads the commentary of a report and checks it, with the tables it speaks of.
#[must_use]
pub fn remarks(
    workspace: &Workspace,
    line: &Helpline,
    year: i32,
    tables: &[SafeTable],
    published: &[Published],
) -> (Vec<Piece>, Findings) {
    let (pieces, mut findings) = read((&workspace.root, &workspace.languages), line, year, tables);
    let earlier = earlier(workspace, line, year);
    let checked = Checked { workspace, line, year, tables, published, earlier: &earlier };
    findings.extend(lint(&checked, &pieces));
    (pieces, findings)
}

/// The cells of the edition that stands in `reports/`; none when there is no report yet.
fn earlier(workspace: &Workspace, line: &Helpline, year: i32) -> Vec<Earlier> {
    let folder = workspace.root.join("reports").join(year.to_string()).join(&line.id);
    let Some(record) = standing(&folder) else { return Vec::new() };
    let of = |cell: &PublishedCell| {
        let value = Num::parse(&cell.value);
        value.is_some().then(|| Earlier { id: cell.id(), value, edition: record.edition })
    };
    record.cells.iter().filter_map(of).collect()
}
