//! Texts that are missing in a language of the reports, one finding per file. Such a text would be printed in another
//! language, and the editor should know it before.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::base::{Finding, Findings, Lang, Place, code};
use crate::config::schema::Helpline;
use crate::config::yaml::{Node, Settings, read};

/// Most texts that a finding names per language.
const NAMED: usize = 12;

/// Parts of settings whose keys are texts of raw files. Such a text can look like a language: `nl`.
const NO_TEXTS: [&str; 3] = ["files", "values", "yes_no"];

/// Parts whose entries are completed by defaults of the same name.
const STANDARD: [&str; 3] = ["dimensions", "channels", "series"];

/// What is missing where, per language.
#[derive(Default)]
struct Missing {
    texts: BTreeMap<Lang, Vec<String>>,
    first: Option<Place>,
}

/// The findings on all files; `wide` are the languages of the report on all lines, when there is one.
pub fn missing_texts(
    settings: Settings<'_>,
    lines: &[Helpline],
    (workspace, wide): (&Node<'_>, Option<&[Lang]>),
    defaults: &Node<'_>,
) -> Vec<Finding> {
    let mut wanted: BTreeMap<String, BTreeSet<Lang>> = BTreeMap::new();
    for line in lines {
        let lists = line.dimensions.iter().map(|d| list_file(settings.root, &d.codes.id));
        let own = ["helpline.yaml", "events.yaml"].map(|file| format!("data/{}/{file}", line.id));
        for file in lists.chain(own) {
            wanted.entry(file).or_default().extend(&line.languages);
        }
    }
    let mut found = Vec::new();
    for (file, langs) in &wanted {
        let path = settings.root.join(file);
        // A file that cannot be read has been refused before.
        let Some(yaml) = path.is_file().then(|| read(settings, &path, &mut Findings::default())).flatten()
        else {
            continue;
        };
        let line = lines
            .iter()
            .find(|l| file.strip_prefix("data/").is_some_and(|f| f.starts_with(&format!("{}/", l.id))));
        let told = yaml.is_readable().then(|| of_file(file, &yaml.root(), langs, defaults)).flatten();
        found.extend(told.map(|finding| match line {
            Some(line) => finding.of(&line.id),
            None => finding,
        }));
    }
    if let (Some(langs), Some(node)) = (wide, workspace.entry("landscape")) {
        let langs = langs.iter().copied().collect();
        found.extend(of_file("data/workspace.yaml", &node, &langs, defaults));
    }
    found
}

/// Path of a code list below the workspace.
fn list_file(root: &Path, id: &str) -> String {
    let named = |end: &str| format!("data/codelists/{id}.{end}");
    let other = named("yml");
    if root.join(&other).is_file() { other } else { named("yaml") }
}

fn of_file(file: &str, root: &Node<'_>, langs: &BTreeSet<Lang>, defaults: &Node<'_>) -> Option<Finding> {
    let mut missing = Missing::default();
    walk(root, &[], langs, defaults, &mut missing);
    let shown = |(lang, names): (&Lang, &Vec<String>)| {
        let mut list: Vec<String> = names.iter().take(NAMED).map(|name| format!("`{name}`")).collect();
        if names.len() > NAMED {
            list.push(format!("and {} more", names.len() - NAMED));
        }
        format!("{}: {}", lang.code(), list.join(", "))
    };
    let all: Vec<String> = missing.texts.iter().map(shown).collect();
    let example = missing.texts.iter().find_map(|(lang, names)| Some((lang.code(), names.first()?)))?;
    let message =
        format!("reports are made in languages in which these texts are missing: {}", all.join("; "));
    let hint = format!(
        "add `{}: …` to `{}`, and so on; until then another language is printed there",
        example.0, example.1
    );
    let place = missing.first.unwrap_or_else(|| Place::file(file));
    Some(Finding::warning(code::C151, message).at(place).hint(hint))
}

fn walk(node: &Node<'_>, path: &[&str], langs: &BTreeSet<Lang>, defaults: &Node<'_>, missing: &mut Missing) {
    if node.value().is_sequence() {
        node.items().iter().for_each(|item| walk(item, path, langs, defaults, missing));
        return;
    }
    if !node.value().is_mapping() {
        return;
    }
    let entries = node.entries();
    let has = |lang: &Lang| entries.iter().any(|(key, n)| key == lang.code() && n.value().is_string());
    if node.languages().iter().any(|lang| has(&lang)) {
        let name = node.entry("id").and_then(|n| n.value().as_str().map(str::to_owned));
        let name = name.or_else(|| path.last().map(|key| (*key).to_owned())).unwrap_or_default();
        for lang in langs.iter().filter(|lang| !has(lang) && !is_standard(path, defaults, **lang)) {
            missing.texts.entry(*lang).or_default().push(name.clone());
            missing.first.get_or_insert_with(|| node.place());
        }
    }
    for (key, child) in &entries {
        if !NO_TEXTS.contains(&key.as_str()) {
            walk(child, &[path, &[key.as_str()]].concat(), langs, defaults, missing);
        }
    }
}

/// Whether the defaults have the text, as they have the French name of `dimensions: {age: {nl: Leeftijdsgroep}}`.
fn is_standard(path: &[&str], defaults: &Node<'_>, lang: Lang) -> bool {
    let [part, name] = path else { return false };
    STANDARD.contains(part)
        && defaults.entry(part).and_then(|p| p.entry(name)).is_some_and(|n| n.entry(lang.code()).is_some())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::of_file;
    use crate::base::Lang;
    use crate::config::yaml::YamlFile;

    fn told(text: &str, langs: &[Lang]) -> Option<String> {
        let file = YamlFile::parse("x.yaml", text.to_owned());
        let defaults = YamlFile::parse("d.yaml", "dimensions: {age: {nl: Leeftijd, fr: Âge}}".to_owned());
        let langs: BTreeSet<Lang> = langs.iter().copied().collect();
        let finding = of_file("x.yaml", &file.root(), &langs, &defaults.root())?;
        Some(format!("{} {}", finding.place.map(|p| p.to_string()).unwrap_or_default(), finding.message))
    }

    #[test]
    fn missing_texts_are_named_by_language_and_code() {
        let list = "codes:\n  - {id: a, nl: A, fr: A}\n  - {id: b, nl: B}\n  - {id: unknown}\ngroups:\n  - {id: g, fr: G}\n";
        let all = told(list, &[Lang::nl(), Lang::fr()]).unwrap();
        assert!(all.starts_with("x.yaml:3:") && all.ends_with("nl: `g`; fr: `b`"), "{all}");
        assert_eq!(told(list, &[Lang::nl()]).map(|t| t.ends_with("nl: `g`")), Some(true));
        assert_eq!(told("codes: [{id: a, nl: A}]", &[Lang::nl()]), None);
    }

    #[test]
    fn what_the_defaults_say_is_not_missing_and_texts_of_files_are_no_languages() {
        let line = "about: Alles\ndimensions: {age: {nl: Leeftijdsgroep}, own: {nl: Eigen}}\nfiles:\n  - {columns: \
                    {language: {column: Taal, values: {nl: dutch}}}}\n";
        let all = told(line, &[Lang::nl(), Lang::fr()]).unwrap();
        assert!(all.ends_with("fr: `own`"), "{all}");
    }

    #[test]
    fn long_lists_are_cut() {
        let codes: String = (0..30).map(|n| format!("  - {{id: c{n}, nl: C}}\n")).collect();
        let all = told(&format!("codes:\n{codes}"), &[Lang::de()]).unwrap();
        assert!(all.ends_with("`c11`, and 18 more"), "{all}");
    }
}
