//! Reads what a page says of itself. Pure.
//!
//! `og:` properties count first; then what the page says to search engines: its title and its description. Pages are
//! read in the letters that they say they are written in: many Korean ones are not UTF-8.

use encoding_rs::{Encoding, UTF_8};
use html5gum::{HtmlString, StartTag, Token, Tokenizer};

use super::wire::{OpenGraph, OpenGraphImage};
use crate::base::outgoing::Url;

/// Characters of a title, and of a name.
const TITLE: usize = 300;
/// Characters of a description.
const DESCRIPTION: usize = 600;
/// Bytes in which a page says how it is written.
const HEAD: usize = 2048;

/// What the page at `url` says of itself; `None` when it does not even have a title.
pub fn read(bytes: &[u8], content_type: &str, url: &str) -> Option<OpenGraph> {
    let (text, _, _) = encoding(bytes, content_type).decode(bytes);
    let mut page = Page::default();
    let mut in_title = false;
    for Ok(token) in Tokenizer::new(text.as_ref()) {
        match token {
            Token::StartTag(tag) => match &**tag.name {
                b"meta" => page.note(&tag),
                b"title" => in_title = page.title.is_empty(),
                b"body" if !page.graph.title.is_empty() => break,
                _ => {}
            },
            Token::EndTag(tag) if &**tag.name == b"title" => in_title = false,
            Token::String(words) if in_title => page.title.push_str(&String::from_utf8_lossy(&words)),
            _ => {}
        }
    }
    page.end(url)
}

/// The letters that a page says it is written in.
fn encoding(bytes: &[u8], content_type: &str) -> &'static Encoding {
    let named = |text: &str| {
        let rest = text.to_ascii_lowercase().split_once("charset=")?.1.trim_start_matches(['"', '\'']).to_owned();
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_')).unwrap_or(rest.len());
        Encoding::for_label(rest.get(..end)?.as_bytes())
    };
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes));
    named(content_type).or_else(|| named(&head)).unwrap_or(UTF_8)
}

#[derive(Default)]
struct Page {
    graph: OpenGraph,
    title: String,
    description: String,
}

impl Page {
    fn note(&mut self, tag: &StartTag<()>) {
        let attribute = |name: &[u8]| {
            let value = tag.attributes.get(&HtmlString(name.to_vec()))?;
            Some(String::from_utf8_lossy(value).into_owned())
        };
        let Some(content) = attribute(b"content") else { return };
        let name = attribute(b"property").or_else(|| attribute(b"name")).unwrap_or_default().to_ascii_lowercase();
        let graph = &mut self.graph;
        let field = match name.as_str() {
            "og:title" => &mut graph.title,
            "og:description" => &mut graph.description,
            "og:type" => &mut graph.kind,
            "og:url" => &mut graph.url,
            "og:site_name" => &mut graph.site_name,
            "og:locale" => &mut graph.locale,
            "og:determiner" => &mut graph.determiner,
            "description" | "twitter:description" => &mut self.description,
            "og:image" | "og:image:url" => {
                if graph.images.last().is_none_or(|image| !image.url.is_empty()) {
                    graph.images.push(OpenGraphImage::default());
                }
                let Some(image) = graph.images.last_mut() else { return };
                &mut image.url
            }
            "og:image:secure_url" => {
                let Some(image) = graph.images.last_mut() else { return };
                &mut image.secure_url
            }
            _ => return,
        };
        if field.is_empty() {
            *field = content;
        }
    }

    fn end(self, url: &str) -> Option<OpenGraph> {
        let Page { mut graph, title, description } = self;
        for (field, other, most) in
            [(&mut graph.title, title, TITLE), (&mut graph.description, description, DESCRIPTION)]
        {
            *field = tidy(if field.trim().is_empty() { &other } else { field }, most);
        }
        graph.site_name = tidy(&graph.site_name, TITLE);
        let base = Url::parse(url).ok()?;
        for image in &mut graph.images {
            image.url = absolute(&base, &image.url);
            image.secure_url = absolute(&base, &image.secure_url);
        }
        // One is shown.
        graph.images.retain(|image| !image.address().is_empty());
        graph.images.truncate(1);
        graph.url = Some(absolute(&base, &graph.url)).filter(|url| !url.is_empty()).unwrap_or_else(|| url.to_owned());
        (!graph.title.is_empty()).then_some(graph)
    }
}

/// On one line, and no longer than so many characters.
fn tidy(text: &str, most: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
        None => text,
    }
}

/// A web address as the page means it; empty when it is none.
fn absolute(base: &Url, address: &str) -> String {
    match base.join(address) {
        Ok(url) if !address.is_empty() && matches!(url.scheme(), "http" | "https") => url.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(html: &str) -> Option<OpenGraph> {
        read(html.as_bytes(), "text/html", "https://a.example/b/c")
    }

    #[test]
    fn a_page_says_what_it_is_by_open_graph_first() {
        let page = page(
            "<html><head><title>Other</title><meta name=description content='Not this'>\
             <meta property='og:title' content='Fish &amp; chips'><meta property='og:description' content='Two\n lines'>\
             <meta property='og:site_name' content='Kitchen'><meta property='og:image' content='/fish.png'>\
             <meta property='og:image' content='second.png'></head><body>",
        )
        .expect("a page");
        assert_eq!((page.title.as_str(), page.description.as_str()), ("Fish & chips", "Two lines"));
        assert_eq!((page.site_name.as_str(), page.url.as_str()), ("Kitchen", "https://a.example/b/c"));
        assert_eq!(
            page.images.iter().map(|image| image.url.as_str()).collect::<Vec<_>>(),
            ["https://a.example/fish.png"]
        );
    }

    #[test]
    fn a_page_without_open_graph_has_a_title_or_is_nothing() {
        let plain = page("<title> A\npage </title><meta name='description' content='About it'>").expect("a page");
        assert_eq!((plain.title.as_str(), plain.description.as_str()), ("A page", "About it"));
        assert_eq!(page("<p>no title"), None);
        assert_eq!(page(""), None);
        let script = page("<title>x</title><meta property='og:image' content='javascript:alert(1)'>").expect("a page");
        assert!(script.images.is_empty());
    }

    #[test]
    fn korean_pages_are_read_in_their_own_letters() {
        let (bytes, _, _) = encoding_rs::EUC_KR.encode("<meta charset=\"euc-kr\"><title>한글 소식</title>");
        assert_eq!(read(&bytes, "text/html", "https://a.example").expect("a page").title, "한글 소식");
        let (bytes, _, _) = encoding_rs::EUC_KR.encode("<title>한글</title>");
        assert_eq!(read(&bytes, "text/html; charset=EUC-KR", "https://a.example").expect("a page").title, "한글");
    }

    #[test]
    fn what_is_long_is_cut_between_letters() {
        let long = page(&format!("<title>{}</title>", "글".repeat(TITLE + 1))).expect("a page");
        assert_eq!(long.title.chars().count(), TITLE + 1);
        assert!(long.title.ends_with('…'));
    }
}
