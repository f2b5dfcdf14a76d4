//! The cells of tables and the sums that the protection knows, for tests that compare them with what the attack
//! believes.

use crate::disclosure::linked_tables::builder::{Builder, Places};
use crate::disclosure::linked_tables::relations::relate;
use crate::disclosure::linked_tables::system::{Relation, System};
use crate::disclosure::{Known, Settings};
use crate::measures::Table;

/// A system of linked tables.
pub struct Linked {
    /// The cell of each place of each table.
    pub places: Vec<Places>,
    /// Whether each cell is a zero: it stands in no sum where zeros are printed.
    pub zero: Vec<bool>,
    pub sums: Vec<Relation>,
}

pub fn linked(tables: &[Table], settings: &Settings) -> Linked {
    let mut builder = Builder::new(tables, settings, &Known::nothing());
    relate(&mut builder, tables);
    let places = tables.iter().map(|t| builder.places(t)).collect();
    let System { nodes, relations, .. } = builder.finish();
    Linked { places, zero: nodes.iter().map(|n| n.value == 0).collect(), sums: relations }
}
