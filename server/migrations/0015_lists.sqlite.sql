-- What lists of threads ask of one: the two that a search compares come first, or SQLite would read the rows instead.

create index idx_threads_postid_lastreplyat on threads (postid, threaddeleteat, threadteamid, lastreplyat, channelid);

-- What a channel shows where threads are collapsed: the replies before a page are not even counted.

create index idx_posts_roots on posts (channelid, createat, id) where length(rootid) = 0 and deleteat = 0;
