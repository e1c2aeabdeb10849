//! Choices of people.

use kit::{Person, Value, json};

fn choice(of: &Person, category: &str, name: &str, value: &str) -> Value {
    json!({"user_id": of.id, "category": category, "name": name, "value": value})
}

#[tokio::test(flavor = "multi_thread")]
async fn choices_are_kept_told_and_taken_back() {
    let town = kit::town().await;
    town.amy.listens().await;
    let night = choice(&town.amy, "theme", "", "{\"type\":\"dark\"}");
    town.amy.put("/users/me/preferences", json!([night])).await.ok();
    assert_eq!(town.amy.hears("preferences_changed").await.inside("preferences"), json!([night]));
    assert_eq!(town.amy.get("/users/me/preferences/theme").await.ok(), json!([night]));
    town.amy.post("/users/me/preferences/delete", json!([night])).await.ok();
    assert_eq!(town.amy.hears("preferences_deleted").await.inside("preferences"), json!([night]));
    let gone = town.amy.get("/users/me/preferences/theme").await;
    gone.refused(404, "api.preference.preferences_category.get.app_error");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_choice_can_be_asked_for() {
    let town = kit::town().await;
    let path = format!("/users/me/preferences/tutorial_step/name/{}", town.amy.id);
    assert_eq!(town.amy.get(&path).await.ok().text("value"), "0");
    let none = town.amy.get("/users/me/preferences/tutorial_step/name/none").await;
    none.refused(400, "app.preference.get.app_error");
    let short = town.amy.get("/users/me/preferences/tutorial_step/name/x").await;
    short.refused(400, "api.context.invalid_url_param.app_error");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_chooses_for_others_but_admins() {
    let town = kit::town().await;
    let path = format!("/users/{}/preferences", town.amy.id);
    let wanted = json!([choice(&town.amy, "display_settings", "use_military_time", "true")]);
    town.bob.put(&path, wanted.clone()).await.refused(403, "api.context.permissions.app_error");
    town.bob.get(&path).await.refused(403, "api.context.permissions.app_error");
    let disguised = town.bob.put("/users/me/preferences", wanted.clone()).await;
    disguised.refused(403, "api.preference.update_preferences.set.app_error");
    town.admin.put(&path, wanted).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_brings_one_to_a_hundred() {
    let town = kit::town().await;
    let many = |count: usize| {
        let choices = (0..count).map(|number| choice(&town.amy, "many", &format!("n{number}"), "x"));
        Value::from(choices.collect::<Vec<_>>())
    };
    town.amy.put("/users/me/preferences", many(100)).await.ok();
    for wrong in [many(0), many(101), json!({}), json!([7])] {
        let refused = town.amy.put("/users/me/preferences", wrong).await;
        refused.refused(400, "api.context.invalid_body_param.app_error");
    }
    let long = json!([choice(&town.amy, "many", &"n".repeat(33), "x")]);
    town.amy.put("/users/me/preferences", long).await.refused(400, "model.preference.is_valid.name.app_error");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_is_saved_by_those_who_may_read_it() {
    let town = kit::town().await;
    let post = town.amy.posts("worth keeping").await.created();
    let save = |by: &Person| json!([choice(by, "flagged_post", post.id(), "true")]);
    town.bob.put("/users/me/preferences", save(&town.bob)).await.ok();
    let outside = town.mallory.put("/users/me/preferences", save(&town.mallory)).await;
    outside.refused(403, "api.context.permissions.app_error");
    let unknown = json!([choice(&town.bob, "flagged_post", "unknownunknownunknownunkno", "true")]);
    let unknown = town.bob.put("/users/me/preferences", unknown).await;
    unknown.refused(400, "api.context.invalid_body_param.app_error");
}
