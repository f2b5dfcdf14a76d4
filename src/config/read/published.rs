//! `published.yaml` of a line: figures that were published before.

use std::collections::BTreeMap;

use crate::base::{Num, Period, code};
use crate::config::schema::{
    Base, Clue, Decimal, DimKind, Helpline, Published, PublishedValue, Qualifier, Stage, clue, plain,
};
use crate::config::yaml::{Map, Node, TextPlace};

/// Reads a line's published figures.
pub fn published(node: &Node<'_>, line: &Helpline) -> Vec<Published> {
    let map = node.map(Vec::new());
    let figures = map.need("figures", "a list").map(|n| n.items()).unwrap_or_default();
    let list = figures.iter().filter_map(|n| figure(n, line)).collect();
    map.finish();
    list
}

/// Keys of a figure beside its measure, period and value.
const OWN: [&str; 11] = [
    "decimals",
    "id",
    "stage",
    "dimensions",
    "share_of",
    "base",
    "of",
    "qualifier",
    "source",
    "not_reproducible",
    "note",
];

fn figure(node: &Node<'_>, line: &Helpline) -> Option<Published> {
    let map = node.map(Vec::new());
    let (Some(measure), Some(period), Some(value)) = (measure(&map, line), period(&map), value(&map)) else {
        map.finish_early(&OWN);
        return None;
    };
    whole(&map, &measure, value);
    let dims: BTreeMap<String, String> = map
        .get("dimensions")
        .map(|n| n.entries())
        .unwrap_or_default()
        .into_iter()
        .filter_map(|(dim, code)| Some((dim, code.text()?)))
        .collect();
    one_multi(&map, &dims, line);
    let qualifiers = [
        ("exact", Qualifier::Exact),
        ("approx", Qualifier::Approx),
        ("at_least", Qualifier::AtLeast),
        ("almost", Qualifier::Almost),
    ];
    let stages = Stage::ALL.map(|s| (s.id(), s));
    let bases = [("all", Base::All), ("known", Base::Known), ("answers", Base::Answers)];
    let published = Published {
        id: map.need("id", "a name of its own").and_then(|n| n.text()).unwrap_or_default(),
        stage: map.get("stage").and_then(|n| n.one_of(&stages)),
        share_of: share_of(&map, &dims),
        base: map.get("base").and_then(|n| n.one_of(&bases)).unwrap_or(Base::All),
        of: map
            .get("of")
            .and_then(|n| n.one_of(&[("victims", "victims"), ("contacts", "contacts")]))
            .unwrap_or("contacts")
            .to_owned(),
        qualifier: map.get("qualifier").and_then(|n| n.one_of(&qualifiers)).unwrap_or(Qualifier::Exact),
        source: map.text("source"),
        not_reproducible: map.get("not_reproducible").and_then(|n| n.text()),
        place: TextPlace::of_node(node),
        measure,
        period: period?,
        dims,
        value: value?,
    };
    map.get("note");
    map.finish();
    Some(published)
}

fn measure(map: &Map<'_>, line: &Helpline) -> Option<String> {
    let measure = map.need("measure", "contacts, victims, share or a series").and_then(|n| n.text())?;
    let known = ["contacts", "victims", "share"];
    if !known.contains(&measure.as_str()) && !line.series.iter().any(|s| s.id == measure) {
        map.node().problem(
            code::C050,
            format!("`{measure}` is neither a measure nor a series of this line"),
            "use contacts, victims, share, or the id of a series",
        );
    }
    Some(measure)
}

/// The period. The inner `None` is a value that has been refused, the outer one a missing key.
fn period(map: &Map<'_>) -> Option<Option<Period>> {
    let node = map.need("period", "a year, a month or a span")?;
    let period = node.text().as_deref().and_then(Period::parse);
    if period.is_none() {
        node.problem(
            code::C051,
            format!("{} is no period", node.shown()),
            "write 2020, 2020-03, 2017/2020 or 2017-05/2020-11",
        );
    }
    Some(period)
}

/// The value with as many decimals as the file says. The inner `None` is a value that has been refused, the outer one
/// a missing key.
fn value(map: &Map<'_>) -> Option<Option<PublishedValue>> {
    let node = map.need("value", "the number, or not_applicable")?;
    let text = node.text()?;
    let decimals = map.get("decimals").and_then(|n| n.whole(0, 6));
    let said = clue(&text);
    // Without quotes it is a number of YAML, whose decimal mark is a point.
    if node.value().is_string() && said == Some(Clue::Either) {
        let what =
            format!("{} is one number with a mark between thousands and another with decimals", node.shown());
        node.problem(code::C052, what, "write a plain number with a point, without a mark between thousands");
        return Some(None);
    }
    let mark = if said == Some(Clue::Comma) { Decimal::Comma } else { Decimal::Point };
    let number = plain(&text, mark).and_then(|text| Num::parse(&text));
    Some(match (text.as_str(), number) {
        ("not_applicable", _) => Some(PublishedValue::NotApplicable),
        (_, Some(number)) => Some(PublishedValue::Number(decimals.map_or(number, |d| rescale(number, d)))),
        _ => {
            node.problem(
                code::C052,
                format!("{} is no number", node.shown()),
                "write a plain number with a point, or not_applicable",
            );
            None
        }
    })
}

/// A number of people must be whole: `value: 12.480`, typed from a report, was meant as 12 480.
fn whole(map: &Map<'_>, measure: &str, value: Option<PublishedValue>) {
    let Some(PublishedValue::Number(number)) = value else { return };
    let parts = 10_i64.checked_pow(u32::from(number.decimals)).is_some_and(|unit| number.scaled % unit != 0);
    if let Some(node) = map.get("value").filter(|_| parts && ["contacts", "victims"].contains(&measure)) {
        let hint = "write thousands without a mark, e.g. 12480; a share has `measure: share`";
        node.problem(code::C052, format!("{} is no whole number of {measure}", node.shown()), hint);
    }
}

/// Contacts are grouped by at most one dimension with several answers.
fn one_multi(map: &Map<'_>, dims: &BTreeMap<String, String>, line: &Helpline) {
    let multi = |dim: &&String| line.dimension(dim).is_some_and(|d| d.kind == DimKind::Multi);
    if dims.keys().filter(multi).count() > 1 {
        let hint = "name one of them, or say `not_reproducible:` with this reason";
        map.node().problem(
            code::C054,
            "two dimensions of this figure have several answers per contact",
            hint,
        );
    }
}

/// The dimensions of a share's base: those named, else the last one of `dimensions`.
fn share_of(map: &Map<'_>, dims: &BTreeMap<String, String>) -> Vec<String> {
    let Some(node) = map.get("share_of") else {
        return dims.keys().next_back().cloned().into_iter().collect();
    };
    let named = node.texts();
    for dim in named.iter().filter(|d| !dims.contains_key(*d)) {
        let hint = format!("name one of: {}", dims.keys().cloned().collect::<Vec<_>>().join(", "));
        node.problem(code::C053, format!("`{dim}` stands under `share_of` but not under `dimensions`"), hint);
    }
    named
}

fn rescale(n: Num, decimals: i64) -> Num {
    let decimals = u8::try_from(decimals).unwrap_or(0);
    Num::quotient(1, i128::from(n.scaled), 10_i128.pow(u32::from(n.decimals)), decimals).unwrap_or(n)
}
