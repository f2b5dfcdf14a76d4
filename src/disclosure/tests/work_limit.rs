//! What takes more work to protect than the settings allow is given up, and told; not less is asked of what is
//! printed.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::reference;
use crate::base::Period;
use crate::disclosure::{Known, Memory, Progress, Settings, Work, nobody, protect_all, protect_with};
use crate::measures::Table;

fn tables() -> Vec<Table> {
    let contacts = reference::contacts(&mut reference::Dice(7), 3_000);
    reference::tables(&contacts, Period::Year(2023), 3)
}

fn limited(work_limit: u64) -> Settings {
    Settings { work_limit, ..Settings::new(5) }
}

#[test]
fn what_passes_the_limit_is_named_by_its_largest_breakdown() {
    let (_, whole) = protect_all(&tables(), &Settings::new(5), &Known::nothing());
    assert!(whole.past_limit.is_empty() && whole.unprotectable.is_empty());
    let (_, given_up) = protect_all(&tables(), &limited(50), &Known::nothing());
    assert!(!given_up.unprotectable.is_empty(), "it must not be published");
    let years: BTreeSet<i32> = given_up.past_limit.iter().map(|(_, year)| *year).collect();
    assert_eq!(years, [2023].into());
    // Months by province and category are more than ages or genders.
    let traits: Vec<&str> = given_up.past_limit.iter().flat_map(|(t, _)| t).map(String::as_str).collect();
    assert_eq!(traits, ["category", "month_of_year", "province"]);
}

#[test]
fn a_pattern_that_was_left_as_it_was_protects_all_the_same() {
    let (_, whole) = protect_all(&tables(), &Settings::new(5), &Known::nothing());
    // Enough to protect every count, and not to look whether less could be hidden.
    let enough = (10..40).map(|power| 1 << power).find_map(|limit| {
        let (_, report) = protect_all(&tables(), &limited(limit), &Known::nothing());
        report.unprotectable.is_empty().then_some(report)
    });
    let enough = enough.expect("some limit is enough");
    assert!(enough.hidden() > whole.hidden() && enough.undecided > whole.undecided);
    assert!(enough.past_limit.is_empty());
}

#[test]
fn it_is_told_how_far_the_search_is() {
    let heard = RefCell::new(Vec::new());
    let told = |far: Progress| heard.borrow_mut().push(far);
    let settings = Settings::new(5);
    let loud = protect_with(&tables(), &settings, &Known::nothing(), &mut Memory::none(), &told);
    let silent = protect_with(&tables(), &settings, &Known::nothing(), &mut Memory::none(), &nobody);
    assert_eq!(loud, silent);
    let heard = heard.into_inner();
    assert!(heard.iter().all(|far| far.done < far.of));
    for work in [Work::Protecting, Work::Exchanging, Work::GivingBack] {
        assert!(heard.iter().any(|far| far.work == work), "{work:?}");
    }
}

#[test]
fn what_was_given_up_once_is_not_tried_again() {
    let print =
        |text: &[u8]| format!("{:x}", text.iter().fold(7_u64, |h, b| h.wrapping_mul(31) ^ u64::from(*b)));
    let heard = RefCell::new(0);
    let told = |_: Progress| *heard.borrow_mut() += 1;
    let mut memory = Memory::new(&print, Default::default(), Vec::new());
    let protect = |memory: &mut Memory<'_>, limit| {
        *heard.borrow_mut() = 0;
        let report = protect_with(&tables(), &limited(limit), &Known::nothing(), memory, &told).1;
        assert_eq!(report.past_limit.is_empty(), report.unprotectable.is_empty());
        (report.past_limit, report.log, *heard.borrow())
    };
    let (first, log, work) = protect(&mut memory, 50);
    assert!(!first.is_empty() && work > 0);
    let mut memory = memory.again(&log);
    let (again, log, work) = protect(&mut memory, 50);
    assert_eq!((again, work), (first, 0));
    // Another limit is another question.
    let mut memory = memory.again(&log);
    assert!(protect(&mut memory, u64::MAX).0.is_empty());
}
