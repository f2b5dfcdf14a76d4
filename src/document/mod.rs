//! Typesetting: from a [`model::ReportModel`] and its charts to PDF bytes.

mod compile;
mod diagnose;
mod identity;
pub mod model;
mod numbers;
mod prepare;
mod world;

#[cfg(test)]
mod tests;

pub use compile::typeset;
pub use identity::Identity;
pub use numbers::{Numbers, split_sign};
pub use world::Shared;

/// A report with everything in it, and its files.
#[cfg(test)]
pub use tests::sample_report;

/// The Dutch words of the page layout.
#[cfg(test)]
fn words_nl() -> std::collections::BTreeMap<String, String> {
    let words = crate::words::Words::of(crate::base::Lang::nl());
    words
        .keys()
        .filter_map(|k| Some((k.strip_prefix("word.")?.to_owned(), words.get(k).to_owned())))
        .collect()
}
