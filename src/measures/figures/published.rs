//! Figures published before, beside what the registrations give.

use std::collections::BTreeMap;

use super::{Context, column_of};
use crate::config::{Chapter, DimKind, Published, PublishedValue, Stage};
use crate::measures::cube::{Col, Spec, Sums};
use crate::measures::grid::{header, measure, plain};
use crate::measures::{Cell, Exact, Form, Key, Label, Missing, Num, Role, Table, TableKind};

/// What a published figure needs from the cube.
#[must_use]
pub fn spec(figure: &Published) -> Option<Spec> {
    let counted = ["contacts", "victims", "share"].contains(&figure.measure.as_str());
    if !counted || figure.not_reproducible.is_some() {
        return None;
    }
    let mut spec = vec![Col::YearMonth, Col::Stage];
    spec.extend(figure.dims.keys().map(|d| column_of(d)));
    Some(spec)
}

/// Published against computed, one row per figure; none when nothing was published before.
pub fn table(cx: &Context<'_>) -> Option<Table> {
    let figures: Vec<&Published> = cx.published.iter().filter(|p| p.period.months().1.0 <= cx.year).collect();
    if figures.is_empty() {
        return None;
    }
    let mut rows = Vec::new();
    let mut cells: Vec<Cell> = Vec::new();
    for figure in figures {
        let stage = figure.stage.unwrap_or(cx.line.main_stage);
        let unit = match figure.measure.as_str() {
            "contacts" => cx.line.unit(stage).to_owned(),
            "victims" => "victim".to_owned(),
            "share" => "percent".to_owned(),
            series => cx.line.series.iter().find(|s| s.id == series).map_or_else(String::new, |s| s.unit.clone()),
        };
        let counted = unit != "visitor" && unit != "visit";
        let key = Key {
            stage: counted.then_some(stage),
            period: Some(figure.period),
            dims: figure.dims.clone(),
            ..measure(&figure.measure, &unit)
        };
        let label = format!("published:{}", figure.id);
        rows.push(header(key, Label::Plain(label), Role::Body));
        cells.push(plain(match figure.value {
            PublishedValue::Number(n) => Exact::Given(n),
            PublishedValue::NotApplicable => Exact::Missing(Missing::NotApplicable),
        }));
        cells.push(plain(computed(cx, figure, stage)));
    }
    let vintage = |name: &str, word: &str| {
        let key = Key { dims: BTreeMap::from([("vintage".to_owned(), name.to_owned())]), ..Key::default() };
        header(key, Label::Word(word.to_owned()), Role::Body)
    };
    Some(Table {
        figure: "published-before".to_owned(),
        chapter: Chapter::Method,
        key: Key::default(),
        row_dim: None,
        col_dim: None,
        kind: TableKind::Single,
        form: Form::None,
        year: cx.year,
        rows,
        cols: vec![vintage("published", "col.published"), vintage("computed", "col.computed")],
        cells,
        notes: Vec::new(),
        annex: true,
    })
}

fn computed(cx: &Context<'_>, figure: &Published, stage: Stage) -> Exact {
    if figure.not_reproducible.is_some() {
        return Exact::Missing(Missing::NotAvailable);
    }
    if !["contacts", "victims", "share"].contains(&figure.measure.as_str()) {
        return series_value(cx, figure);
    }
    let Some(sums) = sums(cx, figure, stage, None) else { return Exact::Missing(Missing::NotAvailable) };
    match figure.measure.as_str() {
        "contacts" if figure.value == PublishedValue::NotApplicable && sums.n == 0 => Exact::Missing(Missing::NotApplicable),
        "contacts" => Exact::Count(sums.n),
        "victims" => Exact::Count(sums.victims),
        _ => {
            let Some(all) = super::published::sums(cx, figure, stage, figure.share_of.as_deref()) else {
                return Exact::Missing(Missing::NotAvailable);
            };
            let (part, whole) = if figure.of == "victims" { (sums.victims, all.victims) } else { (sums.n, all.n) };
            let decimals = match figure.value {
                PublishedValue::Number(n) => n.decimals,
                PublishedValue::NotApplicable => 1,
            };
            match Num::quotient(100, i128::from(part), i128::from(whole), decimals) {
                Some(value) => Exact::Stat { value, n: part },
                None => Exact::Missing(Missing::Undefined),
            }
        }
    }
}

fn series_value(cx: &Context<'_>, figure: &Published) -> Exact {
    let points = cx.series.iter().filter(|p| p.series == figure.measure);
    let inside: Vec<Num> = points
        .clone()
        .filter(|p| p.period == figure.period)
        .map(|p| p.value)
        .take(1)
        .collect();
    if let Some(value) = inside.first() {
        return Exact::Given(*value);
    }
    // A span is the sum of what lies in it: of its years, or else of its months.
    let whole: Vec<i64> = points
        .clone()
        .filter(|p| {
            let (from, to) = p.period.months();
            from != to && figure.period.contains(to.0, to.1)
        })
        .map(|p| p.value.scaled)
        .collect();
    let months: Vec<i64> = points
        .filter(|p| {
            let (from, to) = p.period.months();
            from == to && figure.period.contains(from.0, from.1)
        })
        .map(|p| p.value.scaled)
        .collect();
    match (whole.is_empty(), months.is_empty()) {
        (false, _) => Exact::Given(Num { scaled: whole.iter().sum(), decimals: 0 }),
        (true, false) => Exact::Given(Num { scaled: months.iter().sum(), decimals: 0 }),
        (true, true) => Exact::Missing(Missing::NotAvailable),
    }
}

/// Sums over a period and codes; without one dimension's condition for a base.
fn sums(cx: &Context<'_>, figure: &Published, stage: Stage, without: Option<&str>) -> Option<Sums> {
    let grouping = cx.cube.get(&spec(figure)?)?;
    let wanted: Vec<Option<Vec<usize>>> = figure
        .dims
        .iter()
        .map(|(dim, code)| if Some(dim.as_str()) == without { None } else { Some(members(cx, dim, code)) })
        .collect();
    let multi: Vec<bool> = figure
        .dims
        .keys()
        .map(|dim| cx.line.dimension(dim).is_some_and(|d| d.kind == DimKind::Multi))
        .collect();
    let mut total = Sums::default();
    for (key, sums) in grouping.iter() {
        let (year, month) = cx.cube.year_month(key[0]);
        let fits = |i: usize| match &wanted[i] {
            None => true,
            Some(codes) if multi[i] => codes.iter().any(|c| key[2 + i] >> c & 1 == 1),
            Some(codes) => codes.iter().any(|c| *c as u64 == key[2 + i]),
        };
        if figure.period.contains(year, month) && Context::reaches(key[1], stage) && (0..wanted.len()).all(fits) {
            total += sums;
        }
    }
    Some(total)
}

/// Positions of a code, or of the members of a group.
fn members(cx: &Context<'_>, dim: &str, code: &str) -> Vec<usize> {
    let of = |codes: &mut dyn Iterator<Item = (&str, Option<&str>)>| {
        codes.enumerate().filter(|(_, (id, parent))| *id == code || *parent == Some(code)).map(|(i, _)| i).collect()
    };
    match dim {
        "channel" => of(&mut cx.line.channels.iter().map(|c| (c.id.as_str(), c.parent.as_deref()))),
        "outcome" => of(&mut crate::config::Outcome::ALL.iter().map(|o| (o.id(), None))),
        dim => match cx.line.dimension(dim) {
            Some(d) => of(&mut d.codes.codes.iter().map(|c| (c.id.as_str(), c.parent.as_deref()))),
            None => Vec::new(),
        },
    }
}
