//! Which of the first rows is the header.

use crate::base::{Finding, Findings, Place, fold};
use crate::config::{FileMap, MergedCells, Source};

use super::{header, rules};

/// Rows among which the header is looked for.
pub(super) const TOP: usize = 50;

/// The columns that a mapping asks for.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    /// Each the names it may have.
    pub names: Vec<Vec<String>>,
    /// Which of them gives the day of the contact.
    pub time: Option<usize>,
    /// The line on which the settings say that the header stands.
    pub header_line: Option<u64>,
    /// What cells say that are merged with the one above them.
    pub merged_cells: MergedCells,
}

impl Wanted {
    /// What a mapping asks for.
    pub(super) fn of(map: &FileMap) -> Self {
        let names = header::wanted(map);
        let column = |target: &str| map.columns.iter().find(|c| c.target == target);
        let time = column("at").or_else(|| column("date")).and_then(|c| match &c.source {
            Source::YesNo(_) => None,
            source => source.columns().first().and_then(|asked| names.iter().position(|n| n == *asked)),
        });
        Self { names, time, header_line: map.header_line, merged_cells: map.rows.merged_cells }
    }

    /// Whether no row can do better.
    pub(super) fn is_met(&self, score: Score) -> bool {
        self.header_line.is_none() && score.found == self.names.len() && (score.time || self.time.is_none())
    }
}

/// One of the first rows that have any text.
#[derive(Debug)]
pub(super) struct Top {
    /// Physical line, or row of the sheet.
    pub line: u64,
    /// Its cells.
    pub cells: Vec<String>,
}

impl Top {
    /// How many of its cells say something.
    pub(super) fn filled(&self) -> usize {
        self.cells.iter().filter(|c| !c.trim().is_empty()).count()
    }
}

/// How well a row would do as header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Score {
    /// Whether it names the column of the day.
    pub time: bool,
    /// How many of the columns that are asked for it names.
    pub found: usize,
}

/// Longest text that can be a name, in bytes.
const NAME_MAX: usize = 1000;

/// A cell as text, as far as it can be a name.
pub(super) fn text(cell: &[u8]) -> String {
    String::from_utf8_lossy(&cell[..cell.len().min(NAME_MAX)]).into_owned()
}

/// How well each row would do.
pub(super) fn score(cells: &[String], wanted: &Wanted) -> Score {
    let plain: Vec<&str> = cells.iter().map(|c| c.trim()).filter(|c| !c.is_empty()).collect();
    let folded: std::cell::OnceCell<Vec<String>> = std::cell::OnceCell::new();
    let has = |name: &String| {
        let name = name.trim();
        let fold_all = || plain.iter().map(|c| fold(c)).collect();
        plain.contains(&name) || folded.get_or_init(fold_all).contains(&fold(name))
    };
    let found: Vec<bool> = wanted.names.iter().map(|names| names.iter().any(has)).collect();
    Score {
        time: wanted.time.is_some_and(|at| found.get(at) == Some(&true)),
        found: found.iter().filter(|f| **f).count(),
    }
}

/// The row that is the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pick {
    /// Its position among the first rows.
    pub at: usize,
    /// The names of the columns.
    pub names: Vec<String>,
    /// How well it does.
    pub score: Score,
}

/// The row that names most of the columns, that of the day before all; the first of those that do as well.
/// Where only two rows together name more, because names were merged over both, they are one header.
pub(super) fn best(rows: &[Top], wanted: &Wanted) -> Option<Pick> {
    let pick = |at: usize, names: Vec<String>| Pick { at, score: score(&names, wanted), names };
    if let Some(line) = wanted.header_line {
        let at = rows.iter().position(|row| row.line == line)?;
        return Some(pick(at, rows[at].cells.clone()));
    }
    let mut best: Option<Pick> = None;
    for (at, row) in rows.iter().enumerate() {
        let score = score(&row.cells, wanted);
        if best.as_ref().is_none_or(|other| score > other.score) {
            best = Some(Pick { at, score, names: row.cells.clone() });
        }
    }
    for (at, two) in rows.windows(2).enumerate() {
        if two[0].line + 1 != two[1].line || best.as_ref().is_none_or(|b| b.score.found >= wanted.names.len())
        {
            continue;
        }
        let both = pick(at + 1, merged(&two[0].cells, &two[1].cells));
        if best.as_ref().is_some_and(|other| both.score > other.score) {
            best = Some(both);
        }
    }
    best
}

/// The names in two rows: the lower one's, and where it has none the upper one's.
fn merged(upper: &[String], lower: &[String]) -> Vec<String> {
    let name = |at: usize| {
        let low = lower.get(at).filter(|c| !c.trim().is_empty());
        low.or(upper.get(at)).cloned().unwrap_or_default()
    };
    (0..upper.len().max(lower.len())).map(name).collect()
}

/// Refuses a header above which registrations stand: they would be lost.
pub(super) fn nothing_above(rows: &[Top], pick: &Pick, wanted: &Wanted, place: &str) -> Result<(), Findings> {
    if wanted.header_line.is_some() || pick.at == 0 {
        return Ok(());
    }
    let header = &rows[pick.at];
    let named = pick.names.iter().filter(|c| !c.trim().is_empty()).count();
    let names = wanted.time.map(|t| &wanted.names[t]);
    let time = names.and_then(|n| n.iter().find_map(|n| header::bearing(&pick.names, n).first().copied()));
    let Some(time) = time else { return Ok(()) };
    let is_record = |row: &&Top| {
        let filled = row.cells.iter().filter(|c| !c.trim().is_empty()).count();
        let digits = row.cells.get(time).map_or(0, |c| c.bytes().filter(u8::is_ascii_digit).count());
        digits >= 4 && 2 * filled >= named
    };
    let Some(first) = rows[..pick.at].iter().find(is_record) else { return Ok(()) };
    let count = rows[..pick.at].iter().filter(is_record).count();
    let what = format!(
        "the names of the columns stand on line {}, and above them {count} rows that look like registrations",
        header.line
    );
    let hint = format!(
        "move the header above them; if they are not meant to count, write `header_line: {}`",
        header.line
    );
    let place = Place::line(place, first.line);
    Err(Findings(vec![Finding::error(rules::ABOVE_HEADER, what).at(place).hint(hint)]))
}

/// Says that the settings name a line without names.
pub(super) fn no_such_line(line: u64, place: &str) -> Findings {
    let what =
        format!("`header_line: {line}` names a line without any text, or one behind the first records");
    let hint = "count lines from 1, or the rows of the sheet; leave `header_line` out to have it found";
    Findings(vec![Finding::error(rules::HEADER_LINE, what).at(Place::line(place, line)).hint(hint)])
}

/// How many rows right below the header are no records: tags of an exchange format, or what a survey
/// program says of its columns.
pub(super) fn tags(rows: &[Top]) -> usize {
    let is_tag = |cell: &&String| {
        let cell = cell.trim();
        cell.strip_prefix('#').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))
    };
    let of =
        |at: usize| rows.get(at).map(|r| r.cells.iter().filter(|c| !c.trim().is_empty()).collect::<Vec<_>>());
    let tagged = |cells: &Vec<&String>| !cells.is_empty() && cells.iter().all(is_tag);
    let import =
        |cells: &Vec<&String>| cells.first().is_some_and(|c| c.trim_start().starts_with("{\"ImportId\""));
    match (of(0), of(1)) {
        (Some(first), _) if tagged(&first) || import(&first) => 1,
        (_, Some(second)) if import(&second) => 2,
        _ => 0,
    }
}

/// Tells of what stands around the header and is passed over.
pub(super) fn passed(rows: &[Top], at: usize, tags: usize, wanted: &Wanted, place: &str) -> Findings {
    let mut findings = Findings::default();
    if at > 0 && wanted.header_line.is_none() {
        let what =
            format!("the header is found on line {}; what stands above it is passed over", rows[at].line);
        findings.push(Finding::note(rules::PASSED, what).at(Place::line(place, rows[at].line)));
    }
    if tags > 0 {
        let line = rows[at + 1].line;
        let what = "a row of tags below the names of the columns is passed over";
        findings.push(Finding::note(rules::PASSED, what).at(Place::line(place, line)));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tops(rows: &[&[&str]]) -> Vec<Top> {
        let top = |(at, cells): (usize, &&[&str])| Top {
            line: at as u64 + 1,
            cells: cells.iter().map(|c| (*c).to_owned()).collect(),
        };
        rows.iter().enumerate().map(top).collect()
    }

    fn wanted() -> Wanted {
        let names = ["Datum", "Kanaal", "Duur"].iter().map(|n| vec![(*n).to_owned()]).collect();
        Wanted { names, time: Some(0), header_line: None, merged_cells: MergedCells::Ask }
    }

    #[test]
    fn the_row_with_most_names_and_the_day_is_the_header() {
        let rows = tops(&[
            &["Registraties 2024"],
            &["Datum", "", "Contact"],
            &["datum", "KANAAL", "Duur"],
            &["2024-01-05", "chat", "5"],
            &["Datum", "Kanaal", "Duur"],
        ]);
        let pick = best(&rows, &wanted()).expect("a header");
        assert_eq!((pick.at, pick.score), (2, Score { time: true, found: 3 }));
        assert!(nothing_above(&rows, &pick, &wanted(), "a").is_ok());
        let forced = Wanted { header_line: Some(5), ..wanted() };
        assert_eq!(best(&rows, &forced).map(|p| p.at), Some(4));
        assert!(best(&rows, &Wanted { header_line: Some(9), ..wanted() }).is_none());
    }

    #[test]
    fn names_that_were_merged_over_two_rows_are_one_header() {
        let rows = tops(&[&["Datum", "Contact", ""], &["", "Kanaal", "Duur"], &["2024-01-05", "chat", "5"]]);
        let pick = best(&rows, &wanted()).expect("a header");
        assert_eq!((pick.at, pick.names), (1, vec!["Datum".into(), "Kanaal".into(), "Duur".into()]));
    }

    #[test]
    fn registrations_above_the_header_are_not_lost() {
        let rows = tops(&[
            &["2024-01-05", "chat", "5"],
            &["2024-01-06", "chat", ""],
            &["Datum", "Kanaal", "Duur"],
            &["2024-01-07", "chat", "5"],
        ]);
        let pick = best(&rows, &wanted()).expect("a header");
        let findings = nothing_above(&rows, &pick, &wanted(), "a.csv").expect_err("a finding");
        assert_eq!(findings.0[0].code, rules::ABOVE_HEADER);
        assert_eq!(findings.0[0].place, Some(Place::line("a.csv", 1)));
        let titles = tops(&[&["Periode 2024-01-01 tot 2024-12-31"], &["Datum", "Kanaal", "Duur"]]);
        let pick = best(&titles, &wanted()).expect("a header");
        assert!(nothing_above(&titles, &pick, &wanted(), "a").is_ok());
    }

    #[test]
    fn rows_of_tags_are_no_records() {
        assert_eq!(tags(&tops(&[&["#date", "", "#indicator+num"], &["2024-01-05", "x", "1"]])), 1);
        assert_eq!(
            tags(&tops(&[&["Start", "Q1"], &["{\"ImportId\":\"startDate\"}", "{\"ImportId\":\"Q\"}"]])),
            2
        );
        assert_eq!(tags(&tops(&[&["2024-01-05", "#12"]])), 0);
        assert_eq!(tags(&tops(&[&["#12", "#13"]])), 0);
        assert_eq!(tags(&[]), 0);
    }
}
