
-- Nobody asks the index of what is no reply for ids.

drop index idx_posts_roots;
create index idx_posts_roots on posts (channelid, createat) where length(rootid) = 0 and deleteat = 0;
