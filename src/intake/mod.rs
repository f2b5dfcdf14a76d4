//! From files to text cells.
//!
//! Takes a [`Helpline`](crate::config::Helpline) and its folder; gives one [`RawTable`] per file: the
//! columns that its [`FileMap`](crate::config::FileMap) names, as text, with the physical line of each
//! record. CSV in any common dialect and encoding, Parquet, and workbooks (XLSX, XLSM, ODS). A record
//! that cannot be read is set apart as [`Broken`] and never shifts, or swallows, its neighbours.

mod calendar;
mod decode;
mod delimited;
mod find;
mod glob;
mod header;
mod instants;
mod pages;
mod parquet;
mod quotes;
mod raw;
mod read;
mod records;
mod rules;
mod sheets;
#[cfg(test)]
mod tests;

pub use calendar::{civil_from_days, is_day};
pub use find::find;
pub(crate) use find::map_of;
pub use raw::{Broken, Cells, InputFile, RawColumn, RawTable};
pub use read::{hexadecimal, read, read_text};
