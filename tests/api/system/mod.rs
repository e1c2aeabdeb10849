//! Stories of `system`, and of the page that the server shows.

mod addresses;
mod config;
mod opening;
mod page;
mod site;
mod trials;
