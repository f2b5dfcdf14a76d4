//! Rounded counts: they add up, are near the true ones, and nobody can tell that any of them is small.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::random::{contacts as random_contacts, tables};
use super::{breakdown, contacts, cross, shown};
use crate::base::{Num, Period};
use crate::disclosure::{Known, ProtectionReport, Safe, SafeTable, Settings, protect_all};

use crate::measures::{Exact, Flag, Key, Role, Table};

fn settings(base: u64) -> Settings {
    Settings { base: Some(base), ..Settings::new(base) }
}

fn round(tables: &[Table], base: u64) -> (Vec<SafeTable>, ProtectionReport) {
    protect_all(tables, &settings(base), &Known::nothing())
}

/// Every count of a table with the number printed for it.
fn pairs<'t>(exact: &'t Table, safe: &'t SafeTable) -> impl Iterator<Item = (u64, Option<i64>)> + 't {
    // Rows may stand in another order: cells are found by what they count.
    let printed: BTreeMap<Key, Option<i64>> = (0..safe.rows().len())
        .flat_map(|r| (0..safe.cols().len()).map(move |c| (r, c)))
        .map(|(r, c)| (safe.key_of(r, c), safe.cell(r, c).value().number().map(|n| n.scaled)))
        .collect();
    exact.cells.iter().enumerate().filter_map(move |(i, cell)| {
        let Exact::Count(n) = cell.value else { return None };
        Some((n, printed[&exact.key_of(i / exact.cols.len(), i % exact.cols.len())]))
    })
}

/// Whether the parts of each column and row add up to its total, and members to their group.
fn adds_up(table: &SafeTable) -> bool {
    let number = |r: usize, c: usize| table.cell(r, c).value().number().map(|n| n.scaled);
    let axis = |roles: &[Role], at: &dyn Fn(usize) -> Option<i64>| {
        let parts =
            || (0..roles.len()).filter(|i| matches!(roles[*i], Role::Body | Role::Group | Role::Other));
        let sum: Option<i64> = parts().map(at).sum();
        let total = roles.iter().position(|r| *r == Role::Total);
        let whole = total.is_none_or(|t| sum.is_none_or(|sum| at(t).is_none_or(|whole| whole == sum)));
        whole
            && (0..roles.len()).filter(|g| roles[*g] == Role::Group).all(|g| {
                let members: Option<i64> =
                    (g + 1..roles.len()).take_while(|i| roles[*i] == Role::Member).map(at).sum();
                members.is_none_or(|sum| at(g).is_none_or(|group| group == sum))
            })
    };
    let rows: Vec<Role> = table.rows().iter().map(|h| h.role).collect();
    let cols: Vec<Role> = table.cols().iter().map(|h| h.role).collect();
    (0..cols.len()).all(|c| axis(&rows, &|r| number(r, c)))
        && (0..rows.len()).all(|r| axis(&cols, &|c| number(r, c)))
}

fn all_cells(tables: &[SafeTable]) -> BTreeMap<String, String> {
    let mut cells = BTreeMap::new();
    for t in tables {
        for (r, c) in (0..t.rows().len()).flat_map(|r| (0..t.cols().len()).map(move |c| (r, c))) {
            cells.insert(format!("{} {:?}", t.figure(), t.key_of(r, c)), shown(t, r, c));
        }
    }
    cells
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn rounded_counts_add_up_and_are_near(contacts in random_contacts(), base in 3_u64..8) {
        let exact = tables(&contacts);
        let (safe, report) = round(&exact, base);
        let mut same = BTreeMap::new();
        let mut withheld = 0;
        for (e, s) in exact.iter().zip(&safe) {
            prop_assert!(adds_up(s));
            for (i, (n, printed)) in pairs(e, s).enumerate() {
                let Some(printed) = printed else { withheld += 1; continue };
                let (n, base) = (i64::try_from(n).unwrap(), i64::try_from(base).unwrap());
                prop_assert!(printed % base == 0 && printed >= 0);
                prop_assert!((printed - n).abs() < base, "{} for {}", printed, n);
                prop_assert!(n > 0 || printed == 0);
                // The same count is the same number in every table.
                let key = format!("{:?}", e.key_of(i / e.cols.len(), i % e.cols.len()));
                prop_assert_eq!(*same.entry(key).or_insert(printed), printed);
            }
        }
        // Few are withheld even of tiny tables, whose sums leave little choice: 7 of 53 was met.
        prop_assert!(withheld * 5 <= report.cells, "{} of {}", withheld, report.cells);
    }

    #[test]
    fn rounding_again_or_in_another_order_is_the_same(contacts in random_contacts()) {
        let mut exact = tables(&contacts);
        let once = all_cells(&round(&exact, 5).0);
        prop_assert_eq!(&once, &all_cells(&round(&exact, 5).0));
        exact.reverse();
        prop_assert_eq!(&once, &all_cells(&round(&exact, 5).0));
    }

    #[test]
    fn a_later_edition_prints_the_same_until_a_count_is_a_base_away(
        contacts in random_contacts(),
        late in proptest::collection::vec((0_usize..2, 0_usize..5, 0_usize..3, 0_usize..4), 0..4),
    ) {
        let before = tables(&contacts);
        let (first, _) = round(&before, 5);
        let mut known = Known::nothing();
        for table in &first {
            for (r, c) in (0..table.rows().len()).flat_map(|r| (0..table.cols().len()).map(move |c| (r, c))) {
                if let Safe::Number(n) = table.cell(r, c).value() {
                    known.printed(&table.key_of(r, c), u64::try_from(n.scaled).unwrap());
                }
            }
        }
        let more: Vec<_> = contacts.iter().chain(&late).copied().collect();
        let after = tables(&more);
        let (second, _) = protect_all(&after, &settings(5), &known);
        let old = all_cells(&first);
        for (exact, safe) in after.iter().zip(&second) {
            let printed = all_cells(std::slice::from_ref(safe));
            for (i, cell) in exact.cells.iter().enumerate() {
                let Exact::Count(n) = cell.value else { continue };
                let name = format!("{} {:?}", exact.figure, exact.key_of(i / exact.cols.len(), i % exact.cols.len()));
                if let (Ok(old), Ok(new)) = (old[&name].parse::<u64>(), printed[&name].parse::<u64>()) {
                    prop_assert!(old == new || old.abs_diff(n) >= 5, "{}: {} became {} of {}", name, old, new, n);
                }
            }
        }
    }
}

/// The numbers of a column, sorted.
fn column(table: &SafeTable, col: usize) -> Vec<i64> {
    let mut all: Vec<i64> =
        (0..table.rows().len()).map(|r| table.cell(r, col).value().number().unwrap().scaled).collect();
    all.sort_unstable();
    all
}

#[test]
fn trap_i_four_twos_are_not_printed_as_four_zeros_of_ten() {
    // Each rounded by itself: 0, 0, 0, 0 of 10, which only four times 2 can be.
    let table = breakdown("a", &["p", "q", "r", "s"], &[2023], &[&[2], &[2], &[2], &[2]]);
    let (safe, _) = round(&[table], 5);
    assert_eq!(column(&safe[0], 0), [0, 0, 5, 5, 10]);
}

#[test]
fn totals_take_the_nearest_multiple_and_the_parts_follow() {
    let numbers: [&[u64]; 2] = [&[3, 4, 21], &[6, 8, 11]];
    let (safe, report) = round(&[cross(("r", &["w", "x"]), ("c", &["a", "b", "c"]), &numbers)], 5);
    // 53 of all, 28 and 25, 9 and 12 and 32.
    let at = |r, c| safe[0].cell(r, c).value();
    let number = |n: u64| Safe::Number(Num::int(n));
    assert_eq!(at(2, 3), number(55));
    assert_eq!(report.secondary, 0);
    assert!(adds_up(&safe[0]));
}

#[test]
fn rows_stand_in_the_order_of_what_is_printed() {
    // 4 is printed as 0 or 5 like its neighbours: its place must not say that it is the largest of them.
    let table = breakdown("a", &["z", "y", "x"], &[2023], &[&[4], &[3], &[3]]);
    let settings = Settings { sorted: ["a".to_owned()].into(), ..settings(5) };
    let (safe, _) = protect_all(&[table], &settings, &Known::nothing());
    let printed: Vec<(i64, String)> = (0..3)
        .map(|r| {
            let code = safe[0].rows()[r].key.dims["a"].clone();
            (-safe[0].cell(r, 0).value().number().unwrap().scaled, code)
        })
        .collect();
    assert!(printed.is_sorted(), "{printed:?}");
}

#[test]
fn shares_are_those_of_the_printed_numbers_and_say_so() {
    let mut table = breakdown("a", &["p", "q"], &[2023], &[&[3], &[57]]);
    let share = crate::measures::Formula::Share { part: (0, 0), whole: (2, 0) };
    table.cols.push(super::year(2024));
    for (i, value) in [(1, Exact::Derived(share)), (3, Exact::Count(0)), (5, Exact::Count(0))] {
        table.cells.insert(i, crate::measures::Cell { value, flags: Default::default() });
    }
    let (safe, _) = round(&[table], 5);
    let (n, all) =
        (safe[0].cell(0, 0).value().number().unwrap(), safe[0].cell(2, 0).value().number().unwrap());
    assert_eq!((all.scaled, n.scaled % 5), (60, 0));
    let share = safe[0].cell(0, 1);
    assert_eq!(share.value().number(), Num::quotient(100, i128::from(n.scaled), 60, 1));
    assert!(share.flags().contains(&Flag::Rounded));
    assert!(safe[0].notes().iter().any(|n| n.id == "figures-rounded" && n.args["base"] == "5"));
}

#[test]
fn statistics_over_few_are_withheld_and_shares_of_true_counts_always() {
    let stat = |unit: &str, n: u64| {
        let mut table = breakdown("a", &["p"], &[2023], &[&[n]]);
        table.key = Key { unit: Some(unit.to_owned()), measure: Some("x".to_owned()), ..contacts() };
        table.cells[0].value = Exact::Stat { value: Num { scaled: 123, decimals: 1 }, n };
        let (safe, _) = round(&[table], 5);
        safe[0].cell(0, 0).value()
    };
    assert_eq!(stat("second", 9), Safe::Hidden);
    assert_eq!(stat("second", 10), Safe::Number(Num { scaled: 123, decimals: 1 }));
    assert_eq!(stat("percent", 1000), Safe::Hidden);
}

#[test]
fn what_was_printed_before_stays_and_another_year_is_free() {
    let table = |n: u64| breakdown("a", &["p", "q"], &[2023], &[&[n], &[40]]);
    let p = Key {
        period: Some(Period::Year(2023)),
        dims: [("a".to_owned(), "p".to_owned())].into(),
        ..contacts()
    };
    let printed = |n: u64| {
        let mut known = Known::nothing();
        known.printed(&p, 5);
        let (safe, _) = protect_all(&[table(n)], &settings(5), &known);
        shown(&safe[0], 0, 0)
    };
    // 1 would be 0 and 9 would be 10, had 5 not been printed.
    assert_eq!(["5", "5", "5"], [printed(1), printed(3), printed(9)].each_ref().map(String::as_str));
    assert_eq!(printed(10), "10");
    assert_eq!(printed(0), "0");
}
