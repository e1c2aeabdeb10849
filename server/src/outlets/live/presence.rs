//! What a socket says about its person: they came, they are there, they went.

use crate::app::App;
use crate::base::Id;

/// Somebody has a socket now.
pub fn came(app: &App, user: Id) {
    let _ = (app, user);
}

/// Somebody's client answered a ping.
pub fn is_there(app: &App, user: Id) {
    let _ = (app, user);
}

/// Somebody has no socket any more.
pub fn went(app: &App, user: Id) {
    let _ = (app, user);
}

/// Somebody's client says whether they are at it.
pub fn is_active(app: &App, user: Id, active: bool, manual: bool) {
    let _ = (app, user, active, manual);
}
