//! Method: completeness per variable for the report year, and the sum of rows.

use super::{Context, dim};
use crate::base::Period;
use crate::config::{Applies, Chapter, CodeKind, DimKind, FigureId};
use crate::measures::grid::{header, measure, plain};

use crate::measures::{Exact, Form, Formula, Header, Key, Label, Role, Table, TableKind};

/// Both tables.
pub fn tables(cx: &Context<'_>) -> Vec<Table> {
    completeness(cx).into_iter().chain([rows(cx)]).collect()
}

/// Rows read = rows used + rows excluded by each named rule. Rows of files are no counts of persons
/// with a trait: they are printed as they are, so that the sum can be checked.
fn rows(cx: &Context<'_>) -> Table {
    let accounting = cx.accounting;
    let given = |n: u64| plain(Exact::Given(crate::base::Num::int(n)));
    let rule_key = |rule: &str| Key {
        dims: [("rule".to_owned(), rule.to_owned())].into(),
        ..measure("rows_excluded", "row")
    };
    let mut rows = vec![header(measure("rows_read", "row"), Label::Word("row.read".to_owned()), Role::Total)];
    let mut cells = vec![given(accounting.read)];
    for (rule, n) in &accounting.excluded {
        let label = match rule.strip_prefix("rejected:") {
            Some(code) => Label::Word(format!("row.rejected:{code}")),
            None if rule == crate::validation::WITHDRAWN => Label::Word("row.withdrawn".to_owned()),
            None if rule == crate::validation::BELOW => Label::Word("row.below".to_owned()),
            None => match rule.strip_prefix("same:") {
                Some(what) => Label::Word(format!("row.same_{what}")),
                None => Label::Code { dim: "rule".to_owned(), code: rule.clone() },
            },
        };
        rows.push(header(rule_key(rule), label, Role::Body));
        cells.push(given(*n));
    }
    rows.push(header(measure("rows_used", "row"), Label::Word("row.used".to_owned()), Role::Total));
    cells.push(given(accounting.used));
    let period = match (cx.cube.first_year, cx.cube.last_year) {
        (a, b) if a == b => Period::Year(a),
        (a, b) => Period::Years(a, b),
    };
    Table {
        figure: FigureId::Rows,
        chapter: Chapter::Method,
        key: Key { period: Some(period), ..Key::default() },
        row_dim: None,
        col_dim: None,
        kind: TableKind::Single,
        form: Form::None,
        year: cx.year,
        rows,
        cols: vec![header(Key::default(), Label::Word("col.number".to_owned()), Role::Body)],
        cells,
        notes: Vec::new(),
        annex: false,
        sums: Vec::new(),
    }
}

/// Completeness: known, unknown, unclear and blank per variable.
fn completeness(cx: &Context<'_>) -> Option<Table> {
    let kinds = [CodeKind::Plain, CodeKind::Unknown, CodeKind::Unclear, CodeKind::Blank];
    let mut rows: Vec<Header> = Vec::new();
    let mut cells = Vec::new();
    for d in cx.line.dimensions.iter().filter(|d| d.applies == Applies::Answered) {
        let Some(grouping) = cx.cube.get(&dim(&d.id)) else { continue };
        let mut counts = [0_u64; 4];
        for (key, sums) in grouping.iter() {
            if cx.cube.year_month(key[0]).0 != cx.year || !Context::reaches(key[2], cx.line.main_stage) {
                continue;
            }
            let kind_of = |i: usize| d.codes.codes.get(i).map_or(CodeKind::Blank, |c| c.kind);
            // Of several answers the best known one counts; none at all means that all were denied.
            let kind = match d.kind {
                DimKind::Single => kind_of(usize::try_from(key[3]).unwrap_or(0)),
                DimKind::Multi => (0..d.codes.codes.len())
                    .filter(|i| key[3] >> i & 1 == 1)
                    .map(kind_of)
                    .min()
                    .unwrap_or(CodeKind::Plain),
            };
            let place = kinds.iter().position(|k| *k == kind).unwrap_or(0);
            counts[place] += sums.n;
        }
        let r = rows.len();
        let key = Key { dims: [("variable".to_owned(), d.id.clone())].into(), ..Key::default() };
        rows.push(header(key, Label::Dimension(d.id.clone()), Role::Body));
        cells.extend(counts.iter().map(|n| plain(Exact::Count(*n))));
        cells.push(plain(Exact::Count(counts.iter().sum())));
        cells.push(plain(Exact::Derived(Formula::Share { part: (r, 0), whole: (r, 4) })));
    }
    if rows.is_empty() {
        return None;
    }
    let unit = cx.line.unit(cx.line.main_stage);
    let col = |name: &str, unit: &str, word: &str, role| {
        header(measure(name, unit), Label::Word(word.to_owned()), role)
    };
    Some(Table {
        figure: FigureId::Completeness,
        chapter: Chapter::Method,
        key: Key { stage: Some(cx.line.main_stage), period: Some(Period::Year(cx.year)), ..Key::default() },
        row_dim: None,
        col_dim: None,
        kind: TableKind::Single,
        form: Form::None,
        year: cx.year,
        rows,
        cols: vec![
            col("known", unit, "col.known", Role::Body),
            col("unknown", unit, "code.unknown", Role::Body),
            col("unclear", unit, "code.unclear", Role::Body),
            col("blank", unit, "code.blank", Role::Body),
            col("contacts", unit, "row.total", Role::Total),
            col("completeness", "percent", "col.completeness", Role::Derived),
        ],
        cells,
        notes: Vec::new(),
        annex: false,
        sums: Vec::new(),
    })
}
