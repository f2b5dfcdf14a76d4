//! Staging and moving: a report is a folder, made complete beside its place and exchanged for the old
//! one in a single step.
//!
//! On Linux the exchange is one system call (`renameat2` with `RENAME_EXCHANGE`). Where there is no such
//! call the old folder is moved aside and the new one in; between the two the report is absent, and
//! [`repair`](super::repair) brings the old one back if the program dies there. A reader who opens the
//! files of a folder one after the other, by name, may meet the exchange in between; `manifest.json`
//! has the hash of each file that belongs to it.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};

use super::disk::{Disk, RealDisk};
use crate::base::{Finding, Place, code};
use crate::edition::DRAFT;

/// A file that could not be written.
#[derive(Debug)]
pub struct WriteError {
    /// Its path.
    pub path: PathBuf,
    /// What the system said.
    pub error: Error,
}

impl WriteError {
    /// As a finding.
    #[must_use]
    pub fn finding(&self, root: &Path) -> Finding {
        let hint = match self.error.kind() {
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                "give yourself the right to write there, or choose another --root"
            }
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
                "make room on the disk and run again: finished reports are whole"
            }
            ErrorKind::NotADirectory | ErrorKind::AlreadyExists => {
                "a file or link stands where a folder is needed: move it away"
            }
            _ => "run again when the cause is gone: finished reports are whole",
        };
        Finding::error(code::P001, format!("cannot write: {}", self.error.kind()))
            .at(Place::file(crate::config::relative(root, &self.path)))
            .hint(hint)
    }
}

/// What a folder is called while it is made complete.
pub(super) const STAGED: &str = ".staged";
/// What an old folder is called while the new one is moved in.
pub(super) const REPLACED: &str = ".replaced";

/// The hidden neighbour of a path.
pub(super) fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(end);
    path.with_file_name(name)
}

fn failed(path: &Path) -> impl FnOnce(Error) -> WriteError + use<> {
    let path = path.to_owned();
    move |error| WriteError { path, error }
}

/// Puts a folder with these files in place of the one that is there, as a whole; see [`publish_on`].
///
/// # Errors
/// As [`publish_on`].
pub fn publish(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<Vec<String>, WriteError> {
    publish_on(&RealDisk, folder, files)
}

/// Puts a folder with these files in place of the one that is there, as a whole. Files that the old
/// manifest names and that are not made any more go with the old folder; what others have put there
/// stays. Nothing is done when all is equal already. Gives the names that changed.
///
/// # Errors
/// The first step that fails; the folder is then the old one, or, when only the last waiting for the
/// disk failed, the new one.
pub fn publish_on(
    disk: &dyn Disk,
    folder: &Path,
    files: &[(String, Vec<u8>)],
) -> Result<Vec<String>, WriteError> {
    publish_beside(disk, folder, files, &[])
}

/// Like [`publish_on`], with files of editions before that are put into folders of their own in the same step.
///
/// # Errors
/// As [`publish_on`].
pub fn publish_beside(
    disk: &dyn Disk,
    folder: &Path,
    files: &[(String, Vec<u8>)],
    before: &[(String, Vec<u8>)],
) -> Result<Vec<String>, WriteError> {
    let changed = would_change(folder, files);
    if changed.is_empty() {
        return Ok(changed);
    }
    let all: Vec<&(String, Vec<u8>)> = files.iter().chain(before).collect();
    exchange(disk, folder, &all, &no_more_made(folder, files)).map(|()| changed)
}

/// Takes back the edition that stands in a folder: its record stays, and so do those of the editions before and the
/// codes that all of them use; its other files go, in one step.
///
/// # Errors
/// The first step that fails; the edition then stands as it did.
pub fn retract_on(disk: &dyn Disk, folder: &Path, record: (String, Vec<u8>)) -> Result<(), WriteError> {
    let is_kept = |name: &String| name == "codes.csv" || name.starts_with("edition-");
    let own = names(&manifest(folder)).into_iter().filter(|name| !is_kept(name));
    let gone = own.chain(["manifest.json".to_owned()]).collect();
    exchange(disk, folder, &[&record], &gone)
}

/// Makes the folder with these files, and without those that are `gone`, and brings it to its place.
fn exchange(
    disk: &dyn Disk,
    folder: &Path,
    files: &[&(String, Vec<u8>)],
    gone: &BTreeSet<String>,
) -> Result<(), WriteError> {
    let parent = folder.parent().unwrap_or(Path::new("."));
    make_parent(disk, parent)?;
    let exists = match std::fs::symlink_metadata(folder) {
        Ok(meta) if meta.is_dir() => true,
        Ok(_) => return Err(failed(folder)(ErrorKind::NotADirectory.into())),
        Err(_) => false,
    };
    let stage = beside(folder, STAGED);
    if std::fs::symlink_metadata(&stage).is_ok() {
        disk.remove(&stage).map_err(failed(folder))?;
    }
    let staged = fill(disk, &stage, folder, files, gone)
        .and_then(|()| swap(disk, &stage, folder, exists).map_err(failed(folder)));
    if let Err(error) = staged {
        // What cannot be tidied now, the next build does.
        let _ = disk.remove(&stage);
        return Err(error);
    }
    disk.sync_folder(parent).map_err(failed(folder))?;
    if exists {
        let _ = disk.remove(&stage);
    }
    Ok(())
}

/// The names in a folder that publishing these files would change.
#[must_use]
pub fn would_change(folder: &Path, files: &[(String, Vec<u8>)]) -> Vec<String> {
    let differs = |(name, bytes): &&(String, Vec<u8>)| {
        std::fs::read(folder.join(name)).map_or(true, |old| old != *bytes)
    };
    let changed = files.iter().filter(differs).map(|(name, _)| name.clone());
    changed.chain(no_more_made(folder, files)).collect()
}

/// Makes the folder above a report; a link in its place is not followed out of the workspace.
fn make_parent(disk: &dyn Disk, parent: &Path) -> Result<(), WriteError> {
    if std::fs::symlink_metadata(parent).is_ok_and(|meta| meta.is_symlink()) {
        return Err(failed(parent)(ErrorKind::NotADirectory.into()));
    }
    let new: Vec<&Path> = parent.ancestors().take_while(|p| !p.exists()).collect();
    disk.make_folder(parent).map_err(failed(parent))?;
    for folder in new.iter().filter_map(|p| p.parent()).filter(|p| !p.as_os_str().is_empty()) {
        disk.sync_folder(folder).map_err(failed(folder))?;
    }
    Ok(())
}

/// Files that the manifest in a folder names and that are not among the new ones.
fn no_more_made(folder: &Path, files: &[(String, Vec<u8>)]) -> BTreeSet<String> {
    let named = names(&manifest(folder)).into_iter();
    named.filter(|name| !files.iter().any(|(new, _)| new == name) && folder.join(name).is_file()).collect()
}

/// The manifest in a folder; nothing when there is none that can be read.
pub(super) fn manifest(folder: &Path) -> serde_json::Value {
    let bytes = std::fs::read(folder.join("manifest.json")).ok();
    bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
}

/// The files that a manifest names, in its own folder.
pub(super) fn names(manifest: &serde_json::Value) -> Vec<String> {
    let named = manifest["files"].as_array().into_iter().flatten().filter_map(|f| f["name"].as_str());
    let plain = |name: &&str| Path::new(name).file_name().is_some_and(|own| own == *name);
    named.filter(plain).map(str::to_owned).collect()
}

/// Takes away the draft that stands beside an edition: the files that its manifest names, and the manifest last.
/// What others have put there stays, and then the folder does.
///
/// # Errors
/// The first file that cannot be removed.
pub fn discard_draft(disk: &dyn Disk, report: &Path) -> Result<(), WriteError> {
    let folder = report.join(DRAFT);
    let manifest = manifest(&folder);
    if manifest["draft"].as_bool() != Some(true) {
        return Ok(());
    }
    let names = names(&manifest).into_iter().chain(["manifest.json".to_owned()]);
    for path in names.map(|name| folder.join(name)).filter(|path| path.is_file()) {
        disk.remove(&path).map_err(failed(&path))?;
    }
    if std::fs::read_dir(&folder).is_ok_and(|mut left| left.next().is_none()) {
        disk.remove(&folder).map_err(failed(&folder))?;
    }
    disk.sync_folder(report).map_err(failed(report))
}

/// Makes the complete new folder, on the disk.
fn fill(
    disk: &dyn Disk,
    stage: &Path,
    folder: &Path,
    files: &[&(String, Vec<u8>)],
    gone: &BTreeSet<String>,
) -> Result<(), WriteError> {
    disk.make_folder(stage).map_err(failed(folder))?;
    for folder_before in files.iter().filter_map(|(name, _)| name.split_once('/')).map(|(above, _)| above) {
        let made = stage.join(folder_before);
        if !made.is_dir() {
            disk.make_folder(&made).map_err(failed(&folder.join(folder_before)))?;
        }
    }
    for (name, bytes) in files {
        disk.write(&stage.join(name), bytes).map_err(failed(&folder.join(name)))?;
    }
    let ours: BTreeSet<&str> =
        files.iter().map(|(n, _)| n.as_str()).chain(gone.iter().map(String::as_str)).collect();
    for entry in walkdir::WalkDir::new(folder).min_depth(1).into_iter().filter_map(Result::ok) {
        let inside = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        if inside.to_str().is_some_and(|name| ours.contains(name.replace('\\', "/").as_str())) {
            continue;
        }
        let target = stage.join(inside);
        let carried = if entry.file_type().is_dir() {
            disk.make_folder(&target)
        } else {
            disk.link(entry.path(), &target)
        };
        carried.map_err(failed(entry.path()))?;
    }
    disk.sync_folder(stage).map_err(failed(folder))
}

/// Brings the new folder to its place. The old one is then where the new one was.
fn swap(disk: &dyn Disk, stage: &Path, folder: &Path, exists: bool) -> Result<(), Error> {
    if !exists {
        return disk.rename(stage, folder);
    }
    if disk.exchange(stage, folder)? {
        return Ok(());
    }
    let aside = beside(folder, REPLACED);
    disk.rename(folder, &aside)?;
    if let Err(error) = disk.rename(stage, folder) {
        disk.rename(&aside, folder)?;
        return Err(error);
    }
    // From here on the new report stands; what is left of the old one the next build removes.
    let _ = disk.rename(&aside, stage);
    Ok(())
}

/// Puts one file in its place, as a whole. Gives whether it changed.
///
/// # Errors
/// The step that fails; the file is then the old one.
pub fn publish_file(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> Result<bool, WriteError> {
    if std::fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(false);
    }
    let parent = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    make_parent(disk, parent)?;
    let stage = beside(path, STAGED);
    if std::fs::symlink_metadata(&stage).is_ok() {
        disk.remove(&stage).map_err(failed(path))?;
    }
    let placed = disk.write(&stage, bytes).and_then(|()| disk.rename(&stage, path));
    if let Err(error) = placed {
        let _ = disk.remove(&stage);
        return Err(failed(path)(error));
    }
    disk.sync_folder(parent).map_err(failed(path))?;
    Ok(true)
}
