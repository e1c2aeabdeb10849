-- What acts without a person in front of it: bots, access tokens, webhooks, commands, and programs that act for people.

create table bots (
    userid text primary key,
    description text not null default '',
    ownerid text not null default '',
    createat bigint not null default 0,
    updateat bigint not null default 0,
    deleteat bigint not null default 0,
    lasticonupdate bigint not null default 0
);

create table useraccesstokens (
    id text primary key,
    token text not null default '',
    userid text not null default '',
    description text not null default '',
    isactive boolean not null default true,
    unique (token)
);

create table incomingwebhooks (
    id text primary key,
    createat bigint not null default 0,
    updateat bigint not null default 0,
    deleteat bigint not null default 0,
    userid text not null default '',
    channelid text not null default '',
    teamid text not null default '',
    displayname text not null default '',
    description text not null default '',
    username text not null default '',
    iconurl text not null default '',
    channellocked boolean not null default false
);

create table outgoingwebhooks (
    id text primary key,
    token text not null default '',
    createat bigint not null default 0,
    updateat bigint not null default 0,
    deleteat bigint not null default 0,
    creatorid text not null default '',
    channelid text not null default '',
    teamid text not null default '',
    triggerwords text not null default '',
    callbackurls text not null default '',
    displayname text not null default '',
    contenttype text not null default '',
    triggerwhen bigint not null default 0,
    username text not null default '',
    iconurl text not null default '',
    description text not null default ''
);

create table commands (
    id text primary key,
    token text not null default '',
    createat bigint not null default 0,
    updateat bigint not null default 0,
    deleteat bigint not null default 0,
    creatorid text not null default '',
    teamid text not null default '',
    trigger text not null default '',
    method text not null default '',
    username text not null default '',
    iconurl text not null default '',
    autocomplete boolean not null default false,
    autocompletedesc text not null default '',
    autocompletehint text not null default '',
    displayname text not null default '',
    description text not null default '',
    url text not null default '',
    pluginid text not null default ''
);

create table commandwebhooks (
    id text primary key,
    createat bigint not null default 0,
    commandid text not null default '',
    userid text not null default '',
    channelid text not null default '',
    rootid text not null default '',
    usecount bigint not null default 0
);

create table oauthapps (
    id text primary key,
    creatorid text not null default '',
    createat bigint not null default 0,
    updateat bigint not null default 0,
    clientsecret text not null default '',
    name text not null default '',
    description text not null default '',
    callbackurls text not null default '',
    homepage text not null default '',
    istrusted boolean not null default false,
    iconurl text not null default '',
    mattermostappid text not null default '',
    isdynamicallyregistered boolean not null default false
);

create table oauthauthdata (
    code text primary key,
    clientid text not null default '',
    userid text not null default '',
    expiresin bigint not null default 0,
    createat bigint not null default 0,
    redirecturi text not null default '',
    state text not null default '',
    scope text not null default '',
    codechallenge text not null default '',
    codechallengemethod text not null default '',
    resource text not null default ''
);

create table oauthaccessdata (
    token text primary key,
    refreshtoken text not null default '',
    redirecturi text not null default '',
    clientid text not null default '',
    userid text not null default '',
    expiresat bigint not null default 0,
    scope text not null default '',
    audience text not null default '',
    unique (clientid, userid)
);

create table outgoingoauthconnections (
    id text primary key,
    name text not null default '',
    creatorid text not null default '',
    createat bigint not null default 0,
    updateat bigint not null default 0,
    clientid text not null default '',
    clientsecret text not null default '',
    credentialsusername text not null default '',
    credentialspassword text not null default '',
    oauthtokenurl text not null default '',
    granttype text not null default 'client_credentials',
    audiences text not null default ''
);

create index idx_bots_ownerid on bots (ownerid);
create index idx_bots_createat on bots (createat, userid);
create index idx_user_access_tokens_user_id on useraccesstokens (userid, id);
create index idx_incoming_webhook_user_id on incomingwebhooks (userid, id);
create index idx_incoming_webhook_team_id on incomingwebhooks (teamid, id);
create index idx_outgoing_webhook_team_id on outgoingwebhooks (teamid, id);
create index idx_outgoing_webhook_channel_id on outgoingwebhooks (channelid, id);
create index idx_command_team_id on commands (teamid, trigger);
create index idx_command_webhook_create_at on commandwebhooks (createat);
create index idx_oauthapps_creator_id on oauthapps (creatorid);
create index idx_oauthauthdata_createat on oauthauthdata (createat);
create index idx_oauthaccessdata_refresh_token on oauthaccessdata (refreshtoken);
create index idx_oauthaccessdata_user_id on oauthaccessdata (userid);
create index idx_outgoingoauthconnections_name on outgoingoauthconnections (name);
