-- What proves something about an account: tokens sent by letter, terms accepted, requests to admins.

create table tokens (
    token text primary key,
    createat bigint not null default 0,
    type text not null default '',
    extra text not null default ''
);

create table termsofservice (
    id text primary key,
    createat bigint not null default 0,
    userid text not null default '',
    text text not null default ''
);

create table usertermsofservice (
    userid text primary key,
    termsofserviceid text not null default '',
    createat bigint not null default 0
);

create table notifyadmin (
    userid text not null,
    createat bigint not null default 0,
    requiredplan text not null,
    requiredfeature text not null,
    trial boolean not null default false,
    sentat bigint not null default 0,
    primary key (userid, requiredfeature, requiredplan)
);

create index idx_tokens_type on tokens (type);
create index idx_termsofservice_createat on termsofservice (createat);
