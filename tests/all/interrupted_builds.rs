//! Whole or not at all: a build is killed, stopped, doubled and disturbed, and every published report is
//! the old one or the new one. `JAARLIJN_KILLS` says how often a build is killed (30 when not given).

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use jaarlijn::pipeline::{self, Environment, Event, Making, Request, State};
use sha2::{Digest, Sha256};

use super::support::{base, copy, files, jaarlijn, program, put, repository, salt};

const REGISTRATIONS: &str = "data/voorbeeld/registrations/2023.csv";

/// Two lines in which no count is small, so that every delivery makes a new edition.
fn two_lines() -> tempfile::TempDir {
    let dir = base();
    let settings = dir.path().join("data/workspace.yaml");
    let text = std::fs::read_to_string(&settings).unwrap();
    std::fs::write(&settings, format!("{text}threshold: 1\n")).unwrap();
    copy(&dir.path().join("data/voorbeeld"), &dir.path().join("data/andere"));
    dir
}

/// Gives both lines so many more contacts, so that every figure changes.
fn deliver(dir: &Path, n: u32) {
    let text = std::fs::read_to_string(repository().join("tests/base").join(REGISTRATIONS)).unwrap();
    let more: String =
        (0..n).map(|i| format!("m{i};2023-05-{:02}T10:00;Telefoon;Limburg;30\n", i % 28 + 1)).collect();
    for line in ["voorbeeld", "andere"] {
        put(dir, &REGISTRATIONS.replace("voorbeeld", line), format!("{}\n{more}", text.trim_end()));
    }
}

fn reports(dir: &Path) -> Vec<PathBuf> {
    ["voorbeeld", "andere"].iter().map(|line| dir.join("reports/2023").join(line)).collect()
}

/// What is wrong with a published report: every file is there with the hash that the manifest says, and
/// nothing else is. `Ok(None)` when there is no report yet.
fn whole(folder: &Path) -> Result<Option<String>, String> {
    if !folder.exists() {
        return Ok(None);
    }
    let bytes = std::fs::read(folder.join("manifest.json")).map_err(|e| format!("no manifest: {e}"))?;
    let manifest: serde_json::Value = serde_json::from_slice(&bytes).map_err(|e| e.to_string())?;
    let listed = manifest["files"].as_array().ok_or("no files")?;
    for file in listed {
        let name = file["name"].as_str().ok_or("no name")?;
        let bytes = std::fs::read(folder.join(name)).map_err(|e| format!("{name}: {e}"))?;
        let hash: String = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
        if file["sha256"] != hash.as_str() {
            return Err(format!("{name} is of another edition than the manifest"));
        }
    }
    let all: Vec<PathBuf> =
        std::fs::read_dir(folder).map_err(|e| e.to_string())?.map(|entry| entry.unwrap().path()).collect();
    // What was replaced stands in a folder of its own, whole as well.
    let (before, own): (Vec<&PathBuf>, Vec<&PathBuf>) = all.iter().partition(|path| path.is_dir());
    for path in before {
        replaced(path)?;
    }
    let there = own.len();
    if there != listed.len() + 1 {
        return Err(format!("{there} files, and {} listed", listed.len()));
    }
    Ok(Some(manifest["rows"]["read"].to_string()))
}

/// Whether all files of an edition that was replaced are there, and but for its pages what was published.
fn replaced(folder: &Path) -> Result<(), String> {
    let record = folder.with_extension("json");
    let record = std::fs::read(&record).map_err(|e| format!("{}: {e}", record.display()))?;
    let record: serde_json::Value = serde_json::from_slice(&record).map_err(|e| e.to_string())?;
    for file in record["files"].as_array().unwrap() {
        let name = file["name"].as_str().unwrap();
        if name.starts_with("edition-") {
            continue;
        }
        let bytes = std::fs::read(folder.join(name)).map_err(|e| format!("{name}: {e}"))?;
        if !name.ends_with(".html") && file["sha256"] != ::jaarlijn::base::sha256(&bytes) {
            return Err(format!("{name} is not what was published"));
        }
    }
    Ok(())
}

fn assert_whole(dir: &Path, when: &str) -> Vec<Option<String>> {
    let one =
        |folder: PathBuf| whole(&folder).unwrap_or_else(|why| panic!("{when}: {}: {why}", folder.display()));
    reports(dir).into_iter().map(one).collect()
}

/// Names that only a build at work gives.
fn left_over(dir: &Path) -> Vec<PathBuf> {
    let ours = |p: &PathBuf| p.components().any(|c| c.as_os_str().to_string_lossy().starts_with('.'));
    files(&dir.join("reports"))
        .into_iter()
        .map(|p| p.strip_prefix(dir).unwrap().to_owned())
        .filter(ours)
        .collect()
}

fn half_made(dir: &Path) -> bool {
    left_over(dir).iter().any(|p| p.to_string_lossy().contains(".staged"))
}

fn start(dir: &Path) -> std::process::Child {
    let mut command = Command::new(program());
    command.args(["build", "--publish", "--quiet"]).current_dir(dir).stdin(Stdio::null());
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

#[test]
fn a_build_killed_at_any_moment_leaves_whole_reports() {
    let kills: u32 = std::env::var("JAARLIJN_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(30);
    let dir = two_lines();
    let mut dice = Dice(1712);
    deliver(dir.path(), 1);
    let begun = Instant::now();
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &[]);
    let mut length = begun.elapsed();
    let (mut killed, mut during, mut repaired, mut n) = (0, 0, 0, 1);
    let (mut old, mut renewed) = (0_u32, 0_u32);
    while killed < kills {
        n = n % 7 + 1;
        let before = assert_whole(dir.path(), "before");
        deliver(dir.path(), n);
        let begun = Instant::now();
        let mut child = start(dir.path());
        // Every other kill waits for the moment at which reports are being written.
        if killed % 2 == 0 {
            std::thread::sleep(length.mul_f64(f64::from(dice.below(1000)) / 900.0));
        } else {
            while child.try_wait().unwrap().is_none() && !being_published(dir.path()) {
                std::hint::spin_loop();
            }
            std::thread::sleep(Duration::from_micros(u64::from(dice.below(30_000))));
        }
        let ended = child.try_wait().unwrap().is_some();
        child.kill().unwrap();
        child.wait().unwrap();
        if ended {
            length = begun.elapsed().min(length);
        } else {
            killed += 1;
            during += u32::from(half_made(dir.path()));
        }
        let after = assert_whole(dir.path(), "after a kill");
        for (before, after) in before.iter().zip(&after) {
            if before == after { old += 1 } else { renewed += 1 }
        }
        // Now and then the next build ends and repairs; else the next kill finds what this one left.
        if dice.below(3) == 0 || killed == kills {
            let left = half_made(dir.path());
            jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &[]);
            let rows = assert_whole(dir.path(), "after the repair");
            assert_eq!(left_over(dir.path()), Vec::<PathBuf>::new());
            assert_eq!(rows, vec![Some((24 + n).to_string()); 2]);
            repaired += u32::from(left);
        }
    }
    println!(
        "{killed} kills, {during} of them with something half made; reports seen afterwards: {old} old, \
         {renewed} new, none mixed; {repaired} builds repaired"
    );
    assert!(during > 0 && repaired > 0);
}

fn being_published(dir: &Path) -> bool {
    ["voorbeeld", "andere"].iter().any(|line| dir.join(format!("reports/2023/.{line}.staged")).exists())
}

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % u64::from(n)) as u32
    }
}

fn request(dir: &Path) -> Request {
    Request {
        root: dir.canonicalize().unwrap(),
        lines: Vec::new(),
        year: None,
        lang: Vec::new(),
        jobs: 2,
        making: Making::EditionsAtOnce,
        dry: false,
        web: true,
        paper: true,
        keep: false,
        fail_fast: false,
        only_failed: false,
        salt: salt(),
    }
}

#[test]
fn a_file_that_changes_while_it_is_read_makes_no_report() {
    let dir = two_lines();
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &[]);
    let before = assert_whole(dir.path(), "before");
    deliver(dir.path(), 3);
    let disturb = |event: Event| {
        if matches!(event, Event::Reading(line) if line == "voorbeeld") {
            put(dir.path(), REGISTRATIONS, "Nummer;Tijdstip;Kanaal;Provincie;Leeftijd\n");
        }
    };
    let outcome = pipeline::build(&request(dir.path()), &disturb);
    assert_eq!(outcome.exit.code(), 30);
    let found = outcome.findings.0.iter().find(|f| f.code == "V094").unwrap();
    assert_eq!(found.place.as_ref().unwrap().file, REGISTRATIONS);
    let after = assert_whole(dir.path(), "after");
    assert_eq!(after[0], before[0]);
    assert_eq!(after[1].as_deref(), Some("27"));
}

#[test]
fn who_stops_a_build_keeps_whole_reports() {
    let dir = two_lines();
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &[]);
    let before = assert_whole(dir.path(), "before");
    deliver(dir.path(), 2);
    let stop = AtomicBool::new(false);
    let made = Mutex::new(0);
    let at_third = |event: Event| {
        if matches!(event, Event::Made) {
            let mut made = made.lock().unwrap();
            *made += 1;
            if *made == 3 {
                stop.store(true, Ordering::Relaxed);
            }
        }
    };
    let environment = Environment { stop: &stop, ..Environment::default() };
    let outcome = pipeline::build_on(&request(dir.path()), &environment, &at_third);
    assert_eq!(outcome.exit.code(), 130);
    assert!(outcome.reports.iter().all(|r| r.state == State::Skipped && r.why == "interrupted"));
    assert_eq!(assert_whole(dir.path(), "after"), before);
    assert_eq!(left_over(dir.path()), Vec::<PathBuf>::new());
    jaarlijn(dir.path(), &["build", "--publish", "--only-failed"])
        .ends(0, &["andere     2023  published", "voorbeeld  2023  published"]);
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_a_build_tidily() {
    let dir = two_lines();
    let mut child = start(dir.path());
    while !dir.path().join("reports/.lock").exists() {
        assert!(child.try_wait().unwrap().is_none());
        std::thread::sleep(Duration::from_millis(1));
    }
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_whole(dir.path(), "after");
    assert!(!dir.path().join("reports/.lock").exists());
}

#[test]
fn two_builds_at_once() {
    let dir = two_lines();
    let second = Mutex::new(None);
    let again = |event: Event| {
        let mut second = second.lock().unwrap();
        if matches!(event, Event::Reading(_)) && second.is_none() {
            *second = Some(jaarlijn(dir.path(), &["build", "--publish"]));
        }
    };
    let environment = Environment { holder: "process 1 on here".to_owned(), ..Environment::default() };
    let outcome = pipeline::build_on(&request(dir.path()), &environment, &again);
    assert_eq!(outcome.exit.code(), 0);
    second.into_inner().unwrap().unwrap().ends(
        74,
        &[
            "error[P010] reports: another build is at work here: process 1 on here",
            "hint: wait until it has ended",
            "not written",
        ],
    );
    assert_whole(dir.path(), "after");
    assert_eq!(left_over(dir.path()), Vec::<PathBuf>::new());
}

#[test]
fn many_builds_at_once_leave_whole_reports() {
    let dir = two_lines();
    let mut children: Vec<_> = (0..4).map(|_| start(dir.path())).collect();
    let codes: Vec<Option<i32>> = children.iter_mut().map(|c| c.wait().unwrap().code()).collect();
    assert!(codes.contains(&Some(0)), "{codes:?}");
    assert!(codes.iter().all(|c| matches!(c, Some(0 | 74))), "{codes:?}");
    assert!(assert_whole(dir.path(), "after").iter().all(Option::is_some));
    assert_eq!(left_over(dir.path()), Vec::<PathBuf>::new());
}

#[test]
fn a_lock_of_a_dead_build_is_taken_over() {
    let dir = two_lines();
    put(dir.path(), "reports/.lock", "process 999 on here, since 2023-01-01\n");
    put(dir.path(), "reports/2023/.voorbeeld.staged/report.nl.pdf", "half");
    put(dir.path(), "reports/.index.html.staged", "half");
    jaarlijn(dir.path(), &["build", "--publish"]).ends(
        0,
        &[
            "note[P011] reports: the last build did not come to its end (process 999 on here, since 2023-01-01)",
            "note[P011] reports/2023/.voorbeeld.staged: what an interrupted build left was removed",
            "note[P011] reports/.index.html.staged: what",
        ],
    );
    assert_eq!(left_over(dir.path()), Vec::<PathBuf>::new());
}

#[test]
fn a_report_that_was_moved_aside_is_brought_back() {
    let dir = two_lines();
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &[]);
    let folder = dir.path().join("reports/2023/voorbeeld");
    std::fs::rename(&folder, dir.path().join("reports/2023/.voorbeeld.replaced")).unwrap();
    put(dir.path(), "data/voorbeeld/registrations/2023.csv", b"\x00");
    jaarlijn(dir.path(), &["build", "--publish"])
        .ends(30, &["note[P011] reports/2023/voorbeeld: the last edition of this report was brought back"]);
    assert!(whole(&folder).unwrap().is_some());
}

#[test]
fn one_language_is_no_mixture_with_another() {
    let dir = two_lines();
    let settings = dir.path().join("data/workspace.yaml");
    let text = std::fs::read_to_string(&settings).unwrap();
    std::fs::write(&settings, text.replace("languages: [nl]", "languages: [nl, fr]")).unwrap();
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &[]);
    deliver(dir.path(), 3);
    jaarlijn(dir.path(), &["build", "--publish", "--lang", "fr"]).ends(0, &[]);
    assert_eq!(assert_whole(dir.path(), "after one language"), vec![Some("27".to_owned()); 2]);
    assert!(dir.path().join("reports/2023/andere/report.nl.pdf").exists());
    // A language that is given up goes with the edition it was of.
    std::fs::write(&settings, text).unwrap();
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &["settings changed"]);
    assert!(!dir.path().join("reports/2023/andere/report.fr.pdf").exists());
    assert_whole(dir.path(), "after one language less");
}
