//! Editions: what was published before, and what a new build says differently.
//!
//! Takes the cells that a report is about to publish and the manifests of its earlier editions; gives a
//! [`Revision`]: the number of the edition, what it replaces, and every changed cell with its grade. A
//! cell that is hidden on either side never gets a difference. A draft is no edition: nothing is compared with it.

mod compare;
mod inputs;
mod record;

pub use compare::{Change, Grade, InputChange, Restated, Revision, Shown, is_commentary, restated, revise};
pub use inputs::{differs, key};
pub use record::{
    DRAFT, Made, Record, Replaced, Retracted, Sentence, Title, draft, draft_folder, history, is_published,
    other_years, published_before, standing, web_page,
};
