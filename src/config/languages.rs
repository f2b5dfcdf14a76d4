//! Words of a workspace: `templates/words/<language>/*.yaml`. They are laid over those of the program, or make a language
//! of the workspace's own.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::yaml::{Node, Settings, read, relative};
use crate::base::{Finding, Findings, Lang, Languages, Place, Words, code, did_you_mean};

/// Folder of the languages of a workspace.
const FOLDER: &str = "templates/words";
/// Codes that are keys of settings: a text in such a language could not be told from the setting.
const KEYS: [&str; 6] = ["at", "day", "for", "id", "of", "to"];
/// Words by which claims in commentary are read, in the folder of a language of the program.
const CLAIMS: &str = "claims.yaml";
/// Forms of plurals that a language can have beside those of the program.
const FORMS: [&str; 5] = ["zero", "one", "two", "few", "many"];
/// Most keys that a finding names.
const NAMED: usize = 8;

/// The languages of the program with those of a workspace, and what is wrong with these. Words in which something is
/// wrong are left out.
#[must_use]
pub fn languages(root: &Path) -> (Languages, Findings) {
    let mut findings = Findings::default();
    let mut own = Vec::new();
    for folder in folders(&root.join(FOLDER), |path| path.is_dir()) {
        let code = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let letters = (2..=3).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_lowercase());
        if !letters || KEYS.contains(&code.as_str()) {
            let message = "this folder has no code of a language as its name";
            findings.push(
                Finding::error(code::C157, message)
                    .at(Place::file(relative(root, &folder)))
                    .hint("name it with the two or three letters of ISO 639, such as `pl`"),
            );
            continue;
        }
        own.push(language(root, &folder, &code, &mut findings));
    }
    (Languages::with(&own), findings)
}

/// Entries of a folder that are wanted, sorted.
fn folders(folder: &Path, wanted: impl Fn(&Path) -> bool) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(folder).min_depth(1).max_depth(1).into_iter().filter_map(Result::ok);
    let mut paths: Vec<PathBuf> = entries.map(walkdir::DirEntry::into_path).filter(|p| wanted(p)).collect();
    paths.sort();
    paths
}

/// The language of a folder.
fn language(root: &Path, folder: &Path, code: &str, findings: &mut Findings) -> Lang {
    let shipped = Languages::default();
    let base = shipped.get(code).map(Lang::words);
    // A language of a workspace's own is begun from English.
    let known = Known::of(base.unwrap_or_else(|| Words::of(Lang::en())));
    let mut own = BTreeMap::new();
    let yaml = |path: &Path| path.extension().is_some_and(|e| e == "yaml" || e == "yml");
    // A folder with the program's own catalogues changes nothing; by the words of claims no report is printed.
    let shipped_part = |path: &Path| {
        let plain = std::fs::metadata(path).is_ok_and(|meta| meta.is_file());
        let text = if plain { std::fs::read_to_string(path).unwrap_or_default() } else { String::new() };
        base.is_some_and(|words| words.has_part(&text)) || path.file_name().is_some_and(|name| name == CLAIMS)
    };
    for path in folders(folder, |path| yaml(path) && !shipped_part(path)) {
        let Some(file) = read(Settings { root, languages: &shipped }, &path, findings) else { continue };
        for (key, node) in file.root().entries() {
            if let Some(text) = known.word(&key, &node) {
                own.insert(key, text);
            }
        }
        findings.extend(file.into_findings());
    }
    if base.is_none() {
        complete(&mut own, (code, relative(root, folder)), findings);
    }
    Lang::with_words(code, own)
}

/// The words that a language must or can have.
struct Known {
    words: &'static Words,
    keys: BTreeSet<&'static str>,
}

impl Known {
    fn of(words: &'static Words) -> Self {
        Self { words, keys: words.keys().collect() }
    }

    /// The text that stands at a key, when it can be used.
    fn word(&self, key: &str, node: &Node<'_>) -> Option<String> {
        let text = node.text()?;
        let Some(like) = self.like(key) else {
            let near = did_you_mean(key, self.keys.iter().copied());
            let hint = near.map_or_else(
                || "`jaarlijn words nl` prints all words".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            node.misnamed(code::C157, format!("reports have no word `{key}`"), hint);
            return None;
        };
        let (wanted, found) = (places(self.words.get(like)), places(&text));
        if wanted != found {
            let named = |places: &BTreeSet<String>| match places.len() {
                0 => "none".to_owned(),
                _ => places.iter().map(|p| format!("{{{p}}}")).collect::<Vec<_>>().join(", "),
            };
            node.problem(
                code::C158,
                format!("the word `{key}` has the places {}, expected {}", named(&found), named(&wanted)),
                format!("in {} it is `{}`", self.words.code(), self.words.get(like)),
            );
            return None;
        }
        Some(text)
    }

    /// The key of the program that a key stands for: itself, or another form of its plural.
    fn like(&self, key: &str) -> Option<&'static str> {
        let known = |key: &str| self.keys.get(key).copied();
        known(key).or_else(|| {
            let (stem, form) = key.rsplit_once('.')?;
            FORMS.contains(&form).then(|| known(&format!("{stem}.many")).or_else(|| known(stem))).flatten()
        })
    }
}

/// The names of the places of a text.
fn places(text: &str) -> BTreeSet<String> {
    let parts = text.split('{').skip(1).filter_map(|part| part.split_once('}'));
    parts.map(|(name, _)| name.to_owned()).collect()
}

/// Puts English where a language of one's own has no word, and says so.
fn complete(own: &mut BTreeMap<String, String>, (code, folder): (&str, String), findings: &mut Findings) {
    let english = Words::of(Lang::en());
    let has = |key: &str| {
        let other =
            key.rsplit_once('.').filter(|(_, form)| *form == "one").map(|(stem, _)| format!("{stem}.many"));
        own.contains_key(key) || other.is_some_and(|many| own.contains_key(&many))
    };
    let missing: Vec<&str> = english.keys().filter(|key| !has(key)).collect();
    if missing.is_empty() {
        return;
    }
    let mut named = missing[..missing.len().min(NAMED)].join(", ");
    if missing.len() > NAMED {
        named.push_str(&format!(" and {} more", missing.len() - NAMED));
    }
    findings.push(
        Finding::warning(code::C159, format!("the language `{code}` lacks words: {named}"))
            .at(Place::file(folder))
            .hint("English words stand there; `jaarlijn words en` prints all that there are"),
    );
    let missing: Vec<String> = missing.into_iter().map(str::to_owned).collect();
    own.extend(missing.into_iter().map(|key| (key.clone(), english.get(&key).to_owned())));
    // Numbers are written as its own code says, unless it names a locale.
    if own.get("language.locale").is_some_and(|locale| locale == english.get("language.locale")) {
        own.insert("language.locale".to_owned(), code.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::languages;
    use crate::base::{Lang, Languages};

    fn with(files: &[(&str, &str)]) -> (Languages, Vec<String>) {
        let dir = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = dir.path().join("templates/words").join(name);
            std::fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let (languages, findings) = languages(dir.path());
        (languages, findings.0.iter().map(|f| format!("{} {}", f.code.id(), f.message)).collect())
    }

    #[test]
    fn single_words_are_changed() {
        let (all, found) =
            with(&[("nl/own.yaml", "unit.contact.one: gesprek\nunit.contact.many: gesprekken\n")]);
        assert_eq!(found, Vec::<String>::new());
        let dutch = all.get("nl").unwrap().words();
        assert_eq!(
            (dutch.plural("unit.contact", 1), dutch.plural("unit.contact", 2)),
            ("gesprek", "gesprekken")
        );
        assert_eq!(dutch.get("month.3"), "maart");
        assert_eq!(all, Languages::default(), "no language more");
    }

    #[test]
    fn what_is_no_word_is_told_at_its_place() {
        let (all, found) = with(&[
            (
                "nl/a.yaml",
                "unit.contact.mny: x\njoin.and: \"{a} plus {c}\"\nmonth.1: [januari]\nmonth.2: februari\n",
            ),
            ("english/a.yaml", "month.1: January\n"),
            ("id/a.yaml", "month.1: Januari\n"),
        ]);
        assert_eq!(
            found,
            [
                "C157 this folder has no code of a language as its name",
                "C157 this folder has no code of a language as its name",
                "C157 reports have no word `unit.contact.mny`",
                "C158 the word `join.and` has the places {a}, {c}, expected {a}, {b}",
                "C002 found a list, expected a text",
            ]
        );
        assert_eq!(
            all.get("nl").map(|nl| nl.words().get("join.and")),
            Some(Lang::nl().words().get("join.and"))
        );
    }

    #[test]
    fn a_language_of_ones_own_says_what_it_lacks() {
        let (all, found) =
            with(&[("pl/a.yaml", "month.1: styczeń\nunit.call.few: telefony\nunit.call.many: telefonów\n")]);
        assert!(
            found.len() == 1 && found[0].starts_with("C159 the language `pl` lacks words: "),
            "{found:?}"
        );
        let polish = all.get("pl").unwrap().words();
        assert_eq!((polish.get("month.1"), polish.get("month.2")), ("styczeń", "February"));
        assert_eq!([2, 5].map(|n| polish.plural("unit.call", n)), ["telefony", "telefonów"]);
        assert_eq!(polish.grammar().locale(), "pl");
    }
}
