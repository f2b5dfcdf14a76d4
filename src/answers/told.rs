//! The words of an answer: references filled in from the reports of the lines, numbers that are typed checked
//! against them, and translations against their original.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

use super::Source;
use super::find::Answer;
use super::subject::Subjects;
use crate::base::{Finding, Findings, Lang, Place, code};
use crate::claims::{Checked, lint_texts, translated};
use crate::commentary::{Piece, Shelf, inline};
use crate::config::{Asked, AskedPart, Helpline, Question, Subject, Text, Workspace};
use crate::disclosure::SafeTable;
use crate::words::{Labels, Words};

/// The newest report of a line, or of the landscape.
struct Report<'a> {
    subject: &'a Subject,
    /// The line, where it is of one.
    line: Option<&'a Helpline>,
    year: i32,
    tables: Vec<SafeTable>,
}

/// A text that claims a number: in each language, and the reports that it can speak of.
struct Claim {
    texts: BTreeMap<Lang, Piece>,
    meant: Vec<usize>,
}

impl Claim {
    /// The text that the others translate.
    fn original(&self) -> Option<&Piece> {
        self.texts.get(&Lang::nl()).or_else(|| self.texts.values().next())
    }
}

/// Writes the words of an answer into it; gives what is wrong with them.
#[must_use]
pub fn told(
    workspace: &Workspace,
    landscape: &Subject,
    question: &Question,
    sources: &[Source<'_>],
    answer: &mut Answer,
) -> Findings {
    let subjects = Subjects { lines: &workspace.helplines, landscape };
    let parts = || question.asked.iter().flat_map(|asked| &asked.parts);
    let reports = match parts().any(|part| numbers(&part.answer)) {
        true => reports(subjects, sources, question.as_of),
        // Words alone lead nowhere and claim no number.
        false => Vec::new(),
    };
    let (mut findings, mut claims) = (Findings::default(), Vec::new());
    for (asked, found) in question.asked.iter().zip(&mut answer.delivered) {
        for (part, delivered) in asked.parts.iter().zip(found) {
            findings.extend(ahead(question, part));
            let texts = texts(part, &shelved(part, asked, &reports), &mut findings);
            for (lang, piece) in &texts {
                let text: String = piece.passages.iter().flat_map(|p| &p.text).collect();
                delivered.told.0.insert(*lang, text);
            }
            if numbers(&part.answer) {
                let meant = meant(part, asked, &reports, &texts);
                claims.push(Claim { texts, meant });
            }
        }
    }
    findings.extend(check(workspace, &reports, &claims));
    findings.0.iter_mut().for_each(|f| f.helpline = Some(question.id.clone()));
    findings
}

/// Whether a text has a number or a reference.
fn numbers(text: &Text) -> bool {
    text.0.values().any(|t| t.contains(|c: char| c.is_ascii_digit() || c == '{'))
}

/// What the newest reports tell of periods that were over on the day.
fn reports<'a>(subjects: Subjects<'a>, sources: &[Source<'_>], day: NaiveDate) -> Vec<Report<'a>> {
    let newest = |source: &Source<'_>| {
        let newest = source.tables.iter().map(|t| t.year()).max()?;
        let own = source.tables.iter().filter(|t| t.year() == newest);
        let (subject, line) = (subjects.of(source.line), subjects.line(source.line));
        let tables: Vec<SafeTable> = own.filter_map(|t| t.known_on(day, false)).collect();
        let year = tables.iter().map(SafeTable::year).max().unwrap_or(newest);
        Some(Report { subject, line, year, tables })
    };
    sources.iter().filter_map(newest).collect()
}

/// L23: words that name a year after the day up to which the answer may speak.
fn ahead(question: &Question, part: &AskedPart) -> Findings {
    let mut findings = Findings::default();
    for (lang, text) in &part.answer.0 {
        let Some(place) = part.answer_places.get(lang) else { continue };
        let begins = text.char_indices().filter(|(at, c)| {
            c.is_ascii_digit()
                && !text[..*at].ends_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','))
        });
        for (at, _) in begins {
            let digits: &str = text[at..].split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
            let year: Option<i32> = digits.parse().ok().filter(|_| digits.len() == 4);
            if year.is_some_and(|year| (question.as_of.year() + 1..2100).contains(&year)) {
                let said = format!("the answer names {digits} and may use nothing after {}", question.as_of);
                let (line, column) = place.of(text, at);
                findings.push(
                    Finding::warning(code::L23, said)
                        .at(Place::at(place.file.as_str(), line, column))
                        .hint("leave it out, or name with `as_of` the day up to which the answer speaks"),
                );
            }
        }
    }
    findings
}

/// Whether a report is one of those that a sub-question asks for.
fn beside(asked: &Asked, report: &Report<'_>) -> bool {
    asked.parts.iter().any(|p| p.line.as_deref() == Some(&report.subject.id))
}

/// The reports in the order in which a part refers to them: its own, those beside it, the others.
fn shelved<'r, 'a>(part: &AskedPart, asked: &Asked, reports: &'r [Report<'a>]) -> Vec<&'r Report<'a>> {
    let mut all: Vec<&Report<'a>> = reports.iter().collect();
    all.sort_by_key(|r| (part.line.as_deref() != Some(&r.subject.id), !beside(asked, r)));
    all
}

/// The text in each language, references filled in.
fn texts(part: &AskedPart, reports: &[&Report<'_>], findings: &mut Findings) -> BTreeMap<Lang, Piece> {
    let mut texts = BTreeMap::new();
    for (lang, text) in &part.answer.0 {
        let Some(place) = part.answer_places.get(lang) else { continue };
        let shelves: Vec<Shelf<'_>> = reports
            .iter()
            .map(|r| {
                let labels = Labels { words: Words::of(*lang), subject: r.subject };
                Shelf { name: &r.subject.id, labels, year: r.year, tables: &r.tables }
            })
            .collect();
        let (piece, found) = inline(text, place, *lang, &shelves);
        findings.extend(found);
        texts.insert(*lang, piece);
    }
    texts
}

/// The lines that a text can speak of: its own, else those that it names, else those beside it, else all.
fn meant(
    part: &AskedPart,
    asked: &Asked,
    reports: &[Report<'_>],
    texts: &BTreeMap<Lang, Piece>,
) -> Vec<usize> {
    let words: String = texts.values().flat_map(|p| &p.passages).flat_map(|p| &p.text).collect();
    let of_lines = |wanted: &dyn Fn(&Report<'_>) -> bool| -> Vec<usize> {
        let lines = (0..reports.len()).filter(|i| reports[*i].line.is_some());
        lines.filter(|i| wanted(&reports[*i])).collect()
    };
    if let Some(own) = part.line.as_deref() {
        return of_lines(&|r| r.subject.id == own);
    }
    let names = |r: &Report<'_>| {
        let aliases = r.line.iter().flat_map(|line| &line.aliases);
        std::iter::once(&r.subject.name).chain(aliases).any(|n| words.contains(n.trim_end_matches('!')))
    };
    let choices = [of_lines(&names), of_lines(&|r| beside(asked, r))];
    choices.into_iter().find(|c| !c.is_empty()).unwrap_or_else(|| of_lines(&|_| true))
}

/// What is typed against what was published: told when none of the lines that may be meant has it; and what a
/// translation says otherwise.
fn check(workspace: &Workspace, reports: &[Report<'_>], claims: &[Claim]) -> Findings {
    let mut said: Vec<Option<Vec<Finding>>> = vec![None; claims.len()];
    for (at, Report { line, year, tables, .. }) in reports.iter().enumerate() {
        let Some(line) = line else { continue };
        let of_line: Vec<usize> = (0..claims.len()).filter(|c| claims[*c].meant.contains(&at)).collect();
        let texts: Vec<&Piece> = of_line.iter().filter_map(|c| claims[*c].original()).collect();
        if texts.is_empty() {
            continue;
        }
        let checked = Checked { workspace, line, year: *year, tables, published: &[], earlier: &[] };
        for (claim, found) in of_line.into_iter().zip(lint_texts(&checked, &texts)) {
            let places: BTreeSet<&Option<Place>> = found.0.iter().map(|f| &f.place).collect();
            said[claim] = Some(match said[claim].take() {
                None => found.0,
                Some(before) => before.into_iter().filter(|f| places.contains(&f.place)).collect(),
            });
        }
    }
    let mut findings = Findings(said.into_iter().flatten().flatten().collect());
    for claim in claims {
        let Some(original) = claim.original() else { continue };
        let others = claim.texts.values().filter(|t| t.lang != original.lang);
        others.for_each(|other| findings.extend(translated(original, other)));
    }
    findings
}
