//! What a reader of a PDF sees of it: its pages, its attachments, its keywords.

use std::collections::BTreeMap;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Object, Stream};
use sha2::{Digest, Sha256};

/// How deep drawings may stand in drawings; a file that goes deeper is compared as far as that.
const DEPTH: u8 = 8;

/// A PDF, opened.
pub struct Opened {
    /// One fingerprint per page: its drawing instructions and all drawings they use.
    pub pages: Vec<[u8; 32]>,
    /// Attached files by name.
    pub attachments: BTreeMap<String, Vec<u8>>,
    /// Keywords of its metadata.
    pub keywords: String,
}

/// Opens a PDF; `None` when it is none.
pub fn open(bytes: &[u8]) -> Option<Opened> {
    let pdf = Pdf::new(bytes.to_vec()).ok()?;
    let pages = pdf.pages().iter().map(|page| {
        let mut hash = Sha256::new();
        hash.update(page.page_stream().unwrap_or_default());
        drawings(&page.resources().x_objects, &mut hash, DEPTH);
        hash.finalize().into()
    });
    let keywords = pdf.metadata().keywords.clone().unwrap_or_default();
    Some(Opened { pages: pages.collect(), attachments: attachments(&pdf), keywords: text(&keywords) })
}

/// A text string of a PDF: UTF-16 or UTF-8 behind the mark of its kind, else one byte per letter. Who writes a
/// PDF takes UTF-16 as soon as one letter of the whole text lies beyond ASCII.
fn text(bytes: &[u8]) -> String {
    let wide = |pair: fn([u8; 2]) -> u16, rest: &[u8]| {
        let units: Vec<u16> = rest.chunks_exact(2).map(|two| pair([two[0], two[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xFE, 0xFF, rest @ ..] => wide(u16::from_be_bytes, rest),
        [0xFF, 0xFE, rest @ ..] => wide(u16::from_le_bytes, rest),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        plain => plain.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// Adds all drawings of a page, and those within them, by name.
fn drawings(named: &Dict<'_>, hash: &mut Sha256, depth: u8) {
    let mut names: Vec<Vec<u8>> = named.keys().map(|name| name.as_ref().to_vec()).collect();
    names.sort();
    for name in names {
        let Some(stream) = named.get::<Stream<'_>>(&name) else { continue };
        hash.update(&name);
        hash.update(stream.decoded().unwrap_or_else(|_| stream.raw_data()));
        let inner = stream.dict().get::<Dict<'_>>("Resources").and_then(|r| r.get::<Dict<'_>>("XObject"));
        if let Some(inner) = inner.filter(|_| depth > 0) {
            drawings(&inner, hash, depth - 1);
        }
    }
}

fn attachments(pdf: &Pdf) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    let names = root.and_then(|r| r.get::<Dict<'_>>("Names"));
    if let Some(tree) = names.and_then(|n| n.get::<Dict<'_>>("EmbeddedFiles")) {
        branch(&tree, &mut found, DEPTH);
    }
    found
}

fn branch(node: &Dict<'_>, found: &mut BTreeMap<String, Vec<u8>>, depth: u8) {
    if let Some(kids) = node.get::<Array<'_>>("Kids").filter(|_| depth > 0) {
        kids.iter::<Dict<'_>>().for_each(|kid| branch(&kid, found, depth - 1));
    }
    let Some(names) = node.get::<Array<'_>>("Names") else { return };
    let objects: Vec<Object<'_>> = names.iter::<Object<'_>>().collect();
    for pair in objects.chunks(2) {
        let [Object::String(name), Object::Dict(file)] = pair else { continue };
        let stream = file.get::<Dict<'_>>("EF").and_then(|e| e.get::<Stream<'_>>("F"));
        if let Some(bytes) = stream.and_then(|s| s.decoded().ok().map(std::borrow::Cow::into_owned)) {
            found.insert(text(name.as_bytes()), bytes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn texts_are_read_in_each_of_their_kinds() {
        let name = "1712, Écoute naïve – Ω, 𝒜, jaarlijn:2023/lijn/fr";
        let be: Vec<u8> = name.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let le: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&[&[0xFE, 0xFF], be.as_slice()].concat()), name);
        assert_eq!(text(&[&[0xFF, 0xFE], le.as_slice()].concat()), name);
        assert_eq!(text(&[&[0xEF, 0xBB, 0xBF], name.as_bytes()].concat()), name);
        assert_eq!(text(b"1712, jaarlijn:2023/1712/nl"), "1712, jaarlijn:2023/1712/nl");
        assert_eq!(text(&[b'E', 0xE9, b' ']), "Eé ");
        // Half a letter at the end is left out.
        assert_eq!(text(&[0xFE, 0xFF, 0, b'a', 0]), "a");
        assert_eq!(text(&[]), "");
    }
}
