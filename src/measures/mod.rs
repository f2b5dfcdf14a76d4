//! Exact figures. Takes [`crate::validation::Registrations`]; gives [`Table`]s, which must not leave
//! the building: only [`crate::disclosure`] may read them.

mod cell_id;
mod cube;
mod figures;
mod form;
mod grid;
mod layout;
mod population;
mod quantile;
mod sum;
mod table;
#[cfg(test)]
mod tests;

pub use cell_id::CellId;
pub use cube::{Col, Cube, Grouping, Spec, Sums, cube};
#[cfg(test)]
pub(crate) use figures::rate_sums;
pub use figures::{Context, specs, tables};
pub use form::{Form, LEAST_MONTHS};
use grid::Grid;
pub use grid::{measure, years};
pub use population::Population;
pub use table::{
    APPLIES_SOME, Cell, Exact, Flag, Formula, Header, Key, Label, Missing, NoteRef, Role, Sum, Table,
    TableKind,
};
