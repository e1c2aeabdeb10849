//! The town grown large: 2,000 people, 500 channels and 100,000 posts, for lists that must not feel it.

use anyhow::Result;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::town::{Town, channel, created, post};

const PEOPLE: usize = 2_000;
const CHANNELS: usize = 500;
const POSTS: usize = 100_000;
const WRITERS: usize = 16;
/// The server takes no more people at once into a team.
const AT_ONCE: usize = 20;

/// Adds to the town what it lacks of all that: half of the posts to the library, where everybody is; a quarter of them
/// replies, so that those who write follow hundreds of threads.
pub async fn grow(town: &Town) -> Result<()> {
    settle(town).await?;
    let channels = build(town).await?;
    let mut tasks = JoinSet::new();
    for number in 0..WRITERS {
        let mut client = town.client(number).await?;
        let mut places = vec![town.library.clone()];
        places.extend(channels.iter().skip(number).step_by(WRITERS).flat_map(|id| [id.clone(), town.library.clone()]));
        tasks.spawn(async move {
            let (mut root, mut place) = (String::new(), 0);
            for count in 0..POSTS / WRITERS {
                let is_reply = count % 4 == 3;
                place = if is_reply { place } else { (place + 1) % places.len() };
                let root_id = if is_reply { root.as_str() } else { "" };
                let id = created(&mut client, "/posts", post(&places[place], root_id)).await?;
                root = if is_reply { root } else { id };
            }
            anyhow::Ok(())
        });
    }
    while let Some(done) = tasks.join_next().await {
        done??;
    }
    Ok(())
}

/// Most people are bots here: they stand in the same lists, and have no password whose hash would take minutes.
async fn settle(town: &Town) -> Result<()> {
    let mut admin = town.client(0).await?;
    let mut ids = Vec::new();
    for number in town.tokens.len()..PEOPLE {
        let body = json!({ "username": format!("resident-{number}"), "display_name": format!("Resident {number}") });
        let bot: Value = admin.post("/bots", &body).await?;
        ids.push(bot["user_id"].clone());
    }
    for some in ids.chunks(AT_ONCE) {
        let members: Vec<Value> = some.iter().map(|id| json!({ "team_id": town.team, "user_id": id })).collect();
        admin.post(&format!("/teams/{}/members/batch", town.team), &members.into()).await?;
        admin.post(&format!("/channels/{}/members", town.library), &json!({ "user_ids": some })).await?;
    }
    Ok(())
}

/// The channels, with those inside who can log in.
async fn build(town: &Town) -> Result<Vec<String>> {
    let mut admin = town.client(0).await?;
    let mut people = Vec::new();
    for number in 1..town.tokens.len() {
        people.push(town.client(number).await?.me().await?);
    }
    let mut channels = Vec::new();
    for number in 0..CHANNELS {
        let id = channel(&mut admin, &town.team, &format!("street-{number}")).await?;
        admin.post(&format!("/channels/{id}/members"), &json!({ "user_ids": people })).await?;
        channels.push(id);
    }
    Ok(channels)
}
