//! Who is in a team.

use super::{FORBIDDEN, WRONG_FIELD};
use kit::{json, town};

#[tokio::test]
async fn who_is_added_hears_it() {
    let town = town().await;
    let path = format!("/teams/{}/members", town.team.id());
    let member = json!({"team_id": town.team.id(), "user_id": town.mallory.id});
    town.mallory.post(&path, member.clone()).await.refused(403, FORBIDDEN);
    town.mallory.listens().await;
    let made = town.amy.post(&path, member.clone()).await.created();
    assert_eq!((made.text("roles"), &made["scheme_user"]), ("team_user", &json!(true)));
    assert_eq!(town.mallory.hears("added_to_team").await.data()["team_id"], town.team["id"]);
    town.mallory.overhears().await;
    let square = town.mallory.get("/teams/name/town/channels/name/town-square").await.ok();
    town.mallory.get(&format!("/channels/{}/members/me", square.id())).await.ok();
    town.amy.post(&path, member).await.created();
    town.mallory.hears_no("added_to_team").await;
}

#[tokio::test]
async fn a_membership_that_cannot_be_is_refused() {
    let town = town().await;
    let path = format!("/teams/{}/members", town.team.id());
    let other = json!({"team_id": "unknownunknownunknownunkno", "user_id": town.mallory.id});
    town.admin.post(&path, other).await.refused(400, WRONG_FIELD);
    let junk = json!({"team_id": town.team.id(), "user_id": "junk"});
    town.admin.post(&path, junk).await.refused(400, WRONG_FIELD);
    let nobody = json!({"team_id": town.team.id(), "user_id": "unknownunknownunknownunkno"});
    town.admin.post(&path, nobody).await.refused(404, "app.user.missing_account.const");
}

#[tokio::test]
async fn a_link_lets_people_in() {
    let town = town().await;
    let team = town.admin.get(&format!("/teams/{}", town.team.id())).await.ok();
    let invite = team.text("invite_id");
    let shown = town.stranger.get(&format!("/teams/invite/{invite}")).await.ok();
    assert_eq!((shown.text("name"), shown.id()), ("town", town.team.id()));
    town.mallory
        .post("/teams/members/invite?invite_id=nonsense", json!({}))
        .await
        .refused(404, "app.team.get_by_invite_id.finding.app_error");
    town.mallory.post(&format!("/teams/members/invite?invite_id={invite}"), json!({})).await.created();
    town.mallory.get(&format!("/teams/{}", town.team.id())).await.ok();
}

#[tokio::test]
async fn somebody_leaves_and_is_taken_out() {
    let town = town().await;
    let path = format!("/teams/{}/members", town.team.id());
    town.amy.delete(&format!("{path}/{}", town.bob.id)).await.refused(403, FORBIDDEN);
    town.amy.listens().await;
    town.bob.delete(&format!("{path}/me")).await.ok();
    assert_eq!(town.amy.hears("leave_team").await.data()["user_id"], town.bob.id);
    town.bob.get(&format!("/teams/{}", town.team.id())).await.refused(403, FORBIDDEN);
    town.admin.delete(&format!("{path}/{}", town.amy.id)).await.ok();
    assert_eq!(town.amy.get("/users/me/teams").await.ok(), json!([]));
}

#[tokio::test]
async fn a_team_s_people_are_listed_for_its_people() {
    let town = town().await;
    let path = format!("/teams/{}/members", town.team.id());
    assert_eq!(town.amy.get(&path).await.ok().items().len(), 3);
    town.mallory.get(&path).await.refused(403, FORBIDDEN);
    let some = town.amy.post(&format!("{path}/ids"), json!([town.bob.id])).await.ok();
    assert_eq!(some.each("user_id"), [town.bob.id.as_str()]);
    town.amy.post(&format!("{path}/ids"), json!([])).await.refused(400, WRONG_FIELD);
    town.mallory.post(&format!("{path}/ids"), json!([town.bob.id])).await.refused(403, FORBIDDEN);
    town.amy.get(&format!("{path}/{}", town.mallory.id)).await.refused(404, "app.team.get_member.missing.app_error");
    let stats = town.amy.get(&format!("/teams/{}/stats", town.team.id())).await.ok();
    assert_eq!((stats.number("total_member_count"), stats.number("active_member_count")), (3, 3));
    town.mallory.get(&format!("/teams/{}/stats", town.team.id())).await.refused(403, FORBIDDEN);
}

#[tokio::test]
async fn an_admin_of_the_team_makes_another() {
    let town = town().await;
    let path = format!("/teams/{}/members/{}/roles", town.team.id(), town.bob.id);
    let admin = json!({"roles": "team_user team_admin"});
    town.amy.put(&path, admin.clone()).await.refused(403, FORBIDDEN);
    town.bob.listens().await;
    town.admin.put(&path, admin).await.ok();
    assert_eq!(town.bob.hears("memberrole_updated").await.inside("member")["roles"], "team_user team_admin");
    town.bob.put(&format!("/teams/{}/patch", town.team.id()), json!({"description": "d"})).await.ok();
}

#[tokio::test]
async fn one_s_own_teams_are_for_oneself_and_admins() {
    let town = town().await;
    for path in ["teams", "teams/members", "teams/unread"] {
        let path = format!("/users/{}/{path}", town.amy.id);
        assert_eq!(town.amy.get(&path).await.ok().items().len(), 1, "{path}");
        town.mallory.get(&path).await.refused(403, FORBIDDEN);
        town.admin.get(&path).await.ok();
    }
}
