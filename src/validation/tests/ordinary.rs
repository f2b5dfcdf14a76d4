//! Workspaces that are in order: what is asked about doubtful files must not be asked of them.

use super::*;

fn repository(folder: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}

/// The findings of all lines of a workspace, with its registrations.
fn of_workspace(root: &Path) -> Vec<(Option<Registrations>, Findings)> {
    let (workspace, findings) = crate::config::load(root);
    let Some(workspace) = workspace else { panic!("{}: {findings:?}", root.display()) };
    let key = crate::base::SecretKey::new(&[7; 32]);
    let of_line = |line: &Helpline| {
        let (table, findings, _) = super::registrations(line, root, 2, None, &key);
        (table, findings)
    };
    // The registrations of one workspace stand elsewhere.
    let here = |line: &&Helpline| line.dir.join("registrations").is_dir();
    workspace.helplines.iter().filter(here).map(of_line).collect()
}

#[test]
fn ordinary_exports_are_asked_nothing_about_copies_keys_and_worksheets() {
    let folders = std::fs::read_dir(repository("tests/workspaces")).expect("workspaces");
    let mut roots: Vec<_> = folders.map(|e| e.expect("a folder").path()).collect();
    roots.push(repository(""));
    let mut lines = 0;
    for root in roots.iter().filter(|root| root.join("data/workspace.yaml").is_file()) {
        for (table, findings) in of_workspace(root) {
            lines += 1;
            assert!(table.is_some(), "{}: {findings:?}", root.display());
            for code in ["V181", "V182", "V183", "V184"] {
                assert_eq!(times(&findings, code), 0, "{}: {findings:?}", root.display());
            }
        }
    }
    assert!(lines > 4, "{lines} lines");
}
