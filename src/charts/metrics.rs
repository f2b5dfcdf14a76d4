//! Widths of text in the fonts that the document is set in.

use std::sync::Arc;

use typst::foundations::Bytes;
use typst::text::{Font, FontVariant, FontVariations};

use super::error::{ChartError, Problem};

/// How heavy a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// 400.
    Regular,
    /// 700.
    Bold,
}

/// Advance widths of the chart font; cheap to clone, shared by all threads.
#[derive(Clone, PartialEq)]
pub struct Metrics(Arc<Faces>);

#[derive(PartialEq)]
struct Faces {
    own: [Face; 2],
    /// Fonts of the workspace, for what the own ones lack.
    more: Vec<Face>,
}

#[derive(Clone, PartialEq)]
struct Face {
    font: typst::text::FontInstance,
    ascii: [f64; 128],
}

impl Metrics {
    /// From a regular and a bold font.
    #[must_use]
    pub fn new(regular: &Font, bold: &Font) -> Self {
        Self(Arc::new(Faces { own: [Face::new(regular), Face::new(bold)], more: Vec::new() }))
    }

    /// These, and for characters that they lack the first of other fonts that has them.
    #[must_use]
    pub fn with(&self, fonts: &[Font]) -> Self {
        let own = self.0.own.each_ref().map(Face::clone);
        Self(Arc::new(Faces { own, more: fonts.iter().map(Face::new).collect() }))
    }

    /// From the fonts embedded in the program.
    pub fn embedded() -> Result<Self, ChartError> {
        let font = |data: &'static [u8]| {
            Font::new(Bytes::new(data), 0)
                .ok_or_else(|| ChartError::new(Problem::Theme("an embedded font is damaged".to_owned())))
        };
        Ok(Self::new(&font(notosans::REGULAR_TTF)?, &font(notosans::BOLD_TTF)?))
    }

    fn face(&self, weight: Weight) -> &Face {
        &self.0.own[usize::from(weight == Weight::Bold)]
    }

    /// Advance width of a character in em; `None` when the font lacks it.
    #[must_use]
    pub fn advance(&self, c: char, weight: Weight) -> Option<f64> {
        let more = || self.0.more.iter().find_map(|face| face.advance(c));
        self.face(weight).advance(c).or_else(more)
    }

    /// Advance widths of the ASCII characters in em.
    #[must_use]
    pub fn ascii(&self, weight: Weight) -> &[f64; 128] {
        &self.face(weight).ascii
    }

    /// Width of a line of text in points; a character that the font lacks counts one em.
    #[must_use]
    pub fn width(&self, text: &str, size: f64, weight: Weight) -> f64 {
        size * text.chars().map(|c| self.advance(c, weight).unwrap_or(1.0)).sum::<f64>()
    }

    /// The first character that one of the fonts lacks.
    #[must_use]
    pub fn missing(&self, text: &str) -> Option<char> {
        text.chars().find(|c| self.lacks(*c))
    }

    /// All characters that no font has.
    #[must_use]
    pub fn missing_all(&self, text: &str) -> Vec<char> {
        text.chars().filter(|c| self.lacks(*c)).collect()
    }

    fn lacks(&self, c: char) -> bool {
        !c.is_ascii()
            && self.0.own.iter().any(|face| face.advance(c).is_none())
            && self.0.more.iter().all(|face| face.advance(c).is_none())
    }

    /// The text, cut with an ellipsis so that it is no wider than `room`.
    #[must_use]
    pub fn shorten(&self, text: &str, size: f64, weight: Weight, room: f64) -> String {
        if self.width(text, size, weight) <= room {
            return text.to_owned();
        }
        let mut left = room - self.width("…", size, weight);
        let mut short = String::new();
        for c in text.chars() {
            left -= size * self.advance(c, weight).unwrap_or(1.0);
            if left < 0.0 {
                break;
            }
            short.push(c);
        }
        let kept = short.trim_end_matches([' ', ',', '-', '(']).len();
        short.truncate(kept);
        short.push('…');
        short
    }

    /// The text broken at spaces into at most `lines` lines no wider than `room`; the last is cut.
    #[must_use]
    pub fn wrap(&self, text: &str, size: f64, weight: Weight, room: f64, lines: usize) -> Vec<String> {
        let mut broken: Vec<String> = Vec::new();
        let mut words = text.split_whitespace().peekable();
        while let Some(word) = words.next() {
            let mut line = word.to_owned();
            let last = broken.len() + 1 >= lines;
            while let Some(next) = words.peek() {
                let longer = format!("{line} {next}");
                if !last && self.width(&longer, size, weight) > room {
                    break;
                }
                line = longer;
                words.next();
            }
            broken.push(self.shorten(&line, size, weight, room));
        }
        broken
    }

    /// Whether that many lines hold the whole text.
    #[must_use]
    pub fn holds(&self, text: &str, size: f64, weight: Weight, room: f64, lines: usize) -> bool {
        let words: Vec<&str> = text.split_whitespace().collect();
        self.wrap(text, size, weight, room, lines).join(" ") == words.join(" ")
    }
}

impl Face {
    fn new(font: &Font) -> Self {
        let font = font.clone().instantiate(
            FontVariant::default(),
            typst::layout::Abs::zero(),
            &FontVariations::default(),
        );
        let mut face = Self { font, ascii: [0.0; 128] };
        for code in 0..128_u8 {
            let width = face.look_up(char::from(code)).unwrap_or(0.0);
            face.ascii[usize::from(code)] = width;
        }
        face
    }

    fn look_up(&self, c: char) -> Option<f64> {
        let ttf = self.font.ttf();
        let glyph = ttf.glyph_index(c)?;
        Some(f64::from(ttf.glyph_hor_advance(glyph)?) / f64::from(ttf.units_per_em()))
    }

    fn advance(&self, c: char) -> Option<f64> {
        if c.is_ascii() { Some(self.ascii[c as usize]) } else { self.look_up(c) }
    }
}
