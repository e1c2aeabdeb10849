
-- The words of posts and files. A document's number begins with the time of what it is of, so that the newest are
-- found first.
create table hearth_searchdocs (
    doc bigint primary key,
    id text not null unique,
    words tsvector not null
);

create index idx_hearth_searchdocs_words on hearth_searchdocs using gin (words);
