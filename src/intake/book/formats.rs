//! What number formats make of numbers.

use quick_xml::events::Event;

use super::archive::{Xml, attribute};
use super::serial::Shape;

/// Most formats of cells that are kept.
const FORMATS_MAX: usize = 1 << 17;

/// The shapes of the cell formats of a workbook, by number.
pub(super) fn shapes(xml: &mut Xml<'_>) -> Result<Vec<Shape>, String> {
    let mut own: Vec<(u32, Shape)> = Vec::new();
    let mut shapes = Vec::new();
    let mut of_cells = false;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|e| e.to_string())? {
            Event::Start(e) => match e.local_name().as_ref() {
                "numFmt" if !of_cells => {
                    let id = attribute(&e, "numFmtId").and_then(|id| id.parse().ok());
                    if let Some((id, code)) = id.zip(attribute(&e, "formatCode")) {
                        own.push((id, shape(&code)));
                    }
                }
                "cellXfs" => of_cells = true,
                "xf" if of_cells && shapes.len() < FORMATS_MAX => {
                    let id = attribute(&e, "numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
                    let custom = own.iter().rev().find(|(own, _)| *own == id).map(|(_, shape)| *shape);
                    shapes.push(custom.unwrap_or_else(|| built_in(id)));
                }
                _ => {}
            },
            Event::End(e) if e.local_name().as_ref() == "cellXfs" => break,
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(shapes)
}

/// The formats that have a number and no code.
fn built_in(id: u32) -> Shape {
    match id {
        14..=17 | 27..=31 | 34..=36 | 50..=54 | 57 | 58 => Shape::Day,
        18..=21 | 32 | 33 | 45 | 47 | 55 | 56 => Shape::Clock,
        22 => Shape::Moment,
        46 => Shape::Span,
        _ => Shape::Number,
    }
}

/// Names of the format that leaves numbers as they are.
const GENERAL: [&str; 4] = ["general", "standard", "standaard", "general;@"];

/// What a format code such as `dd/mm/yyyy hh:mm` makes of a number.
pub(super) fn shape(code: &str) -> Shape {
    let (mut day, mut time, mut month, mut span) = (false, false, false, false);
    let mut letters = code.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter.to_ascii_lowercase() {
            '"' => {
                letters.by_ref().find(|c| *c == '"');
            }
            '\\' | '_' | '*' => {
                letters.next();
            }
            // Only the format of positive numbers matters.
            ';' => break,
            '[' => {
                let inside: String = letters.by_ref().take_while(|c| *c != ']').collect();
                let inside = inside.to_ascii_lowercase();
                span |= !inside.is_empty()
                    && ["h", "m", "s"].iter().any(|u| inside.chars().all(|c| u.contains(c)));
            }
            // `General` is no day of an era, nor is `E` in 0.00E+00.
            'g' | 's' if GENERAL.contains(&code.to_ascii_lowercase().as_str()) => break,
            'e' if matches!(letters.peek(), Some('+' | '-')) => break,
            'a' | 'p' if letters.peek().is_some_and(|c| matches!(c, 'M' | 'm' | '/')) => {
                letters.next_if(|c| matches!(c, 'M' | 'm'));
            }
            'y' | 'd' | 'j' => day = true,
            'h' | 's' | 'u' => time = true,
            'm' => month = true,
            '@' => return Shape::Number,
            _ => {}
        }
    }
    match (day || (month && !time), time, span) {
        (_, _, true) => Shape::Span,
        (true, true, _) => Shape::Moment,
        (true, false, _) => Shape::Day,
        (false, true, _) => Shape::Clock,
        _ => Shape::Number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_apart() {
        for (code, expected) in [
            ("General", Shape::Number),
            ("0.00E+00", Shape::Number),
            ("#,##0.00 \"dagen\"", Shape::Number),
            ("[Red]0;[Blue]-0", Shape::Number),
            ("@", Shape::Number),
            ("dd/mm/yyyy", Shape::Day),
            ("[$-413]d mmmm yyyy;@", Shape::Day),
            ("mmm-yy", Shape::Day),
            ("yyyy\\-mm\\-dd\\ hh:mm:ss", Shape::Moment),
            ("m/d/yy h:mm AM/PM", Shape::Moment),
            ("h:mm AM/PM", Shape::Clock),
            ("hh:mm", Shape::Clock),
            ("mm:ss.0", Shape::Clock),
            ("[h]:mm:ss", Shape::Span),
            ("[mm]:ss", Shape::Span),
            ("[<100]0;0", Shape::Number),
        ] {
            assert_eq!(shape(code), expected, "{code}");
        }
    }
}
