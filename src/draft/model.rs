//! A draft of a line, before it is written: what each setting says, and how sure that is.

use crate::base::Lang;
use std::collections::BTreeMap;

use chrono::NaiveDate;

/// A draft of a line.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    /// Its folder.
    pub id: String,
    /// Languages of its labels.
    pub languages: Vec<Lang>,
    /// Whether these are said in the line's own file.
    pub own_languages: bool,
    /// The threshold of a new `workspace.yaml`, where there is none.
    pub workspace: Option<u64>,
    /// Rows per year.
    pub years: BTreeMap<i32, u64>,
    /// Days of the first and the last row.
    pub span: Option<(NaiveDate, NaiveDate)>,
    /// Last day that was counted, of a year that was not whole.
    pub cut_off: Option<(i32, NaiveDate)>,
    /// Whether attempts that nobody answered are among the rows.
    pub incoming: bool,
    /// Lines of the head that were added by the trial, with comments.
    pub settings: Vec<(String, String)>,
    /// Words for *unknown*, with their numbers.
    pub unknown: Vec<(String, u64)>,
    pub channels: Vec<CodeDraft>,
    pub dimensions: Vec<DimensionDraft>,
    pub lists: Vec<ListDraft>,
    pub entries: Vec<EntryDraft>,
    /// Columns that are left out, each with the reason.
    pub left: Vec<(String, String)>,
}

/// A code, a channel or a group.
#[derive(Debug, Clone, Default)]
pub(super) struct CodeDraft {
    pub id: String,
    pub label: String,
    pub aliases: Vec<String>,
    /// Rows; 0 where nobody counted them.
    pub rows: u64,
    pub band: Option<(u32, Option<u32>)>,
    pub other: bool,
    /// Whether the program has labels for it.
    pub standard: bool,
}

/// A dimension.
#[derive(Debug, Clone)]
pub(super) struct DimensionDraft {
    pub id: String,
    /// Its code list where that has another name.
    pub list: Option<String>,
    pub multi: bool,
    /// Whether the program has a name and a chapter for it.
    pub standard: bool,
    pub label: String,
    pub comment: String,
}

/// A code list to be written.
#[derive(Debug, Clone)]
pub(super) struct ListDraft {
    pub id: String,
    pub ordered: bool,
    pub codes: Vec<CodeDraft>,
    pub comment: String,
    pub todo: Option<String>,
}

/// An entry of `files:`.
#[derive(Debug, Clone, Default)]
pub(super) struct EntryDraft {
    /// Positions of its files among the exports.
    pub files: Vec<usize>,
    /// `match`, and other settings of the entry before `columns`.
    pub settings: Vec<(&'static str, String, String)>,
    /// What a person has to decide of its rows, where no setting stands for it.
    pub asks: Vec<String>,
    pub targets: Vec<TargetDraft>,
    /// Rules on rows: one line of YAML each, with a comment.
    pub skip: Vec<(String, String)>,
}

/// Where a target is read from.
#[derive(Debug, Clone)]
pub(super) enum From {
    Column(Vec<String>),
    YesNo(Vec<(String, Vec<String>)>),
}

/// A target under `columns:`.
#[derive(Debug, Clone)]
pub(super) struct TargetDraft {
    pub target: String,
    pub from: From,
    /// Further keys, with their values as YAML.
    pub keys: Vec<(&'static str, String)>,
    pub comment: String,
    /// What a person has to decide, with the evidence.
    pub todo: Option<String>,
    /// Whether it is written as a comment only.
    pub off: bool,
}

impl TargetDraft {
    /// A target that is read from one column.
    pub(super) fn of(target: &str, names: Vec<String>) -> Self {
        Self {
            target: target.to_owned(),
            from: From::Column(names),
            keys: Vec::new(),
            comment: String::new(),
            todo: None,
            off: false,
        }
    }

    /// Sets a key, in the place of one that is there.
    pub(super) fn set(&mut self, key: &'static str, value: impl Into<String>) {
        self.keys.retain(|(k, _)| *k != key);
        self.keys.push((key, value.into()));
    }

    /// Whether it has a key.
    pub(super) fn has(&self, key: &str) -> bool {
        self.keys.iter().any(|(k, _)| *k == key)
    }

    /// The names of its columns.
    pub(super) fn columns(&self) -> Vec<&String> {
        match &self.from {
            From::Column(names) => names.iter().collect(),
            From::YesNo(codes) => codes.iter().flat_map(|(_, names)| names).collect(),
        }
    }

    /// Adds what a person has to decide.
    pub(super) fn ask(&mut self, what: impl Into<String>) {
        let what = what.into();
        self.todo = Some(match self.todo.take() {
            Some(before) if before.contains(&what) => before,
            Some(before) => format!("{before}; {what}"),
            None => what,
        });
    }
}
