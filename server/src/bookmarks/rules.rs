//! What a bookmark may be. Pure.

use super::wire::Bookmark;
use crate::base::error::Refusal;
use crate::base::refuse;

/// Bookmarks of a channel.
pub const MOST: usize = 50;
const NAME: usize = 64;
const URL: usize = 1024;
const EMOJI: usize = 64;

/// Refuses a bookmark that could not be kept.
pub fn check(bookmark: &Bookmark) -> Result<(), Refusal> {
    let refused = |id| Err(refuse::with(400, id));
    if bookmark.display_name.is_empty() || bookmark.display_name.chars().count() > NAME {
        return refused("model.channel_bookmark.is_valid.display_name.app_error");
    }
    if bookmark.emoji.chars().count() > EMOJI {
        return refused("model.channel_bookmark.is_valid.display_name.app_error");
    }
    let fine = match bookmark.kind.as_str() {
        "link" if bookmark.file_id.is_some() => return refused("model.channel_bookmark.is_valid.link_file.app_error"),
        "file" if !bookmark.link_url.is_empty() => {
            return refused("model.channel_bookmark.is_valid.link_file.app_error");
        }
        "link" if !is_url(&bookmark.link_url) => {
            return refused("model.channel_bookmark.is_valid.link_url.missing_or_invalid.app_error");
        }
        "file" if !bookmark.file_id.is_valid() => {
            return refused("model.channel_bookmark.is_valid.file_id.missing_or_invalid.app_error");
        }
        "link" | "file" => true,
        _ => false,
    };
    if !fine {
        return refused("model.channel_bookmark.is_valid.type.app_error");
    }
    if !bookmark.image_url.is_empty() && !is_url(&bookmark.image_url) {
        return refused("model.channel_bookmark.is_valid.image_url.app_error");
    }
    Ok(())
}

/// A web address that a client may open.
fn is_url(text: &str) -> bool {
    let rest = ["http://", "https://"].iter().find_map(|scheme| {
        let head = text.get(..scheme.len())?;
        head.eq_ignore_ascii_case(scheme).then(|| &text[scheme.len()..])
    });
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next());
    text.len() <= URL
        && host.is_some_and(|host| !host.is_empty())
        && !text.chars().any(|c| c.is_control() || c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Id;

    fn link(url: &str) -> Bookmark {
        Bookmark { display_name: "Docs".into(), kind: "link".into(), link_url: url.into(), ..Bookmark::default() }
    }

    #[test]
    fn links_lead_to_the_web() {
        for (url, fine) in [
            ("https://example.com/docs", true),
            ("HTTP://example.com", true),
            ("https://", false),
            ("example.com", false),
            ("ftp://example.com/x", false),
            ("mailto:a@example.com", false),
            ("javascript:alert(1)", false),
            ("https://example.com/a b", false),
            ("", false),
        ] {
            assert_eq!(check(&link(url)).is_ok(), fine, "{url}");
        }
    }

    #[test]
    fn a_bookmark_is_a_link_or_a_file() {
        let file = Bookmark { kind: "file".into(), link_url: String::new(), file_id: Id::new(), ..link("") };
        assert!(check(&file).is_ok());
        for odd in [
            Bookmark { link_url: "https://example.com".into(), ..file.clone() },
            Bookmark { file_id: Id::parse("junk"), ..file.clone() },
            Bookmark { kind: "bogus".into(), ..file.clone() },
            Bookmark { display_name: String::new(), ..file.clone() },
            Bookmark { display_name: "d".repeat(65), ..file.clone() },
            Bookmark { image_url: "nope".into(), ..file.clone() },
            Bookmark { file_id: Id::new(), ..link("https://example.com") },
        ] {
            assert!(check(&odd).is_err(), "{odd:?}");
        }
    }
}
