//! `corrections.csv`: every cell that an edition says otherwise than the one it replaces.

use crate::edition::{Revision, Shown};

/// The file; a number, a status letter, `hidden`, or nothing stands on each side.
///
/// # Errors
/// When the writer fails, which memory does not.
pub fn corrections_csv(revision: &Revision) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record([
        "figure",
        "measure",
        "stage",
        "unit",
        "period",
        "dimensions",
        "before",
        "after",
        "difference",
        "grade",
    ])?;
    for change in &revision.changes {
        let id = &change.id;
        let difference = change.difference.map(|d| d.to_string()).unwrap_or_default();
        let grade = format!("{:?}", change.grade).to_lowercase();
        writer.write_record([
            id.figure.as_str(),
            &id.measure,
            &id.stage,
            &id.unit,
            &id.period,
            &id.dimensions,
            &shown(&change.before),
            &shown(&change.after),
            &difference,
            &grade,
        ])?;
    }
    writer.into_inner().map_err(|e| csv::Error::from(e.into_error()))
}

/// What an edition shows of a cell, as plain text.
#[must_use]
pub fn shown(shown: &Shown) -> String {
    match shown {
        Shown::Number(n) => n.to_string(),
        Shown::Hidden => "hidden".to_owned(),
        Shown::Missing(letters) => letters.clone(),
        Shown::Absent => String::new(),
    }
}
