//! Commands that only write.

use std::time::Duration;

use super::Speech;
use crate::access::{self, Permission};
use crate::app::App;
use crate::base::Result;
use crate::commands::run::Setting;
use crate::commands::wire::Answer;
use crate::posts::wire::Post;
use crate::users::{self, Key};
use crate::{posts, sessions};

/// Seconds after which an echo comes, at most.
const LATEST: u64 = 10_000;
const SHRUG: &str = r"¯\\\_(ツ)\_/¯";

/// /me, /shrug, /code, and those that a client runs by itself.
pub fn say(setting: &Setting, speech: Speech) -> Answer {
    let in_channel = |text: String| Answer { text, response_type: "in_channel".into(), ..Answer::default() };
    match setting.trigger.as_str() {
        "me" => Answer { kind: "me".into(), ..in_channel(format!("*{}*", setting.text)) },
        "shrug" if setting.text.is_empty() => in_channel(SHRUG.into()),
        "shrug" => in_channel(format!("{} {SHRUG}", setting.text)),
        "code" if setting.text.is_empty() => speech.say("needs_message", "code"),
        "code" => {
            Answer { skip_slack_parsing: true, ..in_channel(format!("    {}", setting.text.replace('\n', "\n    "))) }
        }
        "logout" => Answer { goto_location: "/login".into(), ..Answer::default() },
        "help" => speech.say("help", ""),
        "invite_people" => speech.say("no_mail", ""),
        "secure-connection" | "share-channel" => speech.say("no_remotes", &setting.trigger),
        other => speech.say("not_on_device", other),
    }
}

/// /echo 'words' seconds: the same words a little later.
pub fn echo(app: &App, setting: &Setting, speech: Speech) -> Result<Answer> {
    let (words, seconds) = split(&setting.text);
    if words.is_empty() {
        return Ok(speech.say("needs_message", "echo"));
    }
    if seconds > LATEST {
        return Ok(speech.say("echo_too_late", &LATEST.to_string()));
    }
    let (house, setting, words) = (app.clone(), setting.clone(), words.to_owned());
    app.tasks.spawn(async move {
        let wait = tokio::time::sleep(Duration::from_secs(seconds));
        if house.stopping.run_until_cancelled(wait).await.is_none() {
            return;
        }
        if let Err(error) = post(&house, &setting, words).await {
            tracing::warn!(%error, "an echo was lost");
        }
    });
    Ok(Answer::default())
}

/// The words without their quotes, and the number after them.
fn split(text: &str) -> (&str, u64) {
    let (words, seconds) = match text.rsplit_once(char::is_whitespace) {
        Some((words, last)) if last.bytes().all(|c| c.is_ascii_digit()) => (words, last.parse().unwrap_or(u64::MAX)),
        _ => (text, 0),
    };
    let words = words.trim();
    let bare = ['"', '\''].into_iter().find_map(|quote| words.strip_prefix(quote)?.strip_suffix(quote));
    (bare.unwrap_or(words), seconds)
}

/// Writes a post of the person's where they typed.
async fn post(app: &App, setting: &Setting, message: String) -> Result<()> {
    let (house, id, channel_id, root_id) = (app.clone(), setting.actor.id(), setting.place.channel.id, setting.root);
    app.db
        .write(move |tx| {
            let Some(user) = users::find(tx, &Key::Id(id))?.filter(|user| user.delete_at == 0) else { return Ok(()) };
            let author = sessions::on_behalf(&house, &user);
            let place = access::channel(tx, &author, channel_id, Permission::CreatePost)?;
            let post = Post { channel_id, root_id, message, ..Post::default() };
            posts::actions::create(&house, tx, &author, &place, post, true).map(drop)
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_echo_has_words_and_seconds() {
        assert_eq!(split("hi"), ("hi", 0));
        assert_eq!(split("'hi there' 5"), ("hi there", 5));
        assert_eq!(split("\"quoted\""), ("quoted", 0));
        assert_eq!(split("room 101"), ("room", 101));
        assert_eq!(split("x 99999999999999999999"), ("x", u64::MAX));
        assert_eq!(split("'"), ("'", 0));
    }
}
