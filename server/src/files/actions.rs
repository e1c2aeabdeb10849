//! Keeping what people send: the bytes first, then the row that names them.

use bytes::Bytes;
use futures_util::{Stream, StreamExt};

use super::wire::{FileInfo, StoredFile, UploadSession};
use super::{rules, store};
use crate::app::App;
use crate::base::pictures::{self, Previews};
use crate::base::{Error, Id, Result, refuse};
use crate::events::Tx;

/// Bytes of a text whose words are kept for search.
const READABLE: u64 = 256 * 1024;

/// Bytes that arrived under a name of ours, and are nobody's file yet.
#[derive(Debug, Clone)]
pub struct Arrived {
    /// The file's id to be.
    pub id: Id,
    /// What its sender calls it.
    pub name: String,
    /// How many bytes.
    pub size: u64,
}

impl Arrived {
    /// The name of the blob.
    pub fn blob(&self) -> String {
        blob(self.id)
    }
}

/// Files lie in many small folders.
fn blob(id: Id) -> String {
    let id = id.as_str();
    format!("files/{}/{id}", id.get(..2).unwrap_or("__"))
}

/// Stores the bytes of a file, `most` of them. Refuses more, none, and a body that breaks off; nothing is left then.
pub async fn receive<E>(
    app: &App,
    name: &str,
    mut pieces: impl Stream<Item = Result<Bytes, E>> + Unpin,
    most: u64,
) -> Result<Arrived> {
    let id = Id::new();
    let mut writing = app.blobs.write(&blob(id)).await?;
    while let Some(piece) = pieces.next().await {
        let refusal = match piece {
            Ok(piece) if writing.size() + piece.len() as u64 <= most => {
                writing.put(piece).await?;
                continue;
            }
            Ok(_) => too_large(),
            Err(_) => refuse::with(400, "api.file.upload_file.read_request.app_error").into(),
        };
        writing.abort().await?;
        return Err(refusal);
    }
    if writing.size() == 0 {
        writing.abort().await?;
        return Err(refuse::with(400, "api.file.upload_file.read_request.app_error").into());
    }
    Ok(Arrived { id, name: name.to_owned(), size: writing.finish().await? })
}

/// The refusal of a file that is larger than allowed.
pub fn too_large() -> Error {
    refuse::with(413, "api.file.upload_file.too_large_detailed.app_error").into()
}

/// Makes what arrived a file of somebody in a channel, with the small pictures of a picture.
pub async fn keep(app: &App, arrived: Arrived, user: Id, channel: Id) -> Result<FileInfo> {
    let kept = describe(app, &arrived, user, channel).await;
    if kept.is_err() {
        app.blobs.remove(&arrived.blob()).await?;
    }
    let file = kept?;
    let info = file.info.clone();
    app.db.write(move |tx| store::insert(tx, &file)).await?;
    Ok(info)
}

async fn describe(app: &App, arrived: &Arrived, user: Id, channel: Id) -> Result<StoredFile> {
    let extension = rules::extension(&arrived.name);
    let now = app.clock.tick();
    let mut file = StoredFile {
        info: FileInfo {
            id: arrived.id,
            user_id: user,
            channel_id: channel,
            create_at: now,
            update_at: now,
            name: arrived.name.clone(),
            mime_type: rules::mime_type(&extension),
            extension,
            size: i64::try_from(arrived.size).unwrap_or(i64::MAX),
            remote_id: Some(String::new()),
            ..FileInfo::default()
        },
        path: arrived.blob(),
        ..StoredFile::default()
    };
    if file.info.mime_type.starts_with("image/") {
        picture(app, &mut file).await?;
    } else if file.info.mime_type.starts_with("text/") && arrived.size <= READABLE {
        let bytes = app.blobs.get(&file.path, READABLE).await?.unwrap_or_default();
        // No text column takes it.
        file.content = String::from_utf8_lossy(&bytes).replace('\0', " ");
    }
    Ok(file)
}

/// Measures a picture and makes the small ones beside it. What only calls itself a picture stays a plain file.
async fn picture(app: &App, file: &mut StoredFile) -> Result<()> {
    let Some(bytes) = app.blobs.get(&file.path, file.info.size.unsigned_abs()).await? else { return Ok(()) };
    let Some(look) = pictures::look(&bytes) else { return Ok(()) };
    if !pictures::fits(&look, app.config.now().max_image_resolution) {
        return Err(refuse::with(400, "api.file.upload_file.large_image.app_error").about(&file.info.name).into());
    }
    (file.info.width, file.info.height) = (look.width.into(), look.height.into());
    let made = pictures::work(move || pictures::previews(&bytes, &look)).await;
    let Previews { preview, thumbnail, mini } = match made {
        Err(error) if pictures::is_unreadable(&error) => return Ok(()),
        made => made?,
    };
    file.preview_path = format!("{}_preview", file.path);
    file.thumbnail_path = format!("{}_thumb", file.path);
    app.blobs.put(&file.preview_path, preview).await?;
    app.blobs.put(&file.thumbnail_path, thumbnail).await?;
    // A moving picture is shown as it is.
    file.info.has_preview_image = file.info.extension != "gif";
    file.info.mini_preview = Some(mini);
    Ok(())
}

/// Where the parts of an upload wait for the last one.
fn parts(session: Id) -> String {
    format!("uploads/{session}")
}

/// Stores the next part of an upload; answers how far it is now.
pub async fn receive_part<E>(
    app: &App,
    session: &UploadSession,
    mut pieces: impl Stream<Item = Result<Bytes, E>> + Unpin,
) -> Result<i64> {
    let left = session.file_size.saturating_sub(session.file_offset).unsigned_abs();
    // So that two who send the same part do not write to the same blob; the names sort by what they hold.
    let name = format!("{}/{:020}-{}", parts(session.id), session.file_offset, Id::new());
    let mut writing = app.blobs.write(&name).await?;
    while writing.size() < left {
        let piece = match pieces.next().await {
            None => break,
            Some(Ok(piece)) => piece,
            Some(Err(_)) => {
                writing.abort().await?;
                return Err(refuse::with(400, "api.upload.upload_data.multipart_error").into());
            }
        };
        let room = usize::try_from(left - writing.size()).unwrap_or(usize::MAX).min(piece.len());
        writing.put(piece.slice(..room)).await?;
    }
    let arrived = i64::try_from(writing.size()).unwrap_or(0);
    let now = session.file_offset.saturating_add(arrived);
    if arrived == 0 || (now < session.file_size && session.file_offset == 0 && arrived < rules::FIRST_PART) {
        writing.abort().await?;
        return Err(refuse::with(400, "app.upload.upload_data.first_part_too_small.app_error").into());
    }
    writing.finish().await?;
    let (id, from) = (session.id, session.file_offset);
    if !app.db.write(move |tx| store::advance_session(tx, id, from, now)).await? {
        app.blobs.remove(&name).await?;
        return Err(refuse::with(400, "app.upload.upload_data.concurrent.app_error").into());
    }
    Ok(now)
}

/// Puts the parts of a finished upload together under a new name.
pub async fn join_parts(app: &App, session: &UploadSession, name: &str) -> Result<u64> {
    let mut writing = app.blobs.write(name).await?;
    let mut offset = 0;
    for (part, size) in app.blobs.list(&parts(session.id)).await? {
        // A part that lost a race against another one of the same place is not of the file.
        if !part.contains(&format!("/{offset:020}-")) {
            continue;
        }
        let Some(mut reading) = app.blobs.read(&part, None).await? else { continue };
        while let Some(piece) = reading.bytes.next().await {
            writing.put(piece.map_err(|cause| Error::broken("joining the parts of a file", cause))?).await?;
        }
        offset += size;
    }
    writing.finish().await
}

/// Makes the parts of a finished upload a file.
pub async fn finish(app: &App, session: &UploadSession) -> Result<FileInfo> {
    let id = Id::new();
    let arrived = Arrived { id, name: session.filename.clone(), size: session.file_size.unsigned_abs() };
    join_parts(app, session, &arrived.blob()).await?;
    let info = keep(app, arrived, session.user_id, session.channel_id).await?;
    close_session(app, session.id).await?;
    Ok(info)
}

/// Puts the parts of an export together where imports lie: a file of nobody.
pub async fn finish_import(app: &App, session: &UploadSession) -> Result<FileInfo> {
    let plain = |c: char| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' };
    let name: String = session.filename.chars().map(plain).collect();
    join_parts(app, session, &format!("import/{}_{name}", session.id)).await?;
    close_session(app, session.id).await?;
    let extension = rules::extension(&session.filename);
    let now = app.clock.now();
    Ok(FileInfo {
        id: Id::new(),
        user_id: session.user_id,
        create_at: now,
        update_at: now,
        name: session.filename.clone(),
        mime_type: rules::mime_type(&extension),
        extension,
        size: session.file_size,
        remote_id: Some(String::new()),
        ..FileInfo::default()
    })
}

/// Forgets an upload and its parts.
pub async fn close_session(app: &App, id: Id) -> Result<()> {
    app.db.write(move |tx| store::delete_session(tx, id)).await?;
    for (part, _) in app.blobs.list(&parts(id)).await? {
        app.blobs.remove(&part).await?;
    }
    Ok(())
}

/// Gives files to a new or changed post, and answers those that are now its own: files of others, of another channel or
/// of another post are left out.
pub fn attach(tx: &mut Tx<'_>, post: Id, author: Id, channel: Id, files: &[Id]) -> Result<Vec<FileInfo>> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    store::attach(tx, post, author, channel, files)?;
    store::list_of_posts(tx, &[post], false)
}
