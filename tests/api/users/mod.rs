//! Accounts, through the front door.

mod change;
mod first;
mod guests;
mod letters;
mod links;
mod look_up;
mod mfa;
mod sign_up;
