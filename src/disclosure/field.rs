//! Whole numbers modulo the prime 2^61 − 1: exact elimination without fractions or overflow.

/// The prime.
const P: u64 = (1 << 61) - 1;

/// A number modulo the prime.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mod(u64);

impl Mod {
    /// One.
    pub const ONE: Self = Self(1);

    /// Of a small whole number.
    pub fn of(n: i64) -> Self {
        Self(n.rem_euclid(P.cast_signed()).cast_unsigned())
    }

    /// Whether it is zero.
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Its sum with another.
    pub fn plus(self, other: Self) -> Self {
        let sum = self.0 + other.0;
        Self(if sum >= P { sum - P } else { sum })
    }

    /// Its product with another.
    pub fn times(self, other: Self) -> Self {
        let product = u128::from(self.0) * u128::from(other.0) % u128::from(P);
        Self(u64::try_from(product).unwrap_or(0))
    }

    /// Its opposite.
    pub fn minus(self) -> Self {
        Self(if self.0 == 0 { 0 } else { P - self.0 })
    }

    /// What it must be multiplied with to give one (of zero: zero).
    pub fn inverse(self) -> Self {
        let (mut result, mut base, mut power) = (Self::ONE, self, P - 2);
        while power > 0 {
            if power & 1 == 1 {
                result = result.times(base);
            }
            base = base.times(base);
            power >>= 1;
        }
        result
    }
}

#[cfg(test)]
mod tests {
    use super::Mod;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_number_times_its_inverse_is_one(n in prop_oneof![-1_000_i64..0, 1_i64..1_000_000_000]) {
            prop_assert_eq!(Mod::of(n).times(Mod::of(n).inverse()), Mod::ONE);
            prop_assert!(Mod::of(n).plus(Mod::of(n).minus()).is_zero());
        }

        #[test]
        fn sums_and_products_are_those_of_whole_numbers(a in -1_000_i64..1_000, b in -1_000_i64..1_000) {
            prop_assert_eq!(Mod::of(a).plus(Mod::of(b)), Mod::of(a + b));
            prop_assert_eq!(Mod::of(a).times(Mod::of(b)), Mod::of(a * b));
        }
    }
}
