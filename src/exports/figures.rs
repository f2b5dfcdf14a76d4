//! `figures.csv`: every published cell, sorted.

use crate::disclosure::{Safe, SafeCell, SafeTable};
use crate::measures::{CellId, Flag, Missing};

/// Note of a cell that is withheld with its whole breakdown, beside what was published.
pub const BESIDE_PUBLISHED: &str = "withheld-beside-published";

/// One row of `figures.csv`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct PublishedCell {
    /// Figure id.
    pub figure: String,
    /// What is measured.
    pub measure: String,
    /// Stage, or empty.
    pub stage: String,
    /// Unit.
    pub unit: String,
    /// Period.
    pub period: String,
    /// `channel=chat;province=antwerpen`.
    pub dimensions: String,
    /// Plain decimal, or empty.
    pub value: String,
    /// Denominator of a share, or empty.
    pub base: String,
    /// SDMX observation status letters.
    pub obs_status: String,
    /// `F` or `C`.
    pub conf_status: String,
    /// Ids of notes.
    pub note: String,
}

impl PublishedCell {
    /// What identifies it.
    #[must_use]
    pub fn id(&self) -> CellId {
        CellId {
            figure: self.figure.clone(),
            measure: self.measure.clone(),
            stage: self.stage.clone(),
            unit: self.unit.clone(),
            period: self.period.clone(),
            dimensions: self.dimensions.clone(),
        }
    }
}

/// All cells of all tables, sorted.
#[must_use]
pub fn cells(tables: &[SafeTable]) -> Vec<PublishedCell> {
    let mut cells: Vec<PublishedCell> = tables
        .iter()
        .flat_map(|t| (0..t.rows().len()).flat_map(move |r| (0..t.cols().len()).map(move |c| cell(t, r, c))))
        .collect();
    cells.sort();
    cells
}

fn cell(table: &SafeTable, row: usize, col: usize) -> PublishedCell {
    let cell = table.cell(row, col);
    let mut notes: Vec<String> = table.notes().iter().map(|n| n.id.clone()).collect();
    if cell.flags().contains(&Flag::PartialYear) {
        notes.push("partial-period".to_owned());
    }
    if cell.flags().contains(&Flag::Revised) {
        notes.push("revised".to_owned());
    }
    if cell.flags().contains(&Flag::Rounded) && cell.value().number().is_some() {
        notes.push("rounded".to_owned());
    }
    if cell.value() == Safe::Missing(Missing::TooMuchUnknown) {
        notes.push("withheld-unknown".to_owned());
    }
    if cell.value() == Safe::Missing(Missing::BesidePublished) {
        notes.push(BESIDE_PUBLISHED.to_owned());
    }
    if cell.value() == Safe::Missing(Missing::PastLimit) {
        notes.push("withheld-past-limit".to_owned());
    }
    notes.sort();
    notes.dedup();
    let CellId { figure, measure, stage, unit, period, dimensions } =
        CellId::new(table.figure(), &table.key_of(row, col));
    PublishedCell {
        figure,
        measure,
        stage,
        unit,
        period,
        dimensions,
        value: cell.value().number().map(|n| n.to_string()).unwrap_or_default(),
        base: cell
            .base()
            .filter(|_| cell.value().number().is_some())
            .map(|n| n.to_string())
            .unwrap_or_default(),
        obs_status: status(cell),
        conf_status: if cell.value() == Safe::Hidden { "C" } else { "F" }.to_owned(),
        note: notes.join(" "),
    }
}

/// SDMX observation status (code list `CL_OBS_STATUS` 2.2).
fn status(cell: &SafeCell) -> String {
    let mut letters: Vec<&str> = match cell.value() {
        Safe::Hidden => vec!["Q"],
        Safe::Missing(Missing::NotApplicable) => vec!["M"],
        Safe::Missing(_) => vec!["O"],
        Safe::Number(_) => Vec::new(),
    };
    for flag in cell.flags() {
        match flag {
            Flag::Provisional => letters.push("P"),
            Flag::Break => letters.push("B"),
            Flag::LowReliability => letters.push("U"),
            Flag::Estimated => letters.push("E"),
            // SDMX has no letter for these: they are notes.
            Flag::Revised | Flag::PartialYear | Flag::Rounded => {}
        }
    }
    if letters.is_empty() {
        letters.push("A");
    }
    letters.sort_unstable();
    letters.join(" ")
}

/// The columns of the file: an answer without any figure has them too.
const COLUMNS: [&str; 11] = [
    "figure",
    "measure",
    "stage",
    "unit",
    "period",
    "dimensions",
    "value",
    "base",
    "obs_status",
    "conf_status",
    "note",
];

/// The file.
///
/// # Errors
/// When the writer fails, which memory does not.
pub fn figures_csv(cells: &[PublishedCell]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for cell in cells {
        writer.serialize(cell)?;
    }
    writer.into_inner().map_err(|e| csv::Error::from(e.into_error()))
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, PublishedCell, figures_csv};

    #[test]
    fn columns_are_named_as_the_cells_are_even_without_any() {
        let cell = || String::from("x");
        let one = PublishedCell {
            figure: cell(),
            measure: cell(),
            stage: cell(),
            unit: cell(),
            period: cell(),
            dimensions: cell(),
            value: cell(),
            base: cell(),
            obs_status: cell(),
            conf_status: cell(),
            note: cell(),
        };
        let mut named = csv::Writer::from_writer(Vec::new());
        named.serialize(&one).unwrap();
        assert_eq!(figures_csv(&[one]).unwrap(), named.into_inner().unwrap());
        assert_eq!(figures_csv(&[]).unwrap(), format!("{}\n", COLUMNS.join(",")).into_bytes());
    }
}
