//! Every route of the contract: which are served, and who may ask what.
//!
//! What the answers must look like is in `recorded.jsonl.gz` beside this, and `tests/replay` holds them against it.

mod permissions;
mod routes;
mod status;
