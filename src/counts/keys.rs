//! Keys as people read them, as the numbers of groupings.

use chrono::{Datelike, NaiveDate};

use crate::config::{DimKind, Helpline, Outcome, Stage};
use crate::measures::Col;
use crate::validation::{NO_HOURS, OPEN, SHUT, UNREAD_U32};

/// The years of a cube.
pub(super) type Years = (i32, i32);

/// The number of a key in its column, or what was expected.
pub(super) fn number(line: &Helpline, col: &Col, text: &str, (first, last): Years) -> Result<u64, String> {
    let whole = |from: u64, to: u64| {
        let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let number = text.parse::<u64>().ok().filter(|n| digits && (from..=to).contains(n));
        number.ok_or_else(|| format!("a whole number from {from} to {to}"))
    };
    let year = |text: &str| {
        let year = text.parse::<i32>().ok().filter(|y| (first..=last).contains(y));
        year.map(|y| u64::try_from(y - first).unwrap_or(0))
    };
    match col {
        Col::Year => year(text).ok_or_else(|| format!("a year from {first} to {last}")),
        Col::YearMonth => {
            let parts = text.split_once('-').filter(|(y, m)| y.len() == 4 && m.len() == 2);
            let month = |m: &str| m.parse::<u64>().ok().filter(|m| (1..=12).contains(m));
            parts
                .and_then(|(y, m)| Some(year(y)? * 12 + month(m)? - 1))
                .ok_or_else(|| format!("a month from {first}-01 to {last}-12"))
        }
        Col::Day => whole(1, 31),
        Col::Weekday => whole(1, 7).map(|day| day - 1),
        Col::Hour if text.is_empty() => Ok(24),
        Col::Hour => whole(0, 23),
        Col::Stage => known("a stage", Stage::ALL.iter().map(|s| s.id()), text),
        // What no table has is the same of all contacts.
        Col::Channel | Col::Outcome if !is_mapped(line, col) => Ok(0),
        Col::Channel if text.is_empty() => Ok(line.channels.len() as u64),
        Col::Channel => known("a channel of the line", line.channels.iter().map(|c| c.id.as_str()), text),
        Col::Outcome if text.is_empty() => Ok(Outcome::ALL.len() as u64),
        Col::Outcome => known("an outcome", Outcome::ALL.iter().map(|o| o.id()), text),
        Col::Open => match text {
            "open" => Ok(OPEN.into()),
            "shut" => Ok(SHUT.into()),
            "unknown" => Ok(NO_HOURS.into()),
            _ => Err("`open`, `shut` or `unknown`".to_owned()),
        },
        Col::Wait | Col::Duration | Col::Closed if text == "unread" => Ok(UNREAD_U32.into()),
        Col::Wait | Col::Duration | Col::Closed => whole(0, u64::from(UNREAD_U32) - 1),
        Col::Caller => Err("no caller: numbers of callers are counted from files only".to_owned()),
        Col::Dim(id) => dimension(line, id, text),
    }
}

fn is_mapped(line: &Helpline, col: &Col) -> bool {
    let target = if *col == Col::Channel { "channel" } else { "outcome" };
    line.files.iter().flat_map(|f| &f.columns).any(|c| c.target == target)
}

fn known<'k>(what: &str, mut ids: impl Iterator<Item = &'k str>, text: &str) -> Result<u64, String> {
    ids.position(|id| id == text).map(|at| at as u64).ok_or_else(|| what.to_owned())
}

fn dimension(line: &Helpline, id: &str, text: &str) -> Result<u64, String> {
    let expected = || format!("a code of `{id}`");
    let dimension = line.dimension(id).ok_or_else(expected)?;
    let position = |code: &str| dimension.codes.position(code).ok_or_else(expected);
    match dimension.kind {
        DimKind::Single => position(text).map(|at| at as u64),
        DimKind::Multi => {
            let codes = text.split('|').filter(|code| !code.is_empty());
            codes
                .map(position)
                .try_fold(0, |bits, at| at.map(|at| if at < 62 { bits | 1 << at } else { bits }))
        }
    }
}

/// A day as `2024-03-01`.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|d| (1900..2200).contains(&d.year()))
}
