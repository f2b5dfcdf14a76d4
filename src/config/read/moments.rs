//! The keys that say how moments are written: formats, time zones, names of months, unknown hours and days.

use chrono_tz::Tz;

use crate::base::{code, did_you_mean, fold};
use crate::config::schema::{Calendar, CellZone, MOMENTS, MomentMap};
use crate::config::yaml::{Map, Node};

/// Formats that are words, without percent signs.
pub const FORMAT_WORDS: [&str; 4] = ["serial", "serial-1904", "unix", "unix-ms"];

/// `time_zone:` and `month_names:` of a line, or of the workspace.
pub fn calendar(map: &Map<'_>) -> Calendar {
    let zone = map.get("time_zone").and_then(|n| zone(&n)).unwrap_or(Tz::Europe__Brussels);
    let entries = map.get("month_names").map(|n| n.entries()).unwrap_or_default();
    let months = entries
        .into_iter()
        .filter_map(|(name, node)| {
            let number = node.whole(1, 12).and_then(|n| u32::try_from(n).ok())?;
            Some((fold(name.trim_end_matches('.')), number))
        })
        .collect();
    Calendar { zone, months }
}

/// A zone by its name in the IANA database.
fn zone(node: &Node<'_>) -> Option<Tz> {
    let text = node.text()?;
    let found = text.parse::<Tz>().ok();
    if found.is_none() {
        let names = chrono_tz::TZ_VARIANTS.iter().map(|z| z.name());
        let hint = did_you_mean(&text, names).map_or_else(
            || "write a name of the IANA database, such as Europe/Brussels or UTC".to_owned(),
            |name| format!("did you mean `{name}`?"),
        );
        node.problem(code::V129, format!("`{text}` is no time zone"), hint);
    }
    found
}

/// `time_zone:` of a column or file: a zone, or `local`.
pub fn cell_zone(node: &Node<'_>) -> Option<CellZone> {
    match node.value().as_str() {
        Some("local") => Some(CellZone::Local),
        _ => zone(node).map(CellZone::Of),
    }
}

/// The first format of a column and its other settings of moments. A column without a zone has `file_zone`, the zone
/// of its file.
pub fn moment_map(target: &str, map: &Map<'_>, file_zone: Option<CellZone>) -> (Option<String>, MomentMap) {
    if !MOMENTS.contains(&target) {
        // Of dates of birth.
        let swapped = map.own("birth").and_then(|_| map.get("swapped")).and_then(|n| n.boolean());
        let moment = MomentMap { swapped, ..MomentMap::default() };
        return (map.get("format").and_then(|n| n.text()), moment);
    }
    let nodes = map.get("format").map(|n| n.items()).unwrap_or_default();
    let mut formats: Vec<String> =
        nodes.iter().filter_map(|n| n.text().filter(|text| checked_format(n, text, target))).collect();
    let first = (!formats.is_empty()).then(|| formats.remove(0));
    let known = [("unknown", true), ("known", false)];
    let dated = matches!(target, "at" | "date");
    let moment = MomentMap {
        zone: map.get("time_zone").and_then(|n| cell_zone(&n)).or(file_zone),
        midnight_unknown: map.get("midnight").and_then(|n| n.one_of(&known)),
        hour_unknown: if matches!(target, "at" | "time") {
            map.get("hour").and_then(|n| n.one_of(&known))
        } else {
            None
        },
        day_unknown: if dated { map.get("day").and_then(|n| n.one_of(&known)) } else { None },
        swapped: if target == "time" { None } else { map.get("swapped").and_then(|n| n.boolean()) },
        further: formats,
    };
    let all = || first.iter().chain(&moment.further);
    if dated && moment.day_unknown != Some(true) && all().any(|f| lacks_day(f)) {
        let hint = "add `day: unknown`: such contacts count in month and year, and no figure by weekday or day is \
                    made";
        map.node().problem(code::V129, "this format has no day", hint);
    }
    (first, moment)
}

/// Whether a format has a month and a year only.
fn lacks_day(format: &str) -> bool {
    let has = |specs: &[char]| specifiers(format).is_some_and(|all| all.iter().any(|s| specs.contains(s)));
    format.contains('%') && !has(&['d', 'e', 'j', 'F', 'D', 's', 'c', 'x', 'v', '+'])
}

/// The letters behind the percent signs; `None` when a sign has no letter.
fn specifiers(format: &str) -> Option<Vec<char>> {
    let mut found = Vec::new();
    let mut rest = format.chars();
    while let Some(c) = rest.next() {
        if c == '%' {
            let letter = rest.by_ref().find(|c| !matches!(c, '-' | '_' | '0'..='9' | '.' | ':' | '#'))?;
            found.push(letter);
        }
    }
    Some(found)
}

/// Whether a format is known and has the parts that its column needs; another one is refused.
fn checked_format(node: &Node<'_>, format: &str, target: &str) -> bool {
    if FORMAT_WORDS.contains(&format) {
        return true;
    }
    let problem = |message: &str| {
        let hint = "write a format such as \"%d/%m/%Y %H:%M\" or \"%d %b %Y\" (`%b`: name of the month), or one of the \
                    words serial, serial-1904, unix and unix-ms; several stand in a list";
        node.problem(code::V129, format!("`{format}` {message}"), hint);
        false
    };
    let Some(found) = specifiers(format) else { return problem("ends with a bare percent sign") };
    if found.is_empty() {
        return problem("is no format of dates and times");
    }
    let parses = chrono::format::StrftimeItems::new(format).all(|i| i != chrono::format::Item::Error);
    if !parses {
        return problem("has a part that is not known");
    }
    let has = |specs: &[char]| found.iter().any(|s| specs.contains(s));
    let whole = has(&['F', 'D', 's', 'c', 'x', 'v', '+']);
    let (year, month) = (has(&['Y', 'y']), has(&['m', 'b', 'B', 'h', 'j']));
    let hour = has(&['H', 'k', 'I', 'l', 'T', 'R', 'r', 's', 'c', 'X', '+']);
    // A time of day of the day of the contact.
    let of_day = matches!(target, "answered_at" | "ended_at") && hour && !year && !month && !has(&['d', 'e']);
    let dated = whole || (year && month);
    if target != "time" && !dated && !of_day {
        return problem("does not say year and month");
    }
    if target == "time" && !hour {
        return problem("has no hour");
    }
    true
}

#[cfg(test)]
mod tests {
    use super::{lacks_day, specifiers};

    #[test]
    fn a_format_without_a_day_is_seen() {
        for (format, lacks) in [
            ("%Y-%m", true),
            ("%b %Y", true),
            ("%d/%m/%Y", false),
            ("%-d.%-m.%y", false),
            ("%F %T", false),
            ("serial", false),
        ] {
            assert_eq!(lacks_day(format), lacks, "{format}");
        }
        assert_eq!(specifiers("%d %"), None);
        assert_eq!(specifiers("%-d%%%b"), Some(vec!['d', '%', 'b']));
    }
}
