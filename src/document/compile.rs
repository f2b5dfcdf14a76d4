//! From a model and its files to the bytes of an accessible, archivable PDF.

use super::diagnose;
use super::model::ReportModel;
use super::prepare;
use super::world::{ReportWorld, Shared, file_id};
use crate::base::{Finding, Findings, code};
use std::collections::{BTreeMap, HashMap};
use typst::World;
use typst::foundations::{Bytes, Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// Reports after which an unused cache entry is dropped.
const CACHE_AGE: usize = 2;

/// Where the templates find the model.
const MODEL: &str = "report.json";

/// Typesets a report as PDF/UA-1 and PDF/A-3a, with its attachments inside.
///
/// `files` holds the charts under the paths the model names and the attachments under their names.
///
/// # Errors
/// Everything that templates, charts and the two standards object to, all at once.
pub fn typeset(
    shared: &Shared,
    model: &ReportModel,
    files: &BTreeMap<String, Vec<u8>>,
) -> Result<Vec<u8>, Findings> {
    let (year, month, day) = model.date;
    let date = Datetime::from_ymd(year, month, day)
        .ok_or_else(|| one(Finding::error(code::T004, format!("{year}-{month}-{day} is not a date"))))?;
    let world = ReportWorld::new(shared, overlay(model, files)?, date);
    let result = pages(&world).and_then(|document| export(&world, &document, model, date));
    // Also after a failure: the cache is shared by all reports of the run.
    typst::comemo::evict(CACHE_AGE);
    result
}

fn one(finding: Finding) -> Findings {
    Findings(vec![finding])
}

/// The report's files under their virtual paths, the same paths for every report: Typst never
/// forgets a path.
fn overlay(
    model: &ReportModel,
    files: &BTreeMap<String, Vec<u8>>,
) -> Result<HashMap<typst::syntax::FileId, Bytes>, Findings> {
    let json = prepare::json(model).map_err(|error| {
        one(Finding::error(code::T005, format!("the model cannot be written as JSON: {error}")))
    })?;
    let mut findings = Findings::default();
    let mut overlay = HashMap::new();
    let named = files.iter().map(|(path, bytes)| (path.as_str(), Bytes::new(bytes.clone())));
    for (path, bytes) in named.chain([(MODEL, Bytes::new(json))]) {
        match file_id(path) {
            Some(id) => drop(overlay.insert(id, bytes)),
            None => findings.push(Finding::error(code::T006, format!("`{path}` cannot be a path"))),
        }
    }
    if findings.has_errors() { Err(findings) } else { Ok(overlay) }
}

fn pages(world: &dyn World) -> Result<PagedDocument, Findings> {
    let warned = typst::compile::<PagedDocument>(world);
    let mut findings = diagnose::findings(world, &warned.warnings, false);
    match warned.output {
        Ok(document) if !findings.has_errors() => Ok(document),
        Ok(_) => Err(findings),
        Err(errors) => {
            findings.extend(diagnose::findings(world, &errors, false));
            Err(findings)
        }
    }
}

/// What to do about letters that change places when they are set: what stands on the page is then no text.
const SCRIPTS: &str = "letters of some scripts, such as Devanagari, change places when they are set, and cannot be \
                       text of an archivable PDF yet: write the label in other letters, e.g. Hindi for the name of that \
                       language";

fn export(
    world: &dyn World,
    document: &PagedDocument,
    model: &ReportModel,
    date: Datetime,
) -> Result<Vec<u8>, Findings> {
    let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_3a])
        .map_err(|error| one(Finding::error(code::T003, error.message().to_string())))?;
    let options = PdfOptions {
        ident: Smart::Custom(format!("{}/{}/{}/{}", model.kind, model.line, model.year, model.lang)),
        creator: Smart::Custom(Some(format!("Jaarlijn {}", env!("CARGO_PKG_VERSION")))),
        timestamp: Some(Timestamp::new_utc(date)),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(document, &options).map_err(|errors| {
        let mut findings = diagnose::findings(world, &errors, true);
        let scripts = findings.0.iter_mut().filter(|f| f.message.contains("missing codepoints"));
        for finding in scripts {
            finding.hint = Some(SCRIPTS.to_owned());
        }
        findings
    })
}
