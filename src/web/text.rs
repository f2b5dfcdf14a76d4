//! Texts and anchors as they stand in the markup.

use std::collections::{BTreeMap, BTreeSet};

use maud::Render;

use crate::words::typographic;

/// A text as it is set on paper too, with curved quotation marks; what is markup in it is none.
pub struct Set<'t>(pub &'t str);

impl Render for Set<'_> {
    fn render_to(&self, out: &mut String) {
        let set = typographic(self.0);
        // No page may hold control characters.
        if set.chars().any(|c| c.is_control() && !c.is_whitespace()) {
            let clean: String = set.chars().filter(|c| !c.is_control() || c.is_whitespace()).collect();
            clean.render_to(out);
        } else {
            set.as_ref().render_to(out);
        }
    }
}

/// The fixed words of a page: those of the layout.
#[derive(Clone, Copy)]
pub struct Words<'w>(pub &'w BTreeMap<String, String>);

impl<'w> Words<'w> {
    /// A word; nothing where it is not known, as in a report of another program.
    pub fn get(self, key: &str) -> &'w str {
        self.0.get(key).map_or("", String::as_str)
    }
}

/// A name as an anchor: letters, digits and hyphens.
pub fn anchor(name: &str) -> String {
    name.chars().map(|c| if c.is_alphanumeric() || "-_.".contains(c) { c } else { '-' }).collect()
}

/// Names as anchors, none of them twice.
pub fn anchors<'n>(names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let mut free = |name: &str| {
        let name = anchor(name);
        let numbered = (2..).map(|n| format!("{name}-{n}"));
        let found = std::iter::once(name.clone()).chain(numbered).find(|one| !taken.contains(one));
        let found = found.unwrap_or_default();
        taken.insert(found.clone());
        found
    };
    names.map(&mut free).collect()
}
