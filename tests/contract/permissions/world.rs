//! The people and channels of the matrix.

use kit::{Person, Town, json, town_with};

use super::rules::{Place, Seat};

/// A town with somebody in every seat and a channel of every kind.
pub struct World {
    pub town: Town,
    /// A team that only the admin is in.
    pub other_team: String,
    pub places: Vec<Place>,
    seated: Vec<(Seat, Person)>,
}

impl World {
    /// Builds it through the front door.
    pub async fn build() -> World {
        let town = town_with(&[("GuestAccountsSettings.Enable", "true")]).await;
        let member = town.neighbour("mia").await;
        let channel_admin = town.neighbour("cora").await;
        let team_admin = town.neighbour("tom").await;
        let guest = town.neighbour("gus").await;
        let gone = town.neighbour("gina").await;
        let outsider = town.newcomer("olga").await;
        let insiders = [&member, &channel_admin, &team_admin, &guest];
        let mut places = vec![place(&town, "a private channel of others", "P", &[&town.bob], false).await];
        places.push(place(&town, "a private channel", "P", &insiders, true).await);
        places.push(place(&town, "an open channel", "O", &insiders, true).await);
        places.push(place(&town, "an open channel of others", "O", &[&town.bob], false).await);
        for place in places.iter().filter(|place| place.is_joined) {
            let path = format!("/channels/{}/members/{}/schemeRoles", place.id, channel_admin.id);
            town.admin.put(&path, json!({"scheme_admin": true, "scheme_user": true})).await.ok();
        }
        places.push(archived(&town, "an archived private channel of others", "P").await);
        places.push(archived(&town, "an archived open channel of others", "O").await);
        places.push(direct(&town).await);
        let path = format!("/teams/{}/members/{}/schemeRoles", town.team.id(), team_admin.id);
        town.admin.put(&path, json!({"scheme_admin": true, "scheme_user": true})).await.ok();
        town.admin.put(&format!("/users/{}/active", gone.id), json!({"active": false})).await.ok();
        let other = json!({"name": "village", "display_name": "Village", "type": "I"});
        let other_team = town.admin.post("/teams", other).await.created().id().to_owned();
        let mut seated = vec![
            (Seat::Gone, gone),
            (Seat::Outsider, outsider),
            (Seat::Member, member),
            (Seat::ChannelAdmin, channel_admin),
            (Seat::TeamAdmin, team_admin),
        ];
        // A server that makes no guests yet has nobody in that seat.
        let demoted = town.admin.post(&format!("/users/{}/demote", guest.id), json!({})).await;
        if demoted.status() != 501 {
            demoted.ok();
            seated.push((Seat::Guest, guest));
        }
        World { town, other_team, places, seated }
    }

    /// Who is in a seat; nobody is in one.
    pub fn person(&self, seat: Seat) -> Option<&Person> {
        self.seated.iter().find(|(taken, _)| *taken == seat).map(|(_, person)| person)
    }

    /// Every seat.
    pub fn seats(&self) -> impl Iterator<Item = Seat> {
        std::iter::once(Seat::Nobody).chain(self.seated.iter().map(|(seat, _)| *seat))
    }
}

async fn place(town: &Town, name: &'static str, kind: &str, people: &[&Person], is_joined: bool) -> Place {
    let channel = town.channel_of(&name.replace(' ', "-"), kind, people).await;
    let post = town.admin.posts_in(channel.id(), "a word").await.created();
    let (id, post) = (channel.id().to_owned(), post.id().to_owned());
    Place { name, id, post, is_open: kind == "O", is_direct: false, is_joined }
}

async fn archived(town: &Town, name: &'static str, kind: &str) -> Place {
    let place = place(town, name, kind, &[&town.bob], false).await;
    town.admin.delete(&format!("/channels/{}", place.id)).await.ok();
    place
}

async fn direct(town: &Town) -> Place {
    let channel = town.admin.post("/channels/direct", json!([town.admin.id, town.bob.id])).await.created();
    let post = town.admin.posts_in(channel.id(), "a word").await.created();
    let (id, post) = (channel.id().to_owned(), post.id().to_owned());
    Place { name: "a direct channel of others", id, post, is_open: false, is_direct: true, is_joined: false }
}
