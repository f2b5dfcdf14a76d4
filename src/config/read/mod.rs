//! Readers of settings: from the nodes of YAML files to the types of the schema.
//!
//! A reader refuses what its own entry says wrongly. What contradicts another setting is refused in `check`.

mod brand_validity;
mod caller_number;
mod channel;
mod codelist;
mod columns;
mod context;
mod dialect;
mod dimensions;
mod events;
mod external_lines;
mod extra_outputs;
mod files;
mod folded_codelist;
mod helpline;
mod landscape;
mod limits;
mod missing_values;
mod moments;
mod own_units;
mod platforms;
mod protection;
mod published;
mod quantity;
mod questions;
mod revision;
mod rows;
mod shapes;
mod site;
mod spellings;
mod text;
mod tiles;

pub use brand_validity::carry;
pub use codelist::codelist;
pub use context::Surroundings;
pub use events::events;
pub use helpline::helpline;
pub use landscape::landscape;
pub use limits::limits;
pub use published::published;
pub use questions::{Known, questions};
pub use revision::revision;
pub use site::site;
