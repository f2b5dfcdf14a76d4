//! What a build stands on and does not look for itself: the file system it publishes to, who asked to
//! stop, and by what name it is known to other builds.

use std::sync::atomic::{AtomicBool, Ordering};

use super::drawn_charts::DrawnCharts;
use super::known_lines::KnownLines;
use crate::publish::{Disk, RealDisk};

/// The surroundings of a build.
pub struct Environment<'g> {
    /// Where reports are written.
    pub disk: &'g dyn Disk,
    /// Becomes true when somebody wants the build to end: what is being published is finished, the rest
    /// is dropped.
    pub stop: &'g AtomicBool,
    /// Who builds, in one line, for who finds the lock taken.
    pub holder: String,
    /// Charts of builds before, where there is a memory of them.
    pub drawn: Option<&'g DrawnCharts>,
    /// Lines of builds before, where there is a memory of them.
    pub lines: Option<&'g KnownLines>,
}

static NEVER: AtomicBool = AtomicBool::new(false);

impl Default for Environment<'_> {
    fn default() -> Self {
        Self {
            disk: &RealDisk,
            stop: &NEVER,
            holder: format!("process {}", std::process::id()),
            drawn: None,
            lines: None,
        }
    }
}

impl Environment<'_> {
    /// Whether the build is to end.
    #[must_use]
    pub fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}
