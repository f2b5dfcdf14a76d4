//! Channels and dimensions: from texts to positions in code lists.

use crate::base::{Code, Place, Severity};
use crate::config::{ColumnMap, DimKind, Dimension, Helpline, Source};
use crate::intake::RawColumn;

use super::lists::{answers, from_columns, items, literal, several};
use super::memo::{Memo, each};
use super::registrations::Registrations;
use super::rows::Rows;
use super::stamp::{is_after, is_before};
use super::vocabulary::{Answer, Meaning, Vocabulary, YesNo};
use super::{age_signs, ages, births, rules, unit_names};

/// Marks a text without a meaning in a remembered value.
const NONE: u64 = 1 << 63;
/// Marks a number without a band.
const NO_BAND: u64 = 1 << 62;
/// All marks.
pub(super) const MARKS: u64 = NONE | NO_BAND;

/// Types the channel column.
pub(super) fn channel(rows: &mut Rows, map: &ColumnMap, days: &[u32], out: &mut Registrations) {
    let Some(column) = one_column(rows, map) else { return };
    let words = Vocabulary::of_channels(rows.line, map);
    let (codes, odd) = coded(rows, column, |text| match words.read(text) {
        Meaning::Code(code) => code.into(),
        _ => NONE | u64::from(words.blank),
    });
    let codes: Vec<u8> = codes.into_iter().map(|c| c as u8).collect();
    let line = rows.line;
    for (row, _) in odd {
        let text = shown(rows, map, column, row);
        rows.warn(row, rules::CHANNEL, column, || {
            let what = format!("{} is no channel of the line; counted without channel", quoted(&text));
            let place = format!("`aliases:` of its channel in {}", settings(line));
            (what, Some(hint(&words, map, &text, &place)))
        });
    }
    channel_lives(rows, column, &codes, days);
    out.channel = Some(codes);
}

fn channel_lives(rows: &mut Rows, column: &RawColumn, codes: &[u8], days: &[u32]) {
    use chrono::Datelike;
    let key = |d: chrono::NaiveDate| d.year().max(0) as u32 * 10_000 + d.month() * 100 + d.day();
    let lives: Vec<(u32, u32)> =
        rows.line.channels.iter().map(|c| (c.since.map_or(0, key), c.until.map_or(u32::MAX, key))).collect();
    for (row, (&code, &day)) in codes.iter().zip(days).enumerate() {
        let Some(&(since, until)) = lives.get(code as usize) else { continue };
        let (early, late) = (is_before(day, since), is_after(day, until));
        if early || late {
            let channel = &rows.line.channels[code as usize].id;
            let what = if early { "before its `since`" } else { "after its `until`" };
            rows.warn_part(row, rules::CHANNEL_LIFE, column, format!("{channel} {what}").as_bytes(), || {
                let hint = format!("correct the dates of `{channel}` under `channels:`, or the record");
                (format!("the channel is used {what}"), Some(hint))
            });
        }
    }
}

/// Types one dimension.
pub(super) fn dimension(
    rows: &mut Rows,
    map: &ColumnMap,
    dimension: &Dimension,
    days: &[u32],
    out: &mut Registrations,
) {
    let named = if is_of_age(map, dimension) { unit_names::age(rows, map) } else { None };
    let map = named.as_ref().unwrap_or(map);
    let words = Vocabulary::of_codes(&dimension.codes, map, rows.line);
    match (&map.source, dimension.kind) {
        (Source::YesNo(columns), kind) => {
            let (bits, last) = yes_no(rows, map, columns, dimension, &words);
            match kind {
                DimKind::Multi => drop(out.multi.insert(dimension.id.clone(), bits)),
                DimKind::Single => {
                    let codes = exclusive(rows, &bits, last, &words);
                    out.single.insert(dimension.id.clone(), codes);
                }
            }
        }
        (Source::Several(columns), _) => {
            let bits = from_columns(rows, (map, columns), dimension, &words);
            out.multi.insert(dimension.id.clone(), bits);
        }
        (_, kind) => {
            let Some(codes) = one(rows, map, dimension, &words, days) else { return };
            match kind {
                DimKind::Single => {
                    let codes = codes.into_iter().map(|c| c as u16).collect();
                    out.single.insert(dimension.id.clone(), codes);
                }
                DimKind::Multi => {
                    let bits = codes.into_iter().map(answers).collect();
                    out.multi.insert(dimension.id.clone(), bits);
                }
            }
        }
    }
}

/// Whether bands are of ages: other numbers, such as weeks of something, are of the unit of their bands.
fn is_of_age(map: &ColumnMap, dimension: &Dimension) -> bool {
    map.target == "age" || dimension.codes.id == "age"
}

/// The codes of a dimension that is read from one column.
fn one(
    rows: &mut Rows,
    map: &ColumnMap,
    dimension: &Dimension,
    words: &Vocabulary,
    days: &[u32],
) -> Option<Vec<u64>> {
    if let Some(birth) = map.quantity.birth {
        let codes = births::born(rows, (map, birth), words, days)?;
        let stored = |code: u64| if dimension.kind == DimKind::Multi { bit(code as u16) } else { code };
        return Some(codes.into_iter().map(stored).collect());
    }
    let column = one_column(rows, map)?;
    let (codes, mut odd) = match dimension.kind {
        DimKind::Single => coded(rows, column, |text| single(words, text)),
        DimKind::Multi => coded(rows, column, |text| several(words, text, map.separator.as_deref())),
    };
    let mut codes = codes;
    if words.has_numbers() && is_of_age(map, dimension) {
        let doubted = age_signs::doubted(rows, map, column, words);
        let open = match dimension.kind {
            DimKind::Single => words.unclear.into(),
            DimKind::Multi => bit(words.unclear),
        };
        doubted.iter().for_each(|row| codes[*row] = open);
    }
    if words.has_bands() {
        odd = ages::dated_bands(rows, map, column, odd);
    }
    complain(rows, map, column, dimension, words, &odd);
    Some(codes)
}

/// The code of a text, with a mark when it has none; a list of one is its item.
pub(super) fn single(words: &Vocabulary, text: &[u8]) -> u64 {
    let meaning = match words.read(text) {
        Meaning::None => match literal(&String::from_utf8_lossy(text)).as_deref() {
            Some([only]) => words.read(only.as_bytes()),
            Some([]) => Meaning::Code(words.blank),
            _ => Meaning::None,
        },
        meaning => meaning,
    };
    match meaning {
        Meaning::Code(code) => code.into(),
        Meaning::NoBand => NO_BAND | u64::from(words.unclear),
        Meaning::None => NONE | u64::from(words.unclear),
    }
}

pub(super) fn bit(code: u16) -> u64 {
    if code < 62 { 1 << code } else { 0 }
}

/// The code of every cell, and the rows whose text has none.
pub(super) fn coded(
    rows: &Rows,
    column: &RawColumn,
    work: impl Fn(&[u8]) -> u64,
) -> (Vec<u64>, Vec<(usize, u64)>) {
    let mut odd = Vec::new();
    let mut codes = Vec::with_capacity(rows.verdict.len());
    each(
        rows.raw.cells(column),
        |_| None,
        work,
        |row, code| {
            if code >= NO_BAND {
                odd.push((row, code));
            }
            codes.push(code);
        },
    );
    (codes, odd)
}

/// Tells of texts without a meaning: each different one once, where it may be shown.
pub(super) fn complain(
    rows: &mut Rows,
    map: &ColumnMap,
    column: &RawColumn,
    dimension: &Dimension,
    words: &Vocabulary,
    odd: &[(usize, u64)],
) {
    let separator = map.separator.as_deref().filter(|s| !s.is_empty());
    let list = &dimension.codes.id;
    let raw = rows.raw;
    for &(row, code) in odd {
        if dimension.strict && code & NONE != 0 {
            let text = shown(rows, map, column, row);
            rows.reject(row, rules::NO_CODE, column, || {
                let hint =
                    hint(words, map, &text, &format!("`aliases:` of its code in data/codelists/{list}.yaml"));
                (format!("{} is no code of `{list}`; the row is rejected", quoted(&text)), Some(hint))
            });
            continue;
        }
        let cell = String::from_utf8_lossy(raw.cells(column).get(row));
        let answers = match dimension.kind {
            DimKind::Single => vec![cell.clone().into_owned()],
            DimKind::Multi => items(words, &cell, separator),
        };
        for answer in answers {
            let one = single(words, answer.as_bytes());
            if one < NO_BAND {
                continue;
            }
            let text = rows.shown_text(map, column, answer.as_bytes());
            if one & NONE == 0 {
                rows.warn_part(row, rules::NO_BAND, column, answer.as_bytes(), || {
                    let what = "is not believed, or fits no band of the code list; counted as unclear";
                    (
                        format!("{} {what}", quoted(&text)),
                        Some("correct the record, or add a band".to_owned()),
                    )
                });
            } else {
                rows.warn_part(row, rules::NO_CODE, column, answer.as_bytes(), || {
                    let place = format!("`aliases:` of its code in data/codelists/{list}.yaml");
                    let what = format!("{} is no code of `{list}`; counted as unclear", quoted(&text));
                    (what, Some(hint(words, map, &text, &place)))
                });
            }
        }
    }
}

/// A bit per code from several yes/no columns, and the last column.
fn yes_no<'a>(
    rows: &mut Rows<'a>,
    map: &ColumnMap,
    columns: &[(String, Vec<String>)],
    dimension: &Dimension,
    words: &Vocabulary,
) -> (Vec<u64>, Option<&'a RawColumn>) {
    let spelled = YesNo::new(map, rows.line);
    let (unknown, unclear, blank) = (bit(words.unknown), bit(words.unclear), bit(words.blank));
    let mut bits = vec![0_u64; rows.verdict.len()];
    // Per row: 1 some no, 2 some unknown, 4 some unclear.
    let mut seen = vec![0_u8; bits.len()];
    let mut last = None;
    let mut open = false;
    for (code, names) in columns {
        let Some(column) = rows.raw.column(names) else { continue };
        last = Some(column);
        let yes = dimension.codes.position(code).map_or(0, |at| bit(at as u16));
        let out = format!("`{}` of this file is left out", map.target);
        open |= two_yes(rows, (map, column), &spelled, (rules::TWO_YES, &out));
        let mut memo = Memo::new();
        let mut odd = Vec::new();
        for (row, cell) in rows.raw.cells(column).iter().enumerate() {
            match memo.get(cell, |cell| spelled.read(cell) as u64) {
                a if a == Answer::Yes as u64 => bits[row] |= yes,
                a if a == Answer::No as u64 => seen[row] |= 1,
                a if a == Answer::Blank as u64 => {}
                a if a == Answer::Unknown as u64 => seen[row] |= 2,
                a if a == Answer::Unclear as u64 => seen[row] |= 4,
                _ => {
                    seen[row] |= 4;
                    odd.push(row);
                }
            }
        }
        for row in odd {
            let text = shown(rows, map, column, row);
            let texts = |what: &str| {
                let hint = format!("name its spelling under `yes:` or `no:` of `columns: {}:`", map.target);
                (format!("{} is neither yes nor no; {what}", quoted(&text)), Some(hint))
            };
            if dimension.strict {
                rows.reject(row, rules::YES_NO, column, || texts("the row is rejected"));
            } else {
                rows.warn(row, rules::YES_NO, column, || texts("counted as unclear"));
            }
        }
    }
    for (bits, seen) in bits.iter_mut().zip(seen) {
        if *bits == 0 {
            *bits = match seen {
                0 => blank,
                1 => 0,
                s if s & 4 != 0 => unclear,
                _ => unknown,
            };
        }
        // One column that nobody can read leaves out the question as a whole.
        if open {
            *bits = unclear;
        }
    }
    (bits, last)
}

/// Asks about two spellings of yes in a column; gives whether it did. `out` says what is left out.
pub(super) fn two_yes(
    rows: &mut Rows,
    (map, column): (&ColumnMap, &RawColumn),
    spelled: &YesNo,
    (code, out): (Code, &str),
) -> bool {
    let cells = rows.raw.cells(column);
    let counted = (0..rows.verdict.len()).filter(|row| rows.counts(*row)).map(|row| cells.get(row));
    let Some((one, other)) = spelled.two_yes(counted) else { return false };
    let (name, target) = (&column.name, &map.target);
    let place = Place::at(rows.raw.file.path.as_str(), rows.raw.line(0), column.number);
    rows.notes.add(Severity::Error, code, place, || {
        let what = format!(
            "column `{name}` has `{one}` and `{other}` beside a no: both can be yes, or one of them something else; \
             {out} until that is said"
        );
        let hint = format!(
            "write `yes: [{one:?}]` under `columns: {target}:` where only that is yes, and `values: {{{other:?}: unknown}}` \
             for the other; `yes: [{one:?}, {other:?}]` where both are"
        );
        (what, Some(hint))
    });
    true
}

/// One code per row from yes/no columns of which at most one should say yes.
fn exclusive(rows: &mut Rows, bits: &[u64], last: Option<&RawColumn>, words: &Vocabulary) -> Vec<u16> {
    let mut codes = Vec::with_capacity(bits.len());
    for (row, bits) in bits.iter().enumerate() {
        codes.push(match bits.count_ones() {
            0 => words.blank,
            1 => bits.trailing_zeros() as u16,
            _ => {
                if let Some(column) = last {
                    rows.warn(row, rules::SEVERAL, column, || {
                        let hint = "make the dimension `kind: multi` if several answers are possible";
                        (
                            "several answers where one was expected; counted as unclear".to_owned(),
                            Some(hint.to_owned()),
                        )
                    });
                }
                words.unclear
            }
        });
    }
    codes
}

/// The column of a target that is read from one.
pub(super) fn one_column<'a>(rows: &Rows<'a>, map: &ColumnMap) -> Option<&'a RawColumn> {
    rows.raw.column(&map.names()?)
}

/// The text of a cell, when it may stand in a message.
pub(super) fn shown(rows: &Rows, map: &ColumnMap, column: &RawColumn, row: usize) -> Option<String> {
    rows.shown_text(map, column, rows.raw.cells(column).get(row))
}

/// A cell in a message: its text when that may be shown.
pub(super) fn quoted(text: &Option<String>) -> String {
    text.as_ref().map_or_else(|| "the text of this cell".to_owned(), |t| format!("`{t}`"))
}

/// The file of a line's settings, as messages name it.
pub(super) fn settings(line: &Helpline) -> String {
    format!("data/{}/helpline.yaml", line.id)
}

/// How a text gets a meaning: lines that can be pasted, where the text may be shown.
fn hint(words: &Vocabulary, map: &ColumnMap, text: &Option<String>, aliases: &str) -> String {
    let target = &map.target;
    let Some(text) = text else {
        return format!(
            "look at the record, then add its text to {aliases}, or recode it under `values:` of `{target}`; \
             `showable: true` of `{target}` shows rare texts too"
        );
    };
    match words.near(text) {
        Some(near) => format!(
            "did you mean `{near}`? then write `values: {{{text:?}: {near:?}}}` under `columns: {target}:`; else add \
             {text:?} to {aliases}"
        ),
        None => format!(
            "add {text:?} to {aliases}, or write `values: {{{text:?}: …}}` under `columns: {target}:`"
        ),
    }
}
