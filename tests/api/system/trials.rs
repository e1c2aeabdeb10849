//! Trying out what an administrator has set, or is about to.

use kit::{Letterbox, Value, json, town};

/// The mail settings of the town, with these instead.
async fn mail(town: &kit::Town, settings: &[(&str, Value)]) -> Value {
    let mut config = town.admin.get("/config").await.ok().value();
    let mail = config["EmailSettings"].as_object_mut().expect("mail settings");
    mail.extend(settings.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
    json!({"EmailSettings": mail})
}

#[tokio::test]
async fn a_test_letter_goes_by_the_settings_that_are_tried() {
    let (town, letterbox) = (town().await, Letterbox::open().await);
    let [(_, server), (_, port), _] = letterbox.settings();
    let from = ("FeedbackEmail", json!("hearth@example.com"));
    let right = mail(&town, &[("SMTPServer", json!(server)), ("SMTPPort", json!(port)), from.clone()]).await;
    town.amy.post("/email/test", right.clone()).await.refused(403, "api.context.permissions.app_error");
    town.admin.post("/email/test", right).await.ok();
    let letter = letterbox.letter_to(town.admin.get("/users/me").await.ok().text("email")).await;
    assert!(letter.contains("A test letter"), "{letter}");

    let nowhere = mail(&town, &[("SMTPServer", json!("127.0.0.1")), ("SMTPPort", json!("1")), from.clone()]).await;
    town.admin.post("/email/test", nowhere).await.refused(400, "app.admin.test_email.failure");
    let none = mail(&town, &[("SMTPServer", json!(""))]).await;
    town.admin.post("/email/test", none).await.refused(400, "api.admin.test_email.missing_server");
    let half = json!({"EmailSettings": {"SMTPServer": server}});
    let id = "api.file.test_connection_email_settings_nil.app_error";
    town.admin.post("/email/test", half).await.refused(400, id);
}

#[tokio::test]
async fn a_test_notification_is_a_message_that_notifies() {
    let town = town().await;
    town.amy.listens().await;
    town.amy.post("/notifications/test", json!({})).await.ok();
    let told = town.amy.hears("posted").await;
    assert_eq!(told.data()["channel_type"], "D");
    assert!(told.inside("mentions").as_array().is_some_and(|all| all.contains(&json!(town.amy.id))));
    town.stranger.post("/notifications/test", json!({})).await.refused(401, "api.context.session_expired.app_error");
}
