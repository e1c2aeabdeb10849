//! People's choices in the bulk format: which field of a person's line is which preference.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::args;
use crate::base::Id;
use crate::base::Result;
use crate::base::db::Conn;

/// Fields, and the categories and names of their preferences.
const FIELDS: [(&str, &str, &str); 18] = [
    ("theme", "theme", ""),
    ("military_time", "display_settings", "use_military_time"),
    ("link_previews", "display_settings", "link_previews"),
    ("message_display", "display_settings", "message_display"),
    ("collapse_consecutive_messages", "display_settings", "collapse_consecutive_messages"),
    ("colorize_usernames", "display_settings", "colorize_usernames"),
    ("channel_display_mode", "display_settings", "channel_display_mode"),
    ("name_format", "display_settings", "name_format"),
    ("email_interval", "notifications", "email_interval"),
    ("formatting", "advanced_settings", "formatting"),
    ("feature_enabled_markdown_preview", "advanced_settings", "feature_enabled_markdown_preview"),
    ("send_on_ctrl_enter", "advanced_settings", "send_on_ctrl_enter"),
    ("code_block_ctrl_enter", "advanced_settings", "code_block_ctrl_enter"),
    ("show_join_leave", "advanced_settings", "join_leave"),
    ("show_unread_scroll_position", "advanced_settings", "unread_scroll_position"),
    ("sync_drafts", "advanced_settings", "sync_drafts"),
    ("show_unread_section", "sidebar_settings", "show_unread_section"),
    ("limit_visible_dms_gms", "sidebar_settings", "limit_visible_dms_gms"),
];
/// The field of the preference that goes by the person's own id.
const TUTORIAL: &str = "tutorial_step";

/// What these accounts chose, as fields of their lines.
pub fn of_users(conn: &mut Conn<'_>, users: &[Id]) -> Result<HashMap<Id, Map<String, Value>>> {
    let mut categories: Vec<String> = FIELDS.iter().map(|(_, category, _)| (*category).to_owned()).collect();
    categories.push(TUTORIAL.to_owned());
    categories.dedup();
    let sql = "select userid, category, name, value from preferences where userid in list($1) and category in list($2)";
    let mut all: HashMap<Id, Map<String, Value>> = HashMap::new();
    for (user, category, name, value) in conn.all::<(Id, String, String, String)>(sql, args![users, &categories])? {
        let known = FIELDS.iter().find(|(_, its, called)| *its == category && *called == name);
        let field = known.map(|(field, ..)| *field).or_else(|| (category == TUTORIAL).then_some(TUTORIAL));
        if let Some(field) = field {
            all.entry(user).or_default().insert(field.to_owned(), value.into());
        }
    }
    Ok(all)
}

/// The preferences that the fields of somebody's line stand for.
pub fn read(user: Id, fields: &Map<String, Value>) -> Vec<(&'static str, String, String)> {
    let text = |field: &str| fields.get(field).and_then(Value::as_str).map(str::to_owned);
    let chosen = FIELDS.iter().filter_map(|(field, category, name)| Some((*category, (*name).into(), text(field)?)));
    let step = text(TUTORIAL).map(|step| (TUTORIAL, user.to_string(), step));
    chosen.chain(step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_a_line_leaves_out_or_has_no_text_for_is_no_choice() {
        let amy = Id::new();
        let line = json!({"theme": "{}", "military_time": null, "tutorial_step": "3", "name_format": 7, "other": "x"});
        let found = read(amy, line.as_object().expect("an object"));
        let wanted = [("theme", String::new(), "{}".to_owned()), (TUTORIAL, amy.to_string(), "3".to_owned())];
        assert_eq!(found, wanted);
    }
}
