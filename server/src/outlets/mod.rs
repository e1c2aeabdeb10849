//! The house speaking to the world. Outlets hear the facts after the commit; no room imports them.

pub mod audit;
pub mod live;
pub mod webhooks;
