//! Exact figures. Takes [`crate::validation::Registrations`]; gives [`Table`]s, which must not leave
//! the building: only [`crate::disclosure`] may read them.

mod num;
mod period;
mod table;

pub use num::Num;
pub use period::Period;
pub use table::{
    Cell, Exact, Flag, Form, Formula, Header, Key, Label, Missing, NoteRef, Role, Table, TableKind,
};
