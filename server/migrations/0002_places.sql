-- Where people meet: teams, channels, and how each member sees them.

create table teams (
    id text primary key,
    createat bigint not null default 0,
    updateat bigint not null default 0,
    deleteat bigint not null default 0,
    displayname text not null default '',
    name text not null default '',
    description text not null default '',
    email text not null default '',
    type text not null default '',
    companyname text not null default '',
    alloweddomains text not null default '',
    inviteid text not null default '',
    schemeid text,
    allowopeninvite boolean not null default false,
    lastteamiconupdate bigint not null default 0,
    groupconstrained boolean,
    cloudlimitsarchived boolean not null default false,
    unique (name)
);

create table teammembers (
    teamid text not null default '',
    userid text not null default '',
    roles text not null default '',
    deleteat bigint not null default 0,
    schemeuser boolean not null default false,
    schemeadmin boolean not null default false,
    schemeguest boolean not null default false,
    createat bigint not null default 0,
    primary key (teamid, userid)
);

create table channels (
    id text primary key,
    createat bigint not null default 0,
    updateat bigint not null default 0,
    deleteat bigint not null default 0,
    teamid text not null default '',
    type text not null default '',
    displayname text not null default '',
    name text not null default '',
    header text not null default '',
    purpose text not null default '',
    lastpostat bigint not null default 0,
    totalmsgcount bigint not null default 0,
    extraupdateat bigint not null default 0,
    creatorid text not null default '',
    schemeid text,
    groupconstrained boolean,
    shared boolean,
    totalmsgcountroot bigint not null default 0,
    lastrootpostat bigint not null default 0,
    bannerinfo text,
    defaultcategoryname text not null default '',
    autotranslation boolean not null default false,
    unique (name, teamid)
);

create table channelmembers (
    channelid text not null default '',
    userid text not null default '',
    roles text not null default '',
    lastviewedat bigint not null default 0,
    msgcount bigint not null default 0,
    mentioncount bigint not null default 0,
    notifyprops text not null default '',
    lastupdateat bigint not null default 0,
    schemeuser boolean not null default false,
    schemeadmin boolean not null default false,
    schemeguest boolean not null default false,
    mentioncountroot bigint not null default 0,
    msgcountroot bigint not null default 0,
    urgentmentioncount bigint not null default 0,
    autotranslation boolean not null default false,
    autotranslationdisabled boolean not null default false,
    primary key (channelid, userid)
);

create table channelmemberhistory (
    channelid text not null default '',
    userid text not null default '',
    jointime bigint not null default 0,
    leavetime bigint,
    primary key (channelid, userid, jointime)
);

create table sidebarcategories (
    id text primary key,
    userid text not null default '',
    teamid text not null default '',
    sortorder bigint not null default 0,
    sorting text not null default '',
    type text not null default '',
    displayname text not null default '',
    muted boolean not null default false,
    collapsed boolean not null default false
);

create table sidebarchannels (
    channelid text not null default '',
    userid text not null default '',
    categoryid text not null default '',
    sortorder bigint not null default 0,
    primary key (channelid, userid, categoryid)
);

create index idx_teams_inviteid on teams (inviteid);
create index idx_teammembers_userid on teammembers (userid);
create index idx_channels_teamid_type_deleteat_displayname on channels (teamid, type, deleteat, displayname);
create index idx_channels_updateat on channels (updateat);
create index idx_channelmembers_userid_channelid on channelmembers (userid, channelid);
create index idx_sidebarcategories_userid_teamid on sidebarcategories (userid, teamid);
create index idx_sidebarchannels_userid_categoryid on sidebarchannels (userid, categoryid);
