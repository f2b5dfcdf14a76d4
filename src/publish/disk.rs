//! What publishing asks of a file system, so that a test can let any single step fail.

use std::fs::File;
use std::io::{Result, Write};
use std::path::Path;

/// The steps of publishing. Each either happens or gives an error.
pub trait Disk: Sync {
    /// Makes a folder and those above it.
    fn make_folder(&self, path: &Path) -> Result<()>;
    /// Writes a new file and waits until it is on the disk.
    fn write(&self, path: &Path, bytes: &[u8]) -> Result<()>;
    /// Gives a file a second name, or copies it where that cannot be.
    fn link(&self, from: &Path, to: &Path) -> Result<()>;
    /// Waits until the names in a folder are on the disk.
    fn sync_folder(&self, path: &Path) -> Result<()>;
    /// Moves a file or folder to a free name, or a file over a file.
    fn rename(&self, from: &Path, to: &Path) -> Result<()>;
    /// Exchanges two folders in one step that no reader can see half of; `false` where the system has
    /// no such step, and then nothing has happened.
    fn exchange(&self, one: &Path, other: &Path) -> Result<bool>;
    /// Removes a folder with all that is in it, or a file.
    fn remove(&self, path: &Path) -> Result<()>;
}

/// The file system itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealDisk;

impl Disk for RealDisk {
    fn make_folder(&self, path: &Path) -> Result<()> {
        std::fs::create_dir_all(path)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<()> {
        let mut file = File::create_new(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    }

    fn link(&self, from: &Path, to: &Path) -> Result<()> {
        std::fs::hard_link(from, to).or_else(|_| std::fs::copy(from, to).map(drop))
    }

    fn sync_folder(&self, path: &Path) -> Result<()> {
        // Elsewhere a folder cannot be opened, and its names are written with it.
        if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
    }

    fn rename(&self, from: &Path, to: &Path) -> Result<()> {
        std::fs::rename(from, to)
    }

    #[cfg(any(target_os = "linux", target_os = "android"))]
    fn exchange(&self, one: &Path, other: &Path) -> Result<bool> {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        use rustix::io::Errno;
        match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
            Ok(()) => Ok(true),
            // Old kernels, and network file systems that do not know the flag.
            Err(Errno::NOSYS | Errno::INVAL | Errno::OPNOTSUPP) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    fn exchange(&self, _: &Path, _: &Path) -> Result<bool> {
        Ok(false)
    }

    fn remove(&self, path: &Path) -> Result<()> {
        if std::fs::symlink_metadata(path)?.is_dir() {
            std::fs::remove_dir_all(path)
        } else {
            std::fs::remove_file(path)
        }
    }
}
