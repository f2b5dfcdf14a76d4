//! Random contacts in linked, hierarchical tables of several years.

use proptest::prelude::*;

use super::{attack::audit, protect_all};
use super::{breakdown, cross, shown, unchanged};
use crate::disclosure::{Safe, SafeTable, Settings};
use crate::measures::{Exact, Table};

/// Contacts per year, code of a (two groups of two and one more), of b (three) and month block (four).
type Contact = (usize, usize, usize, usize);
type Contacts = Vec<Contact>;

pub fn contacts() -> impl Strategy<Value = Contacts> {
    // Uneven codes, so that some are small.
    let a = prop_oneof![8 => 0_usize..2, 3 => Just(2_usize), 1 => 3_usize..5];
    let b = prop_oneof![6 => Just(0_usize), 3 => Just(1_usize), 1 => Just(2_usize)];
    proptest::collection::vec((0_usize..2, a, b, 0_usize..4), 0..120)
}

const A: [&str; 7] = ["+g", "-a0", "-a1", "+h", "-a2", "-a3", "a4"];
const YEARS: [i32; 2] = [2022, 2023];

pub fn tables(contacts: &Contacts) -> Vec<Table> {
    let n = |is: &dyn Fn(&Contact) -> bool| contacts.iter().filter(|c| is(c)).count() as u64;
    let groups: [&[usize]; 7] = [&[0, 1], &[0], &[1], &[2, 3], &[2], &[3], &[4]];
    let by = |codes: &[usize]| [0, 1].map(|y| n(&|c| c.0 == y && codes.contains(&c.1)));
    let a: Vec<[u64; 2]> = groups.iter().map(|g| by(g)).collect();
    let b: Vec<[u64; 2]> = (0..3).map(|b| [0, 1].map(|y| n(&|c| c.0 == y && c.2 == b))).collect();
    let slices = |rows: &[[u64; 2]]| rows.iter().map(|r| r.to_vec()).collect::<Vec<_>>();
    let (a, b) = (slices(&a), slices(&b));
    let refs = |rows: &'_ [Vec<u64>]| rows.to_vec();
    let two = |first: (&str, &[&str]), second: (&str, &[&str]), of: &dyn Fn(usize, usize) -> u64| {
        let rows: Vec<Vec<u64>> =
            (0..first.1.len()).map(|r| (0..second.1.len()).map(|c| of(r, c)).collect()).collect();
        cross(first, second, &rows.iter().map(Vec::as_slice).collect::<Vec<_>>())
    };
    let leaves: &[&str] = &["a0", "a1", "a2", "a3", "a4"];
    let (names_b, months): (&[&str], &[&str]) = (&["b0", "b1", "b2"], &["m0", "m1", "m2", "m3"]);
    let table = |dim: &str, codes: &[&str], rows: &[Vec<u64>]| {
        let rows = refs(rows);
        breakdown(dim, codes, &YEARS, &rows.iter().map(Vec::as_slice).collect::<Vec<_>>())
    };
    vec![
        table("a", &A, &a),
        table("b", names_b, &b),
        two(("a", leaves), ("b", names_b), &|r, c| n(&|x| x.0 == 1 && x.1 == r && x.2 == c)),
        two(("b", names_b), ("m", months), &|r, c| n(&|x| x.0 == 1 && x.2 == r && x.3 == c)),
    ]
}

fn pattern(tables: &[SafeTable]) -> Vec<String> {
    let mut cells = Vec::new();
    for t in tables {
        for r in 0..t.rows().len() {
            for c in 0..t.cols().len() {
                cells.push(format!("{:?} {}", t.key_of(r, c), shown(t, r, c)));
            }
        }
    }
    cells.sort();
    cells
}

fn counts(tables: &[Table]) -> impl Iterator<Item = u64> + '_ {
    tables.iter().flat_map(|t| &t.cells).filter_map(|c| match c.value {
        Exact::Count(n) => Some(n),
        _ => None,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn nothing_can_be_found(contacts in contacts(), threshold in 2_u64..7) {
        let exact = tables(&contacts);
        let safe = protect_all(&exact, &Settings::new(threshold));
        prop_assert_eq!(audit(&safe, threshold, threshold - 1), vec![]);
        prop_assert!(unchanged(&exact, &safe));
        for (e, s) in exact.iter().zip(&safe) {
            for (i, cell) in e.cells.iter().enumerate() {
                let Exact::Count(n) = cell.value else { continue };
                let shown = s.cell(i / e.cols.len(), i % e.cols.len()).value();
                // No small count is shown, a zero always is.
                prop_assert!(!(1..threshold).contains(&n) || shown == Safe::Hidden);
                prop_assert!(n > 0 || shown != Safe::Hidden);
            }
        }
    }

    #[test]
    fn twice_and_in_another_order_the_same(contacts in contacts()) {
        let mut exact = tables(&contacts);
        let once = pattern(&protect_all(&exact, &Settings::new(5)));
        prop_assert_eq!(&once, &pattern(&protect_all(&exact, &Settings::new(5))));
        exact.reverse();
        prop_assert_eq!(&once, &pattern(&protect_all(&exact, &Settings::new(5))));
    }

    #[test]
    fn nothing_is_hidden_without_a_small_count(contacts in contacts()) {
        let five: Contacts = contacts.iter().flat_map(|c| vec![*c; 5]).collect();
        let exact = tables(&five);
        prop_assert!(counts(&exact).all(|n| n == 0 || n >= 5));
        prop_assert!(unchanged(&exact, &protect_all(&exact, &Settings::new(5))));
        prop_assert_eq!(super::hidden_count(&protect_all(&exact, &Settings::new(5))), 0);
    }
}

#[test]
fn one_small_count_hides_four_in_a_cross_and_two_in_a_row() {
    let numbers: [&[u64]; 3] = [&[3, 20, 30], &[15, 25, 35], &[40, 50, 60]];
    let table = cross(("r", &["w", "x", "y"]), ("c", &["a", "b", "c"]), &numbers);
    assert_eq!(super::hidden_count(&protect_all(&[table], &Settings::new(5))), 4);
    let row = breakdown("a", &["p", "q", "r"], &[2023], &[&[3], &[20], &[30]]);
    assert_eq!(super::hidden_count(&protect_all(&[row], &Settings::new(5))), 2);
}

#[test]
fn hiding_all_but_the_total_passes() {
    let table = breakdown("a", &["p", "q", "r"], &[2023], &[&[3], &[20], &[30]]);
    assert_eq!(audit(&[super::hiding(&table, &[(0, 0), (1, 0), (2, 0)])], 5, 4), vec![]);
}

#[test]
fn a_report_of_reference_size_loses_little() {
    // Other programs hid 1,455 and 2,038 cells of 3,498 of which 718 were small.
    let exact = super::reference::years(1, 6_000, 14);
    let (safe, report) =
        crate::disclosure::protect_all(&exact, &Settings::new(5), &crate::disclosure::Known::nothing());
    assert_eq!(report.unprotectable, Vec::<String>::new());
    assert!(report.cells >= 3_498 && report.primary >= 718, "{} {}", report.cells, report.primary);
    assert!(report.hidden() <= 1_455, "{}", report.hidden());
    assert!(unchanged(&exact, &safe));
    assert_eq!(audit(&safe, 5, 4).len(), 0);
}
