//! Where the words of a page stand, and how far down anything is drawn.

use std::collections::BTreeMap;

use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Array, Dict, Object, Stream};
use hayro_syntax::page::Page;

use super::pdf_text::{letters, unicode};

/// A piece of text set in one go: from left to right in points, its base line from the foot of the page.
#[derive(Debug, Clone)]
pub struct Piece {
    pub left: f64,
    pub right: f64,
    pub base: f64,
    pub size: f64,
    pub text: String,
}

/// What a page shows.
#[derive(Debug, Default)]
pub struct Shown {
    pub pieces: Vec<Piece>,
    /// Heights from the foot of the page of all that is painted, text and shapes.
    pub marks: Vec<f64>,
}

/// A, b, c, d, e, f as in a content stream.
type Matrix = [f64; 6];

const NONE: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

fn times(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

fn at(m: Matrix, x: f64, y: f64) -> (f64, f64) {
    (m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5])
}

struct Font {
    letters: BTreeMap<u16, String>,
    widths: BTreeMap<u16, f64>,
    usual: f64,
}

impl Font {
    fn read(font: Option<Dict<'_>>) -> Self {
        let table = font.as_ref().and_then(|f| f.get::<Stream<'_>>("ToUnicode"));
        let letters = table.map(|t| unicode(&t.decoded().unwrap())).unwrap_or_default();
        let inner = font.and_then(|f| f.get::<Array<'_>>("DescendantFonts"));
        let inner = inner.and_then(|all| all.iter::<Dict<'_>>().next());
        let usual = inner.as_ref().and_then(|f| f.get::<f64>("DW")).unwrap_or(1000.0);
        let widths = inner.and_then(|f| f.get::<Array<'_>>("W")).map(|w| widths(&w)).unwrap_or_default();
        Self { letters, widths, usual }
    }
}

/// `3 [500 600]` one by one, `3 7 500` for all of a range.
fn widths(array: &Array<'_>) -> BTreeMap<u16, f64> {
    let objects: Vec<Object<'_>> = array.iter::<Object<'_>>().collect();
    let number = |o: &Object<'_>| if let Object::Number(n) = o { n.as_f64() } else { 0.0 };
    let mut found = BTreeMap::new();
    let mut rest = objects.as_slice();
    loop {
        rest = match rest {
            [first, Object::Array(each), rest @ ..] => {
                for (i, width) in each.iter::<Object<'_>>().enumerate() {
                    found.insert(number(first) as u16 + i as u16, number(&width));
                }
                rest
            }
            [first, last, width, rest @ ..] => {
                for code in number(first) as u16..=number(last) as u16 {
                    found.insert(code, number(width));
                }
                rest
            }
            _ => return found,
        };
    }
}

/// What a page shows, drawings within it included.
pub fn shown(page: &Page<'_>) -> Shown {
    let resources = page.resources();
    let content = page.page_stream().unwrap_or_default().to_vec();
    let mut shown = Shown::default();
    read(&content, &resources.fonts, &resources.x_objects, NONE, &mut shown, 8);
    shown
}

/// The state of the text within `BT` and `ET`.
struct Pen {
    matrix: Matrix,
    line: Matrix,
    font: Vec<u8>,
    size: f64,
}

fn read(content: &[u8], fonts: &Dict<'_>, drawings: &Dict<'_>, from: Matrix, out: &mut Shown, depth: u8) {
    let mut known: BTreeMap<Vec<u8>, Font> = BTreeMap::new();
    let (mut matrix, mut kept) = (from, Vec::new());
    let mut pen = Pen { matrix: NONE, line: NONE, font: Vec::new(), size: 0.0 };
    let mut path: Vec<f64> = Vec::new();
    let mut instructions = UntypedIter::new(content);
    while let Some(instruction) = instructions.next() {
        let operands: Vec<Object<'_>> = instruction.operands().cloned().collect();
        let n: Vec<f64> = operands
            .iter()
            .filter_map(|o| if let Object::Number(n) = o { Some(n.as_f64()) } else { None })
            .collect();
        let operator: &[u8] = instruction.operator;
        match (operator, n.as_slice(), operands.first()) {
            (b"q", ..) => kept.push(matrix),
            (b"Q", ..) => matrix = kept.pop().unwrap_or(from),
            (b"cm", &[a, b, c, d, e, f], _) => matrix = times([a, b, c, d, e, f], matrix),
            (b"BT", ..) => (pen.matrix, pen.line) = (NONE, NONE),
            (b"Tm", &[a, b, c, d, e, f], _) => {
                pen.line = [a, b, c, d, e, f];
                pen.matrix = pen.line;
            }
            (b"Td", &[x, y], _) => {
                pen.line = times([1.0, 0.0, 0.0, 1.0, x, y], pen.line);
                pen.matrix = pen.line;
            }
            (b"Tf", &[size], Some(Object::Name(name))) => {
                (pen.font, pen.size) = (name.as_ref().to_vec(), size);
                let font = || Font::read(fonts.get::<Dict<'_>>(&pen.font));
                known.entry(pen.font.clone()).or_insert_with(font);
            }
            (b"Tj" | b"TJ", _, Some(shown)) => set(shown, known.get(&pen.font), &mut pen, matrix, out),
            (b"m" | b"l", &[x, y], _) | (b"c", &[.., x, y], _) | (b"v" | b"y", &[.., x, y], _) => {
                path.push(at(matrix, x, y).1);
            }
            (b"re", &[x, y, w, h], _) => path.extend([at(matrix, x, y).1, at(matrix, x + w, y + h).1]),
            (b"f" | b"F" | b"f*" | b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*", ..) => {
                out.marks.append(&mut path)
            }
            (b"n", ..) => path.clear(),
            (b"Do", _, Some(Object::Name(name))) if depth > 0 => {
                let Some(drawing) = drawings.get::<Stream<'_>>(name.as_ref()) else { continue };
                let resources = drawing.dict().get::<Dict<'_>>("Resources").unwrap_or_default();
                let part = |name: &str| resources.get::<Dict<'_>>(name).unwrap_or_default();
                let inner = drawing.decoded().unwrap_or_default();
                let own = drawing.dict().get::<[f64; 6]>("Matrix").unwrap_or(NONE);
                read(&inner, &part("Font"), &part("XObject"), times(own, matrix), out, depth - 1);
            }
            _ => {}
        }
    }
}

/// Sets a string, or several with moves between them.
fn set(shown: &Object<'_>, font: Option<&Font>, pen: &mut Pen, matrix: Matrix, out: &mut Shown) {
    let Some(font) = font else { return };
    let parts: Vec<Object<'_>> = match shown {
        Object::Array(parts) => parts.iter::<Object<'_>>().collect(),
        other => vec![other.clone()],
    };
    let mut advance = 0.0;
    let mut text = String::new();
    for part in &parts {
        match part {
            Object::String(codes) => {
                for pair in codes.as_bytes().chunks(2) {
                    let code = pair.iter().fold(0, |n, byte| n << 8 | u16::from(*byte));
                    advance += font.widths.get(&code).copied().unwrap_or(font.usual) / 1000.0 * pen.size;
                }
                text.push_str(&letters(codes.as_bytes(), &font.letters));
            }
            Object::Number(n) => advance -= n.as_f64() / 1000.0 * pen.size,
            _ => {}
        }
    }
    let place = times(pen.matrix, matrix);
    let ((left, base), (right, _)) = (at(place, 0.0, 0.0), at(place, advance, 0.0));
    let size = pen.size * (place[2].powi(2) + place[3].powi(2)).sqrt();
    pen.matrix = times([1.0, 0.0, 0.0, 1.0, advance, 0.0], pen.matrix);
    if !text.trim().is_empty() {
        out.marks.push(base);
        out.pieces.push(Piece { left, right, base, size, text });
    }
}
