//! From YAML files to a complete, contradiction-free [`Workspace`].
//!
//! Four rooms lie behind this door. [`yaml`] reads a file as a tree of nodes, each with its line and column.
//! [`schema`] has the types of all settings. [`read`] makes these types from the nodes and refuses unknown keys
//! and wrong values. [`check`] refuses settings that contradict each other. `workspace.rs` calls them in this
//! order, so that all problems of a workspace are told at once.

mod check;
mod json_schema;
mod languages;
mod read;
mod schema;
mod workspace;
mod yaml;

pub use check::is_reserved;
pub use json_schema::json_schemas;
pub use languages::languages;
pub use schema::dim;
pub use schema::{
    Applies, Area, AreaPopulation, AreaShape, Asked, AskedPart, Base, Beside, Birth, Brand, CALLER_NUMBER,
    Calendar, CallerNumber, Carried, Carrier, CellZone, Channel, Chapter, Clock, Clue, Clues, Code,
    CodeChange, CodeKind, CodeList, ColumnMap, Compared, Control, Decimal, DimKind, Dimension, ENTRY_POINT,
    Encoding, Event, EventKind, FigureId, FileMap, Helpline, Hours, LANDSCAPE, Landscape, LandscapeFigure,
    Limits, MOMENTS, MergedCells, Method, Minus, MomentMap, NO, Names, NotMeasurable, OfRows, Outcome,
    Outside, OutsideFigure, OwnUnit, Part, Platform, Plausible, Position, Printed, Protection, Published,
    PublishedValue, Qualifier, Quantity, Question, Quotes, Reason, RevisionBounds, Ring, RowRules,
    SALT_LEAST, SameMonths, SameRows, SeriesSpec, Silence, Silent, Site, Skip, SmallCorrections, Source,
    Stage, Subject, TARGETS, TIMED, Text, TileMap, Unit, Workspace, YES, YearStatus, Zeros, clue, plain,
    rated,
};
pub use workspace::{REFERENCE, SharedSettings, code_lists, load, published, shared_settings};
pub use yaml::{TextPlace, relative};
