//! Cells of XLSB that leave out their column, as it is the one behind the cell before. `calamine` passes over
//! such cells without a word, so they are written out first.

use std::io::{Cursor, Read, Write};

/// First and last kind of record of a cell without its column.
const SHORT: std::ops::RangeInclusive<u16> = 12..=18;
/// The kind of a record that begins a row.
const ROW: u16 = 0;
/// What is taken off the kind of a cell without column to get that of one with it.
const APART: u16 = 11;
/// Most bytes of a worksheet that are looked through.
const PART_MAX: u64 = 2 << 30;

/// One record: its kind, and where its content and the next one begin.
struct Record {
    kind: u16,
    content: usize,
    end: usize,
}

/// Reads the head of a record.
fn record(bytes: &[u8], at: usize) -> Option<Record> {
    let first = *bytes.get(at)?;
    let (kind, mut next) = if first & 0x80 == 0 {
        (u16::from(first), at + 1)
    } else {
        (u16::from(first & 0x7f) | (u16::from(*bytes.get(at + 1)? & 0x7f) << 7), at + 2)
    };
    let mut length = 0;
    for shift in 0..4 {
        let byte = *bytes.get(next)?;
        next += 1;
        length |= usize::from(byte & 0x7f) << (7 * shift);
        if byte & 0x80 == 0 {
            break;
        }
    }
    let end = next.checked_add(length).filter(|end| *end <= bytes.len())?;
    Some(Record { kind, content: next, end })
}

/// A worksheet in which every cell names its column; nothing where all do already.
fn sheet(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len() * 2);
    let (mut at, mut column, mut changed) = (0, 0_u32, false);
    while let Some(record) = record(bytes, at) {
        let content = &bytes[record.content..record.end];
        match record.kind {
            ROW => column = 0,
            1..=11 => {
                let own = content.first_chunk().map_or(column, |b| u32::from_le_bytes(*b));
                column = own.saturating_add(1);
            }
            kind if SHORT.contains(&kind) => {
                changed = true;
                out.push((kind - APART) as u8);
                let mut length = content.len() + 4;
                while length >= 0x80 {
                    out.push((length & 0x7f) as u8 | 0x80);
                    length >>= 7;
                }
                out.push(length as u8);
                out.extend_from_slice(&column.to_le_bytes());
                out.extend_from_slice(content);
                column = column.saturating_add(1);
                at = record.end;
                continue;
            }
            _ => {}
        }
        out.extend_from_slice(&bytes[at..record.end]);
        at = record.end;
    }
    out.extend_from_slice(&bytes[at..]);
    changed.then_some(out)
}

/// The workbook with every cell written out; the same where every one was.
pub(super) fn written_out(bytes: Vec<u8>) -> Result<Vec<u8>, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes.as_slice())).map_err(|e| e.to_string())?;
    let (mut parts, mut changed) = (Vec::new(), false);
    for at in 0..archive.len() {
        let Ok(entry) = archive.by_index(at) else { continue };
        let Ok(name) = entry.name().map(std::borrow::Cow::into_owned) else { continue };
        let mut part = Vec::new();
        entry.take(PART_MAX).read_to_end(&mut part).map_err(|e| e.to_string())?;
        let lower = name.to_lowercase();
        if lower.contains("worksheets/")
            && lower.ends_with(".bin")
            && let Some(new) = sheet(&part)
        {
            (part, changed) = (new, true);
        }
        parts.push((name, part));
    }
    if !changed {
        return Ok(bytes);
    }
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Stored)
        .large_file(true);
    for (name, part) in parts {
        writer.start_file(name, options).map_err(|e| e.to_string())?;
        writer.write_all(&part).map_err(|e| e.to_string())?;
    }
    Ok(writer.finish().map_err(|e| e.to_string())?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::sheet;

    #[test]
    fn cells_without_a_column_get_the_one_behind_the_cell_before() {
        let row = [0_u8, 1, 9];
        let full = [5_u8, 16, 2, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1];
        let short = [16_u8, 12, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1];
        let mut behind = full;
        behind[2] = 3;
        let mut first = full;
        first[2] = 0;
        let given = [&row[..], &full, &short, &row, &short].concat();
        let expected = [&row[..], &full, &behind, &row, &first].concat();
        assert_eq!(sheet(&given), Some(expected));
        assert_eq!(sheet(&[&row[..], &full].concat()), None);
    }
}
