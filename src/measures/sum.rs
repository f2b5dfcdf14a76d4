//! Sums that figures declare.
//!
//! The rows and columns of a table show by their roles which of them add up. All other sums between counts,
//! in one table or in several, are declared by the figure that prints the counts: who holds all but one of them
//! can compute that one, so the protection must know each of them.

use super::{Key, Sum};
use crate::base::Period;
use crate::config::Stage;

impl Sum {
    /// The whole is the sum of its parts.
    #[must_use]
    pub fn equal(whole: Key, parts: Vec<Key>) -> Self {
        Self { left: vec![whole], right: parts, rest: false }
    }

    /// Both sides add up to the same.
    #[must_use]
    pub fn balance(left: Vec<Key>, right: Vec<Key>) -> Self {
        Self { left, right, rest: false }
    }

    /// The parts lie in the whole, without overlap, and need not be all of it.
    #[must_use]
    pub fn within(whole: Key, parts: Vec<Key>) -> Self {
        Self { left: vec![whole], right: parts, rest: true }
    }

    /// A longer period is the sum of its years, or of its months; a part of a year leaves the rest of that year.
    #[must_use]
    pub fn over_time(key: &Key) -> Vec<Self> {
        let Some(period @ (Period::Years(..) | Period::Months(..))) = key.period else { return Vec::new() };
        let at = |period: Period| Key { period: Some(period), ..key.clone() };
        let ((first, from), (last, to)) = period.months();
        if first != last {
            let years = (first..=last).map(|year| at(Period::Year(year))).collect();
            return vec![Self::within(key.clone(), years)];
        }
        let months = (from..=to).map(|month| at(Period::Month(first, month))).collect();
        vec![Self::within(at(Period::Year(first)), vec![key.clone()]), Self::within(key.clone(), months)]
    }
}

impl Key {
    /// The same under another measure.
    #[must_use]
    pub(super) fn called(&self, measure: &str) -> Self {
        Self { measure: Some(measure.to_owned()), ..self.clone() }
    }

    /// The same at another stage.
    #[must_use]
    pub(super) fn at(&self, stage: Stage) -> Self {
        Self { stage: Some(stage), ..self.clone() }
    }

    /// The same with one more code.
    #[must_use]
    pub(super) fn with(&self, dim: &str, code: &str) -> Self {
        let mut key = self.clone();
        key.dims.insert(dim.to_owned(), code.to_owned());
        key
    }

    /// The same without a dimension.
    #[must_use]
    pub(super) fn without(&self, dim: &str) -> Self {
        let mut key = self.clone();
        key.dims.remove(dim);
        key
    }

    /// Whether this is what is measured.
    #[must_use]
    pub(super) fn measures(&self, measure: &str) -> bool {
        self.measure.as_deref() == Some(measure)
    }
}
