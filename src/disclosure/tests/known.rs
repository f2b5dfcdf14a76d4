//! What was published before, and the settings of a line.

use super::attack::{audit, audit_reports};
use super::{breakdown, contacts, cross, hidden_count, shown};
use crate::config::Zeros;
use crate::disclosure::{Known, Safe, SafeTable, Settings, protect_all};
use crate::measures::{Exact, Key, Population, Table};

/// Everything that a report shows and withholds, with the values of that time.
pub fn remember(exact: &[Table], safe: &[SafeTable]) -> Known {
    let mut known = Known::nothing();
    for (exact, safe) in exact.iter().zip(safe) {
        for r in 0..exact.rows.len() {
            for c in 0..exact.cols.len() {
                let Exact::Count(n) = exact.cell(r, c).value else { continue };
                match safe.cell(r, c).value() {
                    Safe::Number(_) => known.printed(&exact.key_of(r, c), n),
                    _ => known.withheld(&exact.key_of(r, c), Some(n)),
                }
            }
        }
    }
    known
}

fn column(safe: &SafeTable, c: usize) -> Vec<String> {
    (0..safe.rows().len()).map(|r| shown(safe, r, c)).collect()
}

#[test]
fn k_the_next_report_hides_the_same_partner() {
    // Of 2022 the first report hides a and b.
    let first = [breakdown("a", &["a", "b", "c"], &[2022], &[&[3], &[20], &[30]])];
    let (safe, _) = protect_all(&first, &Settings::new(5), &Known::nothing());
    assert_eq!(column(&safe[0], 0), ["[c]", "[c]", "30", "53"]);
    // In the second one the c of 2023 is small: without the past hiding c in both years would do.
    let second = breakdown("a", &["a", "b", "c"], &[2022, 2023], &[&[3, 50], &[20, 40], &[30, 4]]);
    let (again, report) =
        protect_all(std::slice::from_ref(&second), &Settings::new(5), &remember(&first, &safe));
    assert_eq!(column(&again[0], 0), ["[c]", "[c]", "30", "53"]);
    assert_eq!(report.unprotectable, Vec::<String>::new());
    assert_eq!(audit_reports(&[&safe, &again], 5, 4), vec![]);
}

#[test]
fn l_a_correction_of_a_few_is_no_number_in_a_difference() {
    let table = |ax: u64| cross(("r", &["a", "b"]), ("c", &["x", "y"]), &[&[ax, 40], &[50, 60]]);
    let first = [table(30)];
    let (safe, _) = protect_all(&first, &Settings::new(5), &Known::nothing());
    assert_eq!(hidden_count(&safe), 0);
    let known = remember(&first, &safe);
    // Two more contacts with both traits: 32 less 30 would tell of them. Fifteen more are no few.
    let (few, _) = protect_all(&[table(32)], &Settings::new(5), &known);
    assert_eq!(shown(&few[0], 0, 0), "[c]");
    let (many, _) = protect_all(&[table(45)], &Settings::new(5), &known);
    assert_eq!(shown(&many[0], 0, 0), "45");
}

#[test]
fn l_a_number_that_became_small_is_hidden() {
    let first = [breakdown("a", &["p", "q", "r"], &[2023], &[&[6], &[20], &[30]])];
    let (safe, _) = protect_all(&first, &Settings::new(5), &Known::nothing());
    let now = [breakdown("a", &["p", "q", "r"], &[2023], &[&[4], &[20], &[30]])];
    let (again, _) = protect_all(&now, &Settings::new(5), &remember(&first, &safe));
    assert_eq!(shown(&again[0], 0, 0), "[c]");
}

#[test]
fn p13_a_new_year_or_table_shows_nothing_that_was_hidden() {
    let province: &[&str] = &["A", "B", "C"];
    let age = cross(("province", province), ("age", &["young", "old"]), &[&[3, 30], &[12, 40], &[15, 50]]);
    let gender = cross(("province", province), ("gender", &["m", "f"]), &[&[12, 21], &[22, 30], &[4, 61]]);
    let (first, _) = protect_all(std::slice::from_ref(&age), &Settings::new(5), &Known::nothing());
    let known = remember(std::slice::from_ref(&age), &first);
    let (both, report) = protect_all(&[age.clone(), gender], &Settings::new(5), &known);
    assert_eq!(report.unprotectable, Vec::<String>::new());
    for r in 0..4 {
        for c in 0..3 {
            assert_eq!(shown(&both[0], r, c), shown(&first[0], r, c), "{r} {c}");
        }
    }
    assert_eq!(audit(&both, 5, 4), vec![]);
}

#[test]
fn p23_what_cannot_be_protected_is_named_without_its_number() {
    let table = breakdown("a", &["p", "q", "r"], &[2023], &[&[3], &[20], &[30]]);
    let mut known = Known::nothing();
    for (r, n) in [(1, 20), (2, 30), (3, 53)] {
        known.printed(&table.key_of(r, 0), n);
    }
    let (_, report) = protect_all(&[table], &Settings::new(5), &known);
    assert_eq!(report.unprotectable, ["contacts 2023 a=p"]);
}

#[test]
fn the_past_of_another_cell_changes_nothing() {
    let table = breakdown("a", &["p", "q", "r"], &[2023], &[&[3], &[20], &[30]]);
    let mut known = Known::nothing();
    known.printed(&Key { period: Some(crate::base::Period::Year(2020)), ..contacts() }, 53);
    let fresh = protect_all(std::slice::from_ref(&table), &Settings::new(5), &Known::nothing());
    assert_eq!(protect_all(&[table], &Settings::new(5), &known), fresh);
}

#[test]
fn a_zero_may_protect_when_zeros_may_be_hidden() {
    let table = breakdown("a", &["p", "q", "r"], &[2023], &[&[3], &[0], &[30]]);
    let (printed, _) = protect_all(std::slice::from_ref(&table), &Settings::new(5), &Known::nothing());
    assert_eq!(column(&printed[0], 0), ["[c]", "0", "[c]", "33"]);
    let settings = Settings { zeros: Zeros::MayBeHidden, ..Settings::new(5) };
    let (hidden, _) = protect_all(&[table], &settings, &Known::nothing());
    assert_eq!(column(&hidden[0], 0)[0], "[c]");
    assert_eq!(column(&hidden[0], 0)[3], "33");
}

#[test]
fn only_sensitive_dimensions_are_protected_where_some_are_named() {
    let tables = [
        breakdown("age", &["p", "q", "r"], &[2023], &[&[3], &[20], &[30]]),
        breakdown("channel", &["s", "t", "u"], &[2023], &[&[4], &[19], &[30]]),
    ];
    let settings = Settings { sensitive: ["age".to_owned()].into(), ..Settings::new(5) };
    let (safe, _) = protect_all(&tables, &settings, &Known::nothing());
    assert_eq!(column(&safe[0], 0), ["[c]", "[c]", "30", "53"]);
    assert_eq!(column(&safe[1], 0), ["4", "19", "30", "53"]);
}

#[test]
fn a_wider_interval_hides_until_it_is_so_wide() {
    // 4 and 9 could only be 1 to 12.
    let table = breakdown("a", &["p", "q", "r"], &[2023], &[&[4], &[9], &[90]]);
    let confined = |width: u64| {
        let settings = Settings { width, ..Settings::new(5) };
        let (safe, report) = protect_all(std::slice::from_ref(&table), &settings, &Known::nothing());
        assert_eq!(report.unprotectable, Vec::<String>::new());
        audit(&safe, 5, width)
    };
    assert_eq!(confined(3), vec![]);
    assert_eq!(confined(11), vec![]);
    assert_eq!(confined(30), vec![]);
}

/// Three provinces by three ages, 30 contacts each; `more` are added to the first cell.
fn by_province_and_age(more: u64) -> Vec<Table> {
    let rows: &[&[u64]] = &[&[30 + more, 31, 32], &[33, 34, 35], &[36, 37, 38]];
    let province = breakdown("province", &["A", "B", "C"], &[2023], &[&[93 + more], &[102], &[111]]);
    vec![province, cross(("province", &["A", "B", "C"]), ("age", &["x", "y", "z"]), rows)]
}

#[test]
fn p11_of_a_few_corrections_no_two_traits_are_told() {
    let first = by_province_and_age(0);
    let (safe, report) = protect_all(&first, &Settings::new(5), &Known::nothing());
    assert_eq!((hidden_count(&safe), report.slightly.len()), (0, 0));
    let known = remember(&first, &safe);
    // Nothing was corrected: all of it stands.
    let (again, report) = protect_all(&first, &Settings::new(5), &known);
    assert_eq!((again, report.slightly), (safe, vec![]));
    // Two contacts more: with two traits who they are about is withheld; so few are not published at all
    // where a line holds them back.
    let (few, report) = protect_all(&by_province_and_age(2), &Settings::new(5), &known);
    assert_eq!((report.slightly, report.unprotectable), (vec![2023], vec![]));
    assert_eq!(column(&few[0], 0), ["95", "102", "111", "308"]);
    assert_eq!(shown(&few[1], 0, 0), "[c]");
    assert_eq!(audit(&few, 5, 1), vec![]);
    // Nine more are no few: all of it is given.
    let (many, report) = protect_all(&by_province_and_age(9), &Settings::new(5), &known);
    assert_eq!((report.slightly.len(), hidden_count(&many)), (0, 0));
}

#[test]
fn the_total_of_those_who_were_asked_is_no_correction_of_the_total_of_all() {
    let all = breakdown("a", &["p", "q"], &[2023], &[&[40], &[50]]);
    let mut asked = breakdown("b", &["r", "s"], &[2023], &[&[20], &[23]]);
    asked.rows[2].key.population = Population::answering("b");
    let (safe, _) = protect_all(std::slice::from_ref(&all), &Settings::new(5), &Known::nothing());
    let known = remember(std::slice::from_ref(&all), &safe);
    // A question that was not asked before: nothing of the year is corrected, and nothing more is hidden.
    let both = [all, asked.clone()];
    let (again, report) = protect_all(&both, &Settings::new(5), &known);
    assert_eq!((report.slightly, report.unprotectable, hidden_count(&again)), (vec![], vec![], 0));
    // What readers hold of those who were asked cannot be hidden, whichever question the edition names.
    for population in [Population::answering("b"), Population::answering("")] {
        let mut known = known.clone();
        known.printed(&Key { population, ..asked.key_of(2, 0) }, 43);
        let small = breakdown("b", &["r", "s"], &[2023], &[&[3], &[40]]);
        let small = Table { rows: asked.rows.clone(), ..small };
        let (again, _) = protect_all(&[both[0].clone(), small], &Settings::new(5), &known);
        assert_eq!(column(&again[1], 0), ["[c]", "[c]", "43"]);
    }
}

#[test]
fn a_correction_of_another_year_frees_nothing() {
    // What was printed of 2022 is not withheld afterwards: readers hold it.
    let both = |c: u64| breakdown("a", &["a", "b", "c"], &[2022, 2023], &[&[30, 40], &[20, 50], &[25, c]]);
    let first = [both(60)];
    let (safe, _) = protect_all(&first, &Settings::new(5), &Known::nothing());
    let known = remember(&first, &safe);
    let (again, report) = protect_all(&[both(90)], &Settings::new(5), &known);
    assert_eq!((report.unprotectable, hidden_count(&again)), (vec![], 0));
    let (small, report) = protect_all(&[both(3)], &Settings::new(5), &known);
    assert_eq!(report.unprotectable, Vec::<String>::new());
    assert_eq!(column(&small[0], 0), ["30", "20", "25", "75"]);
    assert_eq!(column(&small[0], 1).iter().filter(|s| *s == "[c]").count(), 2);
}
