//! Fingerprints of bytes.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// SHA-256 in hexadecimal, 64 digits.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}
