//! From files to text cells.
//!
//! Takes a [`Helpline`](crate::config::Helpline) and its folder; gives one [`RawTable`] per file: the
//! columns that its [`FileMap`](crate::config::FileMap) names, as text, with the physical line of each
//! record. CSV in any common dialect and encoding, Parquet, workbooks (XLSX, XLSM, XLSB, XLS, ODS), JSON,
//! SPSS and Stata, also packed by gzip or zip. What a file is is seen from its bytes (`sniff`). Delimited
//! text and Parquet are read by columns; all others become rows of cells (`row`) and go one way (`table`).
//! Which row is the header (`pick`), where its columns are (`header`) and what stands below the records
//! (`below`) is found for all alike. A record that cannot be read is set apart as [`Broken`] and never
//! shifts, or swallows, its neighbours.

mod below;
mod book;
mod by_hand;
mod calendar;
mod decode;
mod delimited;
mod dialect;
mod find;
mod glob;
mod header;
mod instants;
mod json;
mod packed;
mod pages;
mod parquet;
mod pick;
mod quotes;
mod raw;
mod read;
mod records;
mod row;
mod rules;
mod sniff;
mod spans;
mod spss;
mod stata;
mod survey;
mod table;
mod taken;
#[cfg(test)]
mod tests;
mod values;

pub use by_hand::{ByHand, by_hand};
pub use calendar::{civil_from_days, is_day};
pub use find::find;
pub(crate) use find::{map_of, unpacked};
pub use raw::{Broken, Cells, InputFile, RawColumn, RawTable};
pub use read::{contents, read, read_text};
pub use survey::{Layout, survey};
