//! The files of one report folder.

use super::drafts::Draft;
use super::edition_plan::sentences;
use crate::base::{Audience, Finding, Findings, Lang, code};
use crate::config::Workspace;
use crate::edition::Title;
use crate::exports::workbook;
use crate::letter::{docx, markdown};
use crate::publish::{Input, Manifest, ManifestFile, Protection, corrections_csv};
use crate::report::whole_table_model;
use crate::words::{Labels, Words};

/// A file that could not be made.
pub fn failed(what: &str, why: &str) -> Finding {
    Finding::error(code::E001, format!("{what} could not be made: {why}"))
}

/// All files of one report folder.
pub fn files(
    workspace: &Workspace,
    draft: &Draft<'_>,
    (pages, titles): (Vec<(String, Vec<u8>)>, &[Title]),
    findings: &Findings,
) -> Result<Vec<(String, Vec<u8>)>, Finding> {
    let subject = draft.kind.subject();
    let labels = Labels { words: Words::of(draft.langs.first().copied().unwrap_or(Lang::nl())), subject };
    let failed = |what: &str, why: String| failed(what, &why).of(&subject.id);
    let published = draft.cells();
    let mut files = pages;
    files.extend(draft.data().clone()?.map(|(name, bytes)| (name.to_owned(), bytes)));
    let book = workbook(draft.tables(), labels, &|t| whole_table_model(t, labels), draft.plan.date);
    files.push(("tables.xlsx".to_owned(), book.map_err(|e| failed("tables.xlsx", e.to_string()))?));
    files.extend(letters(workspace, draft)?);
    if draft.plan.revision.replaces.is_some() {
        let csv = corrections_csv(&draft.plan.revision);
        files
            .push(("corrections.csv".to_owned(), csv.map_err(|e| failed("corrections.csv", e.to_string()))?));
    }
    // Beside a draft the records stand where they are.
    files.extend(draft.plan.archive.iter().filter(|_| !draft.is_draft).cloned());
    let made_of = draft.made_of(workspace);
    let told =
        |f: &&Finding| f.helpline.as_deref() == Some(&subject.id) && f.code.audience() == Audience::Public;
    let own = Findings(findings.0.iter().filter(told).cloned().collect());
    let manifest = Manifest {
        format: 1,
        program: format!("jaarlijn {}", env!("CARGO_PKG_VERSION")),
        helpline: &subject.id,
        year: draft.year,
        edition: draft.plan.revision.edition,
        date: draft.plan.date.to_string(),
        draft: draft.is_draft,
        replaces: draft.plan.revision.replaces.as_ref(),
        made_of,
        reasons: &draft.plan.revision.reasons,
        synthetic: subject.synthetic,
        threshold: subject.threshold,
        protection: Protection::of(draft.kind.lines().into_iter()),
        inputs: Input::of(&draft.plan.inputs),
        rows: rows_are_printed(draft).then_some(&draft.basis.accounting),
        findings: &own,
        files: files.iter().map(|(name, bytes)| ManifestFile::of(name, bytes)).collect(),
        titles,
        sentences: sentences(subject, &draft.langs, draft.tables()),
        cells: published,
    };
    files.push((
        "manifest.json".to_owned(),
        manifest.to_bytes().map_err(|e| failed("manifest.json", e.to_string()))?,
    ));
    Ok(files)
}

/// The report as text that can be pasted, in each language, where it is one.
fn letters(workspace: &Workspace, draft: &Draft<'_>) -> Result<Vec<(String, Vec<u8>)>, Finding> {
    let facts = draft.facts(workspace);
    let mut files = Vec::new();
    for lang in &draft.langs {
        let Some(letter) = draft.kind.letter(Words::of(*lang), &facts) else { continue };
        let name = format!("answer.{}.docx", lang.code());
        let bytes = docx(&letter).map_err(|e| failed(&name, &e.to_string()).of(draft.id()))?;
        files.push((name, bytes));
        files.push((format!("answer.{}.md", lang.code()), markdown(&letter).into_bytes()));
    }
    Ok(files)
}

/// Whether the report says how many rows were read and used.
fn rows_are_printed(draft: &Draft<'_>) -> bool {
    draft.tables().iter().any(|table| {
        let used = table.rows().iter().position(|h| h.key.measure.as_deref() == Some("rows_used"));
        used.is_some_and(|row| table.cell(row, 0).value().number().is_some())
    })
}
