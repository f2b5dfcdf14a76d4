//! JSON Schemas of the settings files, so that an editor completes and checks while one types.
//!
//! They are written by hand in `json_schema.yaml`, since a key is read in code: which settings it is completed by, what
//! else it takes, what it contradicts. A test asks the readers for every key, and fails where one side has a key that the
//! other does not know.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::base::{Lang, Languages};

/// What stands in `json_schema.yaml`.
const WRITTEN: &str = include_str!("json_schema.yaml");
/// How a schema refers to a definition.
const DEFINITION: &str = "#/definitions/";

/// The schema of each kind of settings file: its name, such as `helpline.json`, and the schema (JSON Schema, draft 7).
#[must_use]
pub fn json_schemas(languages: &Languages) -> Vec<(String, Value)> {
    let mut written: Value = serde_yaml::from_str(WRITTEN).unwrap_or_default();
    said_in_full(&mut written, languages);
    written["definitions"]["language"] = serde_json::json!({ "enum": codes(languages) });
    let definitions = written["definitions"].as_object().cloned().unwrap_or_default();
    let files = written["files"].as_object().cloned().unwrap_or_default();
    let schema = |(name, file): (String, Value)| {
        let mut used = BTreeSet::new();
        refer(&file, &definitions, &mut used);
        let own = definitions.iter().filter(|(name, _)| used.contains(name.as_str()));
        let own: Map<String, Value> = own.map(|(name, value)| (name.clone(), value.clone())).collect();
        let mut schema = Map::new();
        schema.insert("$schema".to_owned(), "http://json-schema.org/draft-07/schema#".into());
        schema.insert("title".to_owned(), file["title"].clone());
        // Beside a reference nothing else counts.
        schema.insert("allOf".to_owned(), Value::Array(vec![serde_json::json!({ "$ref": file["$ref"] })]));
        schema.insert("definitions".to_owned(), own.into());
        (format!("{name}.json"), Value::Object(schema))
    };
    files.into_iter().map(schema).collect()
}

/// The codes of languages.
fn codes(languages: &Languages) -> Vec<&'static str> {
    languages.iter().map(Lang::code).collect()
}

/// Writes out the words of `json_schema.yaml` that JSON Schema does not have.
fn said_in_full(value: &mut Value, languages: &Languages) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| said_in_full(item, languages)),
        Value::Object(map) => {
            map.values_mut().for_each(|value| said_in_full(value, languages));
            for (word, of) in [("labels", "text"), ("unit_labels", "unit_words")] {
                if map.remove(word).is_some() {
                    let properties = map.entry("properties").or_insert_with(|| Map::new().into());
                    for lang in languages.iter() {
                        properties[lang.code()] = serde_json::json!({ "$ref": format!("{DEFINITION}{of}") });
                    }
                }
            }
            if map.remove("closed").is_some() && !map.contains_key("additionalProperties") {
                map.insert("additionalProperties".to_owned(), false.into());
            }
        }
        _ => {}
    }
}

/// Adds the definitions that a schema refers to, and those that these refer to.
fn refer(value: &Value, definitions: &Map<String, Value>, used: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| refer(item, definitions, used)),
        Value::Object(map) => {
            let name = map.get("$ref").and_then(Value::as_str).and_then(|to| to.strip_prefix(DEFINITION));
            if let Some(name) = name
                && used.insert(name.to_owned())
                && let Some(definition) = definitions.get(name)
            {
                refer(definition, definitions, used);
            }
            map.values().for_each(|inner| refer(inner, definitions, used));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    use super::{DEFINITION, Languages, Value, json_schemas};
    use crate::config::yaml::tree::log::asked;
    use crate::config::{load, published};

    /// A schema, and where it stands.
    type At<'s> = (String, &'s Value);

    /// What a schema says of a value, with all that it refers to.
    fn resolved<'s>(root: &'s Value, (pointer, schema): At<'s>) -> Vec<At<'s>> {
        let mut all = vec![(pointer.clone(), schema)];
        if let Some(name) = schema["$ref"].as_str().and_then(|to| to.strip_prefix(DEFINITION)) {
            assert!(!root["definitions"][name].is_null(), "{pointer} refers to {name}, which is not there");
            all.extend(resolved(root, (name.to_owned(), &root["definitions"][name])));
        }
        for word in ["allOf", "anyOf"] {
            for (n, one) in schema[word].as_array().into_iter().flatten().enumerate() {
                all.extend(resolved(root, (format!("{pointer}/{word}{n}"), one)));
            }
        }
        all
    }

    /// What schemas say of a part of a value.
    fn inside<'s>(root: &'s Value, schemas: Vec<At<'s>>, step: &str) -> Vec<At<'s>> {
        let part = |(pointer, schema): At<'s>| -> Vec<At<'s>> {
            let (key, inner) = if step == "#" {
                ("items".to_owned(), &schema["items"])
            } else if schema["properties"][step].is_object() {
                (format!("properties/{step}"), &schema["properties"][step])
            } else {
                ("additionalProperties".to_owned(), &schema["additionalProperties"])
            };
            if inner.is_object() { resolved(root, (format!("{pointer}/{key}"), inner)) } else { Vec::new() }
        };
        schemas.into_iter().flat_map(part).collect()
    }

    /// Every key that a schema names: where, and the key.
    fn keys(pointer: &str, schema: &Value, found: &mut BTreeSet<(String, String)>) {
        for (key, value) in schema["properties"].as_object().into_iter().flatten() {
            // Keys of another kind of key: their value is read by the one that is asked for.
            found.insert((pointer.to_owned(), key.clone()));
            keys(&format!("{pointer}/properties/{key}"), value, found);
        }
        for word in ["items", "additionalProperties"] {
            keys_of_one(&format!("{pointer}/{word}"), &schema[word], found);
        }
        for word in ["allOf", "anyOf"] {
            for (n, one) in schema[word].as_array().into_iter().flatten().enumerate() {
                keys(&format!("{pointer}/{word}{n}"), one, found);
            }
        }
    }

    fn keys_of_one(pointer: &str, schema: &Value, found: &mut BTreeSet<(String, String)>) {
        if schema.is_object() {
            keys(pointer, schema, found);
        }
    }

    fn kind(path: &str) -> &'static str {
        let parts: Vec<&str> = path.split('/').collect();
        match parts[..] {
            ["data", "workspace.yaml"] => "workspace.json",
            ["data", "codelists", _] => "codelist.json",
            ["data", "questions", _] => "question.json",
            ["data", _, "helpline.yaml"] => "helpline.json",
            ["data", _, "events.yaml"] => "events.json",
            ["data", _, "published.yaml"] => "published.json",
            _ => panic!("{path}"),
        }
    }

    /// Workspaces that use most settings, and one that is written here and uses the others.
    fn workspaces(rest: &Path) -> Vec<PathBuf> {
        let own = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folders = std::fs::read_dir(own.join("tests/workspaces")).unwrap();
        let mut all: Vec<PathBuf> = folders.map(|entry| entry.unwrap().path()).collect();
        all.extend([own.to_owned(), own.join("tests/base"), rest.to_owned()]);
        all
    }

    /// Settings that no workspace of the tests has.
    fn rest(dir: &Path) {
        let put = |path: &str, text: &str| {
            let path = dir.join("data").join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        put(
            "workspace.yaml",
            "date: 2024-04-15\nplausible: {age_max: 99}\nrevision: {rows: 4}\nlimits: {chart_seconds: 9}\n\
             protection: {method: hiding}\ncommentary: {strict: true}\nsite: {address: \"https://x.be/\", licence: \
             \"https://x.be/l\", contact: a@x.be}\nlandscape:\n  areas: {a: {nl: A, \
             population: [{year: 2023, value: 9}]}, b: {nl: B, parts: {a: 1}}}\n  lines: {lijn: {note: x}}\n  \
             platforms: {p: {nl: P, date: 2020-01-01, members: [x]}}\n  brands: {m: {nl: M, carriers: [{name: lijn}]}}\n  \
             outside: {o: {name: O, figures: [{id: f, unit: call, year: 2020, percent: 5, of: g}, {id: g, unit: call, \
             year: 2020, value: 9}]}}\n",
        );
        put(
            "codelists/age.yaml",
            "codes: [{id: a, nl: A, from: 0, to: 9}]\nchanges: [{from: 2020-01-01, codes: [a], nl: x}]\n\
             tiles: {rows: [[a]], shapes: {file: x, key: k, areas: {a: b}}, population: [{year: 2023, source: x, inhabitants: {a: 9}}]}\n",
        );
        put(
            "lijn/helpline.yaml",
            "name: L\nyears: [2023]\nchannels: {phone: {hours: [{from: 2020-01-01, mon: \"09:00-17:00\"}]}}\n\
             channel_groups: {g: {nl: G}}\ndimensions: {age: {}}\ncaller_number: {country: 32}\n\
             same_months: [{dimension: age, from: 1, to: 2}]\nnot_measurable: [{nl: x, reason: y}]\n\
             series: {fte: {}}\nunits: {answered: {id: s, nl: {one: a, many: b}}}\nplausible: {age_max: 99}\n\
             protection: {method: rounding}\ncommentary: {strict: true}\nfiles:\n- match: \"*.csv\"\n  count_by: \
             {columns: [a]}\n  skip: [{rule: r, column: c, equals: [x]}]\n  columns:\n    at: {column: A}\n    age: {column: \
             B, birth: date}\n    id: {columns: [C]}\n    caller_number: {column: D, hashed: true}\n    wait_s: {column: E, \
             minus: {column: F}}\n",
        );
        put("lijn/events.yaml", "- {id: e, kind: campaign, from: 2023-01-01, nl: E}\n");
        put(
            "lijn/published.yaml",
            "figures: [{id: p, measure: share, period: 2023, value: 4, share_of: age}]\n",
        );
        put(
            "questions/q.yaml",
            "number: 1\ndate: 2023-01-01\nasked: [{number: 1a, text: x, parts: [{nl: y, reason: policy}]}]\n",
        );
    }

    #[test]
    fn schemas_have_the_keys_that_are_read_and_no_other() {
        let dir = tempfile::tempdir().unwrap();
        rest(dir.path());
        let schemas = json_schemas(&Languages::default());
        let (mut unknown, mut read) = (BTreeSet::new(), BTreeSet::new());
        for root in workspaces(dir.path()) {
            let (workspace, _) = load(&root);
            for line in workspace.iter().flat_map(|w| &w.helplines) {
                let _ = published(&root, line);
            }
        }
        for (path, steps, key) in asked() {
            let kind = kind(&path);
            let (_, schema) = schemas.iter().find(|(name, _)| name == kind).unwrap();
            let here = resolved(schema, (String::new(), schema));
            let here = steps.iter().fold(here, |here, step| inside(schema, here, step));
            let known: Vec<At<'_>> =
                here.into_iter().filter(|(_, schema)| schema["properties"][&key].is_object()).collect();
            if known.is_empty() {
                unknown.insert(format!("{kind}: {} {key}", steps.join(".")));
            }
            read.extend(known.into_iter().map(|(pointer, _)| (pointer, key.clone())));
        }
        assert!(unknown.is_empty(), "read, and in no schema: {unknown:#?}");
        let mut written = BTreeSet::new();
        for (_, schema) in &schemas {
            keys("", schema, &mut written);
            for (name, definition) in schema["definitions"].as_object().unwrap() {
                keys(name, definition, &mut written);
            }
        }
        // Targets, days of the week and stages are not asked for by name: all keys are gone through.
        let gone_through = ["file/properties/columns", "hours", "helpline/properties/units"];
        let free = |(pointer, _): &&(String, String)| !gone_through.contains(&pointer.as_str());
        let unread: Vec<_> = written.difference(&read).filter(free).collect();
        assert!(unread.is_empty(), "in a schema, and never read: {unread:#?}");
    }

    #[test]
    fn every_kind_of_file_has_a_schema() {
        let names: Vec<String> =
            json_schemas(&Languages::default()).into_iter().map(|(name, _)| name).collect();
        let all = ["workspace", "helpline", "codelist", "events", "published", "question"];
        assert_eq!(names, all.map(|name| format!("{name}.json")));
    }
}
