//! Telling people what they wanted to be reminded of.

use serde_json::json;

use super::store::{self, Reminder};
use crate::access::{self};
use crate::app::{App, House};
use crate::args;
use crate::base::alarm::Alarm;
use crate::base::i18n::Language;
use crate::base::{Millis, Result};
use crate::channels;
use crate::events::Tx;
use crate::sessions::{StandIn, stand_in};
use crate::{posts, users};

/// Reminders that one look at the table finds.
const AT_ONCE: i64 = 100;

/// The alarm of this room.
#[derive(Default)]
pub struct Due(pub Alarm);

/// Reminds of what fell due while the house was away, and from now on of what falls due.
pub fn settle_in(app: &App) {
    let (house, due) = (app.clone(), app.room::<Due>());
    app.tasks.spawn(async move { due.0.run(&house.clock, &house.stopping, || remind_due(house.clone())).await });
}

async fn remind_due(house: App) -> Result<Option<Millis>> {
    loop {
        let first = house.db.read(|conn| store::list_first(conn, AT_ONCE)).await?;
        if first.is_empty() {
            return Ok(None);
        }
        for reminder in first {
            if reminder.at() > house.clock.now() {
                return Ok(Some(reminder.at()));
            }
            let at_work = house.clone();
            house.db.write(move |tx| remind(&at_work, tx, reminder)).await?;
        }
    }
}

/// Sends the direct message. What is gone, or no longer theirs to read, is let go in silence.
fn remind(house: &House, tx: &mut Tx<'_>, reminder: Reminder) -> Result<()> {
    if !store::delete(tx, reminder)? {
        return Ok(());
    }
    let Some(post) = posts::find(tx, reminder.post)?.filter(|post| post.delete_at == 0) else { return Ok(()) };
    let StandIn::Present(reader) = stand_in(house, tx, reminder.user)? else { return Ok(()) };
    let settings = house.config.now();
    let place = access::find_place(tx, &reader, post.channel_id)?;
    let Some(place) = place.filter(|place| place.may_read(settings.compliance_enable)) else { return Ok(()) };
    let people = "select u.username, r.locale from users u join users r on r.id = $2 where u.id = $1";
    let Some((author, locale)) = tx.first::<(String, String)>(people, args![post.user_id, reminder.user])? else {
        return Ok(());
    };
    let team = team_name(tx, &place, &reader)?;
    let link = format!("{}/{team}/pl/{}", settings.site_url.trim_end_matches('/'), post.id);
    let words = Language::of(&locale).find("app.post_reminder_dm", &format!("@{author}")).unwrap_or_default();
    let bot = users::system_bot(house, tx)?;
    let channel = channels::direct_with(house, tx, bot.id, reminder.user)?;
    let props = json!({"team_name": team, "post_id": post.id, "username": author});
    posts::write_to_person(
        house,
        tx,
        &channel,
        &bot,
        reminder.user,
        ("reminder", words.replace("{link}", &link), props),
    )
}

/// The team that a link to a post goes through: its channel's, or one of the reader's for a direct message.
pub fn team_name(tx: &mut Tx<'_>, place: &access::ChannelPlace, reader: &access::Actor) -> Result<String> {
    let sql = "select t.name from teams t left join teammembers tm on tm.teamid = t.id and tm.userid = $2 \
               and tm.deleteat = 0 where t.deleteat = 0 and (t.id = $1 or ($1 = '' and tm.userid is not null)) \
               order by t.name limit 1";
    let found: Option<(String,)> = tx.first(sql, args![place.channel.team_id, reader.id()])?;
    Ok(found.map(|(name,)| name).unwrap_or_default())
}
