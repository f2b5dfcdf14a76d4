//! `tiles:` of a code list whose codes are areas: the grid of a map or the shapes of its areas, and how many people live
//! in each.

use std::collections::BTreeMap;
use std::path::Path;

use super::shapes::shapes;
use super::text::text;
use crate::base::{code, did_you_mean};
use crate::config::schema::{AreaPopulation, Code, CodeKind, TileMap};
use crate::config::yaml::Node;

/// Stands in the grid where there is nothing.
const EMPTY: &str = ".";
/// Most areas across and down that a page has room for.
const MOST: usize = 12;
/// Fewer inhabitants of all areas together are asked about.
const FEWEST: u64 = 100_000;

/// The tiles of a list with these codes and groups; shapes stand in a file of the folder.
pub fn tile_map(node: &Node<'_>, codes: &[Code], groups: &[Code], folder: &Path) -> TileMap {
    let areas = Areas { codes, groups };
    let map = node.map(Vec::new());
    let drawn = map.get("shapes");
    let grid = match drawn {
        Some(_) => map.get("rows"),
        None => map.need("rows", "rows of ids, from north to south"),
    };
    if let (Some(drawn), Some(grid)) = (&drawn, &grid) {
        let message = "these areas have a grid of tiles and shapes: which of the two is the map?";
        grid.conflict(code::C161, message, "keep `rows` or `shapes`", drawn);
    }
    let rows = grid.as_ref().map(|grid| areas.grid(grid)).unwrap_or_default();
    let shapes = drawn.map(|node| shapes(&node, &areas.outlined(), folder)).unwrap_or_default();
    let entries = map.get("population").map(|n| n.items()).unwrap_or_default();
    let mut tiles = TileMap { rows, shapes, populations: Vec::new() };
    let mut years: BTreeMap<i32, Node<'_>> = BTreeMap::new();
    for entry in &entries {
        let Some(population) = areas.population(entry) else { continue };
        if let Some(first) = years.insert(population.year, entry.clone()) {
            let message = format!("the population of {} stands here twice", population.year);
            entry.conflict(code::C161, message, "remove one, or correct its year", &first);
            continue;
        }
        missing(&tiles, &population, entry);
        few(&population, entry);
        tiles.populations.push(population);
    }
    tiles.populations.sort_by_key(|p| p.year);
    if entries.is_empty() {
        node.doubt(
            code::C163,
            "these tiles have no population, so that no map is drawn: one of counts would show where people live",
            "add `population:` with `{year, source, inhabitants: {area: number}}`",
        );
    }
    map.finish();
    tiles
}

/// Says which tiles have no population: their counts stand in the map without a rate.
fn missing(tiles: &TileMap, population: &AreaPopulation, entry: &Node<'_>) {
    let without: Vec<String> = tiles
        .areas()
        .filter(|area| !population.inhabitants.contains_key(*area))
        .map(|a| format!("`{a}`"))
        .collect();
    if !without.is_empty() {
        entry.doubt(
            code::C163,
            format!("no inhabitants in {} are given for {}", population.year, without.join(", ")),
            "add them under `inhabitants`; without them a tile has a count and no rate",
        );
    }
}

/// Asks about inhabitants that are fewer than those whom a helpline serves: in a table of thousands they would make
/// rates a thousand times too high.
fn few(population: &AreaPopulation, entry: &Node<'_>) {
    let sum: u64 = population.inhabitants.values().sum();
    if sum > 0 && sum < FEWEST {
        entry.doubt(
            code::C165,
            format!("the inhabitants in {} add up to {sum}: are they counted in thousands?", population.year),
            "write each number in full: 1869730, and not 1870",
        );
    }
}

/// What can be an area: the codes of the list and their groups.
struct Areas<'a> {
    codes: &'a [Code],
    groups: &'a [Code],
}

impl<'a> Areas<'a> {
    /// The codes that shapes can have, and the groups that have no codes of their own among them.
    fn outlined(&self) -> Vec<&'a Code> {
        self.codes.iter().filter(|c| c.kind == CodeKind::Plain).chain(self.groups).collect()
    }

    fn grid(&self, node: &Node<'_>) -> Vec<Vec<Option<String>>> {
        let mut seen: Vec<(String, Node<'_>)> = Vec::new();
        // Ids without rows around them would be read as one column.
        if node.items().iter().any(|row| !row.value().is_sequence() && !row.is_null()) {
            let message =
                "this grid has ids where rows are expected: do they stand beside or below each other?";
            let hint =
                "write each row in brackets of its own, from north to south: `[[west, east], [south]]`";
            node.problem(code::C162, message, hint);
            return Vec::new();
        }
        let rows: Vec<Vec<Option<String>>> = node
            .items()
            .iter()
            .map(|row| row.items().iter().map(|cell| self.tile(cell, &mut seen)).collect())
            .collect();
        if seen.is_empty() {
            node.problem(
                code::C162,
                "this grid names no area",
                "write rows of ids, from north to south, such as `- [., antwerpen, limburg]`",
            );
        }
        let widest = rows.iter().map(Vec::len).max().unwrap_or(0);
        if rows.len() > MOST || widest > MOST {
            node.problem(
                code::C162,
                format!(
                    "this grid is {widest} areas wide and {} high; a page has room for {MOST}",
                    rows.len()
                ),
                "draw groups of areas, or leave the tiles away",
            );
        }
        rows
    }

    /// One tile; an area that has one already, or lies in one, is refused.
    fn tile<'f>(&self, cell: &Node<'f>, seen: &mut Vec<(String, Node<'f>)>) -> Option<String> {
        if cell.is_null() {
            return None;
        }
        let id = cell.text().filter(|id| id != EMPTY)?;
        if !self.known(&id, cell) {
            return None;
        }
        let inside = |other: &str| self.parent(other) == Some(&id) || self.parent(&id) == Some(other);
        if let Some((other, first)) = seen.iter().find(|(other, _)| *other == id || inside(other)) {
            let message = if *other == id {
                format!("area `{id}` stands twice among the tiles")
            } else {
                format!(
                    "of `{id}` and `{other}` one is a part of the other, and would be counted in two tiles"
                )
            };
            cell.conflict(code::C161, message, "keep one of the two tiles", first);
            return None;
        }
        seen.push((id.clone(), cell.clone()));
        Some(id)
    }

    fn parent(&self, id: &str) -> Option<&str> {
        self.codes.iter().find(|c| c.id == id).and_then(|c| c.parent.as_deref())
    }

    /// Whether an id is that of an area; if not, it is refused at the node.
    fn known(&self, id: &str, node: &Node<'_>) -> bool {
        let plain = |c: &&Code| c.kind == CodeKind::Plain;
        let ids = || self.codes.iter().filter(plain).chain(self.groups).map(|c| c.id.as_str());
        if ids().any(|known| known == id) {
            return true;
        }
        let (message, hint) = if self.codes.iter().any(|c| c.id == id) {
            let message = format!("`{id}` is no area: what is other or unknown lies nowhere");
            (message, "leave it out of the grid; its count stands beside the map".to_owned())
        } else {
            let hint = did_you_mean(id, ids()).map_or_else(
                || format!("use the id of a code of this list, or `{EMPTY}` where there is nothing"),
                |near| format!("did you mean `{near}`?"),
            );
            (format!("`{id}` is no code of this list"), hint)
        };
        node.problem(code::C160, message, hint);
        false
    }

    fn population(&self, node: &Node<'_>) -> Option<AreaPopulation> {
        let map = node.map(Vec::new());
        let year = map.need("year", "the year whose 1 January it is").and_then(|n| n.whole(1900, 2200));
        let source = map.need("source", "where the numbers stand");
        let says_nothing = |node: &Node<'_>| node.value().as_str().is_some_and(|text| text.trim().is_empty());
        if let Some(empty) = source.as_ref().filter(|node| says_nothing(node)) {
            empty.problem(
                code::C006,
                "the source is empty",
                "write where the numbers stand, such as `Statbel`",
            );
        }
        let source = text(source);
        let named = map.need("inhabitants", "the number of inhabitants by area").map(|n| n.entries());
        map.finish();
        let mut inhabitants = BTreeMap::new();
        for (id, node) in named.unwrap_or_default() {
            let number = node.whole(1, 20_000_000_000).and_then(|n| u64::try_from(n).ok());
            if self.known(&id, &node) {
                inhabitants.extend(number.map(|n| (id, n)));
            }
        }
        Some(AreaPopulation { year: year?.try_into().ok()?, source, inhabitants })
    }
}
