//! Reading a finished PDF file back: its dictionaries, names, flags and text strings.

use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, Name, Object, String as PdfString};

/// The high half of PDFDocEncoding where it differs from Latin-1, 0x80 to 0xA0 (0x9F is undefined).
const HIGH: [char; 33] = [
    '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ', 'ﬂ',
    'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\0', '€',
];

/// The accents of PDFDocEncoding, 0x18 to 0x1F.
const ACCENTS: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];

/// The file, of which the cross-references are whole and every object can be read.
pub(super) fn read(bytes: Vec<u8>) -> Pdf {
    let pdf = Pdf::new(bytes).expect("a PDF file");
    assert_eq!(pdf.objects().into_iter().count(), pdf.len(), "every object can be read");
    pdf
}

/// The root of all objects.
pub(super) fn catalog(pdf: &Pdf) -> Dict<'_> {
    pdf.xref().get(pdf.xref().root_id()).expect("a catalog")
}

/// The number of pages, which the page tree must give itself.
pub(super) fn pages(pdf: &Pdf) -> usize {
    let tree: Dict<'_> = catalog(pdf).get("Pages").expect("a page tree");
    let count: i32 = tree.get("Count").expect("a number of pages");
    assert_eq!(usize::try_from(count), Ok(pdf.pages().len()), "the page tree counts its pages");
    pdf.pages().len()
}

/// All dictionaries of the file, those of streams included.
pub(super) fn dictionaries(pdf: &Pdf) -> impl Iterator<Item = Dict<'_>> {
    pdf.objects().into_iter().filter_map(|object| match object {
        Object::Dict(d) => Some(d),
        Object::Stream(s) => Some(s.dict().clone()),
        _ => None,
    })
}

/// Whether the dictionary is a structure element of this kind.
pub(super) fn is_element(d: &Dict<'_>, kind: &str) -> bool {
    has_name(d, "S", kind) && d.contains_key("P")
}

/// Whether the key holds this name.
pub(super) fn has_name(d: &Dict<'_>, key: &str, name: &str) -> bool {
    d.get::<Name<'_>>(key).is_some_and(|found| found.as_ref() == name.as_bytes())
}

/// Whether the key holds `true`.
pub(super) fn is_true(d: &Dict<'_>, key: &str) -> bool {
    d.get::<bool>(key) == Some(true)
}

/// The text string of a key, or nothing if the key is absent or holds something else.
pub(super) fn text(d: &Dict<'_>, key: &str) -> Option<String> {
    decode(d.get::<PdfString<'_>>(key)?.as_bytes())
}

/// A text string as characters: UTF-16BE or UTF-8 if its mark says so, otherwise PDFDocEncoding.
pub(super) fn decode(bytes: &[u8]) -> Option<String> {
    if let Some(utf16) = bytes.strip_prefix(b"\xFE\xFF") {
        let (units, rest) = utf16.as_chunks::<2>();
        let units: Vec<u16> = units.iter().map(|unit| u16::from_be_bytes(*unit)).collect();
        return rest.is_empty().then(|| String::from_utf16(&units).ok())?;
    }
    if let Some(utf8) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return String::from_utf8(utf8.to_vec()).ok();
    }
    bytes.iter().map(|byte| doc_char(*byte)).collect()
}

fn doc_char(byte: u8) -> Option<char> {
    match byte {
        b'\t' | b'\n' | b'\r' | 0x20..=0x7E => Some(char::from(byte)),
        0x18..=0x1F => Some(ACCENTS[usize::from(byte - 0x18)]),
        0x9F | 0xAD => None,
        0x80..=0xA0 => Some(HIGH[usize::from(byte - 0x80)]),
        0xA1..=0xFF => Some(char::from(byte)),
        _ => None,
    }
}

#[test]
fn text_strings_are_read_in_each_of_their_encodings() {
    assert_eq!(decode(b"\xFE\xFF\0A\x20\x13\xD8\x3D\xDE\x42").as_deref(), Some("A–🙂"));
    assert_eq!(decode(b"\xFE\xFF\0A\x20"), None, "half a unit");
    assert_eq!(decode(b"\xFE\xFF\xD8\x3D"), None, "half a pair");
    assert_eq!(decode(b"\xEF\xBB\xBFA\xE2\x80\x93").as_deref(), Some("A–"));
    assert_eq!(decode(b"a\x18\x1F\x80\x85\x93\x9E\xA0\xA1\xEB\xFF").as_deref(), Some("a˘˜•–ﬁž€¡ëÿ"));
    for undefined in [0x00, 0x17, 0x7F, 0x9F, 0xAD] {
        assert_eq!(decode(&[undefined]), None, "{undefined:#x}");
    }
}
