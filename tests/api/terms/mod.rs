//! Terms of service.

use kit::town;
use serde_json::json;

#[tokio::test]
async fn somebody_agrees_to_the_newest_terms_for_themselves() {
    let town = town().await;
    town.amy.get("/terms_of_service").await.refused(404, "app.terms_of_service.get.no_rows.app_error");
    let text = json!({"text": "Be kind."});
    town.amy.post("/terms_of_service", text.clone()).await.refused(403, "api.context.permissions.app_error");
    let terms = town.admin.post("/terms_of_service", text).await.ok();
    assert_eq!(town.amy.get("/terms_of_service").await.ok(), terms);

    let answer = |accepted: bool| json!({"termsOfServiceId": terms.id(), "accepted": accepted});
    town.amy.post(&format!("/users/{}/terms_of_service", town.bob.id), answer(true)).await.ok();
    assert_eq!(town.amy.get("/users/me").await.ok().text("terms_of_service_id"), terms.id());
    let none = "app.user_terms_of_service.get_by_user.no_rows.app_error";
    town.bob.get("/users/me/terms_of_service").await.refused(404, none);
    town.amy.post("/users/me/terms_of_service", answer(false)).await.ok();
    town.amy.get("/users/me/terms_of_service").await.refused(404, none);
}
