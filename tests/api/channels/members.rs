//! Who is in a channel.

use super::{FORBIDDEN, WRONG_FIELD};
use kit::{json, town};

#[tokio::test]
async fn who_is_added_hears_it_and_so_do_the_others() {
    let town = town().await;
    let channel = town.channel_of("new", "O", &[&town.amy]).await;
    town.bob.listens().await;
    town.amy.listens().await;
    let path = format!("/channels/{}/members", channel.id());
    let member = town.amy.post(&path, json!({"user_id": town.bob.id})).await.created();
    assert_eq!((member.text("roles"), member.number("last_viewed_at")), ("channel_user", -1));
    assert_eq!(town.bob.hears("user_added").await.data()["team_id"], town.team["id"]);
    assert_eq!(town.amy.hears("user_added").await.data()["user_id"], town.bob.id);
    town.amy.post(&path, json!({"user_id": town.bob.id})).await.created();
    town.amy.hears_no("user_added").await;
}

#[tokio::test]
async fn the_team_joins_what_is_open_and_is_asked_into_what_is_not() {
    let town = town().await;
    let (open, closed) = (town.channel_of("open", "O", &[]).await, town.channel_of("closed", "P", &[]).await);
    let members = |id: &str| format!("/channels/{id}/members");
    town.amy.post(&members(open.id()), json!({"user_id": town.amy.id})).await.created();
    town.amy.post(&members(closed.id()), json!({"user_id": town.amy.id})).await.refused(403, FORBIDDEN);
    town.mallory.post(&members(open.id()), json!({"user_id": town.mallory.id})).await.refused(403, FORBIDDEN);
    let refused = town.amy.post(&members(open.id()), json!({"user_id": town.mallory.id})).await;
    refused.refused(404, "app.team.get_member.missing.app_error");
    town.admin.post(&members(closed.id()), json!({"user_id": town.amy.id})).await.created();
    town.amy.post(&members(closed.id()), json!({"user_ids": [town.bob.id]})).await.created();
    town.amy.post(&members(open.id()), json!({"user_id": "junk"})).await.refused(400, WRONG_FIELD);
    town.amy.post(&members(open.id()), json!({})).await.refused(400, WRONG_FIELD);
}

#[tokio::test]
async fn only_one_s_own_membership_tells_when_it_last_read() {
    let town = town().await;
    let path = format!("/channels/{}/members", town.channel.id());
    assert_eq!(town.amy.get(&path).await.ok().items().len(), 3);
    assert_eq!(town.amy.get(&format!("{path}?per_page=2&page=1")).await.ok().items().len(), 1);
    assert_eq!(town.amy.get(&format!("{path}/{}", town.bob.id)).await.ok()["last_viewed_at"], -1);
    assert!(town.amy.get(&format!("{path}/me")).await.ok().number("last_viewed_at") >= 0);
    let some = town.amy.post(&format!("{path}/ids"), json!([town.bob.id])).await.ok();
    assert_eq!(some.each("user_id"), [town.bob.id.as_str()]);
    town.mallory.get(&path).await.refused(403, FORBIDDEN);
    town.mallory.get(&format!("{path}/{}", town.bob.id)).await.refused(403, FORBIDDEN);
    town.mallory.post(&format!("{path}/ids"), json!([town.bob.id])).await.refused(403, FORBIDDEN);
    let nobody = town.amy.get(&format!("{path}/{}", town.mallory.id)).await;
    nobody.refused(404, "app.channel.get_member.missing.app_error");
}

#[tokio::test]
async fn somebody_leaves_and_is_taken_out() {
    let town = town().await;
    let closed = town.channel_of("closed", "P", &[&town.amy, &town.bob]).await;
    let path = format!("/channels/{}/members", closed.id());
    town.mallory.delete(&format!("{path}/{}", town.bob.id)).await.refused(403, FORBIDDEN);
    town.bob.listens().await;
    town.amy.listens().await;
    town.admin.delete(&format!("{path}/{}", town.bob.id)).await.ok();
    assert_eq!(town.bob.hears("user_removed").await.data()["channel_id"], closed["id"]);
    assert_eq!(town.amy.hears("user_removed").await.data()["user_id"], town.bob.id);
    town.bob.get(&format!("/channels/{}", closed.id())).await.refused(403, FORBIDDEN);
    town.amy.delete(&format!("{path}/me")).await.ok();
    let refused = town.admin.delete(&format!("{path}/{}", town.amy.id)).await;
    refused.refused(404, "app.channel.get_member.missing.app_error");
}

#[tokio::test]
async fn who_leaves_the_team_is_in_none_of_its_channels() {
    let town = town().await;
    let closed = town.channel_of("closed", "P", &[&town.bob]).await;
    town.bob.delete(&format!("/teams/{}/members/me", town.team.id())).await.ok();
    for id in [closed.id(), town.channel.id()] {
        town.bob.get(&format!("/channels/{id}")).await.refused(403, FORBIDDEN);
    }
    let members = town.admin.get(&format!("/channels/{}/members", closed.id())).await.ok();
    assert_eq!(members.each("user_id"), [town.admin.id.as_str()]);
}

#[tokio::test]
async fn an_admin_of_the_channel_makes_another() {
    let town = town().await;
    let path = format!("/channels/{}/members/{}", town.channel.id(), town.bob.id);
    let admin = json!({"roles": "channel_user channel_admin"});
    town.amy.put(&format!("{path}/roles"), admin.clone()).await.refused(403, FORBIDDEN);
    town.bob.listens().await;
    town.admin.put(&format!("{path}/roles"), admin).await.ok();
    let told = town.bob.hears("channel_member_updated").await.inside("channelMember");
    assert_eq!((&told["roles"], &told["scheme_admin"]), (&json!("channel_user channel_admin"), &json!(true)));
    let refused = town.admin.put(&format!("{path}/roles"), json!({"roles": "team_admin"})).await;
    refused.refused(400, "api.channel.update_channel_member_roles.scheme_role.app_error");
    let refused = town.admin.put(&format!("{path}/roles"), json!({})).await;
    refused.refused(400, "api.channel.update_channel_member_roles.unset_user_scheme.app_error");
    let flags = json!({"scheme_user": true, "scheme_admin": false});
    town.amy.put(&format!("{path}/schemeRoles"), flags.clone()).await.refused(403, FORBIDDEN);
    town.admin.put(&format!("{path}/schemeRoles"), flags).await.ok();
    let refused = town.admin.put(&format!("{path}/schemeRoles"), json!({"scheme_guest": true})).await;
    refused.refused(400, "api.channel.update_channel_member_roles.user_and_guest.app_error");
}

#[tokio::test]
async fn choices_of_notifications_are_one_s_own() {
    let town = town().await;
    let path = format!("/channels/{}/members/{}", town.channel.id(), town.bob.id);
    let choices = json!({"desktop": "all", "mark_unread": "mention", "unknown": "x", "email": "bogus"});
    town.amy.put(&format!("{path}/notify_props"), choices.clone()).await.refused(403, FORBIDDEN);
    town.bob.listens().await;
    town.bob.put(&format!("{path}/notify_props"), choices).await.ok();
    let props = town.bob.hears("channel_member_updated").await.inside("channelMember")["notify_props"].clone();
    assert_eq!((&props["desktop"], &props["mark_unread"]), (&json!("all"), &json!("mention")));
    assert_eq!((&props["email"], &props["unknown"]), (&json!("default"), &json!(null)));
}

#[tokio::test]
async fn all_of_one_s_memberships_come_as_lines() {
    let town = town().await;
    let path = format!("/users/{}/channel_members", town.amy.id);
    let whole = town.amy.get(&format!("{path}?page=-1")).await;
    let lines = whole.text();
    assert_eq!(lines.lines().count(), 3, "{lines}");
    for line in lines.lines() {
        let member: kit::Value = serde_json::from_str(line).expect("a JSON document a line");
        assert_eq!((&member["team_name"], &member["user_id"]), (&json!("town"), &json!(town.amy.id)));
    }
    let page = town.amy.get(&format!("{path}?page=0&per_page=2")).await.ok();
    assert_eq!(page.items().len(), 2);
    town.bob.get(&format!("{path}?page=-1")).await.refused(403, FORBIDDEN);
    town.admin.get(&format!("{path}?page=-1")).await;
}
