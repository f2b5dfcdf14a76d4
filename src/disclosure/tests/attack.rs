//! The attack on protected tables: they are exported, and [`audit`](crate::audit) reads the bytes as any
//! reader can.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::{Release, Rules, audit as attack, intervals as bounds};
use crate::disclosure::SafeTable;
use crate::exports::{cells, figures_csv};
use crate::measures::{Header, Role, TableKind};

/// The year of the first report.
const YEAR: i32 = 2023;

/// A count that the audit finds broken: what it counts, the code of the finding, and its least and greatest
/// value where it is hidden.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Exposed {
    pub cell: String,
    pub code: &'static str,
    pub bounds: Option<(i128, Option<i128>)>,
}

/// Attacks the tables of one report. A cell is exposed when it can be computed, or when it may be small and
/// has fewer than `width` steps between its least and its greatest value.
#[must_use]
pub fn audit(tables: &[SafeTable], threshold: u64, width: u64) -> Vec<Exposed> {
    audit_reports(&[tables], threshold, width)
}

/// The same with several reports, which may list one code under different groups.
#[must_use]
pub fn audit_reports(reports: &[&[SafeTable]], threshold: u64, width: u64) -> Vec<Exposed> {
    let (releases, rules) = published(reports, threshold, width);
    let found = attack(&releases, &rules);
    let bounds = if found.findings.0.is_empty() { BTreeMap::new() } else { bounds(&releases, &rules) };
    let exposed = found.findings.0.iter().map(|finding| {
        let cell = finding.message.split('`').nth(1).unwrap_or(&finding.message).to_owned();
        Exposed { code: finding.code.id(), bounds: bounds.get(&cell).copied(), cell }
    });
    exposed.collect::<BTreeSet<_>>().into_iter().collect()
}

/// Least and greatest value of every hidden count, for all that the tables of one report say.
#[must_use]
pub fn intervals(tables: &[SafeTable], threshold: u64) -> BTreeMap<String, (i128, Option<i128>)> {
    let (releases, rules) = published(&[tables], threshold, 1);
    bounds(&releases, &rules)
}

fn published(reports: &[&[SafeTable]], threshold: u64, width: u64) -> (Vec<Release>, Rules) {
    let releases = (YEAR..).zip(reports).map(|(year, tables)| {
        let figures = figures_csv(&cells(tables)).unwrap();
        let manifest = format!(r#"{{"helpline": "line", "year": {year}, "threshold": {threshold}}}"#);
        let name = format!("reports/{year}/line");
        Release::read(&name, &figures, codes_csv(tables).as_bytes(), manifest.as_bytes()).unwrap()
    });
    let mut rules = Rules::default();
    rules.width = Some(i128::from(width));
    (releases.collect(), rules)
}

/// `codes.csv` from the tables alone: the group of each code, and dimensions with several answers per
/// contact.
fn codes_csv(tables: &[SafeTable]) -> String {
    let multi = tables.iter().filter(|t| t.kind() == TableKind::Multi && t.col_dim().is_none());
    let multi: BTreeSet<&str> = multi.filter_map(SafeTable::row_dim).collect();
    let mut parents: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    for headers in tables.iter().flat_map(|t| [t.rows(), t.cols()]) {
        let mut group: Option<&Header> = None;
        for header in headers {
            match header.role {
                Role::Group => group = Some(header),
                Role::Member => {}
                _ => group = None,
            }
            for (dim, code) in &header.key.dims {
                let parent = group.and_then(|g| g.key.dims.get(dim)).filter(|parent| *parent != code);
                let known = parents.entry((dim, code)).or_default();
                if let Some(parent) = parent {
                    assert!(known.is_empty() || known == parent, "{code} has two groups: attack two reports");
                    *known = parent;
                }
            }
        }
    }
    let mut text = "dimension,code,parent,kind\n".to_owned();
    for ((dim, code), parent) in parents {
        let kind = if multi.contains(dim) { "multi" } else { "single" };
        text.push_str(&format!("{dim},{code},{parent},{kind}\n"));
    }
    text
}
