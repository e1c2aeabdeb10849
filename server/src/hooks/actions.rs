//! Making, changing and using webhooks.

use super::wire::{Incoming, IncomingHook, OutgoingHook};
use super::{posting, rules, store};
use crate::access::{self, Actor};
use crate::app::House;
use crate::base::error::Refusal;
use crate::base::{Error, Id, Result, refuse};
use crate::channels::wire::Channel;
use crate::events::{Event, Tx};
use crate::users::{self, Key};
use crate::{channels, sessions};

/// Keeps an incoming webhook, new or changed, without what the settings do not let it say.
pub fn save_incoming(house: &House, tx: &mut Tx<'_>, mut hook: IncomingHook) -> Result<IncomingHook> {
    let settings = house.config.now();
    if !settings.enable_post_username_override {
        hook.username.clear();
    }
    if !settings.enable_post_icon_override {
        hook.icon_url.clear();
    }
    rules::check_incoming(&hook)?;
    hook.update_at = house.clock.tick();
    if hook.create_at == 0 {
        hook.create_at = hook.update_at;
    }
    store::save_incoming(tx, &hook)?;
    Ok(hook)
}

/// Removes an incoming webhook.
pub fn remove_incoming(house: &House, tx: &mut Tx<'_>, hook: &IncomingHook) -> Result<()> {
    store::remove_incoming(tx, hook.id, house.clock.tick())
}

/// Keeps an outgoing webhook, new or changed. `channel` is the one that it names.
pub fn save_outgoing(
    house: &House,
    tx: &mut Tx<'_>,
    mut hook: OutgoingHook,
    channel: Option<&Channel>,
) -> Result<OutgoingHook> {
    match channel {
        Some(channel) if !channel.is_open() => {
            return Err(refuse::with(403, "api.outgoing_webhook.disabled.app_error").into());
        }
        Some(channel) if channel.team_id != hook.team_id => {
            return Err(refuse::with(403, "api.webhook.create_outgoing.permissions.app_error").into());
        }
        None if hook.trigger_words.is_empty() => {
            return Err(refuse::with(400, "api.webhook.create_outgoing.triggers.app_error").into());
        }
        _ => {}
    }
    rules::check_outgoing(&hook)?;
    let wanted = store::Wanted { team: Some(hook.team_id), ..Default::default() };
    let everything = crate::base::http::Page { number: 0, size: 10_000 };
    if store::list_outgoing(tx, wanted, everything)?.iter().any(|other| rules::intersect(&hook, other)) {
        return Err(refuse::with(400, "api.webhook.create_outgoing.intersect.app_error").into());
    }
    hook.update_at = house.clock.tick();
    if hook.create_at == 0 {
        hook.create_at = hook.update_at;
    }
    store::save_outgoing(tx, &hook)?;
    tx.tell(Event::OutgoingHooksChanged);
    Ok(hook)
}

/// Gives an outgoing webhook another token.
pub fn renew_token(house: &House, tx: &mut Tx<'_>, hook: OutgoingHook) -> Result<OutgoingHook> {
    let hook = OutgoingHook { token: Id::new(), update_at: house.clock.tick(), ..hook };
    store::save_outgoing(tx, &hook)?;
    tx.tell(Event::OutgoingHooksChanged);
    Ok(hook)
}

/// Removes an outgoing webhook.
pub fn remove_outgoing(house: &House, tx: &mut Tx<'_>, hook: &OutgoingHook) -> Result<()> {
    store::remove_outgoing(tx, hook.id, house.clock.tick())?;
    tx.tell(Event::OutgoingHooksChanged);
    Ok(())
}

/// Posts what was sent to an incoming webhook. Every refusal has the same id, as the official server has it.
pub fn receive(house: &House, tx: &mut Tx<'_>, id: Id, given: Incoming) -> Result<()> {
    deliver(house, tx, id, given).map_err(|error| match error {
        Error::Refused(refusal) => {
            let Refusal { status, id, about, .. } = *refusal;
            refuse::with(status, "web.incoming_webhook.general.app_error").about(about).detail(id).into()
        }
        broken => broken,
    })
}

fn deliver(house: &House, tx: &mut Tx<'_>, id: Id, given: Incoming) -> Result<()> {
    if !house.config.now().enable_incoming_webhooks {
        return Err(refuse::with(501, "web.incoming_webhook.disabled.app_error").into());
    }
    let hook =
        store::find_incoming(tx, id)?.ok_or_else(|| refuse::with(400, "web.incoming_webhook.invalid.app_error"))?;
    if given.text.is_empty() && given.attachments.is_empty() {
        return Err(refuse::with(400, "web.incoming_webhook.text.app_error").into());
    }
    let unknown = || refuse::with(403, "web.incoming_webhook.user.app_error");
    let owner = users::find(tx, &Key::Id(hook.user_id))?.filter(|user| user.delete_at == 0).ok_or_else(unknown)?;
    let owner = sessions::on_behalf(house, &owner);
    let channel = find_channel(house, tx, &hook, &owner, given.channel.trim())?;
    if hook.channel_locked && channel != hook.channel_id {
        return Err(refuse::with(403, "web.incoming_webhook.channel_locked.app_error").into());
    }
    let place = access::hook_channel(tx, &owner, channel)?;
    let or = |given: String, usual: &str| if given.is_empty() { usual.to_owned() } else { given };
    let mut props = given.props;
    props.insert("webhook_display_name".into(), hook.display_name.as_str().into());
    let post = posting::Post {
        text: given.text,
        username: or(given.username, &hook.username),
        icon_url: or(given.icon_url, &hook.icon_url),
        icon_emoji: given.icon_emoji,
        attachments: given.attachments.into_iter().flatten().collect(),
        props,
        kind: given.kind,
        ..posting::Post::default()
    };
    posting::post(house, tx, &owner, &place, post).map(drop)
}

/// The channel that a message is for: that of the hook, one of its team by name, or the direct one with somebody.
fn find_channel(house: &House, tx: &mut Tx<'_>, hook: &IncomingHook, owner: &Actor, name: &str) -> Result<Id> {
    let missing = || refuse::not_found("web.incoming_webhook.channel.app_error").about(name);
    if let Some(username) = name.strip_prefix('@') {
        let unknown = || refuse::with(400, "web.incoming_webhook.user.app_error").about(username);
        let user = users::find(tx, &Key::Username(username.to_lowercase()))?.ok_or_else(unknown)?;
        let (settings, now) = (house.config.now(), house.clock.tick());
        return Ok(channels::create_direct(tx, owner, hook.user_id, user.id, &settings, now)?.id);
    }
    if name.is_empty() {
        return Ok(hook.channel_id);
    }
    let name = name.trim_start_matches('#').to_lowercase();
    Ok(channels::find_by_name(tx, hook.team_id, &name)?.ok_or_else(missing)?.id)
}
