//! `jaarlijn words`: the catalogue of a language as it is printed from, with what a workspace changed in it.

use std::collections::BTreeMap;

use super::args::{Common, Format};
use super::request::root;
use super::show::{self, give};
use crate::base::{Exit, Finding, Findings, Languages, code};
use crate::config::languages;

/// What a file of words begins with.
const HEAD: &str = "# Words of reports. Those that you change belong into templates/words/<language>/ of your workspace, in a\n\
                    # file such as own.yaml; a folder for a language that is not there yet takes all of them. Places in\n\
                    # braces are filled in. Beside `.one` and `.many` a language can have `.two`, `.few` and `.zero`.\n";

/// Prints the words of a language, or the languages.
pub fn run(common: &Common, language: Option<&str>) -> Exit {
    // Without a workspace the words are those of the program.
    let (all, findings) =
        root(common).map_or_else(|_| (Languages::default(), Findings::default()), |r| languages(&r));
    let Some(asked) = language else { return listed(&all, common) };
    // Of other languages, one that is just being begun for instance, `check` tells what is wrong.
    let folder = format!("templates/words/{asked}");
    let own = |f: &Finding| f.place.as_ref().is_some_and(|place| place.file.starts_with(&folder));
    show::findings(&Findings(findings.0.into_iter().filter(own).collect()), common);
    let Some(lang) = all.get(asked) else {
        let finding = Finding::error(code::U003, format!("`{asked}` is no language of reports"));
        show::findings(&Findings(vec![finding.hint(format!("use {}", all.named()))]), common);
        return Exit::Usage;
    };
    let words: BTreeMap<&str, &str> = lang.words().keys().map(|key| (key, lang.words().get(key))).collect();
    let text = match common.format {
        Format::Json => {
            serde_json::to_string_pretty(&words).map(|json| format!("{json}\n")).unwrap_or_default()
        }
        _ => format!("{HEAD}{}", serde_yaml::to_string(&words).unwrap_or_default()),
    };
    give(text.as_bytes())
}

fn listed(all: &Languages, common: &Common) -> Exit {
    let named: Vec<(&str, &str)> =
        all.iter().map(|lang| (lang.code(), lang.words().get("language.name"))).collect();
    let text = match common.format {
        Format::Json => {
            let names: BTreeMap<&str, &str> = named.into_iter().collect();
            format!("{:#}\n", serde_json::json!({ "format": 1, "languages": names }))
        }
        _ => named.iter().map(|(code, name)| format!("{code}  {name}\n")).collect(),
    };
    give(text.as_bytes())
}
