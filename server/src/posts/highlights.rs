//! What the words of a post would call, and its author may not: clients then do not show them as calls. Pure.

use super::wire::Post;
use crate::access::{ChannelPlace, Permission};

/// Marks a post of somebody's who may not call everybody, or groups, by their names.
pub fn mark(post: &mut Post, place: &ChannelPlace) {
    if names_everybody(&post.message) && !place.may(Permission::UseChannelMentions) {
        post.props.insert("mentionHighlightDisabled".into(), true.into());
    }
    if names_anybody(&post.message) && !place.may(Permission::UseGroupMentions) {
        post.props.insert("disable_group_highlight".into(), true.into());
    }
}

fn names_everybody(message: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '@' | '_');
    message.split(|c: char| !is_part(c)).any(|word| {
        let word = word.to_ascii_lowercase();
        matches!(word.as_str(), "@all" | "@channel" | "@here")
    })
}

/// An `@` at the start of a word.
fn names_anybody(message: &str) -> bool {
    let mut before = ' ';
    message.chars().any(|c| {
        let starts = c == '@' && !(before.is_alphanumeric() || before == '_');
        before = c;
        starts
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_recognised() {
        for message in ["@all", "hey @HERE!", "(@channel)"] {
            assert!(names_everybody(message), "{message}");
        }
        for message in ["all", "@allison", "a@all"] {
            assert!(!names_everybody(message), "{message}");
        }
        assert!(names_anybody("hey @crew") && !names_anybody("mail a@b.c"));
    }
}
