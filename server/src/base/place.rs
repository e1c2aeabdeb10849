//! The data directory: everything Hearth keeps is in this one folder, and one program at a time lives in it.

use std::fmt;
use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use super::files::{Readers, make_private_folder, write_whole};

const FOLDERS: [&str; 4] = ["config", "data", "tls", "logs"];
const LOCK: &str = "hearth.lock";
const ADDRESS: &str = "hearth.address";

/// A data directory. Cheap to clone; holding one locks nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    root: PathBuf,
}

/// Held for as long as a program lives in a place. The operating system lets go of it when the program ends, however
/// it ends.
#[derive(Debug)]
pub struct Tenancy {
    _lock: File,
    root: PathBuf,
}

/// Why a data directory cannot be used. `Display` is a sentence that names it.
#[derive(Debug)]
pub enum PlaceError {
    /// This account has no home folder to put one in.
    NoHome,
    /// A folder or file in it cannot be made.
    Unusable(PathBuf, io::Error),
    /// Another program lives there; with the address it answers at, when it has told.
    Taken(PathBuf, Option<String>),
}

impl Place {
    /// The folder that `chosen` names, or the one the platform keeps for such things
    /// (`~/.local/share/hearth`, `~/Library/Application Support/Hearth`, `%LOCALAPPDATA%\Hearth\data`).
    /// Makes what is missing in it: `config/ data/ tls/ logs/`, on Unix for its owner alone.
    pub fn open(chosen: Option<&Path>) -> Result<Self, PlaceError> {
        let root = match chosen {
            Some(root) => std::path::absolute(root).map_err(unusable(root))?,
            None => Self::usual().ok_or(PlaceError::NoHome)?,
        };
        for folder in FOLDERS.map(|name| root.join(name)) {
            make_private_folder(&folder).map_err(unusable(&folder))?;
        }
        Ok(Self { root })
    }

    /// Where the data directory is when nobody chooses; `None` for an account without a home folder.
    pub fn usual() -> Option<PathBuf> {
        Some(ProjectDirs::from("", "", "Hearth")?.data_local_dir().to_owned())
    }

    /// Moves in, unless another program is there already.
    pub fn move_in(&self) -> Result<Tenancy, PlaceError> {
        let path = self.root.join(LOCK);
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        let lock = options.open(&path).map_err(unusable(&path))?;
        match lock.try_lock() {
            Ok(()) => {
                // Left by a tenant before us.
                let _ = std::fs::remove_file(self.root.join(ADDRESS));
                Ok(Tenancy { _lock: lock, root: self.root.clone() })
            }
            Err(TryLockError::WouldBlock) => Err(PlaceError::Taken(self.root.clone(), self.told_address())),
            Err(TryLockError::Error(error)) => Err(PlaceError::Unusable(path, error)),
        }
    }

    fn told_address(&self) -> Option<String> {
        let address = std::fs::read_to_string(self.root.join(ADDRESS)).ok()?;
        address.starts_with("http://").then_some(address)
    }

    /// The folder itself, absolute.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// `config/config.json`.
    pub fn config_file(&self) -> PathBuf {
        self.root.join("config").join("config.json")
    }

    /// `hearth.db`, the SQLite database.
    pub fn database_file(&self) -> PathBuf {
        self.root.join("hearth.db")
    }

    /// `data/`, for uploaded files.
    pub fn files(&self) -> PathBuf {
        self.root.join("data")
    }

    /// `tls/`, for certificates made here.
    pub fn tls(&self) -> PathBuf {
        self.root.join("tls")
    }

    /// `logs/`.
    pub fn logs(&self) -> PathBuf {
        self.root.join("logs")
    }
}

impl Tenancy {
    /// Tells the address (`http://127.0.0.1:8065`) to programs that find the place taken.
    pub fn tell_address(&self, url: &str) -> io::Result<()> {
        write_whole(&self.root.join(ADDRESS), url.as_bytes(), Readers::Owner)
    }
}

impl fmt::Display for PlaceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoHome => f.write_str("This account has no home folder; --data-dir says where to keep the data."),
            Self::Unusable(path, error) => write!(f, "{} cannot be used: {error}.", path.display()),
            Self::Taken(root, address) => {
                write!(f, "Another Hearth is running on {}", root.display())?;
                if let Some(address) = address {
                    write!(f, " and answers at {address}")?;
                }
                f.write_str(". Stop it first, or choose another folder with --data-dir.")
            }
        }
    }
}

impl std::error::Error for PlaceError {}

fn unusable(path: &Path) -> impl FnOnce(io::Error) -> PlaceError {
    let path = path.to_owned();
    move |error| PlaceError::Unusable(path, error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_place_is_furnished_and_private() {
        let home = tempfile::tempdir().expect("a folder");
        let place = Place::open(Some(&home.path().join("deep/down"))).expect("a place");
        for folder in [place.files(), place.tls(), place.logs(), place.root().join("config")] {
            assert!(folder.is_dir(), "{}", folder.display());
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt;
                let mode = folder.metadata().expect("metadata").permissions().mode();
                assert_eq!(mode & 0o777, 0o700, "{}", folder.display());
            }
        }
        assert!(place.root().is_absolute());
        Place::open(Some(place.root())).expect("the same place again");
    }

    #[test]
    fn one_program_at_a_time_lives_in_a_place() {
        let home = tempfile::tempdir().expect("a folder");
        let place = Place::open(Some(home.path())).expect("a place");
        let first = place.move_in().expect("the first moves in");
        let refused = place.clone().move_in().expect_err("the second does not").to_string();
        assert!(refused.contains(&home.path().display().to_string()), "{refused}");

        first.tell_address("http://127.0.0.1:8065").expect("told");
        let refused = place.move_in().expect_err("still there").to_string();
        assert!(refused.contains("answers at http://127.0.0.1:8065. Stop"), "{refused}");

        drop(first);
        let next = place.move_in().expect("free again");
        let refused = place.move_in().expect_err("taken again").to_string();
        assert!(!refused.contains("8065"), "the old address is forgotten: {refused}");
        drop(next);
    }

    #[test]
    fn a_file_in_the_way_is_named() {
        let home = tempfile::tempdir().expect("a folder");
        std::fs::write(home.path().join("logs"), "").expect("written");
        let error = Place::open(Some(home.path())).expect_err("in the way").to_string();
        assert!(error.contains("logs cannot be used"), "{error}");
    }
}
