//! A change of words makes a report anew and solves nothing again; what was kept of the last build weakens
//! nothing, whoever wrote it.

use std::path::{Path, PathBuf};

use super::editions::{all, registrations};
use super::support::{base, copy, files, jaarlijn, put};

const DATA: &str = "data/voorbeeld/registrations/2023.csv";
const PATTERNS: &str = ".jaarlijn-cache/patterns-voorbeeld.txt";

/// Three contacts by chat, and a build.
fn built() -> tempfile::TempDir {
    let dir = base();
    put(dir.path(), DATA, registrations(2023, 30, 3));
    let (anew, before) = protected(dir.path(), &["build", "--publish"]);
    assert!(anew > 0 && before == 0, "{anew} {before}");
    dir
}

/// How many parts of the figures a build solved, and how many it had solved before.
fn protected(dir: &Path, args: &[&str]) -> (usize, usize) {
    let said = jaarlijn(dir, args);
    said.ends(0, &[]);
    let line = said.err.lines().find(|l| l.contains("parts of the figures")).expect("says what it solved");
    let numbers: Vec<usize> = line.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    (numbers[0], numbers[1])
}

/// Other words: the publisher has a new name.
fn rename(dir: &Path, name: &str) {
    let path = dir.join("data/workspace.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    let new = |l: &str| if l.starts_with("publisher:") { format!("publisher: {name}") } else { l.to_owned() };
    std::fs::write(&path, text.lines().map(new).collect::<Vec<_>>().join("\n")).unwrap();
}

#[test]
fn a_change_of_words_solves_nothing_again_and_gives_the_same_bytes() {
    let dir = built();
    let dir = dir.path();
    let there = tempfile::tempdir().unwrap();
    let there = there.path().join("elders");
    copy(dir, &there);
    std::fs::remove_dir_all(there.join(".jaarlijn-cache")).unwrap();
    for name in ["Eerste naam", "Tweede naam"] {
        rename(dir, name);
        rename(&there, name);
        let (anew, before) = protected(dir, &["build", "--publish"]);
        assert!(anew == 0 && before > 0, "{name}: {anew} {before}");
        let log = std::fs::read(dir.join("data/voorbeeld/quarantine/hidden.csv")).unwrap();
        // The same without what was kept: it stands published.
        std::fs::remove_dir_all(there.join(".jaarlijn-cache")).ok();
        let (anew, before) = protected(&there, &["build", "--publish"]);
        assert!(anew == 0 && before > 0, "{name}: {anew} {before}");
        assert_eq!(all(dir), all(&there), "{name}");
        assert!(!log.is_empty());
    }
    jaarlijn(dir, &["audit"]).ends(0, &[" 0 broken"]);
    // Other figures are solved.
    put(dir, DATA, registrations(2023, 47, 3));
    assert!(protected(dir, &["build", "--publish"]).0 > 0);
}

#[test]
fn what_somebody_else_wrote_is_not_taken() {
    let dir = built();
    let dir = dir.path();
    let kept = std::fs::read_to_string(dir.join(PATTERNS)).unwrap();
    let patterns = |with: &dyn Fn(&str) -> String| {
        let line = |line: &str| {
            let words: Vec<&str> = line.split(' ').collect();
            format!("{} {} {}\n", words[0], with(words[1]), words[2])
        };
        kept.lines().map(line).collect::<String>()
    };
    let shown = patterns(&|p| p.replace('1', "0"));
    let texts =
        [shown, patterns(&|p| p.replace('0', "1")), kept[..kept.len() / 3].to_owned(), "\0".to_owned()];
    for (n, text) in texts.iter().enumerate() {
        put(dir, PATTERNS, text);
        rename(dir, &format!("Naam {n}"));
        let figures = std::fs::read(dir.join("reports/2023/voorbeeld/figures.csv")).unwrap();
        // What stands published is taken from there.
        assert_eq!(protected(dir, &["build", "--publish"]).0, 0, "{n}");
        assert_eq!(std::fs::read(dir.join("reports/2023/voorbeeld/figures.csv")).unwrap(), figures, "{n}");
        jaarlijn(dir, &["audit"]).ends(0, &[" 0 broken"]);
    }
    // What was kept with the key of somebody else is of no use.
    rename(dir, "Laatste naam");
    let key: PathBuf = dir.join("data/voorbeeld/quarantine/.patterns.key");
    std::fs::write(&key, "0".repeat(64)).unwrap();
    let figures = std::fs::read(dir.join("reports/2023/voorbeeld/figures.csv")).unwrap();
    protected(dir, &["build", "--publish"]);
    assert_eq!(std::fs::read(dir.join("reports/2023/voorbeeld/figures.csv")).unwrap(), figures);
    // The key is with the line and nowhere else.
    let key = std::fs::read_to_string(&key).unwrap();
    for file in [".jaarlijn-cache", "reports"].iter().flat_map(|folder| files(&dir.join(folder))) {
        let bytes = std::fs::read(&file).unwrap();
        assert!(!bytes.windows(key.len()).any(|w| w == key.as_bytes()), "{}", file.display());
    }
}
