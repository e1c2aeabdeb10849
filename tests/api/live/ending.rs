//! How a socket ends.

use std::time::Duration;

use hearth::outlets::live::Limits;
use kit::{json, town};

use super::connection;

#[tokio::test]
async fn a_logout_closes_the_sockets_of_its_session_alone() {
    let town = town().await;
    let phone = town.bob.logs_in_again().await;
    let hello = phone.listens().await;
    town.bob.listens().await;
    phone.post("/users/logout", json!({})).await.ok();
    phone.is_hung_up_on().await;
    town.amy.posts("for the other").await.created();
    assert_eq!(town.bob.hears("posted").await.post()["message"], "for the other");
    town.bob.loses_connection().await;
    town.bob.comes_back(&connection(&hello), 1).await;
    assert_eq!(town.bob.hears("hello").await.seq(), 0, "what was closed is not gone on with");
}

#[tokio::test]
async fn an_account_that_is_switched_off_hears_nothing_more() {
    let town = town().await;
    town.bob.listens().await;
    town.admin.put(&format!("/users/{}/active", town.bob.id), json!({"active": false})).await.ok();
    town.bob.is_hung_up_on().await;
}

#[tokio::test]
async fn who_is_silent_is_dropped() {
    let town = town().await;
    town.app().keep(Limits { silence: Duration::ZERO, ..Limits::default() });
    town.bob.listens().await;
    town.bob.is_hung_up_on().await;
}

#[tokio::test]
async fn a_ping_of_the_server_keeps_the_socket() {
    let town = town().await;
    let often = Duration::from_millis(1);
    town.app().keep(Limits { ping: often, silence: Duration::from_secs(20), ..Limits::default() });
    town.bob.listens().await;
    town.amy.posts("hello").await.created();
    town.bob.hears("posted").await;
}

#[tokio::test]
async fn a_house_that_stops_says_goodbye() {
    let mut town = town().await;
    let bob = town.bob.logs_in_again().await;
    bob.listens().await;
    let (closed, ()) = tokio::join!(bob.is_hung_up_on_politely(), town.stops());
    assert!(closed, "with a close frame");
}
