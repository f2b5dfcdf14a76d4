//! One table by hand: what is computed from a hidden cell is hidden.

use super::protect_all;
use super::{Safe, bare, coded, shown};
use crate::base::Num;
use crate::config::FigureId;
use crate::disclosure::Settings;

use crate::measures::{Exact, Formula, Key, Role, Table};

/// Counts of two years with a share and a change column and a statistic: a row per pair, a total below.
fn table(pairs: &[(u64, u64)]) -> Table {
    let total = pairs.len();
    let sums = pairs.iter().fold((0, 0), |sum, p| (sum.0 + p.0, sum.1 + p.1));
    let mut cells = Vec::new();
    for (r, (a, b)) in pairs.iter().copied().chain([sums]).enumerate() {
        cells.push(Exact::Count(a));
        cells.push(Exact::Count(b));
        cells.push(Exact::Derived(Formula::Share { part: (r, 1), whole: (total, 1) }));
        cells.push(Exact::Derived(Formula::Change { from: (r, 0), to: (r, 1) }));
        cells.push(Exact::Stat { value: Num::int(60), n: b });
    }
    let rows = (0..total).map(|i| coded("a", &i.to_string(), Role::Body));
    let rows = rows.chain([coded("a", "", Role::Total)]).collect();
    let named = |name: &str| {
        let mut header = coded("x", "", Role::Total);
        header.role = Role::Derived;
        header.key = Key { measure: Some(name.to_owned()), ..Key::default() };
        header
    };
    let cols = vec![super::year(2022), super::year(2023), named("share"), named("change"), named("median")];
    bare(FigureId::ContactsByStage, super::contacts(), rows, cols, cells)
}

#[test]
fn by_hand() {
    let safe = protect_all(&[table(&[(10, 12), (4, 20), (0, 8)])], &Settings::new(5)).remove(0);
    let row = |r| (0..5).map(|c| shown(&safe, r, c)).collect::<Vec<_>>().join(" ");
    // 20/40 = 50 %. The 4 is hidden and the 10 beside it, as 14 − 10 is 4; with them the changes. 0 is a
    // true zero, from which no change can be computed.
    assert_eq!(row(0), "[c] 12 30.0 [c] 60");
    assert_eq!(row(1), "[c] 20 50.0 [c] 60");
    assert_eq!(row(2), "0 8 20.0 - 60");
    assert_eq!(row(3), "14 40 100.0 185.7 60");
    assert_eq!(safe.cell(0, 2).base().unwrap().to_string(), "40");
}

#[test]
fn a_statistic_over_a_few_is_hidden() {
    let safe = protect_all(&[table(&[(10, 4), (12, 20), (14, 30)])], &Settings::new(5)).remove(0);
    assert_eq!(safe.cell(0, 4).value(), Safe::Hidden);
    assert_eq!(safe.cell(2, 4).value(), Safe::Number(Num::int(60)));
}

#[test]
fn an_exact_value_does_not_show_itself_in_a_log() {
    let shown = format!("{:?}", table(&[(77_777, 88_888)]));
    assert!(shown.contains("Count(…)") && !shown.contains("77777") && !shown.contains("88888"), "{shown}");
}
