//! What a socket says about its person: they came, they are there, they went.

use crate::app::App;
use crate::base::Id;
use crate::status;

/// Somebody has a socket now.
pub fn came(app: &App, user: Id) {
    status::came_online(app, user);
}

/// Somebody's client answered a ping.
pub fn is_there(app: &App, user: Id) {
    status::still_there(app, user);
}

/// Somebody has no socket any more.
pub fn went(app: &App, user: Id) {
    status::went_offline(app, user);
}

/// Somebody's client says whether they are at it.
pub fn is_active(app: &App, user: Id, active: bool, manual: bool) {
    status::set_active(app, user, active, manual);
}
