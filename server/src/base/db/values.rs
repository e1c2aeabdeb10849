//! What goes into a query and what comes out of it.

use serde::de::DeserializeOwned;
use tokio_postgres::Row as PgRow;

use super::postgres;
use crate::base::error::{Context, Error, Result};
use crate::base::ids::Id;

/// An argument of a query. Made by `args![…]`.
#[derive(Debug, Clone)]
pub enum Arg<'a> {
    /// A bigint.
    Int(i64),
    /// A double precision.
    Real(f64),
    /// A boolean.
    Bool(bool),
    /// A text.
    Text(&'a str),
    /// An id; the unset id is the empty text.
    Id(Id),
    /// A text or null.
    OptionalText(Option<&'a str>),
    /// A bigint or null.
    OptionalInt(Option<i64>),
    /// A boolean or null.
    OptionalBool(Option<bool>),
    /// For `in list($n)`.
    Ids(&'a [Id]),
    /// For `in list($n)`.
    Texts(&'a [String]),
}

macro_rules! from {
    ($($from:ty => $variant:ident: $make:expr;)*) => {
        $(impl<'a> From<$from> for Arg<'a> {
            fn from(value: $from) -> Arg<'a> { let make: fn($from) -> _ = $make; Arg::$variant(make(value)) }
        })*
    };
}

from! {
    i64 => Int: |v| v;
    &'a i64 => Int: |v| *v;
    f64 => Real: |v| v;
    bool => Bool: |v| v;
    &'a bool => Bool: |v| *v;
    Id => Id: |v| v;
    &'a Id => Id: |v| *v;
    &'a str => Text: |v| v;
    &'a String => Text: |v| v.as_str();
    &'a &'a str => Text: |v| v;
    Option<&'a str> => OptionalText: |v| v;
    &'a Option<String> => OptionalText: |v| v.as_deref();
    Option<i64> => OptionalInt: |v| v;
    Option<bool> => OptionalBool: |v| v;
    &'a [Id] => Ids: |v| v;
    &'a Vec<Id> => Ids: |v| v.as_slice();
    &'a [String] => Texts: |v| v;
    &'a Vec<String> => Texts: |v| v.as_slice();
}

/// A type that is read from a row, column by column in the order of the `select`.
pub trait Row: Sized {
    /// Reads the columns; [`Columns::next`] each.
    fn from_row(columns: &mut Columns<'_>) -> Result<Self>;
}

/// The columns of one row, read from left to right.
pub struct Columns<'a> {
    row: Source<'a>,
    at: usize,
}

enum Source<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a PgRow),
}

impl<'a> Columns<'a> {
    pub(super) fn sqlite(row: &'a rusqlite::Row<'a>) -> Columns<'a> {
        Columns { row: Source::Sqlite(row), at: 0 }
    }

    pub(super) fn postgres(row: &'a PgRow) -> Columns<'a> {
        Columns { row: Source::Postgres(row), at: 0 }
    }

    /// The next column. A null is the empty text, 0 or false, unless an `Option` is asked for.
    pub fn next<T: Column>(&mut self) -> Result<T> {
        let at = self.at;
        self.at += 1;
        let value = match &self.row {
            Source::Sqlite(row) => row.get_ref(at).map_err(|e| e.to_string()).and_then(|v| T::sqlite(v)),
            Source::Postgres(row) => T::postgres(row, at),
        };
        value.map_err(|cause| Error::broken("reading a column", format!("column {at}: {cause}")))
    }

    /// The next column, a text that holds JSON; a null or empty text is the default.
    pub fn json<T: DeserializeOwned + Default>(&mut self) -> Result<T> {
        let text: String = self.next()?;
        if text.is_empty() { Ok(T::default()) } else { serde_json::from_str(&text).context("reading a JSON column") }
    }
}

/// A type that a column can be read as.
pub trait Column: Sized {
    /// From SQLite.
    fn sqlite(value: rusqlite::types::ValueRef<'_>) -> Result<Self, String>;
    /// From PostgreSQL.
    fn postgres(row: &PgRow, at: usize) -> Result<Self, String>;
}

fn from_sqlite<T: rusqlite::types::FromSql>(value: rusqlite::types::ValueRef<'_>) -> Result<Option<T>, String> {
    Option::<T>::column_result(value).map_err(|error| error.to_string())
}

use rusqlite::types::FromSql as _;

macro_rules! column {
    ($($type:ty),*) => {
        $(
            impl Column for Option<$type> {
                fn sqlite(value: rusqlite::types::ValueRef<'_>) -> Result<Self, String> {
                    from_sqlite(value)
                }
                fn postgres(row: &PgRow, at: usize) -> Result<Self, String> {
                    postgres::column(row, at)
                }
            }
            impl Column for $type {
                fn sqlite(value: rusqlite::types::ValueRef<'_>) -> Result<Self, String> {
                    Option::<$type>::sqlite(value).map(Option::unwrap_or_default)
                }
                fn postgres(row: &PgRow, at: usize) -> Result<Self, String> {
                    Option::<$type>::postgres(row, at).map(Option::unwrap_or_default)
                }
            }
        )*
    };
}

column!(i64, f64, bool, String);

impl Column for Id {
    fn sqlite(value: rusqlite::types::ValueRef<'_>) -> Result<Id, String> {
        Ok(value.as_str_or_null().map_err(|error| error.to_string())?.map_or(Id::NONE, Id::parse))
    }
    fn postgres(row: &PgRow, at: usize) -> Result<Id, String> {
        Ok(postgres::column::<&str>(row, at)?.map_or(Id::NONE, Id::parse))
    }
}

macro_rules! rows {
    ($(($($name:ident),+))*) => {
        $(impl<$($name: Column),+> Row for ($($name,)+) {
            fn from_row(columns: &mut Columns<'_>) -> Result<Self> {
                Ok(($(columns.next::<$name>()?,)+))
            }
        })*
    };
}

rows! { (A) (A, B) (A, B, C) (A, B, C, D) (A, B, C, D, F) (A, B, C, D, F, G) (A, B, C, D, F, G, H) }
