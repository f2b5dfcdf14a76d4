//! The numbers of the reports of 2021 to 2023, against a second count of the same files.

use std::collections::BTreeMap;
use std::path::Path;

use super::source::{AGGRESSOR, BOND, GENDER, MODALITIES, PROVINCE, Row, TYPES, rows};
use super::{registrations, run, with_known_error, workspace};

/// Figure, code, and the records that have it.
type Counted = (&'static str, &'static str, fn(&Row) -> bool);

const COUNTED: [Counted; 34] = [
    ("contacts-by-province", "province=buenos_aires", |r| r.cell(PROVINCE) == "buenos aires"),
    ("contacts-by-province", "province=caba", |r| r.cell(PROVINCE) == "ciudad autonoma de buenos aires"),
    ("contacts-by-province", "province=cordoba", |r| r.cell(PROVINCE) == "cordoba"),
    ("contacts-by-province", "province=santiago_del_estero", |r| r.cell(PROVINCE) == "santiago del estero"),
    ("contacts-by-province", "province=tierra_del_fuego", |r| {
        r.cell(PROVINCE).starts_with("tierra del fuego")
    }),
    ("contacts-by-province", "province=tucuman", |r| r.cell(PROVINCE) == "tucuman"),
    ("contacts-by-province", "province=unknown", |r| r.cell(PROVINCE) == "sin datos"),
    ("contacts-by-province", "province=blank", |r| r.cell(PROVINCE).is_empty()),
    ("contacts-by-gender", "gender=female", |r| r.cell(GENDER) == "mujer"),
    ("contacts-by-gender", "gender=male", |r| r.cell(GENDER) == "varon"),
    ("contacts-by-gender", "gender=trans_woman", |r| r.cell(GENDER) == "mujer trans"),
    ("contacts-by-gender", "gender=trans_man", |r| r.cell(GENDER) == "varon trans"),
    ("contacts-by-gender", "gender=transgender", |r| r.cell(GENDER) == "transgenero"),
    ("contacts-by-gender", "gender=blank", |r| r.cell(GENDER).is_empty()),
    ("contacts-by-age", "age=age_0_14", |r| r.age().is_some_and(|a| a <= 14)),
    ("contacts-by-age", "age=age_15_44", |r| r.age().is_some_and(|a| (15..=44).contains(&a))),
    ("contacts-by-age", "age=age_65_plus", |r| r.age().is_some_and(|a| (65..=110).contains(&a))),
    ("contacts-by-age", "age=unclear", |r| r.age().is_some_and(|a| a > 110)),
    ("contacts-by-age", "age=blank", |r| r.age().is_none()),
    ("contacts-by-violence-form", "violence_form=physical", |r| r.yes(TYPES)),
    ("contacts-by-violence-form", "violence_form=psychological", |r| r.yes(TYPES + 1)),
    ("contacts-by-violence-form", "violence_form=sexual", |r| r.yes(TYPES + 2)),
    ("contacts-by-violence-form", "violence_form=economic", |r| r.yes(TYPES + 3)),
    ("contacts-by-violence-form", "violence_form=symbolic", |r| r.yes(TYPES + 4)),
    ("contacts-by-violence-modality", "violence_modality=domestic", |r| r.yes(MODALITIES)),
    ("contacts-by-violence-modality", "violence_modality=institutional", |r| r.yes(MODALITIES + 1)),
    ("contacts-by-violence-modality", "violence_modality=labour", |r| r.yes(MODALITIES + 2)),
    ("contacts-by-violence-modality", "violence_modality=elsewhere", |r| r.yes(MODALITIES + 6)),
    ("contacts-by-bond", "bond=ex_partner", |r| r.cell(BOND) == "ex pareja"),
    ("contacts-by-bond", "bond=partner", |r| r.cell(BOND) == "pareja"),
    ("contacts-by-bond", "bond=superior", |r| r.cell(BOND) == "superior jerarquico"),
    ("contacts-by-bond", "bond=blank", |r| r.cell(BOND).is_empty()),
    ("contacts-by-aggressor-gender", "aggressor_gender=male", |r| r.cell(AGGRESSOR) == "varon"),
    ("contacts-by-aggressor-gender", "aggressor_gender=female", |r| r.cell(AGGRESSOR) == "mujer"),
];

/// Published cells of a report: (figure, measure, period, dimensions) to value and note.
type Cells = BTreeMap<[String; 4], (String, String)>;

fn cells(root: &Path, year: i32) -> Cells {
    let path = root.join(format!("reports/{year}/linea144/figures.csv"));
    let mut file = csv::Reader::from_path(path).expect("figures.csv");
    let records = file.records().map(|r| r.expect("a cell"));
    records.map(|r| ([0, 1, 4, 5].map(|c| r[c].to_owned()), (r[6].to_owned(), r[10].to_owned()))).collect()
}

fn at(figure: &str, measure: &str, period: &str, dims: &str) -> [String; 4] {
    [figure, measure, period, dims].map(str::to_owned)
}

/// Every cell says what a second count says; what is not printed is small, or protects what is small.
#[test]
fn a_second_count_gives_the_same() {
    let (Some(folder), Some(root)) = (registrations(), workspace(with_known_error)) else { return };
    let (code, _) = run(root.path(), "build");
    assert_eq!(code, 0);
    let all = rows(&folder);
    let (mut compared, mut hidden) = (0, 0);
    for report in [2021, 2022, 2023] {
        let cells = cells(root.path(), report);
        for year in 2020..=report {
            let of_year: Vec<&Row> = all.iter().filter(|r| r.month().0 == year).collect();
            let period = year.to_string();
            let total = &cells[&at("contacts-per-year", "contacts", &period, "")].0;
            assert_eq!(*total, of_year.len().to_string(), "{year}");
            for (figure, dims, counts) in COUNTED {
                let expected = of_year.iter().filter(|r| counts(r)).count();
                match cells.get(&at(figure, "contacts", &period, dims)) {
                    Some((value, _)) if value.is_empty() => hidden += 1,
                    Some((value, _)) => {
                        assert!(*value == expected.to_string(), "{figure} {dims} {year} in {report}");
                        assert!(expected == 0 || expected >= 5, "{figure} {dims} {year} is printed");
                        compared += 1;
                    }
                    // A special code that no year of the report has stands in no table.
                    None => assert!(expected == 0, "{figure} {dims} {year} in {report}"),
                }
            }
            for month in 1..=12 {
                let expected = of_year.iter().filter(|r| r.month().1 == month).count();
                let value = &cells[&at("contacts-by-month", "contacts", &format!("{year}-{month:02}"), "")].0;
                let shown = if expected == 0 { String::new() } else { expected.to_string() };
                assert_eq!(*value, shown, "{year}-{month:02} in {report}");
            }
        }
    }
    assert!(compared > 250 && hidden < 30, "{compared} cells compared, {hidden} hidden");
}

/// Half a year is marked as such and compared with no whole one; its months are.
#[test]
fn a_part_of_a_year_is_not_compared() {
    let Some(root) = workspace(with_known_error) else { return };
    let (code, _) = run(root.path(), "build");
    assert_eq!(code, 0);
    let cells = cells(root.path(), 2023);
    let note =
        |period: &str| cells[&at("contacts-per-year", "contacts", period, "")].1.contains("partial-period");
    assert!(note("2023") && !note("2022"));
    assert!(cells[&at("contacts-per-year", "change", "2023", "")].0.is_empty());
    assert!(!cells[&at("contacts-per-year", "change", "2022", "")].0.is_empty());
    let changes = |months: bool| {
        let of = |key: &[String; 4]| {
            key[1] == "change" && key[2] == "2022/2023" && key[3].starts_with("month=") == months
        };
        cells
            .iter()
            .filter(|(key, _)| of(key))
            .map(|(_, (value, _))| !value.is_empty())
            .collect::<Vec<bool>>()
    };
    assert!(!changes(false).is_empty() && changes(false).iter().all(|printed| !printed));
    assert_eq!(changes(true).iter().filter(|printed| **printed).count(), 6);
}
