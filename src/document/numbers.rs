//! How figures and tables are numbered and cells are taken apart, the same on paper and on the web.

/// Charts and tables so far: each kind is numbered through all chapters.
#[derive(Debug, Clone, Copy, Default)]
pub struct Numbers {
    charts: usize,
    tables: usize,
}

impl Numbers {
    /// The number of the next chart.
    pub fn chart(&mut self) -> usize {
        self.charts += 1;
        self.charts
    }

    /// The number of the next table.
    pub fn table(&mut self) -> usize {
        self.tables += 1;
        self.tables
    }

    /// The number of the last chart.
    #[must_use]
    pub fn charts(&self) -> usize {
        self.charts
    }
}

/// `"159 [d]"` is `("159", "[d]")`; a cell that is only signs stands where the digits stand.
#[must_use]
pub fn split_sign(cell: &str) -> (&str, &str) {
    match cell.find('[') {
        Some(at) if at > 0 => (cell[..at].trim_end(), &cell[at..]),
        _ => (cell, ""),
    }
}
