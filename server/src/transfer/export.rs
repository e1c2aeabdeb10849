//! The job that writes an archive.

use std::collections::HashMap;

use futures_util::StreamExt;
use serde_json::{Value, json};

use super::archive::{self, Writer};
use super::source::{self, DirectRow, PostRow};
use super::{EXPORTS, choices, fittings};
use crate::app::App;
use crate::base::db::Conn;
use crate::base::error::Context;
use crate::base::{Id, Millis, Result};
use crate::emoji::wire::Emoji;
use crate::jobs::Run;
use crate::system::VERSION;
use crate::teams::wire::Team;
use crate::users::wire::User;
use crate::{emoji, users};

/// What an export holds beside what it always does.
#[derive(Debug, Clone, Copy)]
struct Wish {
    archived: bool,
    files: bool,
    pictures: bool,
    roles: bool,
}

/// An export at work.
struct Export {
    app: App,
    run: Run,
    wish: Wish,
    writer: Option<Writer>,
    /// Files that lines name: their blobs, and their paths in the archive.
    files: Vec<(String, String)>,
}

/// Writes everything, in the order that an import needs.
pub async fn run(app: App, run: Run) -> Result<()> {
    let scratch = archive::scratch(&app)?;
    let path = scratch.0.clone();
    let mut writer = Writer::create(&path)?;
    writer.begin("import.jsonl")?;
    let wanted = |what: &str| run.given(what) == Some("true");
    let wish = Wish {
        archived: wanted("include_archived_channels"),
        files: wanted("include_attachments"),
        pictures: wanted("include_profile_pictures"),
        roles: wanted("include_roles_and_schemes"),
    };
    let name = format!("{EXPORTS}/{}_export.zip", run.job().id);
    let mut export = Export { app: app.clone(), run, wish, writer: Some(writer), files: Vec::new() };
    export.put(vec![version()]).await?;
    export.roles().await?;
    export.teams().await?;
    export.channels().await?;
    export.users().await?;
    export.bots().await?;
    export.posts(false).await?;
    export.emoji().await?;
    export.directs().await?;
    export.posts(true).await?;
    export.attachments().await?;
    if let Some(writer) = export.writer.take() {
        archive::with((), move |()| writer.finish()).await?;
    }
    archive::keep(&app, &path, &name).await
}

impl Export {
    async fn put(&mut self, lines: Vec<Value>) -> Result<()> {
        let Some(writer) = self.writer.take() else { return Ok(()) };
        let (writer, ()) = archive::with(writer, move |writer| {
            let mut text = String::new();
            for line in lines {
                text.push_str(&line.to_string());
                text.push('\n');
            }
            writer.put(text.as_bytes())
        })
        .await?;
        self.writer = Some(writer);
        Ok(())
    }

    async fn roles(&mut self) -> Result<()> {
        if !self.wish.roles {
            return Ok(());
        }
        let lines = self.app.db.read_long(fittings::roles).await?;
        let count = lines.iter().filter(|line| line["type"] == "role").count();
        self.put(lines).await?;
        self.tell("roles_exported", count, 5).await
    }

    async fn bots(&mut self) -> Result<()> {
        let (mut after, mut count) = (Id::NONE, 0);
        loop {
            let rows = self.app.db.read_long(move |conn| fittings::bots(conn, after)).await?;
            let Some((last, ..)) = rows.last() else { break };
            after = *last;
            count += rows.len();
            let mut lines = Vec::new();
            for (id, picture, mut line) in rows {
                self.picture(id, picture, &mut line);
                lines.push(json!({"type": "bot", "bot": line}));
            }
            self.put(lines).await?;
        }
        self.tell("bots_exported", count, 35).await
    }

    /// Names a chosen picture in a line, and takes it along.
    fn picture(&mut self, user: Id, chosen: Millis, line: &mut Value) {
        if self.wish.pictures && chosen > 0 {
            let path = format!("profile_pictures/{user}.png");
            line["profile_image"] = path.as_str().into();
            self.files.push((users::picture_blob(user), path));
        }
    }

    async fn emoji(&mut self) -> Result<()> {
        let (mut after, mut count) = (Id::NONE, 0);
        loop {
            let rows = self.app.db.read_long(move |conn| fittings::emoji(conn, after)).await?;
            let Some(last) = rows.last() else { break };
            after = last.id;
            count += rows.len();
            let path = |emoji: &Emoji| format!("exported_emoji/{}/image", emoji.id);
            let line = |emoji: &Emoji| json!({"type": "emoji", "emoji": {"name": emoji.name, "image": path(emoji)}});
            let lines = rows.iter().map(line).collect();
            self.files.extend(rows.iter().map(|emoji| (emoji::blob(emoji.id), path(emoji))));
            self.put(lines).await?;
        }
        self.tell("emojis_exported", count, 75).await
    }

    async fn teams(&mut self) -> Result<()> {
        let (mut after, mut count) = (Id::NONE, 0);
        loop {
            let rows = self.app.db.read_long(move |conn| source::teams(conn, after)).await?;
            let Some((last, _)) = rows.last() else { break };
            after = last.id;
            count += rows.len();
            let roles = self.wish.roles;
            self.put(rows.iter().map(|(team, scheme)| team_line(team, roles.then_some(scheme))).collect()).await?;
        }
        self.tell("teams_exported", count, 10).await
    }

    async fn channels(&mut self) -> Result<()> {
        let (mut after, mut count, archived) = (Id::NONE, 0, self.wish.archived);
        let roles = self.wish.roles;
        loop {
            let rows = self.app.db.read_long(move |conn| source::channels(conn, after, archived, roles)).await?;
            let Some(last) = rows.last() else { break };
            after = last.id;
            count += rows.len();
            self.put(rows.into_iter().map(|row| json!({"type": "channel", "channel": row.line})).collect()).await?;
        }
        self.tell("channels_exported", count, 20).await
    }

    async fn users(&mut self) -> Result<()> {
        let (mut after, mut count, archived) = (Id::NONE, 0, self.wish.archived);
        loop {
            let read = move |conn: &mut Conn<'_>| {
                let users = source::users(conn, after)?;
                let ids: Vec<Id> = users.iter().map(|user| user.id).collect();
                let teams = source::memberships(conn, &ids, archived)?;
                Ok((users, teams, choices::of_users(conn, &ids)?))
            };
            let (users, mut teams, mut chosen) = self.app.db.read_long(read).await?;
            let Some(last) = users.last() else { break };
            after = last.id;
            let mut lines = Vec::new();
            for user in users.iter().filter(|user| !user.is_bot) {
                let mut line = user_line(user, teams.remove(&user.id).unwrap_or_default());
                self.picture(user.id, user.last_picture_update, &mut line["user"]);
                if let Some(fields) = line["user"].as_object_mut() {
                    fields.extend(chosen.remove(&user.id).unwrap_or_default());
                }
                lines.push(line);
            }
            count += lines.len();
            self.put(lines).await?;
        }
        self.tell("users_exported", count, 30).await
    }

    async fn posts(&mut self, direct: bool) -> Result<()> {
        let (mut after, mut count, archived) = (Id::NONE, 0, self.wish.archived);
        loop {
            let files = self.wish.files;
            let read = move |conn: &mut Conn<'_>| read_posts(conn, after, direct, archived, files);
            let (last, lines, mut found) = self.app.db.read_long(read).await?;
            self.files.append(&mut found);
            let Some(last) = last else { break };
            after = last;
            count += lines.len();
            self.put(lines).await?;
            self.run.progress(50).await?;
        }
        let name = if direct { "direct_posts_exported" } else { "posts_exported" };
        self.tell(name, count, 70).await
    }

    async fn directs(&mut self) -> Result<()> {
        let (mut after, mut count) = (Id::NONE, 0);
        loop {
            let rows = self.app.db.read_long(move |conn| source::directs(conn, after)).await?;
            let Some(last) = rows.last() else { break };
            after = last.channel;
            let mut lines: Vec<Value> = Vec::new();
            for same in rows.chunk_by(|one, other| one.channel == other.channel) {
                let people: Vec<Value> = same
                    .iter()
                    .map(|row| json!({"username": row.username, "last_viewed_at": row.last_viewed_at}))
                    .collect();
                let header = same.first().map(|row| row.header.as_str()).unwrap_or_default();
                let of = |which: fn(&&DirectRow) -> bool| -> Vec<&str> {
                    same.iter().filter(which).map(|row| row.username.as_str()).collect()
                };
                lines.push(json!({"type": "direct_channel", "direct_channel": {
                    "participants": people, "header": header,
                    "favorited_by": of(|row| row.is_favourite), "shown_by": of(|row| row.is_shown),
                }}));
            }
            count += lines.len();
            self.put(lines).await?;
        }
        self.tell("direct_channels_exported", count, 60).await
    }

    /// Puts the files themselves behind the lines.
    async fn attachments(&mut self) -> Result<()> {
        let files = std::mem::take(&mut self.files);
        let (mut count, mut missing) = (0, 0);
        for (blob, path) in &files {
            let Some(mut writer) = self.writer.take() else { return Ok(()) };
            match self.app.blobs.read(blob, None).await? {
                Some(mut reading) => {
                    let name = format!("data/{path}");
                    (writer, ()) = archive::with(writer, move |writer| writer.begin(&name)).await?;
                    while let Some(piece) = reading.bytes.next().await {
                        let piece = piece.context("reading a stored file")?;
                        (writer, ()) = archive::with(writer, move |writer| writer.put(&piece)).await?;
                    }
                    count += 1;
                }
                None => missing += 1,
            }
            self.writer = Some(writer);
            self.run.progress(80).await?;
        }
        self.run.say("num_warnings", missing);
        self.tell("attachments_exported", count, 90).await
    }

    async fn tell(&self, name: &str, count: usize, percent: i64) -> Result<()> {
        self.run.say(name, count);
        self.run.progress(percent).await
    }
}

fn version() -> Value {
    let created = time::OffsetDateTime::now_utc().format(&time::format_description::well_known::Rfc3339);
    json!({"type": "version", "version": 1, "info": {
        "generator": "hearth",
        "version": format!("{VERSION} (Hearth {})", env!("CARGO_PKG_VERSION")),
        "created": created.unwrap_or_default(),
    }})
}

fn team_line(team: &Team, scheme: Option<&String>) -> Value {
    let mut line = json!({
        "name": team.name, "display_name": team.display_name, "type": team.kind,
        "description": team.description, "allow_open_invite": team.allow_open_invite,
    });
    if let Some(scheme) = scheme.filter(|name| !name.is_empty()) {
        line["scheme"] = scheme.as_str().into();
    }
    json!({"type": "team", "team": line})
}

fn user_line(user: &User, teams: Vec<Value>) -> Value {
    let notify = |name: &str| user.notify_props.get(name).cloned().unwrap_or_default();
    let mut line = json!({
        "username": user.username, "email": user.email, "auth_service": user.auth_service,
        "nickname": user.nickname, "first_name": user.first_name, "last_name": user.last_name,
        "position": user.position, "roles": user.roles, "locale": user.locale, "teams": teams,
        "notify_props": {
            "desktop": notify("desktop"), "desktop_sound": notify("desktop_sound"), "email": notify("email"),
            "mobile": notify("push"), "mobile_push_status": notify("push_status"), "channel": notify("channel"),
            "comments": notify("comments"), "mention_keys": notify("mention_keys"),
        },
    });
    if user.delete_at > 0 {
        line["delete_at"] = user.delete_at.into();
    }
    if let Some(custom) = user.props.get("customStatus").and_then(|text| serde_json::from_str::<Value>(text).ok()) {
        line["custom_status"] = custom;
    }
    json!({"type": "user", "user": line})
}

type ById = HashMap<Id, Vec<Value>>;

/// What belongs to posts, by their ids.
struct Around {
    reactions: ById,
    flags: ById,
    files: ById,
}

/// A page of threads: where the next one begins, its lines, and the files that they name.
type Page = (Option<Id>, Vec<Value>, Vec<(String, String)>);

/// The lines of a page of threads, and where the next page begins.
fn read_posts(conn: &mut Conn<'_>, after: Id, direct: bool, archived: bool, files: bool) -> Result<Page> {
    let roots = source::roots(conn, after, direct, archived)?;
    let Some(last) = roots.last().map(|row| row.post.id) else { return Ok((None, Vec::new(), Vec::new())) };
    let ids: Vec<Id> = roots.iter().map(|row| row.post.id).collect();
    let replies = source::replies(conn, &ids)?;
    let all: Vec<Id> = ids.iter().copied().chain(replies.iter().map(|row| row.post.id)).collect();
    let found = if files { source::files(conn, &all)? } else { Vec::new() };
    let mut by_post = ById::new();
    for file in &found {
        by_post.entry(file.post).or_default().push(json!({"path": file.path}));
    }
    let (reactions, flags) = (source::reactions(conn, &all)?, source::flags(conn, &all)?);
    let around = Around { reactions, flags, files: by_post };
    let mut followers = source::followers(conn, &ids)?;
    let mut by_root: ById = HashMap::new();
    for row in &replies {
        by_root.entry(row.post.root_id).or_default().push(said(row, &around));
    }
    let channels: Vec<Id> = roots.iter().map(|row| row.post.channel_id).collect();
    let people = if direct { source::members(conn, &channels)? } else { ById::new() };
    let lines = roots.iter().map(|row| {
        let mut line = said(row, &around);
        line["replies"] = by_root.remove(&row.post.id).unwrap_or_default().into();
        line["thread_followers"] = followers.remove(&row.post.id).unwrap_or_default().into();
        if direct {
            line["channel_members"] = people.get(&row.post.channel_id).cloned().unwrap_or_default().into();
            return json!({"type": "direct_post", "direct_post": line});
        }
        line["team"] = row.team.as_str().into();
        line["channel"] = row.channel.as_str().into();
        json!({"type": "post", "post": line})
    });
    Ok((Some(last), lines.collect(), found.into_iter().map(|file| (file.blob, file.path)).collect()))
}

/// What a post and a reply have in common.
fn said(row: &PostRow, around: &Around) -> Value {
    let post = &row.post;
    let of = |all: &ById| all.get(&post.id).cloned().unwrap_or_default();
    let mut line = json!({
        "user": row.username, "type": post.kind, "message": post.message, "props": post.props,
        "create_at": post.create_at, "edit_at": post.edit_at,
        "flagged_by": of(&around.flags), "reactions": of(&around.reactions),
    });
    if around.files.contains_key(&post.id) {
        line["attachments"] = of(&around.files).into();
    }
    if post.is_pinned {
        line["is_pinned"] = true.into();
    }
    line
}
