//! Times of day as people write them when nobody says how.

use super::written::{noon, of_day};
use crate::base::fold;

/// A time of day without a format: `21h35`, `9u05`, `21 h 35`, `9u`, `2135`, `3:07 PM`, `21:35 uur`.
pub(super) fn loose_time(text: &str) -> Option<(u32, u32, u32)> {
    let text = fold(text);
    let digits = |rest: &str| rest.bytes().take_while(u8::is_ascii_digit).count();
    let first = digits(&text);
    if first == 4 && text.len() == 4 {
        return Some((text[..2].parse().ok()?, text[2..].parse().ok()?, 0));
    }
    if first == 0 || first > 2 {
        return None;
    }
    let mut hour: u32 = text[..first].parse().ok()?;
    let rest = text[first..].trim_start();
    let (separated, rest) = match rest.strip_prefix([':', 'h', 'u']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, rest),
    };
    let mut numbers = [0, 0];
    let mut rest = rest;
    for (at, number) in numbers.iter_mut().enumerate() {
        let n = digits(rest);
        if n != 2 || !separated {
            break;
        }
        *number = rest[..2].parse().ok()?;
        rest = rest[2..].trim_start_matches([':', 'm', '\'']).trim_start();
        if at == 1 {
            rest = rest.trim_start_matches(['s', '"']);
        }
    }
    if let Some((pm, behind)) = noon(rest) {
        hour = of_day(hour, pm)?;
        rest = behind;
    } else if !separated {
        return None;
    }
    let unit = matches!(rest.trim(), "" | "h" | "u" | "uur" | "uhr" | "in" | "heures" | "ur" | "hr");
    unit.then_some((hour, numbers[0], numbers[1]))
}
