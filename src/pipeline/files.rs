//! The files of one report folder.

use super::reports::Draft;
use crate::config::{Lang, Workspace};
use crate::diagnostics::{Finding, Findings};
use crate::exports::{cells, codes_csv, figures_csv, workbook};
use crate::publish::{Manifest, ManifestFile};
use crate::report::whole_table_model;
use crate::words::{Labels, Words};

/// All files of one report folder.
pub fn files(
    workspace: &Workspace,
    draft: &Draft,
    pdfs: Vec<(String, Vec<u8>)>,
    findings: &Findings,
) -> Result<Vec<(String, Vec<u8>)>, Finding> {
    let line = &workspace.helplines[draft.gathered.line];
    let labels = Labels { words: Words::of(draft.langs.first().copied().unwrap_or(Lang::Nl)), line };
    let failed = |what: &str, why: String| {
        Finding::error("E001", format!("{what} could not be made: {why}")).of(&line.id)
    };
    let published = cells(draft.tables());
    let mut files = pdfs;
    files.push((
        "figures.csv".to_owned(),
        figures_csv(&published).map_err(|e| failed("figures.csv", e.to_string()))?,
    ));
    files.push((
        "codes.csv".to_owned(),
        codes_csv(line, &published).map_err(|e| failed("codes.csv", e.to_string()))?,
    ));
    let book = workbook(draft.tables(), labels, &|t| whole_table_model(t, labels), workspace.date);
    files.push(("tables.xlsx".to_owned(), book.map_err(|e| failed("tables.xlsx", e.to_string()))?));
    let own =
        Findings(findings.0.iter().filter(|f| f.helpline.as_deref() == Some(&line.id)).cloned().collect());
    let manifest = Manifest {
        format: 1,
        program: format!("jaarlijn {}", env!("CARGO_PKG_VERSION")),
        helpline: &line.id,
        year: draft.year,
        edition: 1,
        date: workspace.date.to_string(),
        synthetic: line.synthetic,
        threshold: line.threshold,
        inputs: &draft.gathered.inputs,
        rows: &draft.gathered.accounting,
        findings: &own,
        files: files.iter().map(|(name, bytes)| ManifestFile::of(name, bytes)).collect(),
        cells: &published,
    };
    files.push((
        "manifest.json".to_owned(),
        manifest.to_bytes().map_err(|e| failed("manifest.json", e.to_string()))?,
    ));
    Ok(files)
}
