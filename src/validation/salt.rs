//! What keeps numbers of callers from being read back: a keyed hash, and its key.
//!
//! The hash is HMAC-SHA-256 as RFC 2104 constructs it from a hash with blocks of 64 bytes; RFC 4231 has
//! the answers that the test compares with.

use sha2::{Digest, Sha256};

use crate::config::{CallerNumber, SALT_LEAST};
use crate::diagnostics::{Finding, Place};

use super::rules;

const BLOCK: usize = 64;

/// The key of the hash. It is never printed, written or compared.
#[derive(Clone)]
pub struct Salt {
    inner: Sha256,
    outer: Sha256,
}

impl std::fmt::Debug for Salt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Salt(…)")
    }
}

impl Salt {
    /// From a key of any length.
    #[must_use]
    pub fn new(key: &[u8]) -> Self {
        let mut block = [0_u8; BLOCK];
        if key.len() > BLOCK {
            block[..32].copy_from_slice(&Sha256::digest(key));
        } else {
            block[..key.len()].copy_from_slice(key);
        }
        let keyed = |pad: u8| Sha256::new_with_prefix(block.map(|byte| byte ^ pad));
        Self { inner: keyed(0x36), outer: keyed(0x5c) }
    }

    /// The key of a line: that of its file, else the one given for this run.
    pub(super) fn of(settings: &CallerNumber, run: &Self) -> Result<Self, Finding> {
        let Some(path) = &settings.salt_file else { return Ok(run.clone()) };
        let shown = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let refused = |what: String| {
            Finding::error(rules::SALT, what)
                .at(Place::file(shown.as_str()))
                .hint("see `caller_number: salt_file` in helpline.yaml")
        };
        let bytes =
            std::fs::read(path).map_err(|e| refused(format!("the key cannot be read: {}", e.kind())))?;
        let key = bytes.trim_ascii();
        if key.len() < SALT_LEAST {
            return Err(refused(format!("the key is shorter than {SALT_LEAST} characters")));
        }
        Ok(Self::new(key))
    }

    /// A print of a text that nobody can make, or try out, without the key.
    #[must_use]
    pub fn print(&self, text: &[u8]) -> String {
        self.hash(text).iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The full hash of a text.
    pub(super) fn hash(&self, text: &[u8]) -> [u8; 32] {
        let inner = self.inner.clone().chain_update(text).finalize();
        self.outer.clone().chain_update(inner).finalize().into()
    }
}

#[cfg(test)]
mod tests {
    use super::Salt;

    fn hash(key: &[u8], text: &[u8]) -> String {
        Salt::new(key).hash(text).iter().map(|b| format!("{b:02x}")).collect()
    }

    #[test]
    fn the_hash_is_that_of_the_standard() {
        // RFC 4231, test cases 1, 2 and 6 (a key longer than a block).
        let first = "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7";
        assert_eq!(hash(&[0x0b; 20], b"Hi There"), first);
        let second = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(hash(b"Jefe", b"what do ya want for nothing?"), second);
        let sixth = "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54";
        assert_eq!(hash(&[0xaa; 131], b"Test Using Larger Than Block-Size Key - Hash Key First"), sixth);
    }

    #[test]
    fn a_key_says_nothing_of_itself() {
        assert_eq!(format!("{:?}", Salt::new(b"geheim geheim geheim geheim 1234")), "Salt(…)");
    }
}
