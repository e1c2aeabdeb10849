//! Path segments and query values.

use std::collections::HashMap;

use axum::extract::{FromRequestParts, Query, RawPathParams};
use axum::http::request::Parts;

use crate::base::error::{Error, Result, refuse};
use crate::base::ids::Id;

/// The values of a request's path and query. What is malformed is refused by name.
#[derive(Debug, Default)]
pub struct Params {
    path: Vec<(String, String)>,
    query: HashMap<String, String>,
}

/// A page of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// From 0.
    pub number: i64,
    /// 1 to 200.
    pub size: i64,
}

impl Page {
    /// How many rows come before it.
    pub fn offset(&self) -> i64 {
        self.number.saturating_mul(self.size)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Params {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Params> {
        let bad = |_| Error::from(refuse::invalid_url_param("path"));
        let path = RawPathParams::from_request_parts(parts, state).await.map_err(bad)?;
        let path = path.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        let query = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri);
        let query = query.map_err(|_| refuse::invalid_url_param("query"))?;
        // As the official server: of a value given twice the first counts.
        let query = query.0.into_iter().rev().collect();
        Params { path, query }.without_nul()
    }
}

impl Params {
    /// Refuses U+0000 by the name of its value: PostgreSQL can keep it in no text.
    fn without_nul(self) -> Result<Params> {
        let all = self.path.iter().map(|(name, value)| (name, value)).chain(&self.query);
        match all.into_iter().find(|(_, value)| value.contains('\0')) {
            Some((name, _)) => Err(refuse::invalid_url_param(name).into()),
            None => Ok(self),
        }
    }

    /// A path segment as it stands; empty when the route has none of that name.
    pub fn text(&self, name: &str) -> &str {
        self.path.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// A path segment that must have the form of an id.
    pub fn id(&self, name: &str) -> Result<Id> {
        let id = Id::parse(self.text(name));
        if id.is_valid() { Ok(id) } else { Err(refuse::invalid_url_param(name).into()) }
    }

    /// The `user_id` of the path, where `me` is the caller.
    pub fn user(&self, caller: Id) -> Result<Id> {
        if self.text("user_id") == "me" { Ok(caller) } else { self.id("user_id") }
    }

    /// A query value; `None` when it is absent or empty.
    pub fn query(&self, name: &str) -> Option<&str> {
        self.query.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// A query value that is an id when given; refused when it is given and malformed.
    pub fn query_id(&self, name: &str) -> Result<Option<Id>> {
        match self.query(name).map(Id::parse) {
            Some(id) if !id.is_valid() => Err(refuse::invalid_url_param(name).into()),
            id => Ok(id),
        }
    }

    /// `true`, in any case that the official server takes; false when absent.
    pub fn flag(&self, name: &str) -> bool {
        matches!(self.query(name), Some("true" | "True" | "TRUE" | "t" | "T" | "1"))
    }

    /// A whole number; `None` when absent or not a number.
    pub fn number(&self, name: &str) -> Option<i64> {
        self.query(name)?.parse().ok()
    }

    /// `page` and `per_page`: what is malformed or negative is the default, what is too much the most.
    pub fn page(&self) -> Page {
        self.page_of("per_page", 60, 200)
    }

    /// As [`Params::page`], with another name, default and most for the size.
    pub fn page_of(&self, size: &str, usual: i64, most: i64) -> Page {
        let number = self.number("page").filter(|page| *page >= 0).unwrap_or(0);
        let size = self.number(size).filter(|size| *size >= 0).unwrap_or(usual).min(most);
        Page { number, size }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn params(query: &[(&str, &str)]) -> Params {
        let query = query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Params { path: vec![("user_id".into(), "me".into())], query }
    }

    #[test]
    fn pages_are_bounded_and_forgiving() {
        assert_eq!(params(&[]).page(), Page { number: 0, size: 60 });
        assert_eq!(params(&[("page", "-1"), ("per_page", "9999")]).page(), Page { number: 0, size: 200 });
        assert_eq!(params(&[("page", "2"), ("per_page", "x")]).page().offset(), 120);
    }

    #[test]
    fn me_is_the_caller_and_junk_is_refused() {
        let amy = Id::new();
        assert_eq!(params(&[]).user(amy).ok(), Some(amy));
        assert!(params(&[("in_team", "junk")]).query_id("in_team").is_err());
        assert_eq!(params(&[]).query_id("in_team").ok(), Some(None));
    }
}
