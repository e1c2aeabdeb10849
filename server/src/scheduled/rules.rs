//! What a post for later must be, and why one cannot be sent. Pure.

use super::wire::ScheduledPost;
use crate::access::{ChannelPlace, Permission};
use crate::base::error::Refusal;
use crate::base::{Millis, refuse};
use crate::drafts;

/// Refuses what could not be kept, or is not for later.
pub fn check(post: &ScheduledPost, now: Millis) -> Result<(), Refusal> {
    let refused = |what: &str| Err(refuse::with(400, format!("model.{what}.app_error")));
    if post.create_at == 0 {
        return refused("draft.is_valid.create_at");
    }
    if !post.user_id.is_valid() {
        return refused("draft.is_valid.user_id");
    }
    drafts::check(post.root_id, &post.message, &post.props, &post.file_ids)?;
    if !post.id.is_valid() {
        return refused("scheduled_post.is_valid.id");
    }
    if post.message.is_empty() && post.file_ids.is_empty() {
        return refused("scheduled_post.is_valid.empty_post");
    }
    if post.scheduled_at < now {
        return refused("scheduled_post.is_valid.scheduled_at");
    }
    Ok(())
}

/// Why nothing can be sent to a place; `None` when it can.
pub fn obstacle(place: Option<&ChannelPlace>) -> Option<&'static str> {
    let Some(place) = place else { return Some("channel_not_found") };
    let may = place.may(Permission::CreatePost) || place.channel.is_open() && place.may(Permission::CreatePostPublic);
    match (place.channel.is_deleted(), may, place.is_member) {
        (true, _, _) => Some("channel_archived"),
        (_, true, _) => None,
        (_, false, false) => Some("no_channel_member"),
        (_, false, true) => Some("no_channel_permission"),
    }
}

/// The code for a refusal of the post itself.
pub fn code(refusal: &str) -> &'static str {
    match refusal {
        "api.post.create_post.root_id.app_error" | "api.post.create_post.channel_root_id.app_error" => "thread_deleted",
        id if id.starts_with("model.post.is_valid") || id == "api.context.invalid_body_param.app_error" => {
            "invalid_post"
        }
        "api.context.permissions.app_error" => "no_channel_permission",
        _ => "unable_to_send",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Id;

    #[test]
    fn a_post_for_later_has_words_and_a_time_to_come() {
        let fine = ScheduledPost {
            id: Id::new(),
            user_id: Id::new(),
            create_at: 1,
            message: "later".into(),
            scheduled_at: 100,
            ..ScheduledPost::default()
        };
        let id =
            |post: ScheduledPost| check(&post, 50).err().map(|refusal| refusal.id.into_owned()).unwrap_or_default();
        assert_eq!(id(fine.clone()), "");
        assert!(id(ScheduledPost { message: String::new(), ..fine.clone() }).contains("empty_post"));
        assert!(id(ScheduledPost { scheduled_at: 49, ..fine.clone() }).contains("scheduled_at"));
        assert!(id(ScheduledPost { create_at: 0, ..fine.clone() }).contains("create_at"));
        assert!(id(ScheduledPost { id: Id::NONE, ..fine }).contains("is_valid.id"));
    }

    #[test]
    fn refusals_have_their_codes() {
        assert_eq!(code("api.post.create_post.root_id.app_error"), "thread_deleted");
        assert_eq!(code("model.post.is_valid.props.app_error"), "invalid_post");
        assert_eq!(code("anything"), "unable_to_send");
    }
}
