//! What a reader knows from shares, changes, roundings, signs and words.

use super::{attack, codes, release, said};
use crate::audit::{Release, Rules, audit};

#[test]
fn trap_h_a_share_gives_its_count() {
    let dims = "age a\nage b\nage c";
    let cells = "T 2023 - 118\nT 2023 age=a C\nT 2023 age=b C\nT 2023 age=c 80\n";
    assert!(attack(cells, dims).findings.0.is_empty());
    let found = attack(&format!("{cells}share:T 2023 age=a 2.5 118"), dims);
    let said = said(&found, "2023 age=a");
    assert!(said.contains(&"A001") && said.contains(&"A008"), "{:?}", found.findings);
    // A share of which neither base nor count is printed.
    let open = "T 2023 - C\nT 2023 age=a C\nT 2023 age=b C\nT 2023 age=c 80\nshare:T 2023 age=a 2.5";
    assert_eq!(codes(&attack(open, dims)), ["A008"]);
}

#[test]
fn a_share_near_all_gives_the_rest() {
    let found = attack("rate:T 2023 - 99.0 200", "");
    assert!(found.findings.0.is_empty(), "a measure that nobody knows: {:?}", found.findings);
    let found = attack("T 2023 - 400\nshare:T 2023 age=a 99.0 400", "age a");
    assert_eq!(codes(&found), ["A008"]);
}

#[test]
fn trap_i_roundings_that_leave_one_possibility() {
    let dims = "age a\nage b\nage c\nage d";
    let cells = |total: u32| {
        format!("T 2023 - {total}\nT 2023 age=a 0\nT 2023 age=b 0\nT 2023 age=c 0\nT 2023 age=d 0")
    };
    let rules = Rules { rounded: Some(5), ..Rules::default() };
    let found = |total| audit(&[release(2023, 5, &cells(total), dims)], &rules);
    for age in ["a", "b", "c", "d"] {
        assert_eq!(said(&found(10), &format!("age={age}")), ["A001"]);
    }
    assert!(found(5).findings.0.is_empty(), "{:?}", found(5).findings);
}

#[test]
fn trap_q_a_change_gives_its_count() {
    let dims = "age a\nage b\nage c";
    let cells =
        "T 2022 - 120\nT 2022 age=a 40\nT 2022 age=b 50\nT 2022 age=c 30\nT 2023 - 118\nT 2023 age=a C
        T 2023 age=b C\nT 2023 age=c 80\n";
    assert!(attack(cells, dims).findings.0.is_empty());
    let found = attack(&format!("{cells}change:T 2022/2023 age=a -92.5"), dims);
    let about = said(&found, "2023 age=a");
    assert!(about.contains(&"A001") && about.contains(&"A008"), "{:?}", found.findings);
    let points = attack(&format!("{cells}share_change:T 2022/2023 age=a -30.8"), dims);
    assert_eq!(said(&points, "2023 age=a"), ["A008"]);
}

#[test]
fn of_several_answers_none_is_given_by_more_than_all() {
    let dims = "form a multi\nform b multi";
    let found = attack("T 2023 - 100\nT 2023 form=a 97\nT 2023 form=b 60", dims);
    assert_eq!(said(&found, "form=a"), ["A008"], "three did not answer this: {:?}", found.findings);
    let found = attack("T 2023 - 100\nT 2023 form=a 90\nT 2023 form=b C", dims);
    assert!(found.findings.0.is_empty(), "answers do not add up to contacts: {:?}", found.findings);
    let more = attack("T 2023 - 7\nT 2023 form=a 60", dims);
    assert_eq!(codes(&more), ["A007"], "more answers than contacts: {:?}", more.findings);
}

#[test]
fn a_breakdown_that_leaves_rows_out_is_no_sum() {
    let dims = "age blank\nage unknown\nage unclear";
    let note = "#too-much-unknown";
    let cells = format!(
        "T 2023 - 315 {note}\nT 2023 age=blank 32 {note}\nT 2023 age=unknown 173 {note}\nT 2023 age=unclear C {note}"
    );
    assert!(attack(&cells, dims).findings.0.is_empty());
    // Without the note the same numbers are a breakdown.
    assert_eq!(said(&attack(&cells.replace(note, ""), dims), "age=unclear"), ["A002"]);
    // Another year shows that rows are left out.
    let cells = "T 2022 - 300\nT 2022 age=blank 32\nT 2022 age=unknown 173\nT 2022 age=unclear 6
        T 2023 - 315\nT 2023 age=blank 32\nT 2023 age=unknown 173\nT 2023 age=unclear C";
    assert!(attack(cells, dims).findings.0.is_empty());
}

#[test]
fn printed_numbers_that_do_not_add_up_are_told() {
    let dims = "age a\nage b";
    let cells =
        "T 2022 - 30\nT 2022 age=a 10\nT 2022 age=b 20\nT 2023 - 31\nT 2023 age=a 10\nT 2023 age=b 20";
    assert_eq!(codes(&attack(cells, dims)), ["A007"]);
    let more = "T 2023 - 29\nT 2023 age=a 10\nT 2023 age=b 20";
    assert_eq!(codes(&attack(more, dims)), ["A007"], "the parts are more than the whole");
}

#[test]
fn the_same_answers_in_another_table_are_believed_when_they_agree() {
    let dims = "age a\nage b\nage unknown";
    let table = |year: u32, unknown: &str| {
        format!("T {year} - 90\nT {year} age=a 40\nT {year} age=b C\nT {year} age=unknown {unknown}\n")
    };
    let complete = |year: u32, n: u32| format!("unknown:C {year} variable=age {n}\n");
    let found = |other: u32| {
        let cells = table(2022, "20") + &table(2023, "C") + &complete(2022, other) + &complete(2023, 46);
        attack(&cells.replace("age=b C\nT 2022", "age=b 30\nT 2022"), dims)
    };
    assert!(said(&found(20), "2023 age=b").contains(&"A001"), "{:?}", found(20).findings);
    assert!(found(21).findings.0.is_empty(), "it counts something else: {:?}", found(21).findings);
}

#[test]
fn who_calls_outside_hours_is_missed_for_that_reason() {
    let row = |year: u32, answered: &str, missed: &str| {
        format!(
            "contacts_by_hours:H {year} hours=closed,answered {answered}
             contacts_by_hours:H {year} hours=closed,incoming 90\nunanswered:U {year} outcome=closed,incoming {missed}\n"
        )
    };
    let found = |answered: &str| {
        attack(&(row(2022, answered, "78") + &row(2023, "C", "87")), "hours closed\noutcome closed")
    };
    assert_eq!(said(&found("12"), "2023 hours=closed"), ["A001"]);
    assert!(found("13").findings.0.is_empty(), "they were counted otherwise: {:?}", found("13").findings);
}

#[test]
fn messages_name_cells_and_no_numbers() {
    let found =
        attack("T 2023 - 777\nT 2023 age=a 774\nT 2023 age=b C\nT 2023 age=c C", "age a\nage b\nage c");
    assert_eq!((found.broken, found.errors(), found.failed()), (2, 2, true));
    for finding in &found.findings.0 {
        assert!(!finding.message.contains('7'), "{}", finding.message);
        assert_eq!(finding.helpline.as_deref(), Some("lijn"));
        assert_eq!(finding.place.as_ref().unwrap().file, "reports/2023/lijn/figures.csv");
    }
}

#[test]
fn files_of_another_form_are_refused_with_their_places() {
    let read = |figures: &str| {
        Release::read("r", figures.as_bytes(), b"dimension,code,parent,kind\na,b,,none\n", b"{}").unwrap_err()
    };
    let found = read("figure,value\n");
    let places: Vec<String> = found.iter().map(|f| f.place.as_ref().unwrap().to_string()).collect();
    let manifest = ["r/manifest.json"; 3];
    assert_eq!(places[..2], ["r/figures.csv:1", "r/codes.csv:2"]);
    assert_eq!(places[2..], manifest);
}

#[test]
fn a_rate_below_the_threshold_is_no_small_count() {
    let found = attack("per_100000:T 2023 - 3 4", "");
    assert!(found.findings.0.is_empty(), "{:?}", found.findings);
    assert_eq!(codes(&attack("T 2023 - 3", "")), ["A005"]);
}
