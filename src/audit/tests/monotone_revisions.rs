//! Traps of corrections in one direction.

use super::{codes, release, said};
use crate::audit::{Audit, Rules, audit};

const CODES: &str = "p lgbt\np other\nprov vb\nprov a";

/// Problem by province: the four cells, the sums of problems and of provinces, the total.
fn report(edition: u64, cells: [&str; 9], codes: &str) -> crate::audit::Release {
    let names = ["p=lgbt;prov=vb", "p=lgbt;prov=a", "p=other;prov=vb", "p=other;prov=a"];
    let margins = ["p=lgbt", "p=other", "prov=vb", "prov=a", "-"];
    let rows = names.iter().chain(&margins).zip(cells).map(|(name, n)| format!("T 2023 {name} {n}\n"));
    let mut report = release(2023, 5, &rows.collect::<String>(), codes);
    report.edition = edition;
    report
}

fn both(second: [&str; 9]) -> Audit {
    let first = ["10", "30", "40", "50", "40", "90", "50", "80", "130"];
    audit(&[report(1, first, CODES), report(2, second, CODES)], &Rules::default())
}

#[test]
fn all_that_were_withdrawn_had_both_traits() {
    // 10 - 7: the problem and the province fell by seven, and no other did.
    let found = both(["C", "C", "C", "C", "33", "90", "43", "80", "123"]);
    assert!(said(&found, "p=lgbt prov=vb (2023 as revised 1×)").contains(&"A015"), "{:?}", found.findings);
    // By itself the second edition withstands.
    let alone = report(1, ["C", "C", "C", "C", "33", "90", "43", "80", "123"], CODES);
    assert!(audit(&[alone], &Rules::default()).findings.0.is_empty());
    // Without the sums of the problems it could be three to ten.
    let safe = both(["C", "30", "C", "50", "C", "C", "43", "80", "123"]);
    assert!(safe.findings.0.is_empty(), "{:?}", safe.findings);
}

#[test]
fn where_a_number_rose_nothing_is_supposed() {
    let found = both(["C", "C", "C", "C", "33", "97", "50", "80", "130"]);
    assert!(found.findings.0.is_empty(), "{:?}", found.findings);
}

#[test]
fn what_was_only_added_is_seen_as_well() {
    // Two hidden numbers of the first edition; five more, all of them in another province.
    let first = ["C", "C", "40", "50", "40", "90", "C", "C", "130"];
    let second = ["C", "C", "45", "50", "40", "95", "C", "C", "135"];
    let found = audit(&[report(1, first, CODES), report(2, second, CODES)], &Rules::default());
    assert!(found.findings.0.is_empty(), "{:?}", found.findings);
    // What was none is now the two that were added to the problem and to the province.
    let first = ["0", "35", "40", "50", "35", "90", "40", "85", "125"];
    let second = ["C", "C", "C", "C", "37", "90", "42", "85", "127"];
    let found = audit(&[report(1, first, CODES), report(2, second, CODES)], &Rules::default());
    assert!(said(&found, "p=lgbt prov=vb (2023 as revised 1×)").contains(&"A015"), "{:?}", found.findings);
    // A larger number may be known, if nobody is few by it.
    let first = ["6", "35", "40", "50", "41", "90", "46", "85", "131"];
    let second = ["C", "C", "C", "C", "43", "90", "48", "85", "133"];
    let found = audit(&[report(1, first, CODES), report(2, second, CODES)], &Rules::default());
    assert!(found.findings.0.is_empty(), "{:?}", found.findings);
}

#[test]
fn a_part_changes_by_no_more_than_its_whole_where_parts_do_not_add_up() {
    // Several problems per contact: no sum over them holds, but who was not withdrawn had none of them.
    let codes_csv = "p lgbt multi\np other multi\nprov vb\nprov a";
    let first = ["10", "30", "40", "50", "40", "90", "45", "75", "120"];
    let second = ["C", "C", "40", "50", "33", "90", "38", "75", "113"];
    let found = audit(&[report(1, first, codes_csv), report(2, second, codes_csv)], &Rules::default());
    assert!(said(&found, "p=lgbt prov=vb (2023 as revised 1×)").contains(&"A015"), "{:?}", found.findings);
}

#[test]
fn a_supposition_that_leaves_nothing_was_wrong() {
    // The total fell, and what is hidden must have risen: the sum of both is more than it was.
    let first = ["10", "30", "40", "50", "40", "90", "50", "80", "130"];
    let second = ["C", "C", "C", "C", "C", "C", "C", "C", "120"];
    let found = audit(&[report(1, first, CODES), report(2, second, CODES)], &Rules::default());
    assert!(!codes(&found).contains(&"A011"), "{:?}", found.findings);
    let risen = ["C", "C", "20", "20", "C", "40", "C", "C", "120"];
    let found = audit(&[report(1, first, CODES), report(2, risen, CODES)], &Rules::default());
    assert!(!codes(&found).contains(&"A011"), "{:?}", found.findings);
}
