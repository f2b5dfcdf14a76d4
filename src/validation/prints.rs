//! A fingerprint of each row, from all that was read of it but ids and keys of contacts, which can be others in
//! every export. 32 bits are enough for stretches of rows.

use super::file::Chunk;
use super::registrations::Registrations;
use super::times::Times;

fn mix(print: &mut u32, value: u32) {
    let mixed = (print.rotate_left(5) ^ value).wrapping_mul(0x9e37_79b1);
    *print = mixed ^ (mixed >> 15);
}

/// Fingerprints of the moments alone.
pub(super) fn of_moments(times: &Times) -> Vec<u32> {
    let moments = times.days().iter().zip(times.seconds());
    moments.map(|(day, second)| day.wrapping_mul(0x85eb_ca6b) ^ second.wrapping_mul(0xc2b2_ae35)).collect()
}

/// Adds what the table holds of each row.
pub(super) fn complete(prints: &mut [u32], table: &Registrations, numbers: Option<&[u128]>) {
    fn add<T: Copy>(prints: &mut [u32], values: &[T], part: impl Fn(T) -> u32) {
        prints.iter_mut().zip(values).for_each(|(print, value)| mix(print, part(*value)));
    }
    for codes in [&table.channel, &table.outcome].into_iter().flatten() {
        add(prints, codes, u32::from);
    }
    for spans in [&table.wait_s, &table.duration_s, &table.closed_after_s].into_iter().flatten() {
        add(prints, spans, |seconds| seconds);
    }
    if let Some(victims) = &table.victims {
        add(prints, victims, u32::from);
    }
    for codes in table.single.values() {
        add(prints, codes, u32::from);
    }
    for bits in table.multi.values() {
        add(prints, bits, |bits| bits as u32);
        add(prints, bits, |bits| (bits >> 32) as u32);
    }
    if let Some(numbers) = numbers {
        add(prints, numbers, |hash| hash as u32);
    }
    add(prints, &table.stage, u32::from);
}

/// Rows that are a copy of another.
pub(super) fn copies(prints: &[u32]) -> usize {
    let mut sorted = prints.to_vec();
    sorted.sort_unstable();
    sorted.windows(2).filter(|pair| pair[0] == pair[1]).count()
}

/// Forgets them.
pub(super) fn forget(chunks: &mut [Chunk]) {
    chunks.iter_mut().for_each(|chunk| chunk.prints = Vec::new());
}
