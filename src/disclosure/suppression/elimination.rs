//! Which suppressed cells the sums tie so tightly that one gives another. Every perturbation of the
//! suppressed cells is a vector of the null space of the sums; a random sample of the null space shows which
//! cells never move, and which pairs of cells always move in the same proportion.

use super::perturbation::Space;
use crate::linear::null_space::Sample;

/// So many random perturbations are drawn at a time; when fewer than `LEAST` are left, they are drawn anew.
const DRAWN: usize = 40;
const LEAST: usize = 3;
/// Where the random numbers begin, the same every time.
const SEED: u64 = 0x9e37_79b9_7f4a_7c15;

/// Random perturbations of suppressed cells, of any size and sign.
#[derive(Debug)]
pub struct Ties<'a> {
    space: &'a Space<'a>,
    /// Cells that move, sorted.
    cells: Vec<usize>,
    moves: Sample,
}

impl<'a> Ties<'a> {
    /// `cells` are sorted.
    pub fn of(space: &'a Space<'a>, cells: Vec<usize>) -> Self {
        let mut ties = Self { space, cells, moves: Sample::new(SEED) };
        ties.draw();
        ties
    }

    /// Whether a cell cannot move at all: then a reader can compute it.
    pub fn fixed(&self, n: usize) -> bool {
        self.cells.binary_search(&n).is_ok_and(|at| self.moves.fixes(at))
    }

    /// Whether a reader who is shown one cell can compute the other.
    pub fn gives(&self, shown: usize, other: usize) -> bool {
        let at = |n: usize| self.cells.binary_search(&n).ok();
        at(shown).zip(at(other)).is_some_and(|(shown, other)| self.moves.ties(shown, other))
    }

    /// Publishes a cell: it does not move any more.
    pub fn show(&mut self, n: usize) {
        let Ok(at) = self.cells.binary_search(&n) else { return };
        self.moves.hold(at);
        self.cells.remove(at);
        if self.moves.size() < LEAST {
            self.draw();
        }
    }

    fn draw(&mut self) {
        self.moves.draw(self.space.sums_over(&self.cells, None), self.cells.len(), DRAWN);
    }
}

#[cfg(test)]
mod tests {
    use super::Ties;
    use crate::disclosure::linked_tables::system::{Node, System};
    use crate::disclosure::suppression::perturbation::Space;

    /// Cells 0 to 6: 0 + 1 + 2 and 2 + 3 + 4 are given, so is 3 + 4 + 5, and 6.
    fn system() -> System {
        let nodes = (0..7).map(|_| Node::implied(9, false)).collect();
        let sum = |cells: &[usize]| cells.iter().map(|n| (*n, 1)).collect::<Vec<_>>();
        let relations = vec![sum(&[0, 1, 2]), sum(&[2, 3, 4]), sum(&[3, 4, 5]), sum(&[6])];
        System { nodes, relations, identities: Vec::new(), slightly: Vec::new() }
    }

    #[test]
    fn what_gives_what_is_what_elimination_gives() {
        let system = system();
        let space = Space::new(&system);
        let mut ties = Ties::of(&space, (0..7).collect());
        // By hand: 2 = 5; nothing else but 6, which has a sum for itself, follows from one cell.
        let given =
            |ties: &Ties<'_>, n: usize| (0..7).filter(|m| *m != n && ties.gives(n, *m)).collect::<Vec<_>>();
        assert_eq!((0..7).filter(|n| ties.fixed(*n)).collect::<Vec<_>>(), [6]);
        assert_eq!([given(&ties, 2), given(&ties, 5), given(&ties, 0)], [vec![5, 6], vec![2, 6], vec![6]]);
        // Once 2 is shown, 5 is fixed, and of 0 and 1 one gives the other.
        ties.show(2);
        assert!(ties.fixed(5) && !ties.fixed(0) && ties.gives(0, 1) && ties.gives(3, 4) && !ties.gives(0, 3));
    }
}
