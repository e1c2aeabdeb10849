//! Making accounts.

use axum::extract::{Extension, State};
use axum::http::HeaderMap;

use crate::access::{Actor, Permission};
use crate::app::App;
use crate::base::config::Settings;
use crate::base::http::{Body, Created, Params, Peer};
use crate::base::{Id, Result, refuse};
use crate::sessions::Visitor;
use crate::users::actions::{self, NewAccount};
use crate::users::first::SetUp;
use crate::users::passwords::Passwords;
use crate::users::wire::{self, User};
use crate::users::{rules, store};

/// POST /api/v4/users
pub async fn create_user(
    State(app): State<App>,
    Visitor(actor): Visitor,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
    at: Params,
    Body(new): Body<NewAccount>,
) -> Result<Created<User>> {
    let settings = app.config.now();
    let password = new.password.clone();
    rules::check_password(&password, &settings)?;
    let user = new.into_user(&settings.default_client_locale, app.clock.now());
    rules::check_account(&user)?;
    if !rules::is_accepted_domain(&user.email, &settings.restrict_creation_to_domains) {
        return Err(refuse::with(400, "api.user.create_user.accepted_domain.app_error").into());
    }
    let invited_to = find_invitation(&app, &at).await?;
    let accounts = app.db.read(store::count).await?;
    let is_first = accounts == 0;
    if is_first {
        let setup = app.room::<SetUp>();
        if !setup.admits(at.query("setup"), peer.map(|Extension(peer)| peer), &headers) {
            return Err(refuse::with(403, "hearth.first_account").into());
        }
    } else if !actor.as_ref().is_some_and(may_create) {
        check_open(&settings, invited_to.is_some())?;
    }
    let password = app.room::<Passwords>().turn().await?.hash(password).await?;
    let made = app.db.write(move |tx| actions::create(tx, user, &password, is_first, invited_to)).await?;
    Ok(Created(wire::for_self(&made)))
}

fn may_create(actor: &Actor) -> bool {
    actor.may(Permission::ManageSystem) || actor.may(Permission::SysconsoleWriteUserManagementUsers)
}

/// Whether strangers may sign up.
fn check_open(settings: &Settings, invited: bool) -> Result<()> {
    if !settings.enable_sign_up_with_email || !settings.enable_user_creation {
        return Err(refuse::with(501, "api.user.create_user.signup_email_disabled.app_error").into());
    }
    if !invited && !settings.enable_open_server {
        return Err(refuse::with(403, "api.user.create_user.no_open_server").into());
    }
    Ok(())
}

/// The team that the request's invitation is for.
async fn find_invitation(app: &App, at: &Params) -> Result<Option<Id>> {
    if at.query("t").is_some() {
        // Invitations by mail are not sent, so there is none that could be good.
        return Err(refuse::not_found("api.user.create_user.signup_link_invalid.app_error").into());
    }
    let Some(invite) = at.query("iid").map(str::to_owned) else { return Ok(None) };
    let team = app.db.read(move |conn| store::find_inviting_team(conn, &invite)).await?;
    let unknown = || refuse::not_found("app.team.get_by_invite_id.finding.app_error");
    team.ok_or_else(unknown).map(Some).map_err(Into::into)
}
