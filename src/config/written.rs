//! How delimited text is written: names of columns where there is no header, and quotes inside quotes.

use super::model::{Names, Quotes};
use super::yaml::{Map, Node};

/// `quotes:` of an entry of `files`. `delimiter` is the one that it names.
pub(super) fn quotes(map: &Map<'_>, delimiter: Option<u8>) -> Quotes {
    let words = [("doubled", Quotes::Doubled), ("backslash", Quotes::Backslash), ("bare", Quotes::Bare)];
    let Some(node) = map.get("quotes") else { return Quotes::Doubled };
    let quotes = node.one_of(&words).unwrap_or(Quotes::Doubled);
    if quotes == Quotes::Bare && delimiter.is_none() {
        let hint = "name the delimiter: a quoted field ends with the quote that stands before one";
        node.problem("C027", "`quotes: bare` without a `delimiter`", hint);
    }
    quotes
}

/// `header:` of an entry of `files`; `name?` may be missing at the end of a record.
pub(super) fn names(node: &Node<'_>) -> Option<Names> {
    let written = node.texts();
    let least = written.iter().position(|n| n.ends_with('?')).unwrap_or(written.len());
    if least == 0 || !written[least..].iter().all(|n| n.ends_with('?')) {
        let hint =
            "write the names in their order, with a `?` behind those that may be missing at the end of a row";
        node.problem("C028", "`header` does not name the columns", hint);
        return None;
    }
    let all = written.iter().map(|n| n.trim_end_matches('?').to_owned()).collect();
    Some(Names { all, least })
}
