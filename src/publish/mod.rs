//! Publishing: finished bytes are staged beside their place and moved in, with a manifest.
//!
//! Takes files as bytes; gives paths under `reports/`; refuses nothing but what the file system
//! refuses. A reader sees the old report or the new one, never half of one nor a mixture of two.

mod changes;
mod corrections;
mod disk;
mod files;
mod lock;
mod manifest;
mod prints;
mod record;
mod repair;
mod replaced;
mod rules;
#[cfg(test)]
mod tests;

pub use changes::{Change, changes};
pub use corrections::{corrections_csv, shown};
pub use disk::{Disk, RealDisk};
pub use files::{
    WriteError, discard_draft, publish, publish_beside, publish_file, publish_on, retract_on, would_change,
};
pub use lock::{Lock, NotLocked};
pub use manifest::{Input, Manifest, ManifestFile, joint_fingerprint};
pub use prints::{CACHE, folder_fingerprint};
pub use record::LastBuild;
pub use repair::repair;
pub use replaced::{Banner, replaced};
pub use rules::{Protected, Protection};
