//! Files that are written whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// Who may read a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readers {
    /// Anyone with an account on this machine.
    Everyone,
    /// Only the person who runs the program (mode 0600 on Unix; on other systems the folder protects it).
    Owner,
}

/// Puts `content` at `path` in one step: a reader, or a crash, sees the old file or the new one, never a part.
pub fn write_whole(path: &Path, content: &[u8], readers: Readers) -> io::Result<()> {
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let mut fresh = name.to_os_string();
    fresh.push(format!(".{}.new", std::process::id()));
    let fresh = path.with_file_name(fresh);
    let written = write_new(&fresh, content, readers).and_then(|()| fs::rename(&fresh, path));
    if written.is_err() {
        let _ = fs::remove_file(&fresh);
    }
    written.and_then(|()| sync_folder(path))
}

/// Makes `folder` and everything above it; on Unix only its owner may enter a folder made here.
pub fn make_private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn write_new(path: &Path, content: &[u8], readers: Readers) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, if readers == Readers::Owner { 0o600 } else { 0o644 });
    #[cfg(not(unix))]
    let _ = readers;
    let mut file = options.open(path)?;
    file.write_all(content)?;
    file.sync_all()
}

/// Makes the rename itself durable, where folders can be synced.
fn sync_folder(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) if cfg!(unix) => File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_leaves_nothing_beside_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.txt");
        write_whole(&path, b"long old content", Readers::Everyone).expect("first");
        write_whole(&path, b"new", Readers::Owner).expect("second");
        assert_eq!(fs::read(&path).expect("content"), b"new");
        assert_eq!(fs::read_dir(folder.path()).expect("folder").count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn what_only_the_owner_may_read_is_mode_0600() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("secret");
        write_whole(&path, b"x", Readers::Owner).expect("written");
        assert_eq!(fs::metadata(&path).expect("metadata").permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_missing_folder_is_an_error_and_not_a_panic() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(write_whole(&folder.path().join("no/such"), b"x", Readers::Owner).is_err());
    }
}
