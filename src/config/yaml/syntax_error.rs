//! Says in words, and at its place, why a text is no YAML.

use std::cell::RefCell;
use std::collections::BTreeSet;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_yaml::Value;

use crate::base::{Finding, Place, code};

/// A syntax error of `serde_yaml` as a finding.
pub fn syntax_problem(path: &str, text: &str, error: &serde_yaml::Error) -> Finding {
    let message = error.to_string();
    // serde_yaml ends its messages with the place, which the finding carries already.
    let short = message.split(" at line ").next().unwrap_or(&message);
    let place = error
        .location()
        .map_or_else(|| Place::file(path), |l| Place::at(path, l.line() as u64, l.column() as u64));
    let finding = |what: String, hint: &str| Finding::error(code::C001, what).hint(hint);
    if short.contains("repetition limit") {
        let what = "aliases that multiply the file beyond a reasonable size".to_owned();
        return finding(what, "write the repeated parts out, or leave them away").at(place);
    }
    if short.contains("recursion limit") {
        return finding(
            "nesting deeper than 128 levels".to_owned(),
            "a workspace file needs no more than six levels",
        )
        .at(place);
    }
    if short.contains("duplicate entry") {
        let (key, place) = twice(text).map_or_else(
            || ("the same key".to_owned(), place.clone()),
            |(key, line, column)| (format!("the key `{key}`"), Place::at(path, line, column)),
        );
        return finding(format!("{key} stands twice in one place"), "remove or rename one of the two")
            .at(place);
    }
    if let Some(column) = tab(text, place.line) {
        let at = Place { column: Some(column), ..place };
        return finding(
            "a tab in the indentation: YAML takes spaces only".to_owned(),
            "replace the tab by spaces",
        )
        .at(at);
    }
    let hint = "check indentation, colons and quotes around texts with special signs";
    finding(format!("this is not valid YAML: {short}"), hint).at(place)
}

/// Column of a tab among the white space that a line begins with.
fn tab(text: &str, line: Option<u64>) -> Option<u64> {
    let line = usize::try_from(line?.checked_sub(1)?).ok()?;
    let indentation = text.lines().nth(line)?.bytes().take_while(|b| b.is_ascii_whitespace());
    indentation.into_iter().position(|b| b == b'\t').map(|at| at as u64 + 1)
}

/// The first key that stands twice in one mapping, with the line and column of its second place. For the place the
/// text is walked again by a visitor that fails there on purpose.
fn twice(text: &str) -> Option<(String, u64, u64)> {
    let found = RefCell::new(None);
    let error = Walk { found: &found }.deserialize(serde_yaml::Deserializer::from_str(text)).err()?;
    let at = error.location()?;
    Some((found.into_inner()?, at.line() as u64, at.column() as u64))
}

#[derive(Clone, Copy)]
struct Walk<'s> {
    found: &'s RefCell<Option<String>>,
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a node")
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while seq.next_element_seed(self)?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let seen = RefCell::new(BTreeSet::new());
        while map.next_key_seed(NewKey { seen: &seen, found: self.found })?.is_some() {
            map.next_value_seed(self)?;
        }
        Ok(())
    }
}

/// Reads a key and fails when the mapping has had it before.
struct NewKey<'s> {
    seen: &'s RefCell<BTreeSet<String>>,
    found: &'s RefCell<Option<String>>,
}

impl<'de> DeserializeSeed<'de> for NewKey<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl NewKey<'_> {
    fn meet<E: Error>(self, key: String) -> Result<(), E> {
        if self.seen.borrow().contains(&key) {
            self.found.replace(Some(key));
            return Err(E::custom("here"));
        }
        self.seen.borrow_mut().insert(key);
        Ok(())
    }
}

impl<'de> Visitor<'de> for NewKey<'_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<(), E> {
        self.meet(key.to_owned())
    }

    fn visit_bool<E: Error>(self, key: bool) -> Result<(), E> {
        self.meet(key.to_string())
    }

    fn visit_i64<E: Error>(self, key: i64) -> Result<(), E> {
        self.meet(key.to_string())
    }

    fn visit_u64<E: Error>(self, key: u64) -> Result<(), E> {
        self.meet(key.to_string())
    }
}

/// What a value is, for messages.
pub fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Sequence(_) => "a list",
        Value::Mapping(_) => "a mapping",
        Value::Tagged(_) => "a tagged value",
    }
}

#[cfg(test)]
mod tests {
    use super::syntax_problem;

    fn place(text: &str) -> String {
        let error = serde_yaml::from_str::<serde_yaml::Value>(text).unwrap_err();
        let finding = syntax_problem("x.yaml", text, &error);
        format!("{} {}", finding.place.unwrap(), finding.message)
    }

    #[test]
    fn a_key_that_stands_twice_is_named_where_it_stands_again() {
        assert_eq!(
            place("a: 1\nb: {c: 1, d: 2,\n  c: 3}\n"),
            "x.yaml:3:3 the key `c` stands twice in one place"
        );
        assert_eq!(
            place("2020: x\na: [1]\n2020: y\n"),
            "x.yaml:3:1 the key `2020` stands twice in one place"
        );
    }

    #[test]
    fn a_tab_is_called_a_tab() {
        assert_eq!(place("a:\n \tb: 1\n"), "x.yaml:2:2 a tab in the indentation: YAML takes spaces only");
    }
}
