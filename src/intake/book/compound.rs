//! The compound file around an XLS workbook, looked over before it is read: some that are damaged make
//! `calamine` 0.38 take memory without end.

/// What stands at the end of a chain, and numbers above it, are no sectors.
const RESERVED: u32 = 0xffff_fffa;
/// Bytes of a sector of small parts.
const MINI: usize = 64;
/// Bytes of an entry of the directory.
const ENTRY: usize = 128;

struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    next: Vec<u32>,
}

fn number(bytes: &[u8], at: usize) -> Result<u32, String> {
    let four = bytes.get(at..at + 4).and_then(|b| b.first_chunk::<4>());
    four.map(|b| u32::from_le_bytes(*b)).ok_or_else(|| "it ends in the middle: it was cut off".to_owned())
}

/// Fails with what is wrong; gives the stream of the workbook, where there is one. What is no compound file is not
/// looked at.
pub(super) fn look_over(bytes: &[u8]) -> Result<Vec<u8>, String> {
    if !bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Ok(Vec::new());
    }
    let sector = if number(bytes, 30)? & 0xffff == 12 { 4096 } else { 512 };
    let mut compound = Compound { bytes, sector, next: Vec::new() };
    compound.tables()?;
    let most = bytes.len();
    let (minis, mini_start) = (number(bytes, 64)? as usize, number(bytes, 60)?);
    if minis.saturating_mul(sector) > most.saturating_add(sector) {
        return Err("it states a size that it has not".to_owned());
    }
    let mut small = Vec::new();
    for at in chain(mini_start, &compound.next)? {
        compound.entries(at, &mut small);
    }
    let (mut container, mut books) = (Vec::new(), Vec::new());
    for at in chain(number(bytes, 48)?, &compound.next)? {
        let place = compound.place(at);
        let entries = bytes.get(place..bytes.len().min(place + sector)).unwrap_or_default();
        for entry in entries.chunks_exact(ENTRY).filter(|entry| matches!(entry[66], 2 | 5)) {
            if number(entry, 120)? as usize > most {
                return Err("a part of it states a size that it has not".to_owned());
            }
            // Parts below 4096 bytes lie in another table.
            let large = number(entry, 120)? >= 4096 || entry[66] == 5;
            let sectors = chain(number(entry, 116)?, if large { &compound.next } else { &small })?;
            match workbook(entry) {
                Some(preferred) => books.push((!preferred, large, sectors, number(entry, 120)? as usize)),
                None if entry[66] == 5 && container.is_empty() => container = sectors,
                None => {}
            }
        }
    }
    // Of two with one name the first is read.
    books.sort_by_key(|(other, ..)| *other);
    let Some((_, large, sectors, length)) = books.into_iter().next() else { return Ok(Vec::new()) };
    let mut stream = if large {
        compound.bytes_of(&sectors)
    } else {
        let all = compound.bytes_of(&container);
        let mini = |at: &u32| all.get(*at as usize * MINI..).map(|rest| &rest[..rest.len().min(MINI)]);
        sectors.iter().filter_map(mini).flatten().copied().collect()
    };
    stream.truncate(length);
    Ok(stream)
}

/// Whether an entry is a stream of a workbook, and whether it is the one that goes before others.
fn workbook(entry: &[u8]) -> Option<bool> {
    let name: String = entry[..64].chunks(2).map(|c| char::from(c[0])).take_while(|c| *c != '\0').collect();
    let is = |wanted: &str| entry[66] == 2 && name.eq_ignore_ascii_case(wanted);
    (is("Workbook") || is("Book")).then(|| is("Workbook"))
}

impl Compound<'_> {
    fn place(&self, sector: u32) -> usize {
        (sector as usize + 1).saturating_mul(self.sector)
    }

    /// Reads which sector follows which.
    fn tables(&mut self) -> Result<(), String> {
        let most = self.bytes.len() / self.sector + 1;
        let mut tables: Vec<u32> =
            (0..109).map(|i| number(self.bytes, 76 + i * 4)).collect::<Result<_, _>>()?;
        let mut more = number(self.bytes, 68)?;
        let mut steps = 0;
        while more < RESERVED {
            steps += 1;
            if steps > most {
                return Err("its parts do not hold together".to_owned());
            }
            let place = self.place(more);
            let entries = self.sector / 4 - 1;
            for i in 0..entries {
                tables.push(number(self.bytes, place.saturating_add(i * 4))?);
            }
            more = number(self.bytes, place.saturating_add(entries * 4))?;
        }
        for table in tables.into_iter().filter(|t| *t < RESERVED) {
            let mut next = std::mem::take(&mut self.next);
            self.entries(table, &mut next);
            self.next = next;
        }
        Ok(())
    }

    /// The bytes of sectors, one behind the other.
    fn bytes_of(&self, sectors: &[u32]) -> Vec<u8> {
        let sector = |at: &u32| {
            let place = self.place(*at);
            self.bytes
                .get(place.min(self.bytes.len())..self.bytes.len().min(place.saturating_add(self.sector)))
        };
        sectors.iter().filter_map(sector).flatten().copied().collect()
    }

    /// Appends the entries of a sector that is a table. The last sector of a file may be short.
    fn entries(&self, sector: u32, table: &mut Vec<u32>) {
        let place = self.place(sector);
        let entries = (0..self.sector / 4).map(|i| number(self.bytes, place.saturating_add(i * 4)));
        table.extend(entries.map(|entry| entry.unwrap_or(u32::MAX)));
    }
}

/// The sectors of a chain.
fn chain(start: u32, next: &[u32]) -> Result<Vec<u32>, String> {
    let mut chain = Vec::new();
    let mut at = start;
    while at < RESERVED {
        if chain.len() > next.len() {
            return Err("its parts do not hold together".to_owned());
        }
        chain.push(at);
        match next.get(at as usize) {
            Some(next) => at = *next,
            None => break,
        }
    }
    Ok(chain)
}

#[cfg(test)]
mod tests {
    use super::look_over;

    /// A file of three sectors with an empty directory.
    fn sound() -> Vec<u8> {
        let mut bytes = vec![0xff_u8; 512 * 3];
        bytes[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
        bytes[30..32].copy_from_slice(&[9, 0]);
        bytes[64..68].fill(0);
        bytes[76..80].fill(0);
        bytes[48..52].copy_from_slice(&[1, 0, 0, 0]);
        bytes[512 + 4..512 + 8].copy_from_slice(&[0xfe, 0xff, 0xff, 0xff]);
        bytes
    }

    #[test]
    fn a_file_that_was_cut_off_is_refused() {
        let bytes = sound();
        assert_eq!(look_over(&bytes), Ok(Vec::new()));
        assert!(look_over(&bytes[..60]).is_err());
        assert_eq!(look_over(b"text"), Ok(Vec::new()));
    }
}
