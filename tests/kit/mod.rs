//! A town to tell stories in: the real server on a free port, a team, a channel, and people who post and listen.
//!
//! ```ignore
//! let town = kit::town().await;                       // amy and bob in a channel, mallory outside, an admin
//! town.bob.listens().await;
//! let post = town.amy.posts("hello @bob").await.created();
//! assert_eq!(town.bob.hears("posted").await.post()["id"], post["id"]);
//! town.mallory.get("/posts/…").await.refused(403, "api.context.permissions.app_error");
//! ```
//!
//! `town.rs` makes towns, `person.rs` says what people can do, `answer.rs` what they are told, `ear.rs` what they hear,
//! `letterbox.rs` what letters they get.

mod answer;
mod ear;
mod ground;
mod letterbox;
mod parcel;
mod person;
mod town;

pub use answer::{Answer, Body};
pub use ear::Fact;
pub use letterbox::{Letterbox, token_after};
pub use parcel::{PICTURE, Part};
pub use person::Person;
pub use reqwest::Method;
pub use serde_json::{Value, json};
pub use town::{Tables, Town, empty_house, empty_tables, failed_start, house_showing, town, town_with};
