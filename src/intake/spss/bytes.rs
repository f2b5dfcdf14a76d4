//! Numbers and texts of a file, in either order of bytes, never behind its end.

/// Walks through bytes.
pub(super) struct Bytes<'a> {
    bytes: &'a [u8],
    pub at: usize,
    pub swapped: bool,
}

impl<'a> Bytes<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize, swapped: bool) -> Self {
        Self { bytes, at, swapped }
    }

    /// The next so many bytes.
    pub(super) fn take(&mut self, length: usize) -> Result<&'a [u8], String> {
        let end = self.at.checked_add(length).filter(|end| *end <= self.bytes.len());
        let end = end.ok_or("it ends in the middle: it was cut off")?;
        let piece = &self.bytes[self.at..end];
        self.at = end;
        Ok(piece)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], String> {
        let mut bytes = [0; N];
        bytes.copy_from_slice(self.take(N)?);
        if self.swapped {
            bytes.reverse();
        }
        Ok(bytes)
    }

    pub(super) fn int(&mut self) -> Result<i32, String> {
        Ok(i32::from_le_bytes(self.array()?))
    }

    pub(super) fn long(&mut self) -> Result<i64, String> {
        Ok(i64::from_le_bytes(self.array()?))
    }

    pub(super) fn number(&mut self) -> Result<f64, String> {
        Ok(f64::from_le_bytes(self.array()?))
    }

    /// A number that says how many bytes or things follow.
    pub(super) fn length(&mut self) -> Result<usize, String> {
        usize::try_from(self.int()?).map_err(|_| "it states a length below zero".to_owned())
    }

    /// Whether so many bytes are left.
    pub(super) fn has(&self, length: usize) -> bool {
        self.bytes.len().saturating_sub(self.at) >= length
    }
}
