//! What programs write in Slack's way, in ours: `<url|words>`, `<!channel>`, `<@id>`.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::args;
use crate::base::db::Conn;
use crate::base::{Id, Result};

/// The names of the people whom texts address by id.
pub type Names = BTreeMap<Id, String>;

/// The names of everybody whom `<@id>` addresses in these texts.
pub fn names(conn: &mut Conn<'_>, texts: &[&str]) -> Result<Names> {
    let tags = texts.iter().flat_map(|text| text.split("<@").skip(1));
    let mut ids: Vec<Id> =
        tags.filter_map(|rest| rest.split_once('>')).map(|(id, _)| Id::parse(id)).filter(Id::is_valid).collect();
    ids.sort();
    ids.dedup();
    ids.truncate(200);
    if ids.is_empty() {
        return Ok(Names::new());
    }
    let found: Vec<(Id, String)> = conn.all("select id, username from users where id in list($1)", args![&ids])?;
    Ok(found.into_iter().collect())
}

/// A text in our way.
pub fn translate(text: &str, names: &Names) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        match tag.find('>').and_then(|end| Some((end, tagged(&tag[1..end], names)?))) {
            Some((end, words)) => {
                out.push_str(&words);
                rest = &tag[end + 1..];
            }
            None => {
                out.push('<');
                rest = &tag[1..];
            }
        }
    }
    out + rest
}

fn tagged(tag: &str, names: &Names) -> Option<String> {
    match tag {
        "!channel" => return Some("@channel".into()),
        "!here" => return Some("@here".into()),
        "!all" | "!everyone" => return Some("@all".into()),
        _ => {}
    }
    if let Some(id) = tag.strip_prefix('@') {
        return names.get(&Id::parse(id)).map(|name| format!("@{name}"));
    }
    let (url, words) = tag.split_once('|')?;
    (!url.is_empty() && !words.is_empty()).then(|| format!("[{words}]({url})"))
}

/// The texts of an attachment that may be written in Slack's way.
const SPOKEN: [&str; 3] = ["pretext", "text", "title"];

/// Every such text of attachments, for [`names`].
pub fn texts(attachments: &[Map<String, Value>]) -> Vec<&str> {
    attachments.iter().flat_map(|one| SPOKEN.iter().filter_map(|key| one.get(*key)?.as_str())).collect()
}

/// Attachments in our way.
pub fn translate_all(attachments: &mut [Map<String, Value>], names: &Names) {
    for one in attachments {
        for key in SPOKEN {
            if let Some(Value::String(text)) = one.get_mut(key) {
                *text = translate(text, names);
            }
        }
        let fields = one.get_mut("fields").and_then(Value::as_array_mut).into_iter().flatten();
        for field in fields.filter_map(Value::as_object_mut) {
            if let Some(Value::String(text)) = field.get_mut("value") {
                *text = translate(text, names);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_in_slack_s_way_is_read() {
        let amy = Id::new();
        let names = Names::from([(amy, "amy".into())]);
        for (given, wanted) in [
            ("<http://example.com|link> & text", "[link](http://example.com) & text".to_owned()),
            ("<!channel> <!here> <!all>", "@channel @here @all".to_owned()),
            (&format!("hi <@{amy}>!"), "hi @amy!".to_owned()),
            (
                "<@nobody> <#chan> <http://example.com> a < b > c",
                "<@nobody> <#chan> <http://example.com> a < b > c".into(),
            ),
            ("<|x> <x|> <", "<|x> <x|> <".into()),
        ] {
            assert_eq!(translate(given, &names), wanted);
        }
    }
}
