//! The page on which a person lets an app act for them: plain HTML, no script, usable by keyboard and screen reader.

use super::wire::{Ask, OAuthApp};
use crate::base::i18n::Language;

/// The page. `csrf` proves that the form was filled in here.
pub fn consent(language: Language, site: &str, app: &OAuthApp, ask: &Ask, username: &str, csrf: &str) -> String {
    let say = |key: &str, about: &str| escape(&language.find(&format!("oauth.{key}"), about).unwrap_or_default());
    let hidden: String = fields(ask, csrf)
        .iter()
        .map(|(name, value)| format!(r#"<input type="hidden" name="{name}" value="{}">"#, escape(value)))
        .collect();
    let description = match app.description.is_empty() {
        true => String::new(),
        false => format!("<p class=\"quiet\">{}</p>", escape(&app.description)),
    };
    let body = format!(
        r#"<h1>{title}</h1>{description}<p>{what}</p><p class="quiet">{who}</p>
<form method="post" action="/oauth/authorize">{hidden}<div class="row"><button type="submit" name="decision" value="deny">{deny}</button><button type="submit" class="main" name="decision" value="allow">{allow}</button></div></form>"#,
        title = say("title", &app.name),
        what = say("what", &app.name),
        who = say("who", username),
        deny = say("deny", ""),
        allow = say("allow", ""),
    );
    frame(language, site, &say("title", &app.name), &body)
}

/// The page that says why there is nothing to allow.
pub fn refusal(language: Language, site: &str, sentence: &str) -> String {
    let title = escape(&language.find("oauth.refused", "").unwrap_or_default());
    let body = format!("<h1>{title}</h1><p role=\"alert\">{}</p>", escape(sentence));
    frame(language, site, &title, &body)
}

fn fields<'a>(ask: &'a Ask, csrf: &'a str) -> [(&'static str, &'a str); 9] {
    [
        ("response_type", &ask.response_type),
        ("client_id", &ask.client_id),
        ("redirect_uri", &ask.redirect_uri),
        ("scope", &ask.scope),
        ("state", &ask.state),
        ("code_challenge", &ask.code_challenge),
        ("code_challenge_method", &ask.code_challenge_method),
        ("resource", &ask.resource),
        ("csrf", csrf),
    ]
}

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;margin:0;min-height:100vh;display:grid;place-items:center;\
background:Canvas;color:CanvasText;color-scheme:light dark}main{max-width:28rem;padding:2rem}h1{font-size:1.4rem}\
.quiet{opacity:.75}.row{display:flex;gap:.75rem;justify-content:flex-end;margin-top:1.5rem}button{font:inherit;\
padding:.6rem 1.2rem;border-radius:.5rem;border:1px solid;background:transparent;color:inherit;cursor:pointer}\
.main{background:#1c58d9;border-color:#1c58d9;color:#fff}button:focus-visible{outline:3px solid #1c58d9;\
outline-offset:2px}";

fn frame(language: Language, site: &str, title: &str, body: &str) -> String {
    let tag = if language == Language::Korean { "ko" } else { "en" };
    let site = escape(site);
    format!(
        r#"<!doctype html><html lang="{tag}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>{title} · {site}</title><style>{STYLE}</style></head><body><main>{body}</main></body></html>"#
    )
}

/// A text that stands for itself in HTML, inside and outside quotes.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_an_app_says_of_itself_becomes_html() {
        let app = OAuthApp { name: "<script>1</script>".into(), description: "\"><b>".into(), ..OAuthApp::default() };
        let ask = Ask { state: "\"><img>".into(), ..Ask::default() };
        let page = consent(Language::English, "S<i>te", &app, &ask, "amy", "proof");
        for tag in ["<script", "<b>", "<img", "<i>"] {
            assert!(!page.contains(tag), "{tag}");
        }
        assert!(page.contains("value=\"proof\"") && page.contains("&lt;script&gt;"));
    }

    #[test]
    fn the_page_speaks_both_languages() {
        let page = |language| consent(language, "Hearth", &OAuthApp::default(), &Ask::default(), "amy", "");
        assert!(page(Language::Korean).contains("허용") && page(Language::English).contains("Allow"));
    }
}
