//! Chance that is the same on every machine: integers only, one seed per place of use.

/// A splitmix64 generator.
pub struct Dice(u64);

impl Dice {
    /// A generator for one place of use, named so that no two places share their throws.
    pub fn new(name: &str) -> Self {
        // FNV-1a, so that the name decides the seed.
        let seed = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        Self(seed)
    }

    /// The next 64 bits.
    pub fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 up to, not including, `bound` (0 when `bound` is 0).
    pub fn below(&mut self, bound: u64) -> u64 {
        let wide = u128::from(self.throw()) * u128::from(bound);
        u64::try_from(wide >> 64).unwrap_or(0)
    }

    /// True in so many of a thousand cases.
    pub fn per_mille(&mut self, chance: u64) -> bool {
        self.below(1000) < chance
    }

    /// A position, each as likely as its weight.
    pub fn weighted(&mut self, weights: &[u64]) -> usize {
        let mut left = self.below(weights.iter().sum());
        for (position, weight) in weights.iter().enumerate() {
            if left < *weight {
                return position;
            }
            left -= weight;
        }
        weights.len().saturating_sub(1)
    }

    /// A number of seconds with many short and few long values, from `least` to `least + spread`.
    pub fn skewed(&mut self, least: u64, spread: u64) -> u64 {
        let (a, b) = (self.below(spread + 1), self.below(spread + 1));
        least + a * b / spread.max(1)
    }

    /// Any order, each as likely.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = usize::try_from(self.below(last as u64 + 1)).unwrap_or(0);
            items.swap(last, other);
        }
    }

    /// `count` of the candidates, a heavier one more likely (weight 0 only when nothing else is left).
    /// The largest of `w` throws is spread as a throw to the power 1/w, so this is weighted sampling
    /// without replacement, in integers.
    pub fn choose(
        &mut self,
        candidates: &[usize],
        count: usize,
        weight: impl Fn(usize) -> u64,
    ) -> Vec<usize> {
        let mut keyed: Vec<(u64, usize)> = candidates
            .iter()
            .map(|c| ((0..weight(*c)).map(|_| self.throw()).max().unwrap_or(0), *c))
            .collect();
        keyed.sort_unstable_by(|a, b| b.cmp(a));
        keyed.truncate(count);
        let mut chosen: Vec<usize> = keyed.into_iter().map(|(_, c)| c).collect();
        chosen.sort_unstable();
        chosen
    }
}

/// Splits a total by weights, exactly: whole parts first, the rest to the largest remainders.
pub fn apportion(total: u64, weights: &[u64]) -> Vec<u64> {
    let sum: u128 = weights.iter().map(|w| u128::from(*w)).sum();
    if sum == 0 {
        return vec![0; weights.len()];
    }
    let share = |w: &u64| u128::from(total) * u128::from(*w);
    let mut parts: Vec<u64> = weights.iter().map(|w| u64::try_from(share(w) / sum).unwrap_or(0)).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|i| (std::cmp::Reverse(share(&weights[*i]) % sum), *i));
    let rest = usize::try_from(total - parts.iter().sum::<u64>()).unwrap_or(0);
    for i in order.into_iter().take(rest) {
        parts[i] += 1;
    }
    parts
}

/// A shuffled deck of positions that holds each exactly as often as its weight says.
pub fn deck(dice: &mut Dice, cards: usize, weights: &[u64]) -> Vec<usize> {
    let counts = apportion(cards as u64, weights);
    let mut deck = Vec::with_capacity(cards);
    for (position, count) in counts.iter().enumerate() {
        deck.extend((0..*count).map(|_| position));
    }
    dice.shuffle(&mut deck);
    deck
}

#[cfg(test)]
mod tests {
    use super::{Dice, apportion, deck};

    #[test]
    fn parts_add_up_and_follow_their_weights() {
        assert_eq!(apportion(10, &[1, 1, 1]), [4, 3, 3]);
        assert_eq!(apportion(177, &[2, 1]), [118, 59]);
        assert_eq!(apportion(5, &[0, 7, 0]), [0, 5, 0]);
        assert_eq!(apportion(5, &[0, 0]), [0, 0]);
        for total in 0..200 {
            assert_eq!(apportion(total, &[3, 9, 27, 1]).iter().sum::<u64>(), total);
        }
    }

    #[test]
    fn throws_depend_on_the_name_only() {
        let throws = |name: &str| {
            (0..8)
                .map({
                    let mut d = Dice::new(name);
                    move |_| d.throw()
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(throws("a"), throws("a"));
        assert_ne!(throws("a"), throws("b"));
        let mut cards = deck(&mut Dice::new("deck"), 100, &[1, 3]);
        cards.sort_unstable();
        assert_eq!(cards.iter().filter(|c| **c == 1).count(), 75);
    }

    #[test]
    fn a_choice_has_the_asked_size_and_prefers_weight() {
        let all: Vec<usize> = (0..1000).collect();
        let chosen = Dice::new("choice").choose(&all, 200, |i| if i < 500 { 9 } else { 1 });
        assert_eq!(chosen.len(), 200);
        assert!(chosen.iter().filter(|i| **i < 500).count() > 150);
        assert_eq!(Dice::new("none").choose(&all, 500, |i| u64::from(i < 500)), (0..500).collect::<Vec<_>>());
    }
}
