//! Figures that were published before and are reconciled with.

use std::collections::BTreeMap;

use super::vocabulary::Stage;
use crate::base::{Num, Period};
use crate::config::yaml::TextPlace;

/// How a published figure was worded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Qualifier {
    /// The number itself.
    Exact,
    /// *Ongeveer*.
    Approx,
    /// *Meer dan*.
    AtLeast,
    /// *Bijna*.
    Almost,
}

/// What was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublishedValue {
    Number(Num),
    /// A dash: the channel did not exist yet.
    NotApplicable,
}

/// What a published share is a share of. The period of the figure holds in the base as well, and so do the conditions
/// that are not named in `share_of`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// All contacts (or their victims), whatever was answered.
    All,
    /// Contacts with a real answer in every dimension of `share_of`: none that is unknown, unclear,
    /// blank, or none at all.
    Known,
    /// All real answers: a contact with three codes of a dimension of `share_of` counts three times.
    Answers,
}

/// A figure published before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    pub id: String,
    /// `contacts`, `victims`, `share`, or the id of a series.
    pub measure: String,
    /// Stage of the contacts counted.
    pub stage: Option<Stage>,
    /// A year, a month or a span.
    pub period: Period,
    /// Dimensions, `channel` and `outcome` included, and their codes.
    pub dims: BTreeMap<String, String>,
    /// For a share: the dimensions whose conditions do not hold in the base.
    pub share_of: Vec<String>,
    /// For a share: what is counted in the base.
    pub base: Base,
    /// For a share: `victims` or `contacts`.
    pub of: String,
    pub value: PublishedValue,
    pub qualifier: Qualifier,
    /// Where it was published.
    pub source: String,
    /// Why it cannot be computed from the registrations; `None` when it can.
    pub not_reproducible: Option<String>,
    /// Where it stands in the file.
    pub place: TextPlace,
}
