//! Stories of `groups`: people whom a message calls by one name.

use kit::{Person, json, town};

const FORBIDDEN: &str = "api.context.permissions.app_error";

async fn makes_a_group(person: &Person, name: &str, people: &[&Person]) -> kit::Body {
    let ids: Vec<_> = people.iter().map(|person| &person.id).collect();
    let wanted = json!({
        "name": name, "display_name": "Crew", "source": "custom", "allow_reference": true, "user_ids": ids,
    });
    person.post("/groups", wanted).await.created()
}

#[tokio::test]
async fn everybody_hears_of_a_group_and_only_its_members_of_themselves() {
    let town = town().await;
    town.bob.listens().await;
    let group = makes_a_group(&town.amy, "crew", &[&town.amy]).await;
    assert_eq!(town.bob.hears("received_group").await.inside("group")["member_count"], 1);
    let members = format!("/groups/{}/members", group.id());
    town.amy.post(&members, json!({"user_ids": [town.bob.id]})).await.ok();
    assert_eq!(town.bob.hears("group_member_add").await.inside("group_member")["user_id"], town.bob.id);
    let listed = town.amy.get(&members).await.ok();
    assert_eq!(listed.number("total_member_count"), 2);
    let gone = town.bob.request(kit::Method::DELETE, &members).json(&json!({"user_ids": [town.bob.id]}));
    town.bob.asks(gone).await.ok();
    town.bob.hears("group_member_deleted").await;
}

#[tokio::test]
async fn a_group_s_name_calls_its_members_who_are_in_the_channel() {
    let town = town().await;
    makes_a_group(&town.amy, "crew", &[&town.bob, &town.mallory]).await;
    town.bob.listens().await;
    town.amy.posts("ahoy @Crew!").await.created();
    assert_eq!(town.bob.hears("posted").await.inside("mentions"), json!([town.bob.id]));
    town.amy.posts("not `@crew`").await.created();
    assert!(town.bob.hears("posted").await.data().get("mentions").is_none());
}

#[tokio::test]
async fn names_are_one_s_own() {
    let town = town().await;
    makes_a_group(&town.amy, "crew", &[]).await;
    let wanted = |name: &str| json!({"name": name, "display_name": "Crew", "source": "custom", "allow_reference": true, "user_ids": []});
    town.bob.post("/groups", wanted("crew")).await.refused(400, "app.custom_group.unique_name");
    town.bob.post("/groups", wanted("amy")).await.refused(400, "app.group.username_conflict");
    town.bob.post("/groups", wanted("here")).await.refused(400, "model.group.name.reserved_name.app_error");
    town.bob.post("/groups", json!({"name": "x"})).await.refused(400, "app.group.crud_permission");
}

#[tokio::test]
async fn an_archived_group_calls_nobody_and_comes_back() {
    let town = town().await;
    let group = makes_a_group(&town.amy, "crew", &[&town.bob]).await;
    let path = format!("/groups/{}", group.id());
    town.bob.delete(&path).await.ok();
    town.bob.delete(&path).await.refused(404, "app.group.no_rows");
    town.bob.listens().await;
    town.amy.posts("@crew").await.created();
    assert!(town.bob.hears("posted").await.data().get("mentions").is_none());
    assert!(town.amy.get("/groups?q=crew").await.ok().items().is_empty());
    town.amy.post(&format!("{path}/restore"), json!({})).await.ok();
    assert_eq!(town.amy.get("/groups?q=CREW").await.ok().items().len(), 1);
}

#[tokio::test]
async fn statistics_are_for_admins_and_no_place_has_groups() {
    let town = town().await;
    let group = makes_a_group(&town.amy, "crew", &[&town.bob]).await;
    let stats = format!("/groups/{}/stats", group.id());
    town.amy.get(&stats).await.refused(403, FORBIDDEN);
    assert_eq!(town.admin.get(&stats).await.ok().number("total_member_count"), 1);
    let link = format!("/groups/{}/teams/{}/link", group.id(), town.team.id());
    town.admin.post(&link, json!({"auto_add": true})).await.refused(400, "app.group.crud_permission");
    let groups = town.amy.get(&format!("/teams/{}/groups", town.team.id())).await.ok();
    assert_eq!(groups.number("total_group_count"), 0);
}

#[tokio::test]
async fn a_place_that_is_bound_to_its_groups_has_no_members() {
    let town = town().await;
    let channel = town.channel_of("bound", "P", &[&town.amy, &town.bob]).await;
    let path = format!("/channels/{}", channel.id());
    town.bob.listens().await;
    town.admin.put(&format!("{path}/patch"), json!({"group_constrained": true})).await.ok();
    town.bob.hears("user_removed").await;
    let refused = town.admin.post(&format!("{path}/members"), json!({"user_id": town.bob.id})).await;
    refused.refused(400, "api.channel.add_members.user_denied");
}
