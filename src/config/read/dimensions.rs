//! The dimensions of a line, and the pairs of them that are shown together.

use super::context::Surroundings;
use super::folded_codelist::folded;
use super::text::labels;
use crate::base::{code, did_you_mean};
use crate::config::schema::{Applies, Chapter, DimKind, Dimension, chapter_words};
use crate::config::yaml::{Map, checked_id};

/// `dimensions:` each is completed by the standard one of its name.
pub fn dimensions(map: &Map<'_>, around: &Surroundings<'_>) -> Vec<Dimension> {
    let standard = around.defaults.entry("dimensions");
    let entries = map.get("dimensions").map(|n| n.entries()).unwrap_or_default();
    entries
        .into_iter()
        .filter_map(|(id, node)| {
            checked_id(&id, &node);
            let default = standard.as_ref().and_then(|s| s.entry(&id));
            dimension(id, node.map(default.into_iter().collect()), around)
        })
        .collect()
}

/// Keys of a dimension beside its code list and its names.
const OWN: [&str; 6] = ["report", "kind", "applies", "chapter", "victims", "strict"];

fn dimension(id: String, map: Map<'_>, around: &Surroundings<'_>) -> Option<Dimension> {
    let list = map.get("codelist").and_then(|n| n.text()).unwrap_or_else(|| id.clone());
    if around.broken.contains(&list) {
        let hint = format!("correct data/codelists/{list}.yaml first");
        map.node().problem(
            code::C033,
            format!("dimension `{id}` needs the code list `{list}`, which has errors"),
            hint,
        );
        labels(&map);
        map.finish_early(&OWN);
        return None;
    }
    let Some(codes) = around.codelists.get(&list) else {
        let hint = did_you_mean(&list, around.codelists.keys().map(String::as_str))
            .map_or_else(|| format!("write data/codelists/{list}.yaml"), |l| format!("did you mean `{l}`?"));
        map.node().problem(
            code::C033,
            format!("dimension `{id}` needs the code list `{list}`, which is not there"),
            hint,
        );
        labels(&map);
        map.finish_early(&OWN);
        return None;
    };
    let reports = map.get("report").map(|n| (n.one_of(&[("codes", false), ("groups", true)]), n));
    let codes = match reports {
        Some((Some(true), node)) => folded(codes, &node),
        _ => codes.clone(),
    };
    let kind = map
        .get("kind")
        .and_then(|n| n.one_of(&[("single", DimKind::Single), ("multi", DimKind::Multi)]))
        .unwrap_or(DimKind::Single);
    if kind == DimKind::Multi && codes.codes.len() > 62 {
        map.node().problem(
            code::C034,
            format!("code list `{list}` has too many codes for several answers per contact"),
            "use at most 59 codes, or `report: groups` where the list has groups",
        );
    }
    let label = labels(&map);
    if label.0.is_empty() {
        map.node().problem(
            code::C014,
            format!("dimension `{id}` has no name"),
            "add `nl:` with the words printed in reports",
        );
    }
    let dimension = Dimension {
        label,
        kind,
        codes,
        applies: map
            .get("applies")
            .and_then(|n| n.one_of(&[("answered", Applies::Answered), ("some", Applies::Some)]))
            .unwrap_or(Applies::Answered),
        chapter: map.get("chapter").and_then(|n| n.one_of(&chapter_words())).unwrap_or(Chapter::What),
        victims: map.get("victims").and_then(|n| n.boolean()).unwrap_or(false),
        strict: map.get("strict").and_then(|n| n.boolean()).unwrap_or(false),
        id,
    };
    map.finish();
    Some(dimension)
}

/// `crosses:` pairs of dimensions.
pub fn crosses(map: &Map<'_>, names: &[String], dimensions: &[Dimension]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for node in map.get("crosses").map(|n| n.items()).unwrap_or_default() {
        let pair = node.texts();
        let known = |n: &String| n == "channel" || n == "month" || names.contains(n);
        let multi = |n: &&String| dimensions.iter().any(|d| d.id == **n && d.kind == DimKind::Multi);
        if pair.iter().filter(multi).count() > 1 {
            node.problem(
                code::C036,
                "both dimensions of this pair have several answers per contact",
                "cross each with a dimension of one answer",
            );
        } else if let [a, b] = pair.as_slice()
            && known(a)
            && known(b)
        {
            found.push((a.clone(), b.clone()));
        } else {
            node.problem(
                code::C035,
                "this is no pair of dimensions of the line",
                format!("write a pair such as [channel, role]; there are: {}", names.join(", ")),
            );
        }
    }
    found
}

/// `trends:` pairs of dimensions with one answer per contact, the second within the first.
pub fn trends(map: &Map<'_>, dimensions: &[Dimension]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for node in map.get("trends").map(|n| n.items()).unwrap_or_default() {
        let single = |n: &String| dimensions.iter().any(|d| d.id == *n && d.kind == DimKind::Single);
        match node.texts().as_slice() {
            [a, b] if a != b && single(a) && single(b) => found.push((a.clone(), b.clone())),
            _ => node.problem(
                code::C035,
                "this is no pair of dimensions of the line with one answer per contact",
                "write a pair such as [province, problem]",
            ),
        }
    }
    found
}
