//! Numbers and dates by language.

use chrono::{Datelike, NaiveDate};

use super::Words;
use crate::base::{Num, Period};

/// No-break space.
const NBSP: char = '\u{a0}';
const MINUS: char = '\u{2212}';

impl Words {
    /// `9.424`, `−12,5`: with the signs and groups of the language.
    #[must_use]
    pub fn number(&self, n: Num) -> String {
        let digits = self.grammar().digits(n);
        if n.scaled < 0 { format!("{MINUS}{digits}") } else { digits }
    }

    /// Thousands sign and decimal sign. A language without groups has none.
    #[must_use]
    pub fn signs(&self) -> (Option<char>, Option<char>) {
        let written = self.number(Num { scaled: 12_345_678, decimals: 1 });
        let mut signs = written.chars().filter(|c| !c.is_numeric());
        let point = signs.next_back();
        (signs.next(), point)
    }

    /// A whole number.
    #[must_use]
    pub fn count(&self, n: u64) -> String {
        self.number(Num::int(n))
    }

    /// With a plus or a true minus; zero has no sign.
    #[must_use]
    pub fn signed(&self, n: Num) -> String {
        let text = self.number(n);
        if n.scaled > 0 { format!("+{text}") } else { text }
    }

    /// `4,2 %`; English writes `4.2%`.
    #[must_use]
    pub fn percent(&self, n: Num) -> String {
        self.with_percent(&self.number(n))
    }

    /// `+4,2 %`.
    #[must_use]
    pub fn signed_percent(&self, n: Num) -> String {
        self.with_percent(&self.signed(n))
    }

    fn with_percent(&self, number: &str) -> String {
        self.fill("format.percent", &[("n", number)])
    }

    /// Seconds as `45 s`, `2 min 05 s` or `1 u 04 min`.
    #[must_use]
    pub fn duration(&self, seconds: Num) -> String {
        let total = Num::quotient(1, i128::from(seconds.scaled), 10_i128.pow(u32::from(seconds.decimals)), 0)
            .map_or(0, |n| n.scaled);
        let (s, min, h) = (self.get("unit.s"), self.get("unit.min"), self.get("unit.h"));
        match total {
            t if t < 60 => format!("{t}{NBSP}{s}"),
            t if t < 3600 => format!("{}{NBSP}{min}{NBSP}{:02}{NBSP}{s}", t / 60, t % 60),
            t => format!("{}{NBSP}{h}{NBSP}{:02}{NBSP}{min}", t / 3600, (t % 3600) / 60),
        }
    }

    /// Seconds as `0:38`, `12:05` or `1:04:20`, for tables and charts.
    #[must_use]
    pub fn clock(&self, seconds: Num) -> String {
        let total = Num::quotient(1, i128::from(seconds.scaled), 10_i128.pow(u32::from(seconds.decimals)), 0)
            .map_or(0, |n| n.scaled);
        match total {
            t if t < 3600 => format!("{}:{:02}", t / 60, t % 60),
            t => format!("{}:{:02}:{:02}", t / 3600, (t % 3600) / 60, t % 60),
        }
    }

    /// Long name of a month, 1 to 12.
    #[must_use]
    pub fn month(&self, month: u8) -> &str {
        self.get(MONTHS.get(usize::from(month.saturating_sub(1))).copied().unwrap_or("month.1"))
    }

    /// Short name of a month.
    #[must_use]
    pub fn month_short(&self, month: u8) -> &str {
        self.get(MONTHS_SHORT.get(usize::from(month.saturating_sub(1))).copied().unwrap_or("mon.1"))
    }

    /// Long name of a weekday, Monday 0.
    #[must_use]
    pub fn weekday(&self, day: u8) -> &str {
        self.get(DAYS.get(usize::from(day)).copied().unwrap_or("day.0"))
    }

    /// Short name of a weekday.
    #[must_use]
    pub fn weekday_short(&self, day: u8) -> &str {
        self.get(DAYS_SHORT.get(usize::from(day)).copied().unwrap_or("dy.0"))
    }

    /// `31 december 2023`.
    #[must_use]
    pub fn date(&self, day: NaiveDate) -> String {
        let (d, m, y) = (day.day(), u8::try_from(day.month()).unwrap_or(1), day.year());
        let key = if d == 1 { "format.date.first" } else { "format.date" };
        self.fill(key, &[("day", &d.to_string()), ("month", self.month(m)), ("year", &y.to_string())])
    }

    /// `maart 2020`.
    fn month_of(&self, year: i32, month: u8) -> String {
        self.fill("format.month", &[("month", self.month(month)), ("year", &year.to_string())])
    }

    /// `2020`, `maart 2020`, `2017–2020`, `mei 2017 – november 2020`.
    #[must_use]
    pub fn period(&self, period: Period) -> String {
        match period {
            Period::Year(y) => y.to_string(),
            Period::Month(y, m) => self.month_of(y, m),
            Period::Years(a, b) => format!("{a}–{b}"),
            Period::Months((a, m), (b, n)) if a == b => format!("{}–{}", self.month(m), self.month_of(b, n)),
            Period::Months((a, m), (b, n)) => format!("{} – {}", self.month_of(a, m), self.month_of(b, n)),
        }
    }
}

const MONTHS: [&str; 12] = [
    "month.1", "month.2", "month.3", "month.4", "month.5", "month.6", "month.7", "month.8", "month.9",
    "month.10", "month.11", "month.12",
];
const MONTHS_SHORT: [&str; 12] = [
    "mon.1", "mon.2", "mon.3", "mon.4", "mon.5", "mon.6", "mon.7", "mon.8", "mon.9", "mon.10", "mon.11",
    "mon.12",
];
const DAYS: [&str; 7] = ["day.0", "day.1", "day.2", "day.3", "day.4", "day.5", "day.6"];
const DAYS_SHORT: [&str; 7] = ["dy.0", "dy.1", "dy.2", "dy.3", "dy.4", "dy.5", "dy.6"];

#[cfg(test)]
mod tests {
    use super::super::Words;
    use crate::base::Lang;
    use crate::base::{Num, Period};
    use proptest::prelude::*;

    fn num(text: &str) -> Num {
        Num::parse(text).unwrap()
    }

    #[test]
    fn each_language_writes_numbers_its_own_way() {
        let write = |lang, text| Words::of(lang).number(num(text));
        assert_eq!(write(Lang::nl(), "1234567.8"), "1.234.567,8");
        assert_eq!(write(Lang::fr(), "-9424"), "\u{2212}9\u{202f}424");
        assert_eq!(write(Lang::en(), "9424"), "9,424");
        assert_eq!(write(Lang::de(), "0.05"), "0,05");
        // Spanish parts groups from five digits on.
        assert_eq!([write(Lang::es(), "9424"), write(Lang::es(), "19424.50")], ["9424", "19.424,50"]);
        assert_eq!(Words::of(Lang::nl()).signed_percent(num("4.2")), "+4,2\u{a0}%");
        assert_eq!(Words::of(Lang::en()).percent(num("4.2")), "4.2%");
    }

    #[test]
    fn periods_and_durations_in_dutch() {
        let nl = Words::of(Lang::nl());
        assert_eq!(nl.period(Period::Months((2017, 5), (2020, 11))), "mei 2017 – november 2020");
        assert_eq!(nl.period(Period::Months((2023, 9), (2023, 12))), "september–december 2023");
        assert_eq!(nl.duration(num("45")), "45\u{a0}s");
        assert_eq!(nl.duration(num("125")), "2\u{a0}min\u{a0}05\u{a0}s");
        assert_eq!(nl.duration(num("3860")), "1\u{a0}u\u{a0}04\u{a0}min");
        assert_eq!([nl.clock(num("38")), nl.clock(num("3860"))], ["0:38", "1:04:20"]);
    }

    proptest! {
        #[test]
        fn a_written_number_can_be_read_back(scaled in -10_000_000_000_i64..10_000_000_000, decimals in 0_u8..4) {
            let n = Num { scaled, decimals };
            for lang in Lang::shipped() {
                let words = Words::of(lang);
                let (thousands, point) = words.signs();
                let plain: String = words.number(n).chars().filter(|c| Some(*c) != thousands)
                    .map(|c| if Some(c) == point { '.' } else if c == super::MINUS { '-' } else { c }).collect();
                prop_assert_eq!(Num::parse(&plain), Some(n));
            }
        }
    }
}
