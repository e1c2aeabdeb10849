//! Making accounts.

use axum::extract::{Extension, State};
use axum::http::HeaderMap;

use crate::access::{Actor, Permission};
use crate::app::App;
use crate::base::config::Settings;
use crate::base::http::{Body, Created, Params, Peer};
use crate::base::{Id, Result, refuse};
use crate::events::Tx;
use crate::sessions::Visitor;
use crate::users::actions::{self, NewAccount};
use crate::users::first::SetUp;
use crate::users::passwords::Passwords;
use crate::users::tokens::{self, Kind, Proof};
use crate::users::wire::{self, User};
use crate::users::{letters, rules, store};

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
    // Guests have a restriction of their own, which their invitation has passed.
    if at.query("t").is_none() && !rules::is_accepted_domain(&user.email, &settings.restrict_creation_to_domains) {
        return Err(refuse::with(400, "api.user.create_user.accepted_domain.app_error").into());
    }
    let welcome = find_welcome(&app, &at, &user.email).await?;
    let accounts = app.db.read(store::count).await?;
    let is_first = accounts == 0;
    if is_first {
        let setup = app.room::<SetUp>();
        if !setup.admits(at.query("setup"), peer.map(|Extension(peer)| peer), &headers) {
            return Err(refuse::with(403, "hearth.first_account").into());
        }
    } else if !actor.as_ref().is_some_and(may_create) {
        check_open(&settings, !matches!(welcome, Welcome::None))?;
    }
    let password = app.room::<Passwords>().turn().await?.hash(password).await?;
    let asks = settings.require_email_verification && !matches!(welcome, Welcome::Letter(_));
    let now = app.clock.now();
    let write = move |tx: &mut Tx<'_>| {
        let made = match welcome {
            Welcome::None => actions::create(tx, user, &password, is_first, None)?,
            Welcome::Team(team) => actions::create(tx, user, &password, is_first, Some(team))?,
            Welcome::Letter(token) => {
                // Read again where it is spent: of two who come with it at once, one is in.
                let invitation = tokens::get_invitation(tx, &token, now, 404)?;
                actions::create_invited(tx, user, &password, &token, invitation)?
            }
        };
        let proof = Proof { user_id: made.id, email: made.email.clone() };
        let token = if asks { tokens::issue(tx, Kind::VerifyEmail, &[proof], now)?.pop() } else { None };
        Ok((made, token))
    };
    let (made, token) = app.db.write(write).await?;
    if let Some(token) = token {
        letters::ask_for_proof(&app, &made, &token);
    }
    Ok(Created(wire::for_self(&made)))
}

/// Who asked somebody to come.
enum Welcome {
    /// Nobody.
    None,
    /// A team, by the link that its members hand around.
    Team(Id),
    /// Somebody, by a letter.
    Letter(String),
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

/// What the request's invitation is worth to somebody of this address.
async fn find_welcome(app: &App, at: &Params, email: &str) -> Result<Welcome> {
    let settings = app.config.now();
    if let Some(token) = at.query("t").map(str::to_owned) {
        let (now, wanted) = (app.clock.now(), token.clone());
        let invitation = app.db.read(move |conn| tokens::get_invitation(conn, &wanted, now, 404)).await?;
        if invitation.email != email {
            return Err(refuse::with(400, "api.user.create_user.bad_token_email_data.app_error").into());
        }
        if invitation.is_guest && !settings.guest_accounts_enable {
            return Err(refuse::with(400, "api.user.create_user.guest_accounts.disabled.app_error").into());
        }
        return Ok(Welcome::Letter(token));
    }
    let Some(invite) = at.query("iid").map(str::to_owned) else { return Ok(Welcome::None) };
    let team = app.db.read(move |conn| store::find_inviting_team(conn, &invite)).await?;
    let unknown = || refuse::not_found("app.team.get_by_invite_id.finding.app_error");
    team.ok_or_else(unknown).map(Welcome::Team).map_err(Into::into)
}
