//! Periods and decimal numbers as they are published.

/// Months from one to another, both included, counted from the year 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub first: i32,
    pub last: i32,
}

impl Span {
    /// A calendar year.
    #[must_use]
    pub fn year(year: i32) -> Self {
        Self { first: year * 12, last: year * 12 + 11 }
    }

    /// A calendar month, from 1.
    #[must_use]
    pub fn month(year: i32, month: i32) -> Self {
        Self { first: year * 12 + month - 1, last: year * 12 + month - 1 }
    }

    /// `2020`, `2020-03`, `2017/2020`, `2019-06/2020-11`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (from, to) = Self::ends(text)?;
        (from.first <= to.last).then_some(Self { first: from.first, last: to.last })
    }

    /// The two periods that a text names, or the same period twice when it names one.
    #[must_use]
    pub fn ends(text: &str) -> Option<(Self, Self)> {
        let one = |part: &str| match part.split_once('-') {
            None => part.parse().ok().map(Self::year),
            Some((year, month)) => {
                let month: i32 = month.parse().ok()?;
                (1..=12).contains(&month).then_some(Self::month(year.parse().ok()?, month))
            }
        };
        let (from, to) = text.split_once('/').unwrap_or((text, text));
        Some((one(from)?, one(to)?))
    }

    /// The calendar year this is exactly.
    #[must_use]
    pub fn as_year(self) -> Option<i32> {
        (self.first.rem_euclid(12) == 0 && self.last == self.first + 11).then(|| self.first.div_euclid(12))
    }

    /// The calendar years it touches.
    pub fn years(self) -> impl Iterator<Item = i32> {
        self.first.div_euclid(12)..=self.last.div_euclid(12)
    }
}

impl std::fmt::Display for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let month = |m: i32| format!("{:04}-{:02}", m.div_euclid(12), m.rem_euclid(12) + 1);
        match (self.as_year(), self.first == self.last) {
            (Some(year), _) => write!(f, "{year}"),
            (None, true) => f.write_str(&month(self.first)),
            (None, false) if self.first.rem_euclid(12) == 0 && self.last.rem_euclid(12) == 11 => {
                write!(f, "{}/{}", self.first.div_euclid(12), self.last.div_euclid(12))
            }
            (None, false) => write!(f, "{}/{}", month(self.first), month(self.last)),
        }
    }
}

/// A number as printed: digits and how many of them stand behind the point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decimal {
    /// The digits as a whole number.
    pub digits: i128,
    /// Digits behind the point.
    pub places: u32,
}

impl Decimal {
    /// `12`, `-3.5`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, behind) = text.split_once('.').unwrap_or((text, ""));
        let plain = behind.len() <= 9 && whole.len() <= 18 && behind.bytes().all(|b| b.is_ascii_digit());
        let digits = format!("{whole}{behind}").parse().ok()?;
        plain.then_some(Self { digits, places: u32::try_from(behind.len()).ok()? })
    }

    /// The number, when it is whole.
    #[must_use]
    pub fn whole(self) -> Option<i128> {
        let unit = self.unit();
        (self.digits % unit == 0).then_some(self.digits / unit)
    }

    /// Ten to the number of places.
    #[must_use]
    pub fn unit(self) -> i128 {
        10_i128.pow(self.places)
    }
}

#[cfg(test)]
mod tests {
    use super::{Decimal, Span};

    #[test]
    fn periods_are_read_and_written() {
        for text in ["2020", "2020-03", "2017/2020", "2019-06/2020-11"] {
            assert_eq!(Span::parse(text).unwrap().to_string(), text);
        }
        for text in ["", "2020-13", "2020-0", "20x0", "2021/2020"] {
            assert_eq!(Span::parse(text), None, "{text}");
        }
        assert_eq!(Span::parse("2019-12/2021-01").unwrap().years().collect::<Vec<_>>(), [2019, 2020, 2021]);
    }

    #[test]
    fn numbers_keep_their_places() {
        assert_eq!(Decimal::parse("-3.50"), Some(Decimal { digits: -350, places: 2 }));
        assert_eq!(Decimal::parse("12.0").unwrap().whole(), Some(12));
        assert_eq!(Decimal::parse("12.5").unwrap().whole(), None);
        assert_eq!(Decimal::parse("1.2.3"), None);
        assert_eq!(Decimal::parse("x"), None);
    }
}
