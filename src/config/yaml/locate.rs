//! Line and column of a node.
//!
//! `serde_yaml` gives places only in its errors. So the text is deserialized again by a visitor that follows the path
//! to the node and fails there on purpose.

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// A step from a node to one inside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Into a mapping.
    Key(String),
    /// Into a list.
    Index(usize),
}

/// Line and column (from 1) of the node at a path, or of its key.
pub fn locate(text: &str, path: &[Step], key: bool) -> Option<(u64, u64)> {
    let seek = Seek { path, key };
    let error = seek.deserialize(serde_yaml::Deserializer::from_str(text)).err()?;
    error.location().map(|l| (l.line() as u64, l.column() as u64))
}

#[derive(Clone, Copy)]
struct Seek<'p> {
    path: &'p [Step],
    key: bool,
}

impl<'de> DeserializeSeed<'de> for Seek<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Seek<'_> {
    fn stop<E: Error>(self) -> Result<(), E> {
        if self.path.is_empty() { Err(E::custom("here")) } else { Ok(()) }
    }
}

impl<'de> Visitor<'de> for Seek<'_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a node")
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        self.stop()
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        self.stop()
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        self.stop()
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        self.stop()
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        self.stop()
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.stop()
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let Some((step, rest)) = self.path.split_first() else { return self.stop() };
        let mut position = 0;
        loop {
            let more = if *step == Step::Index(position) {
                seq.next_element_seed(Seek { path: rest, key: self.key })?.is_some()
            } else {
                seq.next_element::<IgnoredAny>()?.is_some()
            };
            if !more {
                return Ok(());
            }
            position += 1;
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Some((step, rest)) = self.path.split_first() else { return self.stop() };
        let Step::Key(wanted) = step else { return Ok(()) };
        let stop_at_key = self.key && rest.is_empty();
        while let Some(found) = map.next_key_seed(KeySeek { wanted, stop: stop_at_key })? {
            if found {
                map.next_value_seed(Seek { path: rest, key: self.key })?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

#[derive(Clone, Copy)]
struct KeySeek<'p> {
    wanted: &'p str,
    stop: bool,
}

impl<'de> DeserializeSeed<'de> for KeySeek<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl KeySeek<'_> {
    fn check<E: Error>(self, found: &str) -> Result<bool, E> {
        if found != self.wanted {
            Ok(false)
        } else if self.stop {
            Err(E::custom("here"))
        } else {
            Ok(true)
        }
    }
}

impl<'de> Visitor<'de> for KeySeek<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, v: &str) -> Result<bool, E> {
        self.check(v)
    }

    fn visit_bool<E: Error>(self, v: bool) -> Result<bool, E> {
        self.check(&v.to_string())
    }

    fn visit_i64<E: Error>(self, v: i64) -> Result<bool, E> {
        self.check(&v.to_string())
    }

    fn visit_u64<E: Error>(self, v: u64) -> Result<bool, E> {
        self.check(&v.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::{Step, locate};

    #[test]
    fn places_of_values_and_keys() {
        let text = "a: 1\nlist:\n  - x\n  - {deep: yes, 2020: no}\n";
        let key = |k: &str| Step::Key(k.to_owned());
        assert_eq!(locate(text, &[key("a")], false), Some((1, 4)));
        assert_eq!(locate(text, &[key("list"), Step::Index(1), key("deep")], false), Some((4, 12)));
        assert_eq!(locate(text, &[key("list"), Step::Index(1), key("2020")], true), Some((4, 17)));
        assert_eq!(locate(text, &[key("list")], true), Some((2, 1)));
        assert_eq!(locate(text, &[key("absent")], false), None);
    }
}
