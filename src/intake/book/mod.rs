//! Workbooks: which worksheet holds the registrations.

mod archive;
mod biff;
mod cell;
mod compound;
mod formats;
mod legacy;
mod ods;
mod serial;
mod short;
mod strings;
mod worksheet;
mod xlsx;

use super::pick::{Pick, Score, Top, Wanted};
use super::raw::{InputFile, RawTable};
use super::row::{Row, Source};
use super::rules;
use super::table::{About, Head, build, refuse};
use crate::base::{Finding, Findings, Place, fold};
use crate::config::{FileMap, MergedCells};

/// The kinds of workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BookKind {
    /// XLSX and XLSM: XML in a zip.
    Xlsx,
    /// XLSB: records in a zip.
    Xlsb,
    /// XLS: records in a compound file.
    Xls,
    /// ODS: XML in a zip.
    Ods,
}

/// One worksheet.
#[derive(Debug, Clone)]
struct Sheet {
    name: String,
    hidden: bool,
}

/// A workbook that was opened.
trait Book {
    /// Its worksheets, in order.
    fn sheets(&self) -> &[Sheet];
    /// The rows of a worksheet, and what is known of it.
    fn open(&mut self, at: usize) -> Result<(Box<dyn Source + '_>, About), String>;
}

/// Reads one worksheet of a workbook.
pub(super) fn read(
    bytes: Vec<u8>,
    kind: BookKind,
    map: &FileMap,
    file: InputFile,
) -> Result<RawTable, Findings> {
    let mut book = opened(bytes, kind, &file.path)?;
    let wanted = Wanted::of(map);
    let (at, told) = choose(book.as_mut(), map.sheet.as_deref(), &wanted, &file.path)?;
    let sheet = book.sheets()[at].name.clone();
    let path = file.path.clone();
    let of_sheet = |why: String| unreadable(&path, &format!("worksheet `{sheet}`: {why}"));
    let (mut source, mut about) = book.open(at).map_err(of_sheet)?;
    let head = Head::read(source.as_mut(), &wanted).map_err(of_sheet)?;
    about.sheet = Some(sheet.clone());
    let mut table = build(source.as_mut(), head, wanted, file, &about)?;
    table.findings.extend(told);
    Ok(table)
}

fn opened(bytes: Vec<u8>, kind: BookKind, path: &str) -> Result<Box<dyn Book>, Findings> {
    if kind != BookKind::Xls
        && let Some(why) = archive::swells(&bytes)
    {
        return Err(refuse(path, why, "export the registrations as CSV"));
    }
    let book: Result<Box<dyn Book>, String> = match kind {
        BookKind::Xlsx => xlsx::Xlsx::new(bytes).map(|book| Box::new(book) as Box<dyn Book>),
        BookKind::Ods => ods::Ods::new(bytes).map(|book| Box::new(book) as Box<dyn Book>),
        BookKind::Xlsb => legacy::xlsb(bytes),
        BookKind::Xls => legacy::xls(bytes),
    };
    book.map_err(|why| unreadable(path, &why))
}

/// Of each worksheet its name, whether it is hidden, whether more rows follow, and its first rows.
type FirstRows = (String, bool, bool, Vec<Top>);

/// The first rows of all worksheets.
pub(super) fn first_rows(bytes: Vec<u8>, kind: BookKind, path: &str) -> Result<Vec<FirstRows>, Findings> {
    let mut book = opened(bytes, kind, path)?;
    let wanted = Wanted { names: Vec::new(), time: None, header_line: None, merged_cells: MergedCells::Ask };
    let mut all = Vec::new();
    for (at, sheet) in book.sheets().to_vec().into_iter().enumerate() {
        let of_sheet = |why: String| unreadable(path, &format!("worksheet `{}`: {why}", sheet.name));
        let (mut source, _) = book.open(at).map_err(of_sheet)?;
        let head = Head::read(source.as_mut(), &wanted).map_err(of_sheet)?;
        let (more, tops) = head.into_tops();
        all.push((sheet.name, sheet.hidden, more, tops));
    }
    Ok(all)
}

/// The rows of the worksheet that has these names, from its header on, each with its number.
pub(super) fn rows_under(
    bytes: Vec<u8>,
    kind: BookKind,
    names: &[&str],
    path: &str,
) -> Result<Vec<(u64, Vec<String>)>, Findings> {
    let mut book = opened(bytes, kind, path)?;
    let wanted = Wanted {
        names: names.iter().map(|name| vec![(*name).to_owned()]).collect(),
        time: names.len().checked_sub(1),
        header_line: None,
        merged_cells: MergedCells::Ask,
    };
    let (at, _) = choose(book.as_mut(), None, &wanted, path)?;
    let of_sheet = |why: String| unreadable(path, &why);
    let head = {
        let (mut source, _) = book.open(at).map_err(of_sheet)?;
        Head::read(source.as_mut(), &wanted).map_err(of_sheet)?.line(&wanted)
    };
    let (mut source, _) = book.open(at).map_err(of_sheet)?;
    let (mut row, mut rows) = (Row::default(), Vec::new());
    while source.next(&mut row).map_err(of_sheet)? {
        if row.line >= head.unwrap_or(1) && !row.is_blank() {
            rows.push((row.line, row.whole_texts()));
        }
    }
    Ok(rows)
}

fn unreadable(path: &str, why: &str) -> Findings {
    refuse(path, format!("the workbook cannot be read: {why}"), "save it again, or export it as CSV")
}

/// Rows with dates from which a worksheet that is not read is told.
const DATED: usize = 12;

/// What the first rows of a worksheet show.
struct Seen {
    at: usize,
    score: Score,
    /// Whether rows stand below its header.
    filled: bool,
    /// In how many of its first rows one column holds a date, and whether with a time of day.
    dated: (usize, bool),
}

impl Seen {
    /// Whether registrations stand there, as far as its header shows.
    fn has_registrations(&self, wanted: &Wanted) -> bool {
        let (found, all) = (self.score.found, wanted.names.len());
        let most = if wanted.time.is_some() { self.score.time && 2 * found >= all } else { found == all };
        self.filled && most && found > 0
    }
}

/// The worksheet that is asked for, or the visible one whose header has most of the columns. More than one
/// with registrations are refused: a report never silently counts fewer rows.
fn choose(
    book: &mut dyn Book,
    asked: Option<&str>,
    wanted: &Wanted,
    path: &str,
) -> Result<(usize, Findings), Findings> {
    let sheets = book.sheets().to_vec();
    if let Some(asked) = asked {
        let exact = sheets.iter().position(|s| s.name == asked);
        let near = || sheets.iter().position(|s| fold(&s.name) == fold(asked));
        return match exact.or_else(near) {
            Some(at) => Ok((at, Findings::default())),
            None => Err(refuse(path, format!("there is no worksheet `{asked}`"), &listed(&sheets))),
        };
    }
    let mut seen = Vec::new();
    for (at, sheet) in sheets.iter().enumerate() {
        let of_sheet = |why: String| unreadable(path, &format!("worksheet `{}`: {why}", sheet.name));
        let head = match book.open(at) {
            Ok((mut source, _)) => Head::read(source.as_mut(), wanted).map_err(of_sheet)?,
            Err(why) => return Err(of_sheet(why)),
        };
        let pick: Option<Pick> = head.pick(wanted);
        if let Some(pick) = pick {
            let dated = if head.is_of_parents() { (0, false) } else { head.dated() };
            seen.push(Seen { at, score: pick.score, filled: head.has_below(&pick), dated });
        }
    }
    let hidden = |s: &&Seen| sheets[s.at].hidden;
    let mut best: Option<&Seen> = None;
    for one in seen.iter().filter(|s| !hidden(s)) {
        let better = |other: &Seen| (one.filled, one.score) > (other.filled, other.score);
        if best.is_none_or(
            |other| {
                if one.score.found == 0 { false } else { other.score.found == 0 || better(other) }
            },
        ) {
            best = Some(one);
        }
    }
    let unseen: Vec<&Seen> = seen.iter().filter(hidden).filter(|s| s.has_registrations(wanted)).collect();
    let hidden_name = unseen.first().map(|s| sheets[s.at].name.as_str());
    match (best, hidden_name) {
        (Some(best), name) if best.score.time || best.has_registrations(wanted) || name.is_none() => {
            others(&seen, best, &sheets, wanted, path)?;
            let mut told = Findings(name.map(|n| passed_over(n, path)).into_iter().collect());
            told.extend(unlike(&seen, best, &sheets, path)?);
            Ok((best.at, told))
        }
        (_, Some(name)) => {
            let what = format!("the registrations stand on worksheet `{name}`, which is hidden");
            let finding = Finding::error(rules::HIDDEN, what).at(Place::file(path));
            Err(Findings(vec![finding.hint(format!("name it: `sheet: {name}`, or make it visible"))]))
        }
        _ if wanted.header_line.is_some() && !sheets.is_empty() => {
            Err(super::pick::no_such_line(wanted.header_line.unwrap_or(1), path))
        }
        _ if sheets.is_empty() => {
            Err(refuse(path, "the workbook has no worksheet".to_owned(), "export it again"))
        }
        _ => {
            let what = "the workbook is empty: no worksheet has even a header";
            Err(Findings(vec![Finding::error(rules::EMPTY, what).at(Place::file(path))]))
        }
    }
}

/// Refuses a workbook in which a worksheet that would not be read holds registrations as well.
fn others(seen: &[Seen], best: &Seen, sheets: &[Sheet], wanted: &Wanted, path: &str) -> Result<(), Findings> {
    let same = |s: &&Seen| s.at != best.at && !sheets[s.at].hidden && s.has_registrations(wanted);
    let Some(other) = seen.iter().find(same) else { return Ok(()) };
    let why = format!(
        "worksheet `{}` has registrations, and only worksheet `{}` would be read",
        sheets[other.at].name, sheets[best.at].name
    );
    let hint = "put all rows on one worksheet or in files of their own; if the others are not meant to count, \
                name the one that is with `sheet:`";
    Err(refuse(path, why, hint))
}

/// Refuses a workbook in which a worksheet that would not be read holds moments row by row, under other names or
/// none; tells of one with days, which may be a table of sums.
fn unlike(seen: &[Seen], best: &Seen, sheets: &[Sheet], path: &str) -> Result<Findings, Findings> {
    let same = |s: &&Seen| s.at != best.at && !sheets[s.at].hidden && s.dated.0 >= DATED;
    let Some(other) = seen.iter().filter(same).max_by_key(|s| s.dated.1) else {
        return Ok(Findings::default());
    };
    let (name, read) = (&sheets[other.at].name, &sheets[best.at].name);
    let kind = if other.dated.1 { "moments" } else { "days" };
    let what = format!(
        "worksheet `{name}` has rows with {kind} and not the names that are mapped; only worksheet `{read}` is read"
    );
    let hint = format!(
        "if its rows count, give it the same names in the first row and put all rows on one worksheet or in files of \
         their own; if they do not, write `sheet: {read}`"
    );
    let place = Place::file(path);
    if other.dated.1 {
        return Err(Findings(vec![Finding::error(rules::UNREAD_SHEET, what).at(place).hint(hint)]));
    }
    Ok(Findings(vec![Finding::warning(rules::UNREAD_SHEET, what).at(place).hint(hint)]))
}

fn passed_over(sheet: &str, path: &str) -> Finding {
    let what = format!("worksheet `{sheet}` is hidden and is not read, though it looks like registrations");
    let hint = "if they count, make it visible or name it with `sheet:`; else take it out of the workbook";
    Finding::warning(rules::HIDDEN, what).at(Place::file(path)).hint(hint)
}

fn listed(sheets: &[Sheet]) -> String {
    let names: Vec<&str> = sheets.iter().map(|s| s.name.as_str()).collect();
    format!("the workbook has: {}", names.join(", "))
}
