//! Paths as they stand in links, and texts as they stand in XML.

use std::fmt::Write;

/// A path with what is no plain letter of an address encoded; its slashes stay.
pub fn href(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// A text between tags, or in an attribute with double quotation marks; what no XML may hold is left out.
pub fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() && !"\t\n\r".contains(c) => {}
            c => out.push(c),
        }
    }
    out
}

/// JSON as it may stand in an element of a page: nothing in it ends the element.
pub fn json(value: &serde_json::Value) -> String {
    let text = value.to_string();
    text.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

#[cfg(test)]
mod tests {
    use super::{href, json, xml};

    #[test]
    fn what_has_a_meaning_loses_it() {
        assert_eq!(href("2023/é \"x\"/report.nl.html"), "2023/%C3%A9%20%22x%22/report.nl.html");
        assert_eq!(href("a/../b?c#d"), "a/../b%3Fc%23d");
        assert_eq!(xml("<a b=\"c\">&\u{1}\u{ffff}</a>"), "&lt;a b=&quot;c&quot;&gt;&amp;&lt;/a&gt;");
        let json = json(&serde_json::json!({"a": "</script><!-- & -->"}));
        assert!(!json.contains(['<', '>', '&']), "{json}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&json).unwrap()["a"], "</script><!-- & -->");
    }
}
