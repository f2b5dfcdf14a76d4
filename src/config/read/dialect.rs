//! The keys of an entry of `files:` that say how its delimited text is written.

use crate::base::code;
use crate::config::schema::{Names, Quotes};
use crate::config::yaml::{Map, Node};

/// `quotes:` of an entry of `files`, whose own `delimiter` is given.
pub fn quotes(map: &Map<'_>, delimiter: Option<u8>) -> Quotes {
    let words = [
        ("doubled", Quotes::Doubled),
        ("backslash", Quotes::Backslash),
        ("bare", Quotes::Bare),
        ("none", Quotes::None),
    ];
    let Some(node) = map.get("quotes") else { return Quotes::Doubled };
    let quotes = node.one_of(&words).unwrap_or(Quotes::Doubled);
    if matches!(quotes, Quotes::Bare | Quotes::None) && delimiter.is_none() {
        let hint = "name the delimiter: it alone says where a field ends";
        node.problem(code::C027, "these `quotes` without a `delimiter`", hint);
    }
    quotes
}

/// `header:` of an entry of `files`; `name?` may be missing at the end of a record.
pub fn names(node: &Node<'_>) -> Option<Names> {
    let written = node.texts();
    let least = written.iter().position(|n| n.ends_with('?')).unwrap_or(written.len());
    if least == 0 || !written[least..].iter().all(|n| n.ends_with('?')) {
        let hint =
            "write the names in their order, with a `?` behind those that may be missing at the end of a row";
        node.problem(code::C028, "`header` does not name the columns", hint);
        return None;
    }
    let all = written.iter().map(|n| n.trim_end_matches('?').to_owned()).collect();
    Some(Names { all, least })
}
