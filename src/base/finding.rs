//! One problem with its place, and lists of them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Code;

/// Where a problem is. Lines and columns count from 1; `file` is relative to the workspace root.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// Path relative to the workspace root, with forward slashes.
    pub file: String,
    /// Physical line, from 1.
    pub line: Option<u64>,
    /// Column: a character position in text files, a field number in data files; from 1.
    pub column: Option<u64>,
}

impl Place {
    /// A whole file.
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: file.into(), line: None, column: None }
    }

    /// A position in a file.
    pub fn at(file: impl Into<String>, line: u64, column: u64) -> Self {
        Self { file: file.into(), line: Some(line), column: Some(column) }
    }

    /// A whole line of a file.
    pub fn line(file: impl Into<String>, line: u64) -> Self {
        Self { file: file.into(), line: Some(line), column: None }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
            if let Some(column) = self.column {
                write!(f, ":{column}")?;
            }
        }
        Ok(())
    }
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// The report is made, but somebody should look.
    Warning,
    /// Something was refused.
    Error,
}

/// How often a file has a problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InFile {
    /// The file, as in [`Place`].
    pub file: String,
    /// Where it has it first.
    pub line: Option<u64>,
    /// How often.
    pub count: u64,
}

/// A published count that a finding is about.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct CountName {
    /// The helpline whose contacts it counts; empty when several are counted together.
    pub line: String,
    /// What it counts, and what was computed from it where that is the problem.
    pub name: String,
    /// Of whom and when.
    pub counts: Box<Counted>,
}

/// Of whom and when something counts.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Counted {
    /// The traits that it names; a month is one.
    pub traits: BTreeSet<String>,
    /// The first and the last calendar year, where it says when.
    pub years: Option<(i32, i32)>,
}

/// One problem: what was found, what was expected, what to do next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Stable code of the rule, e.g. `V012`.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// Helpline it belongs to, when it belongs to one.
    pub helpline: Option<String>,
    /// Where it is.
    pub place: Option<Place>,
    /// Where else it is, when it is about two places that do not agree.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub also: Option<Box<Place>>,
    /// Lower case, no full stop: what was found and what was expected.
    pub message: String,
    /// The next action.
    pub hint: Option<String>,
    /// The published count that it is about.
    #[serde(skip)]
    pub count: Option<CountName>,
    /// Whether something with nearly the wanted name is there, so that a slip of the pen is likelier than an absence.
    #[serde(skip)]
    pub near_miss: bool,
    /// How many more places had the same problem and were folded into this finding.
    pub more: u64,
    /// Where they are, when they are in several files: the first one too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<InFile>,
}

impl Finding {
    fn new(severity: Severity, code: Code, message: impl Into<String>) -> Self {
        let message = message.into();
        Self {
            code,
            severity,
            helpline: None,
            place: None,
            also: None,
            message,
            hint: None,
            count: None,
            near_miss: false,
            more: 0,
            files: Vec::new(),
        }
    }

    /// Something was refused.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message)
    }

    /// Somebody should look.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message)
    }

    /// Worth knowing.
    pub fn note(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, message)
    }

    /// Adds the place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Adds the next action.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Says which published count it is about.
    #[must_use]
    pub fn about(mut self, count: Option<CountName>) -> Self {
        self.count = count;
        self
    }

    /// Says which helpline it belongs to.
    #[must_use]
    pub fn of(mut self, helpline: &str) -> Self {
        self.helpline = Some(helpline.to_owned());
        self
    }
}

/// A list of findings, kept in the order they were met.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Findings(pub Vec<Finding>);

impl Findings {
    /// Adds one.
    pub fn push(&mut self, finding: Finding) {
        self.0.push(finding);
    }

    /// Adds all of another list.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// Whether anything was refused.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|f| f.severity == Severity::Error)
    }

    /// Number of findings of one severity, folded ones included.
    #[must_use]
    pub fn count(&self, severity: Severity) -> u64 {
        self.0.iter().filter(|f| f.severity == severity).map(|f| 1 + f.more).sum()
    }

    /// Keeps each finding once, where it was met first.
    pub fn once(&mut self) {
        let mut met: Vec<Finding> = Vec::with_capacity(self.0.len());
        for finding in self.0.drain(..) {
            if !met.contains(&finding) {
                met.push(finding);
            }
        }
        self.0 = met;
    }

    /// Sorts by file, line and column, so that equal input gives equal output with any number of jobs.
    pub fn sort(&mut self) {
        self.0.sort_by(|a, b| {
            (&a.helpline, &a.place, a.code, &a.message).cmp(&(&b.helpline, &b.place, b.code, &b.message))
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::code;

    #[test]
    fn a_finding_that_comes_twice_is_kept_once() {
        let at = |line| Finding::note(code::L22, "two digits").at(Place::line("a.yaml", line));
        let mut all = Findings(vec![at(2), at(1), at(2), at(1).of("line")]);
        all.once();
        assert_eq!(all.0, [at(2), at(1), at(1).of("line")]);
    }
}
