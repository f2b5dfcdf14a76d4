//! Remembers what a cell's bytes mean, so that each distinct text is worked out once.

/// Distinct texts remembered; beyond, texts are worked out anew.
const MOST: usize = 1 << 16;

/// One remembered text; the key 0 marks an empty slot.
#[derive(Clone, Copy, Default)]
struct Slot {
    key: u64,
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
        let key = key(text);
        let mask = self.slots.len() - 1;
        let mut at = place(key) & mask;
        loop {
            let slot = &self.slots[at];
            if slot.key == key {
                let start = slot.start as usize;
                if key < LONG || &self.texts[start..start + slot.length as usize] == text {
                    return slot.value;
                }
            } else if slot.key == 0 {
                break;
            }
            at = (at + 1) & mask;
        }
        let value = work(text);
        self.remember(key, text, value);
        value
    }

    #[inline(never)]
    fn remember(&mut self, key: u64, text: &[u8], value: u64) {
        if self.used >= MOST {
            return;
        }
        if self.used * 2 >= self.slots.len() {
            let old = std::mem::take(&mut self.slots);
            self.slots = vec![Slot::default(); old.len() * 4];
            old.into_iter().filter(|s| s.key != 0).for_each(|s| self.put(s));
        }
        let start = self.texts.len() as u32;
        self.texts.extend_from_slice(text);
        self.put(Slot { key, start, length: text.len() as u32, value });
        self.used += 1;
    }

    fn put(&mut self, slot: Slot) {
        let mask = self.slots.len() - 1;
        let mut at = place(slot.key) & mask;
        while self.slots[at].key != 0 {
            at = (at + 1) & mask;
        }
        self.slots[at] = slot;
    }
}

/// Marks the key of a text that is longer than a key can hold.
const LONG: u64 = 0xff << 56;

/// What a text is looked up by: a short one by all its bytes and its length, so that equal keys are equal texts; a
/// long one by its hash.
#[inline]
fn key(text: &[u8]) -> u64 {
    if text.len() >= 8 {
        return hash(text) | LONG;
    }
    let bytes = text.iter().fold(0, |all, byte| all << 8 | u64::from(*byte));
    (text.len() as u64 + 1) << 56 | bytes
}

/// Where the search for a key begins.
#[inline]
fn place(key: u64) -> usize {
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize
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
    use super::{Memo, hash, key};

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
    fn short_texts_with_one_key_are_the_same() {
        let mut seen = std::collections::BTreeSet::new();
        for n in 0..8_usize {
            for i in 0..n.max(1) {
                for byte in [0, 1, 0x7f, 0xff] {
                    let mut text = vec![0_u8; n];
                    if let Some(at) = text.get_mut(i) {
                        *at = byte;
                    }
                    assert_ne!(key(&text), 0);
                    seen.insert((text.clone(), key(&text)));
                }
            }
        }
        let keys: std::collections::BTreeSet<u64> = seen.iter().map(|(_, key)| *key).collect();
        assert_eq!(keys.len(), seen.len());
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
