//! What any server needs and no chat knows about.

pub mod address;
pub mod files;
pub mod http;
pub mod logs;
pub mod place;
pub mod tls;
