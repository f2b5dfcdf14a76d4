//! Names of rows, columns, codes and units, for one line in one language.

use super::Words;
use crate::base::Num;
use crate::config::{CodeKind, Stage, Subject};

use crate::measures::{Key, Label};

/// Turns [`Label`]s into words.
#[derive(Clone, Copy)]
pub struct Labels<'a> {
    /// The catalogue.
    pub words: &'a Words,
    /// Whose code lists and channels give the names.
    pub subject: &'a Subject,
}

impl Labels<'_> {
    /// What a row or column is called.
    #[must_use]
    pub fn label(&self, label: &Label) -> String {
        match label {
            Label::Code { dim, code } => self.code(dim, code),
            Label::Dimension(id) => self.dimension(id),
            Label::Period(period) => self.words.period(*period),
            Label::Month(m) => capital(self.words.month(*m)),
            Label::Weekday(d) => capital(self.words.weekday(*d)),
            Label::Hours(a, b) if *b == a + 1 => a.to_string(),
            Label::Hours(a, b) => format!("{a}–{b}"),
            Label::Word(key) => self.word(key),
            Label::Stage(stage) => capital(&self.stage_unit(*stage, 2)),
            Label::Series(id) => self
                .subject
                .series
                .iter()
                .find(|s| s.id == *id)
                .map_or_else(|| id.clone(), |s| s.label.get(self.words.lang()).to_owned()),
            Label::Plain(text) => text.clone(),
        }
    }

    /// A word of the catalogue. `row.median:code:channel:chat` adds the name of a code,
    /// `row.rejected:V012` the code of a rule, `col.share` the plain word.
    fn word(&self, key: &str) -> String {
        match key.split_once(':') {
            None => self.words.get(key).to_owned(),
            Some((word, rest)) => match rest.strip_prefix("code:").and_then(|r| r.split_once(':')) {
                Some((dim, code)) => {
                    format!("{} – {}", self.code(dim, code), self.small(self.words.get(word)))
                }
                None => self.words.fill(word, &[("code", rest), ("year", rest)]),
            },
        }
    }

    /// What a row or column is called inside a sentence: months, weekdays and stages as the language
    /// writes them, dimensions, series and channels with a small letter where it does that; codes keep
    /// theirs, for they may be proper names.
    #[must_use]
    pub fn inside(&self, label: &Label) -> String {
        match label {
            Label::Month(m) => self.words.month(*m).to_owned(),
            Label::Weekday(d) => self.words.weekday(*d).to_owned(),
            Label::Stage(stage) => self.stage_unit(*stage, 2),
            // A column's short month or day is written out.
            Label::Word(key) if key.starts_with("mon.") => {
                self.words.get(&key.replace("mon.", "month.")).to_owned()
            }
            Label::Word(key) if key.starts_with("dy.") => {
                self.words.get(&key.replace("dy.", "day.")).to_owned()
            }
            Label::Code { dim, .. } if dim != "channel" => self.label(label),
            label => self.small(&self.label(label)),
        }
    }

    /// With a small first letter, where the language writes nouns so.
    #[must_use]
    pub fn small(&self, text: &str) -> String {
        let mut chars = text.chars();
        // Of an abbreviation no letter is made small: *SMS*.
        let short = text.chars().nth(1).is_some_and(char::is_uppercase);
        match chars.next() {
            Some(first) if !self.words.grammar().capital_nouns && !short => {
                first.to_lowercase().chain(chars).collect()
            }
            _ => text.to_owned(),
        }
    }

    /// Name of a dimension.
    #[must_use]
    pub fn dimension(&self, id: &str) -> String {
        match self.subject.dimension(id) {
            Some(d) => d.label.get(self.words.lang()).to_owned(),
            None => self.words.get(&format!("dim.{id}")).to_owned(),
        }
    }

    /// Name of a code; special codes come from the catalogue.
    #[must_use]
    pub fn code(&self, dim: &str, code: &str) -> String {
        let lang = self.words.lang();
        if let Some(event) = self.subject.events.iter().find(|e| dim == "event" && e.id == code) {
            return event.label.get(lang).to_owned();
        }
        // The control of an event names the dimension before the code.
        if let Some((dim, code)) = code.split_once('.').filter(|_| dim == "control") {
            return self.code(dim, code);
        }
        let label = if dim == "channel" {
            let channel = self.subject.channels.iter().find(|c| c.id == code).map(|c| &c.label);
            channel.or_else(|| self.subject.channel_groups.iter().find(|g| g.id == code).map(|g| &g.label))
        } else {
            self.subject.dimension(dim).and_then(|d| {
                d.codes.codes.iter().chain(&d.codes.groups).find(|c| c.id == code).map(|c| &c.label)
            })
        };
        if let Some(label) = label.filter(|l| !l.0.is_empty()) {
            return label.get(lang).to_owned();
        }
        let kind = self
            .subject
            .dimension(dim)
            .and_then(|d| d.codes.codes.iter().find(|c| c.id == code))
            .map_or(CodeKind::Plain, |c| c.kind);
        match kind {
            CodeKind::Unknown => self.words.get("code.unknown").to_owned(),
            CodeKind::Unclear => self.words.get("code.unclear").to_owned(),
            CodeKind::Blank => self.words.get("code.blank").to_owned(),
            CodeKind::Other => self.words.get("code.other").to_owned(),
            CodeKind::Plain => {
                let own = self.words.find(&format!("{dim}.{code}"));
                let blank = || (code == "blank").then(|| self.words.get("code.blank"));
                own.or_else(blank).unwrap_or(code).to_owned()
            }
        }
    }

    /// Whether a label is a real answer: not unknown, unclear or blank.
    #[must_use]
    pub fn is_known(&self, label: &Label) -> bool {
        let Label::Code { dim, code } = label else { return true };
        let codes = self.subject.dimension(dim).map(|d| &d.codes.codes);
        codes
            .and_then(|codes| codes.iter().find(|c| c.id == *code))
            .is_none_or(|c| !matches!(c.kind, CodeKind::Unknown | CodeKind::Unclear | CodeKind::Blank))
    }

    /// "beantwoorde oproepen": the unit word of a stage with its adjective, in the right number.
    #[must_use]
    pub fn stage_unit(&self, stage: Stage, n: u64) -> String {
        self.of_stage(stage, self.subject.unit(stage), n)
    }

    /// The word of a unit at a stage; a line's own word says by itself how far it came.
    fn of_stage(&self, stage: Stage, unit: &str, n: u64) -> String {
        let usual = || self.words.plural(&format!("stage.{}.{unit}", stage.id()), n).to_owned();
        self.own_unit(unit, n).unwrap_or_else(usual)
    }

    /// The word of a unit that is a line's own.
    fn own_unit(&self, unit: &str, n: u64) -> Option<String> {
        let own = self.subject.own_units.get(unit)?;
        let text = if self.words.singular(n) { &own.one } else { &own.many };
        Some(text.get(self.words.lang()).to_owned())
    }

    /// "oproepen": what comes in, without its adjective; a conversation is a call until it is answered.
    #[must_use]
    pub fn offered(&self, n: u64) -> String {
        match self.subject.unit(Stage::Incoming) {
            "conversation" => self.unit("attempt", n),
            unit => self.unit(unit, n),
        }
    }

    /// "gesprekken", "slachtoffers": a unit word in the right number.
    #[must_use]
    pub fn unit(&self, unit: &str, n: u64) -> String {
        let usual = || self.words.plural(&format!("unit.{unit}"), n).to_owned();
        self.own_unit(unit, n).unwrap_or_else(usual)
    }

    /// A number as its unit is written: a percentage, a time, a signed change, a plain number.
    #[must_use]
    pub fn value(&self, number: Num, key: &Key) -> String {
        match key.unit.as_deref() {
            Some("percent")
                if key
                    .measure
                    .as_deref()
                    .is_some_and(|m| m.ends_with("change") || m.contains("_change_")) =>
            {
                self.words.signed_percent(number)
            }
            Some("percent") => self.words.percent(number),
            Some("percentage_point") => self.words.signed(number),
            Some("second") => self.words.clock(number),
            _ => self.words.number(number),
        }
    }

    /// What a key counts, in words: the stage's unit for contacts, else the measure's name.
    #[must_use]
    pub fn measure(&self, key: &Key) -> String {
        self.counted(key, 2)
    }

    /// What a key counts, in the number that goes with `n`.
    #[must_use]
    pub fn counted(&self, key: &Key, n: u64) -> String {
        let measure = key.measure.as_deref().unwrap_or("contacts");
        match (measure, key.stage) {
            ("contacts" | "contacts_by_hours" | "requests_by_hours", Some(stage)) => {
                let word = key.unit.as_ref().map(|unit| self.of_stage(stage, unit, n));
                word.filter(|word| !word.is_empty()).unwrap_or_else(|| self.stage_unit(stage, n))
            }
            ("contacts", None) if key.unit.is_some() => {
                let unit = self.unit(key.unit.as_deref().unwrap_or_default(), n);
                self.words.fill("measure.unstated", &[("unit", &unit)])
            }
            ("unanswered", _) => self.words.fill("measure.unanswered", &[("unit", &self.offered(2))]),
            _ => match self.subject.series.iter().find(|s| s.id == measure) {
                Some(series) => series.label.get(self.words.lang()).to_owned(),
                None => self.words.get(&format!("measure.{measure}")).to_owned(),
            },
        }
    }
}

/// With a capital first letter.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}
