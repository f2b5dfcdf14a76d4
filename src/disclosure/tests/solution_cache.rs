//! What was solved is not solved again, and what was kept is not believed.

use super::known::remember;
use super::{cross, shown};
use crate::disclosure::{Kept, Known, Memory, ProtectionReport, SafeTable, Settings, nobody, protect_with};
use crate::measures::{Exact, Table};

/// A print that depends on a key.
fn print(key: u64) -> impl Fn(&[u8]) -> String {
    move |text| {
        let mix = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        format!("{:016x}", text.iter().fold(key, mix))
    }
}

/// Two tables that have nothing to do with each other, each with a small count.
fn tables() -> Vec<Table> {
    let numbers: &[&[u64]] = &[&[3, 20, 31], &[40, 52, 60], &[33, 47, 21]];
    let one = cross(("a", &["x", "y", "z"]), ("b", &["p", "q", "r"]), numbers);
    let mut other = cross(("c", &["x", "y", "z"]), ("d", &["p", "q", "r"]), numbers);
    other.key.measure = Some("victims".to_owned());
    vec![one, other]
}

fn protect(
    tables: &[Table],
    settings: &Settings,
    before: &Known,
    (key, kept, told): (u64, &Kept, Option<&ProtectionReport>),
) -> (Vec<SafeTable>, ProtectionReport, Kept) {
    let print = print(key);
    let log = told.map(|report| report.log.clone()).unwrap_or_default();
    let mut memory = Memory::new(&print, kept.clone(), log);
    let (safe, report) = protect_with(tables, settings, before, &mut memory, &nobody);
    (safe, report, memory.kept())
}

fn hiding() -> Settings {
    Settings::new(5)
}

#[test]
fn what_did_not_change_is_not_solved_again() {
    let nothing = Known::nothing();
    let (safe, report, kept) = protect(&tables(), &hiding(), &nothing, (1, &Kept::default(), None));
    assert_eq!(report.parts, (2, 0));
    let kept = Kept::read(&kept.text());
    let (again, told, next) = protect(&tables(), &hiding(), &nothing, (1, &kept, Some(&report)));
    assert_eq!((told.parts, &again, &told.log), ((0, 2), &safe, &report.log));
    assert_eq!(next, kept);
    // When it is published readers hold what it shows, and what it hides stays hidden.
    let known = remember(&tables(), &safe);
    let (published, told, next) = protect(&tables(), &hiding(), &known, (1, &kept, Some(&report)));
    assert_eq!((told.parts, &published, &told.log), ((0, 2), &safe, &report.log));
    let (third, told, _) = protect(&tables(), &hiding(), &known, (1, &next, Some(&told)));
    assert_eq!((told.parts, &third), ((0, 2), &safe));
    // The same without anything kept.
    let (fresh, told, _) = protect(&tables(), &hiding(), &known, (1, &Kept::default(), None));
    // It stands published: it is taken as it stands.
    assert_eq!((told.parts, &fresh), ((0, 2), &safe));
}

#[test]
fn a_figure_that_changed_is_solved_with_what_hangs_together_with_it() {
    let nothing = Known::nothing();
    let (_, report, kept) = protect(&tables(), &hiding(), &nothing, (1, &Kept::default(), None));
    let mut changed = tables();
    // One more in a cell and in its sums.
    for cell in [5, 7, 13, 15] {
        let Exact::Count(n) = &mut changed[1].cells[cell].value else { panic!("a count") };
        *n += 1;
    }
    let (safe, told, _) = protect(&changed, &hiding(), &nothing, (1, &kept, Some(&report)));
    assert_eq!(told.parts, (1, 1));
    let (fresh, ..) = protect(&changed, &hiding(), &nothing, (1, &Kept::default(), None));
    assert_eq!(safe, fresh);
}

#[test]
fn what_was_tampered_with_is_solved_anew() {
    let nothing = Known::nothing();
    let (safe, report, kept) = protect(&tables(), &hiding(), &nothing, (1, &Kept::default(), None));
    let known = remember(&tables(), &safe);
    let text = kept.text();
    let solved_anew =
        |what: &str, text: &str, key: u64, told: Option<&ProtectionReport>, settings: &Settings| {
            for before in [&nothing, &known] {
                let (again, report, _) = protect(&tables(), settings, before, (key, &Kept::read(text), told));
                // What stands published is taken from there, never from what was kept.
                let solved = if before == &nothing { (2, 0) } else { (0, 2) };
                assert_eq!(report.parts, solved, "{what}");
                assert!(settings != &hiding() || again == safe, "{what}");
                assert_eq!(shown(&again[0], 0, 0), "[c]", "{what}");
            }
        };
    let patterns = |with: &dyn Fn(&str) -> String| {
        let line = |line: &str| {
            let words: Vec<&str> = line.split(' ').collect();
            format!("{} {} {}\n", words[0], with(words[1]), words[2])
        };
        text.lines().map(line).collect::<String>()
    };
    let told = Some(&report);
    solved_anew("nothing hidden", &patterns(&|p| p.replace('1', "0")), 1, told, &hiding());
    solved_anew("all hidden", &patterns(&|p| p.replace('0', "1")), 1, told, &hiding());
    solved_anew("the other way round", &patterns(&|p| p.chars().rev().collect()), 1, told, &hiding());
    solved_anew("shorter", &patterns(&|p| p[1..].to_owned()), 1, told, &hiding());
    solved_anew("no pattern", &patterns(&|_| "x".to_owned()), 1, told, &hiding());
    solved_anew("cut off", &text[..10], 1, told, &hiding());
    solved_anew("another key", &text, 2, told, &hiding());
    solved_anew("no reasons", &text, 1, None, &hiding());
    solved_anew("another threshold", &text, 1, told, &Settings::new(4));
    let mut other = report.clone();
    other.log.iter_mut().for_each(|row| row.low = row.low.map(|n| n + 1));
    solved_anew("other reasons", &text, 1, Some(&other), &hiding());
}

#[test]
fn what_is_kept_says_nothing_that_is_not_printed() {
    // Two cells that could be exchanged: which is the small one is not to be seen.
    let table =
        |n: [u64; 3]| vec![super::breakdown("a", &["x", "y", "z"], &[2023], &[&[n[0]], &[n[1]], &[n[2]]])];
    let pattern = |n| {
        let (.., kept) = protect(&table(n), &hiding(), &Known::nothing(), (1, &Kept::default(), None));
        let words: Vec<String> =
            kept.text().lines().map(|l| l.split(' ').nth(1).unwrap().to_owned()).collect();
        words
    };
    assert_eq!(pattern([3, 6, 50]), pattern([6, 3, 50]));
    assert_eq!(pattern([3, 6, 50]).len(), 2);
}

#[test]
fn rounded_numbers_are_taken_over_too() {
    let (settings, nothing) = (Settings { base: Some(5), ..hiding() }, Known::nothing());
    let (safe, report, kept) = protect(&tables(), &settings, &nothing, (1, &Kept::default(), None));
    assert_eq!(report.parts, (2, 0));
    let mut known = Known::nothing();
    for (exact, safe) in tables().iter().zip(&safe) {
        for (r, c) in (0..4).flat_map(|r| (0..4).map(move |c| (r, c))) {
            known.printed(&exact.key_of(r, c), shown(safe, r, c).parse().unwrap());
        }
    }
    for before in [&nothing, &known] {
        let (again, told, _) = protect(&tables(), &settings, before, (1, &kept, None));
        assert_eq!((told.parts, &again), ((0, 2), &safe));
    }
    // Numbers that are too far off, or do not add up, are not taken.
    let far = kept.text().replace(',', "7,");
    let (again, told, _) = protect(&tables(), &settings, &nothing, (1, &Kept::read(&far), None));
    assert_eq!((told.parts, &again), ((2, 0), &safe));
}
