//! How near a worded number must be. One table of rules for those who write and those who check:
//!
//! | word | the number meant, compared with the number named |
//! |---|---|
//! | a plain ratio: *1 op 4*, *de helft* | at most a twentieth of it away |
//! | *ongeveer*, *circa*, *zowat* | at most a tenth of it away |
//! | *bijna*, *haast* | below it, at most a tenth |
//! | *ruim*, *iets meer dan* | above it, at most a tenth |
//! | *meer dan*, *minder dan* | above it, below it |
//! | *minstens*, *hoogstens* | not below it, not above it |
//! | a number without such a word | equal, rounded to the digits that are written |
//!
//! A ratio that Jaarlijn writes itself is nearer: plain only when it is at most a fiftieth and a point of a hundred away,
//! with a word when it is at most three points away.

use crate::base::Num;

/// The word that goes with a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nearness {
    /// None.
    Plain,
    /// *Ongeveer.*
    About,
    /// *Bijna.*
    Almost,
    /// *Ruim.*
    Over,
    /// *Meer dan.*
    More,
    /// *Minder dan.*
    Less,
    /// *Minstens.*
    AtLeast,
    /// *Hoogstens.*
    AtMost,
}

/// A fraction with a positive denominator.
#[derive(Debug, Clone, Copy)]
pub struct Ratio(pub i128, pub i128);

impl Ratio {
    /// Of a decimal number.
    #[must_use]
    pub fn of(n: Num) -> Self {
        Self(i128::from(n.scaled), 10_i128.pow(u32::from(n.decimals)))
    }

    /// As a decimal number.
    #[must_use]
    pub fn rounded(self, decimals: u8) -> Option<Num> {
        Num::quotient(1, self.0, self.1, decimals)
    }
}

/// Whether the actual number is what the named one with its word says. A plain number must be equal
/// when `exact`, else it is a ratio.
#[must_use]
pub fn holds(nearness: Nearness, named: Ratio, actual: Ratio, exact: bool) -> bool {
    // Over a common denominator.
    let (n, a) = (named.0 * actual.1, actual.0 * named.1);
    let gap = (a - n).abs();
    match nearness {
        Nearness::Plain if exact => a == n,
        Nearness::Plain => gap * 20 <= n.abs(),
        Nearness::About => gap * 10 <= n.abs(),
        Nearness::Almost => a < n && gap * 10 <= n.abs(),
        Nearness::Over => a > n && gap * 10 <= n.abs(),
        Nearness::More => a > n,
        Nearness::Less => a < n,
        Nearness::AtLeast => a >= n,
        Nearness::AtMost => a <= n,
    }
}

/// Ratios that are simple enough to be said, the simplest first.
pub const FRACTIONS: [(i128, i128); 18] = [
    (1, 2),
    (1, 3),
    (2, 3),
    (1, 4),
    (3, 4),
    (1, 5),
    (2, 5),
    (3, 5),
    (4, 5),
    (1, 6),
    (1, 7),
    (1, 8),
    (1, 9),
    (1, 10),
    (3, 10),
    (7, 10),
    (9, 10),
    (1, 20),
];

/// A simple ratio `a` in `b` near a share, with *almost* or *over* where it is not plain; the simplest
/// of those that are nearest in kind: a plain one goes before one that needs a word.
#[must_use]
pub fn simple_ratio(part: i128, whole: i128) -> Option<(Nearness, i128, i128)> {
    if part <= 0 || whole <= 0 || part > whole {
        return None;
    }
    let share = Ratio(part, whole);
    let gap = |(a, b): (i128, i128)| (part * b - a * whole).abs();
    // The gap is that of the shares times b and the whole.
    let within = |points: i128, (a, b): (i128, i128)| gap((a, b)) * 100 <= points * whole * b;
    let is_plain = |(a, b): &(i128, i128)| gap((*a, *b)) * 50 <= a * whole && within(1, (*a, *b));
    let plain = FRACTIONS.into_iter().find(is_plain);
    if let Some((a, b)) = plain {
        return Some((Nearness::Plain, a, b));
    }
    [Nearness::Almost, Nearness::Over]
        .into_iter()
        .flat_map(|n| FRACTIONS.map(|c| (n, c)))
        .filter(|(n, (a, b))| holds(*n, Ratio(*a, *b), share, false) && within(3, (*a, *b)))
        // The nearest one: gap over a·whole, compared crosswise.
        .min_by(|(_, x), (_, y)| (gap(*x) * y.0).cmp(&(gap(*y) * x.0)))
        .map(|(n, (a, b))| (n, a, b))
}

/// A whole number to two digits, with the word it then needs.
#[must_use]
pub fn two_digits(n: Num) -> Option<(Nearness, Num)> {
    let whole = Ratio::of(n).rounded(0)?;
    if n.scaled <= 0 {
        return None;
    }
    let digits = whole.scaled.unsigned_abs().to_string().len();
    let step = 10_i64.pow(u32::try_from(digits.saturating_sub(2)).ok()?);
    let rounded = Num { scaled: (whole.scaled + step / 2) / step * step, decimals: 0 };
    let nearness = match rounded.scaled.cmp(&whole.scaled) {
        std::cmp::Ordering::Greater => Nearness::Almost,
        std::cmp::Ordering::Equal => Nearness::Plain,
        std::cmp::Ordering::Less => Nearness::Over,
    };
    Some((nearness, rounded))
}

#[cfg(test)]
mod tests;
