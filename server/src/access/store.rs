//! The tables `roles` and `schemes`.

use serde::Deserialize;

use super::Roles;
use super::wire::{Role, Scheme};
use crate::args;
use crate::base::db::{Conn, OnDuplicate};
use crate::base::error::Context;
use crate::base::http::Page;
use crate::base::{Id, Millis, Result, refuse};
use crate::channels::wire::Channel;
use crate::events::Tx;
use crate::teams::wire::Team;

const BUILT_IN: &str = include_str!("../../../config/roles.json");

/// A role of a new installation.
#[derive(Deserialize)]
struct BuiltIn {
    name: String,
    display_name: String,
    scheme_managed: bool,
    built_in: bool,
    permissions: Vec<String>,
}

/// Writes the built-in roles that are not there yet, and answers the table of all roles and schemes.
pub fn seed_roles(tx: &mut Tx<'_>, now: Millis) -> Result<Roles> {
    let missing: Vec<BuiltIn> = serde_json::from_str(BUILT_IN).context("reading the built-in roles")?;
    let known = read_table(tx)?;
    for role in missing.into_iter().filter(|role| known.find(&role.name).is_none()) {
        insert(tx, &role.into_role(now))?;
    }
    read_table(tx)
}

impl BuiltIn {
    fn into_role(self, now: Millis) -> Role {
        Role {
            id: Id::new(),
            description: self.display_name.replace(".name", ".description"),
            name: self.name,
            display_name: self.display_name,
            create_at: now,
            update_at: now,
            permissions: self.permissions,
            scheme_managed: self.scheme_managed,
            built_in: self.built_in,
            ..Role::default()
        }
    }
}

fn read_table(conn: &mut Conn<'_>) -> Result<Roles> {
    let roles = conn.all(format!("select {} from roles r", Role::COLUMNS), args![])?;
    let schemes = conn.all(format!("select {} from schemes s", Scheme::COLUMNS), args![])?;
    Ok(Roles::new(roles, schemes))
}

/// Writes a new role.
pub fn insert(tx: &mut Tx<'_>, role: &Role) -> Result<()> {
    let sql = "insert into roles (id, name, displayname, description, createat, updateat, deleteat, permissions, \
               schememanaged, builtin, schemeid) values ($1, $2, $3, $4, $5, $6, 0, $7, $8, $9, $10)";
    let permissions = role.permissions.join(" ");
    let (name, display, description) = (&role.name, &role.display_name, &role.description);
    let scheme = role.scheme_id.as_ref().map(Id::as_str);
    let Role { id, create_at, update_at, scheme_managed, built_in, .. } = *role;
    let given =
        args![id, name, display, description, create_at, update_at, &permissions, scheme_managed, built_in, scheme];
    tx.run(sql, given)?;
    Ok(())
}

/// Writes what a role allows.
pub fn update(tx: &mut Tx<'_>, role: &Role) -> Result<()> {
    let permissions = role.permissions.join(" ");
    let sql = "update roles set permissions = $2, updateat = $3 where id = $1";
    tx.run(sql, args![role.id, &permissions, role.update_at])?;
    Ok(())
}

/// A role by its name, deleted or not.
pub fn find_role(conn: &mut Conn<'_>, name: &str) -> Result<Option<Role>> {
    conn.first(format!("select {} from roles r where r.name = $1", Role::COLUMNS), args![name])
}

/// Writes all of a role but its name.
pub fn rewrite(tx: &mut Tx<'_>, role: &Role) -> Result<()> {
    let sql = "update roles set displayname = $2, description = $3, permissions = $4, updateat = $5, deleteat = $6 \
               where id = $1";
    let permissions = role.permissions.join(" ");
    let Role { id, update_at, delete_at, .. } = *role;
    tx.run(sql, args![id, &role.display_name, &role.description, &permissions, update_at, delete_at])
}

/// A scheme by its name, that is not deleted.
pub fn find_scheme(conn: &mut Conn<'_>, name: &str) -> Result<Option<Scheme>> {
    let sql = format!("select {} from schemes s where s.name = $1 and s.deleteat = 0", Scheme::COLUMNS);
    conn.first(sql, args![name])
}

/// Deletes the roles of a scheme; answers them as they are then.
pub fn delete_roles(tx: &mut Tx<'_>, scheme: Id, now: Millis) -> Result<Vec<Role>> {
    let sql = "update roles set deleteat = $2, updateat = $2 where schemeid = $1";
    tx.run(sql, args![scheme, now])?;
    tx.all(format!("select {} from roles r where r.schemeid = $1", Role::COLUMNS), args![scheme])
}

/// Writes a new scheme.
pub fn insert_scheme(tx: &mut Tx<'_>, scheme: &Scheme) -> Result<()> {
    let sql = "insert into schemes (id, name, displayname, description, createat, updateat, deleteat, scope, \
               defaultteamadminrole, defaultteamuserrole, defaultchanneladminrole, defaultchanneluserrole, \
               defaultteamguestrole, defaultchannelguestrole, defaultplaybookadminrole, defaultplaybookmemberrole, \
               defaultrunadminrole, defaultrunmemberrole) \
               values ($1, $2, $3, $4, $5, $5, 0, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
    let given = args![
        scheme.id,
        &scheme.name,
        &scheme.display_name,
        &scheme.description,
        scheme.create_at,
        &scheme.scope,
        &scheme.default_team_admin_role,
        &scheme.default_team_user_role,
        &scheme.default_channel_admin_role,
        &scheme.default_channel_user_role,
        &scheme.default_team_guest_role,
        &scheme.default_channel_guest_role,
        &scheme.default_playbook_admin_role,
        &scheme.default_playbook_member_role,
        &scheme.default_run_admin_role,
        &scheme.default_run_member_role,
    ];
    let taken = || refuse::with(400, "app.scheme.save.app_error").about(&scheme.name).into();
    tx.change(sql, given).on_duplicate("schemes.name", taken)?;
    Ok(())
}

/// Writes a scheme's names and when it was changed or deleted.
pub fn update_scheme(tx: &mut Tx<'_>, scheme: &Scheme) -> Result<()> {
    let sql = "update schemes set name = $2, displayname = $3, description = $4, updateat = $5, deleteat = $6 \
               where id = $1";
    let Scheme { id, update_at, delete_at, .. } = *scheme;
    let given = args![id, &scheme.name, &scheme.display_name, &scheme.description, update_at, delete_at];
    let taken = || refuse::with(400, "app.scheme.save.app_error").about(&scheme.name).into();
    tx.change(sql, given).on_duplicate("schemes.name", taken)?;
    Ok(())
}

/// A page of the schemes of a scope, the newest first; of every scope when it is empty.
pub fn list_schemes(conn: &mut Conn<'_>, scope: &str, page: Page) -> Result<Vec<Scheme>> {
    let sql = format!(
        "select {} from schemes s where s.deleteat = 0 and ($1 = '' or s.scope = $1) \
         order by s.createat desc, s.id limit $2 offset $3",
        Scheme::COLUMNS
    );
    conn.all(sql, args![scope, page.size, page.offset()])
}

/// A page of the teams that have a scheme.
pub fn list_teams(conn: &mut Conn<'_>, scheme: Id, page: Page) -> Result<Vec<Team>> {
    let sql = format!(
        "select {} from teams t where t.schemeid = $1 order by t.displayname, t.id limit $2 offset $3",
        Team::COLUMNS
    );
    conn.all(sql, args![scheme, page.size, page.offset()])
}

/// A page of the channels that have a scheme.
pub fn list_channels(conn: &mut Conn<'_>, scheme: Id, page: Page) -> Result<Vec<Channel>> {
    let sql = format!(
        "select {} from channels c where c.schemeid = $1 order by c.displayname, c.id limit $2 offset $3",
        Channel::COLUMNS
    );
    conn.all(sql, args![scheme, page.size, page.offset()])
}

/// The teams and the channels that have a scheme.
pub fn list_places_of(conn: &mut Conn<'_>, scheme: Id) -> Result<(Vec<Id>, Vec<Id>)> {
    let ids = |rows: Vec<(Id,)>| rows.into_iter().map(|(id,)| id).collect();
    let teams = conn.all("select id from teams where schemeid = $1", args![scheme])?;
    let channels = conn.all("select id from channels where schemeid = $1", args![scheme])?;
    Ok((ids(teams), ids(channels)))
}

/// Of these channel schemes, those that a channel has, each with the scheme of that channel's team.
pub fn schemes_above(conn: &mut Conn<'_>, schemes: &[Id]) -> Result<Vec<(Id, Id)>> {
    let sql = "select c.schemeid, coalesce(max(t.schemeid), '') from channels c left join teams t on t.id = c.teamid \
               where c.schemeid in list($1) group by c.schemeid";
    conn.all(sql, args![schemes])
}
