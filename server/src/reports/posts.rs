//! The report about posts: a channel's posts in the order of their times, page after page.

use super::wire::{Cursor, Place, PostsReport, PostsWanted};
use crate::args;
use crate::base::db::Conn;
use crate::base::{Id, Millis, Result, refuse};
use crate::posts::wire::Post;

/// Posts of a page when nobody says, and at most.
const USUAL: i64 = 100;
const MOST: i64 = 1000;

/// A page of the report.
pub fn report(conn: &mut Conn<'_>, wanted: &PostsWanted) -> Result<PostsReport> {
    let channel = Id::parse(&wanted.channel_id);
    if !channel.is_valid() {
        return Err(refuse::with(400, "model.post.query_params.invalid_channel_id").into());
    }
    let by_change = match wanted.time_field.as_str() {
        "" | "create_at" => false,
        "update_at" => true,
        _ => return Err(refuse::with(400, "model.post.query_params.invalid_time_field").into()),
    };
    let descending = wanted.sort_direction == "desc";
    let (sign, order) = if descending { ("<", "desc") } else { (">", "asc") };
    let start = if descending && wanted.start_time == 0 { i64::MAX } else { wanted.start_time };
    let begin = if wanted.cursor.is_empty() { Place { at: start, id: Id::NONE } } else { read(&wanted.cursor)? };
    let size = if wanted.per_page > 0 { wanted.per_page.min(MOST) } else { USUAL };
    let (deleted, people_only) = (wanted.include_deleted, wanted.exclude_system_posts);
    let mut walk = |which: &str, column: &str| {
        let sql = format!(
            "select {} from posts p where p.channelid = $1 {which} and length(p.originalid) = 0 \
             and ($2 or p.deleteat = 0) and (not $3 or p.type not like 'system_%') \
             and (p.{column} {sign} $4 or p.{column} = $4 and (cast($5 as text) = '' or p.id {sign} $5)) \
             order by p.{column} {order}, p.id {order} limit $6",
            Post::COLUMNS
        );
        conn.all::<Post>(sql, args![channel, deleted, people_only, begin.at, begin.id, size + 1])
    };
    let time = |post: &Post| if by_change { post.update_at.max(post.create_at) } else { post.create_at };
    let mut posts = walk(if by_change { "and p.updateat <= p.createat" } else { "" }, "createat")?;
    if by_change {
        posts.extend(walk("and p.updateat > p.createat", "updateat")?);
        posts.sort_by_key(|post| (time(post), post.id));
        if descending {
            posts.reverse();
        }
    }
    let more = posts.len() as i64 > size;
    posts.truncate(usize::try_from(size).unwrap_or(0));
    let last = posts.last().filter(|_| more);
    let next_cursor = last.map(|post| Cursor { cursor: written(time(post), post.id) });
    Ok(PostsReport { posts, next_cursor })
}

fn written(at: Millis, id: Id) -> String {
    format!("{at}:{id}")
}

fn read(cursor: &str) -> Result<Place> {
    let place = cursor.split_once(':').and_then(|(at, id)| Some(Place { at: at.parse().ok()?, id: Id::parse(id) }));
    place
        .filter(|place| place.id.is_valid())
        .ok_or_else(|| refuse::with(400, "model.post.query_params.invalid_cursor").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_goes_on_where_the_last_one_ended() {
        let id = Id::new();
        assert_eq!(read(&written(5, id)).ok(), Some(Place { at: 5, id }));
        assert!(read("nonsense").is_err() && read("5:short").is_err());
    }
}
