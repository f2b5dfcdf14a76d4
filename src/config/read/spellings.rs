//! Spellings of codes and channels: each stands for one of them only.

use std::collections::BTreeMap;

use crate::base::{code, fold};
use crate::config::yaml::Node;

/// Which code or channel each spelling stands for.
#[derive(Default)]
pub struct Spellings(BTreeMap<String, String>);

impl Spellings {
    /// Adds the spellings of a code or channel. A spelling that already stands for another one is refused.
    pub fn add<'t>(&mut self, owner: &str, texts: impl Iterator<Item = &'t String>, node: &Node<'_>) {
        for text in texts {
            let before = self.0.entry(fold(text)).or_insert_with(|| owner.to_owned());
            if before != owner {
                let message = format!("`{text}` stands for both `{before}` and `{owner}`");
                node.problem(code::C018, message, "let it be a name or alias of one of the two");
            }
        }
    }
}
