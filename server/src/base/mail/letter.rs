//! What stands in a letter. Its words are sentences of the i18n files: `mail.KIND.subject`, `.title`, `.text` and
//! `.button`.

use super::Mail;
use crate::base::i18n::Language;

const HTML: &str = include_str!("../../../../assets/mail/letter.html");
const TEXT: &str = include_str!("../../../../assets/mail/letter.txt");

/// A letter to be written.
#[derive(Debug, Clone)]
pub struct Letter {
    kind: &'static str,
    language: Language,
    site: String,
    values: Vec<(&'static str, String)>,
    link: Option<String>,
    quote: String,
}

impl Letter {
    /// A letter of a kind, in the language of `locale`, from the site of this name.
    pub fn new(kind: &'static str, locale: &str, site: &str) -> Letter {
        let site = if site.is_empty() { "Hearth" } else { site };
        let values = vec![("site", site.to_owned())];
        Letter { kind, language: Language::of(locale), site: site.to_owned(), values, link: None, quote: String::new() }
    }

    /// What stands for `{name}` in its sentences.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Letter {
        self.values.push((name, value.into()));
        self
    }

    /// Where its button leads.
    pub fn link(mut self, url: impl Into<String>) -> Letter {
        self.link = Some(url.into());
        self
    }

    /// The words of a person, that stand in it as they are.
    pub fn quote(mut self, words: impl Into<String>) -> Letter {
        self.quote = words.into();
        self
    }

    /// The letter to this address.
    pub fn to(&self, address: &str) -> Mail {
        let (title, text, footer) = (self.sentence("title"), self.sentence("text"), self.footer());
        let plain = |name: &str| match name {
            "quote" if !self.quote.is_empty() => Some(format!("\n> {}\n", self.quote.replace('\n', "\n> "))),
            "button" => Some(self.link.as_ref().map(|url| format!("\n{url}\n")).unwrap_or_default()),
            "quote" => Some(String::new()),
            "title" => Some(title.clone()),
            "text" => Some(text.clone()),
            "footer" => Some(footer.clone()),
            _ => None,
        };
        let rich = |name: &str| match name {
            "language" => Some(if self.language == Language::Korean { "ko" } else { "en" }.to_owned()),
            "site" => Some(escape(&self.site)),
            "quote" if !self.quote.is_empty() => Some(quoted(&self.quote)),
            "button" => Some(self.button()),
            name => plain(name).map(|text| escape(&text)),
        };
        Mail {
            to: address.to_owned(),
            subject: self.sentence("subject").replace(['\r', '\n'], " "),
            text: fill(TEXT, plain),
            html: fill(HTML, rich),
        }
    }

    fn sentence(&self, part: &str) -> String {
        let text = self.language.find(&format!("mail.{}.{part}", self.kind), "").unwrap_or_default();
        fill(&text, |name| self.values.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone()))
    }

    fn footer(&self) -> String {
        self.language.find("mail.footer", &self.site).unwrap_or_default()
    }

    fn button(&self) -> String {
        let Some(url) = &self.link else { return String::new() };
        format!(
            "<p style=\"margin:0\"><a href=\"{}\" style=\"display:inline-block;padding:12px 20px;border-radius:8px;\
             background:#b4441f;color:#ffffff;text-decoration:none;font-weight:600\">{}</a></p>\n",
            escape(url),
            escape(&self.sentence("button"))
        )
    }
}

fn quoted(words: &str) -> String {
    format!(
        "<blockquote style=\"margin:0 0 24px;padding:0 0 0 16px;border-left:3px solid #d8d0c9;white-space:pre-line\">\
         {}</blockquote>\n",
        escape(words)
    )
}

fn escape(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;").replace('\'', "&#39;")
}

/// The text with each `{name}` that has a value replaced, once: what a value holds is never looked at again.
fn fill(text: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        match after.split_once('}').and_then(|(name, left)| Some((value(name)?, left))) {
            Some((value, left)) => {
                out.push_str(&value);
                rest = left;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_speaks_the_readers_language_and_keeps_markup_out() {
        let letter =
            |locale| Letter::new("reset", locale, "<b>").link("https://h.example/?a=1&b=2").to("amy@example.com");
        let (english, korean) = (letter("en"), letter("ko"));
        assert_ne!(english.subject, korean.subject);
        assert!(english.text.contains("https://h.example/?a=1&b=2"), "{}", english.text);
        assert!(english.html.contains("href=\"https://h.example/?a=1&amp;b=2\""), "{}", english.html);
        assert!(!english.html.contains("<b>") && english.html.contains("&lt;b&gt;"));
    }

    #[test]
    fn what_a_value_holds_is_not_filled_again() {
        let value = |name: &str| (name == "a").then(|| "{b} {a}".to_owned());
        assert_eq!(fill("x {a} {b} {", value), "x {b} {a} {b} {");
    }
}
