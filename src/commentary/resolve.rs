//! Filling references in from published cells.

use std::collections::BTreeSet;

use super::markdown::{CLOSE, Glyph, OPEN, Pointed, Raw, parse};
use super::pick::{Wants, one};
use super::reference::{self, Format, Reference};
use super::source::{Gallery, Source};
use super::{Cited, Passage, Piece, Placed, Prose, Run};
use crate::base::{Code, Finding, Findings, Num, Period, Place, code, did_you_mean};
use crate::disclosure::{Safe, SafeTable};

use crate::measures::{Flag, Key, Role};
use crate::words::Labels;
use crate::words::wording::{Nearness, simple_ratio, two_digits};

/// Code, message and next action.
pub type Problem = (Code, String, String);

/// A report that references may lead to.
#[derive(Clone, Copy)]
pub struct Shelf<'a> {
    /// Its line, which stands before the figure where there are several: `{1712/contacts-per-year}`.
    pub name: &'a str,
    /// Names and words.
    pub labels: Labels<'a>,
    /// Year that is meant where a reference names none.
    pub year: i32,
    /// Its tables.
    pub tables: &'a [SafeTable],
}

/// Where the characters of a text stand.
pub struct Places<'a> {
    /// File.
    pub file: &'a str,
    /// Line and column of a byte.
    pub of: &'a dyn Fn(usize) -> (u64, u64),
}

/// The cell that a reference leads to.
struct Found<'a> {
    table: &'a SafeTable,
    row: usize,
    col: usize,
    key: Key,
    value: Num,
}

/// A file with its references filled in.
pub fn piece(
    source: &Source,
    labels: Labels<'_>,
    year: i32,
    tables: &[SafeTable],
    gallery: &Gallery,
) -> (Piece, Findings) {
    let (blocks, mut findings) = parse(source);
    let shelf = [Shelf { name: "", labels, year, tables }];
    let place = |at: usize| source.place(at);
    let places = Places { file: &source.file, of: &place };
    let mut piece = Piece {
        file: source.file.clone(),
        slot: source.slot,
        lang: source.lang,
        title: source.title.clone(),
        author: source.author.clone(),
        case: source.case,
        accept: source.accept.clone(),
        input: source.input.clone(),
        blocks: Vec::new(),
        passages: Vec::new(),
    };
    for Raw { kind, items, picture, ends } in blocks {
        let mut runs_of = Vec::new();
        for glyphs in items {
            let (glyphs, cited) = fill(&shelf, &places, &glyphs, &mut findings);
            runs_of.push(runs(&glyphs));
            piece.passages.push(Passage {
                text: glyphs.iter().map(|g| g.c).collect(),
                places: glyphs.iter().map(|g| source.place(g.at)).collect(),
                cited,
            });
        }
        let Some(pointed) = picture else {
            piece.blocks.push(Prose { kind, items: runs_of, picture: None, ends });
            continue;
        };
        let alt: String = runs_of.pop().unwrap_or_default().into_iter().map(|run| run.text).collect();
        let placed = placed(source, &pointed, alt.trim(), gallery, &mut findings);
        piece.blocks.extend(placed.map(|placed| Prose { kind, items: runs_of, picture: Some(placed), ends }));
    }
    if piece.blocks.is_empty() && findings.0.is_empty() {
        findings.push(
            Finding::warning(code::K004, "this commentary is empty")
                .at(Place::file(&source.file))
                .hint("write a text, or remove the file"),
        );
    }
    (piece, findings)
}

/// A picture at its place; `None` when its file was refused, is not there, or what it needs is not said.
fn placed(
    source: &Source,
    pointed: &Pointed,
    alt: &str,
    gallery: &Gallery,
    findings: &mut Findings,
) -> Option<Placed> {
    let (line, column) = source.place(pointed.at);
    let mut refuse = |message: &str, hint: String| {
        let finding = Finding::error(code::K006, message).at(Place::at(&source.file, line, column));
        findings.push(finding.hint(hint));
    };
    let form = "![what it shows](file.jpg \"who made it\")";
    if alt.is_empty() {
        refuse("this picture has no alternative text", format!("say what it shows: {form}"));
    }
    if pointed.source.trim().is_empty() {
        refuse("this picture has no source", format!("say who made it, behind the name of its file: {form}"));
    }
    let Some(picture) = gallery.get(&pointed.name) else {
        let hint = did_you_mean(&pointed.name, gallery.keys().map(String::as_str)).map_or_else(
            || "put a PNG, JPEG or SVG beside this text and name it as the file is named".to_owned(),
            |name| format!("did you mean `{name}`?"),
        );
        refuse(&format!("there is no picture `{}` in this folder", pointed.name), hint);
        return None;
    };
    let (picture, source) = (picture.clone()?, pointed.source.trim().to_owned());
    (!alt.is_empty() && !source.is_empty()).then(|| Placed { picture, alt: alt.to_owned(), source })
}

fn runs(glyphs: &[Glyph]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for glyph in glyphs {
        match runs.last_mut().filter(|r| r.style == glyph.style) {
            Some(run) => run.text.push(glyph.c),
            None => runs.push(Run { text: glyph.c.to_string(), style: glyph.style }),
        }
    }
    runs
}

/// Fills the references in a text in; each that leads to no number is a finding.
pub fn fill(
    shelves: &[Shelf<'_>],
    places: &Places<'_>,
    glyphs: &[Glyph],
    findings: &mut Findings,
) -> (Vec<Glyph>, Vec<Cited>) {
    let (mut out, mut cited) = (Vec::new(), Vec::new());
    let mut i = 0;
    while i < glyphs.len() {
        let glyph = glyphs[i];
        let fail = |(code, message, hint): Problem| {
            let (line, column) = (places.of)(glyph.at);
            Finding::error(code, message).at(Place::at(places.file, line, column)).hint(hint)
        };
        match glyph.c {
            OPEN => out.push(Glyph { c: '{', ..glyph }),
            CLOSE => out.push(Glyph { c: '}', ..glyph }),
            '{' => {
                let Some(length) = glyphs[i..].iter().position(|g| g.c == '}') else {
                    findings.push(fail((
                        code::K010,
                        "this reference has no end".to_owned(),
                        "close it with }, or write \\{ for a brace".to_owned(),
                    )));
                    break;
                };
                let text: String = glyphs[i + 1..i + length].iter().map(|g| g.c).collect();
                match written(shelves, &text) {
                    Ok((written, found, plain)) => {
                        let from = out.len();
                        out.extend(written.chars().map(|c| Glyph { c, ..glyph }));
                        let (figure, to) = (found.table.figure().to_string(), out.len());
                        cited.push(Cited { from, to, figure, key: found.key, value: found.value, plain });
                    }
                    Err(problem) => findings.push(fail(problem)),
                }
                i += length;
            }
            _ => out.push(glyph),
        }
        i += 1;
    }
    (out, cited)
}

/// What a reference gives: on the shelf whose name stands before it, else on the first.
fn written<'a>(shelves: &[Shelf<'a>], text: &str) -> Result<(String, Found<'a>, bool), Problem> {
    let named = |shelf: &&Shelf<'a>| !shelf.name.is_empty() && rest(text, shelf.name).is_some();
    match shelves.iter().find(named) {
        Some(shelf) => shelf.written(rest(text, shelf.name).unwrap_or(text)),
        None => shelves
            .first()
            .ok_or_else(|| no(code::K011, "there is no report to refer to", "write the number"))?
            .written(text),
    }
}

fn rest<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    text.trim_start().strip_prefix(name)?.strip_prefix('/')
}

impl<'a> Shelf<'a> {
    fn written(&self, text: &str) -> Result<(String, Found<'a>, bool), Problem> {
        let hint = "write {figure#what|format}, e.g. {contacts-by-channel#chat|share}";
        let reference = reference::parse(text).map_err(|m| (code::K010, m, hint.to_owned()))?;
        let found = self.find(&reference)?;
        let words = self.labels.words;
        let plain = matches!(reference.format, Format::Number | Format::Unit);
        let written = match reference.format {
            Format::Number => self.labels.value(found.value, &found.key),
            Format::Unit => format!("{} {}", self.labels.value(found.value, &found.key), self.unit(&found)),
            Format::Share => words.percent(share(&found)?.0),
            Format::Ratio => {
                let (_, part, whole) = share(&found)?;
                let (nearness, a, b) = simple_ratio(part, whole)
                    .ok_or_else(|| no(code::K016, "no simple ratio comes near this share", "use |share"))?;
                let text = words.fill("ref.ratio", &[("a", &a.to_string()), ("b", &b.to_string())]);
                self.near(nearness, &text)
            }
            Format::Round => {
                let (nearness, n) = two_digits(found.value).ok_or_else(|| {
                    no(code::K016, "this number cannot be rounded to two digits", "use it as it is")
                })?;
                self.near(nearness, &words.number(n))
            }
            Format::Change(from) => words.signed_percent(self.change(&found, from)?),
            Format::Growth(from) => {
                let n = self.change(&found, from)?;
                words.percent(Num { scaled: n.scaled.abs(), ..n })
            }
        };
        Ok((written, found, plain))
    }

    fn near(&self, nearness: Nearness, text: &str) -> String {
        match nearness {
            Nearness::Almost => self.labels.words.fill("ref.almost", &[("x", text)]),
            Nearness::Over => self.labels.words.fill("ref.over", &[("x", text)]),
            _ => text.to_owned(),
        }
    }

    fn unit(&self, found: &Found<'_>) -> String {
        let n = u64::try_from(found.value.scaled).unwrap_or(2);
        match (found.key.measure.as_deref(), found.key.stage) {
            (Some("contacts"), Some(stage)) => self.labels.stage_unit(stage, n),
            _ => self.labels.unit(found.key.unit.as_deref().unwrap_or_default(), n),
        }
    }

    /// The one cell that a reference leads to.
    fn find(&self, reference: &Reference) -> Result<Found<'a>, Problem> {
        let table = self.tables.iter().find(|t| t.figure().is(&reference.figure)).ok_or_else(|| {
            let names: BTreeSet<String> = self.tables.iter().map(|t| t.figure().to_string()).collect();
            let hint = did_you_mean(&reference.figure, names.iter().map(String::as_str)).map_or_else(
                || {
                    format!(
                        "this report has {}",
                        names.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
                    )
                },
                |n| format!("did you mean `{n}`?"),
            );
            (code::K011, format!("this report has no figure `{}`", reference.figure), hint)
        })?;
        let cells: Vec<(usize, usize, Key)> = (0..table.rows().len())
            .flat_map(|r| (0..table.cols().len()).map(move |c| (r, c, table.key_of(r, c))))
            .collect();
        let mut picked: Vec<&(usize, usize, Key)> = Vec::new();
        let wants = Wants::of(reference, &cells)?;
        let exact = |(_, _, k): &&(usize, usize, Key)| wants.dims.iter().eq(k.dims.iter());
        picked.extend(cells.iter().filter(exact).filter(|(_, _, k)| wants.named(k)));
        if wants.measure.is_none() {
            let derived = |(r, c): (usize, usize)| {
                table.rows()[r].role == Role::Derived || table.cols()[c].role == Role::Derived
            };
            narrow(&mut picked, |(r, c, _)| !derived((*r, *c)));
        }
        match wants.period {
            Some(period) => picked.retain(|(_, _, k)| k.period == Some(period)),
            None => narrow(&mut picked, |(_, _, k)| k.period == Some(Period::Year(self.year))),
        }
        let (row, col, key) = one(&picked, &cells)?;
        match table.cell(row, col).value() {
            Safe::Number(value) => Ok(Found { table, row, col, key, value }),
            Safe::Hidden => Err(no(
                code::K014,
                "this cell is withheld to protect persons",
                "leave the number out: also the words around it may not tell how large it is",
            )),
            Safe::Missing(_) => {
                Err(no(code::K015, "there is no number in this cell", "leave the number out"))
            }
        }
    }

    fn change(&self, found: &Found<'_>, from: Option<i32>) -> Result<Num, Problem> {
        let Some(Period::Year(year)) = found.key.period else {
            return Err(no(code::K016, "only years are compared", "name a year"));
        };
        let earlier = Period::Year(from.unwrap_or(year - 1));
        let same = |r: usize, c: usize| {
            found.table.key_of(r, c) == Key { period: Some(earlier), ..found.key.clone() }
        };
        let table = found.table;
        let at = (0..table.rows().len())
            .flat_map(|r| (0..table.cols().len()).map(move |c| (r, c)))
            .find(|(r, c)| same(*r, *c))
            .ok_or_else(|| {
                no(code::K015, &format!("this table has no column for {earlier}"), "name a year it has")
            })?;
        let value = match table.cell(at.0, at.1).value() {
            Safe::Number(value) => value,
            Safe::Hidden => {
                return Err(no(code::K014, "the cell to compare with is withheld", "leave the change out"));
            }
            Safe::Missing(_) => {
                return Err(no(code::K015, "there is no number to compare with", "leave the change out"));
            }
        };
        if [at, (found.row, found.col)]
            .iter()
            .any(|(r, c)| table.cell(*r, *c).flags().contains(&Flag::PartialYear))
        {
            return Err(no(
                code::K016,
                "a part of a year is not compared with a whole one",
                "leave the change out",
            ));
        }
        let (a, b) = (i128::from(value.scaled), i128::from(found.value.scaled));
        Num::quotient(100, b - a, a, 1)
            .filter(|_| value.decimals == found.value.decimals)
            .ok_or_else(|| no(code::K015, "there is nothing to compare with", "leave the change out"))
    }
}

fn no(code: Code, message: &str, hint: &str) -> Problem {
    (code, message.to_owned(), hint.to_owned())
}

/// Keeps what fits, unless nothing does.
fn narrow<'c>(cells: &mut Vec<&'c (usize, usize, Key)>, keep: impl Fn(&(usize, usize, Key)) -> bool) {
    let kept: Vec<&'c (usize, usize, Key)> = cells.iter().copied().filter(|c| keep(c)).collect();
    if !kept.is_empty() {
        *cells = kept;
    }
}

/// Share of a cell in the total of its column, in percent with one decimal.
fn share(found: &Found<'_>) -> Result<(Num, i128, i128), Problem> {
    let table = found.table;
    let same = |r: &usize| {
        let key = table.key_of(*r, found.col);
        table.rows()[*r].role == Role::Total
            && key.measure == found.key.measure
            && key.stage == found.key.stage
    };
    let whole =
        (0..table.rows().len()).rev().find(same).and_then(|r| table.cell(r, found.col).value().number());
    let whole = whole
        .filter(|w| {
            w.decimals == 0 && found.value.decimals == 0 && found.key.unit.as_deref() != Some("percent")
        })
        .ok_or_else(|| {
            no(
                code::K016,
                "this cell has no total to be a share of",
                "refer to a cell of a table that adds up",
            )
        })?;
    let (part, whole) = (i128::from(found.value.scaled), i128::from(whole.scaled));
    Num::quotient(100, part, whole, 1)
        .map(|n| (n, part, whole))
        .ok_or_else(|| no(code::K015, "there is nothing to be a share of", "leave the share out"))
}
