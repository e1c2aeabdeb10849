//! What the server does, noun by noun: the rooms of `server/src`, one folder each.

mod access;
mod bad_input;
mod bookmarks;
mod bots;
mod channels;
mod commands;
mod emoji;
mod files;
mod hooks;
mod interactive;
mod live;
mod oauth;
mod posts;
mod preferences;
mod reactions;
mod search;
mod sessions;
mod sidebar;
mod status;
mod system;
mod teams;
mod threads;
mod users;
