//! Chooses the suppression pattern of a system, component by component.

use super::component::Pattern;
use super::perturbation::{Perturbation, Space};
use super::published_pattern::published;
use super::secondary::Search;
use super::solution_cache::Memory;
use crate::disclosure::linked_tables::system::System;
use crate::disclosure::progress::Told;
use crate::disclosure::settings::Settings;

/// The pattern. A component that `memory` has solved before, or whose pattern stands published, keeps its
/// pattern, so that a new edition does not suppress other cells without need. `name` names a cell as the
/// private log does; `told` hears how far the search is. A component that is not protected once all the work is
/// done that the settings allow is given up.
pub fn suppress(
    system: &System,
    settings: &Settings,
    memory: &mut Memory<'_>,
    name: &dyn Fn(usize) -> String,
    told: Told<'_>,
) -> Pattern {
    let space = Space::new(system);
    let mut search = Search::new(&space, settings, told);
    let mut pattern = Pattern::default();
    for cells in system.components() {
        if !search.has_goals(&cells) {
            continue;
        }
        search.begin();
        // A cell by itself is shown or not: there is nothing to solve and nothing to store.
        let linked = cells.len() > 1;
        let before = if linked { memory.recall(&search.component(settings, &cells), name) } else { None };
        if let Some(before) = before {
            search.adopt(&cells, &before.hidden);
            pattern.reasons.extend(before.reasons);
            pattern.parts.1 += 1;
        } else {
            let mut given_up = false;
            let standing = if linked { published(&search.component(settings, &cells)) } else { None };
            let protected = match standing {
                Some(hidden) => {
                    search.adopt(&cells, &hidden);
                    pattern.parts.1 += 1;
                    true
                }
                // It was given up before, and nothing has changed.
                None if linked && memory.past_limit(&search.component(settings, &cells)) => {
                    given_up = true;
                    search.verify(&cells, &mut pattern.proofs)
                }
                None => {
                    pattern.parts.0 += usize::from(linked);
                    solve(&mut search, &cells, &mut pattern.proofs)
                }
            };
            if linked && protected {
                memory.solved(&search.component(settings, &cells));
            } else if given_up || !protected && search.spent() {
                memory.give_up(&search.component(settings, &cells));
                pattern.past_limit.extend(&cells);
            }
        }
        search.finish(&cells);
    }
    search.unprotectable.sort_unstable();
    search.unprotectable.dedup();
    let Search { hidden, unprotectable, undecided, .. } = search;
    Pattern { hidden, unprotectable, undecided, ..pattern }
}

/// Solves a component; gives whether every cell of it is protected.
pub(super) fn solve(
    search: &mut Search<'_>,
    cells: &[usize],
    proofs: &mut Vec<(usize, Perturbation)>,
) -> bool {
    search.protect(cells);
    search.exchange(cells);
    search.remove_redundant(cells);
    search.verify(cells, proofs)
}
