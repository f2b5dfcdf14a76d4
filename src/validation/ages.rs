//! Ages: numbers in any unit, and what spreadsheets make of bands.

use std::collections::BTreeMap;

use crate::base::{Place, Severity};
use crate::config::{Clue, ColumnMap, Decimal, Helpline, Unit, clue, plain};
use crate::intake::RawColumn;

use super::memo::Memo;
use super::rows::Rows;
use super::rules;
use super::vocabulary::{Meaning, Vocabulary};

/// How the ages of a column are written.
pub(super) struct Ages {
    unit: Unit,
    units: BTreeMap<String, Unit>,
    decimal: Option<Decimal>,
    max: u32,
}

/// Units of ages by their words, folded. `j` is a year in Dutch and a day in French: it is in no list.
const WORDS: &[(Unit, &[&str])] = &[
    (
        Unit::Years,
        &[
            "y", "yr", "yrs", "year", "years", "jaar", "jaren", "jr", "jr.", "an", "ans", "annee", "annees",
            "jahr", "jahre", "jahren", "yo", "y.o.", "y/o",
        ],
    ),
    (
        Unit::Months,
        &[
            "m", "mo", "mos", "mnd", "mnd.", "mth", "mths", "month", "months", "maand", "maanden", "mois",
            "monat", "monate", "monaten",
        ],
    ),
    (
        Unit::Weeks,
        &[
            "w", "wk", "wks", "wk.", "week", "weeks", "weken", "sem", "sem.", "semaine", "semaines", "woche",
            "wochen",
        ],
    ),
    (Unit::Days, &["d", "dag", "dagen", "day", "days", "jour", "jours", "tag", "tage", "tagen"]),
];

impl Ages {
    /// Of a column of a line.
    pub(super) fn new(map: &ColumnMap, line: &Helpline) -> Self {
        let quantity = &map.quantity;
        Self {
            unit: quantity.unit.unwrap_or(Unit::Years),
            units: quantity.units.clone(),
            decimal: quantity.decimal,
            max: line.plausible.age_max,
        }
    }

    /// The highest that is believed, in years.
    pub(super) fn max(&self) -> f64 {
        self.max.into()
    }

    /// The unit that a folded word stands for.
    fn unit(&self, word: &str) -> Option<Unit> {
        let usual = || WORDS.iter().find(|(_, words)| words.contains(&word)).map(|(unit, _)| *unit);
        self.units.get(word).copied().or_else(usual)
    }

    /// Years of a folded text: `12`, `0,5`, `9m`, `6 maanden`, `2 jaar 3 maanden`, `1½`. Nothing when it is no
    /// age; a number is finite.
    pub(super) fn years(&self, text: &str) -> Option<f64> {
        if let Some(number) = self.number(text) {
            return Some(years(number, self.unit));
        }
        let text = ["oud", "old", "alt", "of age"].iter().find_map(|w| text.strip_suffix(w)).unwrap_or(text);
        let (mut sum, mut last) = (0.0, f64::INFINITY);
        let mut rest = text.trim();
        while !rest.is_empty() {
            let digit = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '½' | '¼' | '¾');
            let end = rest.find(|c| !digit(c))?;
            let (amount, behind) = rest.split_at(end);
            let behind = behind.trim_start();
            let end =
                behind.find(|c: char| c.is_ascii_digit() || matches!(c, ' ' | ',')).unwrap_or(behind.len());
            let (word, behind) = behind.split_at(end);
            let unit = self.unit(word)?;
            if unit.seconds() >= last {
                return None;
            }
            last = unit.seconds();
            sum += years(self.number(amount)?, unit);
            rest = behind.trim_start_matches([' ', ',']);
            rest =
                ["en ", "et ", "and ", "und "].into_iter().find_map(|w| rest.strip_prefix(w)).unwrap_or(rest);
        }
        last.is_finite().then_some(sum)
    }

    /// A number. With a mark and three digits it is one with decimals: nobody is a thousand years old.
    fn number(&self, text: &str) -> Option<f64> {
        for (sign, part) in [('½', 0.5), ('¼', 0.25), ('¾', 0.75)] {
            if let Some(whole) = text.strip_suffix(sign) {
                let whole = if whole.is_empty() { 0.0 } else { whole.trim_end().parse::<u32>().ok()?.into() };
                return Some(whole + part);
            }
        }
        let comma = match clue(text)? {
            Clue::Plain | Clue::Point => false,
            Clue::Comma => true,
            Clue::Either => self.decimal.map_or(text.contains(','), |mark| mark == Decimal::Comma),
        };
        let mark = if comma { Decimal::Comma } else { Decimal::Point };
        plain(text, mark)?.parse().ok().filter(|n: &f64| n.is_finite())
    }
}

/// Years of a folded text in a column of which nothing is said.
pub(super) fn plain_years(text: &str) -> Option<f64> {
    let ages = Ages { unit: Unit::Years, units: BTreeMap::new(), decimal: None, max: u32::MAX };
    ages.years(text)
}

fn years(number: f64, unit: Unit) -> f64 {
    match unit {
        Unit::Years => number,
        Unit::Months => number / 12.0,
        unit => number * unit.seconds() / Unit::Years.seconds(),
    }
}

/// Tells once of the cells in which a spreadsheet has made dates of bands such as `12-15`; gives the others.
pub(super) fn dated_bands(
    rows: &mut Rows,
    map: &ColumnMap,
    column: &RawColumn,
    odd: Vec<(usize, u64)>,
) -> Vec<(usize, u64)> {
    let cells = rows.raw.cells(column);
    let mut memo = Memo::new();
    let (dated, others): (Vec<_>, Vec<_>) = odd.into_iter().partition(|(row, _)| {
        let text = |cell: &[u8]| crate::base::fold(&String::from_utf8_lossy(cell));
        memo.get(cells.get(*row), |cell| is_date(&text(cell)).into()) == 1
    });
    let dated: Vec<usize> = dated.into_iter().map(|(row, _)| row).filter(|row| rows.counts(*row)).collect();
    if let Some(&row) = dated.first() {
        let place = Place::at(rows.raw.file.path.as_str(), rows.raw.line(row), column.number);
        rows.notes.add(Severity::Warning, rules::DATED_BANDS, place, || {
            let what = format!(
                "{} cells of column `{}` hold dates: a spreadsheet makes them of bands such as `3-12`; counted as \
                 unclear",
                dated.len(),
                column.name
            );
            let hint = format!(
                "have the column exported as text, or recode them: `{}: {{column: …, values: {{\"3-dec\": CODE}}}}`",
                map.target
            );
            (what, Some(hint))
        });
    }
    others
}

/// Beginnings of the names of months in four languages, folded.
const MONTHS: [&str; 21] = [
    "jan", "feb", "fev", "maa", "mrt", "mar", "mrz", "apr", "avr", "mei", "may", "mai", "jun", "jui", "jul",
    "aug", "aou", "sep", "okt", "nov", "dec",
];

/// Whether a folded text is a date as spreadsheets show one, or the number of a day of our time.
pub(super) fn is_date(text: &str) -> bool {
    let (date, _) = text.split_once(['t', ' ']).filter(|(d, _)| d.len() == 10).unwrap_or((text, ""));
    let parts: Vec<&str> = date.split(['-', '/', ' ', '.']).filter(|p| !p.is_empty()).collect();
    let number = |p: &&str| p.bytes().all(|b| b.is_ascii_digit());
    let month = |p: &&str| {
        p.len() <= 10
            && (MONTHS.iter().any(|m| p.starts_with(m)) || p.starts_with("oct") || p.starts_with("dez"))
    };
    match parts[..] {
        [one] => text.len() == 5 && number(&one) && ("36526".."55000").contains(&one),
        [a, b] => month(&a) && number(&b) || number(&a) && month(&b),
        [a, b, c] => {
            let year = |p: &str| p.len() == 4 || p.len() == 2;
            number(&a)
                && number(&c)
                && (month(&b) || number(&b))
                && (year(a) || year(c))
                && (month(&b) || a.len() == 4 || c.len() == 4)
        }
        _ => false,
    }
}

/// What a number of years means.
pub(super) fn meaning(words: &Vocabulary, ages: &Ages, text: &str) -> Meaning {
    match ages.years(text) {
        None => Meaning::None,
        Some(years) if years < 0.0 || years > ages.max() => Meaning::NoBand,
        Some(years) => words.band(years).map_or(Meaning::NoBand, Meaning::Code),
    }
}

#[cfg(test)]
mod tests {
    use super::{Ages, is_date};
    use crate::config::Unit;
    use std::collections::BTreeMap;

    fn ages() -> Ages {
        Ages { unit: Unit::Years, units: BTreeMap::new(), decimal: None, max: 110 }
    }

    #[test]
    fn ages_have_units() {
        for (text, whole) in [
            ("12", 12.0),
            ("0,5", 0.0),
            ("17.9", 17.0),
            ("18.0", 18.0),
            ("12.500", 12.0),
            ("9m", 0.0),
            ("6 maanden", 0.0),
            ("18 maanden", 1.0),
            ("24 mois", 2.0),
            ("8 mois", 0.0),
            ("3 days", 0.0),
            ("400 dagen", 1.0),
            ("6 w", 0.0),
            ("2 jaar", 2.0),
            ("2 jaar en 3 maanden", 2.0),
            ("1j6m", f64::NAN),
            ("2y 11m", 2.0),
            ("12 jaar oud", 12.0),
            ("35 years old", 35.0),
            ("1½", 1.0),
            ("½", 0.0),
            ("1½5", f64::NAN),
            ("-1", -1.0),
            ("nan", f64::NAN),
            ("inf", f64::NAN),
            ("80+", f64::NAN),
            ("6 j", f64::NAN),
            ("6m 2y", f64::NAN),
            ("twaalf", f64::NAN),
            ("12-17", f64::NAN),
        ] {
            let found = ages().years(text).map(f64::floor);
            assert_eq!(found, Some(whole).filter(|w| !w.is_nan()), "{text}");
        }
        let own = Ages { units: BTreeMap::from([("j".to_owned(), Unit::Years)]), ..ages() };
        assert_eq!(own.years("6 j"), Some(6.0));
        assert_eq!(Ages { unit: Unit::Months, ..ages() }.years("30").map(f64::floor), Some(2.0));
    }

    #[test]
    fn bands_that_became_dates_are_seen() {
        for text in [
            "12-mrt",
            "15-dec",
            "3-dez",
            "dec-17",
            "mrt-12",
            "12 mars",
            "12-mar-24",
            "2024-03-12",
            "2024-03-12t00:00:00",
            "2024-03-12 00:00:00",
            "12/03/2024",
            "45363",
        ] {
            assert!(is_date(text), "{text}");
        }
        for text in ["12-17", "80+", "12 jaar", "127", "oud", "0-11", "12-17-20", "mei", "1.5"] {
            assert!(!is_date(text), "{text}");
        }
    }
}
