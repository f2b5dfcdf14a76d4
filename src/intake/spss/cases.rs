//! The cases of a file, unpacked one by one.

use super::bytes::Bytes;
use super::dictionary::{Dictionary, Packing};

/// Most bytes of all cases unpacked from blocks.
const UNPACKED_MAX: usize = 4 << 30;

/// The cases.
pub(super) struct Cases {
    bytes: Vec<u8>,
    at: usize,
    swapped: bool,
    bias: f64,
    codes: bool,
    pieces: usize,
    /// Codes of the next pieces.
    pending: [u8; 8],
    used: usize,
    left: Option<u64>,
    /// The case that was read last.
    pub case: Vec<u8>,
}

impl Cases {
    /// Goes to the first case.
    pub(super) fn new(bytes: Vec<u8>, at: usize, dictionary: &Dictionary) -> Result<Self, String> {
        let (bytes, at) = match dictionary.packing {
            Packing::Zlib => (blocks(&bytes, at, dictionary.swapped)?, 0),
            _ => (bytes, at),
        };
        Ok(Self {
            bytes,
            at,
            swapped: dictionary.swapped,
            bias: dictionary.bias,
            codes: dictionary.packing != Packing::None,
            pieces: dictionary.pieces,
            pending: [0; 8],
            used: 8,
            left: dictionary.cases,
            case: Vec::with_capacity(dictionary.pieces * 8),
        })
    }

    /// Reads the next case; gives whether there was one.
    pub(super) fn next(&mut self) -> Result<bool, String> {
        if self.left == Some(0) || self.pieces == 0 {
            return Ok(false);
        }
        self.case.clear();
        for piece in 0..self.pieces {
            let more = if self.codes { self.coded()? } else { self.raw() };
            if more {
                continue;
            }
            // How many cases there are may not be known; then they end with a whole one.
            return match self.left {
                None if piece == 0 => Ok(false),
                _ => Err("it ends in the middle of its cases: it was cut off".to_owned()),
            };
        }
        self.left = self.left.map(|left| left - 1);
        Ok(true)
    }

    fn raw(&mut self) -> bool {
        let Some(piece) = self.bytes.get(self.at..self.at + 8) else { return false };
        self.case.extend_from_slice(piece);
        self.at += 8;
        true
    }

    /// Unpacks one piece; gives whether there was one.
    fn coded(&mut self) -> Result<bool, String> {
        loop {
            if self.used == 8 {
                let Some(codes) = self.bytes.get(self.at..self.at + 8) else { return Ok(false) };
                self.pending.copy_from_slice(codes);
                self.at += 8;
                self.used = 0;
            }
            let code = self.pending[self.used];
            self.used += 1;
            let number = match code {
                0 => continue,
                252 => {
                    self.used -= 1;
                    return Ok(false);
                }
                253 => return Ok(self.raw()),
                254 => {
                    self.case.extend_from_slice(b"        ");
                    return Ok(true);
                }
                255 => -f64::MAX,
                code => f64::from(code) - self.bias,
            };
            let bytes = if self.swapped { number.to_be_bytes() } else { number.to_le_bytes() };
            self.case.extend_from_slice(&bytes);
            return Ok(true);
        }
    }

    /// The number at a piece of the case; nothing where it is missing.
    pub(super) fn number(&self, piece: usize) -> Option<f64> {
        let bytes = self.case.get(piece * 8..piece * 8 + 8)?;
        let number = Bytes::new(bytes, 0, self.swapped).number().ok()?;
        (number.is_finite() && number > -f64::MAX).then_some(number)
    }
}

/// Unpacks the blocks of a `.zsav` file.
fn blocks(all: &[u8], at: usize, swapped: bool) -> Result<Vec<u8>, String> {
    use std::io::Read;
    let place = |n: i64| usize::try_from(n).map_err(|_| "it states a place that cannot be".to_owned());
    let mut head = Bytes::new(all, at, swapped);
    head.long()?;
    let mut trailer = Bytes::new(all, place(head.long()?)?, swapped);
    trailer.take(20)?;
    let count = trailer.length()?;
    let mut unpacked = Vec::new();
    for _ in 0..count {
        trailer.take(8)?;
        let from = place(trailer.long()?)?;
        let size = trailer.length()?;
        let packed = trailer.length()?;
        let end = from.checked_add(packed).ok_or("it states a place that cannot be")?;
        let block = all.get(from..end).ok_or("it ends in the middle: it was cut off")?;
        if size > UNPACKED_MAX - unpacked.len() {
            return Err(format!("it holds more than {} GiB when unpacked", UNPACKED_MAX >> 30));
        }
        let before = unpacked.len();
        let mut reader = flate2::read::ZlibDecoder::new(block).take(size as u64);
        reader.read_to_end(&mut unpacked).map_err(|e| format!("a block cannot be unpacked: {e}"))?;
        if unpacked.len() - before != size {
            return Err("a block is shorter than it says".to_owned());
        }
    }
    Ok(unpacked)
}
