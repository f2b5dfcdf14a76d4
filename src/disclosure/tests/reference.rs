//! Tables of the size that other programs were measured with: eight provinces in two regions, twelve
//! categories in three groups, with six ages, four genders and twelve months, each within each province
//! and category; of one year or of several with their sum.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Cell, Chapter, Exact, FigureId, Form, Header, Key, Label, Period, Role, Stage, Sum, Table, TableKind,
};

/// A code and the leaves that it counts; no leaves at all is the total.
type Row = (Option<String>, Role, Vec<usize>);

/// A vocabulary of leaves, in groups of `per` when that is not 0, with its total.
fn vocabulary(name: &str, leaves: usize, per: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    for leaf in 0..leaves {
        if per > 0 && leaf % per == 0 {
            let group = format!("{name}_group_{}", leaf / per);
            rows.push((Some(group), Role::Group, (leaf..leaves.min(leaf + per)).collect()));
        }
        let role = if per > 0 { Role::Member } else { Role::Body };
        rows.push((Some(format!("{name}_{leaf:02}")), role, vec![leaf]));
    }
    rows.push((None, Role::Total, (0..leaves).collect()));
    rows
}

/// Random numbers that are the same every time.
pub struct Dice(pub u64);

impl Dice {
    /// A number below `limit`; small ones come oftener.
    fn skewed(&mut self, limit: usize) -> usize {
        let mut roll = || {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) as usize
        };
        let (a, b) = (roll() % limit, roll() % limit);
        if roll() % 3 == 0 { a } else { a.min(b) }
    }
}

/// Province, category, age, gender and month of each contact.
pub type Contacts = Vec<[usize; 5]>;

/// So many contacts.
pub fn contacts(dice: &mut Dice, number: usize) -> Contacts {
    (0..number).map(|_| [8, 12, 6, 4, 12].map(|limit| dice.skewed(limit))).collect()
}

fn header(dim: &str, row: &Row) -> Header {
    let dims: BTreeMap<String, String> = row.0.iter().map(|code| (dim.to_owned(), code.clone())).collect();
    let label = Label::Plain(row.0.clone().unwrap_or_default());
    Header { key: Key { dims, ..Key::default() }, label, role: row.1 }
}

/// All tables of one year, or of the years together.
pub fn tables(contacts: &Contacts, period: Period, categories: usize) -> Vec<Table> {
    let provinces = vocabulary("province", 8, 4);
    let all = vocabulary("category", 12, 4);
    let others = [("age", 2, 6), ("gender", 3, 4), ("month_of_year", 4, 12)];
    let mut tables = Vec::new();
    for category in all.iter().rev().take(categories) {
        let inside: Vec<&[usize; 5]> = contacts.iter().filter(|c| category.2.contains(&c[1])).collect();
        for (dim, place, leaves) in others {
            let columns = vocabulary(dim, leaves, 0);
            let mut counts = vec![vec![0_u64; leaves]; 8];
            inside.iter().for_each(|c| counts[c[0]][c[place]] += 1);
            let cell = |row: &Row, column: &Row| -> Cell {
                let sum = row.2.iter().flat_map(|r| column.2.iter().map(|c| counts[*r][*c])).sum();
                Cell { value: Exact::Count(sum), flags: BTreeSet::new() }
            };
            let table = Table {
                figure: FigureId::Cross(
                    format!("province_of_{}", category.0.as_deref().unwrap_or("all")),
                    dim.to_owned(),
                ),
                chapter: Chapter::Volume,
                key: Key {
                    measure: Some("contacts".to_owned()),
                    stage: Some(Stage::Answered),
                    period: Some(period),
                    ..header("category", category).key
                },
                row_dim: Some("province".to_owned()),
                col_dim: Some(dim.to_owned()),
                kind: TableKind::Single,
                form: Form::None,
                year: 2023,
                cells: provinces
                    .iter()
                    .flat_map(|r| columns.iter().map(|c| cell(r, c)).collect::<Vec<_>>())
                    .collect(),
                rows: provinces.iter().map(|r| header("province", r)).collect(),
                cols: columns.iter().map(|c| header(dim, c)).collect(),
                notes: Vec::new(),
                annex: false,
                sums: Vec::new(),
            };
            tables.push(table.declaring(Sum::over_time));
        }
    }
    tables
}

/// Tables of several years and of their sum, each year with its own contacts.
pub fn years(years: i32, per_year: usize, categories: usize) -> Vec<Table> {
    let mut dice = Dice(7);
    let (mut found, mut together) = (Vec::new(), Contacts::new());
    for year in 2024 - years..2024 {
        let of_year = contacts(&mut dice, per_year);
        found.extend(tables(&of_year, Period::Year(year), categories));
        together.extend(of_year);
    }
    if years > 1 {
        found.extend(tables(&together, Period::Years(2024 - years, 2023), categories));
    }
    found
}
