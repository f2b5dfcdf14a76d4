//! The records of an XLS workbook, looked over before they are read: for some worksheets that are damaged `calamine`
//! 0.38 asks for more memory than there is, which ends the program.
//!
//! Records: [MS-XLS] 2.1.4; a type and a length of two bytes each, then the data.

use super::legacy::AREA_MAX;

const BOUND_SHEET: u16 = 0x0085;
const DIMENSIONS: u16 = 0x0200;
const BOF: u16 = 0x0809;
const EOF: u16 = 0x000a;

/// The records of a substream, from its BOF to its EOF; those of a substream within (a chart) are left out.
struct Records<'a> {
    rest: &'a [u8],
    begun: bool,
    depth: usize,
}

fn short(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from(u16::from_le_bytes(*bytes.get(at..at + 2)?.first_chunk()?)))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..at + 4)?.first_chunk()?))
}

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (kind, length) = (short(self.rest, 0)? as u16, short(self.rest, 2)? as usize);
            let data = self.rest.get(4..4 + length)?;
            self.rest = &self.rest[4 + length..];
            match kind {
                BOF if self.begun => self.depth += 1,
                BOF => self.begun = true,
                EOF if self.depth == 0 => return None,
                EOF => self.depth -= 1,
                _ if self.depth == 0 => return Some((kind, data)),
                _ => {}
            }
        }
    }
}

fn records(stream: &[u8], from: usize) -> Records<'_> {
    Records { rest: stream.get(from..).unwrap_or_default(), begun: false, depth: 0 }
}

/// Cells of the rectangle that a DIMENSIONS record states, as the reader counts them; nothing when it is none.
fn area(data: &[u8]) -> Option<u64> {
    let (first_row, last_row, first, last) = match data.len() {
        10 => (short(data, 0)?, short(data, 2)?, short(data, 4)?, short(data, 6)?),
        14 | 16 => (long(data, 0)?, long(data, 4)?, short(data, 8)?, short(data, 10)?),
        _ => return None,
    };
    let first = if first > 0xff || last < first { 0 } else { first };
    if last_row == 0 || last == 0 {
        return Some(1);
    }
    let rows = last_row.checked_sub(first_row).map_or(u64::MAX, u64::from);
    let columns = last.checked_sub(first).map_or(u64::MAX, u64::from);
    Some(rows.saturating_mul(columns))
}

/// Fails when a worksheet states a size that cannot be.
pub(super) fn look_over(stream: &[u8]) -> Result<(), String> {
    let sheets = records(stream, 0).filter(|(kind, _)| *kind == BOUND_SHEET);
    for start in sheets.filter_map(|(_, data)| long(data, 0)) {
        let mut sizes = records(stream, start as usize).filter(|(kind, _)| *kind == DIMENSIONS);
        if sizes.any(|(_, data)| area(data).is_some_and(|area| area > AREA_MAX)) {
            return Err("a worksheet states a size that it cannot have; open it in a spreadsheet program and save it \
                        again"
                .to_owned());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{area, look_over};

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).expect("a short record");
        [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
    }

    fn rectangle(rows: (u32, u32), columns: (u16, u16)) -> Vec<u8> {
        let all = [
            &rows.0.to_le_bytes()[..],
            &rows.1.to_le_bytes(),
            &columns.0.to_le_bytes(),
            &columns.1.to_le_bytes(),
        ];
        [&all.concat()[..], &[0; 2]].concat()
    }

    /// A workbook of one sheet with a chart within, behind which its size is stated.
    fn workbook(size: &[u8]) -> Vec<u8> {
        let sheet = |at: u32| [&at.to_le_bytes()[..], &[0, 0, 1, 0, b'A']].concat();
        let globals =
            |at| [record(0x0809, &[0; 16]), record(0x0085, &sheet(at)), record(0x000a, &[])].concat();
        let start = u32::try_from(globals(0).len()).expect("a short stream");
        let chart = [record(0x0809, &[0; 16]), record(0x000a, &[])].concat();
        let own = [record(0x0809, &[0; 16]), chart, record(0x0200, size), record(0x000a, &[])].concat();
        [globals(start), own].concat()
    }

    #[test]
    fn sizes_are_those_of_the_rectangle() {
        assert_eq!(area(&rectangle((0, 1200), (0, 14))), Some(16_800));
        assert_eq!(area(&rectangle((3, 10), (2, 5))), Some(21));
        assert_eq!(area(&rectangle((0, 0), (0, 0))), Some(1), "an empty sheet");
        assert_eq!(area(&[0; 3]), None);
    }

    #[test]
    fn a_size_that_cannot_be_is_refused() {
        assert_eq!(look_over(&workbook(&rectangle((0, 65_536), (0, 256)))), Ok(()));
        assert!(look_over(&workbook(&rectangle((0, 70_000_000), (0, 1)))).is_err());
        assert_eq!(look_over(b""), Ok(()));
    }
}
