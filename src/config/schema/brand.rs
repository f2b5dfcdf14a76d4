//! Brands under which one can reach several lines, and the periods in which a line carried them.

use chrono::NaiveDate;

use super::text::Text;

/// The dimension whose codes are brands.
pub const ENTRY_POINT: &str = "entry_point";

/// A name under which one can reach several lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brand {
    /// Its code in the dimension `entry_point`.
    pub id: String,
    pub label: Text,
    /// First day of the brand.
    pub since: Option<NaiveDate>,
    /// Who carried it, from when to when.
    pub carriers: Vec<Carrier>,
    /// Where its carriers are documented.
    pub source: Text,
}

/// Who carries a brand in a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carrier {
    /// Id of a line, or the name of another organisation.
    pub name: String,
    /// What is printed for it, by language, when it is no line.
    pub label: Text,
    /// First day; `None`: since the brand exists.
    pub from: Option<NaiveDate>,
    /// Last day; `None`: it still does.
    pub until: Option<NaiveDate>,
}

/// A period in which a line carries a brand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Carried {
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub until: Option<NaiveDate>,
}

impl Carried {
    /// Whether a day lies in it.
    #[must_use]
    pub fn holds(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|d| d <= day) && self.until.is_none_or(|d| day <= d)
    }
}

#[cfg(test)]
mod tests {
    use super::Carried;

    #[test]
    fn a_period_holds_its_first_and_last_day() {
        let day = |text: &str| text.parse().unwrap();
        let period = Carried { from: Some(day("2021-07-05")), until: Some(day("2022-06-30")) };
        let held: Vec<bool> =
            ["2021-07-04", "2021-07-05", "2022-06-30", "2022-07-01"].map(|d| period.holds(day(d))).into();
        assert_eq!(held, [false, true, true, false]);
        assert!(Carried { from: None, until: None }.holds(day("1999-01-01")));
    }
}
