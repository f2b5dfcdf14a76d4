//! The forms in which figures are drawn.

/// A series of fewer months is not drawn.
pub const LEAST_MONTHS: usize = 12;

/// How a figure is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// Table only.
    None,
    /// Years across, one column a year (rows: one body or a total row).
    YearColumns,
    /// Years across, columns stacked by row.
    YearStack,
    /// Months down, years across: the report year in colour, earlier years in grey.
    MonthLines,
    /// Weekdays down, hours across.
    Heat,
    /// Steps down, years across; the report year is drawn.
    Funnel,
    /// Rows as horizontal bars for the report year, with a mark for the year before.
    RankedBars,
    /// Rows as horizontal 100 % bars divided by columns.
    StackedShare,
    /// Rows as lines over the years.
    YearLines,
    /// Months of several years down, series across: a line each over all months.
    SeriesMonths,
    /// A panel per group of rows, its members as lines over the years.
    SmallMultiples,
    /// A panel per row that is a whole, one column a year, each panel on a scale of its own.
    YearPanels,
    /// Areas as tiles where they lie, the report year's rate in each.
    Tiles,
    /// Rows as horizontal bars for the latest period in which most rows have a number.
    LatestBars,
}
