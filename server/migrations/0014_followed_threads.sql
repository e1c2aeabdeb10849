-- What somebody follows, with all that counting it needs: whoever follows thousands of threads reads no row of each.

create index idx_threadmemberships_userid_following on threadmemberships
    (userid, following, postid, lastviewed, unreadmentions);
