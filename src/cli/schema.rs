//! `jaarlijn schema`: JSON Schemas of the settings files, written beside them for editors.

use super::args::{Common, Format};
use super::request::root;
use super::show::{self, print};
use crate::base::{Exit, Findings};
use crate::config::{json_schemas, languages};
use crate::publish::{RealDisk, publish_file};

/// The folder of the schemas, from the workspace's root.
const FOLDER: &str = "data/.schemas";

/// Writes the schemas and says how an editor finds them.
pub fn run(common: &Common) -> Exit {
    let root = match root(common) {
        Ok(root) => root,
        Err(finding) => {
            show::findings(&Findings(vec![finding]), common);
            return Exit::Usage;
        }
    };
    // What is wrong with its words, `check` says.
    let (languages, _) = languages(&root);
    let schemas = json_schemas(&languages);
    for (name, schema) in &schemas {
        let path = root.join(FOLDER).join(name);
        if let Err(error) = publish_file(&RealDisk, &path, format!("{schema:#}\n").as_bytes()) {
            show::findings(&Findings(vec![error.finding(&root)]), common);
            return Exit::Write;
        }
    }
    let names: Vec<&str> = schemas.iter().map(|(name, _)| name.as_str()).collect();
    match common.format {
        Format::Json => {
            print(&serde_json::json!({ "format": 1, "folder": FOLDER, "schemas": names }).to_string());
        }
        _ if common.quiet => {}
        _ => print(&format!(
            "Written to {FOLDER}: {}.\nAn editor with a YAML language server completes and checks a file that begins so, \
             here one of data/<line>/:\n# yaml-language-server: $schema=../.schemas/helpline.json",
            names.join(", ")
        )),
    }
    Exit::Done
}
