//! One build, from the workspace's files to published reports.
//!
//! Takes a [`Request`] that says all that was asked; gives an [`Outcome`] per report, findings and the
//! exit code. One line's failure, a panic included, never stops another.
//!
//! The stages of a build, in their order: `request` and `selection` (what was asked for, of which lines), `gather`
//! with `preconditions`, `years` and `protection` and `giving_way` (one line, from its files to safe tables), `edition_plan` (which
//! edition each report is, and what it says otherwise), `joint_reports` (the landscape and the answers, from the
//! tables of all lines), `revision_hold` and `drafts` (what waits, what stands, what is to be made), `render_queue`
//! (charts and pages, while the next line is read), `contents` (the files of a report), `disclosure_gate` (the
//! attack) and `reports` (publishing). `run` is the door, `build_session` leads through the stages, and
//! `report_kind` says what a report on a line, a landscape and an answer each decide by themselves. `showing` and `trials`
//! say what reports will show and what would bring withheld counts back, for `check`; `explain` what one number is.

mod audit_command;
mod build_cache;
mod build_session;
mod chart_words;
mod contents;
mod diff;
mod disclosure_gate;
mod drafts;
mod drawn_charts;
mod edition_plan;
mod environment;
mod explain;
mod front_door;
mod gather;
mod giving_way;
mod input_snapshot;
mod joint_reports;
mod known_lines;
mod last_build;
mod preconditions;
mod private_log;
mod protection;
mod reconcile;
mod remarks;
mod render_queue;
mod report_kind;
mod reports;
mod request;
mod retract;
mod revision_hold;
mod run;
mod scripts;
mod selection;
mod showing;
mod solution_store;
mod trials;
mod verify;
mod web_page;
mod years;

pub use audit_command::attack;
pub use diff::{Difference, diff};
pub use drawn_charts::DrawnCharts;
pub use environment::Environment;
pub use explain::{Explained, Question, explain};
pub use gather::{Gathered, Reading, gather};
pub use input_snapshot::InputSnapshot;
pub use known_lines::KnownLines;
pub use request::{Event, Making, Outcome, Report, Request, State};
pub use retract::retract;
pub use run::{Look, build, build_on, check};
pub use verify::verify;

#[cfg(test)]
mod tests;
