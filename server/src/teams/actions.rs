//! Everything that changes teams and their members.

use std::sync::Arc;

use super::rules::{self, Flags, Standing};
use super::wire::{Team, TeamMember, TeamPatch};
use super::{get_team, no_team, store};
use crate::access::{self, Actor, Granted, Permission, TeamPlace};
use crate::base::config::Settings;
use crate::base::{Id, Millis, Result, refuse};
use crate::events::{Event, Tx};
use crate::users;
use crate::users::wire::User;

/// How somebody comes into a team.
pub struct Joining {
    /// Who does it; the person itself when it joins by itself.
    pub by: Id,
    /// Members that a team may have.
    pub most: i64,
    /// Now.
    pub now: Millis,
}

/// Makes a team whose first member and admin is the actor.
pub fn create(tx: &mut Tx<'_>, actor: &Actor, given: Team, settings: &Settings, now: Millis) -> Result<Team> {
    if !actor.may(Permission::CreateTeam) {
        return Err(refuse::with(403, "api.team.is_team_creation_allowed.disabled.app_error").into());
    }
    let user = users::get(tx, actor.id())?;
    let team = Team {
        id: Id::new(),
        create_at: now,
        update_at: now,
        display_name: rules::display(&given.display_name),
        name: given.name,
        description: given.description,
        email: user.email.clone(),
        kind: given.kind,
        company_name: given.company_name,
        allowed_domains: given.allowed_domains,
        invite_id: Id::new().to_string(),
        allow_open_invite: given.allow_open_invite,
        group_constrained: given.group_constrained,
        scheme_id: check_scheme(actor, given.scheme_id)?,
        ..Team::default()
    };
    rules::check_team(&team)?;
    store::insert(tx, &team)?;
    let team = Arc::new(team);
    tx.tell(Event::TeamCreated { team: team.clone(), by: actor.id() });
    let joining = Joining { by: actor.id(), most: settings.max_users_per_team, now };
    join(tx, &team, &[Arc::new(user)], &joining)?;
    Ok((*team).clone())
}

/// The scheme that a new team is to have: only those who may change permissions choose one.
fn check_scheme(actor: &Actor, given: Option<String>) -> Result<Option<String>> {
    let Some(id) = given.filter(|id| !id.is_empty()) else { return Ok(None) };
    actor.demand(Permission::SysconsoleWriteUserManagementPermissions)?;
    check_is_for_teams(actor, Id::parse(&id))?;
    Ok(Some(id))
}

/// Refuses a scheme that is not there, or not for teams.
pub fn check_is_for_teams(actor: &Actor, scheme: Id) -> Result<()> {
    match access::get_scheme(actor.roles(), scheme)?.scope == "team" {
        true => Ok(()),
        false => Err(refuse::with(400, "api.team.update_team_scheme.scheme_scope.error").into()),
    }
}

/// Puts people into a team; who is in it already stays as they are. Answers the memberships of those given, in order.
pub fn join(tx: &mut Tx<'_>, team: &Arc<Team>, users: &[Arc<User>], joining: &Joining) -> Result<Vec<TeamMember>> {
    let ids: Vec<Id> = users.iter().map(|user| user.id).collect();
    let present = store::list_members_by_ids(tx, team.id, None, &ids)?;
    let is_new = |user: &&Arc<User>| !present.iter().any(|member| member.user_id == user.id);
    let mut newcomers: Vec<&Arc<User>> = users.iter().filter(is_new).collect();
    newcomers.dedup_by_key(|user| user.id);
    newcomers.iter().try_for_each(|user| check_newcomer(team, user))?;
    if newcomers.is_empty() {
        return Ok(in_order(&ids, present));
    }
    if store::count_members(tx, team.id)?.saturating_add(newcomers.len() as i64) > joining.most {
        return Err(refuse::with(400, "app.team.join_user_to_team.save_member.max_accounts.app_error").into());
    }
    for standing in Standing::ALL {
        let alike = newcomers.iter().filter(|user| rules::standing(team, user) == standing);
        let alike: Vec<Id> = alike.map(|user| user.id).collect();
        if !alike.is_empty() {
            store::put_members(tx, team.id, &alike, standing, joining.now)?;
        }
    }
    for user in newcomers {
        tx.tell(Event::TeamJoined { team: team.clone(), user: user.clone(), by: joining.by });
    }
    let members = store::list_members_by_ids(tx, team.id, None, &ids)?;
    Ok(in_order(&ids, members))
}

fn check_newcomer(team: &Team, user: &User) -> Result<()> {
    if user.delete_at > 0 {
        return Err(refuse::with(403, "app.channel.add_member.deleted_user.app_error").into());
    }
    rules::check_domain(team, user)
}

fn in_order(ids: &[Id], members: Vec<TeamMember>) -> Vec<TeamMember> {
    ids.iter().filter_map(|id| members.iter().find(|member| member.user_id == *id).cloned()).collect()
}

/// Takes somebody out of a team, if it is in it.
pub fn leave(tx: &mut Tx<'_>, team: &Arc<Team>, user: Arc<User>, by: Id, now: Millis) -> Result<()> {
    let Some(member) = super::find_member(tx, team.id, user.id)? else { return Ok(()) };
    store::update_member(tx, &TeamMember { delete_at: now, ..member })?;
    tx.tell(Event::TeamLeft { team: team.clone(), user, by });
    Ok(())
}

/// Writes a changed team and tells it.
fn save(tx: &mut Tx<'_>, mut team: Team, now: Millis) -> Result<Team> {
    rules::check_team(&team)?;
    team.update_at = now;
    store::update(tx, &team)?;
    tx.tell(Event::TeamUpdated { team: Arc::new(team.clone()) });
    Ok(team)
}

/// Takes over what `given` says; who may not invite cannot open or close the team.
pub fn replace(tx: &mut Tx<'_>, place: Granted<TeamPlace>, given: Team, by: Id, now: Millis) -> Result<Team> {
    let opens = given.allow_open_invite != place.team.allow_open_invite;
    let patch = TeamPatch {
        display_name: Some(given.display_name),
        description: Some(given.description),
        company_name: Some(given.company_name),
        allowed_domains: Some(given.allowed_domains),
        allow_open_invite: opens.then_some(given.allow_open_invite),
        group_constrained: given.group_constrained,
        cloud_limits_archived: None,
    };
    patch_team(tx, place, patch, by, now)
}

/// Changes what is given. A team that is closed gets a new invitation: the old one may be known to many.
pub fn patch_team(tx: &mut Tx<'_>, place: Granted<TeamPlace>, patch: TeamPatch, by: Id, now: Millis) -> Result<Team> {
    let mut team = place.into_inner().team;
    if let Some(name) = patch.display_name {
        team.display_name = rules::display(&name);
    }
    if let Some(open) = patch.allow_open_invite {
        if !open {
            team.invite_id = Id::new().to_string();
        }
        team.allow_open_invite = open;
    }
    team.description = patch.description.unwrap_or(team.description);
    team.company_name = patch.company_name.unwrap_or(team.company_name);
    team.allowed_domains = patch.allowed_domains.unwrap_or(team.allowed_domains);
    let was_free = team.group_constrained != Some(true);
    team.group_constrained = patch.group_constrained.or(team.group_constrained);
    team.cloud_limits_archived = patch.cloud_limits_archived.unwrap_or(team.cloud_limits_archived);
    let team = save(tx, team, now)?;
    if was_free && team.group_constrained == Some(true) {
        dismiss(tx, &Arc::new(team.clone()), by, now)?;
    }
    Ok(team)
}

/// A team that is bound to its groups has only their members, and no group can be linked to it: everybody leaves.
fn dismiss(tx: &mut Tx<'_>, team: &Arc<Team>, by: Id, now: Millis) -> Result<()> {
    let users = store::list_all_users(tx, team.id)?;
    store::end_all_members(tx, team.id, now)?;
    for user in users {
        tx.tell(Event::TeamLeft { team: team.clone(), user: Arc::new(user), by });
    }
    Ok(())
}

/// Opens a team to everybody, or closes it; a closed one gets a new invitation.
pub fn set_privacy(tx: &mut Tx<'_>, place: Granted<TeamPlace>, open: bool, now: Millis) -> Result<Team> {
    let mut team = place.into_inner().team;
    team.kind = if open { "O" } else { "I" }.into();
    team.allow_open_invite = open;
    if !open {
        team.invite_id = Id::new().to_string();
    }
    save(tx, team, now)
}

/// Gives a team a new invitation; the old one no longer works.
pub fn renew_invite(tx: &mut Tx<'_>, place: Granted<TeamPlace>, now: Millis) -> Result<Team> {
    let team = Team { invite_id: Id::new().to_string(), ..place.into_inner().team };
    save(tx, team, now)
}

/// Archives a team.
pub fn archive(tx: &mut Tx<'_>, place: Granted<TeamPlace>, now: Millis) -> Result<()> {
    let team = Team { delete_at: now, update_at: now, ..place.into_inner().team };
    store::update(tx, &team)?;
    tx.tell(Event::TeamDeleted { team: Arc::new(team) });
    Ok(())
}

/// Brings a team back.
pub fn restore(tx: &mut Tx<'_>, place: Granted<TeamPlace>, now: Millis) -> Result<Team> {
    let team = Team { delete_at: 0, update_at: now, ..place.into_inner().team };
    store::update(tx, &team)?;
    tx.tell(Event::TeamRestored { team: Arc::new(team.clone()) });
    Ok(team)
}

/// Adds people by their ids. Who may do so is checked by the caller.
pub fn add(tx: &mut Tx<'_>, team: Id, users: &[Id], joining: &Joining) -> Result<Vec<TeamMember>> {
    let team = Arc::new(get_team(tx, team)?);
    if team.group_constrained == Some(true) {
        return Err(refuse::with(400, "api.team.add_members.user_denied").into());
    }
    let known: Vec<_> = store::list_users(tx, users)?.into_iter().map(Arc::new).collect();
    let find = |id: &Id| known.iter().find(|user| user.id == *id).cloned();
    let missing = || refuse::not_found("app.user.missing_account.const");
    let users: Vec<Arc<User>> = users.iter().map(|id| find(id).ok_or_else(missing)).collect::<Result<_, _>>()?;
    join(tx, &team, &users, joining)
}

/// Sets a member's roles by their names.
pub fn set_roles(tx: &mut Tx<'_>, actor: &Actor, team: Id, user: Id, roles: &str) -> Result<()> {
    let scheme = super::find_team(tx, team)?.map_or(Id::NONE, |team| team.scheme());
    let flags = rules::flags(roles, actor.roles().team_roles(scheme));
    for name in flags.explicit.split_whitespace() {
        match actor.roles().find(name) {
            None => return Err(refuse::with(400, "app.role.get_by_name.app_error").about(name).into()),
            Some(role) if role.scheme_managed => {
                return Err(refuse::with(400, "api.channel.update_team_member_roles.scheme_role.app_error").into());
            }
            Some(_) => {}
        }
    }
    let ids = [
        "api.channel.update_team_member_roles.changing_guest_role.app_error",
        "api.team.update_team_member_roles.user_and_guest.app_error",
        "api.team.update_team_member_roles.unset_user_scheme.app_error",
    ];
    let member = get_member(tx, team, user)?;
    rules::check_flags(member.scheme_guest, &flags, ids)?;
    save_roles(tx, member, flags)
}

/// Sets a member's flags.
pub fn set_flags(tx: &mut Tx<'_>, team: Id, user: Id, flags: Flags) -> Result<()> {
    let member = get_member(tx, team, user)?;
    // A guest's flags are what its account is: nothing is taken here, not even what is the case already.
    if member.scheme_guest {
        return Err(refuse::with(400, "api.team.update_team_member_roles.guest.app_error").into());
    }
    let both = "api.team.update_team_member_roles.user_and_guest.app_error";
    let ids = [both, both, "api.team.update_team_member_roles.unset_user_scheme.app_error"];
    rules::check_flags(false, &flags, ids)?;
    let explicit = member.explicit_roles.clone();
    save_roles(tx, member, Flags { explicit, ..flags })
}

fn save_roles(tx: &mut Tx<'_>, member: TeamMember, flags: Flags) -> Result<()> {
    let Flags { guest, user, admin, explicit } = flags;
    let (team, person) = (member.team_id, member.user_id);
    let changed =
        TeamMember { scheme_guest: guest, scheme_user: user, scheme_admin: admin, explicit_roles: explicit, ..member };
    store::update_member(tx, &changed)?;
    let member = get_member(tx, team, person)?;
    tx.tell(Event::TeamMemberUpdated { member });
    Ok(())
}

/// A membership, also one that has ended; 404 when there never was one.
pub fn get_member(tx: &mut Tx<'_>, team: Id, user: Id) -> Result<TeamMember> {
    let found = store::find_member(tx, team, user)?;
    found.ok_or_else(|| refuse::not_found("app.team.get_member.missing.app_error").into())
}

/// Gives a team a scheme, or with an empty id none. Each member hears what its roles are called now.
pub fn set_scheme(tx: &mut Tx<'_>, team: Team, scheme: Id, now: Millis) -> Result<()> {
    let team = Team { scheme_id: Some(scheme.to_string()), update_at: now, ..team };
    store::set_scheme(tx, team.id, scheme, now)?;
    for member in store::list_all_members(tx, team.id)? {
        tx.tell(Event::TeamMemberUpdated { member });
    }
    tx.tell(Event::TeamSchemeUpdated { team: Arc::new(team) });
    Ok(())
}

/// Removes a team for good, with its memberships.
pub fn remove(tx: &mut Tx<'_>, team: Id, now: Millis) -> Result<()> {
    let team = super::find_team(tx, team)?.ok_or_else(no_team)?;
    store::delete(tx, team.id)?;
    tx.tell(Event::TeamDeleted { team: Arc::new(Team { delete_at: now, ..team }) });
    Ok(())
}

/// Writes when a team's icon was chosen; 0 when it was taken off.
pub fn set_icon(tx: &mut Tx<'_>, mut team: Team, at: Millis, now: Millis) -> Result<()> {
    team.last_team_icon_update = at;
    team.update_at = now;
    store::set_icon(tx, &team)?;
    tx.tell(Event::TeamUpdated { team: Arc::new(team) });
    Ok(())
}
