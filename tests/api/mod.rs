//! What the server does, noun by noun: the rooms of `server/src`, one folder each.

mod access;
mod bad_input;
mod channels;
mod live;
mod posts;
mod preferences;
mod reactions;
mod sessions;
mod sidebar;
mod status;
mod system;
mod teams;
mod threads;
mod users;
