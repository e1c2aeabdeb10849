//! Stored bytes: uploads, pictures, exports. One small door in front of an object store, today a folder on this disk.
//!
//! A blob is whole or not there: it appears under its name only when its last byte is on the disk, so a crash leaves
//! no part behind. Names are relative (`emoji/<id>/image`) and chosen by us: what people call their files is kept in
//! the database. Blobs are written once and read by range; nothing here holds a large one in memory.

use std::ops::Range;
use std::path::Path as Folder;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::{Stream, TryStreamExt};
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{GetOptions, ObjectStore, ObjectStoreExt, WriteMultipart};

use super::error::{Context, Error, Result};

/// Parts of a blob that is being written, in bytes.
const PART: usize = 1024 * 1024;
/// Parts on their way to the disk at once.
const WAITING: usize = 4;

/// The blobs of a house. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Blobs {
    store: Arc<dyn ObjectStore>,
}

/// A blob that is being written. Dropped unfinished, it leaves nothing under its name.
pub struct Writing {
    upload: WriteMultipart,
    size: u64,
}

/// A blob, or a range of one, that is being read.
pub struct Reading<S> {
    /// Bytes of the whole blob.
    pub size: u64,
    /// What is read.
    pub range: Range<u64>,
    /// Its bytes, piece by piece.
    pub bytes: S,
}

impl Blobs {
    /// The blobs in `folder`, which is made when it is not there.
    pub fn open(folder: &Folder) -> Result<Blobs> {
        const OPENING: &str = "opening the folder of stored files";
        super::files::make_private_folder(folder).context(OPENING)?;
        let store = LocalFileSystem::new_with_prefix(folder).context(OPENING)?;
        let store = store.with_fsync(true).with_automatic_cleanup(true);
        Ok(Blobs { store: Arc::new(store) })
    }

    /// Puts a small blob in one step, in place of one of the same name.
    pub async fn put(&self, name: &str, bytes: Bytes) -> Result<()> {
        self.store.put(&path(name)?, bytes.into()).await.context("storing a file")?;
        Ok(())
    }

    /// Begins a blob whose bytes come piece by piece.
    pub async fn write(&self, name: &str) -> Result<Writing> {
        let upload = self.store.put_multipart(&path(name)?).await.context("storing a file")?;
        Ok(Writing { upload: WriteMultipart::new_with_chunk_size(upload, PART), size: 0 })
    }

    /// A whole small blob; `None` when it is not there. One of more than `most` bytes is an error.
    pub async fn get(&self, name: &str, most: u64) -> Result<Option<Bytes>> {
        const READING: &str = "reading a stored file";
        match self.store.get(&path(name)?).await {
            Ok(found) if found.meta.size > most => Err(Error::broken(READING, format!("{name} is too large"))),
            Ok(found) => found.bytes().await.context(READING).map(Some),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(Error::broken(READING, error)),
        }
    }

    /// Bytes of a blob; `None` when it is not there.
    pub async fn size(&self, name: &str) -> Result<Option<u64>> {
        match self.store.head(&path(name)?).await {
            Ok(found) => Ok(Some(found.size)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(Error::broken("looking at a stored file", error)),
        }
    }

    /// A blob piece by piece, or the part of it that `range` names; `None` when it is not there.
    pub async fn read(
        &self,
        name: &str,
        range: Option<Range<u64>>,
    ) -> Result<Option<Reading<impl Stream<Item = Result<Bytes, object_store::Error>> + Send + use<>>>> {
        let options = GetOptions { range: range.map(Into::into), ..GetOptions::default() };
        match self.store.get_opts(&path(name)?, options).await {
            Ok(found) => {
                let (size, range) = (found.meta.size, found.range.clone());
                Ok(Some(Reading { size, range, bytes: found.into_stream() }))
            }
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(Error::broken("reading a stored file", error)),
        }
    }

    /// The blobs of a folder, by their whole names in order, with their bytes. Not for a folder of very many.
    pub async fn list(&self, folder: &str) -> Result<Vec<(String, u64)>> {
        let found = self.store.list(Some(&path(folder)?)).try_collect::<Vec<_>>().await;
        let mut found: Vec<(String, u64)> = found
            .context("listing stored files")?
            .into_iter()
            .map(|blob| (blob.location.to_string(), blob.size))
            .collect();
        found.sort();
        Ok(found)
    }

    /// The blobs of a folder that were last written before a time, in milliseconds. Not for a folder of very many.
    pub async fn list_older(&self, folder: &str, before: i64) -> Result<Vec<String>> {
        let found = self.store.list(Some(&path(folder)?)).try_collect::<Vec<_>>().await;
        let found = found.context("listing stored files")?.into_iter();
        let old = found.filter(|blob| blob.last_modified.timestamp_millis() < before);
        Ok(old.map(|blob| blob.location.to_string()).collect())
    }

    /// Takes a blob away; one that is not there is no error.
    pub async fn remove(&self, name: &str) -> Result<()> {
        match self.store.delete(&path(name)?).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(Error::broken("removing a stored file", error)),
        }
    }
}

impl Writing {
    /// The next piece. Waits while too much is on its way to the disk.
    pub async fn put(&mut self, piece: Bytes) -> Result<()> {
        self.upload.wait_for_capacity(WAITING).await.context("storing a file")?;
        self.size += piece.len() as u64;
        self.upload.put(piece);
        Ok(())
    }

    /// Bytes so far.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// That was all: the blob is now there, on the disk. Answers its size.
    pub async fn finish(self) -> Result<u64> {
        self.upload.finish().await.context("storing a file")?;
        Ok(self.size)
    }

    /// Never mind.
    pub async fn abort(self) -> Result<()> {
        self.upload.abort().await.context("forgetting a file")
    }
}

/// A name of ours as the store has it. One that would lead out of the folder is an error.
fn path(name: &str) -> Result<Path> {
    Path::parse(name).context("naming a stored file")
}

#[cfg(test)]
mod tests {
    use futures_util::StreamExt;

    use super::*;

    async fn text(blobs: &Blobs, name: &str, range: Option<Range<u64>>) -> String {
        let reading = blobs.read(name, range).await.expect("read").expect("it is there");
        let pieces: Vec<_> = reading.bytes.collect().await;
        pieces.into_iter().map(|piece| String::from_utf8_lossy(&piece.expect("a piece")).into_owned()).collect()
    }

    #[tokio::test]
    async fn a_blob_is_there_only_when_it_is_whole() {
        let folder = tempfile::tempdir().expect("a folder");
        let blobs = Blobs::open(&folder.path().join("data")).expect("blobs");
        let mut writing = blobs.write("a/b").await.expect("begun");
        writing.put(Bytes::from_static(b"hello ")).await.expect("a piece");
        assert_eq!(blobs.size("a/b").await.expect("looked"), None);
        writing.put(Bytes::from_static(b"world")).await.expect("a piece");
        assert_eq!(writing.finish().await.expect("finished"), 11);
        assert_eq!(text(&blobs, "a/b", Some(6..11)).await, "world");
        blobs.put("a/b", Bytes::from_static(b"new")).await.expect("replaced");
        assert_eq!(text(&blobs, "a/b", None).await, "new");
        assert_eq!(blobs.list("a").await.expect("listed"), [("a/b".to_owned(), 3)]);
        assert!(blobs.get("a/b", 2).await.is_err(), "more than was asked for");
        blobs.remove("a/b").await.expect("removed");
        blobs.remove("a/b").await.expect("removing what is gone is no error");
        assert_eq!(blobs.get("a/b", 100).await.expect("looked"), None);
    }

    #[tokio::test]
    async fn no_name_leads_out_of_the_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        let blobs = Blobs::open(&folder.path().join("data")).expect("blobs");
        for name in ["../out", "a/../../out", "/etc/passwd"] {
            let _ = blobs.put(name, Bytes::from_static(b"x")).await;
        }
        assert!(!folder.path().join("out").exists());
    }
}
