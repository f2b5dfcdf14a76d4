//! Remembers what a cell's bytes mean, so that each distinct text is worked out once.

use crate::base::text_key::{LONG, key, place};
use crate::intake::Cells;

/// Distinct texts remembered; beyond, texts are worked out anew.
const MOST: usize = 1 << 16;

/// One remembered text; the key 0 marks an empty slot.
#[derive(Clone, Copy, Default)]
struct Slot {
    key: u64,
    start: u32,
    length: u32,
    value: u64,
}

/// A small open-addressing map from bytes to a number.
pub(super) struct Memo {
    slots: Vec<Slot>,
    used: usize,
    texts: Vec<u8>,
}

impl Memo {
    /// An empty memo.
    pub(super) fn new() -> Self {
        Self { slots: vec![Slot::default(); 256], used: 0, texts: Vec::new() }
    }

    /// The value of a text; `work` is called when it is new.
    #[inline]
    pub(super) fn get(&mut self, text: &[u8], work: impl FnOnce(&[u8]) -> u64) -> u64 {
        let key = key(text);
        let mask = self.slots.len() - 1;
        let mut at = place(key) & mask;
        loop {
            let slot = &self.slots[at];
            if slot.key == key {
                let start = slot.start as usize;
                if key < LONG || &self.texts[start..start + slot.length as usize] == text {
                    return slot.value;
                }
            } else if slot.key == 0 {
                break;
            }
            at = (at + 1) & mask;
        }
        let value = work(text);
        self.remember(key, text, value);
        value
    }

    #[inline(never)]
    fn remember(&mut self, key: u64, text: &[u8], value: u64) {
        if self.used >= MOST {
            return;
        }
        if self.used * 2 >= self.slots.len() {
            let old = std::mem::take(&mut self.slots);
            self.slots = vec![Slot::default(); old.len() * 4];
            old.into_iter().filter(|s| s.key != 0).for_each(|s| self.put(s));
        }
        let start = self.texts.len() as u32;
        self.texts.extend_from_slice(text);
        self.put(Slot { key, start, length: text.len() as u32, value });
        self.used += 1;
    }

    fn put(&mut self, slot: Slot) {
        let mask = self.slots.len() - 1;
        let mut at = place(slot.key) & mask;
        while self.slots[at].key != 0 {
            at = (at + 1) & mask;
        }
        self.slots[at] = slot;
    }
}

/// Gives the value of each cell in the order of the rows, where `quick` does not know it by `work`, once per text.
pub(super) fn each(
    cells: Cells<'_>,
    quick: impl Fn(&[u8]) -> Option<u64>,
    mut work: impl FnMut(&[u8]) -> u64,
    mut take: impl FnMut(usize, u64),
) {
    let mut memo = Memo::new();
    let mut value = |cell: &[u8]| quick(cell).unwrap_or_else(|| memo.get(cell, &mut work));
    let Some((texts, numbers)) = cells.numbered() else {
        cells.iter().enumerate().for_each(|(row, cell)| take(row, value(cell)));
        return;
    };
    let mut known: Vec<Option<u64>> = vec![None; texts];
    for (row, number) in numbers.enumerate() {
        take(row, *known[number].get_or_insert_with(|| value(cells.get(row))));
    }
}

#[cfg(test)]
mod tests {
    use super::Memo;

    #[test]
    fn each_text_is_worked_out_once_and_remembered() {
        let texts: Vec<String> = (0..5000).map(|i| format!("{:0w$}", i, w = i % 23)).collect();
        let mut memo = Memo::new();
        let mut worked = 0;
        for _ in 0..2 {
            for (i, text) in texts.iter().enumerate() {
                let first = texts.iter().position(|t| t == text).unwrap_or(i) as u64;
                let value = memo.get(text.as_bytes(), |_| {
                    worked += 1;
                    first
                });
                assert_eq!(value, first);
            }
        }
        let distinct: std::collections::BTreeSet<&String> = texts.iter().collect();
        assert_eq!(worked, distinct.len());
    }
}
