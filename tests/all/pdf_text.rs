//! Everything in a PDF that can be read: the words on its pages, those in its dictionaries, its streams.

use std::collections::BTreeMap;

use hayro_syntax::Pdf;
use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Array, Dict, Object, Stream};

/// The words on all pages, drawings within them included; a line per piece of text.
pub fn words(pdf: &Pdf) -> String {
    let mut out = String::new();
    for page in pdf.pages().iter() {
        let resources = page.resources();
        let content = page.page_stream().unwrap_or_default().to_vec();
        read(&content, &resources.fonts, &resources.x_objects, &mut out, 8);
    }
    out
}

fn read(content: &[u8], fonts: &Dict<'_>, drawings: &Dict<'_>, out: &mut String, depth: u8) {
    let mut letters: BTreeMap<Vec<u8>, BTreeMap<u16, String>> = BTreeMap::new();
    let mut font = Vec::new();
    let mut instructions = UntypedIter::new(content);
    while let Some(instruction) = instructions.next() {
        let operands: Vec<Object<'_>> = instruction.operands().cloned().collect();
        let operator: &[u8] = instruction.operator;
        match (operator, operands.first()) {
            (b"Tf", Some(Object::Name(name))) => {
                font = name.as_ref().to_vec();
                letters.entry(font.clone()).or_insert_with(|| {
                    let table = fonts.get::<Dict<'_>>(&font).and_then(|f| f.get::<Stream<'_>>("ToUnicode"));
                    table.map(|t| unicode(&t.decoded().unwrap())).unwrap_or_default()
                });
            }
            (b"Tj", Some(Object::String(codes))) => show(codes.as_bytes(), letters.get(&font), out),
            (b"TJ", Some(Object::Array(parts))) => {
                for part in parts.iter::<Object<'_>>() {
                    if let Object::String(codes) = part {
                        show(codes.as_bytes(), letters.get(&font), out);
                    }
                }
            }
            (b"ET", _) => out.push('\n'),
            (b"Do", Some(Object::Name(name))) if depth > 0 => {
                let Some(drawing) = drawings.get::<Stream<'_>>(name.as_ref()) else { continue };
                let resources = drawing.dict().get::<Dict<'_>>("Resources").unwrap_or_default();
                let part = |name: &str| resources.get::<Dict<'_>>(name).unwrap_or_default();
                let inner = drawing.decoded().unwrap_or_default();
                read(&inner, &part("Font"), &part("XObject"), out, depth - 1);
            }
            _ => {}
        }
    }
}

fn show(codes: &[u8], letters: Option<&BTreeMap<u16, String>>, out: &mut String) {
    out.push_str(&self::letters(codes, letters.unwrap_or(&BTreeMap::new())));
}

/// What is written: two bytes a letter.
pub fn letters(codes: &[u8], letters: &BTreeMap<u16, String>) -> String {
    let code = |pair: &[u8]| pair.iter().fold(0, |n, byte| n << 8 | u16::from(*byte));
    codes.chunks(2).map(|pair| letters.get(&code(pair)).map_or("\u{fffd}", String::as_str)).collect()
}

/// A table of letters: `<0001> <0041>` one by one, `<0001> <0005> <0041>` in ranges.
pub fn unicode(table: &[u8]) -> BTreeMap<u16, String> {
    let text = String::from_utf8_lossy(table);
    let mut letters = BTreeMap::new();
    let mut section = "";
    for line in text.lines() {
        if let Some((_, begun)) = line.split_once("begin") {
            section = if begun.starts_with("bfchar") {
                "char"
            } else if begun.starts_with("bfrange") {
                "range"
            } else {
                ""
            };
            continue;
        }
        let numbers: Vec<&str> = line.split(['<', '>']).filter(|p| !p.trim().is_empty()).collect();
        let code = |text: &str| u16::from_str_radix(text, 16).unwrap();
        let utf16 = |text: &str| -> Vec<u16> {
            (0..text.len()).step_by(4).map(|at| code(&text[at..(at + 4).min(text.len())])).collect()
        };
        match (section, numbers.as_slice()) {
            ("char", [from, to]) => drop(letters.insert(code(from), String::from_utf16_lossy(&utf16(to)))),
            ("range", [from, to, first]) => {
                for (i, at) in (code(from)..=code(to)).enumerate() {
                    let mut units = utf16(first);
                    *units.last_mut().unwrap() += u16::try_from(i).unwrap();
                    letters.insert(at, String::from_utf16_lossy(&units));
                }
            }
            _ => {}
        }
    }
    letters
}

/// All text strings of all dictionaries: titles, alternative texts, names of files; a line each.
pub fn strings(pdf: &Pdf) -> String {
    let mut out = String::new();
    for object in pdf.objects() {
        gather(&object, &mut out, 6);
    }
    out
}

fn gather(object: &Object<'_>, out: &mut String, depth: u8) {
    if depth == 0 {
        return;
    }
    let dict = |dict: &Dict<'_>, out: &mut String| {
        for name in dict.keys() {
            // What is an object of its own is gathered by itself.
            if dict.get_ref(name.as_ref()).is_none() {
                dict.get::<Object<'_>>(name.as_ref()).iter().for_each(|o| gather(o, out, depth - 1));
            }
        }
    };
    match object {
        Object::String(text) => {
            let bytes = text.as_bytes();
            match bytes.strip_prefix(&[0xfe, 0xff]) {
                Some(wide) => {
                    let units: Vec<u16> =
                        wide.chunks(2).map(|p| p.iter().fold(0, |n, b| n << 8 | u16::from(*b))).collect();
                    out.push_str(&String::from_utf16_lossy(&units));
                }
                None => out.push_str(&String::from_utf8_lossy(bytes)),
            }
            out.push('\n');
        }
        Object::Dict(inner) => dict(inner, out),
        Object::Stream(stream) => dict(stream.dict(), out),
        Object::Array(array) => array_of(array, out, depth),
        _ => {}
    }
}

fn array_of(array: &Array<'_>, out: &mut String, depth: u8) {
    array
        .iter::<Object<'_>>()
        .filter(|o| matches!(o, Object::String(_)))
        .for_each(|o| gather(&o, out, depth - 1));
}

/// All streams, decompressed.
pub fn streams(pdf: &Pdf) -> Vec<Vec<u8>> {
    let all = pdf.objects().into_iter();
    all.filter_map(|o| o.into_stream())
        .map(|s| s.decoded().unwrap_or_else(|_| s.raw_data()).into_owned())
        .collect()
}
