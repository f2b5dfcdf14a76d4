//! A channel of a line and its opening hours.

use chrono::{Datelike, NaiveDate};

use super::text::Text;

/// Opening hours of one channel from one date on: minutes since midnight per weekday, Monday first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hours {
    /// First day of validity.
    pub from: NaiveDate,
    /// Spans (opening, closing) in minutes; closing may be 1440.
    pub week: [Vec<(u16, u16)>; 7],
}

/// A channel of a line. Its position in [`Helpline::channels`](crate::config::Helpline::channels) is its code in the
/// typed columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    /// `phone`, `chat`, `email`, …
    pub id: String,
    pub label: Text,
    /// Group it is also printed under (`phone_and_email`).
    pub parent: Option<String>,
    /// First day.
    pub since: Option<NaiveDate>,
    /// Last day.
    pub until: Option<NaiveDate>,
    /// Dated opening hours, oldest first.
    pub hours: Vec<Hours>,
    /// For channels without a live conversation: hours within which an answer is promised.
    pub target_hours: Option<u32>,
    /// Whether an attempt may be only an opened chat window, so that an unanswered one need not be a request.
    pub openings: bool,
    /// Other spellings met in files.
    pub aliases: Vec<String>,
}

/// Positions of the channels of which a share of answered attempts can be given.
///
/// A channel without opening hours (mail) is never closed or busy, and one with a response target is answered later
/// by design. Where other channels have opening hours, these two kinds are left out, because their share cannot be
/// set beside that of the others.
#[must_use]
pub fn rated(channels: &[Channel]) -> Vec<usize> {
    let any_has_hours = channels.iter().any(|c| !c.hours.is_empty() || c.openings);
    let rated = |c: &Channel| if any_has_hours { c.has_rates() } else { c.target_hours.is_none() };
    (0..channels.len()).filter(|c| rated(&channels[*c])).collect()
}

impl Channel {
    /// Whether a share of its attempts in opening hours can be given as answered.
    #[must_use]
    pub fn has_rates(&self) -> bool {
        !self.hours.is_empty() && !self.openings
    }

    /// Whether it could be used on any day of a year.
    #[must_use]
    pub fn exists_in(&self, year: i32) -> bool {
        self.since.is_none_or(|d| d.year() <= year) && self.until.is_none_or(|d| d.year() >= year)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn channel(open: bool, openings: bool, target_hours: Option<u32>) -> Channel {
        let from = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap();
        let hours = Hours { from, week: std::array::from_fn(|_| vec![(540, 1020)]) };
        Channel {
            id: "c".to_owned(),
            label: Text::default(),
            parent: None,
            since: None,
            until: None,
            hours: if open { vec![hours] } else { Vec::new() },
            target_hours,
            openings,
            aliases: Vec::new(),
        }
    }

    #[test]
    fn channels_where_nobody_can_be_missed_are_not_rated() {
        let (live, mail, window) =
            (channel(true, false, None), channel(false, false, Some(48)), channel(true, true, None));
        assert_eq!(rated(&[live.clone(), mail.clone(), window.clone()]), [0]);
        assert_eq!(rated(&[live.clone(), live]), [0, 1]);
        // Without opening hours anywhere, only one that is answered later by design is another kind.
        let plain = channel(false, false, None);
        assert_eq!(rated(&[plain.clone(), mail.clone()]), [0]);
        assert_eq!(rated(&[plain.clone(), plain]), [0, 1]);
        assert!(rated(&[mail, window]).is_empty());
    }
}
