//! The files: names, front matter, where each text goes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::picture::{self, Picture};
use super::{Piece, Slot};
use crate::base::{Finding, Findings, Lang, Languages, Place, code, did_you_mean, sha256};
use crate::config::{Chapter, Helpline, relative};
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
    /// Whether it tells a made-up case.
    pub case: bool,
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
        place(&self.text, at)
    }
}

/// Line and column of a byte.
fn place(text: &str, at: usize) -> (u64, u64) {
    let before = text.get(..at.min(text.len())).unwrap_or(text);
    let line = before.bytes().filter(|b| *b == b'\n').count() as u64 + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() as u64 + 1;
    (line, column)
}

/// The slot that a word names.
fn slot(word: &str) -> Option<Slot> {
    match word {
        "foreword" => Some(Slot::Foreword),
        "outlook" => Some(Slot::Outlook),
        "thanks" => Some(Slot::Thanks),
        chapter => Chapter::parse(chapter).map(Slot::Chapter),
    }
}

fn slot_words() -> Vec<&'static str> {
    let mut words = vec!["foreword", "outlook", "thanks"];
    words.extend(Chapter::ALL.map(Chapter::id));
    words
}

/// The pictures of a folder by name; `None` for one that was refused.
pub type Gallery = BTreeMap<String, Option<Picture>>;

/// All commentary files of a report and its pictures, sorted by name.
pub fn sources(
    (root, languages): (&Path, &Languages),
    line: &Helpline,
    year: i32,
) -> (Vec<Source>, Gallery, Findings) {
    let mut findings = Findings::default();
    let mut gallery = Gallery::new();
    let folder = line.dir.join("commentary");
    let mut entries = entries_of(&folder.join(year.to_string()));
    let logo = |e: &walkdir::DirEntry| is_logo(&e.file_name().to_string_lossy());
    // The mark of a line is that of all years, unless a year has its own.
    if !entries.iter().any(logo) {
        entries.extend(entries_of(&folder).into_iter().filter(logo));
    }
    let mut sources: Vec<Source> = Vec::new();
    for entry in entries {
        let shown = relative(root, entry.path());
        if let Some(kind) = picture::kind(&shown) {
            let picture = pictured(&entry, &shown, kind);
            let name = entry.file_name().to_string_lossy().into_owned();
            gallery.insert(name, picture.map_err(|finding| findings.push(finding)).ok());
            continue;
        }
        match text(&entry, &shown) {
            Ok((text, input)) => {
                let default = line.languages.first().copied().unwrap_or(Lang::nl());
                if let Some(source) = source(shown, (text, input), (default, languages), &mut findings) {
                    sources.push(source);
                }
            }
            Err(finding) => findings.push(finding),
        }
    }
    (sources, gallery, findings)
}

/// The entries of a folder, sorted by name, but for hidden ones.
fn entries_of(folder: &Path) -> Vec<walkdir::DirEntry> {
    let entries = walkdir::WalkDir::new(folder).min_depth(1).max_depth(1).into_iter().filter_map(Result::ok);
    let mut entries: Vec<walkdir::DirEntry> =
        entries.filter(|e| !e.file_name().to_string_lossy().starts_with('.')).collect();
    entries.sort_by(|a, b| a.file_name().cmp(b.file_name()));
    entries
}

/// Whether a name is that of a picture of the line's mark.
pub fn is_logo(name: &str) -> bool {
    picture::kind(name).is_some() && name.rsplit_once('.').is_some_and(|(stem, _)| stem == "logo")
}

/// Says of each picture that no text places that it is not printed.
pub fn unused(gallery: &Gallery, pieces: &[Piece], findings: &mut Findings) {
    let placed: BTreeSet<&str> = pieces.iter().flat_map(Piece::pictures).map(|p| p.name.as_str()).collect();
    for picture in gallery.values().flatten().filter(|p| !placed.contains(p.name.as_str())) {
        findings.push(
            Finding::warning(code::K007, "no text places this picture: it is not printed")
                .at(Place::file(&picture.input.path))
                .hint(format!(
                    "place it with ![what it shows]({} \"who made it\"), or remove it",
                    picture.name
                )),
        );
    }
}

fn pictured(entry: &walkdir::DirEntry, shown: &str, kind: &str) -> Result<Picture, Finding> {
    let (bytes, input) = bytes(entry, shown, picture::MAX_BYTES, "make the picture smaller")?;
    let text = if kind == "svg" { String::from_utf8_lossy(&bytes).into_owned() } else { String::new() };
    let name = entry.file_name().to_string_lossy().into_owned();
    picture::read(&name, kind, bytes, input).map_err(|(at, message, hint)| {
        let place = if at == 0 {
            Place::file(shown)
        } else {
            let (line, column) = place(&text, at);
            Place::at(shown, line, column)
        };
        Finding::error(code::K006, message).at(place).hint(hint)
    })
}

fn text(entry: &walkdir::DirEntry, shown: &str) -> Result<(String, InputFile), Finding> {
    let fail =
        |message: &str, hint: &str| Finding::error(code::K001, message).at(Place::file(shown)).hint(hint);
    if entry.file_type().is_file() && entry.path().extension().is_none_or(|e| e != "md") {
        return Err(fail("this is no Markdown file", "save the text as foreword.md, volume.nl.md, …"));
    }
    let (bytes, input) = bytes(entry, shown, MAX_BYTES, "divide it over the chapters")?;
    let text = String::from_utf8(bytes)
        .map_err(|_| fail("this file is not UTF-8 text", "save it as UTF-8 in your editor"))?;
    Ok((text.trim_start_matches('\u{feff}').replace("\r\n", "\n"), input))
}

/// The bytes of a plain file that is not too long.
fn bytes(
    entry: &walkdir::DirEntry,
    shown: &str,
    most: u64,
    shorten: &str,
) -> Result<(Vec<u8>, InputFile), Finding> {
    let fail =
        |message: String, hint: &str| Finding::error(code::K001, message).at(Place::file(shown)).hint(hint);
    if !entry.file_type().is_file() {
        let message = "this is no plain file: links and folders are not read".to_owned();
        return Err(fail(message, "put the file itself here"));
    }
    let size = entry.metadata().map_or(0, |m| m.len());
    if size > most {
        return Err(fail(format!("{size} bytes is too long for a commentary"), shorten));
    }
    let bytes = std::fs::read(entry.path())
        .map_err(|e| fail(format!("cannot read this file: {}", e.kind()), "check its permissions"))?;
    let input =
        InputFile { path: shown.to_owned(), sha256: sha256(&bytes), bytes: bytes.len() as u64, rows: 0 };
    Ok((bytes, input))
}

/// Reads name and front matter. The name is `<slot>.md` or `<slot>.<language>.md`.
fn source(
    file: String,
    (text, input): (String, InputFile),
    (default, languages): (Lang, &Languages),
    findings: &mut Findings,
) -> Option<Source> {
    let name = file.rsplit('/').next().unwrap_or_default().trim_end_matches(".md").to_owned();
    let (stem, ending) = name.split_once('.').map_or((name.as_str(), None), |(s, l)| (s, Some(l)));
    let mut lang = default;
    if let Some(ending) = ending {
        match languages.get(ending) {
            Some(found) => lang = found,
            None => findings.push(
                Finding::error(code::K002, format!("`{ending}` in the name is no language"))
                    .at(Place::file(&file))
                    .hint(format!("use {}: foreword.nl.md", languages.named())),
            ),
        }
    }
    let mut source = Source {
        slot: Slot::Foreword,
        lang,
        title: String::new(),
        author: String::new(),
        case: false,
        accept: BTreeSet::new(),
        body: 0,
        input,
        file,
        text,
    };
    let Head { named, beside, unclear } = front_matter((&mut source, languages), findings);
    if unclear {
        return None;
    }
    if let Some((slot, line)) = beside {
        if source.title.is_empty() {
            findings.push(
                Finding::error(code::K003, "a chapter of its own has no title")
                    .at(Place::line(&source.file, line))
                    .hint("write e.g. `title: Een dag aan de lijn`"),
            );
        }
        source.slot = slot;
        return Some(source);
    }
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
    if source.case && found == Slot::Foreword {
        findings.push(
            Finding::error(code::K003, "a made-up case has no place in the foreword")
                .at(Place::file(&source.file))
                .hint("put it in a chapter: `slot: what`"),
        );
    }
    source.slot = found;
    Some(source)
}

const KEYS: [&str; 8] = ["slot", "before", "after", "form", "lang", "title", "author", "accept"];

/// What a head says of the place of its text, with the line.
#[derive(Default)]
struct Head {
    /// A slot.
    named: Option<(String, u64)>,
    /// A place before or behind a chapter.
    beside: Option<(Slot, u64)>,
    /// Whether it names a chapter that there is not, which was told.
    unclear: bool,
}

/// Reads the lines between two lines of three dashes.
fn front_matter((source, languages): (&mut Source, &Languages), findings: &mut Findings) -> Head {
    let mut head = Head::default();
    let Some(rest) = source.text.strip_prefix("---\n") else { return head };
    let mut at = 4;
    let mut closed = false;
    let text = rest.to_owned();
    for (number, line) in text.split_inclusive('\n').enumerate() {
        at += line.len();
        let number = number as u64 + 2;
        let place = Place::line(&source.file, number);
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
            "slot" => head.named = Some((value.to_owned(), number)),
            key @ ("before" | "after") => match beside(key, value) {
                Ok(slot) => head.beside = Some((slot, number)),
                Err(finding) => {
                    head.unclear = true;
                    findings.push(finding.at(place));
                }
            },
            "form" if value == "case" => source.case = true,
            "form" => findings.push(
                Finding::error(code::K003, format!("`{value}` is no form of a text"))
                    .at(place)
                    .hint("write `form: case` for a made-up case in a box, or leave it out"),
            ),
            "title" => value.clone_into(&mut source.title),
            "author" => value.clone_into(&mut source.author),
            "lang" => match languages.get(value) {
                Some(lang) => source.lang = lang,
                None => findings.push(
                    Finding::error(code::K003, format!("`{value}` is no language"))
                        .at(place)
                        .hint(format!("use {}", languages.named())),
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
    head
}

/// The place before or behind a chapter.
fn beside(key: &str, value: &str) -> Result<Slot, Finding> {
    let Some(chapter) = Chapter::parse(value) else {
        let words = Chapter::ALL.map(Chapter::id);
        let hint = did_you_mean(value, words)
            .map_or_else(|| format!("use one of {}", words.join(", ")), |w| format!("did you mean `{w}`?"));
        return Err(Finding::error(code::K003, format!("`{value}` is no chapter")).hint(hint));
    };
    Ok(if key == "before" { Slot::Before(chapter) } else { Slot::After(chapter) })
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
