//! What the typeset report must hold, and what must be refused.

mod pdf;
mod sample;

use super::model::{Block, ReportModel};
use super::{Shared, typeset};
use crate::base::Findings;
use hayro_syntax::object::{Dict, Object, Stream, String as PdfString};
use pdf::{catalog, decode, dictionaries, has_name, is_element, is_true, pages, read, text};
use std::collections::BTreeMap;
use std::sync::LazyLock;

pub use sample::report as sample_report;

static SHARED: LazyLock<Shared> =
    LazyLock::new(|| Shared::new(BTreeMap::new()).expect("the templates are sound"));

/// The sample, typeset once for all tests that only read it.
fn pdf() -> Vec<u8> {
    static PDF: LazyLock<Vec<u8>> = LazyLock::new(set_anew);
    PDF.clone()
}

fn set_anew() -> Vec<u8> {
    let (model, files) = sample::report();
    set(&model, &files)
}

fn set(model: &ReportModel, files: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    typeset(&SHARED, model, files).unwrap_or_else(|findings| panic!("{findings:#?}"))
}

fn refused(model: &ReportModel, files: &BTreeMap<String, Vec<u8>>) -> Findings {
    typeset(&SHARED, model, files).expect_err("this must be refused")
}

fn with_template(name: &str, text: &str) -> Result<Shared, Findings> {
    Shared::new([(name.to_owned(), text.as_bytes().to_vec())].into())
}

fn place(findings: &Findings, at: usize) -> String {
    findings.0[at].place.as_ref().map(ToString::to_string).unwrap_or_default()
}

#[test]
fn equal_input_gives_equal_bytes() {
    let first = pdf();
    assert_eq!(first, set_anew());
    typst::comemo::evict(0);
    assert_eq!(first, set_anew(), "with an empty cache");
}

#[test]
fn title_language_outline_and_tags() {
    let document = read(pdf());
    let catalog = catalog(&document);
    assert_eq!(catalog.get::<PdfString<'_>>("Lang").unwrap().as_bytes(), b"nl");
    assert!(catalog.contains_key("StructTreeRoot"));
    assert!(catalog.contains_key("Outlines"));
    let marked: Dict<'_> = catalog.get("MarkInfo").unwrap();
    assert!(is_true(&marked, "Marked"));
    let view: Dict<'_> = catalog.get("ViewerPreferences").unwrap();
    assert!(is_true(&view, "DisplayDocTitle"));
    let title = document.metadata().title.as_deref().and_then(decode);
    assert_eq!(title.as_deref(), Some("Jaarverslag 2023 – 1712"));
    assert!(pages(&document) >= 8, "{} pages", pages(&document));

    let bookmarks: Vec<String> = dictionaries(&document)
        .filter(|d| d.contains_key("Title") && d.contains_key("Parent"))
        .map(|d| text(&d, "Title").expect("a bookmark without text"))
        .collect();
    for chapter in sample::report().0.chapters {
        assert!(bookmarks.iter().any(|b| b.ends_with(&chapter.title)), "{} in {bookmarks:?}", chapter.title);
    }
}

#[test]
fn every_chart_has_its_alternative_text() {
    let (model, _) = sample::report();
    let document = read(pdf());
    let mut alts: Vec<String> = dictionaries(&document)
        .filter(|d| is_element(d, "Figure"))
        .map(|d| text(&d, "Alt").expect("a figure without Alt"))
        .collect();
    let mut expected: Vec<String> = model
        .chapters
        .iter()
        .flat_map(|c| &c.blocks)
        .filter_map(|b| match b {
            Block::Figure(f) => f.chart.as_ref().map(|c| c.alt.clone()),
            _ => None,
        })
        .collect();
    alts.sort();
    expected.sort();
    assert_eq!(alts, expected);
}

#[test]
fn tables_have_row_and_column_headers() {
    let document = read(pdf());
    let scopes = |scope: &str| {
        dictionaries(&document)
            .filter(|d| is_element(d, "TH"))
            .filter(|d| match d.get::<Object<'_>>("A") {
                Some(Object::Array(all)) => all
                    .iter::<Object<'_>>()
                    .filter_map(Object::into_dict)
                    .any(|one| has_name(&one, "Scope", scope)),
                Some(Object::Dict(one)) => has_name(&one, "Scope", scope),
                _ => false,
            })
            .count()
    };
    assert!(scopes("Row") > 100, "{} row headers", scopes("Row"));
    assert!(scopes("Column") > 60, "{} column headers", scopes("Column"));
    assert!(scopes("Both") >= 11, "{} corners", scopes("Both"));
}

#[test]
fn attachments_come_back_byte_for_byte() {
    let (model, files) = sample::report();
    let document = read(pdf());
    let found: BTreeMap<String, Vec<u8>> = dictionaries(&document)
        .filter(|d| d.contains_key("EF"))
        .map(|d| {
            let name = text(&d, "UF").unwrap();
            assert!(has_name(&d, "AFRelationship", "Data"), "{name}");
            let file: Dict<'_> = d.get("EF").unwrap();
            let stream: Stream<'_> = file.get("F").unwrap();
            (name, stream.decoded().unwrap().into_owned())
        })
        .collect();
    assert_eq!(found.len(), model.attachments.len());
    for attachment in &model.attachments {
        assert_eq!(found[&attachment.name], files[&attachment.name], "{}", attachment.name);
    }
}

#[test]
fn a_template_error_has_file_line_and_column() {
    let shared =
        with_template("cover.typ", "#let cover() = {\n  let x = nobody\n}\n#let back-cover() = none\n")
            .unwrap();
    let (model, files) = sample::report();
    let findings = typeset(&shared, &model, &files).unwrap_err();
    assert_eq!(findings.0[0].code, "T001");
    assert_eq!(place(&findings, 0), "templates/cover.typ:2:11");
    assert!(findings.0[0].message.contains("nobody"), "{}", findings.0[0].message);
    // And the next report is not touched by it.
    assert_eq!(set_anew(), pdf());
}

#[test]
fn syntax_errors_of_all_templates_are_named_at_once() {
    let overrides = [("cover.typ", "#let a = (\n"), ("figures.typ", "text\n  #let = 1\n")];
    let overrides = overrides.map(|(n, t)| (n.to_owned(), t.as_bytes().to_vec())).into();
    let findings = Shared::new(overrides).err().unwrap();
    assert_eq!(place(&findings, 0), "templates/cover.typ:1:10");
    assert!(
        findings
            .0
            .iter()
            .any(|f| f.place.as_ref().is_some_and(|p| p.to_string() == "templates/figures.typ:2:7"))
    );
}

#[test]
fn a_workspace_replaces_templates_by_name() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("cover.typ"),
        "#let cover() = [Eigen omslag]\n#let back-cover() = none\n",
    )
    .unwrap();
    std::fs::write(folder.path().join("notes.txt"), "not for Typst").unwrap();
    let shared = Shared::with_folder(folder.path()).unwrap();
    let (model, files) = sample::report();
    let own = typeset(&shared, &model, &files).unwrap();
    assert!(pages(&read(own)) < pages(&read(pdf())), "neither cover nor last page");
    let none = Shared::with_folder(&folder.path().join("absent")).unwrap();
    assert_eq!(typeset(&none, &model, &files).unwrap(), pdf());
}

#[test]
fn an_unknown_font_is_an_error() {
    let tokens = include_str!("../../templates/tokens.yaml").replace("Noto Sans", "No Such Sans");
    let shared = with_template("tokens.yaml", &tokens).unwrap();
    let (model, files) = sample::report();
    let findings = typeset(&shared, &model, &files).unwrap_err();
    let font = findings.0.iter().find(|f| f.message.contains("no such sans")).expect("the font is named");
    assert_eq!(font.code, "T002");
    assert!(font.place.as_ref().unwrap().line.is_some());
}

#[test]
fn a_layout_that_does_not_settle_is_an_error() {
    let text = include_str!("../../templates/report.typ");
    let restless = format!("{text}\n#let s = state(\"s\", 0)\n#context s.update(s.final() + 1)\n");
    let shared = with_template("report.typ", &restless).unwrap();
    let (model, files) = sample::report();
    let findings = typeset(&shared, &model, &files).unwrap_err();
    assert!(findings.0.iter().any(|f| f.code == "T002" && f.message.contains("converge")), "{findings:#?}");
}

#[test]
fn a_character_without_glyph_is_an_error() {
    let (mut model, files) = sample::report();
    model.chapters[0].lead = "Een teken dat geen letter heeft: \u{10fff0}".into();
    let findings = refused(&model, &files);
    assert!(findings.0.iter().all(|f| f.code == "T003"), "{findings:#?}");
}

#[test]
fn a_missing_chart_names_its_file() {
    let (model, mut files) = sample::report();
    files.remove("/charts/contacts-by-role.svg");
    let findings = refused(&model, &files);
    assert_eq!(findings.0[0].code, "T001");
    assert!(findings.0[0].message.contains("charts/contacts-by-role.svg"), "{}", findings.0[0].message);
    assert!(findings.0[0].place.is_some());
}

#[test]
fn a_broken_chart_names_its_place() {
    let (model, mut files) = sample::report();
    files.insert(
        "/charts/contacts-by-role.svg".into(),
        b"<svg xmlns='http://www.w3.org/2000/svg'>\n<g></svg>".to_vec(),
    );
    let findings = refused(&model, &files);
    assert!(place(&findings, 0).starts_with("charts/contacts-by-role.svg:2:"), "{findings:#?}");
}

#[test]
fn a_date_that_does_not_exist_is_refused() {
    let (mut model, files) = sample::report();
    model.date = (2023, 2, 29);
    assert_eq!(refused(&model, &files).0[0].code, "T004");
}

#[test]
fn data_never_become_markup() {
    let (mut model, files) = sample::report();
    let hostile = "#panic(\"run\") $x$ *_[]<a> @b // c ``` \\ = d";
    model.about = hostile.into();
    model.operator = hostile.into();
    model.chapters[0].title = hostile.into();
    model.chapters[0].lead = hostile.into();
    model.chapters[0].blocks.insert(0, Block::Text { text: hostile.into() });
    model.annex[0].caption = hostile.into();
    model.annex[0].rows[0].label = hostile.into();
    model.annex[0].rows[0].cells[0] = "[c] #panic()".into();
    model.key_page.findings[0] = hostile.into();
    set(&model, &files);
}

#[test]
fn reports_of_every_shape_can_be_set() {
    let (full, files) = sample::report();
    for tiles in [0, 1, 4, 5, 8, 10] {
        let mut model = full.clone();
        model.accent = "#f2c200".into();
        model.line = "Nupraatikerover.be".into();
        model.synthetic.clear();
        model.key_page.tiles = full.key_page.tiles.iter().cycle().take(tiles).cloned().collect();
        model.chapters.truncate(2);
        model.annex.clear();
        model.colophon.clear();
        model.reach_line.clear();
        for block in model.chapters.iter_mut().flat_map(|c| &mut c.blocks) {
            if let Block::Figure(figure) = block {
                figure.chart = None;
            }
        }
        assert!(pages(&read(set(&model, &files))) >= 4);
    }
}
