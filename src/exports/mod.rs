//! The published cells as data: `figures.csv`, `codes.csv`, `tables.xlsx`.
//!
//! Takes the same [`SafeTable`](crate::disclosure::SafeTable)s as the PDF; gives bytes.

mod codes;
mod figures;
mod workbook;

pub use codes::{code_label, codes_csv};
pub use figures::{BESIDE_PUBLISHED, PublishedCell, cells, figures_csv};
pub use workbook::workbook;
