//! The catalogue of all codes of findings: what is found, why it matters, how it is mended, and who may read it.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Exit;

/// What a code is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Area {
    /// What the attack on published reports finds.
    Audit,
    /// Charts.
    Charts,
    /// What sentences claim, held against the published cells.
    Claims,
    /// What was typed.
    CommandLine,
    /// The editor's words and references.
    Commentary,
    /// Settings, code lists, events, questions and published figures.
    Configuration,
    /// CSV files and workbooks.
    Exports,
    /// Counting.
    Figures,
    /// Statistical disclosure control, and what waits for it.
    Protection,
    /// Writing of reports and records.
    Publishing,
    /// Files of registrations, their columns, rows and values, and corrections.
    Registrations,
    /// Series of indicators.
    Series,
    /// Templates and the PDF.
    Typesetting,
    /// Reports held against what they were made of, and against what was published before.
    Verification,
}

impl Area {
    /// Its name, as the catalogue and its documentation print it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Audit => "The attack on published reports",
            Self::Charts => "Charts",
            Self::Claims => "Claims of sentences",
            Self::CommandLine => "The command line",
            Self::Commentary => "Commentary",
            Self::Configuration => "Settings",
            Self::Exports => "CSV files and workbooks",
            Self::Figures => "Counting",
            Self::Protection => "Protection",
            Self::Publishing => "Publishing",
            Self::Registrations => "Registrations",
            Self::Series => "Series",
            Self::Typesetting => "Templates and the PDF",
            Self::Verification => "Reports and what was published before",
        }
    }
}

/// Who may read findings of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Everybody who reads a report: such findings stand in its `manifest.json`.
    Public,
    /// Only those who hold the registrations: such findings could tell of few people.
    Private,
}

/// A finding of each code, with a blank line between them.
const EXAMPLES: &str = include_str!("examples.txt");

/// An entry of the catalogue.
#[derive(Debug, PartialEq, Eq)]
struct Entry {
    id: &'static str,
    area: Area,
    title: &'static str,
    why: &'static str,
    mend: &'static str,
}

/// A code, such as `V012`. Codes are a contract with scripts: one that is used keeps its meaning.
#[derive(Clone, Copy)]
pub struct Code(&'static Entry);

impl Code {
    /// The code as it is printed.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.0.id
    }

    /// What it is about.
    #[must_use]
    pub fn area(self) -> Area {
        self.0.area
    }

    /// What is found, in a few words.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.0.title
    }

    /// Why it matters.
    #[must_use]
    pub fn why(self) -> &'static str {
        self.0.why
    }

    /// How it is mended in general; a finding knows more.
    #[must_use]
    pub fn mend(self) -> &'static str {
        self.0.mend
    }

    /// What the program says of it: a finding of this code, as a person sees it.
    #[must_use]
    pub fn example(self) -> &'static str {
        let own = |entry: &&'static str| {
            entry.split_once(['[', ']']).is_some_and(|(_, rest)| rest.starts_with(self.id()))
        };
        EXAMPLES.split("\n\n").find(own).unwrap_or_default().trim()
    }

    /// Who may read it.
    #[must_use]
    pub fn audience(self) -> Audience {
        match self.0.area {
            Area::Registrations | Area::Protection => Audience::Private,
            _ => Audience::Public,
        }
    }

    /// How a run ends that such an error stops.
    #[must_use]
    pub fn exit(self) -> Exit {
        match self.0.area {
            // A quarantine that cannot be written.
            _ if self == V041 => Exit::Write,
            Area::CommandLine => Exit::Usage,
            Area::Configuration => Exit::Config,
            Area::Registrations | Area::Series | Area::Figures => Exit::DataRejected,
            Area::Audit => Exit::Disclosure,
            Area::Charts | Area::Typesetting | Area::Exports => Exit::Render,
            Area::Publishing => Exit::Write,
            Area::Verification => Exit::VerifyDiffers,
            Area::Protection | Area::Commentary | Area::Claims => Exit::Partial,
        }
    }

    /// The code that is written so, in capitals or not.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::all().find(|code| code.id().eq_ignore_ascii_case(text))
    }

    /// All codes, by area.
    pub fn all() -> impl Iterator<Item = Self> {
        ALL.iter().flat_map(|area| area.iter().copied())
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.id() == other.id()
    }
}

impl Eq for Code {}

impl std::hash::Hash for Code {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.id().hash(state);
    }
}

impl PartialOrd for Code {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Code {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.id().cmp(other.id())
    }
}

impl PartialEq<&str> for Code {
    fn eq(&self, other: &&str) -> bool {
        self.id() == *other
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom(format!("`{text}` is no code")))
    }
}

/// The codes of an area: constants, and the list of them.
macro_rules! codes {
    ($area:ident $($id:ident: $title:literal, $why:literal, $mend:literal;)*) => {
        use super::{Area, Code, Entry};

        $(#[doc = $title]
        pub const $id: Code =
            Code(&Entry { id: stringify!($id), area: Area::$area, title: $title, why: $why, mend: $mend });)*

        /// All of them.
        pub(super) const ALL: &[Code] = &[$($id),*];
    };
}

mod audit;
mod charts;
mod claims;
mod command_line;
mod commentary;
mod configuration;
mod exports;
mod figures;
mod protection;
mod publishing;
mod registrations;
mod series;
mod typesetting;
mod verification;

pub use audit::*;
pub use charts::*;
pub use claims::*;
pub use command_line::*;
pub use commentary::*;
pub use configuration::*;
pub use exports::*;
pub use figures::*;
pub use protection::*;
pub use publishing::*;
pub use registrations::*;
pub use series::*;
pub use typesetting::*;
pub use verification::*;

const ALL: [&[Code]; 14] = [
    audit::ALL,
    charts::ALL,
    claims::ALL,
    command_line::ALL,
    commentary::ALL,
    configuration::ALL,
    exports::ALL,
    figures::ALL,
    protection::ALL,
    publishing::ALL,
    registrations::ALL,
    series::ALL,
    typesetting::ALL,
    verification::ALL,
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Code;

    #[test]
    fn every_code_says_what_why_and_how_once() {
        let mut ids = BTreeSet::new();
        for code in Code::all() {
            assert!(ids.insert(code.id()), "{code} stands twice");
            assert_eq!(Code::parse(&code.id().to_lowercase()), Some(code));
            assert!(!code.title().is_empty() && !code.title().ends_with('.'), "{code}");
            assert!(code.why().ends_with('.') && code.mend().ends_with('.'), "{code}");
            assert!(code.example().contains(&format!("[{code}] ")), "{code} has no example");
        }
    }
}
