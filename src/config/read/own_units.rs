//! What a line counts: a usual unit, or one of its own with its words and its definition.

use std::collections::BTreeMap;

use super::text::text;
use crate::base::{Lang, code};
use crate::config::schema::{OwnUnit, Stage};
use crate::config::yaml::{Map, Node, checked_id};

/// Units that every line can use.
const USUAL: [&str; 7] = ["attempt", "contact", "call", "conversation", "report", "case_file", "victim"];

/// Units that already mean something else in the data files.
const TAKEN: [&str; 20] = [
    "percent",
    "percentage_point",
    "second",
    "minute",
    "hour",
    "day",
    "month",
    "fte",
    "euro",
    "row",
    "visitor",
    "visit",
    "inhabitant",
    "index",
    "volunteer",
    "difference",
    "number",
    "contacts",
    "victims",
    "line",
];

/// Units by stage, and the words of those that are the line's own.
pub type Units = (BTreeMap<Stage, String>, BTreeMap<String, OwnUnit>);

/// The units of a line; problems are recorded at their nodes.
pub fn units(map: &Map<'_>, langs: &[Lang]) -> Units {
    let (mut units, mut own, mut nodes) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    // The defaults are read first, so that the line's own units replace them.
    for node in [map.get("units"), map.own("units")].into_iter().flatten() {
        for (stage, unit) in node.entries() {
            let Some(stage) = Stage::parse(&stage) else {
                let hint = "use incoming, answered, justified or case_file";
                unit.problem(code::C004, format!("`{stage}` is no stage"), hint);
                continue;
            };
            if !unit.value().is_mapping() {
                if let Some(word) = unit.one_of(&USUAL.map(|w| (w, w))) {
                    units.insert(stage, word.to_owned());
                }
            } else if let Some((id, found)) = own_unit(&unit, langs) {
                let first = nodes.entry(id.clone()).or_insert_with(|| unit.clone());
                let known = own.entry(id.clone()).or_insert_with(|| found.clone());
                if *known != found {
                    let message = format!("the unit `{id}` is described in two ways");
                    unit.conflict(code::C156, message, "give one of the two another `id`", first);
                }
                units.insert(stage, id);
            }
        }
    }
    units.entry(Stage::Incoming).or_insert_with(|| "attempt".to_owned());
    units.entry(Stage::CaseFile).or_insert_with(|| "case_file".to_owned());
    (units, own)
}

/// `{id: session, nl: {one: sessie, many: sessies}, definition: {nl: …}}`.
fn own_unit(node: &Node<'_>, langs: &[Lang]) -> Option<(String, OwnUnit)> {
    let map = node.map(Vec::new());
    let id = map.need("id", "a name for the data files, such as `session`").and_then(|n| n.text());
    let mut unit = OwnUnit { definition: text(map.get("definition")), ..OwnUnit::default() };
    for lang in node.languages().iter() {
        let Some(words) = map.get(lang.code()).map(|n| n.map(Vec::new())) else { continue };
        for (key, text) in [("one", &mut unit.one), ("many", &mut unit.many)] {
            let word =
                words.need(key, "the word, with a small letter as in a sentence").and_then(|n| n.text());
            text.0.extend(word.map(|word| (lang, word)));
        }
        words.finish();
    }
    map.finish();
    let missing: Vec<&str> =
        langs.iter().filter(|l| !unit.many.0.contains_key(l)).map(|l| l.code()).collect();
    if !missing.is_empty() {
        node.problem(
            code::C155,
            format!("this unit has no words in a language of the reports: {}", missing.join(", ")),
            format!("add `{}: {{one: …, many: …}}` and so on", missing[0]),
        );
    }
    let id = id.filter(|id| checked_id(id, node))?;
    if USUAL.contains(&id.as_str()) || TAKEN.contains(&id.as_str()) || id.contains("_per_") {
        node.problem(code::C154, format!("the unit `{id}` has a meaning already"), "choose another `id`");
        return None;
    }
    Some((id, unit))
}

#[cfg(test)]
mod tests {
    use super::units;
    use crate::base::Lang;
    use crate::config::schema::Stage;
    use crate::config::yaml::YamlFile;

    fn read(text: &str) -> (super::Units, Vec<&'static str>) {
        let file = YamlFile::parse("x.yaml", text.to_owned());
        let found = units(&file.root().map(Vec::new()), &[Lang::nl(), Lang::fr()]);
        (found, file.into_findings().0.iter().map(|f| f.code.id()).collect())
    }

    #[test]
    fn a_unit_is_a_usual_one_or_described() {
        let own = "{id: session, nl: {one: sessie, many: sessies}, fr: {one: séance, many: séances}, definition: {nl: \
                   Alles samen., fr: Tout.}}";
        let ((units, words), problems) = read(&format!("units: {{answered: {own}, justified: victim}}"));
        assert_eq!(
            (units[&Stage::Answered].as_str(), units[&Stage::Justified].as_str()),
            ("session", "victim")
        );
        assert_eq!(units[&Stage::Incoming], "attempt");
        assert_eq!(
            (words["session"].one.get(Lang::fr()), words["session"].many.get(Lang::nl())),
            ("séance", "sessies")
        );
        assert!(problems.is_empty(), "{problems:?}");
    }

    #[test]
    fn what_is_missing_or_taken_is_told() {
        for (text, code) in [
            ("{id: session, nl: {one: a, many: b}}", "C155"),
            ("{nl: {one: a, many: b}, fr: {one: a, many: b}}", "C006"),
            ("{id: session, nl: {one: a}, fr: {one: a, many: b}}", "C006"),
            ("{id: percent, nl: {one: a, many: b}, fr: {one: a, many: b}}", "C154"),
            ("{id: Sessie, nl: {one: a, many: b}, fr: {one: a, many: b}}", "C010"),
            ("{id: s, nl: {one: a, many: b}, fr: {one: a, many: b}, x: 1}", "C007"),
            ("sessie", "C004"),
        ] {
            let (_, problems) = read(&format!("units: {{answered: {text}}}"));
            assert!(problems.contains(&code), "{text}: {problems:?}");
        }
    }
}
