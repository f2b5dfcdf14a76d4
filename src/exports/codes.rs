//! `codes.csv`: the codes of every dimension that `figures.csv` uses.

use std::collections::{BTreeMap, BTreeSet};

use super::figures::PublishedCell;
use crate::base::Lang;
use crate::config::{DimKind, Subject};
use crate::words::{Labels, Words};

/// The file. Labels are what the settings say, whatever sign they begin with: who reads this file as data must
/// get `-12 jaar` back. Settings warn of labels that a spreadsheet would compute.
///
/// # Errors
/// When the writer fails, which memory does not.
pub fn codes_csv(subject: &Subject, cells: &[PublishedCell]) -> Result<Vec<u8>, csv::Error> {
    let mut used: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (dim, code) in cells.iter().flat_map(|c| c.dimensions.split(';')).filter_map(|d| d.split_once('=')) {
        used.entry(dim).or_default().insert(code);
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut head = vec!["dimension".to_owned(), "code".to_owned(), "parent".to_owned(), "kind".to_owned()];
    let shipped = Lang::shipped();
    let own = subject.languages.iter().copied().filter(|lang| !shipped.contains(lang));
    let langs: Vec<Lang> = shipped.into_iter().chain(own).collect();
    head.extend(langs.iter().map(|l| format!("label_{}", l.code())));
    writer.write_record(&head)?;
    for (dim, codes) in used {
        for &code in &codes {
            // A group that is not in the file is no parent in it.
            let parent = Some(parent(subject, dim, code)).filter(|p| codes.contains(p.as_str()));
            let mut row = vec![
                dim.to_owned(),
                code.to_owned(),
                parent.unwrap_or_default(),
                kind(subject, dim).to_owned(),
            ];
            row.extend(langs.iter().map(|l| code_label(subject, *l, dim, code)));
            writer.write_record(&row)?;
        }
    }
    writer.into_inner().map_err(|e| csv::Error::from(e.into_error()))
}

fn parent(subject: &Subject, dim: &str, code: &str) -> String {
    let found = match dim {
        // Who is known to call is new or not, for the first time this year or not.
        "caller" if ["new", "again", "first", "further"].contains(&code) => Some("known".to_owned()),
        "channel" => subject.channels.iter().find(|c| c.id == code).and_then(|c| c.parent.clone()),
        dim => subject
            .dimension(dim)
            .and_then(|d| d.codes.codes.iter().find(|c| c.id == code))
            .and_then(|c| c.parent.clone()),
    };
    found.unwrap_or_default()
}

fn kind(subject: &Subject, dim: &str) -> &'static str {
    match subject.dimension(dim).map(|d| d.kind) {
        Some(DimKind::Multi) => "multi",
        _ => "single",
    }
}

/// Name of a code in the data files; also of periods of the week and of variables.
#[must_use]
pub fn code_label(subject: &Subject, lang: Lang, dim: &str, code: &str) -> String {
    let labels = Labels { words: Words::of(lang), subject };
    match dim {
        "weekday" => code
            .parse::<u8>()
            .map_or_else(|_| code.to_owned(), |d| labels.words.weekday(d.saturating_sub(1)).to_owned()),
        "month" => code.parse::<u8>().map_or_else(|_| code.to_owned(), |m| labels.words.month(m).to_owned()),
        "variable" => labels.dimension(code),
        "publication" => code.to_owned(),
        "vintage" => labels.words.get(&format!("col.{code}")).to_owned(),
        dim => labels.code(dim, code),
    }
}
