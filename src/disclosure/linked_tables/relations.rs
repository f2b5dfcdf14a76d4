//! The relations between the cells of all tables: parts add up to their total, months to years, years to
//! longer periods and to running totals, a stage to the next one and those lost between; the table of
//! completeness counts rows of the breakdowns. A relation that is forgotten here is a way to compute a
//! suppressed cell.

use super::builder::Builder;
use super::cell::Identity;
use super::equal_counts::same_counts;
use super::hierarchies::{families, several};
use super::overlapping_bands::overlaps;
use super::rate_denominators;
use crate::base::Period;
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
        completeness(builder, table, tables);
    }
    families(builder, tables, &several);
    overlaps(builder);
    same_counts(builder);
    for i in 0..builder.identities().len() {
        let id = builder.identities()[i].clone();
        bases(builder, i, &id);
        spans(builder, i, &id);
        running(builder, i, &id);
        stages(builder, i, &id);
        rate_denominators::rates(builder, i, &id);
        rate_denominators::of_channel(builder, i, &id);
        numbers(builder, i, &id);
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
        (Exact::Missing(Missing::TooMuchUnknown | Missing::BesidePublished), _) => Part::Withheld,
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

/// The table of completeness: `known` is the sum of the real codes of the variable's breakdown, and each
/// other kind is the sum of special rows of it.
fn completeness(builder: &mut Builder, table: &Table, tables: &[Table]) {
    let is = |t: &&Table| t.figure == "completeness" && t.year == table.year;
    let Some(dim) = table.row_dim.as_deref() else { return };
    let Some(complete) = tables.iter().find(is) else { return };
    let variable = |h: &Header| h.key.dims.get("variable").is_some_and(|v| v == dim);
    let Some(row) = complete.rows.iter().position(variable) else { return };
    let kinds = builder.places(complete);
    let kinds: Vec<usize> =
        (0..complete.cols.len()).filter_map(|c| kinds[row * complete.cols.len() + c]).collect();
    let places = builder.places(table);
    // A column of the year as a whole: that of one channel is not what the completeness is about.
    let whole = |c: &usize| {
        let key = table.key_of(0, *c);
        key.period == Some(Period::Year(table.year)) && key.dims.keys().all(|d| d == dim)
    };
    for c in (0..table.cols.len()).filter(whole) {
        let cells = |wanted: &[Role]| -> Vec<usize> {
            let rows = (0..table.rows.len()).filter(|r| wanted.contains(&table.rows[*r].role));
            rows.filter_map(|r| places[r * table.cols.len() + c]).collect()
        };
        let (real, special) = (cells(&[Role::Body, Role::Group, Role::Other]), cells(&[Role::Unknown]));
        for kind in kinds.iter().filter(|k| builder.value(**k) > 0).copied().collect::<Vec<_>>() {
            if let Some(rows) = rows_of(builder, kind, dim, &real, &special) {
                builder.tie_exact(kind, &rows);
            }
        }
    }
}

/// The rows of which a kind of completeness is the sum: neighbouring special rows, among them the row of the
/// same name where there is one, so that two kinds of the same size are not mistaken for each other.
fn rows_of(
    builder: &Builder,
    kind: usize,
    dim: &str,
    real: &[usize],
    special: &[usize],
) -> Option<Vec<usize>> {
    let name = &builder.identities()[kind].measure;
    let named = |n: &usize| builder.identities()[*n].dims.get(dim).is_some_and(|code| code == name);
    let runs = (0..special.len()).flat_map(|from| (from + 1..=special.len()).map(move |to| (from, to)));
    let runs = runs.map(|(from, to)| special[from..to].to_vec()).chain([real.to_vec()]);
    let fits = |run: &Vec<usize>| run.iter().map(|n| builder.value(*n)).sum::<u64>() == builder.value(kind);
    let known = name == "known";
    let own = special.iter().any(named);
    runs.filter(|run| known == (run.as_slice() == real) && (!own || run.iter().any(named))).find(fits)
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

/// A longer period is the sum of its years, or of its months; a part of a year leaves the rest of that year.
fn spans(builder: &mut Builder, node: usize, id: &Identity) {
    let Some(period @ (Period::Years(..) | Period::Months(..))) = id.period else { return };
    let at = |period: Period| Identity { period: Some(period), ..id.clone() };
    let ((first, from), (last, to)) = period.months();
    if first == last {
        if let Some(year) = builder.find(&at(Period::Year(first))) {
            builder.tie(year, &[node]);
        }
        let months: Option<Vec<usize>> =
            (from..=to).map(|month| builder.find(&at(Period::Month(first, month)))).collect();
        if let Some(months) = months {
            builder.tie(node, &months);
        }
        return;
    }
    let years: Vec<usize> = (first..=last).filter_map(|y| builder.find(&at(Period::Year(y)))).collect();
    if !years.is_empty() {
        builder.tie(node, &years);
    }
}

/// A running total is the running total of the year before plus this year's count.
fn running(builder: &mut Builder, node: usize, id: &Identity) {
    let (Some(Period::Year(year)), Some(measure)) = (id.period, id.measure.strip_suffix("_cumulative"))
    else {
        return;
    };
    let this = builder.find(&Identity { measure: measure.to_owned(), ..id.clone() });
    let before = builder.find(&Identity { period: Some(Period::Year(year - 1)), ..id.clone() });
    if let Some(this) = this {
        builder.tie(node, &[this]);
        if let Some(before) = before {
            builder.tie(node, &[this, before]);
        }
    }
}

/// A stage is the next stage plus those who did not come so far.
fn stages(builder: &mut Builder, node: usize, id: &Identity) {
    if id.measure == "contacts" {
        let with = Identity { measure: "contacts_with_victims".to_owned(), ..id.clone() };
        if let Some(with) = builder.find(&with) {
            builder.tie(node, &[with]);
        }
    }
    // Those with a registered time, or within opening hours, are a part of all.
    let base = match id.measure.as_str() {
        "answered_with_time" if !id.dims.contains_key("target") => Some(id.dims.clone()),
        "contacts_by_hours" | "requests_by_hours" if !id.dims.contains_key("hours") => Some(id.dims.clone()),
        _ => None,
    };
    if let Some(dims) = base {
        let all = Identity { measure: "contacts".to_owned(), dims, ..id.clone() };
        if let Some(all) = builder.find(&all) {
            builder.tie(all, &[node]);
        }
    }
    // Who tried outside opening hours was answered all the same, or missed for that reason.
    if id.measure == "unanswered" && id.dims.get("outcome").is_some_and(|o| o == "closed") {
        let mut dims = id.dims.clone();
        dims.remove("outcome");
        dims.insert("hours".to_owned(), "closed".to_owned());
        let outside = Identity { measure: "contacts_by_hours".to_owned(), dims, ..id.clone() };
        let answered = builder.find(&Identity { stage: Some(Stage::Answered), ..outside.clone() });
        if let Some(all) = builder.find(&outside) {
            let parts: Vec<usize> = answered.into_iter().chain([node]).collect();
            builder.tie_exact(all, &parts);
        }
    }
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

/// Counts of contacts with a known number are cells of the breakdown by caller under another name.
fn numbers(builder: &mut Builder, node: usize, id: &Identity) {
    let (measure, code) = match id.measure.as_str() {
        "numbers" => ("contacts", "first"),
        "contacts_with_number" => ("contacts", "known"),
        "unanswered_with_number" => ("unanswered", "known"),
        _ => return,
    };
    let dims = [("caller".to_owned(), code.to_owned())].into();
    let same = builder.find(&Identity { measure: measure.to_owned(), dims, ..id.clone() });
    if let Some(same) = same.filter(|_| id.dims.is_empty()) {
        builder.tie_exact(node, &[same]);
    }
}
