//! Stories of reports for those who must answer for what is said.

use std::time::Duration;

use kit::{json, town};

#[tokio::test]
async fn a_report_holds_the_posts_with_its_words() {
    let town = town().await;
    town.amy.posts("the secret plan").await.created();
    town.amy.posts("lunch").await.created();
    let wanted =
        json!({"desc": "plans", "start_at": 1, "end_at": 4_102_444_800_000_i64, "keywords": "secret", "emails": ""});
    town.amy.post("/compliance/reports", wanted.clone()).await.refused(403, "api.context.permissions.app_error");
    let report = town.admin.post("/compliance/reports", wanted).await.created();
    let path = format!("/compliance/reports/{}", report.id());
    let written = async {
        loop {
            let report = town.admin.get(&path).await.ok();
            if !matches!(report.text("status"), "created" | "running") {
                return report;
            }
        }
    };
    let report = tokio::time::timeout(Duration::from_secs(60), written).await.expect("it is written");
    assert_eq!((report.text("status"), report.number("count")), ("finished", 1));
    let packed = town.admin.get(&format!("{path}/download")).await;
    assert_eq!(&packed.bytes()[..2], b"PK");
    town.amy.get(&format!("{path}/download")).await.refused(403, "api.context.permissions.app_error");
}

#[tokio::test]
async fn a_report_about_nothing_is_refused() {
    let town = town().await;
    let backwards = json!({"desc": "d", "start_at": 2, "end_at": 1});
    town.admin
        .post("/compliance/reports", backwards)
        .await
        .refused(400, "model.compliance.is_valid.start_end_at.app_error");
    let unsaid = json!({"start_at": 1, "end_at": 2});
    town.admin.post("/compliance/reports", unsaid).await.refused(400, "model.compliance.is_valid.desc.app_error");
}
