//! The world that Typst sees: one set of fonts and templates per process, one set of files per report.

use crate::base::{Finding, Findings, Place, code};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{DiagSpanKind, FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};
use typst_kit::fonts::FontStore;

/// The template that calls the others.
const MAIN: &str = "report.typ";

/// Templates of the program; a workspace may replace each by a file of the same name.
const TEMPLATES: [(&str, &str); 10] = [
    ("tokens.yaml", include_str!("../../templates/tokens.yaml")),
    (MAIN, include_str!("../../templates/report.typ")),
    ("style.typ", include_str!("../../templates/style.typ")),
    ("cover.typ", include_str!("../../templates/cover.typ")),
    ("keypage.typ", include_str!("../../templates/keypage.typ")),
    ("figures.typ", include_str!("../../templates/figures.typ")),
    ("tables.typ", include_str!("../../templates/tables.typ")),
    ("paging.typ", include_str!("../../templates/paging.typ")),
    ("prose.typ", include_str!("../../templates/prose.typ")),
    ("endmatter.typ", include_str!("../../templates/endmatter.typ")),
];

/// Kinds of files that a template may read from the workspace's `templates/`.
const KINDS: [&str; 7] = ["typ", "yaml", "json", "svg", "png", "jpg", "jpeg"];

/// Folder of a workspace's own fonts below `templates/`, and kinds of fonts.
const FONTS: &str = "fonts/";
const FONT_KINDS: [&str; 3] = ["ttf", "otf", "ttc"];

/// What all reports of a run share: the library, the fonts and the parsed templates.
pub struct Shared {
    library: LazyHash<Library>,
    fonts: FontStore,
    own_fonts: Vec<Font>,
    templates: HashMap<FileId, Template>,
    main: FileId,
}

struct Template {
    bytes: Bytes,
    source: Option<Source>,
}

impl Shared {
    /// The templates of the program, each replaced by the override of the same name where there is one.
    ///
    /// # Errors
    /// A name that cannot be a path, a template that is not UTF-8, or syntax errors, all at once.
    pub fn new(overrides: BTreeMap<String, Vec<u8>>) -> Result<Self, Findings> {
        let mut files: BTreeMap<String, Bytes> =
            TEMPLATES.iter().map(|(name, text)| ((*name).to_owned(), Bytes::new(text.as_bytes()))).collect();
        files.extend(overrides.into_iter().map(|(name, bytes)| (name, Bytes::new(bytes))));

        let mut findings = Findings::default();
        let mut templates = HashMap::new();
        let (mut main, mut own_fonts) = (None, Vec::new());
        for (name, bytes) in files {
            let path = format!("templates/{name}");
            if is_font(&name) {
                match font(&path, &bytes) {
                    Ok(faces) => own_fonts.extend(faces),
                    Err(finding) => findings.push(finding),
                }
                continue;
            }
            let Some(id) = file_id(&path) else {
                findings.push(
                    Finding::error(code::T006, "the name of this file cannot be a path")
                        .at(Place::file(path)),
                );
                continue;
            };
            if name == MAIN {
                main = Some(id);
            }
            let source = if path.ends_with(".typ") {
                match std::str::from_utf8(&bytes) {
                    Ok(text) => Some(Source::new(id, text.to_owned())),
                    Err(error) => {
                        findings.push(not_utf8(&path, &bytes, error));
                        continue;
                    }
                }
            } else {
                None
            };
            if let Some(source) = &source {
                findings.extend(syntax_errors(&path, source));
            }
            templates.insert(id, Template { bytes, source });
        }
        match main {
            Some(main) if !findings.has_errors() => {
                Ok(Self { library: library(), fonts: fonts(&own_fonts), own_fonts, templates, main })
            }
            _ => Err(findings),
        }
    }

    /// The workspace's own fonts, by the names of their files.
    #[must_use]
    pub fn own_fonts(&self) -> &[Font] {
        &self.own_fonts
    }

    /// Colours, fonts and sizes of the pages.
    #[must_use]
    pub fn tokens(&self) -> &str {
        let tokens = file_id("templates/tokens.yaml").and_then(|id| self.templates.get(&id));
        tokens.and_then(|template| std::str::from_utf8(&template.bytes).ok()).unwrap_or_default()
    }

    /// The templates of the program with those of a workspace's `templates/` folder laid over them.
    ///
    /// # Errors
    /// As [`Shared::new`], and files that cannot be read.
    pub fn with_folder(folder: &Path) -> Result<Self, Findings> {
        let mut overrides = BTreeMap::new();
        let mut findings = Findings::default();
        if folder.is_symlink() {
            findings.push(linked("templates"));
        } else if folder.is_dir() {
            for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
                match entry {
                    Ok(entry) if entry.file_type().is_file() && of_kind(entry.path()) => {
                        let path = entry.path();
                        let name =
                            path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/");
                        match std::fs::read(path) {
                            Ok(bytes) => drop(overrides.insert(name, bytes)),
                            Err(error) => findings.push(
                                Finding::error(code::T007, format!("cannot be read: {error}"))
                                    .at(Place::file(format!("templates/{name}"))),
                            ),
                        }
                    }
                    Ok(entry) if entry.path_is_symlink() => {
                        let name = entry.path().strip_prefix(folder).unwrap_or(entry.path());
                        let name = name.to_string_lossy().replace('\\', "/");
                        findings.push(linked(&format!("templates/{name}")));
                    }
                    Ok(_) => {}
                    Err(error) => findings.push(
                        Finding::error(code::T007, format!("cannot be read: {error}"))
                            .at(Place::file("templates")),
                    ),
                }
            }
        }
        if findings.has_errors() { Err(findings) } else { Self::new(overrides) }
    }
}

fn linked(shown: &str) -> Finding {
    Finding::error(code::T007, "a link is not followed: it may lead out of the workspace")
        .at(Place::file(shown))
        .hint("copy the file itself into the folder")
}

fn of_kind(path: &Path) -> bool {
    path.extension().is_some_and(|e| KINDS.iter().chain(&FONT_KINDS).any(|k| e.eq_ignore_ascii_case(k)))
}

fn is_font(name: &str) -> bool {
    let end = name.rsplit('.').next().unwrap_or_default();
    name.starts_with(FONTS) && FONT_KINDS.iter().any(|kind| end.eq_ignore_ascii_case(kind))
}

/// The faces of a font file.
fn font(path: &str, bytes: &Bytes) -> Result<Vec<Font>, Finding> {
    let faces: Vec<Font> = Font::iter(bytes.clone()).collect();
    if faces.is_empty() {
        let finding = Finding::error(code::T008, "this is no font that can be read").at(Place::file(path));
        return Err(finding.hint("put a TrueType or OpenType font here: .ttf, .otf or .ttc"));
    }
    Ok(faces)
}

/// The id of a path in the project, `None` when it cannot be one.
pub(super) fn file_id(path: &str) -> Option<FileId> {
    VirtualPath::new(path).ok().map(|path| RootedPath::new(VirtualRoot::Project, path).intern())
}

fn not_utf8(path: &str, bytes: &[u8], error: std::str::Utf8Error) -> Finding {
    let valid = &bytes[..error.valid_up_to()];
    let line = valid.iter().filter(|b| **b == b'\n').count() + 1;
    Finding::error(code::T006, "this template is not UTF-8 text")
        .at(Place::line(path, line as u64))
        .hint("save the file as UTF-8")
}

/// All syntax errors of a template; Typst itself stops at the first file that has any.
fn syntax_errors(path: &str, source: &Source) -> Findings {
    let (errors, _) = source.root().errors_and_warnings();
    let mut findings = Findings::default();
    for error in errors {
        let range = match error.span.get() {
            DiagSpanKind::Number { num, sub_range, .. } => source.range(num, sub_range),
            DiagSpanKind::Range { range, .. } => Some(range),
            DiagSpanKind::Detached => None,
        };
        let place = match range.and_then(|range| source.lines().byte_to_line_column(range.start)) {
            Some((line, column)) => Place::at(path, line as u64 + 1, column as u64 + 1),
            None => Place::file(path),
        };
        let mut finding = Finding::error(code::T001, error.message.to_string()).at(place);
        if let Some(hint) = error.hints.first() {
            finding = finding.hint(hint.v.to_string());
        }
        findings.push(finding);
    }
    findings
}

fn library() -> LazyHash<Library> {
    // Row headers of tables are tagged for screen readers by functions behind this feature.
    LazyHash::new(Library::builder().with_features([Feature::A11yExtras].into_iter().collect()).build())
}

fn fonts(own: &[Font]) -> FontStore {
    let mut store = FontStore::new();
    for data in [notosans::REGULAR_TTF, notosans::BOLD_TTF, notosans::ITALIC_TTF, notosans::BOLD_ITALIC_TTF] {
        store.extend(Font::iter(Bytes::new(data)).map(|font| {
            let info = font.info().clone();
            (font, info)
        }));
    }
    store.extend(typst_kit::fonts::embedded());
    // Behind the others: letters that these lack are looked for here.
    store.extend(own.iter().map(|font| (font.clone(), font.info().clone())));
    store
}

/// One report's view: the shared templates and fonts, and its own files.
pub(super) struct ReportWorld<'a> {
    shared: &'a Shared,
    files: HashMap<FileId, Bytes>,
    date: Datetime,
}

impl<'a> ReportWorld<'a> {
    pub(super) fn new(shared: &'a Shared, files: HashMap<FileId, Bytes>, date: Datetime) -> Self {
        Self { shared, files, date }
    }
}

impl World for ReportWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.shared.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.shared.fonts.book()
    }

    fn main(&self) -> FileId {
        self.shared.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let template = self.shared.templates.get(&id).ok_or_else(|| not_found(id))?;
        template.source.clone().ok_or(FileError::NotSource)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files
            .get(&id)
            .or_else(|| self.shared.templates.get(&id).map(|t| &t.bytes))
            .cloned()
            .ok_or_else(|| not_found(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shared.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        Some(self.date)
    }
}

fn not_found(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}
