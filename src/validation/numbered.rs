//! Texts that end in a number, as ids of records do: what stands before it is kept once for many, of each only the
//! number. The texts come back as they were.

use crate::base::text_key::hash;

/// Most digits of a number that is kept as one.
const DIGITS: usize = 9;
/// Most different beginnings.
const HEADS: usize = 1 << 8;

/// The texts of a column.
#[derive(Debug)]
pub(super) struct Numbered {
    /// What stands before the numbers, and how many digits these have.
    heads: Vec<(Vec<u8>, usize)>,
    /// Of each text the beginning; empty while there is only one.
    of: Vec<u8>,
    numbers: Vec<u32>,
}

impl Numbered {
    /// Of texts; nothing when they have too many different beginnings.
    pub(super) fn of<'c>(texts: impl Iterator<Item = &'c [u8]>) -> Option<Self> {
        let mut all =
            Self { heads: Vec::new(), of: Vec::new(), numbers: Vec::with_capacity(texts.size_hint().0) };
        let mut known: Vec<u64> = Vec::new();
        let mut last = 0;
        for text in texts {
            let digits = text.iter().rev().take(DIGITS).take_while(|b| b.is_ascii_digit()).count();
            let (head, number) = text.split_at(text.len() - digits);
            let is = |(own, length): &(Vec<u8>, usize)| *length == digits && own == head;
            if !all.heads.get(last).is_some_and(is) {
                let print = hash(head) ^ digits as u64;
                let found = known.iter().zip(&all.heads).position(|(own, head)| *own == print && is(head));
                last = found.unwrap_or(known.len());
                if last == HEADS {
                    return None;
                }
                if found.is_none() {
                    known.push(print);
                    all.heads.push((head.to_vec(), digits));
                }
            }
            if last > 0 && all.of.is_empty() {
                all.of = Vec::with_capacity(all.numbers.capacity());
                all.of.resize(all.numbers.len(), 0);
            }
            all.numbers.push(number.iter().fold(0, |n, digit| n * 10 + u32::from(digit - b'0')));
            if known.len() > 1 {
                all.of.push(last as u8);
            }
        }
        all.numbers.shrink_to_fit();
        all.of.shrink_to_fit();
        Some(all)
    }

    /// Writes a text in the place of what `out` holds.
    pub(super) fn write(&self, row: usize, out: &mut Vec<u8>) {
        out.clear();
        let head = self.of.get(row).map_or(0, |head| usize::from(*head));
        let Some((head, digits)) = self.heads.get(head) else { return };
        out.extend_from_slice(head);
        let start = out.len();
        out.resize(start + digits, b'0');
        let mut left = self.numbers[row];
        for digit in out[start..].iter_mut().rev() {
            *digit = b'0' + (left % 10) as u8;
            left /= 10;
        }
    }

    /// A text.
    pub(super) fn get(&self, row: usize) -> Vec<u8> {
        let mut text = Vec::new();
        self.write(row, &mut text);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn back(texts: &[String]) -> Option<Vec<String>> {
        let numbered = Numbered::of(texts.iter().map(String::as_bytes))?;
        let text = |row| String::from_utf8(numbered.get(row)).expect("text");
        Some((0..texts.len()).map(text).collect())
    }

    #[test]
    fn texts_come_back_as_they_were() {
        let odd = [
            "",
            "0",
            "00",
            "007",
            "7",
            "A",
            "A-",
            "A-1",
            "A-01",
            "999999999",
            "4294967295",
            "00000000000012",
            "é9",
        ];
        let odd: Vec<String> = odd.iter().map(|text| (*text).to_owned()).collect();
        assert_eq!(back(&odd), Some(odd.clone()));
        let late: Vec<String> =
            (0..1000).map(|i| format!("{}{i:04}", if i < 500 { "A-" } else { "B-" })).collect();
        assert_eq!(back(&late), Some(late.clone()));
        assert_eq!(back(&[]), Some(Vec::new()));
    }

    #[test]
    fn texts_with_many_beginnings_are_left_as_texts() {
        let texts = |n: usize| -> Vec<String> {
            (0..n).map(|i| format!("{:x}-{i}", i.wrapping_mul(0x9e37_79b9))).collect()
        };
        assert_eq!(back(&texts(5000)), None);
        let few: Vec<String> = (0..5000).map(|i| format!("{}/{i:05}", i % HEADS)).collect();
        assert_eq!(back(&few), Some(few.clone()));
        let more: Vec<String> = (0..5000).map(|i| format!("{}/{i:05}", i % (HEADS + 1))).collect();
        assert_eq!(back(&more), None);
    }
}
