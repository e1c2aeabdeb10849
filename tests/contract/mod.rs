//! The contract: every route, asked once.
