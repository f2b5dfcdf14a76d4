//! What the files of the site are made of.

use std::collections::BTreeMap;
use std::path::Path;

use super::address::href;
use super::page::Look;
use super::shelf::Report;
use crate::base::Lang;
use crate::config::Site;

/// What the workspace says of the site.
#[derive(Debug, Clone)]
pub struct Facts<'f> {
    /// Who publishes the reports.
    pub publisher: &'f str,
    /// Where they stand on the web.
    pub site: &'f Site,
    /// The language of the first page.
    pub first: Lang,
    /// All languages that reports can be in.
    pub languages: Vec<Lang>,
    /// The lines by their ids, for records that do not name them.
    pub names: BTreeMap<String, String>,
    /// Colours and fonts, in the notation of `templates/tokens.yaml`.
    pub tokens: &'f str,
}

/// What all files of the site are made of.
pub struct Making<'m> {
    pub facts: &'m Facts<'m>,
    pub reports: &'m Path,
    pub shelf: Vec<Report>,
    /// Languages of pages and feeds, that of the first page first.
    pub langs: Vec<Lang>,
    pub look: Look,
}

impl Making<'_> {
    /// The name of a page or feed in a language: that of the first one has no code in it.
    pub fn name(&self, stem: &str, lang: Lang, end: &str) -> String {
        if lang == self.facts.first {
            format!("{stem}.{end}")
        } else {
            format!("{stem}.{}.{end}", lang.code())
        }
    }

    /// A path below the folder of the reports as an address: whole where the site has one, else as seen from there.
    pub fn address(&self, path: &str) -> String {
        format!("{}{}", self.facts.site.address, href(path))
    }
}
