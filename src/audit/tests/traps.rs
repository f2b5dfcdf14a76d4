//! Traps within one report.

use super::{attack, codes, said};
use crate::audit::{Rules, audit};

const SQUARE: &str = "row w\nrow x\nrow y\nrow z\ncol a\ncol b\ncol c\ncol d";

/// A table of four rows and columns with its sums; `hidden` lists row and column letters.
fn square(hidden: &str) -> String {
    let rows = [[30, 47, 64, 89], [90, 124, 5, 31], [92, 100, 59, 85], [800, 991, 651, 685]];
    let mut cells = String::new();
    for (r, row) in rows.iter().enumerate() {
        for (c, n) in row.iter().enumerate() {
            let (row, col) = (&"wxyz"[r..=r], &"abcd"[c..=c]);
            let hide = hidden.split_whitespace().any(|h| h == format!("{row}{col}"));
            let n = if hide { "C".to_owned() } else { n.to_string() };
            cells.push_str(&format!("T 2023 row={row};col={col} {n}\n"));
        }
        cells.push_str(&format!("T 2023 row={} {}\n", &"wxyz"[r..=r], row.iter().sum::<i32>()));
    }
    for c in 0..4 {
        let sum: i32 = rows.iter().map(|r| r[c]).sum();
        cells.push_str(&format!("T 2023 col={} {sum}\n", &"abcd"[c..=c]));
    }
    cells + "T 2023 - 3943\n"
}

#[test]
fn trap_a_two_hidden_in_every_row_and_column_are_not_enough() {
    let found = attack(&square("wa wb wc xa xc yb yd zb zd"), SQUARE);
    assert_eq!(said(&found, "2023 col=b row=w"), ["A002"]);
    let safe = attack(&square("wa wb wc xa xc xd yb yd zb zd"), SQUARE);
    assert!(safe.findings.0.is_empty(), "{:?}", safe.findings);
    assert_eq!(safe.hidden, 10);
}

#[test]
fn trap_b_each_table_is_safe_and_both_together_are_not() {
    let regions = [
        ("a", "one", "small", 2),
        ("b", "one", "small", 2),
        ("i", "one", "small", 8),
        ("j", "one", "small", 8),
        ("k", "two", "small", 3),
        ("l", "two", "big", 3),
        ("m", "two", "big", 3),
        ("n", "two", "small", 7),
    ];
    let report = |hidden: &str| {
        let (mut cells, mut listed) =
            (String::new(), "size small\nsize big\nregion one\nregion two\n".to_owned());
        for (region, county, size, n) in regions {
            let n = if hidden.contains(region) { "C".to_owned() } else { n.to_string() };
            let other = if size == "small" { "big" } else { "small" };
            cells.push_str(&format!("T1 2023 region={region} {n}\n"));
            cells.push_str(&format!("T2 2023 region={region};size={size} {n}\n"));
            cells.push_str(&format!("T2 2023 region={region};size={other} M\n"));
            listed.push_str(&format!("region {region} {county}\n"));
        }
        cells.push_str("T1 2023 region=one 20\nT1 2023 region=two 16\nT1 2023 - 36\n");
        cells.push_str("T2 2023 size=small 30\nT2 2023 size=big 6\n");
        audit(&[super::release(2023, 4, &cells, &listed)], &Rules::default())
    };
    let broken = report("a b k l m");
    assert_eq!(said(&broken, "2023 region=k"), ["A001"]);
    let repaired = report("a b k l m n");
    assert!(said(&repaired, "2023 region=k").is_empty(), "{:?}", repaired.findings);
}

#[test]
fn trap_c_zeros_and_ones() {
    let dim = "age a\nage b\nage c\nage d";
    let cells = |total: u32, a: u32, b: u32| {
        format!("T 2023 - {total}\nT 2023 age=a {a}\nT 2023 age=b {b}\nT 2023 age=c C\nT 2023 age=d C\n")
    };
    // Whoever may hide zeros: both are zero.
    let may_be_zero = Rules { zeros_shown: Some(false), ..Rules::default() };
    let report = super::release(2023, 5, &cells(15, 10, 5), dim);
    let zeros = audit(std::slice::from_ref(&report), &may_be_zero);
    assert_eq!((said(&zeros, "age=c"), said(&zeros, "age=d")), (vec!["A002"], vec!["A002"]));
    // Whoever prints zeros cannot print this.
    assert_eq!(codes(&audit(&[report], &Rules::default())), ["A011"]);
    // Zeros are printed: both are one.
    let ones = attack(&cells(17, 10, 5), dim);
    assert_eq!((said(&ones, "age=c"), said(&ones, "age=d")), (vec!["A001"], vec!["A001"]));
    let enough = attack(&cells(25, 10, 5), dim);
    assert!(enough.findings.0.is_empty(), "{:?}", enough.findings);
}

#[test]
fn trap_d_three_cells_that_hold_three() {
    let dims = "row 1\nrow 2\ncol a\ncol b\ncol h\ncol m\ncol x";
    let report = |h: [&str; 2]| {
        let [h1, h] = h;
        let cells = format!(
            "T 2023 row=1;col=a C\nT 2023 row=1;col=b C\nT 2023 row=1;col=h {h1}\nT 2023 row=1;col=m C
             T 2023 row=1;col=x 0\nT 2023 row=2;col=a C\nT 2023 row=2;col=b 0\nT 2023 row=2;col=h 0
             T 2023 row=2;col=m C\nT 2023 row=2;col=x 8\nT 2023 col=a C\nT 2023 col=b C
             T 2023 col=h {h}\nT 2023 col=m C\nT 2023 col=x 8\nT 2023 row=1 10\nT 2023 row=2 11\nT 2023 - 21"
        );
        attack(&cells, dims)
    };
    let open = report(["7", "7"]);
    for cell in ["col=a row=1", "col=b row=1", "col=m row=1"] {
        assert_eq!(said(&open, cell), ["A001"], "{cell}");
    }
    let closed = report(["C", "C"]);
    for cell in ["col=a row=1", "col=b row=1", "col=m row=1"] {
        assert!(said(&closed, cell).is_empty(), "{cell}: {:?}", closed.findings);
    }
}

#[test]
fn trap_e_a_hidden_subtotal_is_the_total_less_the_others() {
    let tree = "p north\np south\np p1 north\np p2 north\np p3 north\np p4 south\np p5 south\np p6 south";
    let all = [
        ("north", 53),
        ("south", 150),
        ("p1", 3),
        ("p2", 20),
        ("p3", 30),
        ("p4", 40),
        ("p5", 50),
        ("p6", 60),
    ];
    let report = |hidden: &[&str]| {
        let cell = |(code, n): &(&str, i32)| match hidden.contains(code) {
            true => format!("T 2023 p={code} C\n"),
            false => format!("T 2023 p={code} {n}\n"),
        };
        attack(&(all.iter().map(cell).collect::<String>() + "T 2023 - 203"), tree)
    };
    assert_eq!(said(&report(&["p1", "north"]), "p=p1"), ["A001"]);
    assert_eq!(said(&report(&["p1", "north", "south"]), "p=p1"), ["A001"]);
    for safe in [&["p1", "p2"][..], &["p1", "north", "p4", "south"]] {
        let found = report(safe);
        assert!(found.findings.0.is_empty(), "{safe:?}: {:?}", found.findings);
    }
}

#[test]
fn trap_f_a_margin_that_another_table_prints() {
    let dims = "prov a\nprov b\nage young\nage old\nsex m\nsex f";
    let first = "T1 2023 prov=a;age=young C\nT1 2023 prov=a;age=old 30\nT1 2023 prov=b;age=young C
        T1 2023 prov=b;age=old 40\nT1 2023 prov=a C\nT1 2023 prov=b C\nT1 2023 age=young 23\nT1 2023 age=old 70
        T1 2023 - 93\n";
    let alone = attack(first, dims);
    assert!(alone.findings.0.is_empty(), "{:?}", alone.findings);
    let second = "T2 2023 prov=a;sex=m 12\nT2 2023 prov=a;sex=f 21";
    let both = attack(&format!("{first}{second}"), dims);
    assert_eq!(said(&both, "age=young prov=a"), ["A001"]);
}

#[test]
fn trap_j_bands_that_overlap() {
    let bands =
        "T1 2023 age=age_0_19 6\nT1 2023 age=age_20_39 9\nT2 2023 age=age_0_24 7\nT2 2023 age=age_25_39 8";
    let listed = "age age_0_19\nage age_20_39\nage age_0_24\nage age_25_39";
    let found = attack(bands, listed);
    assert_eq!(said(&found, "age=age_20_24"), ["A009"]);
    let wide = bands.replace(" 7", " 14").replace(" 8", " 1000");
    let wide = attack(&wide.replace(" 1000", " 6").replace(" 9\n", " 14\n"), listed);
    assert!(wide.findings.0.is_empty(), "{:?}", wide.findings);
}

#[test]
fn trap_m_one_cell_with_two_names() {
    let tree = "p flanders\np brussels\np antwerp flanders\np ghent flanders\np city brussels";
    let report = |region: &str| {
        attack(
            &format!(
                "T 2023 p=flanders 60\nT 2023 p=antwerp C\nT 2023 p=ghent C\nT 2023 p=brussels {region}
                 T 2023 p=city C\nT 2023 - C"
            ),
            tree,
        )
    };
    assert_eq!(said(&report("7"), "p=city"), ["A002"]);
    assert!(report("C").findings.0.is_empty());
}

#[test]
fn trap_n_unknown_is_what_is_missing() {
    let report = |female: &str| {
        let cells = format!("T 2023 - 100\nT 2023 sex=m 60\nT 2023 sex=f {female}\nT 2023 sex=unknown C");
        attack(&cells, "sex m\nsex f\nsex unknown")
    };
    assert_eq!(said(&report("37"), "sex=unknown"), ["A001"]);
    assert!(report("C").findings.0.is_empty());
}

#[test]
fn trap_o_a_group_knows_itself() {
    let dim = "age a\nage b\nage c";
    let cells = |a: u32| format!("T 2023 - 100\nT 2023 age=a {a}\nT 2023 age=b C\nT 2023 age=c C");
    let rules = Rules { zeros_shown: Some(false), ..Rules::default() };
    let found = |a: u32| audit(&[super::release(2023, 5, &cells(a), dim)], &rules);
    assert_eq!((said(&found(98), "age=b"), said(&found(98), "age=c")), (vec!["A004"], vec!["A004"]));
    assert!(found(95).findings.0.is_empty(), "{:?}", found(95).findings);
}

#[test]
fn trap_p_a_margin_counted_without_what_was_hidden() {
    let cells = "T 2023 row=a;col=x C\nT 2023 row=a;col=y 20\nT 2023 row=a 20\nU 2023 row=a 23\n";
    let found = attack(cells, "row a\ncol x\ncol y");
    assert!(codes(&found).contains(&"A006"), "{:?}", found.findings);
}

#[test]
fn a_small_count_is_nowhere_printed() {
    assert_eq!(codes(&attack("T 2023 - 4", "")), ["A005"]);
    assert_eq!(codes(&attack("T 2023 - 5\nU 2022 - 0", "")), [""; 0]);
    assert_eq!(codes(&attack("share:W 2023 age=b 50.0 4", "age a\nage b")), ["A005", "A008"]);
}

/// What a channel was offered, and what became of it: under names that no other table has.
fn offered(numbers: [&str; 4]) -> String {
    let measures =
        ["offered_in_hours", "answered_when_offered", "busy_when_offered", "abandoned_after_limit"];
    let stages = ["", "answered", "incoming", ""];
    let cell = |at: usize| format!("{}:R 2023 channel=phone,{} {}\n", measures[at], stages[at], numbers[at]);
    (0..4).map(cell).collect()
}

#[test]
fn what_a_channel_was_offered_was_answered_busy_or_abandoned() {
    let codes = "channel phone";
    // Nothing else confirms it: the words beside the table say so.
    let found = attack(&offered(["180", "170", "C", "7"]), codes);
    assert_eq!(said(&found, "busy_when_offered incoming 2023 channel=phone"), ["A001"]);
    let safe = attack(&offered(["180", "C", "C", "7"]), codes);
    assert!(safe.findings.0.is_empty(), "{:?}", safe.findings);
    // Another year in which there were others as well speaks against it.
    let other = offered(["190", "170", "9", "7"]).replace("2023", "2022");
    let found = attack(&(other + &offered(["180", "170", "C", "7"])), codes);
    assert!(found.findings.0.is_empty(), "{:?}", found.findings);
}
