//! Quotes as some programs write them, put into the one way that the splitter reads.
//!
//! RFC 4180 doubles a quote inside a quoted field. Some programs put a backslash before it, some put quotes
//! around a value without looking at what is in it, and some write values as they are. What remains doubtful
//! stays a record with too many fields, which is rejected.

use crate::config::Quotes;

/// The text with doubled quotes. `start` is where it begins behind a byte-order mark.
pub(super) fn doubled(text: Vec<u8>, start: usize, quotes: Quotes, delimiter: Option<u8>) -> Vec<u8> {
    match (quotes, delimiter) {
        (Quotes::Backslash, _) => backslash(&text),
        (Quotes::Bare, Some(delimiter)) => bare(&text, start, delimiter),
        (Quotes::None, Some(delimiter)) => letters(&text, start, delimiter),
        _ => text,
    }
}

/// Texts that a program wrote as formulas, `="0470"`, so that a spreadsheet keeps their zeros, as the texts they are:
/// whether the field has quotes around it (`"=""0470"""`) or not. A field is one between any of the usual
/// delimiters, as it is not known yet which is used.
pub(super) fn without_formulas(text: Vec<u8>, start: usize, delimiter: Option<u8>) -> Vec<u8> {
    if memchr::memmem::find(&text, b"=\"").is_none() {
        return text;
    }
    let ends = |byte: Option<&u8>| match byte {
        None | Some(b'\n' | b'\r') => true,
        Some(byte) => delimiter.map_or(matches!(byte, b';' | b',' | b'\t' | b'|'), |own| own == *byte),
    };
    let mut new = Vec::with_capacity(text.len());
    new.extend(&text[..start.min(text.len())]);
    let mut at = start;
    while let Some(&byte) = text.get(at) {
        let begins = at == start || ends(text.get(at - 1));
        let field = Some(&text[at..]).filter(|_| begins && matches!(byte, b'=' | b'"')).and_then(formula);
        match field.filter(|(_, length)| ends(text.get(at + length))) {
            Some((inside, length)) => {
                new.push(b'"');
                new.extend(inside);
                new.push(b'"');
                at += length;
            }
            None => {
                new.push(byte);
                at += 1;
            }
        }
    }
    new
}

/// What stands within the quotes of a formula that is only a text, with its quotes doubled, and its length.
fn formula(text: &[u8]) -> Option<(&[u8], usize)> {
    if let Some(inside) = text.strip_prefix(b"=\"") {
        let mut at = 0;
        loop {
            at += memchr::memchr2(b'"', b'\n', &inside[at..])?;
            match inside.get(at..at + 2) {
                Some(b"\"\"") => at += 2,
                _ if inside[at] == b'\n' => return None,
                _ => return Some((&inside[..at], at + 3)),
            }
        }
    }
    let inside = text.strip_prefix(b"\"=\"\"")?;
    let end = memchr::memchr2(b'"', b'\n', inside)?;
    inside[end..].starts_with(b"\"\"\"").then_some((&inside[..end], end + 7))
}

/// Inside quotes a backslash takes the meaning off the quote or backslash behind it.
fn backslash(text: &[u8]) -> Vec<u8> {
    let mut new = Vec::with_capacity(text.len() + 64);
    let mut quoted = false;
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        let escaped = text.get(at + 1).filter(|b| quoted && byte == b'\\' && matches!(b, b'"' | b'\\'));
        match escaped {
            Some(b'"') => new.extend(b"\"\""),
            Some(other) => new.push(*other),
            None => {
                quoted ^= byte == b'"';
                new.push(byte);
            }
        }
        at += if escaped.is_some() { 2 } else { 1 };
    }
    new
}

/// A field that begins with a quote ends with one that stands before a delimiter or the end of the line.
fn bare(text: &[u8], start: usize, delimiter: u8) -> Vec<u8> {
    let mut new = Vec::with_capacity(text.len() + 64);
    new.extend(&text[..start.min(text.len())]);
    let mut quoted = false;
    // Whether a field begins here.
    let mut first = true;
    for at in start..text.len() {
        let byte = text[at];
        let ends = match text.get(at + 1) {
            None | Some(b'\n' | b'\r') => true,
            Some(next) => *next == delimiter,
        };
        if byte == b'"' && (first || quoted) {
            if !first && !ends {
                new.push(b'"');
            }
            quoted = first || !ends;
            first = false;
        } else {
            first = !quoted && (byte == delimiter || byte == b'\n' || byte == b'\r');
        }
        new.push(byte);
    }
    new
}

/// Puts quotes around every field that has one in it.
fn letters(text: &[u8], start: usize, delimiter: u8) -> Vec<u8> {
    let start = start.min(text.len());
    let mut new = Vec::with_capacity(text.len() + 64);
    new.extend(&text[..start]);
    let ends = |byte: &u8| *byte == delimiter || matches!(byte, b'\n' | b'\r');
    for field in text[start..].split_inclusive(ends) {
        let (inside, end) = match field.split_last() {
            Some((last, inside)) if ends(last) => (inside, &field[inside.len()..]),
            _ => (field, &[][..]),
        };
        if inside.contains(&b'"') {
            new.push(b'"');
            new.extend(
                inside.iter().flat_map(|byte| std::iter::repeat_n(*byte, 1 + usize::from(*byte == b'"'))),
            );
            new.push(b'"');
        } else {
            new.extend(inside);
        }
        new.extend(end);
    }
    new
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(quotes: Quotes, text: &str) -> Vec<Vec<String>> {
        let text = doubled(text.as_bytes().to_vec(), 0, quotes, Some(b','));
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(&text[..]);
        reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn a_backslash_takes_the_meaning_off_a_quote() {
        let text = r#""a","said \"yes, so\" \\","c:\new\n",\x
"C:\\","","b"",c",1
"#;
        let right = [vec!["a", r#"said "yes, so" \"#, r"c:\new\n", r"\x"], vec![r"C:\", "", r#"b",c"#, "1"]];
        assert_eq!(read(Quotes::Backslash, text), right);
    }

    #[test]
    fn a_quote_before_a_delimiter_ends_a_field_that_began_with_one() {
        let text =
            "\"1\",\"Jan \"De Lijn\" P\",\"\",5\r\n\"2\",\"\"x\" y\",\"a,b\nc\",\"z\"\"\n3,in 5\" of,\"q\",";
        let right = [
            vec!["1", "Jan \"De Lijn\" P", "", "5"],
            vec!["2", "\"x\" y", "a,b\nc", "z\""],
            vec!["3", "in 5\" of", "q", ""],
        ];
        let mut found = read(Quotes::Bare, text);
        // The quote in a field without quotes around it is left to the splitter.
        assert_eq!(found.pop().map(|r| r.len()), Some(right[2].len()));
        assert_eq!(found, right[..2]);
    }

    #[test]
    fn where_nothing_is_quoted_a_quote_is_a_letter() {
        let right = [vec!["1", "said \"yes\"", "\""], vec!["\"a", "", "b"]];
        assert_eq!(read(Quotes::None, "1,said \"yes\",\"\r\n\"a,,b"), right);
    }

    #[test]
    fn a_formula_that_is_a_text_is_that_text() {
        let read = |text: &str| {
            let new = without_formulas(text.as_bytes().to_vec(), 0, None);
            String::from_utf8_lossy(&new).into_owned()
        };
        for (text, right) in [
            ("=\"at\";=\"n\"\r\n=\"2024-01-02\";=\"815\"\r\n", "\"at\";\"n\"\r\n\"2024-01-02\";\"815\"\r\n"),
            ("\"=\"\"0470\"\"\",\"=\"\"\"\"\"", "\"0470\",\"\""),
            ("a;=\"1,5\";=\"say \"\"no\"\"\"", "a;\"1,5\";\"say \"\"no\"\"\""),
            ("=\"\"", "\"\""),
            // These are none, or more than a text.
            ("x=\"1\";=\"1\"&\"2\";= \"3\"", "x=\"1\";=\"1\"&\"2\";= \"3\""),
            ("\"a,=\"\"b\"\",c\",=\"open", "\"a,=\"\"b\"\",c\",=\"open"),
        ] {
            assert_eq!(read(text), right, "{text}");
        }
    }

    #[test]
    fn what_is_doubtful_is_a_record_with_too_many_fields() {
        assert_eq!(read(Quotes::Bare, "\"1\",\"said \"yes\", so\",\"3\"\n")[0].len(), 4);
        let text = b"\xef\xbb\xbf\"a\",\"b\"\n".to_vec();
        assert_eq!(doubled(text.clone(), 3, Quotes::Bare, Some(b',')), text);
    }
}
