-- What lists walk in their order, and by what else things are looked for.

create index idx_sessions_deviceid on sessions (deviceid);
create index idx_status_lastactivityat on status (lastactivityat);
create index idx_preferences_category on preferences (category, name);
-- Those who may log in, by name: lists of people walk it, and counts need nothing else.
create index idx_users_active_username on users (username) where deleteat = 0;

create index idx_teams_displayname on teams (displayname, id);
create index idx_channels_team_id_display_name on channels (teamid, displayname, id);
create index idx_channels_displayname on channels (displayname);
create index idx_sidebarchannels_categoryid on sidebarchannels (categoryid);

create index idx_reactions_channel_id on reactions (channelid);
create index idx_postacknowledgements_channelid on postacknowledgements (channelid);
create index idx_drafts_channelid on drafts (channelid);
create index idx_scheduledposts_channelid on scheduledposts (channelid);

create index idx_fileinfo_creatorid_createat on fileinfo (creatorid, createat);
drop index idx_uploadsessions_user_id;
create index idx_uploadsessions_user_id on uploadsessions (userid, createat);

-- What a page of a channel asks of a post stands in the index: the posts before a page are counted and not read.
drop index idx_posts_channelid_createat_id;
create index idx_posts_channelid_createat_id on posts (channelid, createat, id, deleteat, rootid);
drop index idx_posts_pinned;
create index idx_posts_pinned on posts (channelid, createat) where ispinned;
