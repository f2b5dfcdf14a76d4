//! Publishing: finished bytes are staged beside their place and moved in, with a manifest.
//!
//! Takes files as bytes; gives paths under `reports/`; refuses nothing but what the file system
//! refuses. A reader sees the old file or the new one, never half of one.

mod corrections;
mod files;
mod index;
mod manifest;
mod prints;

pub use corrections::{corrections_csv, shown};
pub use files::{WriteError, publish};
pub use index::index;
pub use manifest::{Manifest, ManifestFile, joint_fingerprint};
pub use prints::{CACHE, folder_fingerprint};
