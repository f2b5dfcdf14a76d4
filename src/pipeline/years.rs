//! The years of a line that are reported on, counted and protected together.

use std::collections::BTreeSet;
use std::path::Path;

use super::giving_way::GivingWay;
use super::protection::{Loss, Protected, protect, unsafe_cells};
use super::solution_store::Store;
use crate::base::Finding;
use crate::config::{Helpline, Published};
use crate::disclosure::{Kept, Known, Memory, SafeTable, Told, nobody};
use crate::edition::{other_years, restated};
use crate::exports::cells;
use crate::measures::{Context, Cube, Table, tables, years};
use crate::series::SeriesPoint;
use crate::validation::Accounting;

/// What was counted of a line.
#[derive(Clone, Copy)]
pub struct Counted<'a> {
    pub line: &'a Helpline,
    pub cube: &'a Cube,
    pub series: &'a [SeriesPoint],
    pub published: &'a [Published],
    pub accounting: &'a Accounting,
}

impl Counted<'_> {
    /// Whether there are registrations of a year, or between two of them.
    pub fn has(&self, year: i32) -> bool {
        (self.cube.first_year..=self.cube.last_year).contains(&year)
    }

    /// Exact tables of the report on a year.
    fn tables(&self, year: i32) -> Vec<Table> {
        tables(&Context {
            line: self.line,
            cube: self.cube,
            series: self.series,
            published: self.published,
            accounting: self.accounting,
            year,
            years: years(self.line, self.cube.first_year, year),
        })
    }

    /// Safe tables of the reports on these years. A past year whose own report says otherwise than one of
    /// them looking back on it goes along, when `with_past`: both then say the same. With them what was solved,
    /// for the next time. What `way` gives up is not in them.
    ///
    /// # Errors
    /// The finding that says which cells cannot be protected.
    pub fn protected(
        &self,
        (root, before): (&Path, &Known),
        (mut years, with_past): (BTreeSet<i32>, bool),
        store: &Store,
        way: &mut GivingWay<'_>,
        told: Told<'_>,
    ) -> Result<(Protected, Loss, Kept), Finding> {
        let print = |text: &[u8]| store.print(text);
        let mut memory = Memory::new(&print, store.kept.clone(), store.log.clone());
        loop {
            // All years together: a cell is shown or hidden in all reports alike.
            let mut exact: Vec<(i32, Vec<Table>)> =
                years.iter().map(|year| (*year, self.tables(*year))).collect();
            exact.iter_mut().for_each(|(_, tables)| way.breakdowns().take_out(tables));
            let (protected, loss) = protect(self.line, before, exact, &mut memory, told);
            memory = memory.again(&loss.log);
            if !loss.unprotectable.is_empty() {
                if way.for_work(&loss) || way.for_unprotectable(&loss) {
                    continue;
                }
                return Err(unsafe_cells(self.line, &loss));
            }
            let past = if with_past { self.changed(root, &years, &protected) } else { BTreeSet::new() };
            if past.is_empty() {
                if way.for_attack(&protected) {
                    continue;
                }
                return Ok((protected, loss, memory.kept()));
            }
            years.extend(past);
        }
    }

    /// Safe tables of reports on these years without those that `left_out` names, protected beside what was published;
    /// nothing when that cannot be.
    pub fn tried(
        &self,
        before: &Known,
        years: &[i32],
        way: &GivingWay<'_>,
        memory: &mut Memory<'_>,
        left_out: &dyn Fn(&Table) -> bool,
    ) -> Option<Protected> {
        let kept = |year: &i32| {
            let mut tables = self.tables(*year);
            tables.retain(|table| !left_out(table));
            way.breakdowns().take_out(&mut tables);
            (*year, tables)
        };
        let (protected, loss) = protect(self.line, before, years.iter().map(kept).collect(), memory, &nobody);
        (loss.unprotectable.is_empty() && way.withstands(&protected)).then_some(protected)
    }

    /// Years with a report of their own, among other than these, of which these tables say something else.
    fn changed(
        &self,
        root: &Path,
        years: &BTreeSet<i32>,
        protected: &[(i32, Vec<SafeTable>)],
    ) -> BTreeSet<i32> {
        let own: Vec<i32> = years.iter().copied().collect();
        let others = other_years(&root.join("reports"), &self.line.id, &own);
        if others.is_empty() {
            return BTreeSet::new();
        }
        let told = protected.iter().flat_map(|(year, tables)| restated(*year, &cells(tables), &others));
        told.map(|r| r.year).filter(|year| self.has(*year)).collect()
    }
}
