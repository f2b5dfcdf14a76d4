//! Every figure of the demonstration can be named under `figures:`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::support::{copy, files, jaarlijn, repository};

#[test]
fn every_figure_that_is_made_can_be_named() {
    let dir = tempfile::tempdir().unwrap();
    copy(&repository().join("data"), &dir.path().join("data"));
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &["published"]);
    let mut made: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in files(&dir.path().join("reports")).iter().filter(|p| p.ends_with("figures.csv")) {
        let line = path.parent().unwrap().file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(path).unwrap();
        let names = text.lines().skip(1).map(|l| l.split(',').next().unwrap().to_owned());
        made.entry(line).or_default().extend(names);
    }
    assert!(made.len() >= 4);
    for (line, names) in made {
        let path = dir.path().join("data").join(&line).join("helpline.yaml");
        if !path.is_file() {
            continue;
        }
        let mut text = std::fs::read_to_string(&path).unwrap();
        assert!(!text.contains("\nfigures:"), "{line} names figures already");
        text.push_str("\nfigures:\n");
        for name in &names {
            writeln!(text, "  {name}: table").unwrap();
        }
        std::fs::write(&path, text).unwrap();
        jaarlijn(dir.path(), &["check", &line]).ends(0, &[]);
    }
}
