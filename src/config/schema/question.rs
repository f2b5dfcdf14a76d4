//! Written questions, and which figure answers which part of them.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::text::{Lang, Text};
use crate::base::{Period, Place};
use crate::config::yaml::TextPlace;

/// A written question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Name of its file without `.yaml`.
    pub id: String,
    /// Number, as printed.
    pub number: Text,
    /// Day it was asked.
    pub date: NaiveDate,
    /// Whether the source tells no day: `date` then only says to which year it belongs.
    pub undated: bool,
    /// Subject.
    pub title: Text,
    /// Who asked.
    pub asker: Text,
    /// Who was asked.
    pub addressee: Text,
    /// The language it was asked in, where an answer in another tells that its words are a translation.
    pub original: Option<Lang>,
    /// Whether its words are a summary.
    pub summarised: bool,
    /// Languages of the answer.
    pub languages: Vec<Lang>,
    /// Sub-questions, in their order.
    pub asked: Vec<Asked>,
}

/// A sub-question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Its number: `1a`.
    pub number: String,
    /// What is asked.
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
    /// The figure.
    pub figure: Option<String>,
    /// The period asked for.
    pub period: Option<Period>,
    /// The platform whose members answer it.
    pub platform: Option<String>,
    /// Why it is not delivered.
    pub reason: Option<Reason>,
    /// The answer in words, or an explanation of the reason.
    pub answer: Text,
    /// Where these words stand.
    pub answer_places: BTreeMap<Lang, TextPlace>,
    /// Where this stands.
    pub place: Place,
}

/// Why something that was asked for is not delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Others have it.
    NotAvailable,
    /// Nobody can measure it.
    NotMeasurable,
    /// It would tell of single persons, or too much is unknown.
    Withheld,
    /// It is not registered.
    NotRegistered,
}

impl Reason {
    /// The word used in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::NotAvailable => "not_available",
            Self::NotMeasurable => "not_measurable",
            Self::Withheld => "withheld",
            Self::NotRegistered => "not_registered",
        }
    }
}
