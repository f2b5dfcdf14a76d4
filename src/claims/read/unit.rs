//! What unit words count, and which published units they fit.

use serde::Deserialize;

/// What a unit word counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// *Oproep*: an attempt at some lines, an answered call at others.
    Call,
    /// *Contact*, *contactname*: any registered interaction.
    Contact,
    /// *Gesprek*.
    Conversation,
    /// *Melding*.
    Report,
    /// *Dossier*.
    CaseFile,
    /// *Slachtoffer*.
    Victim,
    /// *Persoon*, *beller*: what an anonymous line cannot count.
    Person,
    /// *Bezoeker*.
    Visitor,
    /// *Keer*: whatever happened so often.
    Times,
}

impl Unit {
    /// What a published unit of contacts is.
    pub fn of(unit: &str) -> Option<Self> {
        match unit {
            "attempt" | "call" => Some(Self::Call),
            "contact" => Some(Self::Contact),
            "conversation" => Some(Self::Conversation),
            "report" => Some(Self::Report),
            "case_file" => Some(Self::CaseFile),
            _ => None,
        }
    }

    /// Whether numbers of a published unit may be called so.
    pub fn fits(self, unit: &str) -> bool {
        match self {
            Self::Call => matches!(unit, "attempt" | "call"),
            Self::Contact => matches!(unit, "contact" | "call" | "conversation" | "report"),
            Self::Conversation => unit == "conversation",
            Self::Report => unit == "report",
            Self::CaseFile => unit == "case_file",
            Self::Victim => unit == "victim",
            Self::Person => unit == "person",
            Self::Visitor => matches!(unit, "visitor" | "visit"),
            Self::Times => unit != "victim" && unit != "person",
        }
    }
}

/// What a word counts, and the channel that it names with it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitName {
    pub unit: Unit,
    pub channel: Option<String>,
}
