//! Teams.

mod invitations;
mod members;
mod place;

const FORBIDDEN: &str = "api.context.permissions.app_error";
const WRONG_FIELD: &str = "api.context.invalid_body_param.app_error";
