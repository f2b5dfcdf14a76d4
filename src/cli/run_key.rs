//! The key of a run, with which numbers of callers are hashed.

use crate::base::{Finding, SecretKey, code};

/// A random key, made by `fill`. Without randomness nothing is done: the keys of lines are made of it and kept.
pub(super) fn run_key<E: std::fmt::Display>(
    fill: impl FnOnce(&mut [u8]) -> Result<(), E>,
) -> Result<SecretKey, Finding> {
    let mut key = [0; 32];
    match fill(&mut key) {
        Ok(()) => Ok(SecretKey::new(&key)),
        Err(error) => Err(Finding::error(code::U005, format!("the system gives no random numbers: {error}"))
            .hint("numbers of callers are hashed with a random key; run where /dev/urandom or its like can be read")),
    }
}

#[cfg(test)]
mod tests {
    use super::run_key;

    #[test]
    fn without_randomness_there_is_no_key() {
        let refused = run_key(|_| Err("no entropy")).expect_err("no key is made");
        assert_eq!(refused.code, "U005");
        assert!(refused.message.contains("no entropy"));
        let made = run_key(|key| {
            key.fill(7);
            Ok::<(), String>(())
        });
        assert!(made.is_ok());
    }
}
