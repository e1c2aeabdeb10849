//! Files and uploads as clients see them.

use serde::{Deserialize, Serialize};

use crate::base::db::{Columns, Row};
use crate::base::{Id, Millis, Result};
use crate::users::wire::is_false;

/// A file, without its bytes.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FileInfo {
    pub id: Id,
    /// Who sent it; `bookmark` when it was sent to be one.
    pub user_id: Id,
    /// The post that it belongs to, once it does.
    #[serde(skip_serializing_if = "Id::is_none")]
    pub post_id: Id,
    pub channel_id: Id,
    pub create_at: Millis,
    pub update_at: Millis,
    pub delete_at: Millis,
    pub name: String,
    /// Without the dot, in lower case.
    pub extension: String,
    /// Bytes.
    pub size: i64,
    pub mime_type: String,
    /// Pixels; 0 for what is no picture.
    #[serde(skip_serializing_if = "is_zero")]
    pub width: i64,
    #[serde(skip_serializing_if = "is_zero")]
    pub height: i64,
    #[serde(skip_serializing_if = "is_false")]
    pub has_preview_image: bool,
    /// A tiny JPEG in base64.
    pub mini_preview: Option<String>,
    pub remote_id: Option<String>,
    pub archived: bool,
}

fn is_zero(number: &i64) -> bool {
    *number == 0
}

impl FileInfo {
    /// The columns that [`Row`] reads, of a table that goes by the name `f`.
    pub const COLUMNS: &str = "f.id, f.creatorid, f.postid, f.channelid, f.createat, f.updateat, f.deleteat, f.name, \
        f.extension, f.size, f.mimetype, f.width, f.height, f.haspreviewimage, f.minipreview, f.remoteid, f.archived";
}

impl Row for FileInfo {
    fn from_row(columns: &mut Columns<'_>) -> Result<FileInfo> {
        Ok(FileInfo {
            id: columns.next()?,
            user_id: columns.next()?,
            post_id: columns.next()?,
            channel_id: columns.next()?,
            create_at: columns.next()?,
            update_at: columns.next()?,
            delete_at: columns.next()?,
            name: columns.next()?,
            extension: columns.next()?,
            size: columns.next()?,
            mime_type: columns.next()?,
            width: columns.next()?,
            height: columns.next()?,
            has_preview_image: columns.next()?,
            mini_preview: columns.next()?,
            remote_id: Some(columns.next()?),
            archived: columns.next()?,
        })
    }
}

/// A file, and where its bytes are.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoredFile {
    pub info: FileInfo,
    /// Names of blobs; the small pictures' are empty when there are none.
    pub path: String,
    pub thumbnail_path: String,
    pub preview_path: String,
    /// The words of a text, for search. Written once, not read with the rest.
    pub content: String,
}

impl StoredFile {
    /// The columns that [`Row`] reads after [`FileInfo::COLUMNS`].
    pub const MORE: &str = "f.path, f.thumbnailpath, f.previewpath";
}

impl Row for StoredFile {
    fn from_row(columns: &mut Columns<'_>) -> Result<StoredFile> {
        Ok(StoredFile {
            info: FileInfo::from_row(columns)?,
            path: columns.next()?,
            thumbnail_path: columns.next()?,
            preview_path: columns.next()?,
            content: String::new(),
        })
    }
}

/// What was sent.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FileUploadResponse {
    pub file_infos: Vec<FileInfo>,
    /// As the client sent them; null for a raw body without one.
    pub client_ids: Option<Vec<String>>,
}

/// A file that arrives in parts.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UploadSession {
    pub id: Id,
    #[serde(rename = "type")]
    pub kind: String,
    pub create_at: Millis,
    pub user_id: Id,
    #[serde(skip_serializing_if = "Id::is_none")]
    pub channel_id: Id,
    pub filename: String,
    /// Bytes of the whole file.
    pub file_size: i64,
    /// Bytes that have arrived.
    pub file_offset: i64,
    pub remote_id: String,
    pub req_file_id: String,
}

impl UploadSession {
    /// The columns that [`Row`] reads, of a table that goes by the name `s`.
    pub const COLUMNS: &str = "s.id, s.type, s.createat, s.userid, s.channelid, s.filename, s.filesize, s.fileoffset";
}

impl Row for UploadSession {
    fn from_row(columns: &mut Columns<'_>) -> Result<UploadSession> {
        Ok(UploadSession {
            id: columns.next()?,
            kind: columns.next()?,
            create_at: columns.next()?,
            user_id: columns.next()?,
            channel_id: columns.next()?,
            filename: columns.next()?,
            file_size: columns.next()?,
            file_offset: columns.next()?,
            ..UploadSession::default()
        })
    }
}
