//! Writes what the lines of an archive say, one batch a transaction.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::choices;
use super::fittings::{BotLine, EmojiLine, RoleLine, SchemeLine};
use super::lines::{
    ChannelLine, ChannelMembershipLine, DirectLine, Line, MembershipLine, PostLine, TeamLine, UserLine,
};
use crate::app::House;
use crate::base::{Error, Id, Millis, Result, refuse};
use crate::bots::wire::Bot;
use crate::channels::wire::{Channel, ChannelMember};
use crate::events::Tx;
use crate::posts::wire::Post;
use crate::reactions::wire::Reaction;
use crate::sessions::RoleTable;
use crate::teams::Standing;
use crate::teams::wire::Team;
use crate::threads::Follower;
use crate::users::Key;
use crate::users::wire::{Texts, User};
use crate::{access, bots, channels, posts, preferences, reactions, sidebar, teams, threads, users};

/// What is known of names while an import runs, and what it has done.
#[derive(Debug, Default)]
pub struct Known {
    teams: HashMap<String, Id>,
    channels: HashMap<(Id, String), Id>,
    users: HashMap<String, Id>,
    /// Lines by what they are about.
    pub counts: BTreeMap<&'static str, u64>,
    /// Channels whose posts have to be counted.
    pub touched: BTreeSet<Id>,
    /// Posts whose files are still in the archive.
    pub waiting: Vec<Attached>,
    /// Accounts whose pictures are still there, and their paths.
    pub pictures: Vec<(Id, String)>,
    /// Emoji whose pictures are.
    pub emoji: Vec<EmojiLine>,
}

/// A post and the files that its line names.
#[derive(Debug, Clone)]
pub struct Attached {
    pub post: Id,
    pub author: Id,
    pub channel: Id,
    pub paths: Vec<String>,
}

/// A batch at work.
pub struct Batch<'a, 'b> {
    pub house: &'a House,
    pub tx: &'a mut Tx<'b>,
    pub known: &'a mut Known,
    /// The hash of a password for an account that has none in the archive: nobody knows it.
    pub no_password: &'a str,
    /// Hashes of passwords in this batch, by username.
    pub hashes: &'a HashMap<String, String>,
}

impl Batch<'_, '_> {
    /// Writes one line.
    pub fn apply(&mut self, line: Line) -> Result<()> {
        let now = self.house.clock.now();
        match line {
            Line { team: Some(team), .. } => self.team(team, now),
            Line { channel: Some(channel), .. } => self.channel(channel, now),
            Line { user: Some(user), .. } => self.user(user, now),
            Line { post: Some(post), .. } => {
                let team = self.find_team(&post.team)?;
                let channel = self.find_channel(team, &post.channel)?;
                self.count("posts");
                self.thread(post, team, channel)
            }
            Line { direct_channel: Some(direct), .. } => self.direct(&direct, now).map(drop),
            Line { direct_post: Some(post), .. } => {
                let people = self.people(post.channel_members.iter().flatten())?;
                let channel = channels::keep_teamless(self.tx, &people, "", now)?;
                self.count("direct_posts");
                self.thread(post, Id::NONE, channel)
            }
            Line { role: Some(role), .. } => self.role(role, now),
            Line { scheme: Some(scheme), .. } => self.scheme(scheme, now),
            Line { bot: Some(bot), .. } => self.bot(bot, now),
            Line { emoji: Some(emoji), .. } => {
                self.known.emoji.push(emoji);
                self.count("emojis");
                Ok(())
            }
            // The version.
            _ => Ok(()),
        }
    }

    fn count(&mut self, what: &'static str) {
        *self.known.counts.entry(what).or_default() += 1;
    }

    fn role(&mut self, line: RoleLine, now: Millis) -> Result<()> {
        self.count("roles");
        access::keep_role(self.tx, line.into(), now)
    }

    fn scheme(&mut self, line: SchemeLine, now: Millis) -> Result<()> {
        self.count("schemes");
        let (scheme, permissions) = line.open();
        let roles = self.house.room::<RoleTable>().now();
        access::keep_scheme(self.tx, &roles, scheme, permissions, now).map(drop)
    }

    fn bot(&mut self, line: BotLine, now: Millis) -> Result<()> {
        let bot = Bot {
            username: line.username.to_lowercase(),
            display_name: line.display_name.unwrap_or_default(),
            description: line.description.unwrap_or_default(),
            // A plugin's bot belongs to nobody here.
            owner_id: self.find_user(&line.owner).unwrap_or(Id::NONE),
            delete_at: line.delete_at.unwrap_or(0),
            ..Bot::default()
        };
        let name = bot.username.clone();
        let id = bots::keep_bot(self.tx, bot, now)?;
        self.known.users.insert(name, id);
        self.known.pictures.extend(line.profile_image.map(|path| (id, path)));
        self.count("bots");
        Ok(())
    }

    fn team(&mut self, line: TeamLine, now: Millis) -> Result<()> {
        let team = Team {
            name: line.name.clone(),
            display_name: line.display_name,
            kind: line.kind,
            description: line.description.unwrap_or_default(),
            allow_open_invite: line.allow_open_invite.unwrap_or(false),
            ..Team::default()
        };
        let id = teams::keep_team(self.tx, team, now)?;
        if let Some(scheme) = line.scheme.filter(|name| !name.is_empty()) {
            let scheme = access::scheme_named(self.tx, &scheme)?;
            teams::keep_scheme(self.tx, id, scheme, now)?;
        }
        self.known.teams.insert(line.name, id);
        self.count("teams");
        Ok(())
    }

    fn channel(&mut self, line: ChannelLine, now: Millis) -> Result<()> {
        let team = self.find_team(&line.team)?;
        let display_name = line.display_name.filter(|name| !name.is_empty()).unwrap_or_else(|| line.name.clone());
        let channel = Channel {
            team_id: team,
            name: line.name.clone(),
            display_name,
            kind: line.kind,
            header: line.header.unwrap_or_default(),
            purpose: line.purpose.unwrap_or_default(),
            delete_at: line.deleted_at.unwrap_or(0),
            ..Channel::default()
        };
        let id = channels::keep_channel(self.tx, channel, now)?;
        if let Some(scheme) = line.scheme.filter(|name| !name.is_empty()) {
            let scheme = access::scheme_named(self.tx, &scheme)?;
            channels::keep_scheme(self.tx, id, scheme, now)?;
        }
        self.known.channels.insert((team, line.name), id);
        self.count("channels");
        Ok(())
    }

    fn user(&mut self, line: UserLine, now: Millis) -> Result<()> {
        let name = line.username.to_lowercase();
        let hash = self.hashes.get(&name).map_or(self.no_password, String::as_str).to_owned();
        let id = users::keep_user(self.tx, account(&line), &hash, now)?;
        self.known.users.insert(name, id);
        self.known.pictures.extend(line.profile_image.map(|path| (id, path)));
        let mut chosen = choices::read(id, &line.choices);
        for team in line.teams.unwrap_or_default() {
            let theme = team.theme.clone();
            let team = self.membership(id, team, now)?;
            chosen.extend(theme.map(|theme| ("theme", team.to_string(), theme)));
        }
        preferences::keep(self.tx, id, chosen)?;
        self.count("users");
        Ok(())
    }

    fn membership(&mut self, user: Id, line: MembershipLine, now: Millis) -> Result<Id> {
        let team = self.find_team(&line.name)?;
        let (standing, explicit) = standing(line.roles.as_deref().unwrap_or("team_user"));
        teams::keep_member(self.tx, team, user, standing, &explicit, now)?;
        let mut favourites = Vec::new();
        for channel in line.channels.unwrap_or_default() {
            let id = self.find_channel(team, &channel.name)?;
            favourites.extend((channel.favorite == Some(true)).then_some(id));
            let (standing, member) = member(id, user, channel);
            channels::keep_member(self.tx, &member, standing, now)?;
        }
        // The list is made even without any: conversations that are favourites need it later.
        sidebar::keep_favourites(self.tx, user, team, &favourites)?;
        Ok(team)
    }

    fn direct(&mut self, line: &DirectLine, now: Millis) -> Result<Id> {
        let people = self.people(line.people().iter())?;
        self.count("direct_channels");
        let id = channels::keep_teamless(self.tx, &people, line.header.as_deref().unwrap_or_default(), now)?;
        for name in line.favorited_by.iter().flatten() {
            let user = self.find_user(name)?;
            sidebar::keep_favourite(self.tx, user, id)?;
        }
        for name in line.shown_by.iter().flatten() {
            let user = self.find_user(name)?;
            let other = people.iter().find(|one| one.id != user).map_or(user, |one| one.id);
            let shown = match people.len() {
                0..=2 => ("direct_channel_show", other.to_string(), "true".to_owned()),
                _ => ("group_channel_show", id.to_string(), "true".to_owned()),
            };
            preferences::keep(self.tx, user, vec![shown])?;
        }
        Ok(id)
    }

    /// Writes a post, its replies and reactions.
    fn thread(&mut self, line: PostLine, team: Id, channel: Id) -> Result<()> {
        let mut followers = Vec::new();
        for follower in line.thread_followers.iter().flatten() {
            let user = self.find_user(&follower.user)?;
            let mentions = follower.unread_mentions.unwrap_or(0);
            followers.push(Follower { user, last_viewed: follower.last_viewed.unwrap_or(0), mentions });
        }
        let root = self.post(&line, channel, Id::NONE)?;
        let replies = line.replies.unwrap_or_default();
        for reply in &replies {
            self.post(reply, channel, root)?;
        }
        if !replies.is_empty() {
            threads::keep_thread(self.tx, root, channel, team, &followers)?;
        }
        self.known.touched.insert(channel);
        Ok(())
    }

    fn post(&mut self, line: &PostLine, channel: Id, root: Id) -> Result<Id> {
        if line.create_at <= 0 {
            return Err(refuse::with(400, "app.import.validate_post_import_data.create_at_zero.error").into());
        }
        let author = self.find_user(&line.user)?;
        let reactions = line.reactions.as_deref().unwrap_or_default();
        let post = Post {
            channel_id: channel,
            user_id: author,
            root_id: root,
            message: line.message.clone().unwrap_or_default(),
            kind: line.kind.clone().unwrap_or_default(),
            props: line.props.clone().unwrap_or_default(),
            create_at: line.create_at,
            edit_at: line.edit_at.unwrap_or(0),
            is_pinned: line.is_pinned.unwrap_or(false),
            has_reactions: !reactions.is_empty(),
            remote_id: Some(String::new()),
            ..Post::default()
        };
        let least = usize::try_from(self.house.config.now().minimum_hashtag_length).unwrap_or(1);
        let (id, has_files) = posts::keep_post(self.tx, post, least)?;
        let paths: Vec<String> = line.attachments.iter().flatten().map(|file| file.path.clone()).collect();
        if !paths.is_empty() && !has_files {
            self.known.waiting.push(Attached { post: id, author, channel, paths });
        }
        for reaction in reactions {
            let user_id = self.find_user(&reaction.user)?;
            let (at, emoji_name) = (reaction.create_at, reaction.emoji_name.clone());
            let reaction = Reaction {
                user_id,
                post_id: id,
                emoji_name,
                create_at: at,
                update_at: at,
                channel_id: channel,
                ..Reaction::default()
            };
            reactions::keep_reaction(self.tx, &reaction)?;
        }
        Ok(id)
    }

    fn find_team(&mut self, name: &str) -> Result<Id> {
        if let Some(id) = self.known.teams.get(name) {
            return Ok(*id);
        }
        let id = teams::get_team_by_name(self.tx, name)?.id;
        self.known.teams.insert(name.to_owned(), id);
        Ok(id)
    }

    fn find_channel(&mut self, team: Id, name: &str) -> Result<Id> {
        let key = (team, name.to_owned());
        if let Some(id) = self.known.channels.get(&key) {
            return Ok(*id);
        }
        let found = channels::find_by_name_even_archived(self.tx, team, name)?;
        let id = found.ok_or_else(|| unknown("app.import.import_post.channel_not_found.error", name))?.id;
        self.known.channels.insert(key, id);
        Ok(id)
    }

    fn find_user(&mut self, name: &str) -> Result<Id> {
        let name = name.to_lowercase();
        if let Some(id) = self.known.users.get(&name) {
            return Ok(*id);
        }
        let found = users::find(self.tx, &Key::Username(name.clone()))?;
        let id = found.ok_or_else(|| unknown("app.import.import_post.user_not_found.error", &name))?.id;
        self.known.users.insert(name, id);
        Ok(id)
    }

    fn people<'n>(&mut self, names: impl Iterator<Item = &'n String>) -> Result<Vec<User>> {
        let names: Vec<String> = names.map(|name| name.to_lowercase()).collect();
        let found = users::list_by_usernames(self.tx, &names)?;
        let missing = names.iter().find(|name| !found.iter().any(|user| user.username == **name));
        match missing {
            Some(name) => Err(unknown("app.import.import_direct_channel.member_not_found.error", name)),
            None => Ok(found),
        }
    }
}

fn unknown(id: &'static str, name: &str) -> Error {
    refuse::with(400, id).about(name).into()
}

fn account(line: &UserLine) -> User {
    let given = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut notify = Texts::new();
    for (name, value) in line.notify_props.iter().flatten() {
        let name = match name.as_str() {
            "mobile" => "push",
            "mobile_push_status" => "push_status",
            other => other,
        };
        if let Some(value) = value.as_str().filter(|value| !value.is_empty() || name == "mention_keys") {
            notify.insert(name.to_owned(), value.to_owned());
        }
    }
    let custom = line.custom_status.as_ref().map(|status| ("customStatus".to_owned(), status.to_string()));
    User {
        username: line.username.clone(),
        email: line.email.clone(),
        nickname: given(&line.nickname),
        first_name: given(&line.first_name),
        last_name: given(&line.last_name),
        position: given(&line.position),
        roles: line.roles.clone().filter(|roles| !roles.is_empty()).unwrap_or_else(|| "system_user".to_owned()),
        locale: line.locale.clone().filter(|locale| !locale.is_empty()).unwrap_or_else(|| "en".to_owned()),
        delete_at: line.delete_at.unwrap_or(0),
        email_verified: true,
        notify_props: notify,
        props: custom.into_iter().collect(),
        ..User::default()
    }
}

fn member(channel: Id, user: Id, line: ChannelMembershipLine) -> (Standing, ChannelMember) {
    let (standing, explicit) = standing(line.roles.as_deref().unwrap_or("channel_user"));
    let member = ChannelMember {
        channel_id: channel,
        user_id: user,
        explicit_roles: explicit,
        notify_props: line.notify_props.unwrap_or_default(),
        mention_count: line.mention_count.unwrap_or(0),
        mention_count_root: line.mention_count_root.unwrap_or(0),
        msg_count: line.msg_count.unwrap_or(0),
        msg_count_root: line.msg_count_root.unwrap_or(0),
        last_viewed_at: line.last_viewed_at.unwrap_or(0),
        ..ChannelMember::default()
    };
    (standing, member)
}

/// What somebody is by their roles, and the roles besides.
fn standing(roles: &str) -> (Standing, String) {
    let mut standing = Standing::Member;
    let mut explicit = Vec::new();
    for role in roles.split_whitespace() {
        match role {
            "team_guest" | "channel_guest" => standing = Standing::Guest,
            "team_admin" | "channel_admin" => standing = Standing::Admin,
            "team_user" | "channel_user" => {}
            other => explicit.push(other),
        }
    }
    (standing, explicit.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_say_what_somebody_is() {
        assert_eq!(standing("team_user team_admin"), (Standing::Admin, String::new()));
        assert_eq!(standing("channel_guest"), (Standing::Guest, String::new()));
        assert_eq!(standing("channel_user custom_role"), (Standing::Member, "custom_role".to_owned()));
    }
}
