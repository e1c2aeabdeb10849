//! The table of roles in memory: which permissions a name stands for.

use std::collections::HashMap;

use super::Permissions;
use super::wire::Role;

/// Every role of the site by name.
#[derive(Debug, Default)]
pub struct Roles {
    by_name: HashMap<String, (Role, Permissions)>,
}

impl Roles {
    /// A table of these.
    pub fn new(roles: Vec<Role>) -> Roles {
        let by_name = roles.into_iter().map(|role| {
            let permissions = Permissions::of(role.permissions.iter().map(String::as_str));
            (role.name.clone(), (role, permissions))
        });
        Roles { by_name: by_name.collect() }
    }

    /// What a list of names, separated by spaces, allows together.
    pub fn of(&self, names: &str) -> Permissions {
        names.split_whitespace().filter_map(|name| self.by_name.get(name)).fold(
            Permissions::default(),
            |mut all, (_, permissions)| {
                all.add(permissions);
                all
            },
        )
    }

    /// A role by its name.
    pub fn find(&self, name: &str) -> Option<&Role> {
        self.by_name.get(name).map(|(role, _)| role)
    }

    /// Every role, in no order.
    pub fn all(&self) -> impl Iterator<Item = &Role> {
        self.by_name.values().map(|(role, _)| role)
    }
}
