//! The table of roles and schemes in memory: which permissions a name stands for, and what a place makes of a member.

use std::collections::HashMap;
use std::sync::Arc;

use super::Permissions;
use super::rules::all_moderated;
use super::wire::{Role, Scheme};
use crate::base::Id;

/// Every role of the site by name, and every scheme by id. Cheap to clone.
#[derive(Debug, Default, Clone)]
pub struct Roles {
    by_name: HashMap<String, Arc<Known>>,
    schemes: HashMap<Id, Arc<Scheme>>,
}

#[derive(Debug)]
struct Known {
    role: Role,
    permissions: Permissions,
}

/// What a member is, in a team or a channel: the flags of the membership and the names beside them.
#[derive(Debug, Clone, Default)]
pub struct Membership {
    /// Role names, separated by spaces.
    pub explicit: String,
    /// A guest.
    pub guest: bool,
    /// An ordinary member.
    pub user: bool,
    /// An admin.
    pub admin: bool,
}

impl Membership {
    /// Whether it is one at all.
    pub fn is_some(&self) -> bool {
        self.guest || self.user || self.admin || !self.explicit.is_empty()
    }

    /// Which of guest, user and admin hold, as indexes into [`ChannelRoles`] and [`TeamRoles`].
    fn kinds(&self) -> impl Iterator<Item = usize> {
        [self.guest, self.user, self.admin].into_iter().enumerate().filter(|(_, holds)| *holds).map(|(kind, _)| kind)
    }
}

/// Role names of a channel's guests, members and admins.
pub type ChannelRoles<'a> = [&'a str; 3];

const CHANNEL: ChannelRoles<'static> = ["channel_guest", "channel_user", "channel_admin"];
const TEAM: ChannelRoles<'static> = ["team_guest", "team_user", "team_admin"];
const ADMIN: usize = 2;

impl Roles {
    /// A table of these.
    pub fn new(roles: Vec<Role>, schemes: Vec<Scheme>) -> Roles {
        let mut table = Roles::default();
        table.put(roles, schemes);
        table
    }

    /// The table with some roles and schemes changed or added.
    pub fn with(&self, roles: Vec<Role>, schemes: Vec<Scheme>) -> Roles {
        let mut table = self.clone();
        table.put(roles, schemes);
        table
    }

    fn put(&mut self, roles: Vec<Role>, schemes: Vec<Scheme>) {
        for role in roles {
            // A deleted role allows nothing, and may still be what a member has.
            let allowed: &[String] = if role.delete_at > 0 { &[] } else { &role.permissions };
            let permissions = Permissions::of(allowed.iter().map(String::as_str));
            self.by_name.insert(role.name.clone(), Arc::new(Known { role, permissions }));
        }
        self.schemes.extend(schemes.into_iter().map(|scheme| (scheme.id, Arc::new(scheme))));
    }

    /// What a list of names, separated by spaces, allows together.
    pub fn of(&self, names: &str) -> Permissions {
        names.split_whitespace().filter_map(|name| self.by_name.get(name)).fold(
            Permissions::default(),
            |mut all, known| {
                all.add(&known.permissions);
                all
            },
        )
    }

    /// What a member of a team may do there. `scheme` is the team's, [`Id::NONE`] for none.
    pub fn in_team(&self, member: &Membership, scheme: Id) -> Permissions {
        let names = self.team_roles(scheme);
        let mut all = self.of(&member.explicit);
        member.kinds().for_each(|kind| all.add(&self.of(names[kind])));
        all
    }

    /// What a member of a channel may do there. The schemes are the channel's and its team's.
    pub fn in_channel(&self, member: &Membership, scheme: Id, team_scheme: Id) -> Permissions {
        let above = self.channel_roles(Id::NONE, team_scheme);
        let mut all = self.of(&member.explicit);
        for kind in member.kinds() {
            let high = self.of(above[kind]);
            match self.schemes.get(&scheme) {
                Some(scheme) => all.add(&merged(kind, &high, &self.of(scheme.channel_roles()[kind]))),
                None => all.add(&high),
            }
        }
        all
    }

    /// A role of a channel's scheme as it works: what is moderated as the role says, all else as the role above it.
    ///
    /// `team_scheme` is that of the channel's team. Roles of other schemes, and built-in ones, are as they are.
    pub fn effective(&self, role: &Role, team_scheme: Id) -> Role {
        let own = role.scheme_id.and_then(|id| self.schemes.get(&id)).filter(|scheme| scheme.is_for_channels());
        let kind = own.and_then(|scheme| scheme.channel_roles().iter().position(|name| *name == role.name));
        let Some(kind) = kind else { return role.clone() };
        let high = self.of(self.channel_roles(Id::NONE, team_scheme)[kind]);
        let low = Permissions::of(role.permissions.iter().map(String::as_str));
        let permissions = merged(kind, &high, &low).ids().map(str::to_owned).collect();
        Role { permissions, ..role.clone() }
    }

    /// Role names of a team with this scheme.
    pub fn team_roles(&self, scheme: Id) -> ChannelRoles<'_> {
        self.schemes.get(&scheme).map_or(TEAM, |scheme| scheme.team_roles())
    }

    /// Role names of a channel with this scheme, in a team with that one.
    pub fn channel_roles(&self, scheme: Id, team_scheme: Id) -> ChannelRoles<'_> {
        let found = self.schemes.get(&scheme).or_else(|| self.schemes.get(&team_scheme));
        found.map_or(CHANNEL, |scheme| scheme.channel_roles())
    }

    /// A role by its name.
    pub fn find(&self, name: &str) -> Option<&Role> {
        self.by_name.get(name).map(|known| &known.role)
    }

    /// A role by its id.
    pub fn find_by_id(&self, id: Id) -> Option<&Role> {
        self.all().find(|role| role.id == id)
    }

    /// A scheme, deleted ones too.
    pub fn find_scheme(&self, id: Id) -> Option<&Scheme> {
        self.schemes.get(&id).map(|scheme| scheme.as_ref())
    }

    /// Every role, in no order.
    pub fn all(&self) -> impl Iterator<Item = &Role> {
        self.by_name.values().map(|known| &known.role)
    }
}

/// What a channel's own role allows under the role above it: of what is moderated what both allow, of all else what
/// the higher one allows. Admins are never moderated.
fn merged(kind: usize, high: &Permissions, low: &Permissions) -> Permissions {
    if kind == ADMIN { *high } else { high.without(all_moderated()).plus(&high.and(low)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Permission;

    fn role(name: &str, permissions: &[&str]) -> Role {
        Role {
            id: Id::new(),
            name: name.into(),
            permissions: permissions.iter().map(|id| (*id).to_owned()).collect(),
            ..Role::default()
        }
    }

    fn member() -> Membership {
        Membership { user: true, ..Membership::default() }
    }

    fn table() -> (Roles, Id, Id) {
        let team = Scheme {
            id: Id::new(),
            scope: "team".into(),
            default_team_user_role: "tu".into(),
            default_channel_user_role: "tcu".into(),
            ..Scheme::default()
        };
        let channel = Scheme {
            id: Id::new(),
            scope: "channel".into(),
            default_channel_user_role: "cu".into(),
            default_channel_admin_role: "ca".into(),
            ..Scheme::default()
        };
        let ids = (team.id, channel.id);
        let roles = vec![
            role("channel_user", &["create_post", "add_reaction", "read_channel"]),
            role("channel_admin", &["create_post", "manage_channel_roles"]),
            role("team_user", &["view_team"]),
            role("tcu", &["read_channel", "add_reaction"]),
            role("tu", &["invite_user"]),
            role("cu", &["create_post"]),
            role("ca", &[]),
        ];
        (Roles::new(roles, vec![team, channel]), ids.0, ids.1)
    }

    #[test]
    fn a_place_without_scheme_has_the_usual_roles() {
        let (roles, ..) = table();
        assert!(roles.in_channel(&member(), Id::NONE, Id::NONE).has(Permission::CreatePost));
        assert!(roles.in_team(&member(), Id::NONE).has(Permission::ViewTeam));
    }

    #[test]
    fn a_scheme_of_the_team_replaces_the_roles_of_its_channels() {
        let (roles, team, _) = table();
        assert!(!roles.in_team(&member(), team).has(Permission::ViewTeam));
        let here = roles.in_channel(&member(), Id::NONE, team);
        assert!(here.has(Permission::AddReaction) && !here.has(Permission::CreatePost));
    }

    #[test]
    fn a_scheme_of_the_channel_takes_away_and_never_gives() {
        let (roles, team, channel) = table();
        let here = roles.in_channel(&member(), channel, Id::NONE);
        assert!(here.has(Permission::CreatePost) && here.has(Permission::ReadChannel));
        assert!(!here.has(Permission::AddReaction));
        assert!(!roles.in_channel(&member(), channel, team).has(Permission::CreatePost));
    }

    #[test]
    fn admins_are_not_moderated() {
        let (roles, _, channel) = table();
        let admin = Membership { admin: true, ..Membership::default() };
        assert!(roles.in_channel(&admin, channel, Id::NONE).has(Permission::CreatePost));
    }

    #[test]
    fn a_deleted_role_allows_nothing() {
        let gone = Role { delete_at: 1, ..role("gone", &["create_post"]) };
        assert!(!Roles::new(vec![gone], Vec::new()).of("gone").has(Permission::CreatePost));
    }
}
