//! The commands that the server knows. Each answers words for the person, or the way that their client goes.
//!
//! `people.rs` has those about presence and the person's own choices, `places.rs` those about channels and who is in
//! them, `words.rs` those that only write. What a client does by itself is refused in words.

mod people;
mod places;
mod words;

use super::run::Setting;
use super::wire::Answer;
use crate::app::App;
use crate::base::i18n::Language;
use crate::base::{Error, Result};
use crate::users::{self, Key};

/// Every trigger that is run here.
const KNOWN: &[&str] = &[
    "away",
    "code",
    "collapse",
    "dnd",
    "echo",
    "expand",
    "groupmsg",
    "header",
    "help",
    "invite",
    "invite_people",
    "join",
    "kick",
    "leave",
    "logout",
    "marketplace",
    "me",
    "msg",
    "mute",
    "offline",
    "online",
    "open",
    "purpose",
    "remove",
    "rename",
    "search",
    "secure-connection",
    "settings",
    "share-channel",
    "shortcuts",
    "shrug",
    "status",
];

/// Whether a trigger is one of ours.
pub fn is_known(trigger: &str) -> bool {
    KNOWN.contains(&trigger)
}

/// Runs a command of ours; `None` when there is none of that name.
pub async fn run(app: &App, setting: &Setting) -> Result<Option<Answer>> {
    if !is_known(&setting.trigger) {
        return Ok(None);
    }
    let speech = speech(app, setting).await?;
    let answer = match setting.trigger.as_str() {
        "away" | "offline" | "online" | "dnd" => people::presence(app, setting, speech),
        "status" => people::custom_status(app, setting, speech).await,
        "collapse" | "expand" => people::collapse(app, setting, speech).await,
        "mute" => places::mute(app, setting, speech).await,
        "header" | "purpose" | "rename" => places::change(app, setting, speech).await,
        "join" | "open" => places::join(app, setting, speech).await,
        "leave" => places::leave(app, setting, speech).await,
        "invite" => places::invite(app, setting, speech).await,
        "kick" | "remove" => places::kick(app, setting, speech).await,
        "msg" => places::message(app, setting, speech).await,
        "groupmsg" => places::group_message(app, setting, speech).await,
        "echo" => words::echo(app, setting, speech),
        _ => Ok(words::say(setting, speech)),
    };
    match answer {
        // A refusal is told in the person's language, as every other answer of a command is.
        Err(Error::Refused(refusal)) => {
            let text = speech.language.error(&refusal.id, refusal.status, &refusal.about);
            Ok(Some(Answer { text, response_type: "ephemeral".into(), ..Answer::default() }))
        }
        answer => answer.map(Some),
    }
}

/// The person's language.
#[derive(Debug, Clone, Copy)]
pub struct Speech {
    language: Language,
}

impl Speech {
    /// Words for the person alone.
    fn say(self, key: &str, about: &str) -> Answer {
        let text = self.language.find(&format!("command.{key}"), about).unwrap_or_default();
        Answer { text, response_type: "ephemeral".into(), ..Answer::default() }
    }
}

async fn speech(app: &App, setting: &Setting) -> Result<Speech> {
    let id = setting.actor.id();
    let user = app.db.read(move |conn| users::find(conn, &Key::Id(id))).await?;
    Ok(Speech { language: Language::of(user.as_ref().map_or("", |user| &user.locale)) })
}

/// The way to a channel of the team that the person looks at.
fn go_to(setting: &Setting, channel: &str) -> Answer {
    let team = setting.team.as_ref().map_or("", |team| &team.name);
    Answer { goto_location: format!("{}/{team}/channels/{channel}", setting.site), ..Answer::default() }
}
