//! Bounds that follow from one row at a time: how far each unknown of a row can go while the others are at
//! their least or at their most. The bounds are outer ones: the true ones are never wider, and where the rows
//! form no circle and every factor is 1 or −1 they are the true ones.

use std::collections::{BTreeSet, VecDeque};

/// A row: Σ factor × unknown = right hand side, or ≤ when it is no equation. Each unknown stands in it once.
#[derive(Debug, Clone, Copy)]
pub struct Row<'r, N> {
    /// Unknowns with their factors.
    pub terms: &'r [(usize, N)],
    /// Right hand side.
    pub rhs: i128,
    /// Whether it is an equation.
    pub equal: bool,
}

/// Rows, and the bounds of their unknowns so far.
pub trait Rows {
    /// What factors are.
    type Factor: Copy + Into<i128>;

    /// A row; `None` gives the propagation up.
    fn row(&self, row: usize) -> Option<Row<'_, Self::Factor>>;

    /// The rows in which an unknown stands.
    fn rows_of(&self, unknown: usize) -> impl Iterator<Item = usize>;

    /// Least and greatest value of an unknown; a greatest value from [`Search::open`] on is no bound.
    fn bounds(&self, unknown: usize) -> (i128, i128);

    /// Takes narrower bounds.
    fn narrow(&mut self, unknown: usize, bounds: (i128, i128));
}

/// Which of the waiting rows comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// The one that has waited longest.
    Longest,
    /// The one with the smallest number.
    Smallest,
}

/// How a propagation is done. It decides which bounds are reached where the work is cut off.
#[derive(Debug, Clone, Copy)]
pub struct Search {
    /// Which row comes next.
    pub next: Next,
    /// So many rows are looked at, then the propagation is given up: bounds can creep in small steps for
    /// ever.
    pub most: usize,
    /// Larger than any number; a greatest value from here on is no bound.
    pub open: i128,
}

/// What a propagation came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// No numbers keep all rows.
    Impossible,
    /// No row narrows anything any more.
    Settled,
    /// It was given up.
    GivenUp,
}

/// Narrows bounds, from the rows in `first` on, until nothing changes.
pub fn propagate<R: Rows>(rows: &mut R, first: impl IntoIterator<Item = usize>, search: Search) -> Outcome {
    let mut waiting = Waiting { next: search.next, queue: VecDeque::new(), all: BTreeSet::new() };
    first.into_iter().for_each(|row| waiting.push(row));
    let mut left = search.most;
    while let Some(number) = waiting.pop() {
        if left == 0 {
            return Outcome::GivenUp;
        }
        left -= 1;
        let Some(row) = rows.row(number) else { return Outcome::GivenUp };
        let Some(changed) = narrowed(&*rows, &row, search.open) else { return Outcome::Impossible };
        for (unknown, bounds) in changed {
            rows.narrow(unknown, bounds);
            rows.rows_of(unknown).filter(|other| *other != number).for_each(|other| waiting.push(other));
        }
    }
    Outcome::Settled
}

/// Rows that wait, each once.
struct Waiting {
    next: Next,
    queue: VecDeque<usize>,
    all: BTreeSet<usize>,
}

impl Waiting {
    fn push(&mut self, row: usize) {
        if self.all.insert(row) && self.next == Next::Longest {
            self.queue.push_back(row);
        }
    }

    fn pop(&mut self) -> Option<usize> {
        match self.next {
            Next::Smallest => self.all.pop_first(),
            Next::Longest => {
                let row = self.queue.pop_front()?;
                self.all.remove(&row);
                Some(row)
            }
        }
    }
}

/// A sum of which some terms have no bound.
#[derive(Debug, Clone, Copy, Default)]
struct Reach {
    sum: i128,
    open: usize,
}

impl Reach {
    fn with(self, term: Option<i128>) -> Self {
        match term {
            Some(n) => Self { sum: self.sum + n, ..self },
            None => Self { open: self.open + 1, ..self },
        }
    }

    fn without(self, term: Option<i128>) -> Self {
        match term {
            Some(n) => Self { sum: self.sum - n, ..self },
            None => Self { open: self.open - 1, ..self },
        }
    }

    fn closed(self) -> Option<i128> {
        (self.open == 0).then_some(self.sum)
    }
}

/// Least and greatest value of factor × unknown, where there is one.
fn reach(factor: i128, (low, high): (i128, i128), open: i128) -> (Option<i128>, Option<i128>) {
    let top = (high < open).then_some(factor * high);
    if factor > 0 { (Some(factor * low), top) } else { (top, Some(factor * low)) }
}

/// The unknowns of one row whose bounds it narrows, with their new bounds; `None` when the row cannot hold.
fn narrowed<R: Rows>(rows: &R, row: &Row<'_, R::Factor>, open: i128) -> Option<Vec<(usize, (i128, i128))>> {
    let (mut least, mut most) = (Reach::default(), Reach::default());
    for (at, factor) in row.terms {
        let (low, high) = reach((*factor).into(), rows.bounds(*at), open);
        (least, most) = (least.with(low), most.with(high));
    }
    let mut changed = Vec::new();
    for (at, factor) in row.terms {
        let factor: i128 = (*factor).into();
        let old = rows.bounds(*at);
        let (own_least, own_most) = reach(factor, old, open);
        let (floor, roof) = (least.without(own_least), most.without(own_most));
        let (mut low, mut high) = old;
        // factor × unknown ≤ rhs − floor, and for an equation factor × unknown ≥ rhs − roof.
        if let Some(floor) = floor.closed() {
            let bound = row.rhs - floor;
            if factor > 0 {
                high = high.min(quotient_down(bound, factor))
            } else {
                low = low.max(quotient_up(bound, factor))
            }
        }
        if let Some(roof) = roof.closed().filter(|_| row.equal) {
            let bound = row.rhs - roof;
            if factor > 0 {
                low = low.max(quotient_up(bound, factor))
            } else {
                high = high.min(quotient_down(bound, factor))
            }
        }
        if low > high {
            return None;
        }
        if (low, high) != old {
            let (new_least, new_most) = reach(factor, (low, high), open);
            (least, most) = (floor.with(new_least), roof.with(new_most));
            changed.push((*at, (low, high)));
        }
    }
    Some(changed)
}

/// Smallest whole number that is at least a / b.
fn quotient_up(a: i128, b: i128) -> i128 {
    -quotient_down(-a, b)
}

/// Largest whole number that is at most a / b.
fn quotient_down(a: i128, b: i128) -> i128 {
    if b > 0 { a.div_euclid(b) } else { (-a).div_euclid(-b) }
}

#[cfg(test)]
mod tests {
    use super::{Next, Outcome, Row, Rows, Search, propagate};

    const OPEN: i128 = 1 << 50;

    /// Terms, right hand side, and whether it is an equation.
    type Short<'r> = (&'r [(usize, i64)], i128, bool);

    struct Small<'r> {
        rows: &'r [Short<'r>],
        bounds: Vec<(i128, i128)>,
    }

    impl Rows for Small<'_> {
        type Factor = i64;

        fn row(&self, row: usize) -> Option<Row<'_, i64>> {
            let (terms, rhs, equal) = self.rows[row];
            Some(Row { terms, rhs, equal })
        }

        fn rows_of(&self, unknown: usize) -> impl Iterator<Item = usize> {
            let holds = move |r: &usize| self.rows[*r].0.iter().any(|(at, _)| *at == unknown);
            (0..self.rows.len()).filter(holds)
        }

        fn bounds(&self, unknown: usize) -> (i128, i128) {
            self.bounds[unknown]
        }

        fn narrow(&mut self, unknown: usize, bounds: (i128, i128)) {
            self.bounds[unknown] = bounds;
        }
    }

    fn run(rows: &[Short<'_>], next: Next, most: usize) -> (Outcome, Vec<(i128, i128)>) {
        let size = rows.iter().flat_map(|(terms, ..)| *terms).map(|(at, _)| at + 1).max().unwrap_or(0);
        let mut small = Small { rows, bounds: vec![(0, OPEN); size] };
        let first = 0..rows.len();
        let outcome = propagate(&mut small, first, Search { next, most, open: OPEN });
        (outcome, small.bounds)
    }

    #[test]
    fn bounds_go_from_row_to_row() {
        // x + y = 10; y − z = 4; 3 z ≤ 8.
        let rows: &[Short<'_>] =
            &[(&[(0, 1), (1, 1)], 10, true), (&[(1, 1), (2, -1)], 4, true), (&[(2, 3)], 8, false)];
        for next in [Next::Longest, Next::Smallest] {
            assert_eq!(run(rows, next, 100), (Outcome::Settled, vec![(4, 6), (4, 6), (0, 2)]));
        }
        let (outcome, bounds) = run(rows, Next::Longest, 1);
        assert_eq!((outcome, bounds[0], bounds[2]), (Outcome::GivenUp, (0, 10), (0, OPEN)));
    }

    #[test]
    fn a_row_that_cannot_hold_is_seen() {
        assert_eq!(run(&[(&[(0, 1), (1, 1)], -1, true)], Next::Longest, 9).0, Outcome::Impossible);
        assert_eq!(run(&[(&[(0, 2)], 3, true)], Next::Smallest, 9).0, Outcome::Impossible);
    }
}
