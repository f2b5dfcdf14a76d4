//! Code lists: versioned vocabularies, and the days on which codes came, went or changed.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::text::Text;

/// What kind of value a code stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CodeKind {
    /// A real category.
    Plain,
    /// *Andere*: the rest, printed after the real categories.
    Other,
    /// *Onbekend*: asked, not known.
    Unknown,
    /// *Onduidelijk*: recorded, not clear.
    Unclear,
    /// *Leeg*: the field was not filled in.
    Blank,
}

/// One code of a code list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Snake case, stable over years.
    pub id: String,
    pub label: Text,
    /// Code of the group it belongs to.
    pub parent: Option<String>,
    pub kind: CodeKind,
    /// Other spellings met in files.
    pub aliases: Vec<String>,
    /// For bands of a number: lowest and highest value, both included.
    pub band: Option<(u32, u32)>,
    /// First day on which it could be registered.
    pub since: Option<NaiveDate>,
    /// Last day on which it could be registered.
    pub until: Option<NaiveDate>,
}

/// A day from which some codes of a list mean something else: one was split, merged, or defined anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeChange {
    /// First day of the new meaning.
    pub from: NaiveDate,
    /// Codes whose numbers before and after cannot be compared.
    pub codes: Vec<String>,
    /// What changed, in a sentence.
    pub note: Text,
}

/// A longitude and a latitude, or metres to the east and to the north, in parts of ten million.
pub type Position = (i64, i64);

/// A closed line.
pub type Ring = Vec<Position>;

/// The outline of an area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaShape {
    pub area: String,
    /// Its polygons: of each the outline, then its holes.
    pub polygons: Vec<Vec<Ring>>,
}

/// The areas of a list as tiles or in their shapes: where each lies beside its neighbours, and how many people live
/// there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TileMap {
    /// From north to south and from west to east: the area, or nothing.
    pub rows: Vec<Vec<Option<String>>>,
    /// The outlines, where there is no grid.
    pub shapes: Vec<AreaShape>,
    /// Inhabitants, the latest year last.
    pub populations: Vec<AreaPopulation>,
}

/// Inhabitants of areas on 1 January of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaPopulation {
    pub year: i32,
    /// Where the numbers stand.
    pub source: Text,
    /// Inhabitants by the id of the area.
    pub inhabitants: BTreeMap<String, u64>,
}

/// So many years old a population may be: areas grow by less than a hundredth a year, and alike.
pub const OLDEST: i32 = 5;

impl TileMap {
    /// The areas, in the order of the grid or of the code list.
    pub fn areas(&self) -> impl Iterator<Item = &String> {
        self.rows.iter().flatten().flatten().chain(self.shapes.iter().map(|shape| &shape.area))
    }

    /// The population that contacts of a year are set against: that of the year, or the latest one before it.
    #[must_use]
    pub fn population(&self, year: i32) -> Option<&AreaPopulation> {
        self.populations.iter().rfind(|p| (year - OLDEST..=year).contains(&p.year))
    }
}

/// A versioned vocabulary. Codes stand in printing order; `blank`, `unknown` and `unclear` are
/// always there (added at the end when the file does not name them).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeList {
    /// Name of its file without `.yaml`.
    pub id: String,
    /// Version as written in the file.
    pub version: String,
    /// Leaf codes and the special ones. The position of a code is its number in the typed columns.
    pub codes: Vec<Code>,
    /// Codes that others name as parent. They are never registered themselves.
    pub groups: Vec<Code>,
    /// Whether the order carries a meaning (ages) or tables may sort by size.
    pub ordered: bool,
    /// Only of a list that is folded to its groups: texts of files, folded, and the position of the group for which
    /// each stands.
    pub spellings: BTreeMap<String, usize>,
    /// Breaks in the series of some of its codes, oldest first.
    pub changes: Vec<CodeChange>,
    /// Where its codes are areas: how they lie, and who lives there.
    pub tiles: Option<TileMap>,
}

impl CodeList {
    /// Whether its codes are areas with a population that contacts of a year are set against.
    #[must_use]
    pub fn is_rated(&self, year: i32) -> bool {
        self.tiles.as_ref().is_some_and(|tiles| tiles.population(year).is_some())
    }

    /// Position of a code.
    #[must_use]
    pub fn position(&self, id: &str) -> Option<usize> {
        self.codes.iter().position(|c| c.id == id)
    }
}
