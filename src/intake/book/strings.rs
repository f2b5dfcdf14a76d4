//! Texts of a workbook: shared ones, and rich text without its looks.

use quick_xml::events::{BytesRef, Event};

use super::archive::Xml;

/// Most text that is shared, in bytes.
const TEXT_MAX: usize = 2 << 30;

/// The texts that cells share.
#[derive(Debug, Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<usize>,
}

impl Strings {
    /// Reads the table of shared texts.
    pub(super) fn read(xml: &mut Xml<'_>) -> Result<Self, String> {
        let mut strings = Self::default();
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match xml.read_event_into(&mut buffer).map_err(|e| e.to_string())? {
                Event::Start(e) if e.local_name().as_ref() == "si" => {
                    rich_text(xml, "si", &mut strings.text)?;
                    strings.ends.push(strings.text.len());
                    if strings.text.len() > TEXT_MAX {
                        return Err(format!("its shared texts are larger than {} GiB", TEXT_MAX >> 30));
                    }
                }
                Event::Eof => break,
                _ => {}
            }
        }
        Ok(strings)
    }

    /// A text by its number.
    pub(super) fn get(&self, at: usize) -> Option<&str> {
        let end = *self.ends.get(at)?;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text.get(start..end)
    }
}

/// Appends the text of the element that was entered, up to its end: all runs, without the readings of
/// signs (`rPh`).
pub(super) fn rich_text(xml: &mut Xml<'_>, element: &str, out: &mut String) -> Result<(), String> {
    let mut buffer = Vec::new();
    let (mut inside, mut reading) = (false, 0);
    let from = out.len();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|e| e.to_string())? {
            Event::Start(e) if e.local_name().as_ref() == "rPh" => reading += 1,
            Event::End(e) if e.local_name().as_ref() == "rPh" => reading -= 1,
            Event::Start(e) if e.local_name().as_ref() == "t" => inside = reading <= 0,
            Event::End(e) => {
                if e.local_name().as_ref() == "t" {
                    inside = false;
                } else if e.local_name().as_ref() == element {
                    break;
                }
            }
            Event::Text(t) if inside => out.push_str(&t.xml10_content()),
            Event::CData(t) if inside => out.push_str(&t.xml10_content()),
            Event::GeneralRef(r) if inside => reference(&r, out),
            Event::Eof => return Err(format!("it ends inside `{element}`")),
            _ => {}
        }
    }
    undo_escapes(out, from);
    Ok(())
}

/// Appends what a reference such as `&amp;` stands for.
pub(super) fn reference(reference: &BytesRef<'_>, out: &mut String) {
    if let Ok(Some(letter)) = reference.resolve_char_ref() {
        out.push(letter);
    } else if let Some(text) = quick_xml::escape::resolve_xml_entity(reference.as_ref()) {
        out.push_str(text);
    }
}

/// Undoes `_x000D_`, in which workbooks write characters that XML has not.
pub(super) fn undo_escapes(out: &mut String, from: usize) {
    if !out[from..].contains("_x") {
        return;
    }
    let rest = out.split_off(from);
    let mut rest = rest.as_str();
    while let Some(at) = rest.find("_x") {
        out.push_str(&rest[..at]);
        let code = rest.get(at + 2..at + 6).filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'));
        let letter = code
            .filter(|c| c.bytes().all(|b| b.is_ascii_hexdigit()))
            .and_then(|c| u32::from_str_radix(c, 16).ok())
            .and_then(char::from_u32);
        match letter {
            Some(letter) => {
                out.push(letter);
                rest = &rest[at + 7..];
            }
            None => {
                out.push_str("_x");
                rest = &rest[at + 2..];
            }
        }
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::undo_escapes;

    #[test]
    fn escapes_are_undone() {
        for (text, expected) in [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x000D_", "_x000D_"),
            ("col_x1", "col_x1"),
            ("_xZZZZ_", "_xZZZZ_"),
            ("x_x00e9_é_x", "xéé_x"),
        ] {
            let mut out = format!("before {text}");
            undo_escapes(&mut out, 7);
            assert_eq!(&out[7..], expected);
        }
    }
}
