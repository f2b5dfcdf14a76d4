//! What the reports of a line will show, before any is made: for each breakdown its codes by years, what is withheld
//! and why, which figures and chapters have no number, what settings that are left out cost; and what one number is.
//!
//! Takes safe tables and the private log of the protection; computes no protection of its own. All numbers are
//! published ones. Which withheld counts are the small ones is told in [`Reason`]s alone, which only whoever holds the
//! registrations may read.

mod account;
mod breakdown;
mod empty;
mod figure;
mod left_out;
mod number;
mod reasons;

pub use account::{Account, Grounds, account};
pub use breakdown::{Breakdown, Row, Shown, TooMuchUnknown, breakdowns};
pub use empty::empty;
pub use figure::{FigureAccount, OfYear, figures};
pub use left_out::{LeftOut, left_out};
pub use number::{CellFacts, FigureFacts, Wanted, cells_of, facts};
pub use reasons::{Brings, Reason, Reasons, Trial, reasons};
