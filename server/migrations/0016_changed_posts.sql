-- What was changed after it was written: a new post is found by when it was written, and is put into one index less.

drop index idx_posts_channelid_updateat;
create index idx_posts_channelid_updateat on posts (channelid, updateat, id) where updateat > createat;

-- Nearly no post is an earlier version of another.

drop index idx_posts_originalid;
create index idx_posts_originalid on posts (originalid) where originalid <> '';
