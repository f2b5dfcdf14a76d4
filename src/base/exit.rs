//! The exit codes of the program, as documented in README.

/// How a run ended. The numbers are a contract with scripts and CI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Exit {
    /// All reports made, or up to date.
    Done = 0,
    /// The command line was wrong.
    Usage = 2,
    /// The workspace's configuration was refused.
    Config = 3,
    /// Rows or whole files were rejected by validation.
    DataRejected = 10,
    /// A published cell could be used to find a small number.
    Disclosure = 11,
    /// A template or a chart failed.
    Render = 20,
    /// Some reports were made and some were not.
    Partial = 30,
    /// `--check`: a build would change reports.
    WouldChange = 40,
    /// `verify`: the file differs from what the inputs give.
    VerifyDiffers = 42,
    /// A file could not be written.
    Write = 74,
    /// Stopped by the user.
    Interrupted = 130,
}

impl Exit {
    /// All, in the order of their numbers.
    pub const ALL: [Self; 11] = [
        Self::Done,
        Self::Usage,
        Self::Config,
        Self::DataRejected,
        Self::Disclosure,
        Self::Render,
        Self::Partial,
        Self::WouldChange,
        Self::VerifyDiffers,
        Self::Write,
        Self::Interrupted,
    ];

    /// The number given to the operating system.
    #[must_use]
    pub fn code(self) -> u8 {
        self as u8
    }

    /// Rank by which the most serious of several causes is chosen; higher is worse.
    fn rank(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::WouldChange => 1,
            Self::DataRejected => 2,
            Self::VerifyDiffers => 3,
            Self::Partial => 4,
            Self::Render => 5,
            Self::Disclosure => 6,
            Self::Config => 7,
            Self::Write => 8,
            Self::Usage => 9,
            Self::Interrupted => 10,
        }
    }

    /// The more serious of two.
    #[must_use]
    pub fn worst(self, other: Self) -> Self {
        if other.rank() > self.rank() { other } else { self }
    }
}
