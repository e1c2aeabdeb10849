//! Every story of the house, in one program: linking it once is what keeps the tests quick.
//!
//! `api` tells what the server does, noun by noun, through its front door; `contract` asks every route there is;
//! `house` holds the rules that the source keeps. On SQLite, or on PostgreSQL where `TEST_DATABASE_URL` names one.

mod api;
mod contract;
mod house;
