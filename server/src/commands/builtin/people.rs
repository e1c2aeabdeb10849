//! Commands about presence and the person's own choices.

use super::Speech;
use crate::app::App;
use crate::base::Result;
use crate::commands::run::Setting;
use crate::commands::wire::Answer;
use crate::preferences::{self, wire::Preference};
use crate::status;

/// /away, /offline, /online, /dnd
pub fn presence(app: &App, setting: &Setting, speech: Speech) -> Result<Answer> {
    status::choose(app, setting.actor.id(), &setting.trigger);
    Ok(speech.say(&setting.trigger, ""))
}

/// /status :emoji: words, or /status clear
pub async fn custom_status(app: &App, setting: &Setting, speech: Speech) -> Result<Answer> {
    let id = setting.actor.id();
    if setting.text == "clear" {
        status::clear_custom(app, id).await?;
        return Ok(speech.say("status_cleared", ""));
    }
    let (emoji, words) = match setting.text.strip_prefix(':').and_then(|rest| rest.split_once(':')) {
        Some((emoji, words)) if !emoji.contains(char::is_whitespace) => (emoji, words.trim()),
        _ => ("speech_balloon", setting.text.as_str()),
    };
    status::set_custom(app, id, emoji, words).await?;
    Ok(speech.say("status_set", &format!(":{emoji}: {words}")))
}

/// /collapse and /expand: whether pictures are shown small.
pub async fn collapse(app: &App, setting: &Setting, speech: Speech) -> Result<Answer> {
    let choice = Preference {
        user_id: setting.actor.id(),
        category: "display_settings".into(),
        name: "collapse_previews".into(),
        value: (setting.trigger == "collapse").to_string(),
    };
    let id = setting.actor.id();
    app.db.write(move |tx| preferences::change(tx, id, vec![choice])).await?;
    Ok(speech.say(&setting.trigger, ""))
}
