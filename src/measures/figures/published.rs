//! Figures published before, beside what the registrations give.

use std::collections::BTreeMap;

use chrono::Datelike;

use super::{Context, column_of};
use crate::base::Num;
use crate::config::{Base, Chapter, CodeKind, DimKind, FigureId, Published, PublishedValue, Stage, dim};
use crate::measures::cube::{Col, Spec, Sums};
use crate::measures::grid::{header, measure, plain};

use crate::measures::{Cell, Exact, Form, Key, Label, Missing, Role, Sum, Table, TableKind};

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
            series => {
                cx.line.series.iter().find(|s| s.id == series).map_or_else(String::new, |s| s.unit.clone())
            }
        };
        let counted = unit != "visitor" && unit != "visit";
        let key = Key {
            stage: counted.then_some(stage),
            period: Some(figure.period),
            dims: publication(figure),
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
        let key =
            Key { dims: BTreeMap::from([(dim::VINTAGE.to_owned(), name.to_owned())]), ..Key::default() };
        header(key, Label::Word(word.to_owned()), Role::Body)
    };
    let table = Table {
        figure: FigureId::PublishedBefore,
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
        sums: Vec::new(),
    };
    Some(table.declaring(|key| match key.measures("share") {
        true => Sum::over_time(&key.called("contacts")),
        false => Sum::over_time(key),
    }))
}

/// The codes counted, and the publication: the same figure may have been published twice.
fn publication(figure: &Published) -> BTreeMap<String, String> {
    let mut dims = figure.dims.clone();
    dims.insert(dim::PUBLICATION.to_owned(), figure.id.clone());
    dims
}

fn computed(cx: &Context<'_>, figure: &Published, stage: Stage) -> Exact {
    if figure.not_reproducible.is_some() {
        return Exact::Missing(Missing::NotAvailable);
    }
    if !["contacts", "victims", "share"].contains(&figure.measure.as_str()) {
        return series_value(cx, figure);
    }
    if figure.value != PublishedValue::NotApplicable && !all_registered(cx, figure) {
        return Exact::Missing(Missing::NotAvailable);
    }
    let Some(sums) = sums(cx, figure, stage) else { return Exact::Missing(Missing::NotAvailable) };
    match figure.measure.as_str() {
        "contacts" if figure.value == PublishedValue::NotApplicable && sums.n == 0 => {
            Exact::Missing(Missing::NotApplicable)
        }
        "contacts" => Exact::Count(sums.n),
        "victims" => Exact::Count(sums.victims),
        _ => {
            let Some(all) = base(cx, figure, stage) else { return Exact::Missing(Missing::NotAvailable) };
            let (part, whole) =
                if figure.of == "victims" { (sums.victims, all.victims) } else { (sums.n, all.n) };
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

/// Whether there are registrations of every year of a period in which the line existed: of a year without them
/// nothing is known, which is not zero.
fn all_registered(cx: &Context<'_>, figure: &Published) -> bool {
    let ((first, _), (last, _)) = figure.period.months();
    let existed = |year: &i32| {
        cx.line.since.is_none_or(|d| d.year() <= *year) && cx.line.until.is_none_or(|d| d.year() >= *year)
    };
    let there = |year: i32| (cx.cube.first_year..=cx.cube.last_year).contains(&year);
    (first..=last).filter(existed).all(there)
}

fn series_value(cx: &Context<'_>, figure: &Published) -> Exact {
    let points = cx.series.iter().filter(|p| p.series == figure.measure);
    let inside: Vec<Num> =
        points.clone().filter(|p| p.period == figure.period).map(|p| p.value).take(1).collect();
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

/// Sums over a period and codes.
fn sums(cx: &Context<'_>, figure: &Published, stage: Stage) -> Option<Sums> {
    let grouping = cx.cube.get(&spec(figure)?)?;
    let conditions = conditions(cx, figure, &[]);
    let mut total = Sums::default();
    for (key, sums) in grouping.iter().filter(|(key, _)| counts(cx, figure, stage, key)) {
        if conditions.iter().enumerate().all(|(i, c)| c.times(key[2 + i]) > 0) {
            total += sums;
        }
    }
    Some(total)
}

/// The base of a share.
fn base(cx: &Context<'_>, figure: &Published, stage: Stage) -> Option<Sums> {
    let grouping = cx.cube.get(&spec(figure)?)?;
    let conditions = conditions(cx, figure, &figure.share_of);
    let mut total = Sums::default();
    for (key, sums) in grouping.iter().filter(|(key, _)| counts(cx, figure, stage, key)) {
        let times: u64 = conditions.iter().enumerate().map(|(i, c)| c.times(key[2 + i])).product();
        let times = if figure.base == Base::Answers { times } else { times.min(1) };
        total += Sums {
            n: sums.n * times,
            victims: sums.victims * times,
            with_victims: sums.with_victims * times,
        };
    }
    Some(total)
}

fn counts(cx: &Context<'_>, figure: &Published, stage: Stage, key: &[u64]) -> bool {
    let (year, month) = cx.cube.year_month(key[0]);
    figure.period.contains(year, month) && Context::reaches(key[1], stage)
}

/// The codes that a dimension must have; `None` asks nothing.
struct Condition {
    codes: Option<Vec<usize>>,
    multi: bool,
}

impl Condition {
    /// How many of the codes the key of a grouping has.
    fn times(&self, key: u64) -> u64 {
        let has = |code: &&usize| if self.multi { key >> **code & 1 == 1 } else { **code as u64 == key };
        self.codes.as_ref().map_or(1, |codes| codes.iter().filter(has).count() as u64)
    }
}

/// One condition per dimension of a figure; those in `open` only ask what the base of a share asks.
fn conditions(cx: &Context<'_>, figure: &Published, open: &[String]) -> Vec<Condition> {
    let of = |(dim, code): (&String, &String)| Condition {
        codes: match (open.contains(dim), figure.base) {
            (false, _) => Some(members(cx, dim, code)),
            (true, Base::All) => None,
            (true, Base::Known | Base::Answers) => Some(real(cx, dim)),
        },
        multi: cx.line.dimension(dim).is_some_and(|d| d.kind == DimKind::Multi),
    };
    figure.dims.iter().map(of).collect()
}

/// Positions of the codes that are answers.
fn real(cx: &Context<'_>, dim: &str) -> Vec<usize> {
    match dim {
        "channel" => (0..cx.line.channels.len()).collect(),
        "outcome" => (0..crate::config::Outcome::ALL.len()).collect(),
        dim => cx.line.dimension(dim).map_or_else(Vec::new, |d| {
            let answer = |i: &usize| matches!(d.codes.codes[*i].kind, CodeKind::Plain | CodeKind::Other);
            (0..d.codes.codes.len()).filter(answer).collect()
        }),
    }
}

/// Positions of a code, or of the members of a group.
fn members(cx: &Context<'_>, dim: &str, code: &str) -> Vec<usize> {
    let of = |codes: &mut dyn Iterator<Item = (&str, Option<&str>)>| {
        codes
            .enumerate()
            .filter(|(_, (id, parent))| *id == code || *parent == Some(code))
            .map(|(i, _)| i)
            .collect()
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
