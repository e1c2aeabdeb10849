//! What lists cost the server with 100,000 posts, 500 channels and 2,000 people in the database, deep pages included.

use anyhow::Result;
use serde_json::{Value, json};

use super::with_processor_time;
use crate::{city, client::Client, house::House, table::Column, town::Town};

/// So many that a tick of the system's clock, 10 ms, is little.
const TIMES: usize = 100;

enum Call {
    Get(String),
    Post(&'static str, Value),
}

/// Grows the town first.
pub async fn measure(house: &House, town: &Town, column: &mut Column) -> Result<()> {
    city::grow(town).await?;
    let mut client = town.client(1).await?;
    let me = client.me().await?;
    for (what, calls) in calls(town, &me) {
        let (_, processor) = with_processor_time(house, ask(&mut client, &calls)).await?;
        column.add(what, processor);
    }
    Ok(())
}

async fn ask(client: &mut Client, calls: &[Call]) -> Result<(usize, ())> {
    for _ in 0..TIMES {
        for call in calls {
            match call {
                Call::Get(path) => drop(client.get(path).await?),
                Call::Post(path, body) => drop(client.post(path, body).await?),
            }
        }
    }
    // A row of the table is about all that a person does at once.
    Ok((TIMES, ()))
}

fn calls(town: &Town, me: &str) -> Vec<(&'static str, Vec<Call>)> {
    let Town { team, library, .. } = town;
    let get = |path: String| vec![Call::Get(path)];
    let threads = format!("/users/{me}/teams/{team}/threads");
    let view = json!({ "channel_id": library, "collapsed_threads_supported": true });
    let search = json!({ "terms": "kettle window", "is_or_search": false });
    let switch = vec![
        Call::Get(format!("/channels/{library}")),
        Call::Get(format!("/channels/{library}/members/me")),
        Call::Get(format!("/channels/{library}/stats?exclude_files_count=true")),
        Call::Get(format!(
            "/users/{me}/channels/{library}/posts/unread?limit_before=30&limit_after=30&collapsedThreads=true"
        )),
        Call::Get(format!("/channels/{library}/bookmarks?bookmarks_since=0")),
        Call::Post("/channels/members/me/view", view),
        Call::Post("/users/status/ids", json!([me])),
    ];
    vec![
        ("large town: channel switch (7 requests), server's processor time, ms", switch),
        ("… page of a channel", get(format!("/channels/{library}/posts?page=0&per_page=60&collapsedThreads=true"))),
        ("… page 500 of a channel", get(format!("/channels/{library}/posts?page=500&per_page=60"))),
        (
            "… page 500, threads collapsed",
            get(format!("/channels/{library}/posts?page=500&per_page=60&collapsedThreads=true")),
        ),
        ("… all channels of a person", get(format!("/users/me/teams/{team}/channels"))),
        ("… all memberships", get(format!("/users/{me}/channel_members?page=-1"))),
        ("… what is unread, by team", get("/users/me/teams/unread?include_collapsed_threads=true".into())),
        ("… counts of threads", get(format!("{threads}?totalsOnly=true"))),
        ("… page of threads", get(format!("{threads}?per_page=25&extended=true"))),
        ("… page of unread threads", get(format!("{threads}?per_page=25&unread=true"))),
        ("… last page of people of the team", get(format!("/users?in_team={team}&page=32&per_page=60"))),
        ("… last page of people of a channel", get(format!("/users?in_channel={library}&page=32&per_page=60"))),
        ("… page 8 of the team's channels", get(format!("/teams/{team}/channels?page=8&per_page=60"))),
        (
            "… completion of a person",
            get(format!("/users/autocomplete?in_team={team}&in_channel={library}&name=resident-19")),
        ),
        ("… search of two words", vec![Call::Post("/posts/search", search)]),
        ("… search of what one person wrote", vec![Call::Post("/posts/search", json!({ "terms": "from:person-2" }))]),
    ]
}
