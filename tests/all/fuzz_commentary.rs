//! Fuzzing of commentary: mutated Markdown, references and claims against the cells of the demonstration.

use jaarlijn::base::Languages;
use jaarlijn::claims::{Checked, lint};
use jaarlijn::commentary;
use jaarlijn::config;
use jaarlijn::pipeline::gather;

use super::fuzz::fuzz;
use super::support::{copy, put, reading, repository, salt};

const WORDS: [&[u8]; 20] = [
    b"{contacts-per-year}",
    b"{contacts-by-channel#chat|share}",
    b"{victims-by-problem#2022;",
    b"|growth=2019}",
    b"\\{",
    b"---\n",
    b"accept: [L11]\n",
    b"# ",
    b"> ",
    b"- ",
    b"[a](b)",
    b"<b>",
    b"`",
    b" 9.424 oproepen ",
    b" 31 % ",
    b" 1 op 4 ",
    b" elk jaar gestegen ",
    b" in 2022 ",
    b" van 187 naar 445 ",
    b"\xff",
];

#[test]
fn commentary_and_claims() {
    let dir = tempfile::tempdir().unwrap();
    copy(&repository().join("data"), &dir.path().join("data"));
    let folder = "data/1712/commentary/2023";
    std::fs::remove_dir_all(dir.path().join(folder)).unwrap();
    let workspace = config::load(dir.path()).0.unwrap();
    let position = workspace.helplines.iter().position(|l| l.id == "1712").unwrap();
    let line = &workspace.helplines[position];
    let gathered = gather(&workspace, position, &reading(Some(2023), &salt())).0.unwrap();
    let tables = &gathered.years.iter().find(|(year, _)| *year == 2023).unwrap().1;
    let published = config::published(dir.path(), line).0;
    let read = |path: &str| std::fs::read(repository().join(path)).unwrap();
    let corpus = vec![
        read("data/1712/commentary/2023/foreword.md"),
        read("data/1712/commentary/2023/volume.md"),
        read("data/1712/commentary/2023/what.md"),
        read("tests/commentary/right.txt"),
        read("tests/commentary/wrong.txt"),
    ];
    fuzz("commentary", &corpus, &WORDS, |input| {
        put(dir.path(), &format!("{folder}/volume.md"), input);
        let (pieces, mut findings) =
            commentary::read((dir.path(), &Languages::default()), line, 2023, tables);
        let checked =
            Checked { workspace: &workspace, line, year: 2023, tables, published: &published, earlier: &[] };
        findings.extend(lint(&checked, &pieces));
        match findings.0.iter().find(|f| f.place.is_none() || f.hint.is_none()) {
            Some(finding) => Err(format!("a finding without place or hint: {finding:?}")),
            None => Ok(()),
        }
    });
}
