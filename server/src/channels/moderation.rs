//! What the ordinary members and the guests of one channel may not do there: five rows that may be switched. Pure.
//!
//! A row stands for several permissions. What is above (the usual roles, or those of the team's scheme) decides what a
//! row can be; the channel's own scheme, made by the first restriction and gone with the last one, what it is.

use super::wire::{ChannelModeratedRole, ChannelModeratedRoles, ChannelModeration, ChannelModerationPatch};
use crate::access::{Permission, Permissions, moderated_by};
use crate::base::{Result, refuse};

/// The rows, and whether each is for guests too.
const ROWS: [(&str, bool); 5] = [
    ("create_post", true),
    ("create_reactions", true),
    ("manage_members", false),
    ("use_channel_mentions", true),
    ("manage_bookmarks", false),
];

/// Permissions that only matter in channels of one kind, open or private.
const OF_OPEN: [Permission; 5] = [
    Permission::ManagePublicChannelMembers,
    Permission::AddBookmarkPublicChannel,
    Permission::EditBookmarkPublicChannel,
    Permission::DeleteBookmarkPublicChannel,
    Permission::OrderBookmarkPublicChannel,
];
const OF_PRIVATE: [Permission; 5] = [
    Permission::ManagePrivateChannelMembers,
    Permission::AddBookmarkPrivateChannel,
    Permission::EditBookmarkPrivateChannel,
    Permission::DeleteBookmarkPrivateChannel,
    Permission::OrderBookmarkPrivateChannel,
];

/// What a kind of member may do by the roles above, and by the channel's own.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Level {
    /// By the roles above.
    pub above: Permissions,
    /// By the channel's own: never more.
    pub own: Permissions,
}

/// The two kinds of member that are moderated.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Levels {
    pub guests: Level,
    pub members: Level,
}

impl Level {
    fn row(&self, row: &Permissions) -> ChannelModeratedRole {
        let possible = self.above.and(row);
        ChannelModeratedRole { value: !self.own.and(&possible).is_empty(), enabled: !possible.is_empty() }
    }

    fn switched(self, row: &Permissions, on: Option<bool>) -> Result<Level> {
        let own = match on {
            None => self.own,
            Some(false) => self.own.without(row),
            Some(true) if self.above.and(row).is_empty() => return Err(restricted()),
            Some(true) => self.own.plus(row),
        };
        Ok(Level { own, ..self })
    }

    /// Whether nothing of what is above is taken away.
    fn is_free(&self) -> bool {
        let rows = ROWS.iter().map(|(name, _)| self.above.and(&moderated_by(name)));
        rows.into_iter().all(|possible| possible.without(&self.own).is_empty())
    }
}

impl Levels {
    /// Whether nobody is restricted.
    pub fn is_free(&self) -> bool {
        self.guests.is_free() && self.members.is_free()
    }

    /// The rows of a channel that is open or private.
    pub fn rows(&self, is_open: bool) -> Vec<ChannelModeration> {
        let other = if is_open { OF_PRIVATE } else { OF_OPEN };
        let other = Permissions::of(other.map(Permission::id));
        let of_row = |(name, for_guests): (&'static str, bool)| {
            let row = moderated_by(name).without(&other);
            let guests = for_guests.then(|| self.guests.row(&row));
            ChannelModeration { name, roles: ChannelModeratedRoles { guests, members: self.members.row(&row) } }
        };
        ROWS.map(of_row).into()
    }

    /// With rows switched. Names that are no rows are passed over.
    pub fn patched(mut self, patches: &[ChannelModerationPatch]) -> Result<Levels> {
        for patch in patches {
            let name = patch.name.as_deref().ok_or_else(|| refuse::invalid_param("name"))?;
            let roles = patch.roles.as_ref().ok_or_else(|| refuse::invalid_param("roles"))?;
            let Some((name, for_guests)) = ROWS.iter().find(|(known, _)| *known == name) else { continue };
            if roles.guests.is_some() && !for_guests {
                return Err(restricted());
            }
            let row = moderated_by(name);
            self.guests = self.guests.switched(&row, roles.guests)?;
            self.members = self.members.switched(&row, roles.members)?;
        }
        Ok(self)
    }
}

fn restricted() -> crate::base::Error {
    refuse::with(403, "api.channel.patch_channel_moderations_for_channel.restricted_permission.app_error").into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::channels::wire::ChannelModeratedRolesPatch;

    fn level(above: &[Permission]) -> Level {
        let above = Permissions::of(above.iter().map(|permission| permission.id()));
        Level { above, own: above }
    }

    fn levels() -> Levels {
        let members =
            [Permission::CreatePost, Permission::ManagePublicChannelMembers, Permission::ManagePrivateChannelMembers];
        Levels { guests: level(&[Permission::CreatePost]), members: level(&members) }
    }

    fn patch(name: &str, guests: Option<bool>, members: Option<bool>) -> ChannelModerationPatch {
        ChannelModerationPatch { name: Some(name.into()), roles: Some(ChannelModeratedRolesPatch { guests, members }) }
    }

    #[test]
    fn rows_tell_what_is_possible_and_what_is() {
        let rows = levels().rows(true);
        let yes = ChannelModeratedRole { value: true, enabled: true };
        assert_eq!(rows[0].roles, ChannelModeratedRoles { guests: Some(yes), members: yes });
        assert_eq!(rows[1].roles.members, ChannelModeratedRole { value: false, enabled: false });
        assert_eq!((rows[2].name, rows[2].roles.guests), ("manage_members", None));
    }

    #[test]
    fn the_last_restriction_lifted_leaves_nobody_restricted() {
        let less = levels().patched(&[patch("manage_members", None, Some(false))]).unwrap_or_default();
        assert!(levels().is_free() && !less.is_free());
        assert!(!less.rows(true)[2].roles.members.value && !less.rows(false)[2].roles.members.value);
        let again = less.patched(&[patch("manage_members", None, Some(true))]).unwrap_or_default();
        assert!(again.is_free());
    }

    #[test]
    fn what_is_not_possible_is_refused() {
        assert!(levels().patched(&[patch("create_reactions", Some(true), None)]).is_err());
        assert!(levels().patched(&[patch("manage_members", Some(false), None)]).is_err());
        assert_eq!(levels().patched(&[patch("bogus", None, Some(false))]).ok(), Some(levels()));
        assert!(levels().patched(&[ChannelModerationPatch::default()]).is_err());
    }
}
