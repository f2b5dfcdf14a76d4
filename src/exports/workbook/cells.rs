//! How single cells are written.

use rust_xlsxwriter::{Format, FormatAlign};

use crate::base::Num;

use crate::measures::Key;

/// Seconds of a day.
const DAY: f64 = 86_400.0;

/// How the name of a row looks.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Of a total.
    pub bold: bool,
    /// Of a member of a group.
    pub indent: bool,
}

impl Look {
    /// As any other.
    pub fn plain() -> Self {
        Self { bold: false, indent: false }
    }
}

/// Format of a text. One that a spreadsheet would take for a formula, were it typed anew, is marked as text:
/// the mark belongs to the format, the text stays what it is.
pub fn label_format(text: &str, look: Look) -> Format {
    let mut format = Format::new();
    if look.bold {
        format = format.set_bold();
    }
    if look.indent {
        format = format.set_indent(1);
    }
    if text.starts_with(['=', '+', '-', '@', '\'']) {
        format = format.set_quote_prefix();
    }
    format
}

/// The number that stands in a cell, and how it is shown: seconds as parts of a day, percentages as parts of
/// one. `text` is the cell as it is printed: its signs are part of the format.
pub fn number(value: Num, key: &Key, text: &str, bold: bool) -> (f64, Format) {
    let (number, mut shown) = match key.unit.as_deref() {
        Some("percent") => (hundredth(value), format!("{}%", digits("0", value.decimals))),
        Some("second") if value.scaled >= 0 => (value.to_f64() / DAY, clock(value)),
        Some("percentage_point") => (value.to_f64(), with_plus(&digits("0", value.decimals))),
        _ => (value.to_f64(), digits("#,##0", value.decimals)),
    };
    if key.unit.as_deref() == Some("percent") && text.starts_with(['+', '\u{2212}']) {
        shown = with_plus(&shown);
    }
    let signs = signs(text);
    if !signs.is_empty() {
        shown = shown.split(';').map(|part| format!("{part}\" {signs}\"")).collect::<Vec<_>>().join(";");
    }
    let format = Format::new().set_num_format(shown).set_align(FormatAlign::Right);
    (number, if bold { format.set_bold() } else { format })
}

/// A percentage as a part of one: the number nearest to its digits, so that 12.7 % is 0.127.
#[expect(clippy::cast_precision_loss, reason = "both are whole numbers far below 2^53")]
fn hundredth(value: Num) -> f64 {
    value.scaled as f64 / 10_f64.powi(i32::from(value.decimals) + 2)
}

/// Hours may be more than a day; parts of a second are shown where there are some.
fn clock(value: Num) -> String {
    let unit = 10_i64.pow(u32::from(value.decimals));
    let parts = if value.scaled % unit == 0 { 0 } else { value.decimals.min(3) };
    digits("[h]:mm:ss", parts)
}

fn digits(whole: &str, decimals: u8) -> String {
    if decimals == 0 { whole.to_owned() } else { format!("{whole}.{}", "0".repeat(usize::from(decimals))) }
}

/// With a plus or a minus; nothing has no sign.
fn with_plus(format: &str) -> String {
    format!("+{format};-{format};{format}")
}

/// The signs behind a number: `[d]` of `159 [d]`.
fn signs(text: &str) -> String {
    text.find(" [").map(|at| text[at + 1..].replace('"', "")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{clock, hundredth, number, signs, with_plus};
    use crate::base::Num;

    use crate::measures::Key;

    #[test]
    fn numbers_are_exact() {
        let num = |text| Num::parse(text).unwrap();
        assert_eq!(hundredth(num("12.7")), 0.127);
        assert_eq!(hundredth(num("-0.3")), -0.003);
        assert_eq!(hundredth(num("100.0")), 1.0);
        let key = Key { unit: Some("second".to_owned()), ..Key::default() };
        assert_eq!(number(num("1200"), &key, "20:00", false).0 * 86_400.0, 1200.0);
        assert_eq!(number(num("270525"), &key, "75:08:45", false).0, 270_525.0 / 86_400.0);
        assert_eq!(clock(num("1434.5")), "[h]:mm:ss.0");
        assert_eq!(clock(num("1434.0")), "[h]:mm:ss");
    }

    #[test]
    fn signs_are_told_from_numbers() {
        assert_eq!(signs("1.204\u{a0}% [p] [r]"), "[p] [r]");
        assert_eq!(signs("1.204"), "");
        assert_eq!(with_plus("0.0%"), "+0.0%;-0.0%;0.0%");
    }
}
