//! The words a chart needs, in the report's language.

use crate::base::{Num, Period};
use crate::config::AreaShape;
use crate::disclosure::SafeTable;

use crate::measures::Label;

/// Words, numbers and names in the report's language; `templates/words/<language>/charts.yaml` lists the keys.
pub trait ChartWords {
    /// A text of the catalogue with its places filled.
    fn fill(&self, key: &str, places: &[(&str, String)]) -> String;
    /// A number with the language's grouping and decimal sign.
    fn number(&self, number: Num) -> String;
    /// Seconds as minutes and seconds.
    fn clock(&self, seconds: Num) -> String;
    /// A percentage with its sign.
    fn percent(&self, number: Num) -> String;
    /// A period.
    fn period(&self, period: Period) -> String;
    /// Short name of a month, 1 to 12.
    fn month_short(&self, month: u8) -> &str;
    /// Short name of a day of the week, Monday 0.
    fn weekday_short(&self, day: u8) -> &str;
    /// Name of a row or column.
    fn label(&self, label: &Label) -> String;
    /// Whether a row is a real answer: not unknown, unclear or blank.
    fn is_known(&self, label: &Label) -> bool;
    /// Where the areas of a dimension lie, from north to south and from west to east.
    fn tiles(&self, dim: &str) -> Vec<Vec<Option<String>>>;
    /// The outlines of the areas of a dimension, where they are drawn in their shapes.
    fn shapes(&self, dim: &str) -> &[AreaShape];
    /// When somebody could be reached at the end of a year: minutes since midnight for each day of the week, Monday
    /// first. Nothing where that is not known, or always.
    fn open_hours(&self, year: i32) -> [Vec<(u16, u16)>; 7];
    /// What a table counts, with its stage and unit, as it stands inside a sentence.
    fn subject(&self, table: &SafeTable) -> String;
}
