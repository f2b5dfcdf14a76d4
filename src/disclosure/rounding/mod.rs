//! Controlled rounding: counts are rounded to multiples of a base instead of hidden, in one system of all
//! tables of a line.
//!
//! Every printed count is a multiple of the base, less than the base away from its true value, and every sum
//! that holds between true counts holds between the printed ones. The printed numbers could therefore be
//! the true ones themselves, and no reader can conclude that any count is small. A true zero stays 0.
//!
//! Totals are rounded first, each to the nearest multiple that its sums allow; then the counts by one
//! dimension or month, within those totals; then those by two, and so on. A number that readers know from an
//! earlier edition stays as long as it is less than the base away from the count: then the difference of two
//! editions says nothing about single registrations. A count for which there is no such multiple is withheld.

mod multiples;
mod paint;
mod program;

use super::linked_tables::builder::Builder;
use super::linked_tables::known_to_readers::Known;
use super::linked_tables::relations::relate;
use super::linked_tables::system::System;
use super::report::ProtectionReport;
use super::row_order::reorder;
use super::safe::SafeTable;
use super::settings::Settings;
use super::suppression::solution_cache::Memory;
use crate::config::Zeros;
use crate::measures::Table;
use multiples::Rounded;

/// Makes the safe tables, whose counts are multiples of `base`, in the same order; with a report of what it
/// cost.
#[must_use]
pub fn round_all(
    tables: &[Table],
    settings: &Settings,
    before: &Known,
    (base, memory): (u64, &mut Memory<'_>),
) -> (Vec<SafeTable>, ProtectionReport) {
    // A true zero stays a zero.
    let settings = Settings { zeros: Zeros::Printed, ..settings.clone() };
    let mut builder = Builder::new(tables, &settings, before);
    relate(&mut builder, tables);
    let places: Vec<_> = tables.iter().map(|t| builder.places(t)).collect();
    let system = builder.finish();
    let rounded = Rounded::of(&system, before, base, memory);
    let mut safe = Vec::new();
    for (table, places) in tables.iter().zip(&places) {
        let mut table = paint::table(table, places, &rounded, &settings);
        reorder(&mut table, &settings.sorted, true);
        safe.push(table);
    }
    (safe, report(&system, &rounded))
}

fn report(system: &System, rounded: &Rounded) -> ProtectionReport {
    let printed = || system.nodes.iter().enumerate().filter(|(_, n)| n.printed);
    let withheld = || printed().filter(|(n, _)| rounded.shown(*n).is_none());
    ProtectionReport {
        cells: printed().count(),
        relations: system.relations.len(),
        secondary: withheld().count(),
        contacts: withheld().map(|(_, node)| node.value).sum(),
        base: Some(rounded.base),
        parts: rounded.parts,
        ..ProtectionReport::default()
    }
}
