//! What a published percentage is a percentage of, and years that are not compared, on a workspace
//! small enough to count by hand.

use std::path::Path;

use jaarlijn::config::load;
use jaarlijn::disclosure::{Safe, SafeTable};
use jaarlijn::pipeline::gather;
use tempfile::TempDir;

use super::support::{reading, salt};

/// Contacts of 2023: 40 women, 40 men, 20 unknown; of the women 30 have both codes of `form`, of the men
/// 10 have `a` only, nobody else has any. A year earlier: 50 women without a form.
fn registrations() -> String {
    let mut csv = "Datum,Gender,A,B\n".to_owned();
    let mut add = |n: usize, row: &str| (0..n).for_each(|_| csv.push_str(&format!("{row}\n")));
    add(50, "2022-03-01,v,nee,nee");
    add(30, "2023-02-01,v,ja,ja");
    add(10, "2023-03-01,v,nee,nee");
    add(10, "2023-03-01,m,ja,nee");
    add(30, "2023-04-01,m,nee,nee");
    add(20, "2023-05-01,onbekend,nee,nee");
    csv
}

fn workspace(published: &str, extra: &str) -> TempDir {
    let root = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, text: &str| {
        let path = root.path().join("data").join(name);
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).expect("a folder");
        std::fs::write(path, text).expect("a file");
    };
    write("workspace.yaml", "date: 2024-03-01\nyears: [2023]\n");
    write(
        "codelists/gender.yaml",
        "codes: [{id: female, nl: Vrouw, aliases: [v]}, {id: male, nl: Man, aliases: [m]}]\n",
    );
    write("codelists/form.yaml", "codes: [{id: a, nl: A}, {id: b, nl: B}]\n");
    let columns = "{date: {column: Datum, day: known}, gender: Gender, form: {yes_no: {a: A, b: B}}}";
    let line = format!(
        "name: Lijn\ndimensions: {{gender: {{}}, form: {{kind: multi, nl: Vorm}}}}\nfiles: [{{match: \"*.csv\", columns: {columns}}}]\n{extra}"
    );
    write("lijn/helpline.yaml", &line);
    write("lijn/published.yaml", &format!("figures:\n{published}"));
    write("lijn/registrations/a.csv", &registrations());
    root
}

/// Tables of the report of 2023, and the codes of all findings.
fn tables(root: &TempDir) -> (Vec<SafeTable>, Vec<&'static str>) {
    let (loaded, findings) = load(root.path());
    assert!(findings.0.is_empty(), "{findings:?}");
    let (gathered, findings) = gather(&loaded.expect("a workspace"), 0, &reading(None, &salt()));
    let tables = gathered.map(|g| g.years[0].1.to_vec()).unwrap_or_default();
    // The months without a row are meant, and so is a gender that only the later months have.
    let meant = |code: &&str| ["V098", "V186"].contains(code);
    (tables, findings.0.iter().map(|f| f.code.id()).filter(|code| !meant(code)).collect())
}

fn computed(figure: &str) -> i64 {
    let figure =
        format!("  - {{id: x, measure: share, period: 2023, value: 1, decimals: 0, source: s, {figure}}}\n");
    let (tables, _) = tables(&workspace(&figure, ""));
    let table = tables.iter().find(|t| t.figure().is("published-before")).expect("the table");
    match table.cell(0, 1).value() {
        Safe::Number(n) => n.scaled,
        other => panic!("no number but {other:?}"),
    }
}

/// The same numerator on four bases.
#[test]
fn a_share_has_the_base_that_it_names() {
    // 40 of 100 contacts, and of the 80 whose gender is known.
    assert_eq!(computed("dimensions: {gender: female}"), 40);
    assert_eq!(computed("dimensions: {gender: female}, base: known"), 50);
    // 40 contacts with code a: of 100, of the 40 with a form, of the 70 forms named.
    assert_eq!(computed("dimensions: {form: a}"), 40);
    assert_eq!(computed("dimensions: {form: a}, base: known"), 100);
    assert_eq!(computed("dimensions: {form: a}, base: answers"), 57);
    // 30 women with code a: of 40 women, of 40 with code a, of all 100.
    assert_eq!(computed("dimensions: {gender: female, form: a}, share_of: form"), 75);
    assert_eq!(computed("dimensions: {gender: female, form: a}, share_of: gender"), 75);
    assert_eq!(computed("dimensions: {gender: female, form: a}, share_of: [gender, form]"), 30);
    // 30 women with code a, of the 40 with a form and a known gender.
    assert_eq!(computed("dimensions: {gender: female, form: a}, share_of: [gender, form], base: known"), 75);
}

/// A base that cannot be meant is refused, with its place.
#[test]
fn a_base_of_another_dimension_is_refused() {
    let wrong = "  - {id: x, measure: share, period: 2023, value: 1, source: s, dimensions: {form: a}, share_of: gender}\n";
    let (tables, codes) = tables(&workspace(wrong, ""));
    assert!(tables.is_empty());
    assert_eq!(codes, ["C053"]);
}

/// Changes from 2022 to 2023 that are printed.
fn changes(extra: &str) -> Vec<String> {
    let (tables, _) = tables(&workspace("  []\n", extra));
    let mut found = Vec::new();
    for table in &tables {
        for (r, c) in (0..table.rows().len()).flat_map(|r| (0..table.cols().len()).map(move |c| (r, c))) {
            let change = table.key_of(r, c).measure.as_deref() == Some("change");
            if change && matches!(table.cell(r, c).value(), Safe::Number(_)) {
                found.push(table.figure().to_string());
            }
        }
    }
    found
}

/// A whole year is compared with the one before, a part of one is not; its months still are.
#[test]
fn a_part_of_a_year_has_no_change() {
    let whole = changes("");
    for figure in ["contacts-per-year", "contacts-by-gender", "contacts-by-month"] {
        assert!(whole.iter().any(|f| f == figure), "{figure}: {whole:?}");
    }
    assert_eq!(changes("cut_off: {2023: 2023-06-30}\n"), ["contacts-by-month"]);
    assert!(changes("cut_off: {2022: 2022-06-30}\n").iter().all(|f| f == "contacts-by-month"));
}

/// Two dimensions with several answers cannot be grouped by together: both places that ask for it say so.
#[test]
fn two_dimensions_with_several_answers_are_refused() {
    let figure =
        "  - {id: x, measure: contacts, period: 2023, value: 1, source: s, dimensions: {form: a, sort: a}}\n";
    let second = "crosses: [[form, sort]]\n";
    let root = workspace(figure, second);
    let path = root.path().join("data/lijn/helpline.yaml");
    let line = std::fs::read_to_string(&path).expect("the line");
    let line = line.replace(
        "kind: multi, nl: Vorm}",
        "kind: multi, nl: Vorm}, sort: {codelist: form, kind: multi, nl: Soort}",
    );
    std::fs::write(&path, &line).expect("the line");
    let codes = |found: &jaarlijn::base::Findings| found.0.iter().map(|f| f.code.id()).collect::<Vec<_>>();
    assert_eq!(codes(&load(root.path()).1), ["C036"]);
    std::fs::write(&path, line.replace(second, "")).expect("the line");
    assert_eq!(tables(&root).1, ["C054"]);
}
