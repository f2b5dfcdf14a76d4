//! From YAML files to a complete, contradiction-free [`Workspace`].
//!
//! Takes the text of `workspace.yaml`, `codelists/*.yaml`, `helpline.yaml` and `published.yaml`; gives
//! the types of [`model`]; refuses unknown keys, wrong types and contradictions, all at once, each with
//! file, line and column.

mod check;
mod read;
mod schema;
mod workspace;
mod yaml;

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
pub use workspace::{load, published};
pub use yaml::{TextPlace, relative};
