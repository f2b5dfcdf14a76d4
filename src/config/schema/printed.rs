//! How much of a figure is printed.

/// What of a figure is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Printed {
    /// Its chart, where there is anything to draw, and its table.
    #[default]
    Chart,
    /// Its table only.
    Table,
    /// Neither: it is in the data files.
    Nowhere,
}
