//! `shapes:` of the tiles of a code list: the outlines of its areas, out of a file of GeoJSON beside it (H. Butler and
//! others, The GeoJSON Format, RFC 7946, 2016).

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::base::{code, did_you_mean, fold};
use crate::config::schema::{AreaShape, Code, Position, Ring};
use crate::config::yaml::Node;

/// Longest file: outlines of a country at the size of a page take a hundredth of it.
const MOST_BYTES: u64 = 32 << 20;
/// Coordinates are kept in parts of a degree (or a metre): a hundredth of a millimetre on the ground is enough.
const PARTS: f64 = 1e7;
/// Where `key` is not given, the property of this name, or else the feature's own `id`.
const KEY: &str = "id";
/// So many names of features are told.
const TOLD: usize = 5;

#[derive(Deserialize)]
struct Collection {
    #[serde(default)]
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    #[serde(default)]
    id: Option<Value>,
    #[serde(default)]
    properties: Option<Map<String, Value>>,
    #[serde(default)]
    geometry: Option<Geometry>,
}

#[derive(Deserialize)]
struct Geometry {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    coordinates: Value,
}

/// The outlines of areas with these codes and groups, in their order, out of a file in the folder.
pub fn shapes(node: &Node<'_>, areas: &[&Code], folder: &Path) -> Vec<AreaShape> {
    let map = node.map(Vec::new());
    let file = map.need("file", "the name of a file of GeoJSON in `data/codelists`");
    let key = map.get("key").and_then(|n| n.text());
    let named = map.get("areas").map(|n| n.entries()).unwrap_or_default();
    map.finish();
    let mut names: BTreeMap<String, (String, Node<'_>)> = BTreeMap::new();
    for (area, node) in named {
        if let Some(name) = node.text().filter(|_| known(&area, areas, &node)) {
            names.insert(area, (name, node));
        }
    }
    let Some((file, name)) = file.and_then(|node| node.text().map(|name| (node, name))) else {
        return Vec::new();
    };
    let features = match read(&folder.join(&name), &name) {
        Ok(features) => features,
        Err((message, hint)) => {
            file.problem(code::C166, message, hint);
            return Vec::new();
        }
    };
    let features: Vec<(String, Feature)> =
        features.into_iter().filter_map(|f| Some((name_of(&f, key.as_deref())?, f))).collect();
    for (name, node) in names.values().filter(|(name, _)| !features.iter().any(|(n, _)| n == name)) {
        let hint = did_you_mean(name, features.iter().map(|(n, _)| n.as_str()))
            .map_or_else(|| told(&features), |near| format!("did you mean `{near}`?"));
        node.problem(code::C166, format!("no feature of the file is named `{name}`"), hint);
    }
    let shapes: Vec<AreaShape> = areas
        .iter()
        .filter_map(|area| {
            let own = names.get(&area.id).map(|(name, _)| name.as_str());
            let polygons: Vec<Vec<Ring>> = features
                .iter()
                .filter(|(name, _)| is(name, area, own))
                .flat_map(|(_, f)| polygons(f))
                .collect();
            (!polygons.is_empty()).then(|| AreaShape { area: area.id.clone(), polygons })
        })
        .collect();
    let shapes = of_one_level(shapes, areas);
    if shapes.is_empty() && names.is_empty() {
        let message =
            "no feature of this file is a polygon that bears the id, a label or an alias of an area";
        file.problem(code::C166, message, told(&features));
    }
    shapes
}

/// The features of a file, or what is wrong and what to do.
fn read(path: &Path, name: &str) -> Result<Vec<Feature>, (String, String)> {
    let export = "export the areas as GeoJSON, with longitude and latitude or in metres".to_owned();
    if name.contains(['/', '\\']) {
        let hint = "put the file beside the code list, in `data/codelists`, and write its name".to_owned();
        return Err((format!("`{name}` is no name of a file"), hint));
    }
    let long = std::fs::metadata(path).map_err(|_| {
        let hint = "put the file beside the code list, in `data/codelists`, or correct its name".to_owned();
        (format!("there is no file `{name}` beside the code list"), hint)
    })?;
    if long.len() > MOST_BYTES {
        let message = format!("`{name}` has {} MB, where {} is the most", long.len() >> 20, MOST_BYTES >> 20);
        return Err((message, "simplify the shapes: a page shows no detail of a few metres".to_owned()));
    }
    let bytes =
        std::fs::read(path).map_err(|error| (format!("`{name}` cannot be read: {error}"), export.clone()))?;
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let found: Collection = serde_json::from_slice(text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        (format!("`{name}` is no GeoJSON: line {line}, column {column}"), export.clone())
    })?;
    if found.features.is_empty() {
        return Err((format!("`{name}` has no features"), export));
    }
    Ok(found.features)
}

/// Shapes of which none is a part of another: a town may be called as its province is. Of the groups and their members
/// those stay of which more have a shape.
fn of_one_level(mut shapes: Vec<AreaShape>, areas: &[&Code]) -> Vec<AreaShape> {
    let parent = |id: &str| areas.iter().find(|code| code.id == id).and_then(|code| code.parent.as_deref());
    let has = |shapes: &[AreaShape], id: &str| shapes.iter().any(|shape| shape.area == id);
    let members: Vec<String> = shapes
        .iter()
        .filter(|shape| parent(&shape.area).is_some_and(|group| has(&shapes, group)))
        .map(|shape| shape.area.clone())
        .collect();
    let groups: Vec<String> = shapes
        .iter()
        .filter(|shape| members.iter().any(|member| parent(member) == Some(&shape.area)))
        .map(|shape| shape.area.clone())
        .collect();
    let fewer = if members.len() > groups.len() { groups } else { members };
    shapes.retain(|shape| !fewer.contains(&shape.area));
    shapes
}

fn known(area: &str, areas: &[&Code], node: &Node<'_>) -> bool {
    let found = areas.iter().any(|code| code.id == area);
    if !found {
        let hint = did_you_mean(area, areas.iter().map(|c| c.id.as_str())).map_or_else(
            || "use the id of a code of this list".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        node.misnamed(code::C160, format!("`{area}` is no area of this list"), hint);
    }
    found
}

/// How a feature is called.
fn name_of(feature: &Feature, key: Option<&str>) -> Option<String> {
    let property = |key: &str| feature.properties.as_ref().and_then(|all| all.get(key));
    let value = match key {
        Some(key) => property(key)?,
        None => property(KEY).or(feature.id.as_ref())?,
    };
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Whether a feature is an area: it bears the name that the settings give, or else its id, a label or an alias.
fn is(name: &str, area: &Code, own: Option<&str>) -> bool {
    if let Some(own) = own {
        return own == name;
    }
    let name = fold(name);
    area.id == name || area.label.0.values().chain(&area.aliases).any(|known| fold(known) == name)
}

fn told(features: &[(String, Feature)]) -> String {
    let names: Vec<String> = features.iter().take(TOLD).map(|(name, _)| format!("`{name}`")).collect();
    match names.as_slice() {
        [] => "name with `key` the property of the features that says which area each is".to_owned(),
        names => format!(
            "the features are named {}{}: say under `areas` which area is which, or name another property with `key`",
            names.join(", "),
            if features.len() > TOLD { ", …" } else { "" }
        ),
    }
}

/// The polygons of a feature: of each its outline, then its holes.
fn polygons(feature: &Feature) -> Vec<Vec<Ring>> {
    let Some(geometry) = &feature.geometry else { return Vec::new() };
    let read: Option<Vec<Vec<Vec<Vec<f64>>>>> = match geometry.kind.as_str() {
        "Polygon" => serde_json::from_value(geometry.coordinates.clone()).ok().map(|one| vec![one]),
        "MultiPolygon" => serde_json::from_value(geometry.coordinates.clone()).ok(),
        _ => None,
    };
    let ring = |points: Vec<Vec<f64>>| -> Ring { points.iter().filter_map(|p| position(p)).collect() };
    let polygon =
        |rings: Vec<Vec<Vec<f64>>>| rings.into_iter().map(ring).filter(|ring| ring.len() > 2).collect();
    let found: Vec<Vec<Ring>> = read.unwrap_or_default().into_iter().map(polygon).collect();
    found.into_iter().filter(|rings| !rings.is_empty()).collect()
}

fn position(point: &[f64]) -> Option<Position> {
    let part = |n: f64| (n.abs() < 1e9).then(|| (n * PARTS).round() as i64);
    Some((part(*point.first()?)?, part(*point.get(1)?)?))
}
