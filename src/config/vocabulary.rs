//! The words a workspace is described in: languages, stages, outcomes, codes, dimensions, chapters.

use std::collections::BTreeMap;

pub use super::codes::{Code, CodeChange, CodeKind, CodeList};

/// A language of reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// Dutch.
    Nl,
    /// French.
    Fr,
    /// English.
    En,
    /// German.
    De,
}

impl Lang {
    /// All languages, Dutch first.
    pub const ALL: [Self; 4] = [Self::Nl, Self::Fr, Self::En, Self::De];

    /// Two-letter code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Nl => "nl",
            Self::Fr => "fr",
            Self::En => "en",
            Self::De => "de",
        }
    }

    /// From a two-letter code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.code() == code)
    }
}

/// A text per language; [`Text::get`] falls back to Dutch, then to any.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text(pub BTreeMap<Lang, String>);

impl Text {
    /// The text in a language, or the nearest there is.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        self.0
            .get(&lang)
            .or_else(|| self.0.get(&Lang::Nl))
            .or_else(|| self.0.values().next())
            .map_or("", String::as_str)
    }

    /// The same text in every language.
    #[must_use]
    pub fn same(text: &str) -> Self {
        Self(BTreeMap::from([(Lang::Nl, text.to_owned())]))
    }
}

/// How far a contact came. Ordered: who reached a later stage reached the earlier ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Every attempt that reached the line.
    Incoming,
    /// A person picked up, or answered the message.
    Answered,
    /// Within the line's mission.
    Justified,
    /// A file was opened.
    CaseFile,
}

impl Stage {
    /// All stages in order.
    pub const ALL: [Self; 4] = [Self::Incoming, Self::Answered, Self::Justified, Self::CaseFile];

    /// The word used in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Incoming => "incoming",
            Self::Answered => "answered",
            Self::Justified => "justified",
            Self::CaseFile => "case_file",
        }
    }

    /// From the word used in files.
    #[must_use]
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.id() == id)
    }
}

/// How an attempt ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// A person picked up.
    Answered,
    /// No free agent in opening hours.
    Busy,
    /// Arrived while closed.
    Closed,
    /// Left before an answer.
    Abandoned,
    /// Sent on to another line because of overload.
    OverflowOut,
    /// Received from another line because of overload, and answered.
    OverflowIn,
}

impl Outcome {
    /// All outcomes; the position is the code in [`crate::validation::Registrations`].
    pub const ALL: [Self; 6] =
        [Self::Answered, Self::Busy, Self::Closed, Self::Abandoned, Self::OverflowOut, Self::OverflowIn];

    /// The word used in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Busy => "busy",
            Self::Closed => "closed",
            Self::Abandoned => "abandoned",
            Self::OverflowOut => "overflow_out",
            Self::OverflowIn => "overflow_in",
        }
    }

    /// Whether a person picked up.
    #[must_use]
    pub fn is_answered(self) -> bool {
        matches!(self, Self::Answered | Self::OverflowIn)
    }
}

/// Single- or multi-valued.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DimKind {
    /// One code per contact: adds up to the total.
    Single,
    /// Several codes per contact: does not add up. At most 62 codes.
    Multi,
}

/// Which contacts a dimension is asked of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Applies {
    /// Every answered contact; a blank is a blank.
    Answered,
    /// Only some contacts (a referral): a blank means "none" and is no missing answer.
    Some,
}

/// A property of a contact, coded by a code list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dimension {
    /// Snake case: `province`, `violence_form`.
    pub id: String,
    /// Name per language.
    pub label: Text,
    /// One or several codes per contact.
    pub kind: DimKind,
    /// Its vocabulary.
    pub codes: CodeList,
    /// Which contacts it is asked of.
    pub applies: Applies,
    /// Chapter it is printed in.
    pub chapter: Chapter,
    /// Whether a figure per code of the number of victims is wanted too.
    pub victims: bool,
    /// What to do with a text that is no code: reject the row, or count it as unclear.
    pub strict: bool,
}

/// The chapters of a report, in printing order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Chapter {
    /// Volume and evolution.
    Volume,
    /// Funnel and accessibility.
    Reach,
    /// Channels.
    Channels,
    /// Month, weekday and hour.
    When,
    /// Province.
    Where,
    /// Who makes contact.
    Who,
    /// About whom: victims.
    Victims,
    /// About what: problem, form.
    What,
    /// Referrals and co-operation.
    Referrals,
    /// Web and self-help.
    Online,
    /// People and means.
    Means,
    /// Method, definitions, completeness.
    Method,
}

impl Chapter {
    /// All chapters in printing order.
    pub const ALL: [Self; 12] = [
        Self::Volume,
        Self::Reach,
        Self::Channels,
        Self::When,
        Self::Where,
        Self::Who,
        Self::Victims,
        Self::What,
        Self::Referrals,
        Self::Online,
        Self::Means,
        Self::Method,
    ];

    /// The word used in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Volume => "volume",
            Self::Reach => "reach",
            Self::Channels => "channels",
            Self::When => "when",
            Self::Where => "where",
            Self::Who => "who",
            Self::Victims => "victims",
            Self::What => "what",
            Self::Referrals => "referrals",
            Self::Online => "online",
            Self::Means => "means",
            Self::Method => "method",
        }
    }

    /// From the word used in files.
    #[must_use]
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.id() == id)
    }
}
