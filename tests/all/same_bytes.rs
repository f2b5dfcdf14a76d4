//! Equal input gives equal bytes: with any number of jobs, in any folder, for any user, zone and locale.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use super::support::{copy, files, jaarlijn, program, repository, run};

/// A demonstration line and the base of the cases, in a folder of its own.
fn workspace(dir: &Path) {
    copy(&repository().join("tests/base"), dir);
    let line = "data/nupraatikerover";
    copy(&repository().join(line), &dir.join(line));
    copy(&repository().join("data/codelists"), &dir.join("data/codelists"));
}

fn reports(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let folder = dir.join("reports");
    let name = |p: &Path| p.strip_prefix(&folder).unwrap().to_string_lossy().into_owned();
    files(&folder).iter().map(|p| (name(p), std::fs::read(p).unwrap())).collect()
}

#[track_caller]
fn same(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) {
    assert!(one.keys().any(|name| name.ends_with(".pdf")), "no report was made");
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (name, bytes) in one {
        assert!(*bytes == other[name], "{name} has other bytes");
    }
}

#[test]
fn jobs_folder_user_zone_and_locale_leave_no_trace() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let deeper = there.path().join("een map met spaties/é");
    workspace(here.path());
    workspace(&deeper);
    jaarlijn(here.path(), &["build", "--publish", "--jobs", "1"]);
    let mut command = Command::new(program());
    command.args(["build", "--publish", "--jobs", "8"]);
    for (name, value) in [
        ("TZ", "Pacific/Kiritimati"),
        ("LANG", "ar_EG.UTF-8"),
        ("LC_ALL", "de_DE.UTF-8"),
        ("USER", "iemand"),
        ("HOME", "/nonexistent"),
        ("SOURCE_DATE_EPOCH", "1"),
    ] {
        command.env(name, value);
    }
    run(&deeper, command);
    same(&reports(here.path()), &reports(&deeper));
    // And once more, from nothing.
    std::fs::remove_dir_all(here.path().join("reports")).unwrap();
    jaarlijn(here.path(), &["build", "--publish"]);
    same(&reports(here.path()), &reports(&deeper));
}
