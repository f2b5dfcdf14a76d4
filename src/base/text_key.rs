//! What texts are looked up by: fast hashes of mostly short texts.

/// Marks the key of a text that is longer than a key can hold.
pub const LONG: u64 = 0xff << 56;

/// What a text is looked up by: a short one by all its bytes and its length, so that equal keys are equal texts; a
/// long one by its hash.
#[inline]
#[must_use]
pub fn key(text: &[u8]) -> u64 {
    if text.len() >= 8 {
        return hash(text) | LONG;
    }
    let bytes = text.iter().fold(0, |all, byte| all << 8 | u64::from(*byte));
    (text.len() as u64 + 1) << 56 | bytes
}

/// Where the search for a key begins.
#[inline]
#[must_use]
pub fn place(key: u64) -> usize {
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize
}

/// A fast hash of mostly short texts. Equal hashes are always followed by a comparison of the texts.
#[inline]
#[must_use]
pub fn hash(text: &[u8]) -> u64 {
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
    use super::{hash, key};

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
