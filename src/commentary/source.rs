//! The files: names, front matter, where each text goes.

use std::collections::BTreeSet;
use std::path::Path;

use super::Slot;
use crate::base::{Finding, Findings, Place, code, did_you_mean, sha256};
use crate::config::{Chapter, Helpline, Lang, relative};
use crate::validation::InputFile;

/// Largest file that is read, in bytes.
const MAX_BYTES: u64 = 256 * 1024;

/// A file whose text has not been parsed yet.
#[derive(Debug)]
pub struct Source {
    /// Path relative to the workspace.
    pub file: String,
    /// Where it is printed.
    pub slot: Slot,
    /// Language.
    pub lang: Lang,
    /// Title.
    pub title: String,
    /// Who signs it.
    pub author: String,
    /// Lints that are not wanted.
    pub accept: BTreeSet<String>,
    /// The file, for the record of the report.
    pub input: InputFile,
    /// The whole file.
    pub text: String,
    /// Byte at which the Markdown begins.
    pub body: usize,
}

impl Source {
    /// Line and column of a byte.
    pub fn place(&self, at: usize) -> (u64, u64) {
        let before = &self.text[..at.min(self.text.len())];
        let line = before.bytes().filter(|b| *b == b'\n').count() as u64 + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() as u64 + 1;
        (line, column)
    }
}

/// The slot that a word names.
fn slot(word: &str) -> Option<Slot> {
    match word {
        "foreword" => Some(Slot::Foreword),
        "outlook" => Some(Slot::Outlook),
        chapter => Chapter::parse(chapter).map(Slot::Chapter),
    }
}

fn slot_words() -> Vec<&'static str> {
    let mut words = vec!["foreword", "outlook"];
    words.extend(Chapter::ALL.map(Chapter::id));
    words
}

/// All commentary files of a report, sorted by name.
pub fn sources(root: &Path, line: &Helpline, year: i32) -> (Vec<Source>, Findings) {
    let mut findings = Findings::default();
    let folder = line.dir.join("commentary").join(year.to_string());
    let mut entries: Vec<walkdir::DirEntry> = walkdir::WalkDir::new(&folder)
        .min_depth(1)
        .max_depth(1)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|e| !e.file_name().to_string_lossy().starts_with('.'))
        .collect();
    entries.sort_by(|a, b| a.file_name().cmp(b.file_name()));
    let mut sources: Vec<Source> = Vec::new();
    for entry in entries {
        let shown = relative(root, entry.path());
        match text(&entry, &shown) {
            Ok((text, input)) => {
                let default = line.languages.first().copied().unwrap_or(Lang::Nl);
                if let Some(source) = source(shown, text, input, default, &mut findings) {
                    sources.push(source);
                }
            }
            Err(finding) => findings.push(finding),
        }
    }
    (sources, findings)
}

fn text(entry: &walkdir::DirEntry, shown: &str) -> Result<(String, InputFile), Finding> {
    let fail =
        |message: String, hint: &str| Finding::error(code::K001, message).at(Place::file(shown)).hint(hint);
    if !entry.file_type().is_file() {
        return Err(fail(
            "this is no plain file: links and folders are not read".to_owned(),
            "put the file itself here",
        ));
    }
    if entry.path().extension().is_none_or(|e| e != "md") {
        return Err(fail(
            "this is no Markdown file".to_owned(),
            "save the text as foreword.md, volume.nl.md, …",
        ));
    }
    let size = entry.metadata().map_or(0, |m| m.len());
    if size > MAX_BYTES {
        return Err(fail(
            format!("{size} bytes is too long for a commentary"),
            "divide it over the chapters",
        ));
    }
    let bytes = std::fs::read(entry.path())
        .map_err(|e| fail(format!("cannot read this file: {}", e.kind()), "check its permissions"))?;
    let input =
        InputFile { path: shown.to_owned(), sha256: sha256(&bytes), bytes: bytes.len() as u64, rows: 0 };
    let text = String::from_utf8(bytes)
        .map_err(|_| fail("this file is not UTF-8 text".to_owned(), "save it as UTF-8 in your editor"))?;
    Ok((text.trim_start_matches('\u{feff}').replace("\r\n", "\n"), input))
}

/// Reads name and front matter. The name is `<slot>.md` or `<slot>.<language>.md`.
fn source(
    file: String,
    text: String,
    input: InputFile,
    default: Lang,
    findings: &mut Findings,
) -> Option<Source> {
    let name = file.rsplit('/').next().unwrap_or_default().trim_end_matches(".md").to_owned();
    let (stem, ending) = name.split_once('.').map_or((name.as_str(), None), |(s, l)| (s, Some(l)));
    let mut lang = default;
    if let Some(ending) = ending {
        match Lang::parse(ending) {
            Some(found) => lang = found,
            None => findings.push(
                Finding::error(code::K002, format!("`{ending}` in the name is no language"))
                    .at(Place::file(&file))
                    .hint("use nl, fr, en or de: foreword.nl.md"),
            ),
        }
    }
    let mut source = Source {
        slot: Slot::Foreword,
        lang,
        title: String::new(),
        author: String::new(),
        accept: BTreeSet::new(),
        body: 0,
        input,
        file,
        text,
    };
    let named = front_matter(&mut source, findings);
    let word = named.as_ref().map_or(stem, |(word, _)| word.as_str());
    let Some(found) = slot(word) else {
        let words = slot_words();
        let hint = did_you_mean(word, words.iter().copied())
            .map_or_else(|| format!("use one of {}", words.join(", ")), |w| format!("did you mean `{w}`?"));
        let place = named
            .as_ref()
            .map_or_else(|| Place::file(&source.file), |(_, line)| Place::line(&source.file, *line));
        findings.push(
            Finding::error(code::K002, format!("`{word}` is no place in a report")).at(place).hint(hint),
        );
        return None;
    };
    source.slot = found;
    Some(source)
}

const KEYS: [&str; 5] = ["slot", "lang", "title", "author", "accept"];

/// Reads the lines between two lines of three dashes; gives the slot named there, with its line.
fn front_matter(source: &mut Source, findings: &mut Findings) -> Option<(String, u64)> {
    let rest = source.text.strip_prefix("---\n")?;
    let mut named = None;
    let mut at = 4;
    let mut closed = false;
    let text = rest.to_owned();
    for (number, line) in text.split_inclusive('\n').enumerate() {
        at += line.len();
        let place = Place::line(&source.file, number as u64 + 2);
        let line = line.trim_end();
        if line == "---" {
            closed = true;
            break;
        }
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let Some((key, value)) = line.split_once(':') else {
            let message = "this line of the front matter is no `key: value`";
            findings
                .push(Finding::error(code::K003, message).at(place).hint("write e.g. `title: Woord vooraf`"));
            continue;
        };
        let value = value.trim().trim_matches(['"', '\'']);
        match key.trim() {
            "slot" => named = Some((value.to_owned(), number as u64 + 2)),
            "title" => value.clone_into(&mut source.title),
            "author" => value.clone_into(&mut source.author),
            "lang" => match Lang::parse(value) {
                Some(lang) => source.lang = lang,
                None => findings.push(
                    Finding::error(code::K003, format!("`{value}` is no language"))
                        .at(place)
                        .hint("use nl, fr, en or de"),
                ),
            },
            "accept" => accept(source, value, place, findings),
            other => {
                let hint = did_you_mean(other, KEYS).map_or_else(
                    || format!("known here: {}", KEYS.join(", ")),
                    |k| format!("did you mean `{k}`?"),
                );
                findings
                    .push(Finding::error(code::K003, format!("unknown key `{other}`")).at(place).hint(hint));
            }
        }
    }
    if closed {
        source.body = at;
    } else {
        findings.push(
            Finding::error(code::K003, "the front matter has no end")
                .at(Place::line(&source.file, 1))
                .hint("close it with a line of three dashes"),
        );
        source.body = source.text.len();
    }
    named
}

fn accept(source: &mut Source, value: &str, place: Place, findings: &mut Findings) {
    for code in value.trim_matches(['[', ']']).split(',').map(str::trim).filter(|c| !c.is_empty()) {
        let number = code.strip_prefix('L').and_then(|n| n.parse::<u8>().ok());
        if code.len() == 3 && number.is_some_and(|n| (1..=22).contains(&n)) {
            source.accept.insert(code.to_owned());
        } else {
            let message = format!("`{code}` is no lint");
            findings.push(
                Finding::error(code::K003, message).at(place.clone()).hint("write e.g. `accept: [L08, L11]`"),
            );
        }
    }
}
