//! Bounds of cells during a search, in places that are made once.

/// Bounds of some cells: a place for each cell that is made once, since searches are many and short.
#[derive(Debug, Default)]
pub struct Bounds {
    /// The number of this search.
    search: u64,
    /// The search that gave each cell its bounds, and these.
    of: Vec<(u64, (i128, i128))>,
}

impl Bounds {
    /// For a new search over so many cells.
    pub fn forget(&mut self, cells: usize) {
        self.search += 1;
        self.of.resize(cells, (0, (0, 0)));
    }

    /// The bounds of a cell, where this search has any.
    pub fn get(&self, n: usize) -> Option<(i128, i128)> {
        self.of.get(n).filter(|(search, _)| *search == self.search).map(|(_, bounds)| *bounds)
    }

    /// Gives a cell bounds.
    pub fn set(&mut self, n: usize, bounds: (i128, i128)) {
        if let Some(of) = self.of.get_mut(n) {
            *of = (self.search, bounds);
        }
    }
}
