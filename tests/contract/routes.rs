//! The routes of the contract, and paths that a request can be sent to.

const ROUTES: &str = include_str!("../../config/routes.tsv");

/// A route of the contract.
#[derive(Debug, Clone)]
pub struct Route {
    /// The first of its methods.
    pub method: reqwest::Method,
    /// Its path, with `{name}` for what varies.
    pub path: &'static str,
    /// The part of the API it belongs to.
    pub group: &'static str,
    /// `A`, `B` or `C`.
    pub tier: char,
}

/// Every route.
pub fn routes() -> impl Iterator<Item = Route> {
    ROUTES.lines().map(|row| {
        let columns: Vec<&str> = row.split('\t').collect();
        let [methods, path, group, tier] = columns[..] else { panic!("not a route: {row}") };
        let method = methods.split(',').next().unwrap_or_default();
        let method = reqwest::Method::from_bytes(method.as_bytes()).expect("a method");
        Route { method, path, group, tier: tier.chars().next().unwrap_or('?') }
    })
}

/// A path below `/api/v4`, with something in the place of each `{name}`.
pub fn filled(path: &str, value: impl Fn(&str) -> String) -> String {
    let below = path.strip_prefix("/api/v4").unwrap_or(path);
    let fill = |part: &str| match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
        Some(name) => value(name.split(':').next().unwrap_or_default()),
        None => part.to_owned(),
    };
    below.split('/').map(fill).collect::<Vec<_>>().join("/")
}

/// An id that names nothing.
pub const UNKNOWN: &str = "unknownunknownunknownunkno";
