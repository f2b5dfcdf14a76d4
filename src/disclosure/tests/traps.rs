//! The traps of the literature: a pattern that looks safe is broken by the attack, and the protection
//! makes one that is not.

use super::attack::{Exposed, audit, audit_reports};
use super::protect_all;
use super::{breakdown, cross, hidden_count, hiding, shown};
use crate::base::{Num, Period};
use crate::config::FigureId;
use crate::disclosure::{SafeTable, Settings};

use crate::measures::{Exact, Key, Role, Sum, Table, TableKind};

const SAFE: &[Exposed] = &[];

fn attacked(tables: &[Table]) -> Vec<Exposed> {
    audit(&protect_all(tables, &Settings::new(5)), 5, 4)
}

/// The number that the attack computes for a cell; `Some(None)` when it only bounds it too tightly.
fn found(exposed: &[Exposed], cell: &str) -> Option<Option<i128>> {
    let exposed = exposed.iter().find(|e| e.cell.ends_with(cell))?;
    Some(exposed.bounds.filter(|(low, high)| Some(*low) == *high).map(|(low, _)| low))
}

/// That it computes this number.
fn number(n: i128) -> Option<Option<i128>> {
    Some(Some(n))
}

#[test]
fn a_two_per_line_are_not_enough() {
    let numbers: [&[u64]; 4] =
        [&[30, 47, 64, 89], &[90, 124, 5, 31], &[92, 100, 59, 85], &[800, 991, 651, 685]];
    let table = cross(("r", &["w", "x", "y", "z"]), ("c", &["a", "b", "c", "d"]), &numbers);
    let places = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 2), (2, 1), (2, 3), (3, 1), (3, 3)];
    let exposed = audit(&[hiding(&table, &places)], 5, 4);
    assert_eq!(found(&exposed, " c=b r=w"), number(47));
    let more: Vec<_> = places.into_iter().chain([(1, 3)]).collect();
    assert_eq!(found(&audit(&[hiding(&table, &more)], 5, 4), " c=b r=w"), None);
}

#[test]
fn b_linked_hierarchies() {
    let years: &[i32] = &[2023];
    let counties = breakdown(
        "region",
        &["+county_1", "-A", "-B", "-I", "-J", "+county_2", "-K", "-L", "-M", "-N"],
        years,
        &[&[20], &[2], &[2], &[8], &[8], &[16], &[3], &[3], &[3], &[7]],
    );
    let sizes = breakdown(
        "region",
        &["+big", "-L", "-M", "+small", "-A", "-B", "-I", "-J", "-K", "-N"],
        years,
        &[&[6], &[3], &[3], &[30], &[2], &[2], &[8], &[8], &[3], &[7]],
    );
    let naive = [
        hiding(&counties, &[(1, 0), (2, 0), (6, 0), (7, 0), (8, 0)]),
        hiding(&sizes, &[(1, 0), (2, 0), (4, 0), (5, 0), (8, 0)]),
    ];
    // A code list has one tree: the second grouping is that of another report.
    let reports = |tables: &[SafeTable]| audit_reports(&[&tables[..1], &tables[1..]], 5, 4);
    assert_eq!(found(&reports(&naive), "region=K"), number(3));
    assert_eq!(reports(&protect_all(&[counties, sizes], &Settings::new(5))), SAFE);
}

#[test]
fn c_what_is_hidden_is_no_zero() {
    let table = breakdown("a", &["p", "q", "r", "s"], &[2023], &[&[10], &[3], &[1], &[1]]);
    // 15 = 10 + 3 + x + x: both are 1.
    let exposed = audit(&[hiding(&table, &[(2, 0), (3, 0)])], 5, 4);
    assert_eq!(found(&exposed, "a=r"), number(1));
    assert_eq!(attacked(&[table]), SAFE);
}

#[test]
fn d_three_singletons() {
    let table =
        cross(("k", &["1", "2"]), ("m", &["A", "B", "M", "G", "H"]), &[&[1, 1, 7, 1, 0], &[1, 0, 0, 2, 8]]);
    assert_eq!(attacked(&[table]), SAFE);
}

#[test]
fn e_a_province_and_its_region() {
    let table = breakdown(
        "province",
        &["+north", "-p1", "-p2", "-p3", "+south", "-p4", "-p5", "-p6"],
        &[2023],
        &[&[53], &[3], &[20], &[30], &[150], &[40], &[50], &[60]],
    );
    for naive in [&[(0, 0), (1, 0)][..], &[(0, 0), (1, 0), (4, 0)]] {
        assert_eq!(found(&audit(&[hiding(&table, naive)], 5, 4), "province=p1"), number(3), "{naive:?}");
    }
    for good in [&[(1, 0), (2, 0)][..], &[(0, 0), (1, 0), (4, 0), (5, 0)]] {
        assert_eq!(audit(&[hiding(&table, good)], 5, 4), SAFE, "{good:?}");
    }
    let safe = protect_all(&[table], &Settings::new(5));
    // The smallest neighbour, not the region.
    assert_eq!((hidden_count(&safe), shown(&safe[0], 2, 0).as_str()), (2, "[c]"));
}

#[test]
fn f_a_margin_in_another_table() {
    let province: &[&str] = &["A", "B", "C"];
    let age = cross(("province", province), ("age", &["young", "old"]), &[&[3, 30], &[12, 40], &[15, 50]]);
    let gender = cross(("province", province), ("gender", &["m", "f"]), &[&[12, 21], &[22, 30], &[30, 35]]);
    let naive = [hiding(&age, &[(0, 0), (0, 2), (1, 0), (1, 2)]), hiding(&gender, &[])];
    let exposed = audit(&naive, 5, 4);
    assert!(
        found(&exposed, "age=young province=A").is_some() || found(&exposed, " 2023 province=A").is_some()
    );
    assert_eq!(attacked(&[age.clone(), gender.clone()]), SAFE);
    assert_eq!(attacked(&[gender, age]), SAFE);
}

#[test]
fn g_a_total_of_several_years() {
    let mut table = breakdown("a", &["p", "q"], &[2021, 2022, 2023], &[&[10, 3, 12], &[40, 50, 60]]);
    let mut span = super::year(2021);
    span.key.period = Some(Period::Years(2021, 2023));
    span.role = Role::Derived;
    let sums: Vec<u64> = vec![25, 150, 175];
    table.cols.push(span);
    for (r, sum) in sums.into_iter().enumerate() {
        let cell = crate::measures::Cell { value: Exact::Count(sum), flags: Default::default() };
        table.cells.insert(r * 4 + 3, cell);
    }
    let naive = hiding(&table, &[(0, 1), (1, 1)]);
    assert_eq!(found(&audit(&[naive], 5, 4), "2022 a=p"), number(3));
    assert_eq!(attacked(&[table.declaring(Sum::over_time)]), SAFE);
}

#[test]
fn h_a_share_of_a_hidden_count_is_hidden() {
    // 3 of 118 would be printed as 2.5 %: in one table as a formula, in another as a share computed apart.
    let table = breakdown("a", &["p", "q", "r"], &[2023], &[&[3], &[55], &[60]]);
    let mut share = contacts_share();
    share.cells[0].value = Exact::Stat { value: Num { scaled: 466, decimals: 1 }, n: 55 };
    let safe = protect_all(&[table, share], &Settings::new(5));
    assert_eq!([shown(&safe[0], 0, 0), shown(&safe[0], 1, 0)], ["[c]", "[c]"]);
    // q is hidden to protect p, and so is its share.
    assert_eq!(shown(&safe[1], 0, 0), "[c]");
}

fn contacts_share() -> Table {
    let mut header = super::coded("a", "q", Role::Body);
    header.key.measure = Some("share".to_owned());
    header.key.unit = Some("percent".to_owned());
    let value = Exact::Stat { value: Num::int(50), n: 50 };
    super::bare(
        FigureId::PublishedBefore,
        super::contacts(),
        vec![header],
        vec![super::year(2023)],
        vec![value],
    )
}

#[test]
fn h_a_share_of_almost_all_is_hidden() {
    // 198 of 200: 99 %, and the two others are a small number.
    let mut table = contacts_share();
    table.cells[0].value = Exact::Stat { value: Num { scaled: 990, decimals: 1 }, n: 198 };
    assert_eq!(shown(&protect_all(&[table.clone()], &Settings::new(5))[0], 0, 0), "[c]");
    table.cells[0].value = Exact::Stat { value: Num { scaled: 950, decimals: 1 }, n: 190 };
    assert_eq!(shown(&protect_all(&[table], &Settings::new(5))[0], 0, 0), "95.0");
}

#[test]
fn k_two_reports_show_the_same_year_alike() {
    // 2022 in the report of that year beside fewer tables, and in that of 2023.
    let first = breakdown("a", &["p", "q", "r"], &[2021, 2022], &[&[30, 3], &[40, 20], &[50, 30]]);
    let second = breakdown("a", &["p", "q", "r"], &[2022, 2023], &[&[3, 30], &[20, 2], &[30, 50]]);
    let safe = protect_all(&[first.clone(), second.clone()], &Settings::new(5));
    for r in 0..4 {
        assert_eq!(shown(&safe[0], r, 1), shown(&safe[1], r, 0));
    }
    let reports = |first: &SafeTable, second: &SafeTable| {
        audit_reports(&[std::slice::from_ref(first), std::slice::from_ref(second)], 5, 4)
    };
    assert_eq!(reports(&safe[0], &safe[1]), SAFE);
    // Other partners in either report give both away.
    let naive = [hiding(&first, &[(0, 1), (1, 1)]), hiding(&second, &[(0, 0), (2, 0), (1, 1), (0, 1)])];
    assert!(!reports(&naive[0], &naive[1]).is_empty());
}

#[test]
fn m_a_group_with_one_member_is_its_member() {
    let table = breakdown("a", &["+g", "-p", "+h", "-q", "-r"], &[2023], &[&[3], &[3], &[70], &[30], &[40]]);
    let safe = protect_all(std::slice::from_ref(&table), &Settings::new(5));
    assert_eq!(shown(&safe[0], 0, 0), shown(&safe[0], 1, 0));
    assert_eq!(audit(&safe, 5, 4), SAFE);
}

#[test]
fn n_unknown_is_a_category() {
    let mut table = breakdown("gender", &["m", "f", "unknown"], &[2023], &[&[30], &[40], &[2]]);
    table.rows[2].role = Role::Unknown;
    assert_eq!(found(&audit(&[hiding(&table, &[(2, 0)])], 5, 4), "gender=unknown"), number(2));
    assert_eq!(attacked(&[table]), SAFE);
}

#[test]
fn o_the_group_of_hidden_ones_is_no_small_number() {
    let table = breakdown("a", &["p", "q", "r", "s"], &[2023], &[&[50], &[48], &[1], &[1]]);
    let safe = protect_all(std::slice::from_ref(&table), &Settings::new(5));
    let hidden: u64 = (0..4).filter(|r| shown(&safe[0], *r, 0) == "[c]").map(|r| [50, 48, 1, 1][r]).sum();
    assert!(hidden >= 5, "{hidden}");
    assert_eq!(audit(&safe, 5, 4), SAFE);
}

#[test]
fn p_a_total_is_the_true_one_or_hidden() {
    let table = breakdown("a", &["p", "q"], &[2023], &[&[3], &[20]]);
    let safe = protect_all(&[table], &Settings::new(5));
    assert_eq!(["[c]", "[c]", "23"], [0, 1, 2].map(|r| shown(&safe[0], r, 0)).each_ref().map(String::as_str));
}

#[test]
fn q_a_hidden_row_stands_behind_the_others() {
    let table = breakdown("a", &["p", "z", "q", "r"], &[2023], &[&[50], &[9], &[7], &[2]]);
    let mut settings = Settings::new(5);
    settings.sorted.insert("a".to_owned());
    let safe = protect_all(&[table], &settings).remove(0);
    let rows: Vec<String> = safe.rows().iter().map(|h| format!("{:?}", h.label)).collect();
    let hidden: Vec<usize> = (0..4).filter(|r| shown(&safe, *r, 0) == "[c]").collect();
    // Behind those that are shown, by name and not by size.
    assert_eq!(hidden, [2, 3]);
    assert!(rows[2] < rows[3] && rows[0].contains('p'), "{rows:?}");
}

#[test]
fn several_answers_all_but_a_few() {
    // 100 contacts of which 98 name p: the two who do not are a small number.
    let mut table = breakdown("form", &["p", "q"], &[2023], &[&[98], &[40]]);
    table.kind = TableKind::Multi;
    table.cells[2].value = Exact::Count(100);
    assert!(!audit(&[hiding(&table, &[])], 5, 4).is_empty());
    let safe = protect_all(&[table], &Settings::new(5));
    assert_eq!([0, 1, 2].map(|r| shown(&safe[0], r, 0)), ["[c]", "40", "100"]);
    assert_eq!(audit(&safe, 5, 4), SAFE);
}

#[test]
fn what_was_published_elsewhere_protects_nothing() {
    // q was published before: hiding it would not help p.
    let table = breakdown("a", &["p", "q", "r"], &[2023], &[&[3], &[20], &[30]]);
    let mut header = super::coded("a", "q", Role::Body);
    header.key.dims.insert("publication".to_owned(), "paper".to_owned());
    let vintage = |name: &str| {
        let mut header = super::year(2023);
        header.key.dims.insert("vintage".to_owned(), name.to_owned());
        header
    };
    let cells = vec![Exact::Given(Num::int(20)), Exact::Count(20)];
    let cols = vec![vintage("published"), vintage("computed")];
    let before = super::bare(FigureId::PublishedBefore, super::contacts(), vec![header], cols, cells);
    let safe = protect_all(&[table, before], &Settings::new(5));
    assert_eq!([0, 1, 2, 3].map(|r| shown(&safe[0], r, 0)), ["[c]", "20", "[c]", "53"]);
    assert_eq!([0, 1].map(|c| shown(&safe[1], 0, c)), ["20", "20"]);
}

#[test]
fn what_a_source_says_of_a_hidden_count_is_not_told_beside_it() {
    // Were only the same number withheld, the sign would say that it is the same.
    for said in [3, 40] {
        let table = breakdown("a", &["p", "q", "r"], &[2023], &[&[3], &[20], &[30]]);
        let mut header = super::coded("a", "p", Role::Body);
        header.key.dims.insert("publication".to_owned(), "paper".to_owned());
        let cells = vec![Exact::Given(Num::int(said))];
        let before = super::bare(
            FigureId::PublishedBefore,
            super::contacts(),
            vec![header],
            vec![super::year(2023)],
            cells,
        );
        let safe = protect_all(&[table, before], &Settings::new(5));
        assert_eq!([shown(&safe[0], 0, 0), shown(&safe[1], 0, 0)], ["[c]", "[c]"], "{said}");
    }
}

#[test]
fn a_published_percentage_is_no_small_count() {
    let share = |n: u64| {
        let mut header = super::coded("a", "q", Role::Body);
        header.key.unit = Some("percent".to_owned());
        let cells = vec![Exact::Given(Num::int(n))];
        super::bare(
            FigureId::PublishedBefore,
            super::contacts(),
            vec![header],
            vec![super::year(2023)],
            cells,
        )
    };
    let count = super::bare(
        FigureId::PublishedBefore,
        super::contacts(),
        vec![super::coded("a", "q", Role::Body)],
        vec![super::year(2023)],
        vec![Exact::Given(Num::int(4))],
    );
    assert_eq!(shown(&protect_all(&[share(4)], &Settings::new(5))[0], 0, 0), "4");
    assert_eq!(shown(&protect_all(&[count], &Settings::new(5))[0], 0, 0), "[c]");
}

#[test]
fn what_was_offered_was_answered_or_busy() {
    use crate::config::Stage::{Answered, Incoming};
    let row = |measure: &str, stage| {
        let mut header = super::coded("channel", "phone", Role::Body);
        header.key.measure = Some(measure.to_owned());
        header.key.stage = stage;
        header
    };
    let rows = vec![
        row("offered_in_hours", None),
        row("answered_when_offered", Some(Answered)),
        row("busy_when_offered", Some(Incoming)),
    ];
    // Three were busy, and no other table tells of channels.
    let cells = [177, 174, 3].map(Exact::Count).to_vec();
    let table = super::bare(FigureId::AnswerRates, Key::default(), rows, vec![super::year(2023)], cells);
    let safe = protect_all(&[table.declaring(crate::measures::rate_sums)], &Settings::new(5));
    assert_eq!(shown(&safe[0], 2, 0), "[c]");
    assert!([0, 1].iter().any(|r| shown(&safe[0], *r, 0) == "[c]"));
}

#[test]
fn a_stage_and_the_next_one() {
    use crate::config::Stage::{Answered, Incoming};
    // In 2022 it is printed that 30 of 70 were not answered. In 2023 60 came in and 58 were answered: two
    // were not.
    let row = |measure: &str, stage| {
        let mut header = super::coded("x", "", Role::Total);
        header.role = Role::Body;
        header.key = Key { measure: Some(measure.to_owned()), stage: Some(stage), ..super::contacts() };
        header
    };
    let table = |figure: FigureId, rows, years: &[i32], cells: &[u64]| {
        let cells = cells.iter().copied().map(Exact::Count).collect();
        super::bare(figure, Key::default(), rows, years.iter().map(|y| super::year(*y)).collect(), cells)
    };
    let stages = vec![row("contacts", Incoming), row("contacts", Answered)];
    let stages = table(FigureId::ContactsByStage, stages, &[2022, 2023], &[70, 60, 40, 58]);
    let lost = table(FigureId::UnansweredPerYear, vec![row("unanswered", Incoming)], &[2022], &[30]);
    let naive = audit(&[hiding(&stages, &[]), hiding(&lost, &[])], 5, 4);
    assert!(
        naive.iter().any(|e| e.code == "A009" && e.cell.ends_with("unanswered incoming 2023")),
        "{naive:?}"
    );
    let safe = protect_all(&[stages, lost], &Settings::new(5));
    assert_eq!(hidden_count(&safe), 1);
    assert_eq!(audit(&safe, 5, 4), SAFE);
}
