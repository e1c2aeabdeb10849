-- Who there is: accounts, their sessions, what they may, how they want it.
-- Names are those of Mattermost's own PostgreSQL schema; types are the four that both engines share.

create table users (
    id text primary key,
    createat bigint not null default 0,
    updateat bigint not null default 0,
    deleteat bigint not null default 0,
    username text not null default '',
    password text not null default '',
    authdata text,
    authservice text not null default '',
    email text not null default '',
    emailverified boolean not null default false,
    nickname text not null default '',
    firstname text not null default '',
    lastname text not null default '',
    roles text not null default '',
    allowmarketing boolean not null default false,
    props text not null default '',
    notifyprops text not null default '',
    lastpasswordupdate bigint not null default 0,
    lastpictureupdate bigint not null default 0,
    failedattempts bigint not null default 0,
    locale text not null default '',
    mfaactive boolean not null default false,
    mfasecret text not null default '',
    position text not null default '',
    timezone text not null default '',
    remoteid text,
    lastlogin bigint not null default 0,
    mfausedtimestamps text not null default '',
    unique (authdata),
    unique (email),
    unique (username)
);

create table sessions (
    id text primary key,
    token text not null default '',
    createat bigint not null default 0,
    expiresat bigint not null default 0,
    lastactivityat bigint not null default 0,
    userid text not null default '',
    deviceid text not null default '',
    roles text not null default '',
    isoauth boolean not null default false,
    props text not null default '',
    expirednotify boolean not null default false
);

create table status (
    userid text primary key,
    status text not null default '',
    manual boolean not null default false,
    lastactivityat bigint not null default 0,
    dndendtime bigint not null default 0,
    prevstatus text not null default ''
);

create table preferences (
    userid text not null default '',
    category text not null default '',
    name text not null default '',
    value text not null default '',
    primary key (userid, category, name)
);

create table roles (
    id text primary key,
    name text not null default '',
    displayname text not null default '',
    description text not null default '',
    createat bigint not null default 0,
    updateat bigint not null default 0,
    deleteat bigint not null default 0,
    permissions text not null default '',
    schememanaged boolean not null default false,
    builtin boolean not null default false,
    schemeid text,
    unique (name)
);

create table schemes (
    id text primary key,
    name text not null default '',
    displayname text not null default '',
    description text not null default '',
    createat bigint not null default 0,
    updateat bigint not null default 0,
    deleteat bigint not null default 0,
    scope text not null default '',
    defaultteamadminrole text not null default '',
    defaultteamuserrole text not null default '',
    defaultchanneladminrole text not null default '',
    defaultchanneluserrole text not null default '',
    defaultteamguestrole text not null default '',
    defaultchannelguestrole text not null default '',
    defaultplaybookadminrole text not null default '',
    defaultplaybookmemberrole text not null default '',
    defaultrunadminrole text not null default '',
    defaultrunmemberrole text not null default '',
    unique (name)
);

create table systems (
    name text primary key,
    value text not null default ''
);

create index idx_users_createat on users (createat);
create index idx_users_updateat on users (updateat);
create index idx_sessions_token on sessions (token);
create index idx_sessions_userid on sessions (userid);
create index idx_sessions_expiresat on sessions (expiresat);
