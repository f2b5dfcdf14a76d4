//! Makes the safe table of an exact table from the multiples of its cells.

use super::multiples::Rounded;
use crate::base::Num;
use crate::disclosure::linked_tables::builder::Places;
use crate::disclosure::render::render;
use crate::disclosure::safe::SafeTable;
use crate::disclosure::settings::Settings;

use crate::measures::{Cell, Exact, Flag, Formula, Key, NoteRef, Table};

/// Note of a table whose counts are rounded.
const NOTE: &str = "figures-rounded";

/// The table with its rounded counts. Shares and changes are computed from the rounded counts.
pub fn table(table: &Table, places: &Places, rounded: &Rounded, settings: &Settings) -> SafeTable {
    let mut painted = table.clone();
    let mut hidden = vec![false; table.cells.len()];
    for (i, cell) in painted.cells.iter_mut().enumerate() {
        let key = table.key_of(i / table.cols.len(), i % table.cols.len());
        match number(&cell.value, &key, places[i], rounded, settings) {
            Shown::AsItIs => {}
            Shown::About(n) => {
                cell.value = Exact::Count(n);
                cell.flags.insert(Flag::Rounded);
            }
            Shown::Not => hidden[i] = true,
        }
    }
    // Percentage points are computed from shares, and shares from counts, so a mark passes on in two rounds.
    mark(&mut painted);
    mark(&mut painted);
    if painted.cells.iter().any(|c| c.flags.contains(&Flag::Rounded)) {
        let mut note = NoteRef::plain(NOTE);
        note.args.insert("base".to_owned(), rounded.base.to_string());
        painted.notes.push(note);
    }
    render(&painted, &hidden)
}

enum Shown {
    AsItIs,
    About(u64),
    Not,
}

fn number(value: &Exact, key: &Key, place: Option<usize>, rounded: &Rounded, settings: &Settings) -> Shown {
    let small = |n: u64| (1..settings.threshold).contains(&n);
    match *value {
        Exact::Count(_) => place.and_then(|n| rounded.shown(n)).map_or(Shown::Not, Shown::About),
        Exact::Stat { n: 0, .. } => Shown::AsItIs,
        Exact::Stat { value, n } => match key.unit.as_deref() {
            // From a share or change of true counts a reader could compute the true counts.
            Some("percent" | "percentage_point") => Shown::Not,
            // A statistic over so few contacts that the rounded count does not say how many there were.
            Some("second") if n < 2 * rounded.base => Shown::Not,
            Some("second") => Shown::AsItIs,
            _ => near(value, rounded.base).map_or(Shown::Not, Shown::About),
        },
        // Rows of the files are contacts and rejected rows: from their true number a reader could compute the
        // total.
        Exact::Given(_) if key.unit.as_deref() == Some("row") => Shown::Not,
        // Others have published this number; a small one is not repeated.
        Exact::Given(Num { scaled, decimals: 0 }) => {
            let repeats = key.stage.is_some() && u64::try_from(scaled).is_ok_and(small);
            if repeats { Shown::Not } else { Shown::AsItIs }
        }
        Exact::Given(_) | Exact::Derived(_) | Exact::Missing(_) => Shown::AsItIs,
    }
}

/// The nearest multiple of a count that is in no sum: the days of an event.
fn near(value: Num, base: u64) -> Option<u64> {
    let n = u64::try_from(value.scaled).ok().filter(|_| value.decimals == 0)?;
    Some((2 * n + base) / (2 * base) * base)
}

/// A number that is computed from a rounded one is marked as rounded.
fn mark(table: &mut Table) {
    let width = table.cols.len();
    let marked: Vec<bool> = table.cells.iter().map(|c| c.flags.contains(&Flag::Rounded)).collect();
    for Cell { value, flags } in &mut table.cells {
        let Exact::Derived(formula) = value else { continue };
        let (a, b) = match *formula {
            Formula::Share { part, whole } => (part, whole),
            Formula::Change { from, to } | Formula::Points { from, to } => (from, to),
            Formula::Ratio { num, den, .. } => (num, den),
        };
        if [a, b].iter().any(|(row, col)| marked[row * width + col]) {
            flags.insert(Flag::Rounded);
        }
    }
}
