//! Who lives in the measured server: enough people for a channel of a thousand sockets, one channel to read.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::{client::Client, house::House};

const PASSWORD: &str = "Correct-horse-1";
/// Each holds several sockets: a password hash a person would make the setting-up the longest figure.
const PEOPLE: usize = 40;
const SEEDED_POSTS: usize = 2_000;
const WORDS: &str = "The kettle is on; 물이 끓고 있어요. Whoever comes first takes the good chair by the window.";

pub struct Town {
    pub address: std::net::SocketAddr,
    pub team: String,
    /// Has everybody inside and no posts: for listening.
    pub square: String,
    /// Has everybody inside and `SEEDED_POSTS` posts: for reading.
    pub library: String,
    /// Session tokens, one a person; the first is the administrator's.
    pub tokens: Vec<String>,
}

impl Town {
    /// A connection that speaks for the person of that number, counted around.
    pub async fn client(&self, number: usize) -> Result<Client> {
        Client::connect(self.address, self.token(number)).await
    }

    pub fn token(&self, number: usize) -> &str {
        &self.tokens[number % self.tokens.len()]
    }

    /// A person whose login can be measured.
    pub fn name_and_password(&self) -> (&'static str, &'static str) {
        ("person-1", PASSWORD)
    }
}

/// Fills a fresh server.
pub async fn settle(house: &House) -> Result<Town> {
    let address = house.address;
    let mut admin = Client::connect(address, "").await?;
    let mut tokens = Vec::new();
    sign_up(&mut admin, "admin").await?;
    tokens.push(admin.log_in("admin", PASSWORD).await?);
    let team = created(&mut admin, "/teams", json!({ "name": "town", "display_name": "Town", "type": "O" })).await?;
    let square = channel(&mut admin, &team, "square").await?;
    let library = channel(&mut admin, &team, "library").await?;
    for number in 1..PEOPLE {
        let name = format!("person-{number}");
        let user = sign_up(&mut admin, &name).await?;
        admin.post(&format!("/teams/{team}/members"), &json!({ "team_id": team, "user_id": user })).await?;
        for place in [&square, &library] {
            admin.post(&format!("/channels/{place}/members"), &json!({ "user_id": user })).await?;
        }
        tokens.push(Client::connect(address, "").await?.log_in(&name, PASSWORD).await?);
    }
    let town = Town { address, team, square, library, tokens };
    seed(&town).await?;
    Ok(town)
}

async fn sign_up(client: &mut Client, name: &str) -> Result<String> {
    let body = json!({ "username": name, "email": format!("{name}@example.com"), "password": PASSWORD });
    created(client, "/users", body).await
}

pub async fn channel(client: &mut Client, team: &str, name: &str) -> Result<String> {
    created(client, "/channels", json!({ "team_id": team, "name": name, "display_name": name, "type": "O" })).await
}

pub async fn created(client: &mut Client, path: &str, body: Value) -> Result<String> {
    let answer = client.post(path, &body).await?;
    Ok(answer["id"].as_str().with_context(|| format!("{path}: no id"))?.to_owned())
}

/// Posts into the library, a quarter of them replies, all writers at once so that it does not take long.
async fn seed(town: &Town) -> Result<()> {
    let writers = 16;
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..writers {
        let mut client = town.client(number).await?;
        let library = town.library.clone();
        tasks.spawn(async move {
            let mut root = String::new();
            for count in 0..SEEDED_POSTS / writers {
                let root_id = if count % 4 == 3 { root.as_str() } else { "" };
                let id = created(&mut client, "/posts", post(&library, root_id)).await?;
                if root_id.is_empty() {
                    root = id;
                }
            }
            anyhow::Ok(())
        });
    }
    while let Some(done) = tasks.join_next().await {
        done??;
    }
    Ok(())
}

/// The body of an ordinary post.
pub fn post(channel: &str, root: &str) -> Value {
    json!({ "channel_id": channel, "root_id": root, "message": WORDS })
}
