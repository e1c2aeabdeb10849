//! A client starts: login, then what the web app asks for until its first channel can be read.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use futures_util::StreamExt;
use serde_json::json;

use crate::{
    client::{Client, open_socket},
    stats::p50_p99,
    table::Column,
    town::Town,
};

const STARTS: usize = 40;

pub async fn measure(town: &Town, column: &mut Column) -> Result<()> {
    let mut whole = Vec::new();
    let mut after_login = Vec::new();
    for _ in 0..STARTS {
        let (total, rest) = start(town).await?;
        whole.push(total);
        after_login.push(rest);
    }
    column.add("client start with login (18 requests), p50 / p99 ms", p50_p99(&mut whole));
    column.add("… after login, p50 / p99 ms", p50_p99(&mut after_login));
    Ok(())
}

/// The whole time, and the part of it after the login.
async fn start(town: &Town) -> Result<(Duration, Duration)> {
    let began = Instant::now();
    let mut client = Client::connect(town.address, "").await?;
    let (name, password) = town.name_and_password();
    let token = client.log_in(name, password).await?;
    let logged_in = Instant::now();
    let (team, channel) = (&town.team, &town.library);
    for path in ["/config/client?format=old", "/license/client?format=old"] {
        client.get(path).await?;
    }
    let me = client.me().await?;
    for path in ["/users/me/preferences", "/users/me/teams", "/users/me/teams/members"] {
        client.get(path).await?;
    }
    client.post("/roles/names", &json!(["system_user", "team_user", "channel_user"])).await?;
    client.get("/users/me/teams/unread?include_collapsed_threads=true").await?;
    let mut socket = open_socket(town.address, &token).await?;
    let hello = socket.next().await.context("no hello")??;
    ensure!(hello.into_text()?.contains("hello"), "the first frame is the hello");
    client.get(&format!("/users/{me}/channel_members?page=-1&per_page=60")).await?;
    client.get("/users/me/channels").await?;
    client.get(&format!("/users/{me}/teams/{team}/channels/categories")).await?;
    client.post("/users/status/ids", &json!([me])).await?;
    client.get(&format!("/users/{me}/teams/{team}/threads?totalsOnly=true")).await?;
    client.get(&format!("/channels/{channel}/stats?exclude_files_count=true")).await?;
    client.get(&format!("/users/{me}/channels/{channel}/posts/unread?limit_before=30&limit_after=30")).await?;
    client
        .post("/channels/members/me/view", &json!({ "channel_id": channel, "collapsed_threads_supported": true }))
        .await?;
    Ok((began.elapsed(), logged_in.elapsed()))
}
