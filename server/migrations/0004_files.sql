-- What people send besides words: files, emoji of their own, bookmarks.

create table fileinfo (
    id text primary key,
    creatorid text not null default '',
    postid text not null default '',
    channelid text not null default '',
    createat bigint not null default 0,
    updateat bigint not null default 0,
    deleteat bigint not null default 0,
    path text not null default '',
    thumbnailpath text not null default '',
    previewpath text not null default '',
    name text not null default '',
    extension text not null default '',
    size bigint not null default 0,
    mimetype text not null default '',
    width bigint not null default 0,
    height bigint not null default 0,
    haspreviewimage boolean not null default false,
    -- In base64.
    minipreview text,
    content text not null default '',
    remoteid text,
    archived boolean not null default false
);

create index idx_fileinfo_postid_at on fileinfo (postid);
create index idx_fileinfo_channel_id_create_at on fileinfo (channelid, createat);

create table uploadsessions (
    id text primary key,
    type text not null default '',
    createat bigint not null default 0,
    userid text not null default '',
    channelid text not null default '',
    filename text not null default '',
    path text not null default '',
    filesize bigint not null default 0,
    fileoffset bigint not null default 0,
    remoteid text not null default '',
    reqfileid text not null default ''
);

create index idx_uploadsessions_user_id on uploadsessions (userid);
create index idx_uploadsessions_create_at on uploadsessions (createat);

-- Stored bytes that nothing names any more. They are removed after the transaction that forgot them.
create table hearth_forgottenblobs (
    name text primary key
);

create table emoji (
    id text primary key,
    createat bigint not null default 0,
    updateat bigint not null default 0,
    deleteat bigint not null default 0,
    creatorid text not null default '',
    name text not null default '',
    unique (name, deleteat)
);

create index idx_emoji_create_at on emoji (createat);

create table channelbookmarks (
    id text primary key,
    ownerid text not null default '',
    channelid text not null default '',
    fileinfoid text not null default '',
    createat bigint not null default 0,
    updateat bigint not null default 0,
    deleteat bigint not null default 0,
    displayname text not null default '',
    sortorder bigint not null default 0,
    linkurl text not null default '',
    imageurl text not null default '',
    emoji text not null default '',
    type text not null default 'link',
    originalid text not null default '',
    parentid text not null default ''
);

create index idx_channelbookmarks_channelid on channelbookmarks (channelid, sortorder);
create index idx_channelbookmarks_fileinfoid on channelbookmarks (fileinfoid);
