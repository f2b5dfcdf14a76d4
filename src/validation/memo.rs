//! Remembers what a cell's bytes mean, so that each distinct text is worked out once.

/// Distinct texts remembered; beyond, texts are worked out anew.
const MOST: usize = 1 << 16;

/// One remembered text; the hash 0 marks an empty slot.
#[derive(Clone, Copy, Default)]
struct Slot {
    hash: u64,
    start: u32,
    length: u32,
    value: u64,
}

/// A small open-addressing map from bytes to a number.
pub(super) struct Memo {
    slots: Vec<Slot>,
    used: usize,
    texts: Vec<u8>,
}

impl Memo {
    /// An empty memo.
    pub(super) fn new() -> Self {
        Self { slots: vec![Slot::default(); 256], used: 0, texts: Vec::new() }
    }

    /// The value of a text; `work` is called when it is new.
    #[inline]
    pub(super) fn get(&mut self, text: &[u8], work: impl FnOnce(&[u8]) -> u64) -> u64 {
        let hash = hash(text) | 1;
        let mask = self.slots.len() - 1;
        let mut at = (hash >> 32) as usize & mask;
        loop {
            let slot = &self.slots[at];
            if slot.hash == hash {
                let start = slot.start as usize;
                if &self.texts[start..start + slot.length as usize] == text {
                    return slot.value;
                }
            } else if slot.hash == 0 {
                break;
            }
            at = (at + 1) & mask;
        }
        let value = work(text);
        self.remember(hash, text, value);
        value
    }

    #[inline(never)]
    fn remember(&mut self, hash: u64, text: &[u8], value: u64) {
        if self.used >= MOST {
            return;
        }
        if self.used * 2 >= self.slots.len() {
            let old = std::mem::take(&mut self.slots);
            self.slots = vec![Slot::default(); old.len() * 4];
            old.into_iter().filter(|s| s.hash != 0).for_each(|s| self.place(s));
        }
        let start = self.texts.len() as u32;
        self.texts.extend_from_slice(text);
        self.place(Slot { hash, start, length: text.len() as u32, value });
        self.used += 1;
    }

    fn place(&mut self, slot: Slot) {
        let mask = self.slots.len() - 1;
        let mut at = (slot.hash >> 32) as usize & mask;
        while self.slots[at].hash != 0 {
            at = (at + 1) & mask;
        }
        self.slots[at] = slot;
    }
}

/// A fast hash of mostly short texts. Equal hashes are always followed by a comparison of the texts.
#[inline]
pub(super) fn hash(text: &[u8]) -> u64 {
    const K: u64 = 0x9e37_79b9_7f4a_7c15;
    let mix = |h: u64, v: u64| {
        let product = u128::from(h ^ v).wrapping_mul(u128::from(K));
        (product as u64) ^ ((product >> 64) as u64)
    };
    let word = |bytes: &[u8]| bytes.first_chunk::<8>().map_or(0, |b| u64::from_le_bytes(*b));
    let n = text.len();
    let seed = (n as u64).wrapping_mul(0xff51_afd7_ed55_8ccd) ^ K;
    if n < 8 {
        let mut tail = 0;
        for &byte in text {
            tail = (tail << 8) | u64::from(byte);
        }
        return mix(mix(seed, tail), K);
    }
    let mut h = seed;
    let mut rest = text;
    while rest.len() > 16 {
        h = mix(h, word(rest));
        rest = &rest[8..];
    }
    if rest.len() > 8 {
        h = mix(h, word(rest));
    }
    mix(mix(h, word(&text[n - 8..])), K)
}

#[cfg(test)]
mod tests {
    use super::{Memo, hash};

    #[test]
    fn each_text_is_worked_out_once_and_remembered() {
        let texts: Vec<String> = (0..5000).map(|i| format!("{:0w$}", i, w = i % 23)).collect();
        let mut memo = Memo::new();
        let mut worked = 0;
        for _ in 0..2 {
            for (i, text) in texts.iter().enumerate() {
                let first = texts.iter().position(|t| t == text).unwrap_or(i) as u64;
                let value = memo.get(text.as_bytes(), |_| {
                    worked += 1;
                    first
                });
                assert_eq!(value, first);
            }
        }
        let distinct: std::collections::BTreeSet<&String> = texts.iter().collect();
        assert_eq!(worked, distinct.len());
    }

    #[test]
    fn every_byte_counts_in_the_hash() {
        for n in 1..40_usize {
            let base = vec![b'a'; n];
            for i in 0..n {
                let mut other = base.clone();
                other[i] = b'b';
                assert_ne!(hash(&base), hash(&other), "{n} {i}");
            }
            assert_ne!(hash(&base), hash(&base[1..]));
        }
    }
}
