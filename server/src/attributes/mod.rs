//! Custom profile attributes: fields that an administrator adds to everybody's profile, and what people fill in.
//!
//! There are few fields (`rules::MOST_FIELDS`) and everybody may read them all; values are JSON that `rules.rs` checks
//! against the field's type. Who sees a field on a screen is for the client: the API hides nothing of it. A change of
//! a field's type takes its values away, because they no longer fit.

mod actions;
pub mod api;
pub mod properties;
mod rules;
mod store;
pub mod wire;
