//! Every route of the contract, asked once by an admin: served, or not yet. A route that is neither is a defect.

use std::collections::BTreeMap;

use kit::town;

const ROUTES: &str = include_str!("../../config/routes.tsv");

/// What a route answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Served,
    NotYet,
}

/// A path with something in the place of each `{name}`.
fn filled(path: &str, town: &kit::Town) -> String {
    let value = |name: &str| match name.split(':').next().unwrap_or_default() {
        "user_id" => town.amy.id.clone(),
        "team_id" => town.team.id().to_owned(),
        "channel_id" => town.channel.id().to_owned(),
        "team_name" => town.team.text("name").to_owned(),
        "channel_name" => town.channel.text("name").to_owned(),
        "username" => "amy".to_owned(),
        "timestamp" => "1".to_owned(),
        "syncable_type" => "teams".to_owned(),
        _ => "unknownunknownunknownunkno".to_owned(),
    };
    let parts = path.split('/').map(|part| match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
        Some(name) => value(name),
        None => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn every_route_is_served_or_says_that_it_is_not_yet() {
    let town = town().await;
    let mut tiers: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    let mut broken = Vec::new();
    for row in ROUTES.lines() {
        let columns: Vec<&str> = row.split('\t').collect();
        let [methods, path, _, tier] = columns[..] else { panic!("not a route: {row}") };
        let method = methods.split(',').next().unwrap_or_default();
        // These would end the town itself, or are a socket.
        if path.ends_with("/websocket") || path.ends_with("/users/logout") || path.ends_with("/revoke/all") {
            continue;
        }
        let method = reqwest::Method::from_bytes(method.as_bytes()).expect("a method");
        let below = path.strip_prefix("/api/v4").expect("a route of the API");
        let request = town.admin.request(method.clone(), &filled(below, &town));
        let answer = town.admin.asks(request.header("content-type", "application/json").body("{}")).await;
        let id = answer.text();
        let state = match answer.status() {
            501 if id.contains("hearth.not_yet") => State::NotYet,
            404 if id.contains("api.context.404") => {
                broken.push(format!("{method} {path}: nobody knows it"));
                continue;
            }
            status if status >= 500 && status != 501 => {
                broken.push(format!("{method} {path}: {status} {id}"));
                continue;
            }
            _ => State::Served,
        };
        let tier = tier.chars().next().unwrap_or('?').to_string();
        tiers.entry(tier).or_default()[usize::from(state == State::NotYet)] += 1;
    }
    for (tier, [served, not_yet]) in &tiers {
        println!("contract: tier {tier}: {served} served, {not_yet} not yet");
    }
    assert!(broken.is_empty(), "{broken:#?}");
    assert!(tiers["A"][0] > 100, "tier A: {:?}", tiers["A"]);
}
