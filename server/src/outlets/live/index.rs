//! Who is present, and where: so that a fact finds its receivers without asking the database.
//!
//! Pure: it hears of changes and answers who is concerned. `C` is whatever a connection is.

use std::collections::HashMap;

use slab::Slab;

use crate::base::Id;
use crate::events::Event;
use crate::events::audience::Audience;

/// The present people and their places.
pub struct Index<C> {
    people: Slab<Person<C>>,
    by_user: HashMap<Id, usize>,
    channels: HashMap<Id, Place>,
    teams: HashMap<Id, Place>,
}

/// Somebody with a connection.
pub struct Person<C> {
    /// Who.
    pub user: Id,
    /// What the account's roles make of them.
    pub rank: Rank,
    /// Their connections: few.
    pub connections: Vec<C>,
    channels: Vec<Id>,
    teams: Vec<Id>,
}

/// What matters of somebody's roles here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rank {
    /// They manage the system: some events have a fuller copy for them.
    pub is_admin: bool,
    /// They see only people of their own channels.
    pub is_guest: bool,
}

/// Who of the members of a channel or team is present.
type Place = Vec<usize>;

/// Where somebody is a member.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Memberships {
    /// Channels.
    pub channels: Vec<Id>,
    /// Teams.
    pub teams: Vec<Id>,
}

/// A membership began or ended. Who leaves a team leaves its channels too, and each of those is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    JoinedChannel { user: Id, channel: Id },
    LeftChannel { user: Id, channel: Id },
    JoinedTeam { user: Id, team: Id },
    LeftTeam { user: Id, team: Id },
}

impl Change {
    /// Whose membership.
    pub fn user(&self) -> Id {
        match self {
            Change::JoinedChannel { user, .. }
            | Change::LeftChannel { user, .. }
            | Change::JoinedTeam { user, .. }
            | Change::LeftTeam { user, .. } => *user,
        }
    }
}

/// The memberships that a fact begins or ends.
pub fn changes(event: &Event) -> Vec<Change> {
    use Change::{JoinedChannel, JoinedTeam, LeftChannel, LeftTeam};
    match event {
        Event::MemberJoined { channel, user, .. } => {
            vec![JoinedChannel { user: user.id, channel: channel.id }]
        }
        Event::MemberLeft { channel, user, .. } => vec![LeftChannel { user: user.id, channel: channel.id }],
        Event::ChannelCreated { channel, by } => {
            vec![JoinedChannel { user: *by, channel: channel.id }]
        }
        Event::DirectAdded { channel, creator, teammate } => {
            let join = |user: &Id| JoinedChannel { user: *user, channel: channel.id };
            [creator, teammate].into_iter().map(join).collect()
        }
        Event::GroupAdded { channel, members } => {
            let join = |user: &Id| JoinedChannel { user: *user, channel: channel.id };
            members.iter().map(join).collect()
        }
        Event::TeamCreated { team, by } => vec![JoinedTeam { user: *by, team: team.id }],
        Event::TeamJoined { team, user, .. } => vec![JoinedTeam { user: user.id, team: team.id }],
        Event::TeamLeft { team, user, .. } => vec![LeftTeam { user: user.id, team: team.id }],
        _ => Vec::new(),
    }
}

impl<C> Default for Index<C> {
    fn default() -> Index<C> {
        Index { people: Slab::new(), by_user: HashMap::new(), channels: HashMap::new(), teams: HashMap::new() }
    }
}

impl<C> Index<C> {
    /// Somebody who is present.
    pub fn find(&mut self, user: Id) -> Option<&mut Person<C>> {
        self.people.get_mut(*self.by_user.get(&user)?)
    }

    /// Whether nobody is present.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// Everybody who is present.
    pub fn everybody(&mut self) -> impl Iterator<Item = &mut Person<C>> {
        self.people.iter_mut().map(|(_, person)| person)
    }

    /// Somebody is present from now on. They must not have been before.
    pub fn arrive(&mut self, user: Id, rank: Rank, memberships: &Memberships) {
        let person = Person { user, rank, connections: Vec::new(), channels: Vec::new(), teams: Vec::new() };
        let key = self.people.insert(person);
        self.by_user.insert(user, key);
        for channel in &memberships.channels {
            self.apply(&Change::JoinedChannel { user, channel: *channel });
        }
        for team in &memberships.teams {
            self.apply(&Change::JoinedTeam { user, team: *team });
        }
    }

    /// Somebody is no longer present.
    pub fn depart(&mut self, user: Id) {
        let Some(key) = self.by_user.remove(&user) else { return };
        let person = self.people.remove(key);
        person.channels.iter().for_each(|channel| leave(&mut self.channels, *channel, key));
        person.teams.iter().for_each(|team| leave(&mut self.teams, *team, key));
    }

    /// A membership began or ended; nothing happens when it is of somebody who is not present.
    pub fn apply(&mut self, change: &Change) {
        let Some(key) = self.by_user.get(&change.user()).copied() else { return };
        let Some(person) = self.people.get_mut(key) else { return };
        match *change {
            Change::JoinedChannel { channel, .. } => {
                if !person.channels.contains(&channel) {
                    person.channels.push(channel);
                    self.channels.entry(channel).or_default().push(key);
                }
            }
            Change::LeftChannel { channel, .. } => {
                person.channels.retain(|known| *known != channel);
                leave(&mut self.channels, channel, key);
            }
            Change::JoinedTeam { team, .. } => {
                if !person.teams.contains(&team) {
                    person.teams.push(team);
                    self.teams.entry(team).or_default().push(key);
                }
            }
            Change::LeftTeam { team, .. } => {
                person.teams.retain(|known| *known != team);
                leave(&mut self.teams, team, key);
            }
        }
    }

    /// Shows `each` the present people of an audience, without regard to single connections.
    pub fn receivers(&self, audience: &Audience, mut each: impl FnMut(&Person<C>)) {
        let mut show = |key: &usize| {
            if let Some(person) = self.people.get(*key).filter(|person| person.may_hear(audience)) {
                each(person);
            }
        };
        if audience.user_id.is_some() {
            self.by_user.get(&audience.user_id).iter().for_each(|key| show(key));
        } else if audience.channel_id.is_some() {
            self.channels.get(&audience.channel_id).iter().for_each(|place| place.iter().for_each(&mut show));
        } else if audience.team_id.is_some() {
            self.teams.get(&audience.team_id).iter().for_each(|place| place.iter().for_each(&mut show));
        } else {
            self.people.iter().for_each(|(key, _)| show(&key));
        }
    }

    /// Whether two present people have a channel in common: then a guest among them knows the other.
    pub fn know_each_other(&self, one: Id, other: Id) -> bool {
        let channels =
            |user| self.by_user.get(&user).and_then(|key| self.people.get(*key)).map(|person| &person.channels);
        match (channels(one), channels(other)) {
            (Some(ones), Some(others)) => one == other || ones.iter().any(|channel| others.contains(channel)),
            _ => false,
        }
    }
}

impl<C> Person<C> {
    fn may_hear(&self, audience: &Audience) -> bool {
        let fits =
            if self.rank.is_admin { !audience.contains_sanitized_data } else { !audience.contains_sensitive_data };
        let omitted = audience.user_id.is_none()
            && audience.omit_users.as_ref().is_some_and(|omitted| omitted.contains_key(&self.user));
        fits && !omitted
    }
}

fn leave(places: &mut HashMap<Id, Place>, id: Id, key: usize) {
    let Some(place) = places.get_mut(&id) else { return };
    place.retain(|known| *known != key);
    if place.is_empty() {
        places.remove(&id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    struct Town {
        index: Index<()>,
        team: Id,
        square: Id,
        amy: Id,
        bob: Id,
        mallory: Id,
    }

    /// Amy and Bob are in the square of a team; Mallory, a guest, is nowhere; Amy manages the system.
    fn town() -> Town {
        let [team, square, amy, bob, mallory] = std::array::from_fn(|_| Id::new());
        let mut index = Index::default();
        let inside = Memberships { channels: vec![square], teams: vec![team] };
        index.arrive(amy, Rank { is_admin: true, is_guest: false }, &inside);
        index.arrive(bob, Rank::default(), &inside);
        index.arrive(mallory, Rank { is_admin: false, is_guest: true }, &Memberships::default());
        Town { index, team, square, amy, bob, mallory }
    }

    impl Town {
        fn hears(&self, audience: Audience) -> Vec<Id> {
            let mut heard = Vec::new();
            self.index.receivers(&audience, |person| heard.push(person.user));
            heard
        }
    }

    #[test]
    fn each_audience_reaches_its_people_and_nobody_else() {
        let town = town();
        let everybody = vec![town.amy, town.bob, town.mallory];
        let without_amy = Some(BTreeMap::from([(town.amy, true)]));
        let table = [
            (Audience::all(), everybody),
            (Audience::channel(town.square), vec![town.amy, town.bob]),
            (Audience::team(town.team), vec![town.amy, town.bob]),
            (Audience::user(town.bob), vec![town.bob]),
            (Audience { channel_id: town.square, ..Audience::user(town.mallory) }, vec![town.mallory]),
            (Audience { omit_users: without_amy.clone(), ..Audience::channel(town.square) }, vec![town.bob]),
            (Audience { contains_sensitive_data: true, ..Audience::all() }, vec![town.amy]),
            (Audience { contains_sanitized_data: true, ..Audience::all() }, vec![town.bob, town.mallory]),
            (Audience::channel(Id::new()), vec![]),
            (Audience::user(Id::new()), vec![]),
        ];
        for (audience, wanted) in table {
            assert_eq!(town.hears(audience.clone()), wanted, "{audience:?}");
        }
    }

    #[test]
    fn memberships_follow_what_happens() {
        let mut town = town();
        let (team, square, mallory, bob) = (town.team, town.square, town.mallory, town.bob);
        town.index.apply(&Change::JoinedChannel { user: mallory, channel: square });
        town.index.apply(&Change::JoinedChannel { user: mallory, channel: square });
        assert_eq!(town.hears(Audience::channel(square)), [town.amy, bob, mallory], "joined once");
        assert!(town.index.know_each_other(mallory, bob));
        town.index.apply(&Change::LeftChannel { user: mallory, channel: square });
        assert_eq!(town.hears(Audience::channel(square)), [town.amy, bob]);
        town.index.apply(&Change::LeftTeam { user: bob, team });
        assert_eq!(town.hears(Audience::team(team)), [town.amy]);
        assert_eq!(town.hears(Audience::channel(square)), [town.amy, bob], "each channel is left on its own");
        town.index.apply(&Change::LeftChannel { user: bob, channel: square });
        assert_eq!(town.hears(Audience::channel(square)), [town.amy]);
        assert!(!town.index.know_each_other(mallory, bob));
    }

    #[test]
    fn who_departs_leaves_no_trace() {
        let mut town = town();
        for user in [town.amy, town.bob, town.mallory] {
            town.index.depart(user);
        }
        assert!(town.index.channels.is_empty() && town.index.teams.is_empty() && town.index.people.is_empty());
        town.index.depart(town.amy);
        town.index.apply(&Change::JoinedTeam { user: town.amy, team: town.team });
        assert!(town.index.teams.is_empty(), "the absent are nowhere");
    }
}
