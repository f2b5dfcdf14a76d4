//! The report as one web page: the same [`ReportModel`](crate::document::model::ReportModel) that is typeset, and the
//! charts that were drawn for paper.
//!
//! Takes the model, its charts and pictures, and what stands beside the page; gives one file that needs no other: its
//! style, its script and its pictures are in it, and it fetches nothing. The script reads charts out and saves them; without
//! it the page is whole. Text is escaped by the markup itself, and of
//! a chart only shapes and letters are let through.

mod blocks;
mod chart;
mod figure;
mod frame;
mod key_page;
mod look;
mod table;
mod text;

#[cfg(test)]
mod tests;

pub use figure::figure_place;
pub use frame::{Beside, Download, page, served};
pub use look::Look;
pub use table::place as table_place;
pub use text::{Set, anchor};
