//! Spellings of codes and channels: each stands for one of them only.

use std::collections::BTreeMap;

use crate::base::{code, fold};
use crate::config::yaml::Node;

/// Which code or channel each spelling stands for, and where that stands.
#[derive(Default)]
pub struct Spellings<'f>(BTreeMap<String, (String, Node<'f>)>);

impl<'f> Spellings<'f> {
    /// Adds the spellings of a code or channel. A spelling that already stands for another one is refused.
    pub fn add<'t>(&mut self, owner: &str, texts: impl Iterator<Item = &'t String>, node: &Node<'f>) {
        for text in texts {
            let (before, there) =
                self.0.entry(fold(text)).or_insert_with(|| (owner.to_owned(), node.clone()));
            if before != owner {
                let message = format!("`{text}` stands for both `{before}` and `{owner}`");
                node.conflict(code::C018, message, "let it be a name or alias of one of the two", there);
            }
        }
    }
}
