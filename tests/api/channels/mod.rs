//! Channels.

mod change;
mod create;
mod direct;
mod find;
mod members;
mod moderation;
mod moving;
mod unread;

const FORBIDDEN: &str = "api.context.permissions.app_error";
const WRONG_FIELD: &str = "api.context.invalid_body_param.app_error";
