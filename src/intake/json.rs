//! JSON: objects, one a line or in lists, which may follow each other. Their keys are the names of the columns; objects inside them
//! give names with a point (`contact.uuid`), lists stay as they are, as text.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::decode::to_utf8;
use super::parquet::{float, integer};
use super::raw::CELL_MAX;
use super::read::Named;
use super::row::{Mark, Row, Source};
use super::rules;
use crate::base::{Finding, Findings, Place};
use crate::config::Encoding;

/// How deep objects inside objects give columns.
const DEEP: usize = 6;
/// Most columns.
const COLUMNS: usize = 10_000;

/// Objects while they are read.
pub(super) struct Objects {
    text: Vec<u8>,
    at: usize,
    line: u64,
    list: bool,
    names: Vec<String>,
    known: BTreeMap<String, usize>,
}

/// One step through the text.
enum Step {
    Object(Map<String, Value>),
    /// What is no object.
    Broken(&'static str),
    End,
}

impl Objects {
    /// Looks through all objects for their keys.
    pub(super) fn new(bytes: Vec<u8>, encoding: Encoding, path: &str) -> Result<Self, Findings> {
        let (text, start) = to_utf8(bytes, encoding, path)?;
        let mut objects =
            Self { text, at: start, line: 1, list: false, names: Vec::new(), known: BTreeMap::new() };
        objects.skip_space();
        objects.list = objects.text.get(objects.at) == Some(&b'[');
        objects.at += usize::from(objects.list);
        let (at, line, list) = (objects.at, objects.line, objects.list);
        let refuse_with = |code, what: &str, line: u64, hint: &str| {
            Findings(vec![Finding::error(code, what).at(Place::line(path, line)).hint(hint)])
        };
        let refuse = |code, what: &str, line: u64| {
            refuse_with(code, what, line, "export it again: one object a line, or one list of objects")
        };
        let mut objects_seen = 0_u64;
        loop {
            let line = objects.line;
            match objects.step() {
                Err(line) => {
                    let what = "the file ends in the middle of an object: it was cut off, and nobody knows what is missing";
                    return Err(refuse(rules::CUT_OFF, what, line));
                }
                Ok(Step::End) => break,
                Ok(Step::Broken(what)) if objects.list => return Err(refuse(rules::NO_OBJECT, what, line)),
                Ok(Step::Broken(_)) => {}
                Ok(Step::Object(object)) => {
                    objects_seen += 1;
                    collect(&object, "", 0, &mut objects.known, &mut objects.names);
                    if objects.names.len() > COLUMNS {
                        return Err(refuse(
                            rules::NO_OBJECT,
                            "the objects have too many keys for a table",
                            line,
                        ));
                    }
                    if objects_seen == 1 && !objects.list && wraps(&object) && objects.is_at_end() {
                        let what = "the file is one object with a list inside, and no list of registrations";
                        return Err(refuse(rules::NO_OBJECT, what, line));
                    }
                    if objects_seen == 1 && !objects.list && is_frame(&object) && objects.is_at_end() {
                        let what = "the file is one object that holds the values of each column, or each row under its \
                                    number, as data frames are written when nothing else is asked for";
                        let hint = "write one object per registration: `to_json(orient='records')` in pandas";
                        return Err(refuse_with(rules::NO_OBJECT, what, line, hint));
                    }
                }
            }
        }
        if objects_seen == 0 && objects.names.is_empty() && !objects.list {
            return Err(refuse(rules::NO_OBJECT, "the file holds no objects", 1));
        }
        (objects.at, objects.line, objects.list) = (at, line, list);
        Ok(objects)
    }

    fn skip_space(&mut self) {
        // Old programs end a text with the sign for that.
        let is_space = |b: &&u8| b.is_ascii_whitespace() || matches!(**b, 0 | 0x1a);
        while let Some(byte) = self.text.get(self.at).filter(is_space) {
            self.line += u64::from(*byte == b'\n');
            self.at += 1;
        }
    }

    fn is_at_end(&mut self) -> bool {
        self.skip_space();
        self.at >= self.text.len()
    }

    /// Goes on behind the end of a list: to the next list, or to objects without one.
    fn leave_list(&mut self) {
        while self.list && self.text.get(self.at) == Some(&b']') {
            self.at += 1;
            self.skip_space();
            match self.text.get(self.at) {
                Some(b'[') => {
                    self.at += 1;
                    self.skip_space();
                }
                // What is no list and no object is told as that.
                Some(b'{') | None => self.list = false,
                Some(_) => return,
            }
        }
    }

    /// Takes the next object; fails with the line on which the text ends too early.
    fn step(&mut self) -> Result<Step, u64> {
        self.skip_space();
        self.leave_list();
        if self.list {
            if self.text.get(self.at) == Some(&b',') {
                self.at += 1;
                self.skip_space();
            }
            match self.text.get(self.at) {
                Some(b']') => {
                    self.leave_list();
                    return self.step();
                }
                None => return Err(self.line),
                _ => {}
            }
        }
        if self.at >= self.text.len() {
            return Ok(Step::End);
        }
        let rest = &self.text[self.at..];
        let line_end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let rest = if self.list { rest } else { &rest[..line_end] };
        let mut values = serde_json::Deserializer::from_slice(rest).into_iter::<Value>();
        let value = values.next();
        let length = values.byte_offset();
        match value {
            Some(Ok(Value::Object(object))) if self.list || rest[length..].trim_ascii().is_empty() => {
                self.pass(length);
                Ok(Step::Object(object))
            }
            Some(Ok(Value::Object(object))) if self.line == 1 => {
                // Objects behind each other on one line.
                self.pass(length);
                Ok(Step::Object(object))
            }
            Some(Err(error)) if error.is_eof() && (self.list || self.at + line_end >= self.text.len()) => {
                Err(self.line + memchr::memchr_iter(b'\n', rest).count() as u64)
            }
            Some(Err(error)) if error.is_eof() => self.spread(),
            _ => {
                self.pass(if self.list { self.text.len() - self.at } else { line_end });
                Ok(Step::Broken("this is no object in JSON"))
            }
        }
    }

    /// An object that is written over several lines.
    fn spread(&mut self) -> Result<Step, u64> {
        let rest = &self.text[self.at..];
        let mut values = serde_json::Deserializer::from_slice(rest).into_iter::<Value>();
        match values.next() {
            Some(Ok(Value::Object(object))) => {
                let length = values.byte_offset();
                self.pass(length);
                Ok(Step::Object(object))
            }
            Some(Err(error)) if error.is_eof() => {
                Err(self.line + memchr::memchr_iter(b'\n', rest).count() as u64)
            }
            _ => {
                let line_end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
                self.pass(line_end);
                Ok(Step::Broken("this is no object in JSON"))
            }
        }
    }

    fn pass(&mut self, length: usize) {
        let end = (self.at + length).min(self.text.len());
        self.line += memchr::memchr_iter(b'\n', &self.text[self.at..end]).count() as u64;
        self.at = end;
    }

    /// Writes the values of an object into a row.
    fn put(&self, object: &Map<String, Value>, before: &str, depth: usize, row: &mut Row) {
        for (key, value) in object {
            let name = format!("{before}{key}");
            match value {
                Value::Object(inner) if depth < DEEP && !inner.is_empty() => {
                    self.put(inner, &format!("{name}."), depth + 1, row);
                }
                value => {
                    if let Some(&column) = self.known.get(&name) {
                        row.put(column, Mark::Plain, |out| write(out, value));
                    }
                }
            }
        }
    }
}

/// Collects the names that an object gives, in the order in which they come.
fn collect(
    object: &Map<String, Value>,
    before: &str,
    depth: usize,
    known: &mut BTreeMap<String, usize>,
    names: &mut Vec<String>,
) {
    for (key, value) in object {
        let name = format!("{before}{key}");
        match value {
            Value::Object(inner) if depth < DEEP && !inner.is_empty() => {
                collect(inner, &format!("{name}."), depth + 1, known, names);
            }
            _ => {
                if !known.contains_key(&name) {
                    known.insert(name.clone(), names.len());
                    names.push(name);
                }
            }
        }
    }
}

/// Whether an object holds a list of objects: the answer of a server, and no registration.
fn wraps(object: &Map<String, Value>) -> bool {
    let holds =
        |v: &Value| v.as_array().is_some_and(|all| !all.is_empty() && all.iter().all(Value::is_object));
    object.values().any(holds)
}

/// Whether an object is a table turned round: objects with the same keys, those of the rows, or rows under their
/// numbers.
fn is_frame(object: &Map<String, Value>) -> bool {
    let inner: Vec<&Map<String, Value>> = object.values().filter_map(Value::as_object).collect();
    let Some(first) = inner.first().filter(|_| inner.len() == object.len()) else { return false };
    let same = inner.iter().all(|i| i.len() == first.len() && i.keys().all(|key| first.contains_key(key)));
    let numbered = |mut keys: serde_json::map::Keys<'_>| {
        keys.all(|key| !key.is_empty() && key.bytes().all(|b| b.is_ascii_digit()))
    };
    !first.is_empty() && same && (numbered(first.keys()) || numbered(object.keys()))
}

fn write(out: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Null => {}
        Value::Bool(value) => out.extend_from_slice(if *value { b"true" } else { b"false" }),
        Value::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
            (Some(value), ..) => integer(out, value),
            (None, Some(value), _) => out.extend_from_slice(value.to_string().as_bytes()),
            (None, None, Some(value)) => float(out, value),
            _ => {}
        },
        Value::String(text) => out.extend_from_slice(text.as_bytes()),
        other => out.extend_from_slice(other.to_string().as_bytes()),
    }
}

impl Named for Objects {
    fn names(&self) -> Vec<String> {
        self.names.clone()
    }
}

impl Source for Objects {
    fn next(&mut self, row: &mut Row) -> Result<bool, String> {
        self.skip_space();
        let line = self.line;
        let start = self.at;
        match self.step() {
            Ok(Step::End) => Ok(false),
            Ok(Step::Object(object)) => {
                row.clear(line);
                self.put(&object, "", 0, row);
                Ok(true)
            }
            Ok(Step::Broken(what)) => {
                row.clear(line);
                row.flaw = Some((rules::NO_OBJECT, what.to_owned()));
                let text = &self.text[start..self.at];
                row.put(0, Mark::Plain, |out| out.extend_from_slice(&text[..text.len().min(CELL_MAX)]));
                Ok(true)
            }
            Err(_) => Err("it ends in the middle of an object".to_owned()),
        }
    }
}
