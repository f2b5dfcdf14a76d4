//! The rules of the house that can be read off its files.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::support::{files, repository};

/// The rooms, from the source of the stream to its mouth. A room may use those above it; rooms of one
/// line do not know each other.
const STREAM: [&[&str]; 20] = [
    &["base", "linear"],
    &["config", "audit"],
    &["words", "intake"],
    &["validation"],
    &["series", "draft"],
    &["measures"],
    &["disclosure", "sql"],
    &["commentary", "counts"],
    &["claims"],
    &["narrative", "charts", "document"],
    &["exports", "letter", "web"],
    &["edition"],
    &["report"],
    &["landscape"],
    &["answers"],
    &["preview"],
    &["publish", "site", "verify"],
    &["pipeline"],
    &["demo", "watch"],
    &["cli"],
];

/// What goes against the stream all the same: labels of cells live with the measures.
const AGAINST: [(&str, &str, &[&str]); 1] = [("words", "measures", &["Key", "Label"])];

/// Rooms that must not name exact numbers.
const BEHIND_THE_WALL: [&str; 15] = [
    "commentary",
    "claims",
    "narrative",
    "charts",
    "document",
    "exports",
    "letter",
    "web",
    "edition",
    "publish",
    "report",
    "site",
    "landscape",
    "answers",
    "preview",
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

/// Rooms whose files use each other in rings. This list may only become shorter.
const WITH_CIRCLES: [&str; 11] = [
    "audit",
    "commentary",
    "demo",
    "edition",
    "intake",
    "landscape",
    "measures",
    "narrative",
    "pipeline",
    "report",
    "validation",
];

/// What folders of `config` may use of each other. Its door, the files beside the folders, may use all.
const INSIDE_CONFIG: [(&str, &str); 5] = [
    ("config/schema/", "config/yaml/text_position.rs"),
    ("config/read/", "config/schema/"),
    ("config/read/", "config/yaml/"),
    ("config/check/", "config/schema/"),
    ("config/check/", "config/yaml/"),
];

/// The files of the program by their modules, and the names that these import.
struct Modules {
    /// `config::yaml::tree` with its file and its code.
    files: BTreeMap<String, (String, String)>,
    /// Of a module and a name in it: the whole path that the name stands for.
    names: BTreeMap<(String, String), String>,
}

/// An import: the path as it is written, its name here, and whether it is handed on.
struct Import {
    path: String,
    name: String,
    handed_on: bool,
}

/// `a::{b, c as d}` as the paths `a::b` and `a::c` with the names `b` and `d`.
fn expanded(tree: &str) -> Vec<(String, String)> {
    let tree = tree.trim();
    let Some((start, group)) = tree.split_once('{') else {
        let (path, name) = tree.split_once(" as ").unwrap_or((tree, tree.rsplit("::").next().unwrap()));
        let (path, whole) = (path.trim_end_matches("::self"), name.trim() == "self");
        let name = if whole { path.rsplit("::").next().unwrap() } else { name.trim() };
        return vec![(path.to_owned(), name.to_owned())];
    };
    let mut parts = vec![String::new()];
    let mut depth = 0_usize;
    for c in group.trim_end().trim_end_matches('}').chars() {
        depth = match c {
            '{' => depth + 1,
            '}' => depth.saturating_sub(1),
            _ => depth,
        };
        match c {
            ',' if depth == 0 => parts.push(String::new()),
            c => parts.last_mut().unwrap().push(c),
        }
    }
    let parts = parts.iter().filter(|part| !part.trim().is_empty());
    parts.flat_map(|part| expanded(&format!("{start}{}", part.trim()))).collect()
}

/// The imports of a file, and its code without those that are handed on.
fn imports(code: &str) -> (Vec<Import>, String) {
    let (mut found, mut rest) = (Vec::new(), String::new());
    for statement in code.split_inclusive(';') {
        let line = statement.rfind("\nuse ").or_else(|| statement.rfind("use ").filter(|at| *at == 0));
        let handed = statement.rfind("\npub").filter(|at| {
            let after = statement[at + "\npub".len()..].trim_start_matches(|c| c != ' ' && c != '\n');
            after.starts_with(" use ")
        });
        let Some(at) = handed.or(line) else {
            rest.push_str(statement);
            continue;
        };
        let tree = statement[at..].split_once("use ").unwrap().1.trim_end_matches(';');
        let handed_on = handed.is_some();
        found.extend(expanded(tree).into_iter().map(|(path, name)| Import { path, name, handed_on }));
        rest.push_str(if handed_on { &statement[..at] } else { statement });
    }
    (found, rest)
}

impl Modules {
    fn read() -> Self {
        let mut modules = Self { files: BTreeMap::new(), names: BTreeMap::new() };
        for (file, text) in sources().into_iter().filter(|(file, _)| !is_test(file)) {
            let module = file.trim_end_matches(".rs").trim_end_matches("/mod").replace('/', "::");
            modules.files.insert(module, (file, code(&text)));
        }
        let all: Vec<(String, Vec<Import>)> =
            modules.files.iter().map(|(module, (_, code))| (module.clone(), imports(code).0)).collect();
        for (module, import) in all.iter().flat_map(|(module, all)| all.iter().map(move |i| (module, i))) {
            if let Some(path) = modules.absolute(module, &import.path) {
                modules.names.insert((module.clone(), import.name.clone()), path);
            }
        }
        modules
    }

    /// A path that a module writes, from the top of the program on.
    fn absolute(&self, module: &str, path: &str) -> Option<String> {
        let (first, rest) = path.split_once("::").unwrap_or((path, ""));
        let parent = module.rsplit_once("::").map_or("", |(parent, _)| parent);
        let join = |a: &str, b: &str| [a, b].join("::").trim_matches(':').to_owned();
        match first {
            "crate" => Some(rest.to_owned()),
            "self" => Some(join(module, rest)),
            "super" if rest.starts_with("super") => self.absolute(parent, rest),
            "super" => Some(join(parent, rest)),
            child if self.files.contains_key(&join(module, child)) => Some(join(module, path)),
            name => self.names.get(&(module.to_owned(), name.to_owned())).map(|of| join(of, rest)),
        }
    }

    /// The file in which the thing stands that a whole path names; nothing for a module.
    fn file(&self, path: &str) -> Option<&str> {
        let ends = path.match_indices("::").map(|(at, _)| at).chain([path.len()]);
        let end = ends.filter(|end| self.files.contains_key(&path[..*end])).max()?;
        let (module, rest) = (&path[..end], path[end..].trim_start_matches(':'));
        let name = rest.split("::").next().filter(|name| !name.is_empty())?;
        match self.names.get(&(module.to_owned(), name.to_owned())).filter(|of| *of != path) {
            Some(of) => self.file(of),
            None => self.files.get(module).map(|(file, _)| file.as_str()),
        }
    }

    /// Which files of its own room each file uses. A door that hands a name on does not use it.
    fn uses(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut found: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (module, (file, code)) in &self.files {
            let room = module.split("::").next().unwrap();
            let (imports, rest) = imports(code);
            let imported = imports.into_iter().filter(|i| !i.handed_on).map(|i| i.path);
            let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
            let written = rest.split(|c| !is_path(c)).map(|path| path.trim_end_matches(':').to_owned());
            for path in imported.chain(written.filter(|path| path.contains("::"))) {
                let used = self.absolute(module, &path).filter(|used| used.split("::").next() == Some(room));
                if let Some(used) = used.and_then(|used| self.file(&used)).filter(|used| used != file) {
                    found.entry(file).or_default().insert(used);
                }
            }
        }
        found
    }
}

#[test]
fn the_files_of_a_room_use_each_other_in_one_direction() {
    let modules = Modules::read();
    let uses = modules.uses();
    let reached = |from: &str| {
        let mut reached: BTreeSet<&str> = BTreeSet::new();
        let mut open: Vec<&str> = uses.get(from).into_iter().flatten().copied().collect();
        while let Some(file) = open.pop() {
            if reached.insert(file) {
                open.extend(uses.get(file).into_iter().flatten());
            }
        }
        reached
    };
    let all: BTreeMap<&str, BTreeSet<&str>> = uses.keys().map(|file| (*file, reached(file))).collect();
    // Of each room its rings: files that reach each other.
    let mut rings: BTreeMap<&str, BTreeSet<Vec<&str>>> = BTreeMap::new();
    for (file, reached) in all.iter().filter(|(file, reached)| reached.contains(*file)) {
        let back = |other: &&&str| all.get(**other).is_some_and(|files| files.contains(file));
        let ring = reached.iter().filter(back).copied().collect();
        rings.entry(file.split('/').next().unwrap()).or_default().insert(ring);
    }
    let mut wrong: Vec<String> = rings
        .iter()
        .filter(|(room, _)| !WITH_CIRCLES.contains(*room))
        .map(|(room, rings)| format!("{room}: these files use each other in a ring: {rings:?}"))
        .collect();
    let free = WITH_CIRCLES.iter().filter(|room| !rings.contains_key(*room));
    wrong.extend(free.map(|room| format!("{room} has no ring any more: take it out of WITH_CIRCLES")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_folders_of_config_use_each_other_in_one_direction() {
    let modules = Modules::read();
    let folder = |file: &str| file.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let mut wrong = Vec::new();
    for (file, used) in modules.uses() {
        if !file.starts_with("config/") || folder(file) == "config/" {
            continue;
        }
        for used in used.into_iter().filter(|used| folder(used) != folder(file)) {
            if !INSIDE_CONFIG.iter().any(|(from, to)| file.starts_with(from) && used.starts_with(to)) {
                wrong.push(format!("{file} uses {used}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn imports_are_read_as_they_are_meant() {
    let code = "use super::a::{self, b::{c, d as e}};\npub use f::g;\n\nfn h(x: super::i::J) {}\n";
    let (imports, rest) = imports(code);
    let read: Vec<(&str, &str, bool)> =
        imports.iter().map(|i| (i.path.as_str(), i.name.as_str(), i.handed_on)).collect();
    let expected = [
        ("super::a", "a", false),
        ("super::a::b::c", "c", false),
        ("super::a::b::d", "e", false),
        ("f::g", "g", true),
    ];
    assert_eq!(read, expected);
    assert!(!rest.contains("f::g") && rest.contains("super::i::J"), "{rest}");
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

/// Rooms that name the program's own dimensions only by what `config::dim` calls them: its list says which names no
/// dimension of a line can have.
const NAMES_DIMENSIONS: [&str; 9] =
    ["measures", "disclosure", "preview", "landscape", "narrative", "exports", "edition", "report", "claims"];

#[test]
fn the_dimensions_of_the_program_are_named_once() {
    let written = ["dims.get(\"", "dims.remove(\"", "dims[\"", "code_key(\"", "dims(&[(\""];
    for (file, text) in sources().iter().filter(|(file, _)| !is_test(file)) {
        if NAMES_DIMENSIONS.contains(&file.split('/').next().unwrap_or_default()) {
            let code = code(text);
            let found: Vec<&str> = written.into_iter().filter(|w| code.contains(w)).collect();
            assert!(found.is_empty(), "{file} writes the name of a dimension: {found:?}");
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
            "{p} {f}",
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
    // `watch` answers a browser on this machine: the half that asks others is left out.
    let both: Vec<&str> = tree.lines().filter(|line| line.starts_with("hyper")).collect();
    assert!(both.iter().any(|line| line.contains("server")), "{both:?}");
    assert!(!both.iter().any(|line| line.contains("client")), "{both:?}");
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
        "NOTICE",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
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
