//! Coming back after a cut.

use std::time::Duration;

use hearth::outlets::live::Limits;
use kit::town;

use super::connection;

#[tokio::test]
async fn each_missed_event_comes_once_and_in_order() {
    let town = town().await;
    let hello = town.bob.listens().await;
    town.amy.posts("before").await.created();
    let last = town.bob.hears("posted").await;
    town.bob.overhears().await;
    let next = last.seq() + 1;
    town.bob.loses_connection().await;
    for number in 0..20 {
        town.amy.posts(&format!("missed {number}")).await.created();
    }
    town.bob.comes_back(&connection(&hello), next).await;
    town.amy.posts("after").await.created();
    let heard = town.bob.overhears().await;
    let numbers: Vec<i64> = heard.iter().map(kit::Fact::seq).collect();
    assert_eq!(numbers, (next..next + heard.len() as i64).collect::<Vec<_>>(), "{heard:?}");
    let said = heard.iter().filter(|fact| fact.name() == "posted").map(|fact| fact.post()["message"].clone());
    let mut wanted: Vec<String> = (0..20).map(|number| format!("missed {number}")).collect();
    wanted.push("after".into());
    assert_eq!(said.collect::<Vec<_>>(), wanted);
    assert!(heard.iter().all(|fact| fact.name() != "hello"));
}

#[tokio::test]
async fn what_went_out_and_did_not_arrive_is_sent_again() {
    let town = town().await;
    let hello = town.bob.listens().await;
    town.amy.posts("one").await.created();
    let first = town.bob.hears("posted").await.seq();
    town.bob.overhears().await;
    town.bob.loses_connection().await;
    // As if the post had been lost on its way.
    town.bob.comes_back(&connection(&hello), first).await;
    let again = town.bob.hears("posted").await;
    assert_eq!((again.seq(), &again.post()["message"]), (first, &"one".into()));
}

#[tokio::test]
async fn a_gap_that_is_too_large_is_a_new_connection() {
    let town = town().await;
    town.app().keep(Limits { sent: 4, waiting: 8, ..Limits::default() });
    let hello = town.bob.listens().await;
    town.bob.loses_connection().await;
    for number in 0..30 {
        town.amy.posts(&format!("missed {number}")).await.created();
    }
    town.bob.comes_back(&connection(&hello), 1).await;
    let anew = town.bob.hears("hello").await;
    assert_eq!(anew.seq(), 0);
    assert_ne!(connection(&anew), connection(&hello));
}

#[tokio::test]
async fn numbers_that_were_never_given_are_a_new_connection() {
    let town = town().await;
    let hello = town.bob.listens().await;
    for number in [99, -1] {
        town.bob.loses_connection().await;
        town.bob.comes_back(&connection(&hello), number).await;
        assert_eq!(town.bob.hears("hello").await.seq(), 0);
    }
}

#[tokio::test]
async fn a_connection_is_its_owners_alone() {
    let town = town().await;
    let hello = town.bob.listens().await;
    town.bob.loses_connection().await;
    town.amy.comes_back(&connection(&hello), 1).await;
    let anew = town.amy.hears("hello").await;
    assert_eq!(anew.broadcast()["user_id"], town.amy.id.as_str());
    assert_ne!(connection(&anew), connection(&hello));
}

#[tokio::test]
async fn a_connection_in_use_stays_with_its_socket() {
    let town = town().await;
    let hello = town.bob.listens().await;
    let again = town.bob.logs_in_again().await;
    again.comes_back(&connection(&hello), 1).await;
    assert_ne!(connection(&again.hears("hello").await), connection(&hello));
}

#[tokio::test]
async fn who_stays_away_too_long_begins_anew() {
    let town = town().await;
    town.app().keep(Limits { kept: Duration::ZERO, ..Limits::default() });
    let hello = town.bob.listens().await;
    town.bob.loses_connection().await;
    town.bob.comes_back(&connection(&hello), 1).await;
    assert_ne!(connection(&town.bob.hears("hello").await), connection(&hello));
}
