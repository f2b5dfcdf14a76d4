//! A line made in code, and folders to put its files in.

mod ages;
mod callers;
mod coding;
mod contacts;
mod corrected;
mod files;
mod guess;
mod late;
mod meant;
mod moments;
mod ordinary;
mod quantities;
mod real;
mod repeated;
mod scales;
mod spans;
mod speed;
mod timing;
mod written;
mod zone_table;

use std::collections::BTreeMap;
use std::path::Path;

use super::*;
use crate::base::{Finding, Findings, Lang};
use crate::config::*;

/// A text in every language.
fn text(text: &str) -> Text {
    Text::same(text)
}

fn code(id: &str, kind: CodeKind, aliases: &[&str]) -> Code {
    let label = text(&id.replace('_', " "));
    let aliases = aliases.iter().map(|a| (*a).to_owned()).collect();
    Code { id: id.to_owned(), label, parent: None, kind, aliases, band: None, since: None, until: None }
}

/// A list of plain codes and the three special ones behind them.
fn list(id: &str, codes: &[&str]) -> CodeList {
    let mut codes: Vec<Code> = codes.iter().map(|c| code(c, CodeKind::Plain, &[])).collect();
    codes.push(code("unknown", CodeKind::Unknown, &["Sin datos"]));
    codes.push(code("unclear", CodeKind::Unclear, &[]));
    codes.push(code("blank", CodeKind::Blank, &[]));
    CodeList {
        id: id.to_owned(),
        version: "1".to_owned(),
        codes,
        groups: Vec::new(),
        ordered: false,
        spellings: BTreeMap::new(),
        changes: Vec::new(),
        tiles: None,
    }
}

fn dimension(codes: CodeList, kind: DimKind) -> Dimension {
    Dimension {
        id: codes.id.clone(),
        label: text(&codes.id),
        kind,
        codes,
        applies: Applies::Answered,
        chapter: Chapter::What,
        victims: false,
        strict: false,
    }
}

fn column(target: &str, name: &str) -> ColumnMap {
    ColumnMap::plain(target.to_owned(), Source::Column(vec![name.to_owned()]))
}

fn file_map(columns: Vec<ColumnMap>) -> FileMap {
    FileMap {
        pattern: "**".to_owned(),
        encoding: Encoding::Auto,
        delimiter: None,
        header: None,
        quotes: Quotes::Doubled,
        sheet: None,
        header_line: None,
        decimal: None,
        columns,
        skip: Vec::new(),
        rows: crate::config::RowRules::default(),
    }
}

fn channel(id: &str) -> Channel {
    Channel {
        id: id.to_owned(),
        label: text(id),
        parent: None,
        since: None,
        until: None,
        hours: Vec::new(),
        target_hours: None,
        openings: false,
        aliases: Vec::new(),
    }
}

/// A line whose folder is `data/line` below `root`.
fn line(root: &Path, dimensions: Vec<Dimension>, map: FileMap) -> Helpline {
    let subject = Subject {
        id: "line".to_owned(),
        name: "Line".to_owned(),
        about: Text::default(),
        operator: String::new(),
        owner: String::new(),
        funder: String::new(),
        colour: "#000000".to_owned(),
        synthetic: true,
        since: None,
        languages: vec![Lang::nl()],
        no_longer_kept: Vec::new(),
        look_back: 5,
        units: BTreeMap::new(),
        own_units: BTreeMap::new(),
        main_stage: Stage::Answered,
        channels: vec![channel("phone"), channel("email"), channel("chat")],
        channel_groups: Vec::new(),
        dimensions,
        series: Vec::new(),
        events: Vec::new(),
        figures: BTreeMap::new(),
        threshold: 5,
        protection: crate::config::Protection::default(),
    };
    Helpline {
        subject,
        dir: root.join("data/line"),
        aliases: Vec::new(),
        target_group: Text::default(),
        scope: "broad".to_owned(),
        contact: Text::default(),
        website: String::new(),
        until: None,
        years: Vec::new(),
        stages: Stage::ALL.to_vec(),
        crosses: Vec::new(),
        trends: Vec::new(),
        same_months: Vec::new(),
        not_measurable: Vec::new(),
        files: vec![map],
        sections: Vec::new(),
        status: BTreeMap::new(),
        cut_off: BTreeMap::new(),
        counted_since: None,
        date: None,
        short_abandon_s: 5,
        low_unknown_percent: 100,
        max_unknown_percent: 50,
        strict_commentary: false,
        max_rejected_percent: 1,
        brands: Default::default(),
        caller_number: crate::config::CallerNumber::default(),
        calendar: crate::config::Calendar::default(),
        silent: crate::config::Silent::default(),
        plausible: Plausible {
            age_max: 110,
            victims_max: 20,
            wait_max: 86_400,
            duration_max: 14_400,
            closed_max: 31_536_000,
        },
    }
}

/// A workspace in a folder of its own.
struct Work {
    root: tempfile::TempDir,
}

impl Work {
    fn new() -> Self {
        let root = tempfile::tempdir().expect("a folder");
        std::fs::create_dir_all(root.path().join("data/line/registrations")).expect("a folder");
        Self { root }
    }

    fn path(&self) -> std::path::PathBuf {
        self.root.path().canonicalize().expect("a path")
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path().join("data/line/registrations").join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    }

    fn run(&self, line: &Helpline) -> (Option<Registrations>, Findings, Vec<Rejected>) {
        registrations(line, &self.path(), 2, None, &crate::base::SecretKey::new(&[7; 32]))
    }
}

/// One file `a.csv`, run through a line with these dimensions and columns.
fn run_with(
    content: &str,
    dimensions: Vec<Dimension>,
    columns: Vec<ColumnMap>,
    change: impl FnOnce(&mut Helpline),
) -> (Option<Registrations>, Findings, Vec<Rejected>) {
    let work = Work::new();
    work.put("a.csv", content);
    let mut line = line(&work.path(), dimensions, file_map(columns));
    change(&mut line);
    work.run(&line)
}

/// Findings with a code.
fn with_code<'f>(findings: &'f Findings, code: &str) -> Vec<&'f Finding> {
    findings.0.iter().filter(|f| f.code == code).collect()
}

/// How often something was found.
fn times(findings: &Findings, code: &str) -> u64 {
    with_code(findings, code).iter().map(|f| 1 + f.more).sum()
}

fn line_of(finding: &Finding) -> Option<u64> {
    finding.place.as_ref().and_then(|p| p.line)
}
