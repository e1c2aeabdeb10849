//! Making, finding and changing teams.

use super::{FORBIDDEN, WRONG_FIELD};
use kit::{json, town};

#[tokio::test]
async fn whoever_makes_a_team_is_its_admin() {
    let town = town().await;
    let body = json!({"name": "second", "display_name": " Second ", "type": "O"});
    let team = town.amy.post("/teams", body).await.created();
    assert_eq!((team.text("display_name"), team.text("email")), ("Second", "amy@example.com"));
    let member = town.amy.get(&format!("/teams/{}/members/me", team.id())).await.ok();
    assert_eq!(member["roles"], "team_user team_admin");
    let channels = town.amy.get(&format!("/users/me/teams/{}/channels", team.id())).await.ok();
    assert_eq!(channels.items().len(), 2);
}

#[tokio::test]
async fn what_no_team_can_be_is_refused_by_name() {
    let town = town().await;
    let is_valid = |what: &str| format!("model.team.is_valid.{what}.app_error");
    for (body, id) in [
        (json!({"name": "new", "type": "O"}), is_valid("name")),
        (json!({"name": "Bad Name", "display_name": "x", "type": "O"}), is_valid("characters")),
        (json!({"name": "admin-team", "display_name": "x", "type": "O"}), is_valid("reserved")),
        (json!({"name": "new", "display_name": "x", "type": "Z"}), is_valid("type")),
        (json!({"name": "new", "display_name": "d".repeat(65), "type": "O"}), is_valid("name")),
        (
            json!({"name": "town", "display_name": "x", "type": "O"}),
            "store.sql_team.save_team.existing.app_error".into(),
        ),
        (json!([]), WRONG_FIELD.into()),
    ] {
        town.amy.post("/teams", body).await.refused(400, &id);
    }
}

#[tokio::test]
async fn address_and_invitation_are_shown_to_those_who_may_use_them() {
    let town = town().await;
    let path = format!("/teams/{}", town.team.id());
    let whole = town.admin.get(&path).await.ok();
    assert!(!whole.text("invite_id").is_empty() && !whole.text("email").is_empty());
    assert_eq!(town.amy.get(&path).await.ok()["email"], "");
    town.mallory.get(&path).await.refused(403, FORBIDDEN);
    assert_eq!(town.amy.get("/teams/name/town").await.ok()["id"], town.team["id"]);
    assert_eq!(town.amy.get("/teams/name/town/exists").await.ok(), json!({"exists": true}));
    assert_eq!(town.amy.get("/teams/name/nowhere/exists").await.ok(), json!({"exists": false}));
}

#[tokio::test]
async fn an_admin_changes_a_team_and_its_people_hear_it() {
    let town = town().await;
    let path = format!("/teams/{}/patch", town.team.id());
    town.amy.put(&path, json!({"description": "mine"})).await.refused(403, FORBIDDEN);
    town.amy.listens().await;
    assert_eq!(town.admin.put(&path, json!({"description": "ours"})).await.ok()["description"], "ours");
    let told = town.amy.hears("update_team").await.inside("team");
    assert_eq!((&told["description"], &told["invite_id"]), (&json!("ours"), &json!("")));
    let refused = town.admin.put(&path, json!({"display_name": "d".repeat(65)})).await;
    refused.refused(400, "model.team.is_valid.name.app_error");
}

#[tokio::test]
async fn a_closed_team_gets_another_invitation() {
    let town = town().await;
    let path = format!("/teams/{}", town.team.id());
    let before = town.admin.get(&path).await.ok();
    town.amy.put(&format!("{path}/privacy"), json!({"privacy": "I"})).await.refused(403, FORBIDDEN);
    town.admin.put(&format!("{path}/privacy"), json!({"privacy": "X"})).await.refused(400, WRONG_FIELD);
    let closed = town.admin.put(&format!("{path}/privacy"), json!({"privacy": "I"})).await.ok();
    assert_eq!((closed.text("type"), &closed["allow_open_invite"]), ("I", &json!(false)));
    assert_ne!(closed["invite_id"], before["invite_id"]);
    town.amy.post(&format!("{path}/regenerate_invite_id"), json!({})).await.refused(403, FORBIDDEN);
    let renewed = town.admin.post(&format!("{path}/regenerate_invite_id"), json!({})).await.ok();
    assert_ne!(renewed["invite_id"], closed["invite_id"]);
}

#[tokio::test]
async fn a_team_is_archived_and_comes_back() {
    let town = town().await;
    let path = format!("/teams/{}", town.team.id());
    town.amy.delete(&path).await.refused(403, FORBIDDEN);
    town.amy.listens().await;
    town.admin.delete(&path).await.ok();
    town.amy.hears("delete_team").await;
    assert_eq!(town.amy.get("/users/me/teams").await.ok(), json!([]));
    town.amy.post(&format!("{path}/restore"), json!({})).await.refused(403, FORBIDDEN);
    assert_eq!(town.admin.post(&format!("{path}/restore"), json!({})).await.ok()["delete_at"], 0);
    assert_eq!(town.amy.get("/users/me/teams").await.ok().each("name"), ["town"]);
}
