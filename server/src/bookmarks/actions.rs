//! Everything that changes bookmarks, and tells of it.

use super::wire::{Bookmark, BookmarkPatch, BookmarkUpdate};
use super::{rules, store};
use crate::access::Actor;
use crate::base::db::Conn;
use crate::base::{Error, Id, Millis, Result, refuse};
use crate::events::{Event, Tx};
use crate::files;
use crate::files::wire::FileInfo;

/// Who does it, and when; `connection` is not told, because it asked.
#[derive(Debug, Clone, Copy)]
pub struct Doing {
    pub connection: Id,
    pub now: Millis,
}

/// Puts a bookmark behind the last one of a channel.
pub fn create(tx: &mut Tx<'_>, actor: &Actor, channel: Id, given: Bookmark, doing: Doing) -> Result<Bookmark> {
    let bookmark = Bookmark {
        id: Id::new(),
        create_at: doing.now,
        update_at: doing.now,
        delete_at: 0,
        channel_id: channel,
        owner_id: actor.id(),
        emoji: given.emoji.trim_matches(':').to_owned(),
        sort_order: store::next_place(tx, channel)?,
        original_id: Id::NONE,
        file: None,
        ..given
    };
    rules::check(&bookmark)?;
    if store::list(tx, channel, 0)?.len() >= rules::MOST {
        return Err(refuse::with(400, "app.channel.bookmark.save.app_error").into());
    }
    check_file(tx, &bookmark)?;
    store::insert(tx, &bookmark)?;
    let bookmark = dress_one(tx, bookmark)?;
    tx.tell(Event::BookmarkCreated { bookmark: bookmark.clone(), connection: doing.connection });
    Ok(bookmark)
}

/// Refuses a file that was not sent to be a bookmark of this channel, or is one already.
fn check_file(conn: &mut Conn<'_>, bookmark: &Bookmark) -> Result<()> {
    if bookmark.file_id.is_none() {
        return Ok(());
    }
    let file = files::find(conn, bookmark.file_id)?.map(|file| file.info);
    let fits = file.is_some_and(|file| {
        let meant = file.user_id == Id::parse(files::BOOKMARK);
        meant && file.channel_id == bookmark.channel_id && file.post_id.is_none()
    });
    if !fits || store::uses_file(conn, bookmark.file_id, bookmark.id)? {
        let id = "model.channel_bookmark.is_valid.file_id.missing_or_invalid.app_error";
        return Err(refuse::with(400, id).into());
    }
    Ok(())
}

/// Changes a bookmark. Somebody else's is deleted, and a new one of the actor's takes its place.
pub fn edit(
    tx: &mut Tx<'_>,
    actor: &Actor,
    old: Bookmark,
    patch: BookmarkPatch,
    doing: Doing,
) -> Result<BookmarkUpdate> {
    let now = doing.now;
    let mut new = old.clone();
    new.file_id = patch.file_id.unwrap_or(new.file_id);
    new.display_name = patch.display_name.unwrap_or(new.display_name);
    new.link_url = patch.link_url.unwrap_or(new.link_url);
    new.image_url = patch.image_url.unwrap_or(new.image_url);
    new.emoji = patch.emoji.map_or(new.emoji, |emoji| emoji.trim_matches(':').to_owned());
    new.update_at = now;
    rules::check(&new)?;
    if new.file_id != old.file_id {
        check_file(tx, &new)?;
    }
    let own = old.owner_id == actor.id();
    let deleted = if own {
        store::update(tx, &new)?;
        None
    } else {
        let deleted = Bookmark { delete_at: now, update_at: now, ..old };
        store::update(tx, &deleted)?;
        new = Bookmark { id: Id::new(), owner_id: actor.id(), create_at: now, original_id: deleted.id, ..new };
        store::insert(tx, &new)?;
        Some(dress_one(tx, deleted)?)
    };
    let update = BookmarkUpdate { updated: dress_one(tx, new)?, deleted };
    tx.tell(Event::BookmarkUpdated { update: update.clone(), connection: doing.connection });
    Ok(update)
}

/// Moves a bookmark to another place, from 0. Answers all of the channel in their new order.
pub fn sort(tx: &mut Tx<'_>, channel: Id, id: Id, place: i64, doing: Doing) -> Result<Vec<Bookmark>> {
    let mut all = store::list(tx, channel, 0)?;
    let missing = || Error::from(refuse::not_found("app.channel.bookmark.update_sort.missing_bookmark.app_error"));
    let from = all.iter().position(|bookmark| bookmark.id == id).ok_or_else(missing)?;
    let to = usize::try_from(place).ok().filter(|to| *to < all.len());
    let to = to.ok_or_else(|| refuse::with(400, "app.channel.bookmark.update_sort.invalid_input.app_error"))?;
    let moved = all.remove(from);
    all.insert(to, moved);
    // Fifty at most, and nearly all of them stay where they are.
    for (place, bookmark) in (0..).zip(all.iter_mut()) {
        if bookmark.sort_order != place {
            bookmark.sort_order = place;
            bookmark.update_at = doing.now;
            store::update(tx, bookmark)?;
        }
    }
    dress(tx, &mut all)?;
    tx.tell(Event::BookmarksSorted { channel, bookmarks: all.clone(), connection: doing.connection });
    Ok(all)
}

/// Deletes a bookmark, with its file.
pub fn remove(tx: &mut Tx<'_>, bookmark: Bookmark, doing: Doing) -> Result<Bookmark> {
    let mut bookmark = dress_one(tx, bookmark)?;
    bookmark.delete_at = doing.now;
    bookmark.update_at = doing.now;
    store::update(tx, &bookmark)?;
    if bookmark.file_id.is_some() {
        files::remove(tx, &[bookmark.file_id], doing.now)?;
    }
    tx.tell(Event::BookmarkDeleted { bookmark: bookmark.clone(), connection: doing.connection });
    Ok(bookmark)
}

/// Gives bookmarks what is needed to show their files.
pub fn dress(conn: &mut Conn<'_>, bookmarks: &mut [Bookmark]) -> Result<()> {
    let ids: Vec<Id> = bookmarks.iter().map(|bookmark| bookmark.file_id).filter(Id::is_some).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let found = files::list(conn, &ids)?;
    for bookmark in bookmarks.iter_mut() {
        let file = found.iter().find(|file| file.id == bookmark.file_id);
        bookmark.file = file.cloned().map(only_shown);
    }
    Ok(())
}

fn dress_one(conn: &mut Conn<'_>, bookmark: Bookmark) -> Result<Bookmark> {
    let mut one = [bookmark];
    dress(conn, &mut one)?;
    let [bookmark] = one;
    Ok(bookmark)
}

fn only_shown(file: FileInfo) -> FileInfo {
    FileInfo {
        user_id: Id::NONE,
        post_id: Id::NONE,
        channel_id: Id::NONE,
        create_at: 0,
        update_at: 0,
        delete_at: 0,
        remote_id: None,
        ..file
    }
}
