//! Finding channels.

use super::{FORBIDDEN, WRONG_FIELD};
use kit::{json, town};

#[tokio::test]
async fn a_channel_is_seen_by_those_who_may() {
    let town = town().await;
    let (open, closed) = (town.channel_of("open", "O", &[]).await, town.channel_of("closed", "P", &[&town.bob]).await);
    let path = |id: &str| format!("/channels/{id}");
    town.amy.get(&path(open.id())).await.ok();
    town.amy.get(&path(closed.id())).await.refused(403, FORBIDDEN);
    town.bob.get(&path(closed.id())).await.ok();
    town.mallory.get(&path(open.id())).await.refused(403, FORBIDDEN);
    let unknown = town.amy.get(&path("unknownunknownunknownunkno")).await;
    unknown.refused(404, "app.channel.get.existing.app_error");
    let named = format!("/teams/{}/channels/name", town.team.id());
    assert_eq!(town.amy.get(&format!("{named}/OPEN")).await.ok()["id"], open["id"]);
    town.amy.get(&format!("{named}/closed")).await.refused(403, FORBIDDEN);
    town.mallory.get(&format!("{named}/open")).await.refused(403, FORBIDDEN);
    assert_eq!(town.amy.get("/teams/name/town/channels/name/open").await.ok()["id"], open["id"]);
    let missing = town.amy.get(&format!("{named}/none")).await;
    missing.refused(404, "app.channel.get_by_name.missing.app_error");
}

#[tokio::test]
async fn a_team_s_open_channels_are_listed_in_pages() {
    let town = town().await;
    town.channel_of("alpha", "O", &[]).await;
    town.channel_of("beta", "P", &[]).await;
    let path = format!("/teams/{}/channels", town.team.id());
    let all = town.amy.get(&path).await.ok();
    let mut names = all.each("name");
    names.sort_unstable();
    assert_eq!(names, ["alpha", "off-topic", "square", "town-square"]);
    assert_eq!(town.amy.get(&format!("{path}?per_page=3&page=1")).await.ok().items().len(), 1);
    town.mallory.get(&path).await.refused(403, FORBIDDEN);
    let closed = town.admin.get(&format!("{path}/private")).await.ok();
    assert_eq!(closed.each("name"), ["beta"]);
    town.amy.get(&format!("{path}/private")).await.refused(403, FORBIDDEN);
}

#[tokio::test]
async fn channels_are_found_by_what_they_are_called() {
    let town = town().await;
    let body =
        json!({"team_id": town.team.id(), "name": "plants", "display_name": "정원", "type": "O", "purpose": "letters"});
    town.amy.post("/channels", body).await.created();
    town.channel_of("planning", "P", &[&town.bob]).await;
    let path = format!("/teams/{}/channels", town.team.id());
    let search = |term: &str| json!({"term": term});
    for term in ["PLANT", "정원", "letters"] {
        let found = town.amy.post(&format!("{path}/search"), search(term)).await.ok();
        assert_eq!(found.each("name"), ["plants"], "{term}");
    }
    assert_eq!(town.amy.post(&format!("{path}/search"), search("%")).await.ok(), json!([]));
    town.amy.post(&format!("{path}/search"), json!({"term": 1})).await.refused(400, WRONG_FIELD);
    let refused = town.mallory.post(&format!("{path}/search"), search("plan")).await;
    refused.refused(404, "app.team.get_member.missing.app_error");
    let found = town.amy.get(&format!("{path}/autocomplete?name=plan")).await.ok();
    assert_eq!(found.each("name"), ["plants"]);
    town.mallory.get(&format!("{path}/autocomplete?name=plan")).await.refused(403, FORBIDDEN);
    let found = town.bob.get(&format!("{path}/search_autocomplete?name=plan")).await.ok();
    assert_eq!(found.each("name"), ["planning"]);
}

#[tokio::test]
async fn channels_are_fetched_by_their_ids() {
    let town = town().await;
    let closed = town.channel_of("closed", "P", &[&town.amy]).await;
    let path = format!("/teams/{}/channels/ids", town.team.id());
    let found = town.amy.post(&path, json!([town.channel.id()])).await.ok();
    assert_eq!(found.each("id"), [town.channel.id()]);
    let refused = town.amy.post(&path, json!([closed.id()])).await;
    refused.refused(404, "app.channel.get_channels_by_ids.not_found.app_error");
    town.amy.post(&path, json!(["junk"])).await.refused(400, WRONG_FIELD);
    town.mallory.post(&path, json!([town.channel.id()])).await.refused(403, FORBIDDEN);
}

#[tokio::test]
async fn one_s_own_channels_are_for_oneself_and_admins() {
    let town = town().await;
    let of_team = format!("/users/{}/teams/{}/channels", town.amy.id, town.team.id());
    let everywhere = format!("/users/{}/channels", town.amy.id);
    for path in [&of_team, &everywhere, &format!("{of_team}/members")] {
        assert_eq!(town.amy.get(path).await.ok().items().len(), 3, "{path}");
        town.mallory.get(path).await.refused(403, FORBIDDEN);
        town.admin.get(path).await.ok();
    }
    town.amy.post("/channels/direct", json!([town.amy.id, town.bob.id])).await.created();
    assert_eq!(town.amy.get(&of_team).await.ok().items().len(), 4);
}

#[tokio::test]
async fn the_site_s_channels_are_for_admins() {
    let town = town().await;
    town.amy.get("/channels").await.refused(403, FORBIDDEN);
    let all = town.admin.get("/channels?exclude_default_channels=true&include_total_count=true").await.ok();
    assert_eq!((&all["total_count"], &all["channels"][0]["team_name"]), (&json!(1), &json!("town")));
    town.amy.post("/channels/search", json!({"term": "square"})).await.refused(403, FORBIDDEN);
    let found = town.admin.post("/channels/search", json!({"term": "square"})).await.ok();
    assert_eq!(found.items().len(), 2);
}

#[tokio::test]
async fn a_channel_is_counted() {
    let town = town().await;
    let id = town.channel.id();
    let stats = town.amy.get(&format!("/channels/{id}/stats")).await.ok();
    assert_eq!((stats.number("member_count"), stats.number("guest_count")), (3, 0));
    town.mallory.get(&format!("/channels/{id}/stats")).await.refused(403, FORBIDDEN);
    let counts = town.amy.post("/channels/stats/member_count", json!([id])).await.ok();
    assert_eq!(counts[id], 3);
    town.mallory.post("/channels/stats/member_count", json!([id])).await.refused(403, FORBIDDEN);
    town.amy.post("/channels/stats/member_count", json!({})).await.refused(400, "api.payload.parse.error");
    assert_eq!(town.amy.get(&format!("/channels/{id}/timezones")).await.ok(), json!(null));
    town.mallory.get(&format!("/channels/{id}/timezones")).await.refused(403, FORBIDDEN);
}
