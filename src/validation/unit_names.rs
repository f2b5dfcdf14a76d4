//! Units that stand in the name or the label of a column: `Duur (min)`, `wait_ms`, `age_months`.

use crate::base::{Place, Severity, fold};
use crate::config::{ColumnMap, Unit};
use crate::intake::RawColumn;

use super::numbers::whole;
use super::rows::Rows;
use super::rules;

/// Words that are a unit wherever they stand in a name, folded.
const WORDS: &[(Unit, &[&str])] = &[
    (
        Unit::Milliseconds,
        &[
            "milliseconds",
            "millisecond",
            "milliseconden",
            "milliseconde",
            "millisecondes",
            "millisekunden",
            "millis",
            "msec",
            "msecs",
        ],
    ),
    (Unit::Seconds, &["seconds", "seconden", "secondes", "sekunden", "secs"]),
    (Unit::Minutes, &["minutes", "minuten", "mins"]),
    (Unit::Hours, &["hours", "uren", "heures", "stunden", "hrs"]),
    (Unit::Days, &["days", "dagen", "jours", "tage", "tagen"]),
    (Unit::Weeks, &["weeks", "weken", "semaines", "wochen"]),
    (Unit::Months, &["months", "maanden", "mois", "monate", "monaten"]),
    (Unit::Years, &["years", "jaren", "annees", "jahre", "jahren"]),
];
/// Words that are a unit at the end of a name, or in brackets.
const LAST: &[(Unit, &[&str])] = &[
    (Unit::Milliseconds, &["ms"]),
    (Unit::Seconds, &["sec", "sek", "second", "seconde", "sekunde"]),
    (Unit::Minutes, &["min", "minute", "minuut", "mn"]),
    (Unit::Hours, &["hour", "hr", "uur", "heure", "std", "stunde"]),
    (Unit::Weeks, &["week", "weeks", "semaine", "woche", "wk"]),
    (Unit::Months, &["month", "mnd", "maand", "monat", "mth"]),
    (Unit::Years, &["year", "jaar", "jahr", "ans"]),
];
/// Letters that are a unit in brackets, or behind an underscore at the end.
const LETTERS: &[(Unit, &str)] =
    &[(Unit::Seconds, "s"), (Unit::Minutes, "m"), (Unit::Hours, "h"), (Unit::Hours, "u"), (Unit::Days, "d")];

/// One word of a name.
struct Word {
    text: String,
    bracketed: bool,
    /// Whether it stands behind an underscore.
    joined: bool,
}

/// The unit that a name says, where it says one and only one.
pub(super) fn of_name(name: &str) -> Option<Unit> {
    let words = words(name);
    // `u:mm` is a way of writing, and `min/dag` a rate.
    if name.contains([':', '/', '%']) || words.iter().any(|word| word.text == "per" || word.text == "par") {
        return None;
    }
    let last = words.len().checked_sub(1)?;
    let mut said: Vec<Unit> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let of = |list: &[(Unit, &[&str])]| {
            list.iter().find(|(_, known)| known.contains(&word.text.as_str())).map(|(unit, _)| *unit)
        };
        let ends = at == last && at > 0 || word.bracketed;
        let lettered = word.bracketed || (at == last && word.joined);
        let letter = || LETTERS.iter().find(|(_, letter)| *letter == word.text).map(|(unit, _)| *unit);
        let unit = of(WORDS)
            .or_else(|| ends.then(|| of(LAST)).flatten())
            .or_else(|| lettered.then(letter).flatten());
        said.extend(unit);
    }
    said.dedup();
    match said[..] {
        [unit] => Some(unit),
        _ => None,
    }
}

/// The words of a name, folded: `durationMs` has two.
fn words(name: &str) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    let (mut bracketed, mut joined, mut lower) = (false, false, false);
    let mut open = false;
    for letter in name.chars() {
        if !letter.is_alphanumeric() {
            match letter {
                '(' | '[' => bracketed = true,
                ')' | ']' => bracketed = false,
                _ => {}
            }
            (joined, open, lower) = (letter == '_', false, false);
            continue;
        }
        if !open || (lower && letter.is_uppercase()) {
            found.push(Word { text: String::new(), bracketed, joined });
        }
        (open, lower) = (true, letter.is_lowercase());
        if let Some(word) = found.last_mut() {
            word.text.push(letter);
        }
    }
    found.iter_mut().for_each(|word| word.text = fold(&word.text));
    found
}

/// The unit of a column by its name, else by its label.
fn of_column(column: &RawColumn) -> Option<Unit> {
    of_name(&column.name).or_else(|| of_name(&column.label))
}

/// The unit that all columns say from which a target is read; `fits` says which units it can have.
fn of_columns(rows: &Rows, map: &ColumnMap, fits: impl Fn(Unit) -> bool) -> Option<Unit> {
    let mut units: Vec<Option<Unit>> = Vec::new();
    for names in map.source.columns() {
        if let Some(column) = rows.raw.column(names) {
            units.push(of_column(column).filter(|unit| fits(*unit)));
        }
    }
    units.dedup();
    match units[..] {
        [unit] => unit,
        _ => None,
    }
}

/// Months and years are not all of one length.
fn of_spans(unit: Unit) -> bool {
    !matches!(unit, Unit::Months | Unit::Years)
}

fn of_ages(unit: Unit) -> bool {
    matches!(unit, Unit::Years | Unit::Months | Unit::Weeks | Unit::Days)
}

/// The mapping of a column of spans with the unit that its name says, where no setting does; told, where plain
/// numbers are read by it.
pub(super) fn span(rows: &mut Rows, map: &ColumnMap) -> Option<ColumnMap> {
    if map.quantity.unit.is_some() {
        return None;
    }
    let unit = of_columns(rows, map, of_spans).filter(|unit| *unit != Unit::Seconds)?;
    rows.named_units.insert(map.target.clone(), unit);
    tell(rows, map, unit);
    let mut map = map.clone();
    map.quantity.unit = Some(unit);
    Some(map)
}

/// Asks about plain numbers of a column whose name says months or years, and gives whether it did: no setting knows
/// how long these were.
pub(super) fn of_no_length(rows: &mut Rows, map: &ColumnMap) -> bool {
    if map.quantity.unit.is_some() {
        return false;
    }
    let Some(unit) = of_columns(rows, map, |_| true).filter(|unit| !of_spans(*unit)) else { return false };
    let Some(column) = super::codes::one_column(rows, map) else { return false };
    let cells = rows.raw.cells(column);
    let plain = |row: &usize| {
        let cell = cells.get(*row);
        rows.counts(*row)
            && cell.iter().any(|b| (b'1'..=b'9').contains(b))
            && cell.iter().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','))
    };
    let Some(row) = (0..rows.verdict.len()).find(plain) else { return false };
    let (unit, target) = (word(unit), &map.target);
    let place = Place::at(rows.raw.file.path.as_str(), rows.raw.line(row), column.number);
    rows.notes.add(Severity::Error, rules::NAMED_UNIT, place, || {
        let what = format!(
            "column `{}` holds {unit} by its name, and those are not all of one length; left out until that is said",
            column.name
        );
        let hint = format!(
            "map the moments themselves (`closed_at:`, `ended_at:`), or a column in days; where its numbers are no \
             {unit}, write `{target}: {{column: …, unit: days}}` with the unit that they have"
        );
        (what, Some(hint))
    });
    rows.asked.insert(map.target.clone());
    true
}

/// The same as [`span`] of a column of ages.
pub(super) fn age(rows: &mut Rows, map: &ColumnMap) -> Option<ColumnMap> {
    let quantity = &map.quantity;
    if quantity.unit.is_some() || quantity.unit_column.is_some() || quantity.birth.is_some() {
        return None;
    }
    let unit = of_columns(rows, map, of_ages).filter(|unit| *unit != Unit::Years)?;
    tell(rows, map, unit);
    let mut map = map.clone();
    map.quantity.unit = Some(unit);
    Some(map)
}

/// The unit of what is taken off, by the name of its column.
pub(super) fn off(rows: &Rows, column: &[String]) -> Option<Unit> {
    of_column(rows.raw.column(column)?).filter(|unit| of_spans(*unit))
}

/// The word of a unit in settings.
pub(super) fn word(unit: Unit) -> &'static str {
    match unit {
        Unit::Milliseconds => "milliseconds",
        Unit::Seconds => "seconds",
        Unit::Minutes => "minutes",
        Unit::Hours => "hours",
        Unit::Days => "days",
        Unit::Weeks => "weeks",
        Unit::Months => "months",
        Unit::Years => "years",
    }
}

fn tell(rows: &mut Rows, map: &ColumnMap, unit: Unit) {
    let Some(column) = super::codes::one_column(rows, map) else { return };
    let cells = rows.raw.cells(column);
    let Some(row) = (0..rows.verdict.len()).find(|row| rows.counts(*row) && whole(cells.get(*row)).is_some())
    else {
        return;
    };
    let (unit, target) = (word(unit), &map.target);
    let place = Place::at(rows.raw.file.path.as_str(), rows.raw.line(row), column.number);
    let says = if of_name(&column.name).is_some() { "name" } else { "label" };
    rows.notes.add(Severity::Note, rules::NAMED_UNIT, place, || {
        let what =
            format!("plain numbers of column `{}` are read as {unit}, as its {says} says", column.name);
        let hint = format!("write `{target}: {{column: …, unit: …}}` with another unit where that is not so");
        (what, Some(hint))
    });
}

#[cfg(test)]
mod tests {
    use super::of_name;
    use crate::config::Unit;

    #[test]
    fn names_say_units() {
        for (name, unit) in [
            ("Duur (min)", Some(Unit::Minutes)),
            ("Duur [min.]", Some(Unit::Minutes)),
            ("Gespreksduur in minuten", Some(Unit::Minutes)),
            ("duration_minutes", Some(Unit::Minutes)),
            ("durationMinutes", Some(Unit::Minutes)),
            ("wait_ms", Some(Unit::Milliseconds)),
            ("waitMs", Some(Unit::Milliseconds)),
            ("duration_s", Some(Unit::Seconds)),
            ("Durée (s)", Some(Unit::Seconds)),
            ("Durée (h)", Some(Unit::Hours)),
            ("Doorlooptijd (dagen)", Some(Unit::Days)),
            ("Doorlooptijd in weken", Some(Unit::Weeks)),
            ("time_to_close_weeks", Some(Unit::Weeks)),
            ("Leeftijd in maanden", Some(Unit::Months)),
            ("age_months", Some(Unit::Months)),
            ("Duur", None),
            ("min_wait", None),
            ("min", None),
            ("Duur (u:mm)", None),
            ("Duur (min,sec)", None),
            ("gesprekken per uur", None),
            ("minutes/day", None),
            ("dag", None),
            ("wachttijd_max", None),
            ("form", None),
            ("wait m", None),
        ] {
            assert_eq!(of_name(name), unit, "{name}");
        }
    }
}
