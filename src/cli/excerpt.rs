//! The line of a settings file or a text that a finding is about, with what is meant marked. Never a line of data.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::base::{Finding, Place, Severity};

/// Endings of files that may be shown: somebody wrote them for this program, and they hold no registrations.
const SHOWN: [&str; 4] = ["yaml", "yml", "md", "typ"];
/// Folders of a line with data.
const DATA: [&str; 3] = ["registrations", "series", "quarantine"];
/// Letters of a line that are looked at; what is longer is no line that somebody wrote.
const LONGEST: usize = 2_000;

/// Shows lines of the files of a workspace.
pub struct Excerpts {
    root: Option<PathBuf>,
    texts: BTreeMap<String, Option<Text>>,
    colour: bool,
}

/// A file, and where its lines begin.
struct Text {
    text: String,
    starts: Vec<usize>,
}

impl Text {
    fn read(path: &Path) -> Option<Self> {
        // A pipe would be waited for.
        let plain = std::fs::metadata(path).is_ok_and(|meta| meta.is_file());
        let text = plain.then(|| std::fs::read_to_string(path).ok()).flatten()?;
        Some(Self::of(text.trim_start_matches('\u{feff}')))
    }

    fn of(text: &str) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        Self { text: text.to_owned(), starts: std::iter::once(0).chain(ends).collect() }
    }

    /// The bytes of what begins at a line and column: a text in quotes, or a value up to what ends it.
    /// Of Markdown a reference, or a word.
    fn meant(&self, place: &Place) -> Option<Range<usize>> {
        let (number, column) = (usize::try_from(place.line?).ok()?, usize::try_from(place.column?).ok()?);
        let start = *self.starts.get(number.checked_sub(1)?)?;
        let line = self.text.get(start..)?.lines().next().filter(|line| line.len() <= LONGEST)?;
        let from = line.char_indices().nth(column.checked_sub(1)?)?.0;
        let rest = &line[from..];
        let first = rest.chars().next()?;
        let end = if ['"', '\''].contains(&first) {
            rest[1..].find(first).map_or(rest.len(), |at| at + 2)
        } else if place.file.ends_with(".md") {
            let word = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let word = rest[..word].trim_end_matches(|c: char| !c.is_alphanumeric()).len();
            if first == '{' { rest.find('}').map_or(word, |at| at + 1) } else { word }
        } else {
            let ends = [",", "]", "}", ": ", " #"];
            ends.iter().filter_map(|end| rest.find(end)).min().unwrap_or(rest.len())
        };
        let length = rest[..end].trim_end_matches([' ', ':']).len();
        let from = start + from;
        Some(from..from + length.max(first.len_utf8()))
    }

    /// A part of the text that has these bytes, in whole lines: where it begins, and the number of its first line.
    fn around(&self, spans: &[Range<usize>]) -> (usize, usize, &str) {
        let first = spans.iter().map(|span| span.start).min().unwrap_or(0);
        let last = spans.iter().map(|span| span.end).max().unwrap_or(0);
        let number = self.starts.partition_point(|start| *start <= first);
        let start = self.starts.get(number.saturating_sub(1)).copied().unwrap_or(0);
        let end = self.text[last..].find('\n').map_or(self.text.len(), |at| last + at);
        (start, number, &self.text[start..end])
    }
}

impl Excerpts {
    /// Of a workspace; without one nothing is shown.
    pub fn of(root: Option<PathBuf>, colour: bool) -> Self {
        Self { root, texts: BTreeMap::new(), colour }
    }

    /// The line that a finding names, and a mark below it; of two places that do not agree both.
    pub fn of_finding(&mut self, finding: &Finding) -> Option<String> {
        let place = finding.place.as_ref().filter(|place| place.line.is_some() && place.column.is_some())?;
        let root = self.root.as_ref()?;
        if !may_be_shown(&place.file) {
            return None;
        }
        let text =
            self.texts.entry(place.file.clone()).or_insert_with(|| Text::read(&root.join(&place.file)));
        let text = text.as_ref()?;
        let mut spans = vec![text.meant(place)?];
        spans.extend(
            finding.also.iter().filter(|also| also.file == place.file).filter_map(|also| text.meant(also)),
        );
        let (start, number, lines) = text.around(&spans);
        let level = match finding.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let marks = spans.iter().enumerate().map(|(nth, span)| {
            let span = span.start - start..span.end - start;
            match nth {
                0 => AnnotationKind::Primary.span(span),
                _ => AnnotationKind::Context.span(span).label("and here"),
            }
        });
        let snippet = Snippet::source(lines).line_start(number).fold(true).annotations(marks);
        let group = Group::with_level(level).element(snippet);
        let renderer = if self.colour { Renderer::styled() } else { Renderer::plain() };
        Some(renderer.render(&[group]).to_string())
    }
}

/// Whether a file was written by hand for this program.
fn may_be_shown(file: &str) -> bool {
    let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
    SHOWN.contains(&ending) && !file.split('/').any(|part| DATA.contains(&part) || part == "..")
}

#[cfg(test)]
mod tests {
    use super::{Excerpts, Text, may_be_shown};
    use crate::base::{Finding, Place, code};

    fn marked(line: &str, column: u64) -> Option<&str> {
        Text::of(line).meant(&Place::at("x.yaml", 1, column)).map(|span| &line[span])
    }

    #[test]
    fn a_mark_covers_what_is_meant() {
        assert_eq!(marked("years: [2021, twee, 2023]", 15), Some("twee"));
        assert_eq!(marked("  - {id: a, nl: Oud en jong, en: x}", 17), Some("Oud en jong"));
        assert_eq!(marked("name: \"a, b\"  # c", 7), Some("\"a, b\""));
        assert_eq!(marked("namen: x", 1), Some("namen"));
        assert_eq!(marked("month: é", 8), Some("é"));
        assert_eq!(marked("list: [", 7), Some("["));
        assert_eq!(marked("short", 9), None);
    }

    #[test]
    fn no_line_of_data_is_shown() {
        for file in ["data/a/registrations/2023.csv", "data/a/registrations/x.yaml", "data/a/quarantine/x.md"]
        {
            assert!(!may_be_shown(file), "{file}");
        }
        assert!(may_be_shown("data/a/helpline.yaml") && may_be_shown("data/a/commentary/2023/foreword.md"));
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(dir.path().join("data")).unwrap();
        std::fs::write(dir.path().join("data/workspace.yaml"), "date: nu\nname: x\n").unwrap();
        let at = |file: &str, line| Finding::error(code::C005, "m").at(Place::at(file, line, 7));
        let mut excerpts = Excerpts::of(Some(dir.path().to_owned()), false);
        let shown = excerpts.of_finding(&at("data/workspace.yaml", 1)).unwrap();
        assert_eq!(shown, "  |\n1 | date: nu\n  |       ^^");
        let mut two = at("data/workspace.yaml", 2);
        two.also = Some(Box::new(Place::at("data/workspace.yaml", 1, 7)));
        let shown = excerpts.of_finding(&two).unwrap();
        assert_eq!(shown, "  |\n1 | date: nu\n  |       -- and here\n2 | name: x\n  |       ^");
        assert_eq!(excerpts.of_finding(&at("data/workspace.yaml", 9)), None);
        assert_eq!(excerpts.of_finding(&at("data/workspace.csv", 1)), None);
        assert_eq!(Excerpts::of(None, false).of_finding(&at("data/workspace.yaml", 1)), None);
    }
}
