//! Who may do what.
//!
//! An [`Actor`] is somebody whose session was checked. Asking for a thing is asking for permission: only this room
//! can make a [`Granted`], and an action that wants one cannot be called without the check. Permissions come from
//! roles: those of the channel membership, of the team membership and of the account add up.
//! Start with `places.rs`; `permission.rs` is the list of ids, `roles.rs` the table of roles in memory.

mod actor;
pub mod api;
mod people;
mod permission;
mod places;
mod roles;
mod store;
pub mod wire;

pub use actor::{Actor, Login};
pub use people::demand_user;
pub use permission::{Permission, Permissions};
pub use places::{
    ChannelPlace, Granted, TeamPlace, channel, find_place, find_team_place, hook_channel, list_places, may_in_a_team,
    readable_channel, team,
};
pub use roles::Roles;
pub use store::seed_roles;
