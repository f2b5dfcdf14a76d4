//! From YAML files to a complete, contradiction-free [`Workspace`].
//!
//! Takes the text of `workspace.yaml`, `codelists/*.yaml`, `helpline.yaml` and `published.yaml`; gives
//! the types of [`model`]; refuses unknown keys, wrong types and contradictions, all at once, each with
//! file, line and column.

mod callers;
mod carriers;
mod checks;
mod codelists;
mod columns;
mod dimensions;
mod events;
mod figure_names;
mod files;
mod folded;
mod helpline;
mod landscape;
mod limits;
mod meeting;
mod moments;
mod outside;
mod own_units;
mod parts;
mod protection;
mod published;
mod quantity;
mod questions;
mod revision;
mod row_rules;
mod schema;
mod silent;
mod translations;
mod workspace;
mod written;
mod yaml;

pub use published::published;
pub use schema::{
    Applies, Area, Asked, AskedPart, Base, Beside, Birth, Brand, CALLER_NUMBER, Calendar, CallerNumber,
    Carried, Carrier, CellZone, Channel, Chapter, Clock, Clue, Clues, Code, CodeChange, CodeKind, CodeList,
    ColumnMap, Control, Decimal, DimKind, Dimension, ENTRY_POINT, Encoding, Event, EventKind, FileMap,
    Helpline, Hours, Landscape, Lang, Limits, Method, Minus, MomentMap, NO, Names, NotMeasurable, OfRows,
    Outcome, Outside, OutsideFigure, OwnUnit, Platform, Plausible, Printed, Protection, Published,
    PublishedValue, Qualifier, Quantity, Question, Quotes, Reason, RevisionBounds, RowRules, SALT_LEAST,
    SameMonths, SameRows, SeriesSpec, Silence, Silent, Skip, SmallCorrections, Source, Stage, Text, Unit,
    Workspace, YES, YearStatus, Zeros, clue, figure_names, plain, rated,
};
pub use workspace::load;
pub use yaml::{TextPlace, relative};
