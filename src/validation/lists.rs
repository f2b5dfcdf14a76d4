//! Cells and columns with several answers.

use crate::config::{ColumnMap, Dimension};

use super::codes::{bit, coded, complain, single};
use super::rows::Rows;
use super::vocabulary::Vocabulary;

/// The items of a list that a program wrote as a text: `["a", "b"]`, `['a', 'b']`, `{a,b}`, `[a; b]`,
/// `c("a", "b")`. Nothing when the text is none.
pub(super) fn literal(text: &str) -> Option<Vec<String>> {
    let text = text.trim();
    let inside = [("[", "]"), ("{", "}"), ("c(", ")")]
        .into_iter()
        .find_map(|(open, close)| text.strip_prefix(open)?.strip_suffix(close))?;
    let mut items = Vec::new();
    let mut rest = inside.trim_start();
    while !rest.is_empty() {
        let (item, behind) = item(rest)?;
        if !item.is_empty() {
            items.push(item);
        }
        rest = behind.trim_start();
        rest = match rest.strip_prefix([',', ';']) {
            Some(more) => more.trim_start(),
            None if rest.is_empty() => rest,
            None => return None,
        };
    }
    Some(items)
}

/// The first item of a list, and what stands behind it.
fn item(text: &str) -> Option<(String, &str)> {
    let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
        let end = text.find([',', ';']).unwrap_or(text.len());
        let (item, behind) = text.split_at(end);
        // A list within a list, or a pair of name and value, is not one of answers.
        let plain = !item.contains(['[', ']', '{', '}', '"']);
        return plain.then(|| (item.trim().to_owned(), behind));
    };
    let mut item = String::new();
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => match chars.next()?.1 {
                'n' | 't' | 'r' => item.push(' '),
                'u' => {
                    let digits: String = (0..4).filter_map(|_| chars.next().map(|(_, c)| c)).collect();
                    item.push(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32)?);
                }
                other => item.push(other),
            },
            c if c == quote => {
                let behind = &text[at + c.len_utf8()..];
                // Databases double a quote within quotes.
                if behind.starts_with(quote) && !item.is_empty() {
                    chars.next();
                    item.push(quote);
                } else {
                    return Some((item.trim().to_owned(), behind));
                }
            }
            c => item.push(c),
        }
    }
    None
}

/// The parts of a text between separators. A label that holds the separator itself stays whole where it is
/// known: of all ways to part the text that with the fewest unknown parts is taken, then that with the
/// fewest parts. `most` is the largest number of parts that one label can be made of.
pub(super) fn parts<'t>(
    text: &'t str,
    separator: &str,
    most: usize,
    known: &dyn Fn(&str) -> bool,
) -> Vec<&'t str> {
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for part in text.split(separator) {
        let start = spans.last().map_or(0, |(_, end)| end + separator.len());
        spans.push((start, start + part.len()));
    }
    // From each span on: unknown parts, parts, and where the next part begins.
    let mut best = vec![(0_usize, 0_usize, spans.len()); spans.len() + 1];
    for from in (0..spans.len()).rev() {
        best[from] = (usize::MAX, usize::MAX, from + 1);
        for to in from + 1..=spans.len().min(from + most.max(1)) {
            let part = text[spans[from].0..spans[to - 1].1].trim();
            let one = to == from + 1;
            let cost = if one && part.is_empty() {
                (best[to].0, best[to].1)
            } else if known(part) {
                (best[to].0, best[to].1 + 1)
            } else if one {
                (best[to].0 + 1, best[to].1 + 1)
            } else {
                continue;
            };
            if cost < (best[from].0, best[from].1) {
                best[from] = (cost.0, cost.1, to);
            }
        }
    }
    let mut found = Vec::new();
    let mut from = 0;
    while from < spans.len() {
        let to = best[from].2;
        found.push(text[spans[from].0..spans[to - 1].1].trim());
        from = to;
    }
    found.retain(|part| !part.is_empty());
    found
}

/// A bit per code of each row, from several columns that hold an answer each; blank when all are.
pub(super) fn from_columns(
    rows: &mut Rows,
    (map, columns): (&ColumnMap, &[Vec<String>]),
    dimension: &Dimension,
    words: &Vocabulary,
) -> Vec<u64> {
    let separator = map.separator.as_deref();
    let blank = bit(words.blank);
    let mut bits = vec![0_u64; rows.verdict.len()];
    for names in columns {
        let Some(column) = rows.raw.column(names) else { continue };
        let (codes, odd) = coded(rows, column, |text| several(words, text, separator));
        complain(rows, map, column, dimension, words, &odd);
        for (bits, code) in bits.iter_mut().zip(codes) {
            *bits |= answers(code) & !blank;
        }
    }
    bits.iter_mut().filter(|bits| **bits == 0).for_each(|bits| *bits = blank);
    bits
}

/// The bits of a remembered value, without its marks.
pub(super) fn answers(code: u64) -> u64 {
    code & !super::codes::MARKS
}

/// The answers of a cell with several. A cell that is a label as a whole is that, whatever it holds.
pub(super) fn items(words: &Vocabulary, text: &str, separator: Option<&str>) -> Vec<String> {
    if words.knows(text) {
        return vec![text.trim().to_owned()];
    }
    if let Some(items) = literal(text) {
        return items;
    }
    if let Some(separator) = separator.filter(|s| !s.is_empty()) {
        let parts = parts(text, separator, words.parts(separator), &|part| words.knows(part));
        return parts.into_iter().map(str::to_owned).collect();
    }
    Some(text.trim().to_owned()).filter(|t| !t.is_empty()).into_iter().collect()
}

/// A bit per code of a cell with several.
pub(super) fn several(words: &Vocabulary, text: &[u8], separator: Option<&str>) -> u64 {
    let items = items(words, &String::from_utf8_lossy(text), separator);
    let blank = bit(words.blank);
    let bits = items.iter().fold(0, |bits, item| {
        let one = single(words, item.as_bytes());
        bits | bit(one as u16) | (one & super::codes::MARKS)
    });
    match bits {
        0 => blank,
        // A blank among answers says nothing.
        bits if answers(bits) != blank => bits & !blank,
        bits => bits,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{literal, parts};

    #[test]
    fn lists_of_programs_are_read() {
        let read = |text| literal(text).map(|items| items.join("|"));
        for (text, items) in [
            (r#"["a", "b"]"#, Some("a|b")),
            (r#"["a","b c"]"#, Some("a|b c")),
            ("['a', \"it's\"]", Some("a|it's")),
            ("{a,b}", Some("a|b")),
            ("{a,\"b, c\",NULL}", Some("a|b, c|NULL")),
            ("[a; b]", Some("a|b")),
            ("c(\"a\", \"b\")", Some("a|b")),
            (r#"["say \"no\"", "caf\u00e9"]"#, Some("say \"no\"|café")),
            ("{'a''b'}", Some("a'b")),
            ("[]", Some("")),
            ("[ ]", Some("")),
            ("{}", Some("")),
            ("[\"\"]", Some("")),
            ("a, b", None),
            ("[a", None),
            ("[\"a\" \"b\"]", None),
            ("{\"a\": true}", None),
            ("[[\"a\"]]", None),
            ("[\"a]", None),
        ] {
            assert_eq!(read(text).as_deref(), items, "{text}");
        }
    }

    #[test]
    fn labels_with_the_separator_stay_whole() {
        let known = |part: &str| ["a", "b, c", "d", "a, b", "c, d"].contains(&part);
        let read = |text| parts(text, ",", 2, &known).join("|");
        assert_eq!(read("a, b, c"), "a|b, c");
        assert_eq!(read("b, c, a"), "b, c|a");
        assert_eq!(read("a, b, c, d"), "a, b|c, d");
        assert_eq!(read("a, x, d"), "a|x|d");
        assert_eq!(read("a,, d,"), "a|d");
        assert_eq!(read(""), "");
    }

    proptest! {
        #[test]
        fn nothing_panics_and_nothing_is_lost(text in "[ab, ]{0,20}") {
            let known = |part: &str| part == "a" || part == "b, a";
            let joined: String = parts(&text, ",", 3, &known).concat();
            let count = |of: &str, c: char| of.matches(c).count();
            prop_assert_eq!(count(&joined, 'a'), count(&text, 'a'));
            prop_assert_eq!(count(&joined, 'b'), count(&text, 'b'));
        }

        #[test]
        fn any_text_is_a_list_or_not(text in r#"[\[{]?["'a,;\\u0 \]}é]{0,16}"#) {
            let _ = literal(&text);
        }
    }
}
