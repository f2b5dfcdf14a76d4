//! What all pages of the site have in their head, and what they may do.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use maud::{Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use crate::web::{self, Set};

const SHEET: &str = include_str!("../../templates/site.css");
/// The script of the page: it searches in what stands there.
pub const SCRIPT: &str = include_str!("../../templates/search.js");

/// What stands in each file of the site that can go.
pub const MARK: &str = "Jaarlijn";

/// The style of the site: that of the pages of reports, and its own.
pub struct Look(String);

impl Look {
    /// From a text in the notation of `templates/tokens.yaml`.
    pub fn new(tokens: &str) -> Self {
        Self(format!("{}{SHEET}", web::Look::new(tokens).sheet("")))
    }
}

/// Nothing is fetched, sent or shown within another page; the style and the script are those that stand here.
fn policy(sheet: &str) -> String {
    let print = |text: &str| BASE64_STANDARD.encode(Sha256::digest(text.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        print(sheet),
        print(SCRIPT)
    )
}

/// What a head says beside the style.
pub struct Head<'h> {
    pub title: &'h str,
    pub about: &'h str,
    pub publisher: &'h str,
    /// The feed and the catalogue: kind of file, name, address.
    pub links: Vec<(&'static str, String, String)>,
    /// The same page in other languages: code and address.
    pub languages: Vec<(&'static str, String)>,
    /// The address of this page, where the site has one.
    pub canonical: Option<String>,
}

pub fn head(look: &Look, head: &Head<'_>) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(policy(&look.0));
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            meta name="referrer" content="no-referrer";
            title { (Set(head.title)) }
            meta name="description" content=(Set(head.about));
            meta name="author" content=(Set(head.publisher));
            meta name="generator" content=(MARK);
            @if let Some(address) = &head.canonical { link rel="canonical" href=(address); }
            @for (kind, name, address) in &head.links {
                link rel="alternate" type=(kind) title=(Set(name)) href=(address);
            }
            @for (lang, address) in &head.languages {
                link rel="alternate" hreflang=(lang) href=(address);
            }
            style { (PreEscaped(&look.0)) }
        }
    }
}
