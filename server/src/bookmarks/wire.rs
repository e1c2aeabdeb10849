//! Bookmarks of channels as clients see them.

use serde::{Deserialize, Serialize};

use crate::base::db::{Columns, Row};
use crate::base::{Id, Millis, Result};
use crate::files::wire::FileInfo;

/// A link or a file at the top of a channel.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Bookmark {
    pub id: Id,
    pub create_at: Millis,
    pub update_at: Millis,
    pub delete_at: Millis,
    pub channel_id: Id,
    pub owner_id: Id,
    pub file_id: Id,
    pub display_name: String,
    /// From 0.
    pub sort_order: i64,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub link_url: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub image_url: String,
    /// Without colons.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub emoji: String,
    /// `link` or `file`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The bookmark that this one took the place of; told only in the answer that made it.
    #[serde(skip_serializing_if = "Id::is_none")]
    pub original_id: Id,
    #[serde(skip_serializing_if = "Id::is_none")]
    pub parent_id: Id,
    /// What is needed to show the file; the rest of it is empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<FileInfo>,
}

impl Bookmark {
    /// The columns that [`Row`] reads, of a table that goes by the name `b`.
    pub const COLUMNS: &str = "b.id, b.createat, b.updateat, b.deleteat, b.channelid, b.ownerid, b.fileinfoid, \
        b.displayname, b.sortorder, b.linkurl, b.imageurl, b.emoji, b.type";
}

impl Row for Bookmark {
    fn from_row(columns: &mut Columns<'_>) -> Result<Bookmark> {
        Ok(Bookmark {
            id: columns.next()?,
            create_at: columns.next()?,
            update_at: columns.next()?,
            delete_at: columns.next()?,
            channel_id: columns.next()?,
            owner_id: columns.next()?,
            file_id: columns.next()?,
            display_name: columns.next()?,
            sort_order: columns.next()?,
            link_url: columns.next()?,
            image_url: columns.next()?,
            emoji: columns.next()?,
            kind: columns.next()?,
            ..Bookmark::default()
        })
    }
}

/// A change of a bookmark: what is absent stays.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct BookmarkPatch {
    pub file_id: Option<Id>,
    pub display_name: Option<String>,
    pub link_url: Option<String>,
    pub image_url: Option<String>,
    pub emoji: Option<String>,
}

/// A changed bookmark; when somebody else's was changed, the new one and the one it took the place of.
#[derive(Debug, Clone, Default, Serialize)]
pub struct BookmarkUpdate {
    pub updated: Bookmark,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deleted: Option<Bookmark>,
}
