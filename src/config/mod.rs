//! From YAML files to a complete, contradiction-free [`Workspace`].

mod model;

pub use model::*;
