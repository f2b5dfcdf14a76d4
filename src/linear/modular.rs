//! Arithmetic of remainders modulo the prime 2⁶¹ − 1. Every remainder but 0 has an inverse, so equations are
//! solved exactly; sums and products fit into 128 bits, so no tolerance is needed.

/// The prime 2⁶¹ − 1.
pub const PRIME: u64 = (1 << 61) - 1;

pub fn plus(a: u64, b: u64) -> u64 {
    (a + b) % PRIME
}

pub fn negative(a: u64) -> u64 {
    if a == 0 { 0 } else { PRIME - a }
}

pub fn times(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    // 2⁶¹ is 1 modulo the prime, so the upper bits count like the lower ones.
    #[expect(clippy::cast_possible_truncation, reason = "both parts are below 2^61")]
    let (low, high) = ((product & u128::from(PRIME)) as u64, (product >> 61) as u64);
    plus(low, high)
}

/// The remainder that gives 1 when multiplied with this one, by Fermat's little theorem.
pub fn inverse(a: u64) -> u64 {
    let (mut power, mut exponent, mut result) = (a, PRIME - 2, 1);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = times(result, power);
        }
        power = times(power, power);
        exponent >>= 1;
    }
    result
}

/// The remainder of a whole number.
pub fn residue(n: i128) -> u64 {
    u64::try_from(n.rem_euclid(i128::from(PRIME))).unwrap_or(0)
}

/// The whole number of smallest size with this remainder.
pub fn lift(n: u64) -> i128 {
    if n > PRIME / 2 { i128::from(n) - i128::from(PRIME) } else { i128::from(n) }
}

#[cfg(test)]
mod tests {
    use super::{PRIME, inverse, lift, negative, plus, residue, times};

    #[test]
    fn remainders_calculate_as_whole_numbers_do() {
        for n in [1, 2, 3, 1 << 40, -1, -7, -(1 << 50)] {
            assert_eq!(lift(residue(n)), n);
            assert_eq!(times(residue(n), inverse(residue(n))), 1, "{n}");
            assert_eq!(plus(residue(n), negative(residue(n))), 0, "{n}");
        }
        assert_eq!(times(PRIME - 1, PRIME - 1), 1);
        assert_eq!(lift(times(residue(-12), residue(1 << 45))), -12 * (1 << 45));
        assert_eq!(negative(0), 0);
    }
}
