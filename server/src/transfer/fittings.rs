//! Lines of what a site has beside people and their words: roles, schemes, bots and emoji.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::source::PAGE;
use crate::access::wire::{Role, Scheme};
use crate::args;
use crate::base::db::Conn;
use crate::base::{Id, Millis, Result};
use crate::bots::wire::Bot;
use crate::emoji::wire::Emoji;

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RoleLine {
    pub name: String,
    pub display_name: String,
    pub description: String,
    pub permissions: Vec<String>,
    pub scheme_managed: bool,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SchemeLine {
    pub name: String,
    pub display_name: String,
    pub description: String,
    pub scope: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_team_guest_role: Option<RoleLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_team_user_role: Option<RoleLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_team_admin_role: Option<RoleLine>,
    pub default_channel_guest_role: Option<RoleLine>,
    pub default_channel_user_role: Option<RoleLine>,
    pub default_channel_admin_role: Option<RoleLine>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct BotLine {
    pub username: String,
    pub owner: String,
    pub display_name: Option<String>,
    pub description: Option<String>,
    pub delete_at: Option<Millis>,
    pub profile_image: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct EmojiLine {
    pub name: String,
    pub image: String,
}

impl From<Role> for RoleLine {
    fn from(role: Role) -> RoleLine {
        let Role { name, display_name, description, permissions, scheme_managed, .. } = role;
        RoleLine { name, display_name, description, permissions, scheme_managed }
    }
}

impl From<RoleLine> for Role {
    fn from(line: RoleLine) -> Role {
        let RoleLine { name, display_name, description, permissions, scheme_managed } = line;
        Role { name, display_name, description, permissions, scheme_managed, ..Role::default() }
    }
}

impl SchemeLine {
    /// The scheme, and what its roles allow: of a team's guests, members and admins, and then of a channel's.
    pub fn open(self) -> (Scheme, [Option<Vec<String>>; 6]) {
        let SchemeLine { name, display_name, description, scope, .. } = self;
        let permissions = [
            self.default_team_guest_role,
            self.default_team_user_role,
            self.default_team_admin_role,
            self.default_channel_guest_role,
            self.default_channel_user_role,
            self.default_channel_admin_role,
        ];
        let scheme = Scheme { name, display_name, description, scope, ..Scheme::default() };
        (scheme, permissions.map(|role| role.map(|role| role.permissions)))
    }
}

/// The lines of all roles that belong to no scheme, and then of all schemes with theirs.
pub fn roles(conn: &mut Conn<'_>) -> Result<Vec<Value>> {
    let sql = format!("select {} from roles r where r.deleteat = 0 order by r.name", Role::COLUMNS);
    let all: Vec<Role> = conn.all(sql, args![])?;
    let sql = format!("select {} from schemes s where s.deleteat = 0 order by s.name", Scheme::COLUMNS);
    let schemes: Vec<Scheme> = conn.all(sql, args![])?;
    let (of_schemes, free): (Vec<Role>, Vec<Role>) = all.into_iter().partition(|role| role.scheme_id.is_some());
    let role = |role: Role| json!({"type": "role", "role": RoleLine::from(role)});
    let scheme = |scheme: Scheme| {
        let find = |name: &String| of_schemes.iter().find(|role| role.name == *name).cloned().map(RoleLine::from);
        let line = SchemeLine {
            default_team_guest_role: find(&scheme.default_team_guest_role),
            default_team_user_role: find(&scheme.default_team_user_role),
            default_team_admin_role: find(&scheme.default_team_admin_role),
            default_channel_guest_role: find(&scheme.default_channel_guest_role),
            default_channel_user_role: find(&scheme.default_channel_user_role),
            default_channel_admin_role: find(&scheme.default_channel_admin_role),
            name: scheme.name,
            display_name: scheme.display_name,
            description: scheme.description,
            scope: scheme.scope,
        };
        json!({"type": "scheme", "scheme": line})
    };
    Ok(free.into_iter().map(role).chain(schemes.into_iter().map(scheme)).collect())
}

/// A page of bots, those that are switched off too: the account, when its picture was chosen, and the line.
pub fn bots(conn: &mut Conn<'_>, after: Id) -> Result<Vec<(Id, Millis, Value)>> {
    let sql = format!(
        "select {}, coalesce(o.username, b.ownerid), u.lastpictureupdate from bots b join users u on u.id = b.userid \
         left join users o on o.id = b.ownerid where b.userid > $1 order by b.userid limit $2",
        Bot::COLUMNS
    );
    let found: Vec<OwnedBot> = conn.all(sql, args![after, PAGE])?;
    Ok(found.into_iter().map(|OwnedBot(bot, owner, picture)| (bot.user_id, picture, bot_line(&bot, &owner))).collect())
}

struct OwnedBot(Bot, String, Millis);

impl crate::base::db::Row for OwnedBot {
    fn from_row(columns: &mut crate::base::db::Columns<'_>) -> Result<OwnedBot> {
        Ok(OwnedBot(Bot::from_row(columns)?, columns.next()?, columns.next()?))
    }
}

fn bot_line(bot: &Bot, owner: &str) -> Value {
    let mut line = json!({
        "username": bot.username, "owner": owner, "display_name": bot.display_name, "description": bot.description,
    });
    if bot.delete_at > 0 {
        line["delete_at"] = bot.delete_at.into();
    }
    line
}

/// A page of emoji.
pub fn emoji(conn: &mut Conn<'_>, after: Id) -> Result<Vec<Emoji>> {
    let sql =
        format!("select {} from emoji e where e.id > $1 and e.deleteat = 0 order by e.id limit $2", Emoji::COLUMNS);
    conn.all(sql, args![after, PAGE])
}
