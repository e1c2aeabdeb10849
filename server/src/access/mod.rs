//! Who may do what.
//!
//! An [`Actor`] is somebody whose session was checked. Asking for a thing is asking for permission: only this room
//! can make a [`Granted`], and an action that wants one cannot be called without the check. Permissions come from
//! roles: those of the channel membership, of the team membership and of the account add up. A scheme gives a team or
//! a channel roles of its own; both tables are held in memory, so that a check costs the one query that reads the
//! place. Start with `places.rs`; `permission.rs` is the list of ids, `roles.rs` the tables in memory.

mod actions;
mod actor;
pub mod api;
mod keep;
mod people;
mod permission;
mod places;
mod roles;
mod rules;
mod store;
pub mod wire;

pub use actions::{create_scheme, delete_scheme, get_scheme, moderate_role, tell_role};
pub use actor::{Actor, Login};
pub use keep::{keep_role, keep_scheme, scheme_named};
pub use people::demand_user;
pub use permission::{Permission, Permissions};
pub use places::{
    ChannelPlace, Granted, TeamPlace, channel, demand_team, find_place, find_team_place, hook_channel, list_places,
    list_readers, may_in_a_team, readable_channel, team,
};
pub use roles::{Membership, Roles};
pub use rules::{all_moderated, moderated_by};
pub use store::seed_roles;
