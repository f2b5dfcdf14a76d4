//! The rules of the house that can be read off its files.

use std::collections::BTreeSet;
use std::path::Path;

use super::support::{files, repository};

/// The rooms, from the source of the stream to its mouth. A room may use those above it; rooms of one
/// line do not know each other.
const STREAM: [&[&str]; 19] = [
    &["base"],
    &["config", "audit"],
    &["words", "intake"],
    &["validation"],
    &["series"],
    &["measures"],
    &["disclosure"],
    &["commentary"],
    &["claims"],
    &["narrative", "charts", "document"],
    &["exports"],
    &["edition"],
    &["report"],
    &["landscape"],
    &["answers"],
    &["publish", "verify"],
    &["pipeline"],
    &["demo"],
    &["cli"],
];

/// What goes against the stream all the same: labels of cells live with the measures.
const AGAINST: [(&str, &str, &[&str]); 1] = [("words", "measures", &["Key", "Label"])];

/// Rooms that must not name exact numbers.
const BEHIND_THE_WALL: [&str; 11] = [
    "commentary",
    "claims",
    "narrative",
    "charts",
    "document",
    "exports",
    "edition",
    "publish",
    "report",
    "landscape",
    "answers",
];
const EXACT: [&str; 5] = ["Table", "Exact", "Cube", "Cell", "cube"];

/// A use of a room by another: `measures::{Num, Period}` gives the room and its items.
struct Edge {
    file: String,
    from: String,
    to: String,
    items: Vec<String>,
}

fn sources() -> Vec<(String, String)> {
    let src = repository().join("src");
    let shown = |p: &Path| p.strip_prefix(&src).unwrap().to_string_lossy().replace('\\', "/");
    let all = files(&src).into_iter().filter(|p| p.extension().is_some_and(|e| e == "rs"));
    all.map(|p| (shown(&p), std::fs::read_to_string(&p).unwrap())).collect()
}

/// A file without comments and without its tests, which may use whatever they need.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    text.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn is_test(file: &str) -> bool {
    file.split('/').any(|part| part == "tests" || part == "tests.rs")
}

fn words(text: &str) -> Vec<String> {
    let word = |c: char| c.is_alphanumeric() || c == '_' || c == '*';
    text.split(|c| !word(c)).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

fn edges() -> Vec<Edge> {
    let mut edges = Vec::new();
    for (file, text) in sources().into_iter().filter(|(file, _)| !is_test(file)) {
        let from = file.split(['/', '.']).next().unwrap_or_default().to_owned();
        let code = code(&text);
        for (at, _) in code.match_indices("crate::") {
            let rest = &code[at + "crate::".len()..];
            let imported = code[..at].trim_end().ends_with("use");
            // An import ends at its semicolon, a path in the middle of code at what is no path.
            let end = if imported {
                rest.find(';')
            } else {
                rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'))
            };
            let path = &rest[..end.unwrap_or(rest.len())];
            let (to, items) = path.split_once("::").unwrap_or((path, ""));
            assert!(!to.starts_with('{'), "{file}: write one `use crate::room` per room");
            edges.push(Edge {
                file: file.clone(),
                from: from.clone(),
                to: to.to_owned(),
                items: words(items),
            });
        }
    }
    edges
}

fn depth(room: &str) -> Option<usize> {
    STREAM.iter().position(|rooms| rooms.contains(&room))
}

#[test]
fn no_room_uses_one_downstream() {
    let mut wrong = Vec::new();
    let mut used = BTreeSet::new();
    for edge in edges().iter().filter(|e| e.from != e.to && !["lib", "main"].contains(&e.from.as_str())) {
        let (Some(from), Some(to)) = (depth(&edge.from), depth(&edge.to)) else {
            wrong.push(format!("{}: room `{}` or `{}` is not in the list", edge.file, edge.from, edge.to));
            continue;
        };
        if to < from {
            continue;
        }
        let allowed = AGAINST.iter().position(|(a, b, items)| {
            *a == edge.from && *b == edge.to && edge.items.iter().all(|i| items.contains(&i.as_str()))
        });
        match allowed {
            Some(position) => drop(used.insert(position)),
            None => wrong.push(format!("{}: {} uses {}::{:?}", edge.file, edge.from, edge.to, edge.items)),
        }
    }
    // What the list allows and nobody does any more is taken out of it; what the stream allows too.
    for (position, (from, to, _)) in AGAINST.iter().enumerate() {
        if !used.contains(&position) {
            wrong.push(format!("the exception {from} → {to} is not needed"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_room_is_in_the_list() {
    let rooms: BTreeSet<String> = sources()
        .iter()
        .map(|(f, _)| f.split(['/', '.']).next().unwrap().to_owned())
        .filter(|r| r != "lib" && r != "main")
        .collect();
    let listed: BTreeSet<String> = STREAM.iter().copied().flatten().map(|r| (*r).to_owned()).collect();
    assert_eq!(rooms, listed);
}

#[test]
fn nobody_behind_the_wall_names_an_exact_number() {
    let wrong: Vec<String> = edges()
        .iter()
        .filter(|e| e.to == "measures" && BEHIND_THE_WALL.contains(&e.from.as_str()))
        .filter(|e| e.items.iter().any(|i| EXACT.contains(&i.as_str()) || i == "*"))
        .map(|e| format!("{}: measures::{:?}", e.file, e.items))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_wall_can_make_a_safe_table() {
    for (file, text) in sources().into_iter().filter(|(f, _)| !f.starts_with("disclosure/") && !is_test(f)) {
        let code = code(&text);
        for (at, _) in code.match_indices("SafeTable") {
            let rest = code[at + "SafeTable".len()..].trim_start();
            let is_type = rest.starts_with('{') && code[..at].trim_end().ends_with("->");
            assert!(!rest.starts_with('{') || is_type, "{file} makes a SafeTable");
        }
    }
}

#[test]
fn files_fit_on_a_few_screens() {
    let long: Vec<String> = sources()
        .iter()
        .map(|(file, text)| (file, text.lines().count()))
        .filter(|(_, lines)| *lines > 600)
        .map(|(file, lines)| format!("{file}: {lines} lines"))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn every_module_says_what_it_is() {
    for (file, text) in sources() {
        assert!(text.starts_with("//!") || is_test(&file), "{file} does not begin with `//!`");
    }
}

#[test]
fn nothing_reads_the_environment_or_the_clock_but_the_command_line() {
    for (file, text) in sources().into_iter().filter(|(f, _)| !f.starts_with("cli/") && !is_test(f)) {
        let code = code(&text);
        for call in [
            "env::var",
            "env::args",
            "SystemTime::now",
            "Local::now",
            "Utc::now",
            "println!",
            "eprintln!",
            "dbg!",
        ] {
            assert!(!code.contains(call), "{file}: {call}");
        }
    }
}

#[test]
fn no_package_can_reach_the_network() {
    // What is compiled; Cargo.lock names optional packages of packages as well, that nobody turns on.
    let output = std::process::Command::new(env!("CARGO"))
        .args([
            "tree",
            "--offline",
            "--locked",
            "--edges",
            "normal,build",
            "--prefix",
            "none",
            "--format",
            "{p}",
        ])
        .current_dir(repository())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8_lossy(&output.stdout);
    let packages: BTreeSet<&str> = tree.lines().filter_map(|l| l.split_whitespace().next()).collect();
    assert!(packages.contains("typst") && packages.len() > 100, "{packages:?}");
    let clients = [
        "reqwest",
        "hyper",
        "hyper-util",
        "ureq",
        "curl",
        "isahc",
        "attohttpc",
        "surf",
        "minreq",
        "http-client",
        "awc",
        "native-tls",
        "openssl",
        "rustls",
        "tokio-tungstenite",
        "tungstenite",
        "quinn",
        "h2",
        "object_store",
    ];
    for client in clients {
        assert!(!packages.contains(client), "{client} is compiled in");
    }
}

#[test]
fn the_top_level_is_what_was_ordered() {
    let allowed = [
        "Cargo.toml",
        "Cargo.lock",
        "build.rs",
        "src",
        "templates",
        "data",
        "reports",
        "tests",
        "README.md",
        "findings",
        "target",
        "LICENSE-MIT",
        "LICENSE-APACHE",
        "LICENSE",
    ];
    for entry in std::fs::read_dir(repository()).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(
            name.starts_with('.') || allowed.contains(&name.as_str()),
            "{name} does not belong at the top level"
        );
    }
}

#[test]
fn every_code_of_a_finding_comes_from_the_catalogue_and_is_used() {
    let sources: Vec<(String, String)> =
        sources().into_iter().filter(|(file, _)| !file.starts_with("base/code/") && !is_test(file)).collect();
    let all: String = sources.iter().map(|(_, text)| code(text)).collect();
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let used: BTreeSet<&str> =
        all.split("code::").skip(1).filter_map(|rest| rest.split(|c| !is_word(c)).next()).collect();
    for one in jaarlijn::base::Code::all() {
        assert!(used.contains(one.id()), "{one} stands in the catalogue, and nothing uses it");
        let text = format!("\"{one}\"");
        for (file, source) in &sources {
            assert!(!code(source).contains(&text), "{file} writes {text} as a text");
        }
    }
}
