//! Content flagging.

use kit::{Body, Town, json, town};

async fn bob_reviews(town: &Town) -> Body {
    let reviewers =
        json!({"CommonReviewers": true, "TeamAdminsAsReviewers": false, "CommonReviewerIds": [town.bob.id]});
    let config = json!({"EnableContentFlagging": true, "ReviewerSettings": reviewers});
    town.admin.put("/content_flagging/config", config).await.ok()
}

#[tokio::test]
async fn a_reported_post_hides_until_a_reviewer_keeps_it() {
    let town = town().await;
    bob_reviews(&town).await;
    let post = town.amy.posts("is this fine?").await.created();
    let of_post = format!("/content_flagging/post/{}", post.id());
    let report = json!({"reason": "Other", "comment": "hm"});
    town.mallory
        .post(&format!("{of_post}/flag"), report.clone())
        .await
        .refused(403, "api.context.permissions.app_error");
    town.amy.post(&format!("{of_post}/flag"), report).await.ok();
    let path = format!("/posts/{}", post.id());
    town.amy.get(&path).await.refused(404, "app.post.get.app_error");
    town.amy.get(&of_post).await.refused(403, "api.data_spillage.error.user_not_reviewer");
    assert_eq!(town.bob.get(&of_post).await.ok()["message"], "is this fine?");
    let verdict = json!({"comment": "it is"});
    let keep = format!("{of_post}/keep");
    town.amy.put(&keep, verdict.clone()).await.refused(403, "api.data_spillage.error.user_not_reviewer");
    town.bob.put(&keep, verdict.clone()).await.ok();
    assert_eq!(town.amy.get(&path).await.ok()["message"], "is this fine?");
    town.bob.put(&keep, verdict).await.refused(400, "api.data_spillage.error.post_not_in_progress");
}

#[tokio::test]
async fn what_a_reviewer_removes_is_gone_for_good() {
    let town = town().await;
    bob_reviews(&town).await;
    let post = town.amy.posts("bad words").await.created();
    let of_post = format!("/content_flagging/post/{}", post.id());
    town.amy.post(&format!("{of_post}/flag"), json!({"reason": "Other", "comment": "mine"})).await.ok();
    town.bob.put(&format!("{of_post}/remove"), json!({"comment": "gone"})).await.ok();
    let left = town.bob.get(&of_post).await.ok();
    assert!(!left.text("message").contains("bad words"));
    town.amy.get(&format!("/posts/{}", post.id())).await.refused(404, "app.post.get.app_error");
}

#[tokio::test]
async fn while_it_is_switched_off_nothing_is_reported() {
    let town = town().await;
    let post = town.amy.posts("fine").await.created();
    let report = json!({"reason": "Other", "comment": "hm"});
    let path = format!("/content_flagging/post/{}/flag", post.id());
    town.amy.post(&path, report).await.refused(501, "api.data_spillage.error.disabled");
    town.amy.get("/content_flagging/config").await.refused(403, "api.context.permissions.app_error");
}
