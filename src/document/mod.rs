//! Typesetting: from a [`model::ReportModel`] and its charts to PDF bytes.

mod compile;
mod diagnose;
pub mod model;
mod prepare;
mod world;

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

pub use compile::typeset;
pub use world::Shared;

/// The Dutch words of the page layout.
#[cfg(test)]
fn words_nl() -> std::collections::BTreeMap<String, String> {
    let text = include_str!("../../templates/words/document.nl.yaml");
    serde_yaml::from_str(text).expect("the words are a flat map")
}
