//! One bad line: its report keeps its last edition, the others are made, and the end says so.

use std::collections::BTreeMap;
use std::path::Path;

use super::support::{base, copy, files, jaarlijn, put, repository};

/// Two lines with their reports made.
fn two_reports() -> tempfile::TempDir {
    let dir = base();
    copy(&dir.path().join("data/voorbeeld"), &dir.path().join("data/andere"));
    jaarlijn(dir.path(), &["build", "--publish"])
        .ends(0, &["andere     2023  published", "voorbeeld  2023  published"]);
    dir
}

fn report(dir: &Path, line: &str) -> BTreeMap<String, Vec<u8>> {
    let folder = dir.join("reports/2023").join(line);
    let all = files(&folder).into_iter();
    all.map(|p| (p.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&p).unwrap())).collect()
}

/// One more contact of both lines, so that both reports must be made anew.
fn deliver(dir: &Path) {
    for line in ["andere", "voorbeeld"] {
        let path = format!("data/{line}/registrations/2023.csv");
        let text = std::fs::read_to_string(dir.join(&path)).unwrap();
        put(dir, &path, format!("{}\nnew;2023-05-05T10:00;Telefoon;Limburg;30\n", text.trim_end()));
    }
}

/// A template that fails for the line `Andere` only.
fn failing_template(dir: &Path) {
    let settings = dir.join("data/andere/helpline.yaml");
    let text = std::fs::read_to_string(&settings).unwrap();
    std::fs::write(&settings, text.replace("name: Voorbeeldlijn", "name: Andere")).unwrap();
    let template = std::fs::read_to_string(repository().join("templates/report.typ")).unwrap();
    let broken = format!("{template}\n#assert(not read(\"/report.json\").contains(\"Andere\"))\n");
    put(dir, "templates/report.typ", broken);
}

#[test]
fn broken_data_stop_their_own_line() {
    let dir = two_reports();
    let (before, other) = (report(dir.path(), "andere"), report(dir.path(), "voorbeeld"));
    deliver(dir.path());
    put(dir.path(), "data/andere/registrations/2023.csv", b"\x00");
    jaarlijn(dir.path(), &["build", "--publish"])
        .ends(30, &["andere     –     refused", "voorbeeld  2023  published"]);
    assert_eq!(report(dir.path(), "andere"), before);
    assert_ne!(report(dir.path(), "voorbeeld"), other);
}

#[test]
fn a_template_that_fails_for_one_line_stops_that_line() {
    let dir = two_reports();
    let (before, other) = (report(dir.path(), "andere"), report(dir.path(), "voorbeeld"));
    deliver(dir.path());
    failing_template(dir.path());
    jaarlijn(dir.path(), &["build", "--publish"]).ends(
        30,
        &["error[T001] templates/report.typ", "andere     2023  failed", "voorbeeld  2023  published"],
    );
    assert_eq!(report(dir.path(), "andere"), before);
    assert_ne!(report(dir.path(), "voorbeeld"), other);
}

#[test]
fn only_what_failed_is_built_again() {
    let dir = two_reports();
    jaarlijn(dir.path(), &["build", "--publish", "--only-failed"]).ends(0, &[]);
    deliver(dir.path());
    failing_template(dir.path());
    jaarlijn(dir.path(), &["build", "--publish"])
        .ends(30, &["andere     2023  failed", "voorbeeld  2023  published"]);
    std::fs::remove_dir_all(dir.path().join("templates")).unwrap();
    // A check, a dry run and a build of another line forget nothing.
    jaarlijn(dir.path(), &["check"]).ends(0, &[]);
    jaarlijn(dir.path(), &["build", "--check"]).ends(40, &[]);
    jaarlijn(dir.path(), &["build", "--publish", "voorbeeld"]).ends(0, &["up to date"]);
    let run = jaarlijn(dir.path(), &["build", "--publish", "--only-failed"]);
    run.ends(0, &["andere    2023  published"]);
    assert!(!run.said().contains("voorbeeld"), "{}", run.said());
    let run = jaarlijn(dir.path(), &["build", "--publish", "--only-failed"]);
    run.ends(0, &[]);
    assert!(!run.said().contains("2023"), "{}", run.said());
}

#[test]
fn without_a_record_all_is_built() {
    let dir = two_reports();
    std::fs::remove_dir_all(dir.path().join(".jaarlijn-cache")).ok();
    jaarlijn(dir.path(), &["build", "--publish", "--only-failed"]).ends(
        0,
        &[
            "note[P012] data: there is no record of a last build",
            "andere     2023  up to date",
            "voorbeeld  2023  up",
        ],
    );
}

#[test]
fn with_fail_fast_nothing_is_published_after_the_first_failure() {
    let dir = two_reports();
    let before = report(dir.path(), "voorbeeld");
    deliver(dir.path());
    failing_template(dir.path());
    jaarlijn(dir.path(), &["build", "--publish", "--fail-fast"]).ends(
        20,
        &["andere     2023  failed", "voorbeeld  2023  skipped", "stopped after the first failure"],
    );
    assert_eq!(report(dir.path(), "voorbeeld"), before);
    // What was not reached counts as not made.
    std::fs::remove_dir_all(dir.path().join("templates")).unwrap();
    jaarlijn(dir.path(), &["build", "--publish", "--only-failed"])
        .ends(0, &["andere     2023  published", "voorbeeld  2023  published"]);
}

#[test]
fn limits_of_the_chart_engine_are_settings() {
    let dir = base();
    let path = dir.path().join("data/workspace.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    let with = |limits: &str| std::fs::write(&path, format!("{text}limits: {limits}\n")).unwrap();
    with("{chart_seconds: 5}");
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &[]);
    with("{chart_seconds: 0, chart_memory_mb: 1, chart_minutes: 3}");
    jaarlijn(dir.path(), &["build", "--publish"]).ends(
        3,
        &[
            "found `0`, expected a whole number from 1 to 86400",
            "found `1`, expected a whole number from 32 to 65536",
            "unknown key `chart_minutes`",
        ],
    );
}
