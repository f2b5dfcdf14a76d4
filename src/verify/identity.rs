//! Which report a PDF says it is.

use super::pdf::open;
use crate::document::Identity;

/// Reads which report a PDF is; `None` when it is no PDF, or none of ours.
#[must_use]
pub fn identity(bytes: &[u8]) -> Option<Identity> {
    Identity::among(&open(bytes)?.keywords)
}
