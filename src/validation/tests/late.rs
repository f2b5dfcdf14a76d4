//! Answers that were registered late; the bounds are worked out by hand.

use super::*;
use chrono::NaiveDate;

/// Registrations of 40 months from January 2020 on, 20 a month: `b` once a month from a month on, else `a`.
fn registrations(kind: DimKind, from: usize) -> Registrations {
    let mut data = Registrations { rows: 800, ..Registrations::default() };
    let mut single = Vec::new();
    for row in 0..800_usize {
        let month = row / 20;
        data.year.push(2020 + (month / 12) as u16);
        data.month.push((month % 12 + 1) as u8);
        single.push(u16::from(month >= from && row % 20 == 0));
    }
    match kind {
        DimKind::Single => data.single.insert("theme".to_owned(), single).is_none(),
        DimKind::Multi => {
            let bits = single.iter().map(|code| 1_u64 << code).collect();
            data.multi.insert("theme".to_owned(), bits).is_none()
        }
    };
    data
}

fn found(kind: DimKind, from: usize, since: Option<NaiveDate>) -> Vec<String> {
    let work = Work::new();
    let mut list = list("theme", &["a", "b"]);
    list.codes[1].since = since;
    let line = line(&work.path(), vec![dimension(list, kind)], file_map(vec![column("at", "at")]));
    let findings = doubts(&line, &registrations(kind, from));
    findings.0.into_iter().filter(|f| f.code.id() == "V186").map(|f| f.message).collect()
}

#[test]
fn an_answer_that_comes_late_and_often_is_asked_about() {
    for kind in [DimKind::Single, DimKind::Multi] {
        // Twenty months of 20 before it; behind it one of twenty: twenty would be expected, and none is there.
        let asked = found(kind, 20, None);
        assert_eq!(asked.len(), 1, "{asked:?}");
        assert!(asked[0].contains("first time in 2021-09, after 400 registrations"), "{asked:?}");
        // Thirteen would be expected in thirteen months; within the first year nothing is printed of it.
        for from in [13, 11, 0] {
            assert_eq!(found(kind, from, None), [""; 0]);
        }
        // Nineteen registrations are too few.
        assert_eq!(found(kind, 21, None), [""; 0]);
        assert_eq!(found(kind, 20, NaiveDate::from_ymd_opt(2021, 9, 1)), [""; 0]);
    }
}
