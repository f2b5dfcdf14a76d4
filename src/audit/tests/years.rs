//! Traps between years, reports and editions.

use super::{attack, codes, release, said};
use crate::audit::{Audit, Release, Rules, audit};

const ABC: &str = "age a\nage b\nage c";

fn all(releases: &[Release]) -> Audit {
    audit(releases, &Rules::default())
}

#[test]
fn trap_g_several_years_less_the_others() {
    let report = |first: &str| {
        attack(
            &format!("T 2021 age=a {first}\nT 2022 age=a C\nT 2023 age=a 12\nT 2021/2023 age=a 25"),
            "age a",
        )
    };
    assert_eq!(said(&report("10"), "2022 age=a"), ["A001"]);
    assert!(report("C").findings.0.is_empty(), "{:?}", report("C").findings);
}

#[test]
fn a_year_less_eleven_months_is_the_twelfth() {
    let months = |hidden: &[u32]| {
        let cell = |m: u32| match hidden.contains(&m) {
            true => format!("T 2023-{m:02} - C\n"),
            false => format!("T 2023-{m:02} - 10\n"),
        };
        attack(&((1..=12).map(cell).collect::<String>() + "U 2023 - 113"), "")
    };
    assert_eq!(said(&months(&[4]), "2023-04"), ["A001"]);
    assert!(months(&[4, 5]).findings.0.is_empty());
}

#[test]
fn trap_k_the_next_report_hides_another_cell() {
    let report = |year, cells: &str| release(year, 5, cells, ABC);
    let first = report(2022, "T 2022 - 53\nT 2022 age=a C\nT 2022 age=b C\nT 2022 age=c 30");
    let same = report(2023, "T 2022 - 53\nT 2022 age=a C\nT 2022 age=b C\nT 2022 age=c 30");
    let other = report(2023, "T 2022 - 53\nT 2022 age=a C\nT 2022 age=b 20\nT 2022 age=c C");
    assert!(all(std::slice::from_ref(&first)).findings.0.is_empty());
    assert!(all(std::slice::from_ref(&other)).findings.0.is_empty());
    assert!(all(&[first.clone(), same]).findings.0.is_empty());
    let found = all(&[first, other]);
    assert!(said(&found, "2022 age=a").contains(&"A001"), "{:?}", found.findings);
    assert_eq!(said(&found, "2022 age=b"), ["A006"]);
}

#[test]
fn trap_l_a_correction_shows_who_was_corrected() {
    let dims = "prov x\nprov y\nage a\nage b";
    let cells = |xa: u32, total: u32| {
        format!(
            "T 2022 prov=x;age=a {xa}\nT 2022 prov=x;age=b 20\nT 2022 prov=y;age=a 30\nT 2022 prov=y;age=b 40
             U 2022 - {total}"
        )
    };
    let first = release(2022, 5, &cells(17, 107), dims);
    let mut second = release(2022, 5, &cells(16, 106), dims);
    second.edition = 2;
    let found = all(&[first.clone(), second]);
    assert_eq!(said(&found, "2022 age=a prov=x (2022 as revised 1×)"), ["A010"]);
    assert_eq!(codes(&found), ["A010"], "the total alone says nothing: {:?}", found.findings);
    let mut many = release(2022, 5, &cells(27, 117), dims);
    many.edition = 2;
    assert!(all(&[first, many]).findings.0.is_empty());
}

#[test]
fn an_earlier_edition_printed_what_is_hidden_now() {
    let mut first = release(2022, 5, "T 2022 - 53\nT 2022 age=a C\nT 2022 age=b 20\nT 2022 age=c C", ABC);
    let mut second = release(2022, 5, "T 2022 - 53\nT 2022 age=a C\nT 2022 age=b C\nT 2022 age=c 30", ABC);
    (first.edition, second.edition) = (1, 2);
    let found = all(&[second, first]);
    assert!(said(&found, "2022 age=a").contains(&"A001"), "{:?}", found.findings);
}

#[test]
fn an_edition_is_read_from_its_record() {
    let record = br#"{"edition": 1, "cells": [{"figure": "T", "measure": "contacts", "stage": "answered",
        "unit": "contact", "period": "2022", "dimensions": "age=a", "value": "3", "base": "",
        "obs_status": "A", "conf_status": "F", "note": ""}]}"#;
    let manifest = br#"{"helpline": "lijn", "year": 2022, "threshold": 5}"#;
    let codes_csv = b"dimension,code,parent,kind\nage,a,,single\n";
    let name = "reports/2022/lijn/edition-1.json";
    let old = Release::read_edition(name, record, codes_csv, manifest).unwrap();
    assert_eq!((old.edition, old.earlier, old.cells.len()), (1, true, 1));
    assert_eq!(said(&all(&[old]), "2022 age=a"), ["A005"]);
    assert!(Release::read_edition(name, b"{}", codes_csv, manifest).is_err());
}

#[test]
fn months_of_a_cumulative_count() {
    let cells = "T 2021 - 40\nT 2022 - C\nT 2023 - 50\ncontacts_cumulative:T 2021 - 40
        contacts_cumulative:T 2022 - 43\ncontacts_cumulative:T 2023 - 93";
    assert_eq!(said(&attack(cells, ""), "2022"), ["A001"]);
}
