//! Exact quantiles from counts per value.

use std::collections::BTreeMap;

use crate::base::Num;

/// The quantile `numerator / denominator` of counted whole numbers, with linear interpolation between
/// the two nearest observations (Hyndman and Fan 1996, type 7), rounded half up to a whole number.
#[must_use]
pub fn quantile(counts: &BTreeMap<u64, u64>, numerator: u64, denominator: u64) -> Option<Num> {
    let n: u64 = counts.values().sum();
    if n == 0 {
        return None;
    }
    // Position (n − 1)·p, as whole part and remainder over the denominator.
    let position = (n - 1) * numerator;
    let (whole, rest) = (position / denominator, position % denominator);
    let low = nth(counts, whole)?;
    let high = if rest == 0 { low } else { nth(counts, whole + 1)? };
    let scaled = i128::from(low) * i128::from(denominator) + i128::from(high - low) * i128::from(rest);
    Num::quotient(1, scaled, i128::from(denominator), 0)
}

fn nth(counts: &BTreeMap<u64, u64>, position: u64) -> Option<u64> {
    let mut seen = 0;
    for (value, count) in counts {
        seen += count;
        if position < seen {
            return Some(*value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::quantile;
    use std::collections::BTreeMap;

    fn counted(values: &[u64]) -> BTreeMap<u64, u64> {
        let mut counts = BTreeMap::new();
        for v in values {
            *counts.entry(*v).or_default() += 1;
        }
        counts
    }

    #[test]
    fn by_hand() {
        // numpy.quantile([1, 2, 4, 8], 0.5) = 3; ([1, 2, 4, 8], 0.9) = 6.8.
        let counts = counted(&[4, 1, 8, 2]);
        assert_eq!(quantile(&counts, 1, 2).unwrap().scaled, 3);
        assert_eq!(quantile(&counts, 9, 10).unwrap().scaled, 7);
        assert_eq!(quantile(&counted(&[5]), 9, 10).unwrap().scaled, 5);
        assert_eq!(quantile(&BTreeMap::new(), 1, 2), None);
    }
}
