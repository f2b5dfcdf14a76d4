//! Where the cells of a column stand in the text. Most columns hold few different texts: then each is kept once, and
//! of a row only the number of its text, in one byte or two.

use crate::base::text_key::{LONG, key, place};

/// Most different texts that are numbered.
const MOST: usize = 1 << 16;
/// From so many different texts on they must repeat, as ids and moments hardly do.
const MANY: usize = 1 << 13;

/// Numbers of texts, by row.
#[derive(Debug, Clone)]
pub(super) enum Numbers {
    /// Of up to 256 texts.
    Narrow(Vec<u8>),
    /// Of up to [`MOST`].
    Wide(Vec<u16>),
}

impl Numbers {
    fn len(&self) -> usize {
        match self {
            Self::Narrow(numbers) => numbers.len(),
            Self::Wide(numbers) => numbers.len(),
        }
    }

    #[inline]
    fn get(&self, row: usize) -> usize {
        match self {
            Self::Narrow(numbers) => numbers[row].into(),
            Self::Wide(numbers) => numbers[row].into(),
        }
    }

    /// Makes room for a number that one byte does not hold.
    fn widen_for(&mut self, number: usize) {
        if let Self::Narrow(numbers) = self
            && number > usize::from(u8::MAX)
        {
            let mut wide = Vec::with_capacity(numbers.capacity());
            wide.extend(numbers.iter().map(|n| u16::from(*n)));
            *self = Self::Wide(wide);
        }
    }

    #[inline]
    fn push(&mut self, number: usize) {
        self.widen_for(number);
        match self {
            Self::Narrow(numbers) => numbers.push(number as u8),
            Self::Wide(numbers) => numbers.push(number as u16),
        }
    }

    fn set(&mut self, row: usize, number: usize) {
        self.widen_for(number);
        match self {
            Self::Narrow(numbers) => numbers[row] = number as u8,
            Self::Wide(numbers) => numbers[row] = number as u16,
        }
    }
}

/// Packed places of the cells of a column.
#[derive(Debug, Clone)]
pub(super) enum Spans {
    /// Of each row its own.
    Each(Vec<u64>),
    /// Of each row the number of one of some places.
    Few { places: Vec<u64>, numbers: Numbers },
}

impl Default for Spans {
    fn default() -> Self {
        Self::Each(Vec::new())
    }
}

impl Spans {
    /// Number of cells.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Each(spans) => spans.len(),
            Self::Few { numbers, .. } => numbers.len(),
        }
    }

    /// The place of a cell.
    #[inline]
    pub(super) fn get(&self, row: usize) -> u64 {
        match self {
            Self::Each(spans) => spans[row],
            Self::Few { places, numbers } => places[numbers.get(row)],
        }
    }

    /// Moves one cell to another place.
    pub(super) fn set(&mut self, row: usize, span: u64) {
        if let Self::Few { places, numbers } = self
            && places.len() < MOST
        {
            numbers.set(row, places.len());
            places.push(span);
            return;
        }
        self.spread();
        if let Self::Each(spans) = self {
            spans[row] = span;
        }
    }

    /// All places, each once where cells share it.
    pub(super) fn places_mut(&mut self) -> &mut [u64] {
        match self {
            Self::Each(spans) => spans,
            Self::Few { places, .. } => places,
        }
    }

    /// How many places there are, and the number of each cell's place.
    pub(super) fn numbered(&self) -> Option<(usize, impl Iterator<Item = usize> + use<'_>)> {
        match self {
            Self::Each(_) => None,
            Self::Few { places, numbers } => {
                Some((places.len(), (0..numbers.len()).map(|row| numbers.get(row))))
            }
        }
    }

    /// Gives each cell its own place.
    fn spread(&mut self) {
        if let Self::Few { places, numbers } = self {
            let mut spans = Vec::with_capacity(match numbers {
                Numbers::Narrow(numbers) => numbers.capacity(),
                Numbers::Wide(numbers) => numbers.capacity(),
            });
            spans.extend((0..numbers.len()).map(|row| places[numbers.get(row)]));
            *self = Self::Each(spans);
        }
    }
}

/// Puts the cells of a column behind each other.
#[derive(Debug)]
pub(super) struct Collector {
    spans: Spans,
    /// Key and number of each text, by its key; the key 0 marks an empty slot. Empty when texts are not numbered.
    slots: Vec<(u64, u32)>,
    /// Key of the last text that was asked for.
    key: u64,
}

impl Default for Collector {
    fn default() -> Self {
        Self::with_capacity(0)
    }
}

impl Collector {
    /// No cell, with room for so many.
    pub(super) fn with_capacity(rows: usize) -> Self {
        let numbers = Numbers::Narrow(Vec::with_capacity(rows));
        let spans = Spans::Few { places: Vec::new(), numbers };
        Self { spans, slots: vec![(0, 0); 64], key: 0 }
    }

    /// Adds a cell whose text stands somewhere already, and gives whether it does; `text` is what stands at a place.
    #[inline]
    pub(super) fn again<'t>(&mut self, cell: &[u8], text: impl Fn(u64) -> &'t [u8]) -> bool {
        let Spans::Few { places, numbers } = &mut self.spans else { return false };
        self.key = key(cell);
        let mask = self.slots.len() - 1;
        let mut at = place(self.key) & mask;
        loop {
            let (held, number) = self.slots[at];
            if held == 0 {
                return false;
            }
            if held == self.key && (held < LONG || text(places[number as usize]) == cell) {
                numbers.push(number as usize);
                return true;
            }
            at = (at + 1) & mask;
        }
    }

    /// Adds a cell whose text [`Self::again`] did not find.
    pub(super) fn push(&mut self, span: u64) {
        if let Spans::Few { places, numbers } = &mut self.spans {
            let number = places.len();
            if number < MOST && (number < MANY || 8 * number < 7 * numbers.len()) {
                places.push(span);
                numbers.push(number);
                self.remember(self.key, number as u32);
                return;
            }
            self.slots = Vec::new();
            self.spans.spread();
        }
        if let Spans::Each(spans) = &mut self.spans {
            spans.push(span);
        }
    }

    fn remember(&mut self, key: u64, number: u32) {
        if 2 * (number as usize + 1) > self.slots.len() {
            let old = std::mem::take(&mut self.slots);
            self.slots = vec![(0, 0); old.len() * 4];
            old.into_iter().filter(|(key, _)| *key != 0).for_each(|(key, number)| self.put(key, number));
        }
        self.put(key, number);
    }

    fn put(&mut self, key: u64, number: u32) {
        let mask = self.slots.len() - 1;
        let mut at = place(key) & mask;
        while self.slots[at].0 != 0 {
            at = (at + 1) & mask;
        }
        self.slots[at] = (key, number);
    }

    /// The places of all cells so far; they are no longer here.
    pub(super) fn finish(&mut self) -> Spans {
        std::mem::take(self).spans
    }

    /// The place of a cell.
    pub(super) fn get(&self, row: usize) -> Option<u64> {
        (row < self.spans.len()).then(|| self.spans.get(row))
    }
}

#[cfg(test)]
mod tests {
    use super::super::raw::{pack, unpack};
    use super::*;

    /// Collects texts as a reader does; gives the text and the places.
    fn collected(cells: &[String]) -> (Vec<u8>, Spans) {
        let mut text: Vec<u8> = Vec::new();
        let mut collector = Collector::default();
        for cell in cells {
            if !collector.again(cell.as_bytes(), |span| &text[unpack(span)]) {
                collector.push(pack(text.len(), cell.len()));
                text.extend_from_slice(cell.as_bytes());
            }
        }
        (text, collector.finish())
    }

    fn same(cells: &[String], text: &[u8], spans: &Spans) {
        assert_eq!(spans.len(), cells.len());
        for (row, cell) in cells.iter().enumerate() {
            assert_eq!(&text[unpack(spans.get(row))], cell.as_bytes(), "{row}");
        }
    }

    #[test]
    fn cells_are_what_was_put_in_however_many_differ() {
        for (different, times, few) in [
            (1, 1, true),
            (256, 1, true),
            (257, 1, true),
            (8_000, 1, true),
            (9_000, 1, false),
            (9_000, 2, true),
            (70_000, 2, false),
        ] {
            let number = |row: usize| row / times % different;
            let cells = (0..300_000).map(|row| format!("{:0w$}", number(row), w = number(row) % 9 + 1));
            let cells: Vec<String> = cells.collect();
            let (text, spans) = collected(&cells);
            same(&cells, &text, &spans);
            assert_eq!(matches!(spans, Spans::Few { .. }), few, "{different} {times}");
        }
    }

    #[test]
    fn a_cell_that_is_set_leaves_the_others_as_they_are() {
        for different in [2, 256, 3_000, 20_000] {
            let mut cells: Vec<String> = (0..20_000).map(|i| format!("text {}", i % different)).collect();
            let (mut text, mut spans) = collected(&cells);
            for row in [0, 7, 19_999] {
                let new = format!("corrected {row}");
                spans.set(row, pack(text.len(), new.len()));
                text.extend_from_slice(new.as_bytes());
                cells[row] = new;
            }
            same(&cells, &text, &spans);
        }
    }
}
