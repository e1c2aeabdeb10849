-- What lies behind the links in messages, as it was found in an hour.

create table linkmetadata (
    hash bigint primary key,
    url text not null,
    timestamp bigint not null,
    type text not null,
    data text not null
);
create index idx_link_metadata_url_timestamp on linkmetadata (url, timestamp);
