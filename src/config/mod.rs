//! From YAML files to a complete, contradiction-free [`Workspace`].
//!
//! Takes the text of `workspace.yaml`, `codelists/*.yaml`, `helpline.yaml` and `published.yaml`; gives
//! the types of [`model`]; refuses unknown keys, wrong types and contradictions, all at once, each with
//! file, line and column.

mod asked;
mod callers;
mod carriers;
mod channel;
mod checks;
mod codelists;
mod codes;
mod columns;
mod decimal;
mod dimensions;
mod events;
mod figure_names;
mod files;
mod folded;
mod helpline;
mod landscape;
mod limits;
mod meeting;
mod model;
mod moments;
mod names;
mod outside;
mod own_units;
mod parts;
mod protection;
mod published;
mod quantity;
mod questions;
mod revision;
mod row_rules;
mod seek;
mod silent;
mod source;
mod syntax;
mod told;
mod translations;
mod vocabulary;
mod workspace;
mod written;
mod yaml;

pub use asked::{NotMeasurable, SameMonths, SeriesSpec};
pub use callers::{CALLER_NUMBER, CallerNumber, SALT_LEAST};
pub use carriers::{Carried, ENTRY_POINT};
pub use channel::*;
pub use decimal::{Clue, Clues, Decimal, clue, plain};
pub use events::{Control, Event, EventKind};
pub use figure_names::{Printed, figure_names};
pub use landscape::{Area, Beside, Landscape};
pub use limits::{Limits, Plausible};
pub use meeting::{Brand, Carrier, Platform};
pub use model::*;
pub use moments::{Calendar, CellZone, MomentMap};
pub use outside::{Outside, OutsideFigure};
pub use own_units::OwnUnit;
pub use protection::{Method, Protection, SmallCorrections, Zeros};
pub use published::{Base, Published, PublishedValue, Qualifier, published};
pub use quantity::{Birth, Clock, Minus, Quantity, Unit};
pub use questions::{Asked, AskedPart, Question, Reason};
pub use revision::RevisionBounds;
pub use row_rules::{MergedCells, OfRows, RowRules, SameRows};
pub use silent::{NO, Silence, Silent, YES};
pub use source::{ColumnMap, Source};
pub use told::TextPlace;
pub use vocabulary::*;
pub use workspace::{load, relative};
pub use written::{Names, Quotes};
