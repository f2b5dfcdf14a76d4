use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{Safe, protect};
use crate::config::Chapter;
use crate::measures::{Cell, Exact, Form, Formula, Header, Key, Label, Num, Role, Table, TableKind};

/// A table of counts with a share and a change column: one body row per count pair, a total below.
fn table(pairs: &[(u64, u64)]) -> Table {
    let header = |role| Header { key: Key::default(), label: Label::Plain(String::new()), role };
    let plain = |value| Cell { value, flags: BTreeSet::new() };
    let total = pairs.len();
    let sums = pairs.iter().fold((0, 0), |sum, p| (sum.0 + p.0, sum.1 + p.1));
    let mut cells = Vec::new();
    for (r, (a, b)) in pairs.iter().copied().chain([sums]).enumerate() {
        cells.push(plain(Exact::Count(a)));
        cells.push(plain(Exact::Count(b)));
        cells.push(plain(Exact::Derived(Formula::Share { part: (r, 1), whole: (total, 1) })));
        cells.push(plain(Exact::Derived(Formula::Change { from: (r, 0), to: (r, 1) })));
        cells.push(plain(Exact::Stat { value: Num::int(60), n: b }));
    }
    Table {
        figure: "test".to_owned(),
        chapter: Chapter::Volume,
        key: Key::default(),
        row_dim: None,
        col_dim: None,
        kind: TableKind::Single,
        form: Form::None,
        year: 2023,
        rows: pairs.iter().map(|_| header(Role::Body)).chain([header(Role::Total)]).collect(),
        cols: (0..5).map(|_| header(Role::Body)).collect(),
        cells,
        notes: Vec::new(),
        annex: false,
    }
}

#[test]
fn by_hand() {
    let safe = protect(&table(&[(10, 12), (4, 20), (0, 8)]), 5);
    let text = |r, c| match safe.cell(r, c).value() {
        Safe::Number(n) => n.to_string(),
        Safe::Hidden => "[c]".to_owned(),
        Safe::Missing(_) => "-".to_owned(),
    };
    let row = |r| (0..5).map(|c| text(r, c)).collect::<Vec<_>>().join(" ");
    // 12/40 = 30 %, (12-10)/10 = 20 %; 4 is hidden and with it the change; 0 is a true zero, from which no
    // change can be computed.
    assert_eq!(row(0), "10 12 30.0 20.0 60");
    assert_eq!(row(1), "[c] 20 50.0 [c] 60");
    assert_eq!(row(2), "0 8 20.0 - 60");
    assert_eq!(row(3), "14 40 100.0 185.7 60");
    assert_eq!(safe.cell(0, 2).base().unwrap().to_string(), "40");
}

#[test]
fn an_exact_value_does_not_show_itself_in_a_log() {
    let shown = format!("{:?}", table(&[(77_777, 88_888)]));
    assert!(shown.contains("Count(…)") && !shown.contains("77777") && !shown.contains("88888"), "{shown}");
}

proptest! {
    #[test]
    fn no_small_count_and_nothing_made_of_one_is_published(
        pairs in proptest::collection::vec((0_u64..12, 0_u64..12), 1..8),
        threshold in 1_u64..10,
    ) {
        let safe = protect(&table(&pairs), threshold);
        let small = |n: u64| n > 0 && n < threshold;
        for (r, (a, b)) in pairs.iter().enumerate() {
            for (c, n) in [(0, *a), (1, *b)] {
                let expected = if small(n) { Safe::Hidden } else { Safe::Number(Num::int(n)) };
                prop_assert_eq!(safe.cell(r, c).value(), expected);
            }
            prop_assert_eq!(safe.cell(r, 2).value() == Safe::Hidden, small(*b) || small(pairs.iter().map(|p| p.1).sum()));
            prop_assert_eq!(safe.cell(r, 3).value() == Safe::Hidden, small(*a) || small(*b));
            prop_assert_eq!(safe.cell(r, 4).value() == Safe::Hidden, small(*b));
        }
    }

    #[test]
    fn two_hidden_counts_give_the_same_safe_table(a in 1_u64..5, b in 1_u64..5, other in 5_u64..99) {
        // Only the body differs: the totals are taken out, as the threshold rule does not hide them.
        let cut = |n| {
            let mut t = table(&[(n, other)]);
            t.rows.truncate(1);
            t.cells.truncate(2);
            t.cols.truncate(2);
            t
        };
        prop_assert_eq!(protect(&cut(a), 5), protect(&cut(b), 5));
    }
}
