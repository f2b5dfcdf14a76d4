//! The relations between the cells of all tables. The rows and columns of a table show by their roles what adds
//! up to what; codes and months add up wherever they stand; a stage is the next one and those lost between; and
//! each figure declares the sums that nobody can see from its rows and columns. A relation that is forgotten is
//! a way to compute a suppressed cell.

use super::builder::Builder;
use super::cell::Identity;
use super::equal_counts::same_counts;
use super::hierarchies::{families, several};
use super::overlapping_bands::overlaps;
use crate::config::Stage;

use crate::measures::{Exact, Header, Missing, Role, Table};

/// Adds every relation.
pub fn relate(builder: &mut Builder, tables: &[Table]) {
    let several = several(tables);
    for table in tables {
        let places = builder.places(table);
        let width = table.cols.len();
        let roles = |headers: &[Header]| headers.iter().map(|h| h.role).collect::<Vec<_>>();
        let part = |r: usize, c: usize| part(table, &places, r * width + c);
        let (rows, cols) = (roles(&table.rows), roles(&table.cols));
        let chance = |dim: &Option<String>| dim.as_ref().is_some_and(|d| several.contains(d));
        for c in 0..cols.len() {
            axis(builder, &rows, chance(&table.row_dim), |r| part(r, c));
        }
        for r in 0..rows.len() {
            axis(builder, &cols, chance(&table.col_dim), |c| part(r, c));
        }
        table.sums.iter().for_each(|sum| builder.declared(sum));
    }
    families(builder, tables, &several);
    overlaps(builder);
    same_counts(builder);
    for i in 0..builder.identities().len() {
        let id = builder.identities()[i].clone();
        bases(builder, i, &id);
        stages(builder, i, &id);
    }
}

/// What a place contributes to a sum.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Cell(usize),
    /// Nothing, because such a count cannot exist.
    Nothing,
    /// A number that is not given: the other parts leave a rest.
    Withheld,
    /// Something that is no count: there is no sum.
    Else,
}

fn part(table: &Table, places: &[Option<usize>], at: usize) -> Part {
    match (&table.cells[at].value, places[at]) {
        (Exact::Count(_), Some(node)) => Part::Cell(node),
        (Exact::Missing(Missing::NotApplicable), _) => Part::Nothing,
        (Exact::Missing(Missing::TooMuchUnknown | Missing::BesidePublished | Missing::PastLimit), _) => {
            Part::Withheld
        }
        _ => Part::Else,
    }
}

/// The sums within one row or column: members add up to their group, parts to each total.
fn axis(builder: &mut Builder, roles: &[Role], several: bool, at: impl Fn(usize) -> Part) {
    let cells = |wanted: &mut dyn Iterator<Item = usize>| -> Option<Vec<usize>> {
        let mut nodes = Vec::new();
        for i in wanted {
            match at(i) {
                Part::Cell(node) => nodes.push(node),
                Part::Nothing | Part::Withheld => {}
                Part::Else => return None,
            }
        }
        Some(nodes)
    };
    for g in (0..roles.len()).filter(|g| roles[*g] == Role::Group) {
        let members = roles[g + 1..].iter().take_while(|r| **r == Role::Member).count();
        if let (Part::Cell(group), Some(members)) = (at(g), cells(&mut (g + 1..=g + members)))
            && !members.is_empty()
        {
            tie(builder, group, &members, several);
        }
    }
    let is_part = |i: &usize| matches!(roles[*i], Role::Body | Role::Group | Role::Other | Role::Unknown);
    let Some(parts) = cells(&mut (0..roles.len()).filter(is_part)) else { return };
    // There can be two totals over the same parts: all attempts, and those that were not answered. The
    // relation holds for the one that the parts add up to. Where only some of the parts are shown, they leave
    // a rest of the whole.
    for t in (0..roles.len()).filter(|i| matches!(roles[*i], Role::Total | Role::Derived)) {
        if let Part::Cell(total) = at(t)
            && !parts.is_empty()
            && parts.iter().all(|p| may_hold(builder, total, *p))
        {
            tie(builder, total, &parts, several);
        }
    }
}

/// Whether a cell can be a part of another. A count of an earlier stage is no part of a later stage, even
/// where its number happens to be the smaller one.
fn may_hold(builder: &Builder, whole: usize, part: usize) -> bool {
    let stage = |n: usize| builder.identities()[n].stage;
    stage(whole).zip(stage(part)).is_none_or(|(whole, part)| whole <= part)
}

/// Ties parts to their whole. When they do not add up to it, each part by itself leaves a rest of the whole.
/// With several answers per contact a sum is right only by chance, so then only the rests are tied.
fn tie(builder: &mut Builder, whole: usize, parts: &[usize], several: bool) {
    if !several {
        builder.tie(whole, parts);
    }
    let sum: u64 = parts.iter().map(|p| builder.value(*p)).sum();
    if several || sum != builder.value(whole) {
        for part in parts {
            builder.tie(whole, &[*part]);
        }
    }
}

/// Of several populations with one name the smaller ones are parts of the larger ones: those who were asked
/// are a part of all, and those who were asked further of them. Where two have the same number, they are the
/// same contacts.
fn bases(builder: &mut Builder, node: usize, id: &Identity) {
    let size = |n: usize| (builder.value(n), n);
    let smaller = builder.named(id).into_iter().filter(|n| size(*n) < size(node));
    match smaller.max_by_key(|n| size(*n)) {
        Some(next) if builder.value(next) == builder.value(node) => builder.same(next, node),
        Some(next) => builder.tie(node, &[next]),
        None => {}
    }
}

/// A stage is the next stage plus those who did not come so far.
fn stages(builder: &mut Builder, node: usize, id: &Identity) {
    let Some(stage) = id.stage else { return };
    let later = |s: &Stage| *s > stage;
    let of = |s: Stage| Identity { stage: Some(s), ..id.clone() };
    // Those who came so far and were asked something leave a rest of all, too.
    let next = Stage::ALL.into_iter().filter(later).map(|s| builder.named(&of(s))).find(|f| !f.is_empty());
    let lost = builder.named(&Identity { measure: "unanswered".to_owned(), ..id.clone() });
    for next in next.into_iter().flatten().filter(|_| id.of_all()) {
        builder.tie(node, &[next]);
        for lost in lost.iter().filter(|_| id.measure == "contacts") {
            builder.tie(node, &[next, *lost]);
        }
    }
}
