//! Written questions, and which figure answers which part of them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::landscape::LANDSCAPE;
use super::text::Text;
use crate::base::{Lang, Period};
use crate::config::yaml::TextPlace;

/// A written question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Name of its file without `.yaml`.
    pub id: String,
    /// Number, as printed.
    pub number: Text,
    /// Day on which it was asked.
    pub date: NaiveDate,
    /// Whether the source names no day; then `date` only says to which year the question belongs.
    pub undated: bool,
    /// The day up to which figures may be used; the day of the question where none is named. The answer uses
    /// nothing that happened after it.
    pub as_of: NaiveDate,
    /// Subject.
    pub title: Text,
    /// Who asked.
    pub asker: Text,
    /// Who was asked.
    pub addressee: Text,
    /// The language in which it was asked. An answer in another language then says that the words are translated.
    pub original: Option<Lang>,
    /// Whether its words are a summary.
    pub summarised: bool,
    /// Languages of the answer.
    pub languages: Vec<Lang>,
    /// Sub-questions, in their order.
    pub asked: Vec<Asked>,
}

impl Question {
    /// Ids of the lines that the numbers of its answer come from; `None` when they may come from any, as those of the
    /// landscape do.
    #[must_use]
    pub fn lines(&self) -> Option<BTreeSet<&str>> {
        let mut lines = BTreeSet::new();
        for asked in &self.asked {
            let own: BTreeSet<&str> = asked.parts.iter().filter_map(|part| part.line.as_deref()).collect();
            for part in &asked.parts {
                // A reference that names no line is of that of its part, or else of one that is asked for beside it.
                let unnamed = part.references().any(|line| line.is_none());
                if unnamed && part.line.is_none() && own.is_empty() {
                    return None;
                }
                lines.extend(part.references().flatten());
            }
            lines.extend(own);
        }
        (!lines.contains(LANDSCAPE)).then_some(lines)
    }
}

/// A sub-question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Its number: `1a`.
    pub number: String,
    pub text: Text,
    /// What it asks for, piece by piece.
    pub parts: Vec<AskedPart>,
}

/// One thing that a sub-question asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedPart {
    /// The breakdown asked for, in words.
    pub what: Text,
    /// The line whose figure answers it, or `landscape`.
    pub line: Option<String>,
    pub figure: Option<String>,
    pub period: Option<Period>,
    /// Whether the sub-question asks for it; else it is given besides.
    pub asked: bool,
    /// Whether its numbers were fixed before their year, as a budget is: then they were known before the year
    /// was over.
    pub fixed: bool,
    /// The platform whose members answer it.
    pub platform: Option<String>,
    /// Why it is not delivered.
    pub reason: Option<Reason>,
    /// The answer in words, or an explanation of the reason.
    pub answer: Text,
    /// Where the answer begins in its file, by language.
    pub answer_places: BTreeMap<Lang, TextPlace>,
    /// Where this part stands in its file.
    pub place: TextPlace,
}

impl AskedPart {
    /// The references in its answer: the line that each names, where it does.
    fn references(&self) -> impl Iterator<Item = Option<&str>> {
        let texts = self.answer.0.values().flat_map(|text| text.split('{').skip(1));
        texts.map(|text| {
            let whole = text.split('}').next().unwrap_or_default();
            // Periods have a slash too.
            let figure = whole.split('#').next().unwrap_or_default();
            figure.split_once('/').map(|(line, _)| line.trim())
        })
    }
}

/// Why something that was asked for is not delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Others have it, and not the lines.
    NotAvailable,
    /// Nobody can measure it.
    NotMeasurable,
    /// It would describe single persons, or too much of it is unknown.
    Withheld,
    /// It is not registered.
    NotRegistered,
    /// It asks why something is so, which registrations do not tell.
    Cause,
    /// It asks for an opinion or a plan, which whoever was asked has to write.
    Policy,
}

impl Reason {
    /// All.
    pub const ALL: [Self; 6] = [
        Self::NotAvailable,
        Self::NotMeasurable,
        Self::Withheld,
        Self::NotRegistered,
        Self::Cause,
        Self::Policy,
    ];

    /// The word used in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::NotAvailable => "not_available",
            Self::NotMeasurable => "not_measurable",
            Self::Withheld => "withheld",
            Self::NotRegistered => "not_registered",
            Self::Cause => "cause",
            Self::Policy => "policy",
        }
    }
}
