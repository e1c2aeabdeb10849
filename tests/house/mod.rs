//! The rules of the house, held against its own source: who may import whom, who writes which table, what a file may be.

mod imports;
mod source;
mod tables;
mod words;
