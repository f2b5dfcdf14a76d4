//! What tells the records of a file apart until all files of a line are joined: ids and keys of contacts.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::OnceLock;

use crate::base::text_key::hash;
use crate::base::{Place, fold};
use crate::config::{FileMap, Helpline, OfRows, RowRules, Silent};
use crate::intake::{Cells, RawTable, read};

use super::file::Chunk;
use super::numbered::Numbered;
use super::rows::Rows;
use super::rules;

/// Stands between the columns of an id or key that has several.
const BETWEEN: u8 = 0x1f;

/// A file that can be read again.
#[derive(Debug)]
struct Again {
    path: PathBuf,
    root: PathBuf,
    map: FileMap,
    raw: OnceLock<Option<RawTable>>,
}

/// The ids and keys of a file.
#[derive(Debug)]
pub(super) struct Keys {
    /// The file with only the columns of ids and keys.
    raw: RawTable,
    /// Rows of the file that count; `None`: all.
    kept: Option<Vec<u32>>,
    /// Whether the text of its records may be repeated.
    pub repeatable: bool,
    id: Vec<usize>,
    key: Vec<usize>,
    /// How its rows become contacts.
    pub rules: RowRules,
    /// What is said of targets for rows of one contact.
    pub of_rows: BTreeMap<String, OfRows>,
    /// Which texts name nobody.
    nobody: Nobody,
    /// Where the records stand, when their text was forgotten.
    again: Option<Again>,
    /// By column, its cells where they are kept as numbers.
    numbered: Vec<Option<Numbered>>,
}

/// The cells of a column as they are kept.
#[derive(Clone, Copy)]
enum Held<'k> {
    Text(Cells<'k>),
    Numbered(&'k Numbered),
}

impl<'k> Held<'k> {
    fn get(self, row: usize) -> Cow<'k, [u8]> {
        match self {
            Self::Text(cells) => Cow::Borrowed(cells.get(row)),
            Self::Numbered(numbered) => Cow::Owned(numbered.get(row)),
        }
    }
}

impl Keys {
    /// Of a file that was typed; its other cells are forgotten.
    pub(super) fn new(mut raw: RawTable, kept: Option<Vec<u32>>, map: &FileMap, line: &Helpline) -> Self {
        let (ids, keys) = (map.id_columns(), &map.rows.count_by);
        let all: Vec<Vec<String>> = ids.iter().chain(keys).cloned().collect();
        raw.keep_only(&all);
        let places = |columns: &[Vec<String>]| -> Vec<usize> {
            let place = |names: &Vec<String>| {
                let column = raw.column(names)?.number;
                raw.columns.iter().position(|c| c.number == column)
            };
            columns.iter().filter_map(place).collect()
        };
        let of_rows = map.columns.iter().filter_map(|c| Some((c.target.clone(), c.of_rows?))).collect();
        Self {
            id: places(&ids),
            key: places(keys),
            raw,
            kept,
            repeatable: !map.holds_numbers(),
            rules: map.rows.clone(),
            of_rows,
            nobody: Nobody::of(line),
            again: None,
            numbered: Vec::new(),
        }
    }

    /// Whether its records have ids that say which is which.
    pub(super) fn has_ids(&self) -> bool {
        // Rows of one contact share what counts them.
        !self.id.is_empty() && self.id != self.key
    }

    /// Whether its rows are counted by a key.
    pub(super) fn has_keys(&self) -> bool {
        !self.key.is_empty()
    }

    /// The names of the columns that count contacts.
    pub(super) fn key_names(&self) -> String {
        self.key.iter().map(|at| self.raw.columns[*at].name.as_str()).collect::<Vec<_>>().join("`, `")
    }

    /// The row in the file of a row that counts.
    fn row(&self, row: usize) -> usize {
        self.kept.as_ref().map_or(row, |kept| kept[row] as usize)
    }

    /// The cells of a column.
    fn held(&self, column: usize) -> Held<'_> {
        match self.numbered.get(column) {
            Some(Some(numbered)) => Held::Numbered(numbered),
            _ => Held::Text(self.raw.cells(&self.raw.columns[column])),
        }
    }

    /// Gives the hash of each row's id, where it has one.
    pub(super) fn id_hashes(&self, rows: usize, mut take: impl FnMut(u64)) {
        let ids = self.ids();
        let only = match self.id[..] {
            [only] => self.numbered.get(only).and_then(Option::as_ref),
            _ => None,
        };
        let mut id = Vec::new();
        for row in 0..rows {
            match only {
                Some(numbered) => {
                    numbered.write(self.row(row), &mut id);
                    if !id.is_empty() && !self.nobody.is_word(&id) {
                        take(hash(&id));
                    }
                }
                None => {
                    let id = ids(row);
                    if !id.is_empty() {
                        take(hash(&id));
                    }
                }
            }
        }
    }

    /// The texts of some columns, row by row; nothing without columns.
    fn texts<'k>(&'k self, columns: &[usize]) -> impl Fn(usize) -> Cow<'k, [u8]> + use<'k> {
        let cells: Vec<Held<'k>> = columns.iter().map(|at| self.held(*at)).collect();
        move |row| {
            let row = self.row(row);
            match &cells[..] {
                [] => Cow::Borrowed(&[]),
                [only] => only.get(row),
                several => {
                    let cells: Vec<Cow<[u8]>> = several.iter().map(|cells| cells.get(row)).collect();
                    if cells.iter().all(|c| c.is_empty()) {
                        return Cow::Borrowed(&[]);
                    }
                    Cow::Owned(cells.join(&BETWEEN))
                }
            }
        }
    }

    /// The ids of the rows; empty where there is none, or a word that says so.
    pub(super) fn ids<'k>(&'k self) -> impl Fn(usize) -> Cow<'k, [u8]> {
        let texts = self.texts(&self.id);
        move |row| {
            let id = texts(row);
            if self.nobody.is_word(&id) { Cow::Borrowed(&[]) } else { id }
        }
    }

    /// The keys of the rows' contacts; empty where there is none, or one that names nobody.
    pub(super) fn keys<'k>(&'k self) -> impl Fn(usize) -> Cow<'k, [u8]> {
        let texts = self.texts(&self.key);
        move |row| {
            let key = texts(row);
            let nobody = key.split(|b| *b == BETWEEN).all(|part| self.nobody.is(part));
            if nobody { Cow::Borrowed(&[]) } else { key }
        }
    }

    /// Where a row stands; the column is that of its id, where it has one.
    pub(super) fn place(&self, row: usize) -> Place {
        let line = self.raw.line(self.row(row));
        let file = self.raw.file.path.as_str();
        match self.id.first().or(self.key.first()) {
            Some(at) => Place::at(file, line, self.raw.columns[*at].number),
            None => Place::line(file, line),
        }
    }

    /// The record of a row as it stands in the file, where that may be repeated.
    pub(super) fn record(&self, row: usize) -> String {
        if !self.repeatable {
            return String::new();
        }
        let raw = match &self.again {
            None => Some(&self.raw),
            Some(again) => again.raw.get_or_init(|| read(&again.path, &again.map, &again.root).ok()).as_ref(),
        };
        raw.map(|raw| raw.record_text(self.row(row))).unwrap_or_default()
    }

    /// Forgets the text of the records: hardly ever is one repeated, and then its file is read again.
    pub(super) fn forget_records(&mut self, path: PathBuf, root: PathBuf, map: FileMap) {
        let numbered = |column| Numbered::of(self.raw.cells(column).iter());
        self.numbered = self.raw.columns.iter().map(numbered).collect();
        for at in (0..self.numbered.len()).filter(|at| self.numbered[*at].is_some()) {
            self.raw.forget_cells(at);
        }
        self.raw.forget_records();
        self.again = Some(Again { path, root, map, raw: OnceLock::new() });
    }

    /// Keeps the rows that `kept` names, in its order.
    pub(super) fn keep(&mut self, kept: &[usize]) {
        self.kept = Some(kept.iter().map(|row| self.row(*row) as u32).collect());
    }
}

/// Texts that name nobody where a key or an id stands: words that say nothing, zeros as programs write them for no
/// other record, and what the line names.
#[derive(Debug)]
pub(super) struct Nobody {
    withheld: Vec<String>,
    silent: Silent,
}

/// Words that say of a key that there is none; in a code list they can be an answer.
const NO_SUCH: [&str; 9] =
    ["n.v.t.", "n.v.t", "nvt", "geen", "niet van toepassing", "sans objet", "s.o.", "keine", "none given"];

impl Nobody {
    pub(super) fn of(line: &Helpline) -> Self {
        Self { withheld: line.caller_number.withheld.clone(), silent: line.silent.clone() }
    }

    /// Whether a text names nobody. A number does, but for zero: a line's own words for other columns, such as
    /// 999, can be the number of a record.
    pub(super) fn is(&self, text: &[u8]) -> bool {
        let text = text.trim_ascii();
        if text.is_empty() {
            return true;
        }
        if text.iter().any(|b| matches!(b, b'1'..=b'9')) {
            return false;
        }
        if text.contains(&b'0') {
            return text.iter().all(|b| matches!(b, b'0' | b'.' | b',' | b'-' | b'{' | b'}'));
        }
        let folded = fold(&String::from_utf8_lossy(&text[..text.len().min(60)]));
        self.withheld.contains(&folded)
            || NO_SUCH.contains(&folded.as_str())
            || self.silent.of(&folded).is_some()
    }
}

impl Nobody {
    /// Whether a text says in words that there is none: zero can be the id of a record.
    pub(super) fn is_word(&self, text: &[u8]) -> bool {
        // Most ids end in a digit.
        if text.last().is_some_and(u8::is_ascii_digit) {
            return false;
        }
        !text.iter().any(u8::is_ascii_digit) && !text.contains(&BETWEEN) && self.is(text)
    }
}

/// Tells of rows without a key: each is a contact by itself.
pub(super) fn missing_keys(rows: &mut Rows) {
    let raw = rows.raw;
    let columns: Vec<_> = rows.map.rows.count_by.iter().filter_map(|names| raw.column(names)).collect();
    let [column] = columns[..] else { return };
    let nobody = Nobody::of(rows.line);
    let cells = raw.cells(column);
    let mut without: Vec<usize> = (0..raw.rows()).filter(|row| nobody.is(cells.get(*row))).collect();
    // A numbering that begins at 0 has one such row.
    let is_zero = |row: &usize| cells.get(*row).contains(&b'0');
    if without.iter().filter(|row| is_zero(row)).count() == 1 {
        without.retain(|row| !is_zero(row));
    }
    for row in without {
        rows.warn_part(row, rules::NO_KEY, column, b"", || {
            let what = "nothing here says which contact this row belongs to; it counts as one by itself";
            (what.to_owned(), Some("fill it in, or name another column under `count_by:`".to_owned()))
        });
    }
}

/// A row for each row of some chunks: the first with the same text. Rows without a text stand for themselves.
/// Rows are numbered over all chunks. `texts` gives nothing for a chunk that takes no part.
pub(super) fn leaders<'c, T: Fn(usize) -> Cow<'c, [u8]>>(
    chunks: &'c [Chunk],
    texts: impl Fn(&'c Chunk) -> Option<T>,
    mut found: impl FnMut(usize, usize),
) {
    let total: usize = chunks.iter().map(Chunk::rows).sum();
    // Slots hold 1 + the number of a row, counted over all chunks, behind part of its text's hash.
    let mask = (total * 4 / 3 + 1).next_power_of_two() - 1;
    let mut slots = vec![0_u64; mask + 1];
    let locate = Locate::new(chunks);
    let texts: Vec<Option<T>> = chunks.iter().map(texts).collect();
    let own_file = |at: usize| chunks[at].keys.rules.unique_in_file;
    for (at, text) in texts.iter().enumerate() {
        let Some(text) = text else { continue };
        for row in 0..chunks[at].rows() {
            let own = text(row);
            if own.is_empty() {
                continue;
            }
            let hash = hash(&own);
            let tag = hash & !0xffff_ffff;
            let mut slot = hash as usize & mask;
            let number = locate.number(at, row);
            loop {
                let held = slots[slot];
                if held == 0 {
                    slots[slot] = tag | (number + 1) as u64;
                    break;
                }
                if held & !0xffff_ffff == tag {
                    let earlier = (held & 0xffff_ffff) as usize - 1;
                    let (other, row) = locate.row(earlier);
                    let apart = other != at && (own_file(at) || own_file(other));
                    if !apart && texts[other].as_ref().is_some_and(|text| text(row) == own) {
                        found(number, earlier);
                        break;
                    }
                }
                slot = (slot + 1) & mask;
            }
        }
    }
}

/// Whether two rows may have one id: the hashes of their ids are equal. Of most lines no two are, and then their
/// texts need not be looked at again.
pub(super) fn ids_repeat(chunks: &[Chunk]) -> bool {
    let total = chunks.iter().map(Chunk::rows).sum();
    let mut hashes: Vec<u64> = Vec::with_capacity(total);
    for chunk in chunks.iter().filter(|chunk| chunk.keys.has_ids()) {
        chunk.keys.id_hashes(chunk.rows(), |hash| hashes.push(hash));
    }
    hashes.sort_unstable();
    hashes.windows(2).any(|pair| pair[0] == pair[1])
}

/// Numbers of rows over all chunks.
pub(super) struct Locate(Vec<usize>);

impl Locate {
    pub(super) fn new(chunks: &[Chunk]) -> Self {
        let mut firsts = Vec::with_capacity(chunks.len());
        let mut next = 0;
        for chunk in chunks {
            firsts.push(next);
            next += chunk.rows();
        }
        Self(firsts)
    }

    /// The number of a row of a chunk.
    pub(super) fn number(&self, chunk: usize, row: usize) -> usize {
        self.0[chunk] + row
    }

    /// The chunk and row of a number.
    pub(super) fn row(&self, number: usize) -> (usize, usize) {
        let chunk = self.0.partition_point(|&first| first <= number) - 1;
        (chunk, number - self.0[chunk])
    }
}
