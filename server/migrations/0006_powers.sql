-- Who may do what where: schemes that give places roles of their own, and groups of people.

create index idx_roles_scheme_id on roles (schemeid);
create index idx_teams_scheme_id on teams (schemeid);
create index idx_channels_scheme_id on channels (schemeid);
create index idx_schemes_createat on schemes (createat);

create table usergroups (
    id text primary key,
    name text not null default '',
    displayname text not null default '',
    description text not null default '',
    source text not null default '',
    remoteid text,
    createat bigint not null default 0,
    updateat bigint not null default 0,
    deleteat bigint not null default 0,
    allowreference boolean not null default false,
    unique (name)
);

create table groupmembers (
    groupid text not null default '',
    userid text not null default '',
    createat bigint not null default 0,
    deleteat bigint not null default 0,
    primary key (groupid, userid)
);

create index idx_usergroups_displayname on usergroups (displayname, createat);
create index idx_groupmembers_userid on groupmembers (userid, createat);
