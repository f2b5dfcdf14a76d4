//! A hash that nobody can make, or try out, without the key: HMAC-SHA-256 (RFC 2104; RFC 4231 has the answers that
//! the test compares with).

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The secret key of the hash. It is never printed or compared.
#[derive(Clone)]
pub struct SecretKey(Hmac<Sha256>);

impl std::fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretKey(…)")
    }
}

impl SecretKey {
    /// From a key of any length.
    #[must_use]
    pub fn new(key: &[u8]) -> Self {
        // A longer key than a block is hashed first, as the standard says.
        let hashed;
        let key = if key.len() > 64 {
            hashed = <Sha256 as sha2::Digest>::digest(key);
            &hashed[..]
        } else {
            key
        };
        let mut block = [0_u8; 64];
        block[..key.len()].copy_from_slice(key);
        Self(Hmac::new(&block.into()))
    }

    /// The hash of a text in hexadecimal.
    #[must_use]
    pub fn print(&self, text: &[u8]) -> String {
        self.hash(text).iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The full hash of a text.
    #[must_use]
    pub fn hash(&self, text: &[u8]) -> [u8; 32] {
        self.0.clone().chain_update(text).finalize().into_bytes().into()
    }
}

#[cfg(test)]
mod tests {
    use super::SecretKey;

    fn hash(key: &[u8], text: &[u8]) -> String {
        SecretKey::new(key).hash(text).iter().map(|b| format!("{b:02x}")).collect()
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
        assert_eq!(format!("{:?}", SecretKey::new(b"geheim geheim geheim geheim 1234")), "SecretKey(…)");
    }
}
