//! The editor's commentary of a report and what the lints say of it.

use crate::base::{Findings, Num};
use crate::commentary::{Piece, read};
use crate::config::{Helpline, Published, Workspace};
use crate::disclosure::SafeTable;
use crate::lints::{Checked, Earlier, lint};

/// Reads the commentary of a report and checks it, with the tables it speaks of.
#[must_use]
pub fn remarks(
    workspace: &Workspace,
    line: &Helpline,
    year: i32,
    tables: &[SafeTable],
    published: &[Published],
) -> (Vec<Piece>, Findings) {
    let (pieces, mut findings) = read(&workspace.root, line, year, tables);
    let earlier = earlier(workspace, line, year);
    let checked = Checked { workspace, line, year, tables, published, earlier: &earlier };
    findings.extend(lint(&checked, &pieces));
    (pieces, findings)
}

/// The cells of the edition that stands in `reports/`; none when there is no report yet.
fn earlier(workspace: &Workspace, line: &Helpline, year: i32) -> Vec<Earlier> {
    let path = workspace.root.join("reports").join(year.to_string()).join(&line.id).join("manifest.json");
    let Ok(bytes) = std::fs::read(path) else { return Vec::new() };
    let Ok(manifest) = serde_json::from_slice::<serde_json::Value>(&bytes) else { return Vec::new() };
    let edition = manifest["edition"].as_u64().and_then(|e| u32::try_from(e).ok()).unwrap_or(1);
    let cells = manifest["cells"].as_array().map(Vec::as_slice).unwrap_or_default();
    cells
        .iter()
        .map(|cell| {
            let text = |key: &str| cell[key].as_str().unwrap_or_default().to_owned();
            Earlier {
                figure: text("figure"),
                key: ["measure", "stage", "unit", "period", "dimensions"].map(text),
                value: Num::parse(&text("value")),
                edition,
            }
        })
        .filter(|e| e.value.is_some())
        .collect()
}
