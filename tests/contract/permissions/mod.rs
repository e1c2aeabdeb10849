//! Who may ask what: every route, asked by everybody whom the contract does not let, must be refused.
//!
//! `permissions.tsv` holds the contract's own column; `rules.rs` reads it, generously where it leaves a doubt. Only what
//! must be refused is asked, so nothing changes while the matrix is walked: what somebody may do is in the stories.

mod rules;
mod world;

use rules::{Case, Place, Roles, Seat};
use serde_json::{Value, json};
use world::World;

use super::routes::{UNKNOWN, filled};

const TABLE: &str = include_str!("../permissions.tsv");

/// Answers other than the contract's that are right all the same: whose, method, path, and why.
const EXCEPTIONS: &str = include_str!("../permissions-exceptions.tsv");

/// A row of the table.
struct Row {
    method: &'static str,
    path: &'static str,
    is_public: bool,
    wanted: &'static str,
    body: &'static str,
}

fn rows() -> impl Iterator<Item = Row> {
    TABLE.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let columns: Vec<&str> = line.split('\t').collect();
        let [method, path, auth, wanted, body] = columns[..] else { panic!("not a row: {line}") };
        Row { method: method.split(',').next().unwrap_or_default(), path, is_public: auth == "none", wanted, body }
    })
}

/// The questions that a row has: with every kind of channel, team and user that its path names.
fn cases<'a>(row: &Row, world: &'a World) -> Vec<Case<'a>> {
    let about_channel = row.path.contains("{channel_id}") || row.path.contains("{post_id}");
    let places: &[Place] = if about_channel { &world.places } else { &world.places[..1] };
    let selves: &[bool] = if row.path.contains("{user_id}") { &[true, false] } else { &[false] };
    let about_team = row.path.contains("{team_id}");
    let teams: &[bool] = if about_team && !about_channel { &[true, false] } else { &[true] };
    let mut cases = Vec::new();
    for place in places {
        for is_self in selves {
            cases.extend(teams.iter().map(|is_their_team| Case {
                is_self: *is_self,
                place,
                is_their_team: *is_their_team,
            }));
        }
    }
    cases
}

fn path(row: &Row, world: &World, seat: Seat, case: &Case<'_>) -> String {
    filled(row.path, |name| match name {
        "user_id" if case.is_self => world.person(seat).map_or(UNKNOWN, |person| person.id.as_str()).to_owned(),
        "user_id" => world.town.bob.id.clone(),
        "channel_id" => case.place.id.clone(),
        "post_id" => case.place.post.clone(),
        "team_id" if case.is_their_team => world.town.team.id().to_owned(),
        "team_id" => world.other_team.clone(),
        "emoji_name" => "smile".to_owned(),
        "username" => "bob".to_owned(),
        "timestamp" => "1".to_owned(),
        "syncable_type" => "teams".to_owned(),
        _ => UNKNOWN.to_owned(),
    })
}

/// A body that has something for every route.
fn body(row: &Row, world: &World, case: &Case<'_>) -> Value {
    let (bob, channel) = (&world.town.bob.id, &case.place.id);
    let team = if case.is_their_team { world.town.team.id() } else { &world.other_team };
    if row.body == "list" {
        return json!([bob]);
    }
    json!({
        "id": channel, "user_id": bob, "channel_id": channel, "team_id": team, "post_id": case.place.post, "user_ids": [bob],
        "channel_ids": [channel], "team_ids": [team], "name": "matrix", "display_name": "Matrix", "message": "hello",
        "type": "O", "privacy": "P", "emoji_name": "smile", "roles": "system_user system_admin", "scheme_admin": true,
        "scheme_user": true, "term": "a", "terms": "a", "text": "a", "username": "matrix", "email": "matrix@example.com",
        "password": "Password-1", "callback_urls": ["http://example.com"], "trigger_words": ["x"], "trigger": "matrix",
        "url": "http://example.com", "method": "P", "command": "/shrug", "status": "away", "active": false, "token": "x",
        "link_url": "http://example.com", "description": "x", "header": "x", "create_at": 1, "delete_at": 1,
    })
}

#[tokio::test]
async fn nobody_may_do_more_than_the_contract_says() {
    let (world, roles) = (World::build().await, Roles::read());
    let (mut asked, mut beyond) = (0, Vec::new());
    for row in rows() {
        for case in cases(&row, &world) {
            for seat in world.seats().filter(|seat| !row.is_public && !roles.may(*seat, row.wanted, &case)) {
                asked += 1;
                let status = ask(&row, &world, seat, &case).await;
                if status < 400 && !is_excepted("others", &row) {
                    let team = if case.is_their_team { "their team" } else { "another team" };
                    let whom = if case.is_self { "of themselves" } else { "of others" };
                    let (method, path, wanted) = (row.method, row.path, row.wanted);
                    beyond.push(format!(
                        "{seat:?} {method} {path}, {}, {team}, {whom}: {status}; needs {wanted}",
                        case.place.name
                    ));
                }
            }
        }
    }
    assert!(asked > 3000, "only {asked} were asked");
    assert!(beyond.is_empty(), "{} of {asked}: {beyond:#?}", beyond.len());
}

#[tokio::test]
async fn nothing_that_is_read_is_refused_to_a_system_admin() {
    let world = World::build().await;
    let mut refused = Vec::new();
    for row in rows().filter(|row| row.method == "GET") {
        for case in cases(&row, &world).iter().filter(|case| !case.is_self) {
            let path = path(&row, &world, Seat::Nobody, case);
            let status = world.town.admin.get(&path).await.status();
            if matches!(status, 401 | 403) && !is_excepted("admin", &row) {
                refused.push(format!("{} {}: {status}", row.path, case.place.name));
            }
        }
    }
    assert!(refused.is_empty(), "{refused:#?}");
}

fn is_excepted(whose: &str, row: &Row) -> bool {
    EXCEPTIONS.lines().any(|line| line.starts_with(&format!("{whose}\t{}\t{}\t", row.method, row.path)))
}

async fn ask(row: &Row, world: &World, seat: Seat, case: &Case<'_>) -> u16 {
    let person = world.person(seat).unwrap_or(&world.town.stranger);
    let method = reqwest::Method::from_bytes(row.method.as_bytes()).expect("a method");
    let request = person.request(method, &path(row, world, seat, case));
    let request = if row.body == "none" { request } else { request.json(&body(row, world, case)) };
    person.asks(request).await.status()
}
