-- What surrounds posts: drafts, posts for later, reminders, priorities, acknowledgements, posts that burn, flags,
-- and what people tell of themselves.

create table drafts (
    createat bigint not null default 0,
    updateat bigint not null default 0,
    deleteat bigint not null default 0,
    userid text not null,
    channelid text not null,
    rootid text not null default '',
    message text not null default '',
    props text not null default '{}',
    fileids text not null default '[]',
    priority text not null default '{}',
    type text not null default '',
    primary key (userid, channelid, rootid)
);

create index idx_drafts_userid_updateat on drafts (userid, updateat);

create table scheduledposts (
    id text primary key,
    createat bigint not null default 0,
    updateat bigint not null default 0,
    userid text not null,
    channelid text not null,
    rootid text not null default '',
    message text not null default '',
    props text not null default '{}',
    fileids text not null default '[]',
    priority text not null default '{}',
    scheduledat bigint not null,
    processedat bigint not null default 0,
    errorcode text not null default '',
    type text not null default ''
);

create index idx_scheduledposts_userid_channel_id_scheduled_at on scheduledposts (userid, channelid, scheduledat);
create index idx_scheduledposts_due on scheduledposts (scheduledat, createat, id) where errorcode = '';

create table postreminders (
    postid text not null,
    userid text not null,
    targettime bigint not null default 0,
    primary key (postid, userid)
);

create index idx_postreminders_targettime on postreminders (targettime);

create table postspriority (
    postid text primary key,
    channelid text not null,
    priority text not null,
    requestedack boolean,
    persistentnotifications boolean
);

create table postacknowledgements (
    postid text not null,
    userid text not null,
    acknowledgedat bigint not null default 0,
    remoteid text default '',
    channelid text not null default '',
    primary key (postid, userid)
);

create table persistentnotifications (
    postid text primary key,
    createat bigint not null default 0,
    lastsentat bigint not null default 0,
    deleteat bigint not null default 0,
    sentcount bigint not null default 0
);

create index idx_persistentnotifications_lastsentat on persistentnotifications (lastsentat) where deleteat = 0;

create table readreceipts (
    postid text not null,
    userid text not null,
    expireat bigint not null,
    primary key (postid, userid)
);

create index idx_read_receipts_post_id on readreceipts (postid);
create index idx_read_receipts_user_id_post_id_expire_at on readreceipts (userid, postid, expireat);
create index idx_read_receipts_expire_at on readreceipts (expireat);

create table temporaryposts (
    postid text primary key,
    type text not null,
    expireat bigint not null,
    message text not null default '',
    fileids text not null default '[]'
);

create index idx_temporary_posts_expire_at on temporaryposts (expireat);

create table propertygroups (
    id text primary key,
    name text not null unique
);

create table propertyfields (
    id text primary key,
    groupid text not null,
    name text not null,
    type text not null,
    attrs text not null default '{}',
    targetid text not null default '',
    targettype text not null default '',
    createat bigint not null,
    updateat bigint not null,
    deleteat bigint not null default 0
);

create index idx_propertyfields_create_at_id on propertyfields (createat, id);
create unique index idx_propertyfields_unique on propertyfields (groupid, targetid, name) where deleteat = 0;

create table propertyvalues (
    id text primary key,
    targetid text not null,
    targettype text not null,
    groupid text not null,
    fieldid text not null,
    value text not null,
    createat bigint not null,
    updateat bigint not null,
    deleteat bigint not null default 0
);

create index idx_propertyvalues_create_at_id on propertyvalues (createat, id);
create index idx_propertyvalues_targetid_groupid on propertyvalues (targetid, groupid);
create unique index idx_propertyvalues_unique on propertyvalues (groupid, targetid, fieldid) where deleteat = 0;

create table contentflaggingcommonreviewers (
    userid text primary key
);

create table contentflaggingteamsettings (
    teamid text primary key,
    enabled boolean
);

create table contentflaggingteamreviewers (
    teamid text not null,
    userid text not null,
    primary key (teamid, userid)
);
