//! What stands published is made again as it stands.

use proptest::prelude::*;

use super::random::{contacts, tables};
use super::{cross, shown};
use crate::disclosure::{Known, Safe, SafeTable, Settings, protect_all};
use crate::measures::{Exact, Table};

/// Adds an edition to what readers hold; the numbers that it withholds are on no record.
fn tell(known: &mut Known, exact: &[Table], safe: &[SafeTable]) {
    known.next();
    for (exact, safe) in exact.iter().zip(safe) {
        for (r, c) in (0..exact.rows.len()).flat_map(|r| (0..exact.cols.len()).map(move |c| (r, c))) {
            let Exact::Count(n) = exact.cell(r, c).value else { continue };
            match safe.cell(r, c).value() {
                Safe::Number(_) => known.printed(&exact.key_of(r, c), n),
                _ => known.withheld(&exact.key_of(r, c), None),
            }
        }
    }
}

fn square(numbers: [[u64; 2]; 2]) -> [Table; 1] {
    let rows: Vec<&[u64]> = numbers.iter().map(<[u64; 2]>::as_slice).collect();
    [cross(("problem", &["x", "y"]), ("province", &["a", "b"]), &rows)]
}

#[test]
fn a_second_edition_that_withholds_what_the_first_printed_is_made_again() {
    let (old, new) = (square([[10, 30], [40, 50]]), square([[3, 30], [40, 70]]));
    let mut known = Known::nothing();
    let (first, _) = protect_all(&old, &Settings::new(5), &known);
    tell(&mut known, &old, &first);
    let (second, _) = protect_all(&new, &Settings::new(5), &known);
    // Both stood in the first edition with the same number.
    assert_eq!([shown(&second[0], 0, 1), shown(&second[0], 1, 0)], ["[c]", "[c]"]);
    tell(&mut known, &new, &second);
    let (again, report) = protect_all(&new, &Settings::new(5), &known);
    assert_eq!((again, report.unprotectable, report.parts), (second, vec![], (0, 1)));
    // No proof moves a cell, so the private log tells no bound, least of all the value itself.
    assert!(!report.log.is_empty() && report.log.iter().all(|h| h.low.is_none() && h.high.is_none()));
    assert!(report.slightly.is_empty());
}

#[test]
fn a_third_edition_is_held_against_both() {
    let numbers = [[[10, 30], [40, 50]], [[3, 30], [40, 70]], [[3, 30], [40, 71]]];
    let mut known = Known::nothing();
    for numbers in &numbers[..2] {
        let (safe, _) = protect_all(&square(*numbers), &Settings::new(5), &known);
        tell(&mut known, &square(*numbers), &safe);
    }
    let (_, report) = protect_all(&square(numbers[2]), &Settings::new(5), &known);
    assert_eq!((report.slightly, report.unprotectable), (vec![2023], vec![]));
    // What the second edition printed is known no more than what the first did.
    let (fourth, report) = protect_all(&square([[23, 50], [60, 90]]), &Settings::new(5), &known);
    assert_eq!((report.slightly, report.unprotectable), (vec![], vec![]));
    assert_eq!(shown(&fourth[0], 2, 2), "223");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn whatever_was_published_can_be_made_again(contacts in contacts(), each in 2_usize..9) {
        let first = tables(&contacts);
        let rest = contacts.iter().enumerate().filter(|(n, _)| n % each != 0).map(|(_, c)| *c).collect();
        let second = tables(&rest);
        let mut known = Known::nothing();
        for edition in [&first, &second] {
            let (safe, report) = protect_all(edition, &Settings::new(5), &known);
            if !report.unprotectable.is_empty() {
                break;
            }
            tell(&mut known, edition, &safe);
            let (again, report) = protect_all(edition, &Settings::new(5), &known);
            prop_assert_eq!(report.unprotectable, Vec::<String>::new());
            prop_assert_eq!(again, safe);
        }
    }
}
