//! The zip around a workbook.

use std::collections::BTreeMap;
use std::io::{BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::BytesStart;

/// Largest workbook, unpacked, in bytes.
const INSIDE_MAX: u64 = 4 << 30;
/// How many times smaller than its content a packed file can be at most.
const PACKED_AT_MOST: u64 = 1032;

/// A part of a workbook as XML.
pub(super) type Xml<'a> = Reader<BufReader<zip::read::ZipFile<'a, Cursor<Vec<u8>>>>>;

/// The parts of a workbook.
pub(super) struct Archive {
    zip: zip::ZipArchive<Cursor<Vec<u8>>>,
    /// Names in small letters with forward slashes, as some writers have them otherwise.
    parts: BTreeMap<String, usize>,
}

impl Archive {
    /// Opens the zip.
    pub(super) fn new(bytes: Vec<u8>) -> Result<Self, String> {
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| e.to_string())?;
        let mut parts = BTreeMap::new();
        for at in 0..zip.len() {
            if let Ok(entry) = zip.by_index_raw(at)
                && let Ok(name) = entry.name()
            {
                parts.insert(plain(&name), at);
            }
        }
        Ok(Self { zip, parts })
    }

    /// Whether there is such a part.
    pub(super) fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&plain(name))
    }

    /// A part, unpacked while it is read.
    pub(super) fn open(&mut self, name: &str) -> Result<Xml<'_>, String> {
        let at = self.parts.get(&plain(name)).ok_or_else(|| format!("its part `{name}` is missing"))?;
        let entry = self.zip.by_index(*at).map_err(|e| e.to_string())?;
        let mut xml = Reader::from_reader(BufReader::with_capacity(1 << 16, entry));
        xml.config_mut().check_end_names = false;
        xml.config_mut().expand_empty_elements = true;
        Ok(xml)
    }
}

fn plain(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

/// A place that is named from another: `../tables/table1.xml` of `xl/worksheets/sheet1.xml`.
pub(super) fn beside(part: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut folders: Vec<&str> = part.split('/').collect();
    folders.pop();
    for piece in target.split('/') {
        match piece {
            ".." => drop(folders.pop()),
            "." | "" => {}
            name => folders.push(name),
        }
    }
    folders.join("/")
}

/// The value of an attribute, whatever its prefix.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element.attributes().with_checks(false).flatten().find_map(|a| {
        let key = a.key.local_name();
        if key.as_ref() != name {
            return None;
        }
        Some(unescaped(a.value.as_ref()))
    })
}

/// The text of an attribute, its references resolved as far as they can be.
pub(super) fn unescaped(value: &str) -> String {
    quick_xml::escape::unescape(value).map_or_else(|_| value.to_owned(), std::borrow::Cow::into_owned)
}

/// Why a workbook must not be unpacked: it is far larger inside than any export of registrations. The
/// sizes that the container states can lie, so it is unpacked once and counted.
pub(super) fn swells(bytes: &[u8]) -> Option<String> {
    // Packed as tightly as can be, a small file cannot hold more.
    if (bytes.len() as u64).saturating_mul(PACKED_AT_MOST) <= INSIDE_MAX {
        return None;
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut left = INSIDE_MAX;
    for position in 0..archive.len() {
        let Ok(entry) = archive.by_index(position) else { continue };
        let size = std::io::copy(&mut entry.take(left + 1), &mut std::io::sink()).unwrap_or(0);
        match left.checked_sub(size) {
            Some(rest) => left = rest,
            None => {
                return Some(format!("the workbook holds more than {} GiB when unpacked", INSIDE_MAX >> 30));
            }
        }
    }
    None
}
