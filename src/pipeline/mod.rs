//! One build, from the workspace's files to published reports.
//!
//! Takes a [`Request`] that says all that was asked; gives an [`Outcome`] per report, findings and the
//! exit code. One line's failure, a panic included, never stops another.

mod attacked;
mod audited;
mod choose;
mod contents;
mod diff;
mod drafts;
mod draw;
mod gather;
mod ground;
mod held;
mod idle;
mod issue;
mod kept;
mod last;
mod make;
mod private_log;
mod protection;
mod reconcile;
mod remarks;
mod report_kind;
mod reports;
mod request;
mod run;
mod scripts;
mod site;
mod still;
mod usable;
mod verify;
mod wide;
mod years;

pub use audited::attack;
pub use diff::{Difference, diff};
pub use gather::{Gathered, Reading, gather};
pub use ground::Ground;
pub use request::{Event, Outcome, Report, Request, State};
pub use run::{build, build_on, check};
pub use verify::verify;
