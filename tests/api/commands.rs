//! Slash commands.

use kit::{Town, json};

use super::hooks::{service, town_of_machines};

fn typed(town: &Town, command: &str) -> kit::Value {
    json!({"channel_id": town.channel.id(), "command": command})
}

#[tokio::test]
async fn what_a_team_s_command_answers_is_posted_in_the_channel() {
    let town = town_of_machines().await;
    let (url, mut asked) = service(json!({"response_type": "in_channel", "text": "sunny"})).await;
    let new = json!({"team_id": town.team.id(), "trigger": "Weather", "method": "P", "url": url, "username": "sky"});
    town.amy.post("/commands", new.clone()).await.refused(403, "api.context.permissions.app_error");
    let command = town.admin.post("/commands", new.clone()).await.created();
    town.admin.post("/commands", new).await.refused(400, "api.command.duplicate_trigger.app_error");
    town.bob.listens().await;
    let answer = town.amy.post("/commands/execute", typed(&town, "/weather Seoul @bob")).await.ok();
    assert_eq!(answer["text"], "sunny");
    let request = asked.recv().await.expect("a call");
    for part in
        [command["token"].as_str().unwrap_or("?"), "text=Seoul+%40bob", "user_mentions=bob", "command=%2Fweather"]
    {
        assert!(request.contains(part), "{part} in {request}");
    }
    let heard = town.bob.hears("posted").await;
    assert_eq!(heard.post()["message"], "sunny");
    assert_eq!(heard.post()["props"]["override_username"], "sky");
}

#[tokio::test]
async fn a_called_server_may_answer_later_five_times() {
    let town = town_of_machines().await;
    let (url, mut asked) = service(json!({})).await;
    let new = json!({"team_id": town.team.id(), "trigger": "slow", "method": "P", "url": url});
    town.admin.post("/commands", new).await.created();
    town.amy.post("/commands/execute", typed(&town, "/slow")).await.ok();
    let request = asked.recv().await.expect("a call");
    let id = request.split("hooks%2Fcommands%2F").nth(1).expect("where to answer").chars().take(26).collect::<String>();
    town.amy.listens().await;
    let url = format!("{}/hooks/commands/{id}", town.url());
    let client = reqwest::Client::new();
    for turn in 1..=6 {
        let answer = client.post(&url).body(format!("part {turn}")).send().await.expect("an answer");
        assert_eq!(answer.status().as_u16(), if turn <= 5 { 200 } else { 400 });
    }
    assert_eq!(town.amy.hears("ephemeral_message").await.post()["message"], "part 1");
}

#[tokio::test]
async fn our_commands_do_what_they_say() {
    let town = town_of_machines().await;
    let channel = format!("/channels/{}", town.channel.id());
    for (command, text) in [("/me waves", "*waves*"), ("/away", "You are now away"), ("/code x", "    x")] {
        assert_eq!(town.amy.post("/commands/execute", typed(&town, command)).await.ok()["text"], text, "{command}");
    }
    town.amy.post("/commands/execute", typed(&town, "/header welcome")).await.ok();
    assert_eq!(town.amy.get(&channel).await.ok()["header"], "welcome");
    let missing = town.amy.post("/commands/execute", typed(&town, "/nothing")).await;
    missing.refused(404, "api.command.execute_command.not_found.app_error");
    let outside = town.mallory.post("/commands/execute", typed(&town, "/header mine")).await;
    outside.refused(403, "api.context.permissions.app_error");
}

#[tokio::test]
async fn a_command_is_nobody_s_business_but_its_team_s() {
    let town = town_of_machines().await;
    let new = json!({"team_id": town.team.id(), "trigger": "x", "method": "P", "url": "http://example.com"});
    let command = town.admin.post("/commands", new).await.created();
    let path = format!("/commands/{}", command.id());
    town.admin.get(&path).await.ok();
    for person in [&town.amy, &town.mallory] {
        person.get(&path).await.refused(404, "store.sql_command.save.get.app_error");
        person.delete(&path).await.refused(404, "store.sql_command.save.get.app_error");
    }
    let offered = town.amy.get(&format!("/teams/{}/commands/autocomplete", town.team.id())).await.ok();
    let tokens = offered.as_array().into_iter().flatten().filter(|one| one["token"] != "");
    assert_eq!(tokens.count(), 0);
}
