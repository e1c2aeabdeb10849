//! What somebody may do at most, as the contract says it.

use std::collections::{BTreeMap, BTreeSet};

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Seat {
    /// Without a session.
    Nobody,
    /// With the session of an account that was deactivated since.
    Gone,
    /// With an account, and in no team.
    Outsider,
    /// A guest of the team, in the open channel and the club.
    Guest,
    /// In the team, the open channel and the club.
    Member,
    /// And an admin of those channels.
    ChannelAdmin,
    /// In the team as its admin, and in the same channels as a member.
    TeamAdmin,
}

/// A channel that is asked about.
#[derive(Debug, Clone)]
pub struct Place {
    pub name: &'static str,
    pub id: String,
    /// A post of somebody else in it.
    pub post: String,
    /// Whether everybody of the team may look in.
    pub is_open: bool,
    /// Whether it belongs to no team.
    pub is_direct: bool,
    /// Whether those who are in the team are in it.
    pub is_joined: bool,
}

/// One question: about whom, in which channel, in which team.
#[derive(Debug, Clone)]
pub struct Case<'a> {
    /// Whether the user in the path is the one who asks.
    pub is_self: bool,
    pub place: &'a Place,
    /// Whether the team is the one that people are in.
    pub is_their_team: bool,
}

/// The permissions of each role.
pub struct Roles(BTreeMap<String, BTreeSet<String>>);

impl Roles {
    /// As the house is delivered.
    pub fn read() -> Roles {
        let roles: Vec<serde_json::Value> =
            serde_json::from_str(include_str!("../../../config/roles.json")).expect("roles");
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let permissions =
            |role: &serde_json::Value| role["permissions"].as_array().into_iter().flatten().map(text).collect();
        Roles(roles.iter().map(|role| (text(&role["name"]), permissions(role))).collect())
    }

    /// Whether somebody holds a permission, by any of the roles that count there.
    fn hold(&self, seat: Seat, permission: &str, case: &Case<'_>) -> bool {
        let is_guest = seat == Seat::Guest;
        let mut names = vec![if is_guest { "system_guest" } else { "system_user" }];
        let is_in_team = seat > Seat::Outsider && case.is_their_team && !case.place.is_direct;
        if is_in_team {
            names.push(if is_guest { "team_guest" } else { "team_user" });
            names.extend((seat == Seat::TeamAdmin).then_some("team_admin"));
        }
        if is_in_team && case.place.is_joined {
            names.push(if is_guest { "channel_guest" } else { "channel_user" });
            names.extend((seat == Seat::ChannelAdmin).then_some("channel_admin"));
        }
        names.iter().any(|name| self.0.get(*name).is_some_and(|held| held.contains(permission)))
    }

    fn reads(&self, seat: Seat, case: &Case<'_>) -> bool {
        let joined = case.place.is_joined && self.hold(seat, "read_channel_content", case);
        joined || (case.place.is_open && self.hold(seat, "read_public_channel", case))
    }

    /// Whether the contract lets somebody do this, read generously: where it leaves a doubt, they may.
    pub fn may(&self, seat: Seat, wanted: &str, case: &Case<'_>) -> bool {
        if seat <= Seat::Gone {
            return false;
        }
        if wanted == "-" {
            return true;
        }
        let tokens: Vec<&str> = wanted.split(',').map(str::trim).filter(|token| !token.contains(" when ")).collect();
        if tokens.iter().any(|token| *token == "none if self") && case.is_self {
            return true;
        }
        let word = |token: &str| token.split([' ', '(']).next().unwrap_or_default().to_owned();
        let (relations, permissions): (Vec<_>, Vec<_>) =
            tokens.iter().map(|token| word(token)).partition(|word| word.starts_with('@'));
        let related = |relation: &String| self.related(seat, relation, case);
        let holds = |permission: &String| self.hold(seat, permission, case);
        let any_is_enough = tokens.iter().any(|token| {
            token.starts_with("manage_system")
                || token.starts_with("sysconsole")
                || token.starts_with("@self")
                || token.starts_with("@member_count")
        });
        if any_is_enough {
            return relations.iter().any(related) || permissions.iter().any(holds);
        }
        relations.iter().all(related) && (permissions.is_empty() || permissions.iter().any(holds))
    }

    fn related(&self, seat: Seat, relation: &str, case: &Case<'_>) -> bool {
        match relation {
            "@user" | "@user_or_bot" | "@self" | "@owner" => case.is_self,
            // What is asked is done to whose session it is, whatever the path says.
            "@session" => true,
            "@read_channel" | "@read_post" | "@member_count" => self.reads(seat, case),
            "@post_info" => case.place.is_open || self.reads(seat, case),
            "@see_user" => true,
            _ => false,
        }
    }
}
