//! Settings files as trees: every value knows its line and column, and every problem of a file is told at once.
//!
//! This room knows nothing of what settings mean.

mod file;
mod id;
mod locate;
mod syntax_error;
mod text_position;
pub(super) mod tree;

pub use file::{Settings, read, relative};
pub use id::checked_id;
pub use text_position::TextPlace;
pub use tree::{Map, Node, YamlFile};
