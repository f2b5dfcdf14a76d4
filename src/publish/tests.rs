//! Every step of publishing fails in turn, and a report is the old one or the new one all the same.

use std::collections::BTreeMap;
use std::io::{Error, ErrorKind, Result};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{Disk, RealDisk, publish_file, publish_on, repair};

/// How a step fails.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Fault {
    /// It does not happen.
    Refused(ErrorKind),
    /// Half of what is written stands there.
    Full,
    /// The program dies: this step and all after it do not happen, and nothing is tidied.
    Death,
}

/// The file system with one fault in it, with or without the exchange of folders.
struct Faulty {
    step: AtomicUsize,
    at: usize,
    fault: Fault,
    exchanges: bool,
    done: Mutex<Vec<&'static str>>,
}

impl Faulty {
    fn new(at: usize, fault: Fault, exchanges: bool) -> Self {
        Self { step: AtomicUsize::new(0), at, fault, exchanges, done: Mutex::default() }
    }

    /// Takes a step, unless it is the one that fails.
    fn step<T>(
        &self,
        name: &'static str,
        half: impl FnOnce(),
        whole: impl FnOnce() -> Result<T>,
    ) -> Result<T> {
        let step = self.step.fetch_add(1, Ordering::SeqCst);
        let fails = match self.fault {
            Fault::Death => step >= self.at,
            _ => step == self.at,
        };
        if !fails {
            self.done.lock().unwrap().push(name);
            return whole();
        }
        if self.fault == Fault::Full || (self.fault == Fault::Death && step == self.at) {
            half();
        }
        Err(match self.fault {
            Fault::Refused(kind) => kind.into(),
            Fault::Full => ErrorKind::StorageFull.into(),
            Fault::Death => Error::other("dead"),
        })
    }

    fn steps(&self) -> usize {
        self.step.load(Ordering::SeqCst)
    }
}

impl Disk for Faulty {
    fn make_folder(&self, path: &Path) -> Result<()> {
        self.step("make_folder", || (), || RealDisk.make_folder(path))
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<()> {
        let half = || drop(std::fs::write(path, &bytes[..bytes.len() / 2]));
        self.step("write", half, || RealDisk.write(path, bytes))
    }

    fn link(&self, from: &Path, to: &Path) -> Result<()> {
        self.step("link", || (), || RealDisk.link(from, to))
    }

    fn sync_folder(&self, path: &Path) -> Result<()> {
        self.step("sync_folder", || (), || RealDisk.sync_folder(path))
    }

    fn rename(&self, from: &Path, to: &Path) -> Result<()> {
        self.step("rename", || (), || RealDisk.rename(from, to))
    }

    fn exchange(&self, one: &Path, other: &Path) -> Result<bool> {
        self.step(
            "exchange",
            || (),
            || if self.exchanges { RealDisk.exchange(one, other) } else { Ok(false) },
        )
    }

    fn remove(&self, path: &Path) -> Result<()> {
        // A removal that is broken off leaves half a folder.
        let half = || {
            if let Some(Ok(first)) = std::fs::read_dir(path).ok().and_then(|mut all| all.next()) {
                let _ = std::fs::remove_file(first.path());
            }
        };
        self.step("remove", half, || RealDisk.remove(path))
    }
}

type Folder = BTreeMap<String, Vec<u8>>;

fn read(folder: &Path) -> Folder {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(|e| e.ok())
        .filter(|e| e.file_type().is_file())
        .map(|e| {
            let name = e.path().strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
            (name, std::fs::read(e.path()).unwrap())
        })
        .collect()
}

fn edition(n: usize, names: &[&str]) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = names
        .iter()
        .map(|name| ((*name).to_owned(), format!("{name} of edition {n} ").repeat(50 * n).into_bytes()))
        .collect();
    let listed: Vec<_> = files.iter().map(|(name, _)| serde_json::json!({ "name": name })).collect();
    files.push((
        "manifest.json".to_owned(),
        serde_json::json!({ "n": n, "files": listed }).to_string().into_bytes(),
    ));
    files
}

const FIRST: [&str; 3] = ["report.nl.pdf", "report.fr.pdf", "figures.csv"];
const SECOND: [&str; 3] = ["report.nl.pdf", "figures.csv", "tables.xlsx"];

/// A folder with the first edition, something that is not ours, and the two states a reader may see.
fn ready() -> (tempfile::TempDir, Folder, Folder) {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("reports/2023/line");
    publish_on(&RealDisk, &folder, &edition(1, &FIRST)).unwrap();
    std::fs::create_dir(folder.join("own")).unwrap();
    std::fs::write(folder.join("own/note.txt"), "of the editor").unwrap();
    let old = read(&folder);
    let mut new: Folder = edition(2, &SECOND).into_iter().collect();
    new.insert("own/note.txt".to_owned(), b"of the editor".to_vec());
    (dir, old, new)
}

/// Every name below `reports`, hidden ones included.
fn hidden(dir: &Path) -> Vec<String> {
    // Not the folder itself: its random name can begin and go on in the same way.
    let all = walkdir::WalkDir::new(dir).min_depth(1).into_iter().filter_map(|e| e.ok());
    all.map(|e| e.file_name().to_string_lossy().into_owned())
        .filter(|n| n.starts_with('.') && n.contains("ed"))
        .collect()
}

fn every_fault(exchanges: bool) -> usize {
    let mut faults = 0;
    let kinds = [
        Fault::Refused(ErrorKind::PermissionDenied),
        Fault::Refused(ErrorKind::Other),
        Fault::Full,
        Fault::Death,
    ];
    for fault in kinds {
        for at in 0.. {
            let (dir, old, new) = ready();
            let root = dir.path();
            let (reports, folder) = (root.join("reports"), root.join("reports/2023/line"));
            let disk = Faulty::new(at, fault, exchanges);
            let result = publish_on(&disk, &folder, &edition(2, &SECOND));
            let reached = disk.steps() > at;
            let now = read(&folder);
            // Without the exchange there is one moment at which the report is nowhere.
            let absent = now.is_empty() && fault == Fault::Death && !exchanges;
            assert!(
                now == old || now == new || absent,
                "step {at} {fault:?} after {:?}",
                disk.done.lock().unwrap()
            );
            assert!(
                result.is_err() || now == new,
                "step {at} {fault:?}: success, and the report is the old one"
            );
            repair(&RealDisk, root, &reports).unwrap();
            let repaired = read(&folder);
            assert!(repaired == old || repaired == new, "step {at} {fault:?}: not repaired");
            assert_eq!(hidden(root), Vec::<String>::new(), "step {at} {fault:?}");
            publish_on(&RealDisk, &folder, &edition(2, &SECOND)).unwrap();
            assert_eq!(read(&folder), new, "step {at} {fault:?}");
            if !reached {
                break;
            }
            faults += 1;
        }
    }
    faults
}

#[test]
fn every_step_fails_in_turn() {
    let faults = every_fault(true);
    assert!(faults >= 4 * 10, "{faults}");
    println!("{faults} faults with the exchange of folders");
}

#[test]
fn every_step_fails_in_turn_where_folders_cannot_be_exchanged() {
    let faults = every_fault(false);
    assert!(faults >= 4 * 11, "{faults}");
    println!("{faults} faults without the exchange of folders");
}

#[test]
fn every_step_of_a_first_report_fails_in_turn() {
    for fault in [Fault::Full, Fault::Death] {
        for at in 0.. {
            let dir = tempfile::tempdir().unwrap();
            let folder = dir.path().join("reports/2023/line");
            let disk = Faulty::new(at, fault, true);
            let result = publish_on(&disk, &folder, &edition(1, &FIRST));
            let now = read(&folder);
            let whole: Folder = edition(1, &FIRST).into_iter().collect();
            assert!(now.is_empty() || now == whole, "step {at} {fault:?}");
            repair(&RealDisk, dir.path(), &dir.path().join("reports")).unwrap();
            assert_eq!(hidden(dir.path()), Vec::<String>::new(), "step {at} {fault:?}");
            if disk.steps() <= at {
                assert!(result.is_ok() && now == whole);
                break;
            }
        }
    }
}

#[test]
fn a_single_file_is_the_old_one_or_the_new_one() {
    for fault in [Fault::Full, Fault::Death, Fault::Refused(ErrorKind::PermissionDenied)] {
        for at in 0.. {
            let dir = tempfile::tempdir().unwrap();
            let path = dir.path().join("index.html");
            publish_file(&RealDisk, &path, b"the old page").unwrap();
            let disk = Faulty::new(at, fault, true);
            let result = publish_file(&disk, &path, b"the new page");
            let now = std::fs::read(&path).unwrap();
            assert!(now == b"the old page" || now == b"the new page");
            assert!(result.is_err() || now == b"the new page");
            repair(&RealDisk, dir.path(), dir.path()).unwrap();
            assert_eq!(hidden(dir.path()), Vec::<String>::new());
            if disk.steps() <= at {
                break;
            }
        }
    }
}

#[test]
fn what_is_equal_is_left_alone_and_what_is_not_ours_stays() {
    let (dir, old, new) = ready();
    let folder = dir.path().join("reports/2023/line");
    assert!(publish_on(&RealDisk, &folder, &edition(1, &FIRST)).unwrap().is_empty());
    assert_eq!(read(&folder), old);
    let changed = publish_on(&RealDisk, &folder, &edition(2, &SECOND)).unwrap();
    assert_eq!(changed, ["report.nl.pdf", "figures.csv", "tables.xlsx", "manifest.json", "report.fr.pdf"]);
    assert_eq!(read(&folder), new);
}

#[test]
fn a_file_in_the_way_of_the_folder_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let target = dir.path().join("reports");
    std::fs::write(&target, "in the way").unwrap();
    let error = publish_on(&RealDisk, &target, &edition(1, &FIRST)).unwrap_err();
    assert_eq!(error.path, target);
    assert_eq!(std::fs::read(&target).unwrap(), b"in the way");
}

#[cfg(unix)]
#[test]
fn a_link_is_not_followed_out_of_the_workspace() {
    let (dir, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    std::fs::create_dir(dir.path().join("reports")).unwrap();
    for link in ["reports/2023", "reports/2024/line"] {
        let link = dir.path().join(link);
        std::fs::create_dir_all(link.parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(elsewhere.path(), link).unwrap();
    }
    for year in ["2023", "2024"] {
        let folder = dir.path().join("reports").join(year).join("line");
        let error = publish_on(&RealDisk, &folder, &edition(1, &FIRST)).unwrap_err();
        assert_eq!(error.error.kind(), ErrorKind::NotADirectory);
    }
    assert_eq!(std::fs::read_dir(elsewhere.path()).unwrap().count(), 0);
}
