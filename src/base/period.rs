//! Periods of publication, written as in `figures.csv`: `2020`, `2020-03`, `2017/2020`,
//! `2017-05/2020-11`.

use chrono::NaiveDate;

/// A year, a month, or a span of whole years or months (both ends included).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// A calendar year.
    Year(i32),
    /// A month of a year, 1 to 12.
    Month(i32, u8),
    /// From one year to another.
    Years(i32, i32),
    /// From one month to another.
    Months((i32, u8), (i32, u8)),
}

impl Period {
    /// First and last month, both included.
    #[must_use]
    pub fn months(self) -> ((i32, u8), (i32, u8)) {
        match self {
            Self::Year(y) => ((y, 1), (y, 12)),
            Self::Month(y, m) => ((y, m), (y, m)),
            Self::Years(a, b) => ((a, 1), (b, 12)),
            Self::Months(a, b) => (a, b),
        }
    }

    /// Its last day; nothing where it has none.
    #[must_use]
    pub fn last_day(self) -> Option<NaiveDate> {
        let (year, month) = self.months().1;
        let (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        NaiveDate::from_ymd_opt(year, u32::from(month), 1)?.pred_opt()
    }

    /// Its first day; nothing where it has none.
    #[must_use]
    pub fn first_day(self) -> Option<NaiveDate> {
        let (year, month) = self.months().0;
        NaiveDate::from_ymd_opt(year, u32::from(month), 1)
    }

    /// Whether a month lies in the period.
    #[must_use]
    pub fn contains(self, year: i32, month: u8) -> bool {
        let (from, to) = self.months();
        from <= (year, month) && (year, month) <= to
    }

    /// Reads the notation of `figures.csv`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        enum Part {
            Year(i32),
            Month(i32, u8),
        }
        fn part(text: &str) -> Option<Part> {
            match text.split_once('-') {
                None if text.len() == 4 => Some(Part::Year(text.parse().ok()?)),
                Some((y, m)) if y.len() == 4 && m.len() == 2 => {
                    let month = m.parse().ok().filter(|m| (1..=12).contains(m))?;
                    Some(Part::Month(y.parse().ok()?, month))
                }
                _ => None,
            }
        }
        let Some((a, b)) = text.split_once('/') else {
            return part(text).map(|p| match p {
                Part::Year(y) => Self::Year(y),
                Part::Month(y, m) => Self::Month(y, m),
            });
        };
        match (part(a)?, part(b)?) {
            (Part::Year(a), Part::Year(b)) if a <= b => Some(Self::Years(a, b)),
            (Part::Month(a, m), Part::Month(b, n)) if (a, m) <= (b, n) => Some(Self::Months((a, m), (b, n))),
            _ => None,
        }
    }
}

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {
            Self::Year(y) => write!(f, "{y:04}"),
            Self::Month(y, m) => write!(f, "{y:04}-{m:02}"),
            Self::Years(a, b) => write!(f, "{a:04}/{b:04}"),
            Self::Months((a, m), (b, n)) => write!(f, "{a:04}-{m:02}/{b:04}-{n:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Period;

    #[test]
    fn every_notation_is_read_back() {
        for text in ["2020", "2020-03", "2017/2020", "2017-05/2020-11"] {
            assert_eq!(Period::parse(text).map(|p| p.to_string()).as_deref(), Some(text));
        }
        for text in ["20", "2020-13", "2020/2017", "2017/2020-01", "2020-3", ""] {
            assert_eq!(Period::parse(text), None, "{text}");
        }
    }

    #[test]
    fn periods_begin_and_end_on_days() {
        for (text, first, last) in [
            ("2020", "2020-01-01", "2020-12-31"),
            ("2020-02", "2020-02-01", "2020-02-29"),
            ("2017/2019", "2017-01-01", "2019-12-31"),
            ("2017-05/2020-12", "2017-05-01", "2020-12-31"),
        ] {
            let period = Period::parse(text).unwrap();
            assert_eq!(period.first_day().map(|d| d.to_string()).as_deref(), Some(first), "{text}");
            assert_eq!(period.last_day().map(|d| d.to_string()).as_deref(), Some(last), "{text}");
        }
    }

    #[test]
    fn spans_hold_their_ends() {
        let span = Period::Months((2017, 5), (2020, 11));
        assert!(span.contains(2017, 5) && span.contains(2020, 11) && span.contains(2019, 1));
        assert!(!span.contains(2017, 4) && !span.contains(2020, 12));
    }
}
