//! What a town stands on: a folder and a database of its own, copied from one that was built once.
//!
//! Making accounts is dear, because passwords are hashed to be dear. So the first town of a run is built through the
//! API, stopped, and kept; every other one is a copy of it, sessions included. A database is dropped with its town.

use std::path::{Path, PathBuf};

use tempfile::TempDir;
use tokio_postgres::NoTls;

/// A stopped town: its files, and on PostgreSQL the name of its database.
pub(crate) struct Template {
    files: Vec<(PathBuf, Vec<u8>)>,
    database: Option<String>,
}

/// Where one town stands.
pub(crate) struct Ground {
    pub(crate) folder: TempDir,
    database: Option<String>,
}

/// The PostgreSQL to stand on, when there is to be one.
fn server() -> Option<String> {
    std::env::var("TEST_DATABASE_URL").ok().filter(|url| !url.is_empty())
}

/// The address of another database of the same server.
fn address_of(database: &str) -> Option<String> {
    let url = server()?;
    let (start, query) = url.split_once('?').map_or((url.as_str(), None), |(start, query)| (start, Some(query)));
    let (start, _) = start.rsplit_once('/')?;
    Some(format!("{start}/{database}{}", query.map(|query| format!("?{query}")).unwrap_or_default()))
}

fn new_name(what: &str) -> String {
    use std::sync::atomic::{AtomicU64, Ordering};
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let begun = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |past| past.as_micros());
    format!("hearth_{what}_{}_{begun}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed))
}

async fn tell(statement: String) {
    let Some(url) = server() else { return };
    tell_at(&url, &statement).await;
}

async fn tell_at(url: &str, statement: &str) {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.expect("the PostgreSQL of TEST_DATABASE_URL");
    let mover = tokio::spawn(connection);
    client.batch_execute(statement).await.unwrap_or_else(|error| panic!("{statement}: {error:?}"));
    drop(client);
    let _ = mover.await;
}

impl Ground {
    /// An empty folder, and an empty database where the run is on PostgreSQL.
    pub(crate) async fn empty() -> Ground {
        let folder = TempDir::new().expect("a temporary folder");
        let database = server().map(|_| new_name("town"));
        if let Some(name) = &database {
            tell(format!("create database {name}")).await;
        }
        Ground { folder, database }
    }

    /// Where the database is, on PostgreSQL.
    pub(crate) fn address(&self) -> Option<String> {
        self.database.as_deref().and_then(address_of)
    }

    /// The database's file, on SQLite.
    pub(crate) fn file(&self) -> PathBuf {
        self.folder.path().join("hearth.db")
    }

    /// Changes the database behind the server's back, before there is one.
    pub(crate) async fn change(&self, statement: &str) {
        match self.address() {
            Some(address) => tell_at(&address, statement).await,
            None => {
                let file = rusqlite::Connection::open(self.file()).expect("a database");
                file.execute_batch(statement).unwrap_or_else(|error| panic!("{statement}: {error}"));
            }
        }
    }

    /// A copy of a town.
    pub(crate) async fn copy(template: &Template) -> Ground {
        let folder = TempDir::new().expect("a temporary folder");
        for (path, bytes) in &template.files {
            let file = folder.path().join(path);
            let parent = file.parent().expect("a file in a folder");
            std::fs::create_dir_all(parent).and_then(|()| std::fs::write(&file, bytes)).expect("a copied file");
        }
        let database = template.database.as_ref().map(|_| new_name("town"));
        if let (Some(name), Some(from)) = (&database, &template.database) {
            tell(format!("create database {name} template {from}")).await;
        }
        Ground { folder, database }
    }

    /// Keeps a stopped town as what others are copied from. Its database stays as long as the PostgreSQL does.
    pub(crate) fn into_template(mut self) -> Template {
        let mut files = Vec::new();
        read_all(self.folder.path(), self.folder.path(), &mut files);
        Template { files, database: self.database.take() }
    }

    /// The settings that lead to its database.
    pub(crate) fn settings(&self) -> Vec<(String, String)> {
        let Some(address) = self.address() else { return Vec::new() };
        let pairs = [("DRIVERNAME", "postgres"), ("DATASOURCE", &address), ("MAXOPENCONNS", "8")];
        pairs.map(|(name, value)| (format!("MM_SQLSETTINGS_{name}"), value.to_owned())).into()
    }

    /// Drops the database, once nobody is connected.
    pub(crate) async fn clear(&mut self) {
        if let Some(name) = self.database.take() {
            tell(format!("drop database {name} with (force)")).await;
        }
    }
}

fn read_all(root: &Path, folder: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            read_all(root, &path, files);
        } else {
            let name = path.strip_prefix(root).expect("a file inside").to_owned();
            files.push((name, std::fs::read(&path).expect("a readable file")));
        }
    }
}
