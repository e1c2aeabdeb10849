-- What is said: posts, reactions, and the threads that replies make.

create table posts (
    id text primary key,
    createat bigint not null default 0,
    updateat bigint not null default 0,
    deleteat bigint not null default 0,
    userid text not null default '',
    channelid text not null default '',
    rootid text not null default '',
    originalid text not null default '',
    message text not null default '',
    type text not null default '',
    props text not null default '',
    hashtags text not null default '',
    filenames text not null default '',
    fileids text not null default '',
    hasreactions boolean not null default false,
    editat bigint not null default 0,
    ispinned boolean not null default false,
    remoteid text
);

create table reactions (
    userid text not null default '',
    postid text not null default '',
    emojiname text not null default '',
    createat bigint not null default 0,
    updateat bigint not null default 0,
    deleteat bigint not null default 0,
    remoteid text,
    channelid text not null default '',
    primary key (postid, userid, emojiname)
);

create table threads (
    postid text primary key,
    replycount bigint not null default 0,
    lastreplyat bigint not null default 0,
    participants text not null default '',
    channelid text not null default '',
    threaddeleteat bigint not null default 0,
    threadteamid text not null default ''
);

create table threadmemberships (
    postid text not null default '',
    userid text not null default '',
    following boolean not null default false,
    lastviewed bigint not null default 0,
    lastupdated bigint not null default 0,
    unreadmentions bigint not null default 0,
    primary key (postid, userid)
);

create index idx_posts_channelid_createat_id on posts (channelid, createat, id);
create index idx_posts_channelid_updateat on posts (channelid, updateat);
create index idx_posts_rootid_createat on posts (rootid, createat);
create index idx_posts_originalid on posts (originalid);
create index idx_posts_userid_createat on posts (userid, createat);
create index idx_threads_channelid_lastreplyat on threads (channelid, lastreplyat);
create index idx_threadmemberships_userid_lastupdated on threadmemberships (userid, lastupdated);

-- A post that is sent again after its answer was lost is answered with the first one, also across a restart.
create table hearth_pendingposts (
    userid text not null,
    pendingpostid text not null,
    postid text not null,
    createat bigint not null,
    primary key (userid, pendingpostid)
);

create index idx_hearth_pendingposts_createat on hearth_pendingposts (createat);
create index idx_posts_pinned on posts (channelid) where ispinned;
