-- Upkeep: work in the background, how long things are kept, what was done, what was reported.

create table jobs (
    id text primary key,
    type text not null default '',
    priority bigint not null default 0,
    createat bigint not null default 0,
    startat bigint not null default 0,
    lastactivityat bigint not null default 0,
    status text not null default '',
    progress bigint not null default 0,
    data text not null default ''
);

create index idx_jobs_type_createat on jobs (type, createat);
create index idx_jobs_status_type on jobs (status, type);
create index idx_jobs_createat on jobs (createat);

create table retentionpolicies (
    id text primary key,
    displayname text not null default '',
    postduration bigint
);

create table retentionpoliciesteams (
    teamid text primary key,
    policyid text not null default ''
);

create table retentionpolicieschannels (
    channelid text primary key,
    policyid text not null default ''
);

create index idx_retentionpolicies_displayname on retentionpolicies (displayname, id);
create index idx_retentionpoliciesteams_policyid on retentionpoliciesteams (policyid);
create index idx_retentionpolicieschannels_policyid on retentionpolicieschannels (policyid);
create index idx_posts_createat on posts (createat);

create table audits (
    id text primary key,
    createat bigint not null default 0,
    userid text not null default '',
    action text not null default '',
    extrainfo text not null default '',
    ipaddress text not null default '',
    sessionid text not null default ''
);

create index idx_audits_userid_createat on audits (userid, createat);
create index idx_audits_createat on audits (createat);

create table compliances (
    id text primary key,
    createat bigint not null default 0,
    userid text not null default '',
    status text not null default '',
    count bigint not null default 0,
    "desc" text not null default '',
    type text not null default '',
    startat bigint not null default 0,
    endat bigint not null default 0,
    keywords text not null default '',
    emails text not null default ''
);

create index idx_compliances_createat on compliances (createat);

create table poststats (
    userid text not null default '',
    day text not null default '',
    numposts bigint not null default 0,
    lastpostdate bigint not null default 0,
    primary key (userid, day)
);

create index idx_poststats_day on poststats (day);
