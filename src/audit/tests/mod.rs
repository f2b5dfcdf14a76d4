//! What the attacker must find, and what it must not.

mod believed;
mod contradictions;
mod intervals;
mod monotone_revisions;
mod random;
mod reader;
mod rounded;
mod traps;
mod years;

pub use believed::believed;
pub use intervals::intervals;

use super::{Audit, Release, Rules, audit};
use crate::base::Finding;

/// A release from a short form. Cells: `figure period codes value [base] [#note]`, `-` for no codes; the
/// value is a number, `C` hidden, `M` impossible or `O` absent; measure, stage and unit follow from the
/// figure: `share:T` and `change:T` are those of table T, and `,incoming` behind the codes is a stage. Codes:
/// `dimension code [parent] [multi]`.
pub fn release(year: i32, threshold: i64, cells: &str, codes: &str) -> Release {
    let mut figures =
        "figure,measure,stage,unit,period,dimensions,value,base,obs_status,conf_status,note\n".to_owned();
    for line in cells.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let note = line.split_once('#').map_or("", |(_, note)| note).trim();
        let mut words = line.split('#').next().unwrap().split_whitespace();
        let mut word = || words.next().unwrap_or_default();
        let (figure, period, dims, value, base) = (word(), word(), word(), word(), word());
        let (measure, figure) = figure.split_once(':').unwrap_or(("contacts", figure));
        let unit = match measure {
            "share" | "change" => "percent",
            "share_change" => "percentage_point",
            _ => "contact",
        };
        let (dims, stage) = dims.split_once(',').unwrap_or((dims, "answered"));
        let dims = if dims == "-" { "" } else { dims };
        let (value, status, secret) = match value {
            "C" => ("", "Q", "C"),
            "M" => ("", "M", "F"),
            "O" => ("", "O", "F"),
            number => (number, "A", "F"),
        };
        figures.push_str(&format!(
            "{figure},{measure},{stage},{unit},{period},{dims},{value},{base},{status},{secret},{note}\n"
        ));
    }
    let mut listed = "dimension,code,parent,kind,nl,fr,en,de\n".to_owned();
    for line in codes.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let kind = if words.contains(&"multi") { "multi" } else { "single" };
        let parent = words.get(2).filter(|w| **w != "multi").unwrap_or(&"");
        listed.push_str(&format!("{},{},{parent},{kind},,,,\n", words[0], words[1]));
    }
    let manifest = format!(r#"{{"helpline": "lijn", "year": {year}, "threshold": {threshold}}}"#);
    let name = format!("reports/{year}/lijn");
    Release::read(&name, figures.as_bytes(), listed.as_bytes(), manifest.as_bytes()).unwrap()
}

/// One report of 2023 with threshold 5.
pub fn attack(cells: &str, codes: &str) -> Audit {
    audit(&[release(2023, 5, cells, codes)], &Rules::default())
}

/// Codes of the findings about a cell, by the end of its name: `2023 age=young`.
pub fn said(audit: &Audit, cell: &str) -> Vec<&'static str> {
    let about = |f: &&Finding| f.message.split('`').nth(1).is_some_and(|name| name.ends_with(cell));
    audit.findings.0.iter().filter(about).map(|f| f.code.id()).collect()
}

/// Codes of all findings.
pub fn codes(audit: &Audit) -> Vec<&'static str> {
    audit.findings.0.iter().map(|f| f.code.id()).collect()
}
