//! Campaigns, news, changes of capacity and periods: what a line's numbers are read beside.

use chrono::NaiveDate;

use super::text::Text;

/// What kind of event it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EventKind {
    /// A campaign of or for the line.
    Campaign,
    /// News that is about what the line is about.
    Media,
    /// The line itself was named in the media.
    Mention,
    /// More or fewer people, lines or hours.
    Capacity,
    /// A period of another kind, such as a lockdown.
    Period,
    /// A change in how contacts are registered.
    Registration,
}

impl EventKind {
    /// Whether its effect on the number of contacts is computed.
    #[must_use]
    pub fn has_effect(self) -> bool {
        matches!(self, Self::Campaign | Self::Media | Self::Mention | Self::Period)
    }
}

/// Contacts of the line that an event did not touch: those on one channel, or with one code of a dimension.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Control {
    /// `channel`, or a dimension with one answer per contact.
    pub dim: String,
    /// The channel, or the code.
    pub code: String,
}

/// An event on the time line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    pub id: String,
    pub kind: EventKind,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    pub label: Text,
    /// What stands behind the name where a note gives the days, and nowhere else; may be empty.
    pub remark: Text,
    /// The contacts that it did not touch, where they are known.
    pub control: Option<Control>,
}
