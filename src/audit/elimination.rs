//! First attack: which unknowns of a part its equations alone determine.

use super::system::Part;
use crate::linear::elimination::{Determined, Equation, Order, determined as solve};

/// All unknowns that the equations alone determine; `None` when the equations contradict each other. The
/// shortest equations are used first, so that an explanation names few; only when asked to `explain` it names
/// any.
#[must_use]
pub fn determined(part: &Part, explain: bool) -> Option<Vec<Determined>> {
    let mut order: Vec<usize> = (0..part.equations.len()).collect();
    order.sort_by_key(|i| part.equations[*i].terms.len());
    let equation = |i: usize| {
        let row = &part.equations[i];
        let equation = Equation::new(row.terms.iter().copied(), row.rhs);
        if explain { equation.numbered(i) } else { equation }
    };
    solve(order.into_iter().map(equation).collect(), Order::Given)
}
