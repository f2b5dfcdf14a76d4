//! A settings file as a tree of nodes. Each node records its own problems, so that all problems of a file are found at
//! once.
//!
//! The tree of `serde_yaml` has no places. The place of a node is looked up in `locate.rs` when a problem needs it.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use serde_yaml::Value;

use super::locate::{Step, locate};
use super::syntax_error::{kind_of, syntax_problem};
use crate::base::{Code, Finding, Findings, Languages, Place, code, did_you_mean};

/// A parsed file and the problems met while reading it.
pub struct YamlFile {
    /// Path relative to the workspace root.
    pub path: String,
    text: Arc<str>,
    root: Value,
    problems: RefCell<Vec<Finding>>,
    languages: Languages,
}

impl YamlFile {
    /// Parses a text; a syntax error becomes the only problem and the tree is empty.
    pub fn parse(path: &str, text: String) -> Self {
        let mut problems = Vec::new();
        let root = serde_yaml::from_str::<Value>(&text).unwrap_or_else(|error| {
            problems.push(syntax_problem(path, &text, &error));
            Value::Null
        });
        let languages = Languages::default();
        Self { path: path.to_owned(), text: text.into(), root, problems: RefCell::new(problems), languages }
    }

    /// The same file, with texts that can be in these languages.
    pub fn with_texts_in(self, languages: &Languages) -> Self {
        Self { languages: languages.clone(), ..self }
    }

    /// The whole document.
    pub fn root(&self) -> Node<'_> {
        Node { file: self, path: Vec::new(), value: &self.root }
    }

    /// Whether the file could be parsed.
    pub fn is_readable(&self) -> bool {
        self.problems.borrow().is_empty() || !self.root.is_null()
    }

    /// All problems found so far.
    pub fn into_findings(self) -> Findings {
        // A setting that several lines share is read once per line, and its problem is told once.
        let mut once: Vec<Finding> = Vec::new();
        for finding in self.problems.into_inner() {
            if !once.contains(&finding) {
                once.push(finding);
            }
        }
        Findings(once)
    }
}

/// A value in a file.
#[derive(Clone)]
pub struct Node<'f> {
    file: &'f YamlFile,
    path: Vec<Step>,
    value: &'f Value,
}

impl<'f> Node<'f> {
    /// Records a problem with this value.
    pub fn problem(&self, code: Code, message: impl Into<String>, hint: impl Into<String>) {
        let finding = Finding::error(code, message).hint(hint).at(self.place());
        self.file.problems.borrow_mut().push(finding);
    }

    /// Records a problem with the key of this value.
    pub fn misnamed(&self, code: Code, message: impl Into<String>, hint: impl Into<String>) {
        let finding = Finding::error(code, message).hint(hint).at(self.place_of(true));
        self.file.problems.borrow_mut().push(finding);
    }

    /// Records a problem with this value and another one, which do not agree.
    pub fn conflict(
        &self,
        code: Code,
        message: impl Into<String>,
        hint: impl Into<String>,
        other: &Node<'_>,
    ) {
        let mut finding = Finding::error(code, message).hint(hint).at(self.place());
        finding.also = Some(Box::new(other.place()));
        self.file.problems.borrow_mut().push(finding);
    }

    /// Records something that somebody should look at; the value is taken as it is.
    pub fn doubt(&self, code: Code, message: impl Into<String>, hint: impl Into<String>) {
        let finding = Finding::warning(code, message).hint(hint).at(self.place());
        self.file.problems.borrow_mut().push(finding);
    }

    /// Line and column of this value.
    pub fn place(&self) -> Place {
        self.place_of(false)
    }

    /// The file of this value, its text, and the path to the value.
    pub fn whereabouts(&self) -> (&'f str, Arc<str>, Vec<Step>) {
        (&self.file.path, self.file.text.clone(), self.path.clone())
    }

    fn place_of(&self, key: bool) -> Place {
        match locate(&self.file.text, &self.path, key) {
            Some((line, column)) => Place::at(&self.file.path, line, column),
            None => Place::file(&self.file.path),
        }
    }

    /// The languages that texts can be in.
    pub fn languages(&self) -> &'f Languages {
        &self.file.languages
    }

    /// The raw value.
    pub fn value(&self) -> &'f Value {
        self.value
    }

    /// The value for messages. Settings may be shown; they are no data.
    pub fn shown(&self) -> String {
        match self.value {
            Value::String(s) if s.chars().count() <= 40 => format!("`{s}`"),
            Value::Number(n) => format!("`{n}`"),
            Value::Bool(b) => format!("`{b}`"),
            other => kind_of(other).to_owned(),
        }
    }

    /// The keys of a mapping.
    pub fn keys(&self) -> Vec<String> {
        self.value.as_mapping().map(|m| m.keys().filter_map(key_text).collect()).unwrap_or_default()
    }

    /// Whether there is nothing here.
    pub fn is_null(&self) -> bool {
        self.value.is_null()
    }

    fn expected(&self, what: &str) {
        self.problem(
            code::C002,
            format!("found {}, expected {what}", self.shown()),
            format!("write {what} here"),
        );
    }

    /// A text; numbers and booleans are taken as they are written.
    pub fn text(&self) -> Option<String> {
        match self.value {
            Value::String(s) => Some(s.clone()),
            Value::Number(n) => Some(n.to_string()),
            Value::Bool(b) => Some(b.to_string()),
            _ => {
                self.expected("a text");
                None
            }
        }
    }

    /// A whole number within limits.
    pub fn whole(&self, low: i64, high: i64) -> Option<i64> {
        match self.value.as_i64() {
            Some(n) if (low..=high).contains(&n) => Some(n),
            _ => {
                self.problem(
                    code::C003,
                    format!("found {}, expected a whole number from {low} to {high}", self.shown()),
                    "write the number without quotes or separators",
                );
                None
            }
        }
    }

    /// Yes or no.
    pub fn boolean(&self) -> Option<bool> {
        let found = self.value.as_bool();
        if found.is_none() {
            self.expected("true or false");
        }
        found
    }

    /// One of a list of words.
    pub fn one_of<T: Copy>(&self, choices: &[(&str, T)]) -> Option<T> {
        let text = self.text()?;
        if let Some((_, value)) = choices.iter().find(|(word, _)| *word == text) {
            return Some(*value);
        }
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        let hint = did_you_mean(&text, words.iter().copied())
            .map_or_else(|| "use one of these words".to_owned(), |w| format!("did you mean `{w}`?"));
        self.problem(code::C004, format!("found `{text}`, expected one of {}", words.join(", ")), hint);
        None
    }

    /// A day, `2023-12-31`.
    pub fn day(&self) -> Option<chrono::NaiveDate> {
        let text = self.text()?;
        let day = chrono::NaiveDate::parse_from_str(&text, "%Y-%m-%d").ok();
        if day.is_none() {
            self.problem(code::C005, format!("`{text}` is not a day"), "write a day as 2023-12-31");
        }
        day
    }

    /// The items of a list; a single value counts as a list of one.
    pub fn items(&self) -> Vec<Node<'f>> {
        match self.value {
            Value::Sequence(items) => items
                .iter()
                .enumerate()
                .map(|(i, value)| {
                    let mut path = self.path.clone();
                    path.push(Step::Index(i));
                    Node { file: self.file, path, value }
                })
                .collect(),
            Value::Null => Vec::new(),
            _ => vec![self.clone()],
        }
    }

    /// Texts of a list, or of a single value.
    pub fn texts(&self) -> Vec<String> {
        self.items().iter().filter_map(Node::text).collect()
    }

    /// The entries of a mapping, with their keys as texts.
    pub fn entries(&self) -> Vec<(String, Node<'f>)> {
        match self.value {
            Value::Mapping(map) => map
                .iter()
                .filter_map(|(key, value)| {
                    let key = key_text(key)?;
                    let mut path = self.path.clone();
                    path.push(Step::Key(key.clone()));
                    Some((key, Node { file: self.file, path, value }))
                })
                .collect(),
            Value::Null => Vec::new(),
            _ => {
                self.expected("a mapping (`key: value` lines)");
                Vec::new()
            }
        }
    }

    /// The mapping here, completed by others where it has no key.
    pub fn map(&self, defaults: Vec<Node<'f>>) -> Map<'f> {
        let mut layers = vec![self.entries()];
        layers.extend(defaults.iter().map(Node::entries));
        Map { node: self.clone(), layers, asked: RefCell::default() }
    }

    /// An entry of a mapping. A missing one is no problem.
    pub fn entry(&self, key: &str) -> Option<Node<'f>> {
        matches!(self.value, Value::Mapping(_))
            .then(|| self.entries().into_iter().find(|(k, _)| k == key).map(|(_, n)| n))
            .flatten()
    }
}

/// A mapping that knows which keys were asked for, so that all others can be refused.
pub struct Map<'f> {
    node: Node<'f>,
    layers: Vec<Vec<(String, Node<'f>)>>,
    asked: RefCell<BTreeSet<String>>,
}

impl<'f> Map<'f> {
    /// The mapping as a node.
    pub fn node(&self) -> &Node<'f> {
        &self.node
    }

    /// Notes that a key is known here.
    fn ask(&self, key: &str) {
        self.asked.borrow_mut().insert(key.to_owned());
        #[cfg(test)]
        log::ask(&self.node, key);
    }

    /// An entry, from here or from the defaults.
    pub fn get(&self, key: &str) -> Option<Node<'f>> {
        self.ask(key);
        self.layers
            .iter()
            .find_map(|layer| layer.iter().find(|(k, n)| k == key && !n.is_null()).map(|(_, n)| n.clone()))
    }

    /// An entry of this mapping itself, defaults not counted.
    pub fn own(&self, key: &str) -> Option<Node<'f>> {
        self.ask(key);
        self.layers[0].iter().find(|(k, n)| k == key && !n.is_null()).map(|(_, n)| n.clone())
    }

    /// The node of a key that has no value.
    pub fn empty(&self, key: &str) -> Option<Node<'f>> {
        self.layers[0].iter().find(|(k, n)| k == key && n.is_null()).map(|(_, n)| n.clone())
    }

    /// An entry that must be there.
    pub fn need(&self, key: &str, what: &str) -> Option<Node<'f>> {
        let found = self.get(key);
        // A node that is no mapping has been refused for that already.
        if found.is_none() && (self.node.value.is_mapping() || self.node.is_null()) {
            self.node.problem(code::C006, format!("`{key}` is missing"), format!("add `{key}:` with {what}"));
        }
        found
    }

    /// A text, or an empty one.
    pub fn text(&self, key: &str) -> String {
        self.get(key).and_then(|n| n.text()).unwrap_or_default()
    }

    /// A day, when the key is there.
    pub fn day(&self, key: &str) -> Option<chrono::NaiveDate> {
        self.get(key).and_then(|n| n.day())
    }

    /// Refuses keys that are not known, where reading ends early and did not ask for these yet: one mistake hides no
    /// other.
    pub fn finish_early(self, known: &[&str]) {
        known.iter().for_each(|key| self.ask(key));
        self.finish();
    }

    /// Refuses all keys that nobody asked for.
    pub fn finish(self) {
        let asked = self.asked.borrow();
        for (key, node) in &self.layers[0] {
            if asked.contains(key) {
                continue;
            }
            let hint = did_you_mean(key, asked.iter().map(String::as_str)).map_or_else(
                || format!("known here: {}", asked.iter().cloned().collect::<Vec<_>>().join(", ")),
                |k| format!("did you mean `{k}`?"),
            );
            let finding =
                Finding::error(code::C007, format!("unknown key `{key}`")).hint(hint).at(node.place_of(true));
            node.file.problems.borrow_mut().push(finding);
        }
    }
}

fn key_text(key: &Value) -> Option<String> {
    match key {
        Value::String(s) => Some(s.clone()),
        Value::Number(n) => Some(n.to_string()),
        Value::Bool(b) => Some(b.to_string()),
        // `null` can be a text of a raw file, under `values:`.
        Value::Null => Some("null".to_owned()),
        _ => None,
    }
}

/// Which keys are asked for, for tests of what describes the settings.
#[cfg(test)]
pub mod log {
    use std::cell::RefCell;
    use std::collections::BTreeSet;

    use super::{Node, Step};

    /// A file, the steps to a mapping in it (`#` for an entry of a list), and a key that was asked for there.
    pub type Asked = (String, Vec<String>, String);

    thread_local! {
        static ALL: RefCell<BTreeSet<Asked>> = RefCell::default();
    }

    pub fn ask(node: &Node<'_>, key: &str) {
        let step = |step: &Step| match step {
            Step::Key(key) => key.clone(),
            Step::Index(_) => "#".to_owned(),
        };
        let asked = (node.file.path.clone(), node.path.iter().map(step).collect(), key.to_owned());
        ALL.with_borrow_mut(|all| all.insert(asked));
    }

    /// All that this thread asked for in the files of workspaces, defaults left out.
    pub fn asked() -> Vec<Asked> {
        ALL.with_borrow(|all| all.iter().filter(|(path, ..)| path != "defaults.yaml").cloned().collect())
    }
}
