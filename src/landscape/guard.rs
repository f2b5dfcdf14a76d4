//! The guard: what is set side by side is counted in the same unit, at the same stage.
//!
//! A line that counts every attempt and a line that opens a case file cannot be compared; nor can two
//! of which one does not say what it counts. Tables, charts and sentences about several lines take a
//! [`Comparison`], and there is no other way to make one than here.

use crate::config::Stage;

/// What a number counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kind {
    /// How far the counted contacts came; `None` when the source does not say.
    pub stage: Option<Stage>,
    /// Unit word.
    pub unit: String,
}

/// Something that can be set beside others of its kind.
pub trait Counted {
    /// What it counts.
    fn kind(&self) -> &Kind;
    /// Id of the line.
    fn line(&self) -> &str;
}

/// Why two numbers may not be set side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// One of them does not say at which stage it counts.
    Unstated,
    /// They count at other stages.
    Stage,
    /// They count other things.
    Unit,
}

impl Why {
    /// Key of its words.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Unstated => "unstated",
            Self::Stage => "stage",
            Self::Unit => "unit",
        }
    }
}

/// Two lines that may not be set side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apart {
    /// One line.
    pub left: String,
    /// The other.
    pub right: String,
    /// Why not.
    pub why: Why,
}

/// Why two kinds may not be compared; `None` when they may.
#[must_use]
pub fn objection(a: &Kind, b: &Kind) -> Option<Why> {
    match (a.stage, b.stage) {
        (None, _) | (_, None) => Some(Why::Unstated),
        (Some(x), Some(y)) if x != y => Some(Why::Stage),
        _ if a.unit != b.unit => Some(Why::Unit),
        _ => None,
    }
}

/// Numbers of several lines that count the same, at the same stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison<T> {
    kind: Kind,
    entries: Vec<T>,
}

impl<T: Counted> Comparison<T> {
    /// Sets numbers side by side.
    ///
    /// # Errors
    /// The first pair that may not be compared, with the reason; and `None` when there is nothing.
    pub fn of(entries: Vec<T>) -> Result<Self, Option<Apart>> {
        let Some(first) = entries.first() else { return Err(None) };
        let kind = first.kind().clone();
        let line = first.line().to_owned();
        for other in &entries[1..] {
            if let Some(why) = objection(&kind, other.kind()) {
                return Err(Some(Apart { left: line, right: other.line().to_owned(), why }));
            }
        }
        Ok(Self { kind, entries })
    }

    /// Sorts numbers into groups that may be set side by side each, by stage and unit; what does not say
    /// its stage stands alone.
    #[must_use]
    pub fn apart(entries: Vec<T>) -> Vec<Self> {
        let mut groups: Vec<Self> = Vec::new();
        for entry in entries {
            let kind = entry.kind().clone();
            match groups.iter_mut().find(|g| objection(&g.kind, &kind).is_none()) {
                Some(group) => group.entries.push(entry),
                None => groups.push(Self { kind, entries: vec![entry] }),
            }
        }
        // Later stages first: the conversations before the attempts; what is unclear comes last.
        groups.sort_by(|a, b| (b.kind.stage, &a.kind.unit).cmp(&(a.kind.stage, &b.kind.unit)));
        groups
    }

    /// What they all count.
    #[must_use]
    pub fn kind(&self) -> &Kind {
        &self.kind
    }

    /// The numbers.
    #[must_use]
    pub fn entries(&self) -> &[T] {
        &self.entries
    }
}

#[cfg(test)]
mod tests {
    use super::{Apart, Comparison, Counted, Kind, Why};
    use crate::config::Stage;

    #[derive(Debug, Clone, PartialEq)]
    struct One(&'static str, Kind);

    impl Counted for One {
        fn kind(&self) -> &Kind {
            &self.1
        }
        fn line(&self) -> &str {
            self.0
        }
    }

    fn one(line: &'static str, stage: Option<Stage>, unit: &str) -> One {
        One(line, Kind { stage, unit: unit.to_owned() })
    }

    #[test]
    fn what_the_minister_objected_to_is_refused() {
        // Question 281 set the answered calls of 1712 beside the incoming ones of EVC.
        let calls = one("1712", Some(Stage::Answered), "call");
        let incoming = one("evc", Some(Stage::Incoming), "attempt");
        let refused = Comparison::of(vec![calls.clone(), incoming]).unwrap_err().unwrap();
        assert_eq!(refused, Apart { left: "1712".into(), right: "evc".into(), why: Why::Stage });
        // And the case files of the Genderkamer.
        let files = one("genderkamer", Some(Stage::CaseFile), "case_file");
        assert_eq!(Comparison::of(vec![calls.clone(), files]).unwrap_err().unwrap().why, Why::Stage);
        // SOS Viol does not say what it counts.
        let unknown = one("sos-viol", None, "call");
        assert_eq!(
            Comparison::of(vec![calls.clone(), unknown.clone()]).unwrap_err().unwrap().why,
            Why::Unstated
        );
        assert_eq!(Comparison::of(vec![unknown.clone(), unknown]).unwrap_err().unwrap().why, Why::Unstated);
        // Calls are no conversations, though both were answered.
        let talks = one("tele-onthaal", Some(Stage::Answered), "conversation");
        assert_eq!(Comparison::of(vec![calls, talks]).unwrap_err().unwrap().why, Why::Unit);
        assert!(Comparison::<One>::of(Vec::new()).unwrap_err().is_none());
    }

    #[test]
    fn equal_kinds_come_together_and_the_others_stand_apart() {
        let entries = vec![
            one("a", Some(Stage::Incoming), "attempt"),
            one("b", None, "call"),
            one("c", Some(Stage::Answered), "conversation"),
            one("d", Some(Stage::Incoming), "attempt"),
            one("e", None, "call"),
        ];
        let groups = Comparison::apart(entries);
        let lines: Vec<Vec<&str>> =
            groups.iter().map(|g| g.entries().iter().map(Counted::line).collect()).collect();
        assert_eq!(lines, [vec!["c"], vec!["a", "d"], vec!["b"], vec!["e"]]);
    }
}
