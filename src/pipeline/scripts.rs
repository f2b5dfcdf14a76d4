//! Labels in scripts that no font at hand has: all of them are told at once, before anything is drawn.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::base::{Finding, Lang, Place, code};
use crate::charts::Metrics;
use crate::config::{Helpline, Text, Workspace};

/// Labels named in one finding.
const NAMED: usize = 12;

/// First and last character of scripts that helplines meet, with their names.
const SCRIPTS: [(u32, u32, &str); 44] = [
    (0x0370, 0x03FF, "Greek"),
    (0x0400, 0x052F, "Cyrillic"),
    (0x0530, 0x058F, "Armenian"),
    (0x0590, 0x05FF, "Hebrew"),
    (0x0600, 0x06FF, "Arabic"),
    (0x0700, 0x074F, "Syriac"),
    (0x0750, 0x077F, "Arabic"),
    (0x0780, 0x07BF, "Thaana"),
    (0x07C0, 0x07FF, "N’Ko"),
    (0x08A0, 0x08FF, "Arabic"),
    (0x0900, 0x097F, "Devanagari"),
    (0x0980, 0x09FF, "Bengali"),
    (0x0A00, 0x0A7F, "Gurmukhi"),
    (0x0A80, 0x0AFF, "Gujarati"),
    (0x0B00, 0x0B7F, "Oriya"),
    (0x0B80, 0x0BFF, "Tamil"),
    (0x0C00, 0x0C7F, "Telugu"),
    (0x0C80, 0x0CFF, "Kannada"),
    (0x0D00, 0x0D7F, "Malayalam"),
    (0x0D80, 0x0DFF, "Sinhala"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x0E80, 0x0EFF, "Lao"),
    (0x0F00, 0x0FFF, "Tibetan"),
    (0x1000, 0x109F, "Myanmar"),
    (0x10A0, 0x10FF, "Georgian"),
    (0x1100, 0x11FF, "Hangul"),
    (0x1200, 0x139F, "Ethiopic"),
    (0x13A0, 0x13FF, "Cherokee"),
    (0x1780, 0x17FF, "Khmer"),
    (0x1800, 0x18AF, "Mongolian"),
    (0x1C80, 0x1CBF, "Georgian"),
    (0x2600, 0x27BF, "emoji and symbols"),
    (0x2D00, 0x2D2F, "Georgian"),
    (0x2D30, 0x2D7F, "Tifinagh"),
    (0x2D80, 0x2DDF, "Ethiopic"),
    (0x3040, 0x30FF, "Japanese kana"),
    (0x3400, 0x9FFF, "Han"),
    (0xA980, 0xA9DF, "Javanese"),
    (0xAB00, 0xAB2F, "Ethiopic"),
    (0xAC00, 0xD7AF, "Hangul"),
    (0xFB1D, 0xFB4F, "Hebrew"),
    (0xFB50, 0xFDFF, "Arabic"),
    (0xFE70, 0xFEFE, "Arabic"),
    (0x1F000, 0x1FAFF, "emoji and symbols"),
];

/// Name of a character's script, or the character's own number.
fn script(c: char) -> String {
    let code = u32::from(c);
    let found = SCRIPTS.iter().find(|(first, last, _)| (*first..=*last).contains(&code));
    found.map_or_else(|| format!("U+{code:04X}"), |(_, _, name)| (*name).to_owned())
}

/// A label that cannot be drawn, with its scripts.
struct Odd {
    label: String,
    scripts: BTreeSet<String>,
}

/// The findings on a line: one per file of settings; none when all labels can be drawn.
pub fn undrawable(workspace: &Workspace, line: &Helpline, metrics: &Metrics) -> Vec<Finding> {
    let mut files: BTreeMap<String, Vec<Odd>> = BTreeMap::new();
    let mut add = |file: String, text: &Text| {
        for lang in &line.languages {
            let label = text.get(*lang);
            let scripts: BTreeSet<String> = metrics.missing_all(label).into_iter().map(script).collect();
            let known = files.entry(file.clone()).or_default();
            if !scripts.is_empty() && known.iter().all(|odd| odd.label != label) {
                known.push(Odd { label: label.to_owned(), scripts });
            }
        }
    };
    let own = format!("data/{}/helpline.yaml", line.id);
    let plain = |text: &str| Text([(Lang::nl(), text.to_owned())].into());
    for text in [&plain(&line.name), &plain(&line.operator), &line.about, &line.contact] {
        add(own.clone(), text);
    }
    for label in line.channels.iter().map(|c| &c.label).chain(line.channel_groups.iter().map(|g| &g.label)) {
        add(own.clone(), label);
    }
    line.series.iter().for_each(|series| add(own.clone(), &series.label));
    for dimension in &line.dimensions {
        add(own.clone(), &dimension.label);
        let list = list_file(&workspace.root, &dimension.codes.id);
        for code in dimension.codes.codes.iter().chain(&dimension.codes.groups) {
            add(list.clone(), &code.label);
        }
    }
    let events = format!("data/{}/events.yaml", line.id);
    line.events.iter().for_each(|event| add(events.clone(), &event.label));
    files.retain(|_, odd| !odd.is_empty());
    files.iter().map(|(file, odd)| told(&workspace.root, file, odd).of(&line.id)).collect()
}

/// Path of a code list below the workspace.
fn list_file(root: &Path, id: &str) -> String {
    let named = |end: &str| format!("data/codelists/{id}.{end}");
    let other = named("yml");
    if root.join(&other).is_file() { other } else { named("yaml") }
}

fn told(root: &Path, file: &str, odd: &[Odd]) -> Finding {
    let text = std::fs::read_to_string(root.join(file)).unwrap_or_default();
    let line_of = |label: &str| text.lines().zip(1_u64..).find(|(l, _)| l.contains(label)).map(|(_, n)| n);
    let name = |one: &Odd| {
        let scripts = one.scripts.iter().cloned().collect::<Vec<_>>().join(", ");
        let at = line_of(&one.label).map(|n| format!("line {n}: ")).unwrap_or_default();
        format!("{at}`{}` ({scripts})", one.label)
    };
    let mut names: Vec<String> = odd.iter().take(NAMED).map(name).collect();
    if odd.len() > NAMED {
        names.push(format!("and {} more", odd.len() - NAMED));
    }
    let message = format!("no font at hand has the letters of {}", names.join("; "));
    let hint = "put a font that has them into templates/fonts/ (.ttf or .otf, e.g. Noto Sans of that script), or write \
                the label in letters that the fonts have; a pictogram is best left out";
    let place = match odd.first().and_then(|one| line_of(&one.label)) {
        Some(line) => Place::line(file, line),
        None => Place::file(file),
    };
    Finding::error(code::X008, message).at(place).hint(hint)
}

#[cfg(test)]
mod tests {
    use super::{SCRIPTS, script};

    #[test]
    fn scripts_are_named_and_stand_in_order() {
        assert!(SCRIPTS.windows(2).all(|pair| pair[0].1 < pair[1].0));
        for (c, name) in [
            ('ع', "Arabic"),
            ('ት', "Ethiopic"),
            ('ن', "Arabic"),
            ('ह', "Devanagari"),
            ('🤟', "emoji and symbols"),
        ] {
            assert_eq!(script(c), name);
        }
        assert_eq!(script('\u{e000}'), "U+E000");
    }
}
