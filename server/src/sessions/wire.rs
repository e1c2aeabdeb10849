//! Sessions as clients see them: the token is never among them.

use serde::Serialize;

use crate::base::{Id, Millis};
use crate::teams::wire::TeamMember;
use crate::users::wire::Texts;

/// A login that is still good.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Session {
    pub id: Id,
    /// Always empty on the wire.
    pub token: String,
    pub create_at: Millis,
    pub expires_at: Millis,
    pub last_activity_at: Millis,
    pub user_id: Id,
    pub device_id: String,
    pub roles: String,
    pub is_oauth: bool,
    pub expired_notify: bool,
    pub props: Texts,
    pub team_members: Vec<TeamMember>,
    pub local: bool,
}
