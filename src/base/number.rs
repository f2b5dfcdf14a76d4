//! Exact decimal numbers: an integer and how many of its digits stand behind the point.

use serde::{Serialize, Serializer};

/// `value / 10^decimals`. Two numbers are equal when they print alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Num {
    /// The digits as an integer.
    pub scaled: i64,
    /// Digits behind the point.
    pub decimals: u8,
}

impl Num {
    /// A whole number.
    #[must_use]
    pub fn int(value: u64) -> Self {
        Self { scaled: i64::try_from(value).unwrap_or(i64::MAX), decimals: 0 }
    }

    /// `factor * num / den`, rounded half away from zero to `decimals` digits; `None` when `den` is 0.
    #[must_use]
    pub fn quotient(factor: i64, num: i128, den: i128, decimals: u8) -> Option<Self> {
        if den == 0 {
            return None;
        }
        let scale = 10_i128.pow(u32::from(decimals)) * i128::from(factor);
        let (n, d) = if den < 0 { (-num * scale, -den) } else { (num * scale, den) };
        let rounded = if n >= 0 { (2 * n + d) / (2 * d) } else { -((-2 * n + d) / (2 * d)) };
        Some(Self { scaled: i64::try_from(rounded).ok()?, decimals })
    }

    /// Reads a plain decimal such as `-12.50`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty()
            || !all_digits(whole)
            || !all_digits(part)
            || (digits.contains('.') && part.is_empty())
        {
            return None;
        }
        let scaled: i64 = format!("{whole}{part}").parse().ok()?;
        Some(Self { scaled: sign * scaled, decimals: u8::try_from(part.len()).ok()? })
    }

    /// As a float, for drawing only.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "used for the length of a bar")]
    pub fn to_f64(self) -> f64 {
        self.scaled as f64 / 10_f64.powi(i32::from(self.decimals))
    }
}

impl std::fmt::Display for Num {
    /// Plain decimal with a point and a hyphen-minus, as in `figures.csv`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.scaled < 0 { "-" } else { "" };
        let digits = self.scaled.unsigned_abs();
        if self.decimals == 0 {
            return write!(f, "{sign}{digits}");
        }
        let unit = 10_u64.pow(u32::from(self.decimals));
        write!(f, "{sign}{}.{:0width$}", digits / unit, digits % unit, width = usize::from(self.decimals))
    }
}

impl Serialize for Num {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::Num;
    use proptest::prelude::*;

    #[test]
    fn quotients_round_half_away_from_zero() {
        // 1/8 = 12.5 %, 1/16 = 6.25 %, 9/160 = 5.625 %: worked by hand.
        let percent = |a, b, d| Num::quotient(100, a, b, d).map(|n| n.to_string());
        assert_eq!(percent(1, 8, 0).as_deref(), Some("13"));
        assert_eq!(percent(-1, 8, 0).as_deref(), Some("-13"));
        assert_eq!(percent(1, 16, 1).as_deref(), Some("6.3"));
        assert_eq!(percent(9, 160, 2).as_deref(), Some("5.63"));
        assert_eq!(percent(1, 0, 1), None);
        assert_eq!(percent(-1, 400, 1).as_deref(), Some("-0.3"));
    }

    proptest! {
        #[test]
        fn printing_and_reading_give_the_same_number(scaled in -1_000_000_000_i64..1_000_000_000, decimals in 0_u8..6) {
            let n = Num { scaled, decimals };
            prop_assert_eq!(Num::parse(&n.to_string()), Some(n));
        }

        #[test]
        fn a_quotient_is_within_half_a_unit(num in 0_i128..1_000_000, den in 1_i128..1_000_000) {
            let q = Num::quotient(100, num, den, 1).unwrap();
            // |q/10 - 100 num/den| <= 1/20, in integers.
            let error = (i128::from(q.scaled) * den - 1000 * num).abs();
            prop_assert!(2 * error <= den);
        }
    }
}
