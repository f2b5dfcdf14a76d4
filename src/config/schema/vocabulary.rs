//! Words that every line shares: stages, outcomes and chapters.

/// How far a contact came. A contact that reached a stage reached all stages before it.
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

    /// Finds it by the word used in files.
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
    /// All outcomes. The position is the code in [`crate::validation::Registrations`].
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

/// The chapters of a report, in printing order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Chapter {
    /// Volume and evolution.
    Volume,
    /// Funnel and accessibility.
    Reach,
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

    /// Finds it by the word used in files.
    #[must_use]
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.id() == id)
    }
}

/// All chapters with the words used in files.
pub fn chapter_words() -> [(&'static str, Chapter); 12] {
    Chapter::ALL.map(|c| (c.id(), c))
}
