//! What a line shows beside its registrations: series, equal months of two years, what cannot be measured.

use chrono::NaiveDate;

use super::decimal::Decimal;
use super::text::Text;
use super::vocabulary::Chapter;

/// A yearly or monthly series that is not made of contacts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesSpec {
    /// Kebab or snake case: `website_visitors`.
    pub id: String,
    pub label: Text,
    /// Unit word, e.g. `visitor`.
    pub unit: String,
    /// Whether years may be added up (unique visitors may not).
    pub additive: bool,
    /// Chapter it is printed in.
    pub chapter: Chapter,
    /// Series it is a part of (`returning visitors` of `visitors`).
    pub part_of: Option<String>,
    /// Whether its parts must add up to it; a difference is printed.
    pub check_sum: bool,
    /// Where its numbers were published.
    pub source: Text,
    /// Day of which the numbers are.
    pub date: Option<NaiveDate>,
    /// The mark before decimals in its files; `None`: as their numbers show.
    pub decimal: Option<Decimal>,
}

/// Months of the report year that are set against the same months of the year before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SameMonths {
    /// Dimension whose codes are the rows.
    pub dimension: String,
    /// First month, 1 to 12.
    pub from: u8,
    /// Last month.
    pub to: u8,
}

/// Something that readers ask for and the line cannot measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotMeasurable {
    /// Chapter it is printed in.
    pub chapter: Chapter,
    /// What is asked.
    pub label: Text,
    /// Why it cannot be measured.
    pub reason: Text,
}
