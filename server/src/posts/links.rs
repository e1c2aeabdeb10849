//! The links in a message. Pure.

use super::mentions::without_code;
use crate::base::Id;

/// Characters of a link that is looked at.
const LINK: usize = 2048;

/// The first web address that a message names outside of code.
pub fn first_link(message: &str) -> Option<String> {
    if !message.contains("://") {
        return None;
    }
    let message = without_code(message);
    let starts = message.match_indices("http").map(|(at, _)| at);
    starts.filter_map(|at| link_at(&message, at)).next().map(str::to_owned)
}

/// The address that begins here, without what ends the sentence or the bracket around it.
fn link_at(message: &str, at: usize) -> Option<&str> {
    let begins_a_word = message.get(..at)?.chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    let rest = message.get(at..)?;
    let host = rest.strip_prefix("https://").or_else(|| rest.strip_prefix("http://"))?;
    if !begins_a_word || !host.starts_with(char::is_alphanumeric) {
        return None;
    }
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`' | '|')).unwrap_or(rest.len());
    let mut link = rest.get(..end)?;
    loop {
        let last = link.chars().next_back()?;
        let is_open = |open: char| link.matches(open).count() < link.matches(last).count();
        let ends = match last {
            ')' => is_open('('),
            ']' => is_open('['),
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '~' => true,
            _ => false,
        };
        if !ends {
            return Some(link).filter(|link| link.len() <= LINK);
        }
        link = link.get(..link.len() - last.len_utf8())?;
    }
}

/// The post that a link leads to, `<site>/<team>/pl/<post>`. A `site` without an address of its own (empty) has many,
/// and takes any.
pub fn linked_post(link: &str, site: &str) -> Option<Id> {
    let path = match site.trim_end_matches('/') {
        "" => link.splitn(4, '/').nth(3)?,
        site => link.strip_prefix(site)?.strip_prefix('/')?,
    };
    let path = path.split(['?', '#']).next()?;
    let mut parts = path.split('/');
    let (_team, pl, id, end) = (parts.next()?, parts.next()?, parts.next()?, parts.next());
    let id = Id::parse(id);
    (pl == "pl" && end.is_none() && id.is_valid()).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_ends_where_a_reader_would_end_it() {
        for (message, link) in [
            ("see https://a.example/b.", Some("https://a.example/b")),
            ("(http://a.example/x_(y))", Some("http://a.example/x_(y)")),
            ("[site](https://a.example/?q=1) and http://b.example", Some("https://a.example/?q=1")),
            ("<https://a.example|site>", Some("https://a.example")),
            ("봐 https://a.example/한글 이거", Some("https://a.example/한글")),
            ("`https://a.example` then https://b.example!", Some("https://b.example")),
            ("xhttp://a.example http:// https://*", None),
            ("none", None),
        ] {
            assert_eq!(first_link(message).as_deref(), link, "{message}");
        }
    }

    #[test]
    fn only_links_of_this_site_lead_to_posts() {
        let id = "abcdefghijkmnopqrstuwxyz13";
        for (link, site, leads) in [
            (format!("https://chat.example/town/pl/{id}"), "https://chat.example", true),
            (format!("https://chat.example/town/pl/{id}?x=1"), "https://chat.example/", true),
            (format!("https://chat.example.evil/town/pl/{id}"), "https://chat.example", false),
            (format!("http://10.0.0.7:8065/town/pl/{id}"), "", true),
            (format!("https://chat.example/town/pl/{id}/more"), "", false),
            (format!("https://chat.example/town/channels/{id}"), "", false),
            ("https://chat.example/town/pl/short".to_owned(), "", false),
            ("https://chat.example".to_owned(), "", false),
        ] {
            assert_eq!(linked_post(&link, site).is_some(), leads, "{link}");
        }
    }
}
