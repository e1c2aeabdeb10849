
-- The words of posts and files. A document's number begins with the time of what it is of, so that the newest are
-- found first.
create table hearth_searchdocs (
    doc integer primary key,
    id text not null unique
);

create virtual table hearth_searchwords using fts5 (
    words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0'
);
