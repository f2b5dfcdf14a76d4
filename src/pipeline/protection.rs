//! All reports of a line are protected together.

use std::collections::BTreeSet;

use crate::base::{Finding, Num, Place, code};
use crate::config::Helpline;
use crate::disclosure::{Known, Memory, ProtectionReport, SafeTable, Settings, Told, protect_with};
use crate::exports::PublishedCell;

use crate::measures::{APPLIES_SOME, Key, Population, Table};

/// What protection cost a line, over all its reports.
pub type Loss = ProtectionReport;

/// Safe tables per report year.
pub type Protected = Vec<(i32, Vec<SafeTable>)>;

/// What readers hold already: every cell of a line that any edition of any year printed or withheld. What
/// was withheld stays so; its number is nowhere on record.
pub fn known(before: &[Vec<PublishedCell>]) -> Known {
    let mut known = Known::nothing();
    for edition in before {
        known.next();
        for cell in edition {
            let key = Key { population: population(cell), ..cell.id().key() };
            if cell.conf_status == "C" {
                known.withheld(&key, None);
            } else if let Ok(value) = cell.value.parse() {
                known.printed(&key, value);
            }
        }
    }
    known
}

/// Of whom a published cell is. The total of a figure on a question that is not asked of all counts those who
/// answered it; the cells of its codes count the same as anywhere else. An answer to a written question has a
/// name of its own, which does not say the dimension.
fn population(cell: &PublishedCell) -> Population {
    let some = cell.note.split(' ').any(|note| note == APPLIES_SOME);
    if !some || !cell.dimensions.is_empty() {
        return Population::All;
    }
    let by = ["contacts-by-", "victims-by-"].iter().find_map(|start| cell.figure.strip_prefix(start));
    Population::answering(by.unwrap_or_default())
}

/// Years of which a number of contacts was printed or withheld; what others published is none.
pub fn years_published(before: &[Vec<PublishedCell>]) -> BTreeSet<i32> {
    let own = |cell: &&PublishedCell| cell.measure == "contacts" && cell.figure == "contacts-per-year";
    let some = |cell: &&PublishedCell| {
        cell.conf_status == "C" || Num::parse(&cell.value).is_some_and(|n| n.scaled > 0)
    };
    let cells = before.iter().flatten();
    cells.filter(own).filter(some).filter_map(|cell| cell.period.parse().ok()).collect()
}

/// Exact tables per report year to safe ones, knowing what was published before; what `memory` has is not
/// solved again, and `told` hears how far it is. Nothing may be published when the loss names cells that could
/// not be protected.
pub fn protect(
    line: &Helpline,
    before: &Known,
    years: Vec<(i32, Vec<Table>)>,
    memory: &mut Memory<'_>,
    told: Told<'_>,
) -> (Protected, Loss) {
    let counts: Vec<(i32, usize)> = years.iter().map(|(year, tables)| (*year, tables.len())).collect();
    let tables: Vec<Table> = years.into_iter().flat_map(|(_, tables)| tables).collect();
    let (safe, loss) = protect_with(&tables, &Settings::of(line), before, memory, told);
    let mut safe = safe.into_iter();
    let years = counts.into_iter().map(|(year, n)| (year, safe.by_ref().take(n).collect())).collect();
    (years, loss)
}

/// What hiding cost a line, for whoever makes its reports; nothing when nothing was hidden.
pub fn cost(line: &Helpline, loss: &Loss) -> Option<Finding> {
    if let Some(base) = loss.base {
        let message = format!(
            "{}: all {} counts are rounded to multiples of {base}; {} cannot be rounded so that everything adds \
             up, and are withheld",
            line.id, loss.cells, loss.secondary,
        );
        return Some(Finding::note(code::D003, message).of(&line.id));
    }
    let message = format!(
        "{}: {} of {} counts are hidden, with {} contacts in them (at least two in every sum would be {})",
        line.id,
        loss.hidden(),
        loss.cells,
        roughly(loss.contacts, line.threshold),
        loss.plain,
    );
    (loss.hidden() > 0).then(|| Finding::note(code::D002, message).of(&line.id))
}

/// A number of hidden contacts that cannot be used as a sum: what a build says is kept and passed on.
fn roughly(contacts: u64, threshold: u64) -> String {
    let few = threshold.saturating_mul(10).max(1);
    if contacts < few {
        return format!("fewer than {few}");
    }
    let unit = 10_u64.pow(contacts.ilog10());
    format!("about {}", contacts.saturating_add(unit / 2) / unit * unit)
}

/// Says which rows to take together; never how many they are.
pub fn unsafe_cells(line: &Helpline, loss: &Loss) -> Finding {
    let shown = loss.unprotectable.iter().take(8).cloned().collect::<Vec<_>>().join("; ");
    let message = format!(
        "{} counts cannot be hidden, because of what earlier editions and reports printed: {shown}",
        loss.unprotectable.len()
    );
    Finding::error(code::D001, message)
        .at(Place::file(format!("data/{}/helpline.yaml", line.id)))
        .hint(
            "hold the correction back until more are corrected, take these rows together with others in the \
             code list, or leave the breakdown out",
        )
        .of(&line.id)
}

#[cfg(test)]
mod tests {
    use super::roughly;

    #[test]
    fn what_was_lost_is_told_roughly() {
        let told = [0, 49, 50, 54, 55, 949, 950, 1_449, 1_500].map(|n| roughly(n, 5));
        let few = "fewer than 50".to_owned();
        assert_eq!(told[..2], [few.clone(), few]);
        let about = [50, 50, 60, 900, 1_000, 1_000, 2_000].map(|n| format!("about {n}"));
        assert_eq!(told[2..], about);
        assert_eq!(roughly(7, 0), "about 7");
    }
}
