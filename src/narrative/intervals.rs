//! Whether two numbers differ by more than chance.
//!
//! Two shares are said to differ when the interval of their difference excludes zero for all comparisons of a table
//! together: hybrid score interval of two independent shares (R. G. Newcombe, Statistics in Medicine 17, 1998,
//! 873–890, method 10), the 5 % shared out evenly over the comparisons (Bonferroni), with the bound 2·exp(−z²/2) for
//! both tails of the normal distribution, which is a little wider than exact.
//!
//! Two counts are said to differ when the first, given their sum, lies further from its half than chance puts it:
//! the conditional test of two Poisson counts (J. Przyborowski and H. Wilenski, Biometrika 31, 1940, 313–323) in its
//! normal form, z = (a − b) / √(a + b).

/// A difference of two shares that is larger than chance.
#[derive(Debug, Clone, Copy)]
pub struct Gap {
    /// The least that it is, by its interval.
    pub least: f64,
    /// How many times the smaller share the larger one is.
    pub times: f64,
}

impl Gap {
    /// Whether it says more than another: it is surely larger, or as large of a rarer answer. Where there are two answers,
    /// both differ by as much, and the rarer one is the news.
    pub fn exceeds(&self, other: &Self) -> bool {
        const ALIKE: f64 = 1e-9;
        match self.least - other.least {
            more if more.abs() <= ALIKE => self.times > other.times,
            more => more > 0.0,
        }
    }
}

/// Standard deviations that leave 5 % outside on both sides, of so many comparisons together.
pub fn quantile(comparisons: usize) -> f64 {
    (2.0 * (2.0 * comparisons.max(1) as f64 / 0.05).ln()).sqrt()
}

/// The lower end of the interval of the difference between two shares, each a number of a whole, the first the larger
/// one, `z` standard deviations wide to either side.
pub fn least_difference(a: (i64, i64), b: (i64, i64), z: f64) -> f64 {
    let score = |(n, of): (i64, i64)| {
        let (n, of) = (n as f64, of as f64);
        let p = n / of;
        let middle = p + z * z / (2.0 * of);
        let width = z * (p * (1.0 - p) / of + z * z / (4.0 * of * of)).sqrt();
        let under = 1.0 + z * z / of;
        (p, (middle - width) / under, (middle + width) / under)
    };
    let ((p, low, _), (q, _, high)) = (score(a), score(b));
    p - q - ((p - low).powi(2) + (high - q).powi(2)).sqrt()
}

/// By how many standard deviations the first of two counts exceeds its part of their sum, each a number of contacts and
/// of the people among whom it was counted: the same test where they are not counted among as many.
pub fn excess_of((a, among): (i64, i64), (b, among_b): (i64, i64)) -> f64 {
    let (a, sum, part) = (a as f64, (a + b) as f64, among as f64 / (among as f64 + among_b as f64));
    let deviation = (sum * part * (1.0 - part)).sqrt();
    if deviation > 0.0 { (a - sum * part) / deviation } else { 0.0 }
}

/// By how many standard deviations the first of two counts exceeds the second.
pub fn excess(a: i64, b: i64) -> f64 {
    let (a, b) = (a as f64, b as f64);
    if a + b > 0.0 { (a - b) / (a + b).sqrt() } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::{excess, excess_of, least_difference, quantile};

    /// Newcombe 1998, table II, example a: 56 of 70 against 48 of 80, from 0.0524.
    #[test]
    fn the_interval_is_that_of_the_source() {
        let least = least_difference((56, 70), (48, 80), 1.959_964);
        assert!((least - 0.0524).abs() < 0.0001, "{least}");
        assert!(least_difference((56, 70), (48, 80), quantile(1)) < least);
        assert!(least_difference((560, 700), (480, 800), quantile(1)) > 0.13);
        assert!(quantile(1000) > quantile(1));
        // Equal shares never differ.
        assert!(least_difference((50, 100), (500, 1000), quantile(1)) < 0.0);
        assert!(least_difference((0, 100), (0, 100), quantile(1)) < 0.0);
    }

    /// By hand: (120 − 80) / √200.
    #[test]
    fn the_excess_of_a_count_is_in_standard_deviations() {
        assert!((excess(120, 80) - 2.828_427).abs() < 1e-6 && (excess(80, 120) + 2.828_427).abs() < 1e-6);
        assert!(excess(0, 0).abs() < 1e-9);
        // Among as many people it is the same; 120 of 200 where 150 are expected: −30 / √(200 · ¾ · ¼).
        assert!((excess_of((120, 7), (80, 7)) - excess(120, 80)).abs() < 1e-9);
        assert!((excess_of((120, 300), (80, 100)) + 4.898_979).abs() < 1e-6);
        assert!(excess_of((0, 300), (0, 100)).abs() < 1e-9);
    }
}
