//! The routes of bots.

use axum::Router;
use axum::extract::State;
use axum::routing::{get, post};

use super::store::Wanted;
use super::wire::{Bot, BotPatch};
use super::{actions, rules, store};
use crate::access::{Actor, Permission};
use crate::app::App;
use crate::base::http::{Body, Created, Json, Params, Unread};
use crate::base::{Id, Result, refuse};
use crate::events::Tx;
use crate::users::actions::UserPatch;
use crate::users::wire::{User, for_self};
use crate::users::{self, Key, Passwords};

/// The routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/bots", post(create_bot).get(list_bots))
        .route("/bots/{bot_user_id}", get(get_bot).put(patch_bot))
        .route("/bots/{bot_user_id}/disable", post(disable_bot))
        .route("/bots/{bot_user_id}/enable", post(enable_bot))
        .route("/bots/{bot_user_id}/assign/{user_id}", post(assign_bot))
        .route("/bots/{bot_user_id}/convert_to_user", post(convert_bot))
        .route("/users/{user_id}/convert_to_bot", post(convert_user))
}

/// POST /bots
async fn create_bot(State(app): State<App>, actor: Actor, Body(new): Body<BotPatch>) -> Result<Created<Bot>> {
    actor.demand(Permission::CreateBot)?;
    if actor.login().is_bot {
        return Err(actor.lacks(Permission::CreateBot));
    }
    if !app.config.now().enable_bot_account_creation {
        return Err(refuse::with(403, "api.bot.create_disabled").into());
    }
    let house = app.clone();
    app.db.write(move |tx| actions::create(&house, tx, &actor, new)).await.map(Created)
}

/// GET /bots: all of them, or one's own.
async fn list_bots(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<Bot>>> {
    let owner = match (actor.may(Permission::ReadOthersBots), actor.may(Permission::ReadBots)) {
        (true, _) => None,
        (false, true) => Some(actor.id()),
        _ => return Err(actor.lacks(Permission::ReadBots)),
    };
    let wanted = Wanted { owner, deleted: at.flag("include_deleted"), orphaned: at.flag("only_orphaned") };
    let page = at.page();
    app.db.read(move |conn| store::list(conn, wanted, page)).await.map(Json)
}

/// GET /bots/{bot_user_id}
async fn get_bot(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Bot>> {
    let (id, deleted) = (at.id("bot_user_id")?, at.flag("include_deleted"));
    let bot = app.db.read(move |conn| store::get(conn, id, deleted)).await?;
    rules::check_reads(&actor, &bot)?;
    Ok(Json(bot))
}

/// Changes a bot that the actor may change.
async fn change<F>(app: App, actor: Actor, id: Id, change: F) -> Result<Json<Bot>>
where
    F: FnOnce(&App, &mut Tx<'_>, Bot) -> Result<Bot> + Send + 'static,
{
    let house = app.clone();
    let work = move |tx: &mut Tx<'_>| {
        let bot = store::get(tx, id, true)?;
        rules::check_changes(&actor, &bot)?;
        change(&house, tx, bot)
    };
    app.db.write(work).await.map(Json)
}

/// PUT /bots/{bot_user_id}
async fn patch_bot(State(app): State<App>, actor: Actor, at: Params, Body(patch): Body<BotPatch>) -> Result<Json<Bot>> {
    let id = at.id("bot_user_id")?;
    change(app, actor, id, move |app, tx, bot| actions::edit(app, tx, bot, patch)).await
}

/// POST /bots/{bot_user_id}/disable
async fn disable_bot(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Bot>> {
    let id = at.id("bot_user_id")?;
    change(app, actor, id, |app, tx, bot| actions::set_active(app, tx, bot, false)).await
}

/// POST /bots/{bot_user_id}/enable
async fn enable_bot(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Bot>> {
    let id = at.id("bot_user_id")?;
    change(app, actor, id, |app, tx, bot| actions::set_active(app, tx, bot, true)).await
}

/// POST /bots/{bot_user_id}/assign/{user_id}: to a person, never to a bot.
async fn assign_bot(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Bot>> {
    let (id, owner) = (at.id("bot_user_id")?, at.user(actor.id())?);
    let giver = actor.clone();
    change(app, actor, id, move |app, tx, bot| {
        let to_bot = users::find(tx, &Key::Id(owner))?.is_some_and(|user| user.is_bot);
        if to_bot || !giver.may(Permission::AssignBot) && owner != giver.id() {
            return Err(giver.lacks(Permission::AssignBot));
        }
        actions::assign(app, tx, bot, owner)
    })
    .await
}

/// POST /bots/{bot_user_id}/convert_to_user
async fn convert_bot(State(app): State<App>, actor: Actor, at: Params, body: Unread) -> Result<Json<User>> {
    let (id, as_admin) = (at.id("bot_user_id")?, at.flag("set_system_admin"));
    let bot = app.db.read(move |conn| store::get(conn, id, true)).await?;
    let mut patch: UserPatch = body.read()?;
    let Some(password) = patch.password.take().filter(|password| !password.is_empty()) else {
        return Err(refuse::invalid_param("userPatch").into());
    };
    actor.demand(Permission::ManageSystem)?;
    users::check_password(&password, &app.config.now())?;
    let hash = app.room::<Passwords>().turn().await?.hash(password).await?;
    let house = app.clone();
    let work = move |tx: &mut Tx<'_>| {
        let user = actions::convert(&house, tx, &bot, patch, &hash)?;
        if as_admin {
            users::actions::set_roles(&house, tx, user.id, "system_user system_admin")?;
        }
        Ok(for_self(&user))
    };
    app.db.write(work).await.map(Json)
}

/// POST /users/{user_id}/convert_to_bot
async fn convert_user(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Bot>> {
    let id = at.user(actor.id())?;
    actor.demand(Permission::ManageSystem)?;
    let house = app.clone();
    app.db.write(move |tx| actions::convert_user(&house, tx, id)).await.map(Json)
}
