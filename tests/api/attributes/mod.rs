//! Custom profile attributes.

use kit::{json, town};

#[tokio::test]
async fn an_admin_adds_a_field_and_people_fill_it_in() {
    let town = town().await;
    town.bob.listens().await;
    let field = json!({"name": " Rank ", "type": "text"});
    town.amy
        .post("/custom_profile_attributes/fields", field.clone())
        .await
        .refused(403, "api.context.permissions.app_error");
    let field = town.admin.post("/custom_profile_attributes/fields", field).await.created();
    assert_eq!(field["name"], "Rank");
    assert_eq!(
        town.bob.hears("custom_profile_attributes_field_created").await.data()["field"]["id"],
        json!(field.id())
    );
    let filled = town.amy.patch("/custom_profile_attributes/values", json!({field.id(): " Captain "})).await.ok();
    assert_eq!(filled[field.id()], "Captain");
    let told = town.bob.hears("custom_profile_attributes_values_updated").await;
    assert_eq!(told.data()["values"][field.id()], "Captain");
    let path = format!("/users/{}/custom_profile_attributes", town.amy.id);
    assert_eq!(town.bob.get(&path).await.ok()[field.id()], "Captain");
    town.bob.patch(&path, json!({field.id(): "x"})).await.refused(403, "api.context.permissions.app_error");
    let path = format!("/custom_profile_attributes/fields/{}", field.id());
    town.admin.patch(&path, json!({"type": "date"})).await.ok();
    let told = town.bob.hears("custom_profile_attributes_field_updated").await;
    assert_eq!(told.data()["delete_values"], true);
    town.admin.delete(&path).await.ok();
    assert!(town.bob.get("/custom_profile_attributes/fields").await.ok().items().is_empty());
}

#[tokio::test]
async fn what_an_admin_manages_nobody_else_fills_in() {
    let town = town().await;
    let managed = json!({"name": "Level", "type": "text", "attrs": {"managed": "admin"}});
    let field = town.admin.post("/custom_profile_attributes/fields", managed).await.created();
    let refused = "app.custom_profile_attributes.property_field_is_managed.app_error";
    town.amy.patch("/custom_profile_attributes/values", json!({field.id(): "9"})).await.refused(403, refused);
    let path = format!("/users/{}/custom_profile_attributes", town.amy.id);
    assert_eq!(town.admin.patch(&path, json!({field.id(): "9"})).await.ok()[field.id()], "9");
}
