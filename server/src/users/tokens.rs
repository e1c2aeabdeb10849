//! The `tokens` table: secrets sent by letter, each good once and for a time.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::store::json;
use crate::args;
use crate::base::db::{Arg, Conn};
use crate::base::{Id, Millis, Result, refuse};
use crate::events::Tx;

const HOUR: Millis = 60 * 60 * 1000;
/// Letters of a token.
pub const LENGTH: usize = 64;

/// What a token is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Proving that an address is one's own.
    VerifyEmail,
    /// Choosing a password without the old one.
    PasswordRecovery,
    /// Joining a team.
    TeamInvitation,
    /// Joining channels of a team as a guest.
    GuestInvitation,
    /// The same, without ever having a password.
    GuestLinkInvitation,
    /// Logging in as a guest who has none.
    GuestLink,
}

impl Kind {
    const ALL: [Kind; 6] = [
        Kind::VerifyEmail,
        Kind::PasswordRecovery,
        Kind::TeamInvitation,
        Kind::GuestInvitation,
        Kind::GuestLinkInvitation,
        Kind::GuestLink,
    ];

    fn name(self) -> &'static str {
        match self {
            Kind::VerifyEmail => "verify_email",
            Kind::PasswordRecovery => "password_recovery",
            Kind::TeamInvitation => "team_invitation",
            Kind::GuestInvitation => "guest_invitation",
            Kind::GuestLinkInvitation => "guest_magic_link_invitation",
            Kind::GuestLink => "guest_magic_link",
        }
    }

    /// How long a token of this kind is good.
    pub fn life(self) -> Millis {
        match self {
            Kind::VerifyEmail | Kind::PasswordRecovery => 24 * HOUR,
            Kind::TeamInvitation | Kind::GuestInvitation | Kind::GuestLinkInvitation => 48 * HOUR,
            Kind::GuestLink => HOUR / 4,
        }
    }
}

/// Whose address a token proves.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Proof {
    pub user_id: Id,
    pub email: String,
}

/// What an invitation by letter is for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Invitation {
    pub team_id: Id,
    pub email: String,
    pub channels: Vec<Id>,
    pub sender_id: Id,
    /// Whoever comes with it is a guest.
    #[serde(skip)]
    pub is_guest: bool,
}

/// A token as it is kept.
#[derive(Debug)]
pub struct Kept {
    pub kind: Kind,
    pub create_at: Millis,
    extra: String,
}

impl Kept {
    /// Whether it is no longer good at `now`.
    pub fn is_over(&self, now: Millis) -> bool {
        self.create_at.saturating_add(self.kind.life()) < now
    }

    /// What was kept with it; `None` when it is of another kind.
    pub fn extra<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_str(&self.extra).ok()
    }
}

/// A new secret.
pub fn secret() -> String {
    let mut text: String = (0..3).map(|_| Id::new().to_string()).collect();
    text.truncate(LENGTH);
    text
}

/// Keeps one token for each of `extras`, and answers them in order.
pub fn issue<T: Serialize>(tx: &mut Tx<'_>, kind: Kind, extras: &[T], now: Millis) -> Result<Vec<String>> {
    let rows: Vec<(String, String)> = extras.iter().map(|extra| (secret(), json(extra))).collect();
    let mut arguments: Vec<Arg<'_>> = args![kind.name(), now].to_vec();
    let mut values = Vec::new();
    for (token, extra) in &rows {
        arguments.extend([Arg::from(token.as_str()), Arg::from(extra.as_str())]);
        values.push(format!("(${}, $2, $1, ${})", arguments.len() - 1, arguments.len()));
    }
    if values.is_empty() {
        return Ok(Vec::new());
    }
    tx.run(format!("insert into tokens (token, createat, type, extra) values {}", values.join(", ")), &arguments)?;
    Ok(rows.into_iter().map(|(token, _)| token).collect())
}

/// A token, also one that is over.
pub fn find(conn: &mut Conn<'_>, token: &str) -> Result<Option<Kept>> {
    let sql = "select type, createat, extra from tokens where token = $1";
    let row: Option<(String, i64, String)> = conn.first(sql, args![token])?;
    Ok(row.and_then(|(name, create_at, extra)| {
        let kind = Kind::ALL.into_iter().find(|kind| kind.name() == name)?;
        Some(Kept { kind, create_at, extra })
    }))
}

/// The invitation that a token of a letter is. `unknown` is the status for one that is none, or is spent.
pub fn get_invitation(conn: &mut Conn<'_>, token: &str, now: Millis, unknown: u16) -> Result<Invitation> {
    let refused =
        |status, what: &str| refuse::with(status, format!("api.user.create_user.signup_link_{what}.app_error"));
    let kept = find(conn, token)?.ok_or_else(|| refused(unknown, "invalid"))?;
    let is_guest = kept.kind == Kind::GuestInvitation;
    if !is_guest && kept.kind != Kind::TeamInvitation {
        return Err(refused(400, "invalid").into());
    }
    if kept.is_over(now) {
        return Err(refused(400, "expired").into());
    }
    let invitation: Invitation = kept.extra().ok_or_else(|| refused(400, "invalid"))?;
    Ok(Invitation { is_guest, ..invitation })
}

/// A token is good once.
pub fn spend(tx: &mut Tx<'_>, token: &str) -> Result<()> {
    tx.run("delete from tokens where token = $1", args![token])
}

/// Forgets the tokens of these kinds.
pub fn forget(tx: &mut Tx<'_>, kinds: &[Kind]) -> Result<()> {
    let names: Vec<String> = kinds.iter().map(|kind| kind.name().to_owned()).collect();
    tx.run("delete from tokens where type in list($1)", args![&names])
}

/// Forgets every token that is over, however long its kind lives.
pub fn forget_old(tx: &mut Tx<'_>, now: Millis) -> Result<()> {
    tx.run("delete from tokens where createat < $1", args![now - Kind::TeamInvitation.life()])
}
