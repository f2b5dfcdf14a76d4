//! The 26 figures that were published about the first quarter of 2021, and the base of each percentage.

use jaarlijn::config::{PublishedValue, load, published};
use jaarlijn::pipeline::gather;

use crate::support::{reading, salt};

use super::source::{AGGRESSOR, BOND, GENDER, MODALITIES, PROVINCE, Row, TYPES, rows};
use super::{registrations, workspace};

type Test = fn(&Row) -> bool;
type Weight = fn(&Row) -> u64;

const ONE: Weight = |_| 1;
/// Modalities named: a contact with two of them counts twice.
const NAMED: Weight = |row| (MODALITIES..MODALITIES + 7).filter(|c| row.yes(*c)).count() as u64;
const WOMAN: Test = |row| row.cell(GENDER) == "mujer";

/// Id, numerator, base.
const SHARES: [(&str, Test, Weight); 16] = [
    ("psychological", |row| row.yes(TYPES + 1), ONE),
    ("physical", |row| row.yes(TYPES), ONE),
    ("economic", |row| row.yes(TYPES + 3), ONE),
    ("symbolic", |row| row.yes(TYPES + 4), ONE),
    ("sexual", |row| row.yes(TYPES + 2), ONE),
    ("domestic", |row| row.yes(MODALITIES), NAMED),
    ("domestic-2", |row| row.yes(MODALITIES), NAMED),
    ("institutional", |row| row.yes(MODALITIES + 1), NAMED),
    ("labour", |row| row.yes(MODALITIES + 2), NAMED),
    ("women", WOMAN, ONE),
    ("women-2", WOMAN, ONE),
    ("aggressor-male", |row| row.cell(AGGRESSOR) == "varon", ONE),
    ("ex-partner", |row| row.cell(BOND) == "ex pareja", ONE),
    ("partner", |row| WOMAN(row) && row.cell(BOND) == "pareja", ONE),
    ("age-15-44", |row| WOMAN(row) && row.age().is_some_and(|a| (15..=44).contains(&a)), ONE),
    ("age-15-44-2", |row| WOMAN(row) && row.age().is_some_and(|a| (15..=44).contains(&a)), ONE),
];

const PROVINCES: [(&str, &str); 9] = [
    ("buenos-aires", "buenos aires"),
    ("caba", "ciudad autonoma de buenos aires"),
    ("santa-fe", "santa fe"),
    ("tucuman", "tucuman"),
    ("mendoza", "mendoza"),
    ("chaco", "chaco"),
    ("misiones", "misiones"),
    ("formosa", "formosa"),
    ("corrientes", "corrientes"),
];

/// Every published figure follows from the files by the base that this table names for it.
#[test]
fn the_bases_give_the_printed_numbers() {
    let (Some(folder), Some(root)) = (registrations(), workspace(|_, text| text)) else { return };
    let all = rows(&folder);
    let quarter: Vec<&Row> = all.iter().filter(|r| r.month().0 == 2021 && r.month().1 <= 3).collect();
    let (loaded, findings) = load(root.path());
    assert!(!findings.has_errors(), "{findings:?}");
    let line = &loaded.expect("a workspace").helplines[0];
    let (figures, findings) = published(root.path(), line);
    assert!(findings.0.is_empty(), "{findings:?}");
    assert_eq!(figures.len(), 26);
    let mut met = 0;
    let mut agrees = |id: &str, computed: u64| {
        let id = format!("q1-2021-{id}");
        let figure = figures.iter().find(|f| f.id == id).unwrap_or_else(|| panic!("no figure {id}"));
        let PublishedValue::Number(n) = figure.value else { panic!("{id} has no number") };
        assert_eq!((n.scaled, n.decimals), (i64::try_from(computed).expect("a number"), 0), "{id}");
        met += 1;
    };
    agrees("interventions", quarter.len() as u64);
    for (id, name) in PROVINCES {
        let n = quarter.iter().filter(|r| r.cell(PROVINCE) == name).count();
        agrees(&format!("province-{id}"), n as u64);
    }
    for (id, part, base) in SHARES {
        let part = quarter.iter().filter(|r| part(r)).count() as u64;
        let base: u64 = quarter.iter().map(|r| base(r)).sum();
        agrees(id, (200 * part + base) / (2 * base));
    }
    assert_eq!(met, 26);
}

/// Ids of the figures whose reconciliation differs in a workspace, for the report of 2021.
fn differing(edit: impl Fn(&str, String) -> String) -> Option<Vec<String>> {
    let root = workspace(edit)?;
    let loaded = load(root.path()).0.expect("a workspace");
    let (gathered, findings) = gather(&loaded, 0, &reading(Some(2021), &salt()));
    assert_eq!(gathered.expect("a line").years.len(), 1);
    let differs = findings.0.iter().filter(|f| f.code == "R001");
    Some(differs.filter_map(|f| f.message.split_once(':')).map(|(id, _)| id.to_owned()).collect())
}

fn replaced(from: &'static str, to: &'static str) -> impl Fn(&str, String) -> String {
    move |file, text| if file == "published.yaml" { text.replace(from, to) } else { text }
}

/// The program finds no difference with the bases of the configuration.
#[test]
fn nothing_differs() {
    if let Some(ids) = differing(|_, text| text) {
        assert!(ids.is_empty(), "{ids:?}");
    }
}

/// Another base is another number: the reconciliation says which figures it fails.
#[test]
fn another_base_is_noticed() {
    let Some(domestic) = differing(replaced(", base: answers", "")) else { return };
    assert_eq!(domestic, ["q1-2021-domestic", "q1-2021-domestic-2"]);
    let known = "share_of: gender, base: known";
    let women = differing(replaced("share_of: gender", known)).unwrap_or_default();
    assert_eq!(women, ["q1-2021-women", "q1-2021-women-2"]);
    let of_women = differing(replaced("share_of: [gender, age]", "share_of: age")).unwrap_or_default();
    assert_eq!(of_women, ["q1-2021-age-15-44", "q1-2021-age-15-44-2"]);
    let partner = "dimensions: {gender: female, bond: partner}, share_of: [gender, bond]";
    let anybody =
        differing(replaced(partner, "dimensions: {bond: partner}, share_of: bond")).unwrap_or_default();
    assert_eq!(anybody, ["q1-2021-partner"]);
}
