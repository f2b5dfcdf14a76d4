//! Exact figures. Takes [`crate::validation::Registrations`]; gives [`Table`]s, which must not leave
//! the building: only [`crate::disclosure`] may read them.

mod cell_id;
mod cube;
mod figures;
mod form;
mod grid;
mod layout;
mod quantile;
mod table;
#[cfg(test)]
mod tests;

pub use cell_id::CellId;
pub use cube::{Cube, cube};
pub use figures::{Context, specs, tables};
pub use form::{Form, LEAST_MONTHS};
use grid::Grid;
pub use grid::years;
pub use table::{Cell, Exact, Flag, Formula, Header, Key, Label, Missing, NoteRef, Role, Table, TableKind};
