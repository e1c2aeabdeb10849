//! Accounts, through the front door.

mod change;
mod first;
mod look_up;
mod sign_up;
