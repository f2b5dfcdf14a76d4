//! What a file says of its variables.

use std::collections::BTreeMap;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::bytes::Bytes;

/// Most variables, pieces of long texts counted.
const VARIABLES: usize = 1 << 17;
/// Bytes of a piece of a text longer than 255.
const PIECE: usize = 255;
/// By so many bytes of such a text there is a piece.
const EACH: usize = 252;

/// How the cases are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    None,
    Codes,
    Zlib,
}

/// One variable.
#[derive(Debug, Clone, Default)]
pub(super) struct Variable {
    pub name: String,
    /// What it is in words.
    pub label: String,
    /// Bytes of its text; 0 of a number.
    pub width: usize,
    /// Its first piece of eight bytes in a case.
    pub at: usize,
    /// How it is printed.
    pub format: u8,
    /// Labels of numbers, by their bits.
    pub labels: BTreeMap<u64, String>,
    /// Labels of texts.
    pub text_labels: BTreeMap<String, String>,
    /// What its writer takes for missing.
    pub missing: Missing,
}

/// The values that SPSS leaves out of every count, beside those that it has no number for.
#[derive(Debug, Clone, Default)]
pub(super) struct Missing {
    /// Lowest and highest number; one number is both.
    numbers: Vec<(f64, f64)>,
    texts: Vec<String>,
}

impl Missing {
    /// Whether a number is one.
    pub(super) fn has(&self, number: f64) -> bool {
        self.numbers.iter().any(|(low, high)| (*low..=*high).contains(&number))
    }

    /// Whether a text is one.
    pub(super) fn has_text(&self, text: &str) -> bool {
        self.texts.iter().any(|missing| missing == text)
    }

    /// From the values as they are stored: texts, or numbers of which the first two may be a range.
    fn of(
        values: &[[u8; 8]],
        (width, range): (usize, bool),
        swapped: bool,
        text: &impl Fn(&[u8]) -> String,
    ) -> Self {
        if width > 0 {
            let texts = values.iter().map(|value| text(&value[..width.min(8)])).collect();
            return Self { texts, ..Self::default() };
        }
        let read = |value: &[u8; 8]| Bytes::new(value, 0, swapped).number().ok();
        let numbers: Vec<f64> = values.iter().filter_map(read).collect();
        let (ranges, single) = numbers.split_at(if range { numbers.len().min(2) } else { 0 });
        let ranges = ranges.chunks_exact(2).map(|both| (both[0], both[1]));
        Self { numbers: ranges.chain(single.iter().map(|one| (*one, *one))).collect(), ..Self::default() }
    }
}

/// What stands before the cases.
pub(super) struct Dictionary {
    pub variables: Vec<Variable>,
    pub encoding: &'static Encoding,
    pub swapped: bool,
    pub packing: Packing,
    pub bias: f64,
    /// Pieces of eight bytes in a case.
    pub pieces: usize,
    /// Cases that there are, when it is known.
    pub cases: Option<u64>,
    /// The variable by which SPSS would count each case several times.
    pub weight: Option<String>,
}

/// A variable as it is stored: a long text is several.
struct Stored {
    short: Vec<u8>,
    width: usize,
    at: usize,
    format: u8,
    label: Vec<u8>,
    missing: Vec<[u8; 8]>,
    /// Whether the first two of these are the ends of a range.
    range: bool,
}

/// Values, their labels, and the pieces at which their variables begin.
type Labels = (Vec<([u8; 8], Vec<u8>)>, Vec<usize>);

/// What is collected until the encoding is known.
#[derive(Default)]
struct Found {
    stored: Vec<Stored>,
    pieces: usize,
    labels: Vec<Labels>,
    long_names: Vec<u8>,
    very_long: Vec<u8>,
    long_labels: Vec<Vec<u8>>,
    long_missing: Vec<Vec<u8>>,
    code_page: i32,
    encoding: Option<Vec<u8>>,
    cases: Option<u64>,
}

impl Dictionary {
    /// Reads it; gives the place behind it.
    pub(super) fn read(all: &[u8]) -> Result<(Self, usize), String> {
        let mut bytes = Bytes::new(all, 64, false);
        // The layout is 2 or 3: it shows the order of the bytes.
        bytes.swapped = !matches!(bytes.int()?, 2 | 3);
        let _size = bytes.int()?;
        let packing = match bytes.int()? {
            0 => Packing::None,
            1 => Packing::Codes,
            2 => Packing::Zlib,
            _ => return Err("it is packed in a way that is not known".to_owned()),
        };
        let weight = bytes.int()?;
        let count = bytes.int()?;
        let bias = bytes.number()?;
        bytes.take(84)?;
        let mut found = Found::default();
        while found.record(&mut bytes)? {}
        let swapped = bytes.swapped;
        let cases = found.cases.or_else(|| u64::try_from(count).ok());
        let encoding = found.encoding();
        let variables = found.variables(encoding, swapped)?;
        // The weight is named by its first piece, counted from 1.
        let place = usize::try_from(weight).ok().and_then(|piece| piece.checked_sub(1));
        let weight = variables.iter().find(|v| Some(v.at) == place).map(|v| v.name.clone());
        let pieces = found.pieces;
        let dictionary = Self { variables, encoding, swapped, packing, bias, pieces, cases, weight };
        Ok((dictionary, bytes.at))
    }
}

impl Found {
    /// Reads one record; gives whether more follow.
    fn record(&mut self, bytes: &mut Bytes<'_>) -> Result<bool, String> {
        match bytes.int()? {
            2 => self.variable(bytes)?,
            3 => self.value_labels(bytes)?,
            6 => {
                let lines = bytes.length()?;
                bytes.take(lines.saturating_mul(80))?;
            }
            7 => self.extension(bytes)?,
            999 => {
                bytes.int()?;
                return Ok(false);
            }
            _ => return Err("it has a record of a kind that is not known".to_owned()),
        }
        Ok(true)
    }

    fn variable(&mut self, bytes: &mut Bytes<'_>) -> Result<(), String> {
        let kind = bytes.int()?;
        let labelled = bytes.int()? != 0;
        let missing = bytes.int()?;
        let print = bytes.int()?;
        bytes.int()?;
        let short = bytes.take(8)?.trim_ascii_end().to_vec();
        let mut label = Vec::new();
        if labelled {
            let length = bytes.length()?;
            label.extend_from_slice(bytes.take(length)?);
            bytes.take(length.next_multiple_of(4) - length)?;
        }
        let (range, count) = (missing < 0, missing.unsigned_abs().min(3));
        let mut missing = Vec::new();
        for _ in 0..count {
            let mut value = [0; 8];
            value.copy_from_slice(bytes.take(8)?);
            missing.push(value);
        }
        if kind >= 0 {
            let width = kind.min(255) as usize;
            let (at, format) = (self.pieces, (print >> 16) as u8);
            self.stored.push(Stored { short, width, at, format, label, missing, range });
        }
        self.pieces += 1;
        if self.pieces > VARIABLES { Err("it has too many variables".to_owned()) } else { Ok(()) }
    }

    fn value_labels(&mut self, bytes: &mut Bytes<'_>) -> Result<(), String> {
        let mut labels = Vec::new();
        for _ in 0..bytes.length()? {
            let mut value = [0; 8];
            value.copy_from_slice(bytes.take(8)?);
            let length = usize::from(bytes.take(1)?[0]);
            labels.push((value, bytes.take(length)?.to_vec()));
            bytes.take((length + 1).next_multiple_of(8) - length - 1)?;
        }
        if bytes.int()? != 4 {
            return Err("its value labels belong to no variables".to_owned());
        }
        let mut of = Vec::new();
        for _ in 0..bytes.length()? {
            of.push(bytes.length()?.saturating_sub(1));
        }
        self.labels.push((labels, of));
        Ok(())
    }

    fn extension(&mut self, bytes: &mut Bytes<'_>) -> Result<(), String> {
        let kind = bytes.int()?;
        let (size, count) = (bytes.length()?, bytes.length()?);
        let data = bytes.take(size.checked_mul(count).ok_or("it states a length that cannot be")?)?;
        let swapped = bytes.swapped;
        match kind {
            3 => {
                if let Some(code) = data.get(28..32) {
                    self.code_page = Bytes::new(code, 0, swapped).int()?;
                }
            }
            13 => self.long_names = data.to_vec(),
            14 => self.very_long = data.to_vec(),
            16 => {
                if let Some(cases) = data.get(8..16) {
                    self.cases = u64::try_from(Bytes::new(cases, 0, swapped).long()?).ok();
                }
            }
            20 => self.encoding = Some(data.to_vec()),
            21 => self.long_labels.push(data.to_vec()),
            22 => self.long_missing.push(data.to_vec()),
            _ => {}
        }
        Ok(())
    }

    fn encoding(&self) -> &'static Encoding {
        let named = self.encoding.as_ref().and_then(|name| Encoding::for_label(name));
        named.unwrap_or_else(|| match self.code_page {
            65001 => UTF_8,
            code @ (1250..=1258) => {
                Encoding::for_label(format!("windows-{code}").as_bytes()).unwrap_or(WINDOWS_1252)
            }
            code @ (28_592..=28_599) => {
                Encoding::for_label(format!("iso-8859-{}", code - 28_590).as_bytes()).unwrap_or(WINDOWS_1252)
            }
            _ => WINDOWS_1252,
        })
    }

    /// The variables by their names, long texts put together.
    fn variables(&self, encoding: &'static Encoding, swapped: bool) -> Result<Vec<Variable>, String> {
        let text = |bytes: &[u8]| {
            encoding.decode_without_bom_handling(bytes).0.trim_end_matches([' ', '\0']).to_owned()
        };
        let long = pairs(&text(&self.long_names));
        let widths = pairs(&text(&self.very_long));
        let mut variables: Vec<Variable> = Vec::new();
        let mut shorts = Vec::new();
        let mut stored = self.stored.iter();
        while let Some(one) = stored.next() {
            let short = text(&one.short);
            let width = widths.get(&short).and_then(|w| w.trim_matches(['\0', ' ']).parse::<usize>().ok());
            let width = width.filter(|w| *w > PIECE && one.width > 0);
            for _ in 1..width.map_or(1, |w| w.div_ceil(EACH)) {
                stored.next().ok_or("a long text lacks a piece")?;
            }
            variables.push(Variable {
                name: long.get(&short).cloned().unwrap_or_else(|| short.clone()),
                width: width.unwrap_or(one.width),
                at: one.at,
                format: one.format,
                label: text(&one.label),
                missing: Missing::of(&one.missing, (one.width, one.range), swapped, &text),
                ..Variable::default()
            });
            shorts.push(short);
        }
        for (labels, of) in &self.labels {
            for variable in variables.iter_mut().filter(|v| of.contains(&v.at)) {
                for (value, label) in labels {
                    if variable.width == 0 {
                        let number = Bytes::new(value, 0, swapped).number()?;
                        variable.labels.insert(number.to_bits(), text(label));
                    } else {
                        let length = variable.width.min(8);
                        variable.text_labels.insert(text(&value[..length]), text(label));
                    }
                }
            }
        }
        for data in &self.long_labels {
            long_labels(data, swapped, &shorts, &mut variables, &text)?;
        }
        for data in &self.long_missing {
            long_missing(data, swapped, &shorts, &mut variables, &text)?;
        }
        Ok(variables)
    }
}

/// Labels of texts longer than eight bytes.
fn long_labels(
    data: &[u8],
    swapped: bool,
    shorts: &[String],
    variables: &mut [Variable],
    text: &impl Fn(&[u8]) -> String,
) -> Result<(), String> {
    let mut bytes = Bytes::new(data, 0, swapped);
    while bytes.has(4) {
        let length = bytes.length()?;
        let name = text(bytes.take(length)?);
        bytes.int()?;
        let at = shorts.iter().zip(variables.iter()).position(|(short, v)| *short == name || v.name == name);
        for _ in 0..bytes.length()? {
            let length = bytes.length()?;
            let value = text(bytes.take(length)?);
            let length = bytes.length()?;
            let label = text(bytes.take(length)?);
            if let Some(at) = at {
                variables[at].text_labels.insert(value, label);
            }
        }
    }
    Ok(())
}

/// What is missing of texts longer than eight bytes: values of eight bytes at most.
fn long_missing(
    data: &[u8],
    swapped: bool,
    shorts: &[String],
    variables: &mut [Variable],
    text: &impl Fn(&[u8]) -> String,
) -> Result<(), String> {
    let mut bytes = Bytes::new(data, 0, swapped);
    while bytes.has(4) {
        let length = bytes.length()?;
        let name = text(bytes.take(length)?);
        let at = shorts.iter().zip(variables.iter()).position(|(short, v)| *short == name || v.name == name);
        let count = bytes.take(1)?[0];
        let length = bytes.length()?;
        for _ in 0..count {
            let value = text(bytes.take(length)?);
            if let Some(at) = at {
                variables[at].missing.texts.push(value);
            }
        }
    }
    Ok(())
}

/// `A=one<tab>B=two` as a table.
fn pairs(text: &str) -> BTreeMap<String, String> {
    let pair =
        |piece: &str| piece.split_once('=').map(|(a, b)| (a.to_owned(), b.trim_end_matches('\0').to_owned()));
    text.split('\t').filter_map(|piece| pair(piece.trim_start_matches('\0'))).collect()
}

impl Variable {
    /// Whether what is missing has labels as every other value has: then they are answers to choose from.
    pub(super) fn is_of_codes(&self) -> bool {
        let texts = self.text_labels.keys().any(|value| !self.missing.has_text(value));
        texts || self.labels.keys().any(|bits| !self.missing.has(f64::from_bits(*bits)))
    }

    /// The text of a case, its pieces put together.
    pub(super) fn text(&self, case: &[u8]) -> Vec<u8> {
        let mut text = Vec::with_capacity(self.width);
        let mut at = self.at * 8;
        while text.len() < self.width {
            let length = (self.width - text.len()).min(PIECE);
            let Some(piece) = case.get(at..at + length) else { break };
            text.extend_from_slice(piece);
            at += PIECE.next_multiple_of(8);
        }
        text
    }
}
