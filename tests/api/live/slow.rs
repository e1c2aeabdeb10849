//! Readers that do not keep up.

use hearth::app::App;
use hearth::events::Event;
use hearth::outlets::live::Limits;
use kit::{Value, town};

use super::connection;

/// Tells everybody something large, which fills the wires of those who do not read.
fn tell_something_large(app: &App) {
    let mut config = serde_json::Map::new();
    config.insert("Words".into(), Value::String("x".repeat(1 << 19)));
    app.hub.tell(&Event::ConfigChanged { config });
}

#[tokio::test]
async fn a_slow_reader_is_cut_off_goes_on_later_and_holds_nobody_up() {
    let town = town().await;
    town.app().keep(Limits { sent: 64, waiting: 64, ..Limits::default() });
    let hello = town.bob.listens().await;
    town.amy.listens().await;
    // Bob does not read: his wire takes some twenty, then 64 wait, then he is cut off. Amy hears each before the next
    // is told, so she is never behind.
    for _ in 0..100 {
        tell_something_large(town.app());
        town.amy.hears("config_changed").await;
    }
    let heard = town.bob.hears_until_cut_off().await;
    let next = heard.last().map_or(1, |fact| fact.seq() + 1);
    assert!(next < 100, "the wire took everything: {next}");
    let numbers: Vec<i64> = heard.iter().map(kit::Fact::seq).collect();
    assert_eq!(numbers, (1..next).collect::<Vec<_>>());

    town.bob.comes_back(&connection(&hello), next).await;
    town.amy.posts("after").await.created();
    let said = town.bob.hears("posted").await;
    assert_eq!(said.post()["message"], "after");
}
