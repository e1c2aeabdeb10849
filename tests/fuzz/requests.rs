//! Requests that begin as good ones: recorded steps and routes of the contract, with things of the town in them.

use std::io::Read;

use kit::{Method, Person};
use serde_json::Value;

use crate::dice::Dice;

/// What a request may be made from.
pub struct Stock {
    steps: Vec<Value>,
    routes: Vec<(Method, String)>,
}

/// A request, and how to show it.
pub struct Request {
    pub method: Method,
    pub path: String,
    pub root: bool,
    pub headers: Vec<(&'static str, String)>,
    pub body: Option<Vec<u8>>,
}

/// These would end the town for everybody else: they have stories of their own.
const LEFT_OUT: &[&str] = &[
    "/restart",
    "/config",
    "/database/recycle",
    "/logout",
    "/sessions/revoke",
    "/websocket",
    "/caches/invalidate",
    "/license",
];

impl Stock {
    /// Reads the recording and the contract.
    pub fn read() -> Stock {
        let packed: &[u8] = include_bytes!("../contract/recorded.jsonl.gz");
        let mut text = String::new();
        flate2::read::GzDecoder::new(packed).read_to_string(&mut text).expect("a packed recording");
        let steps = text.lines().map(|line| serde_json::from_str::<Value>(line).expect("a step"));
        let steps = steps.filter(|step| step["p"].is_string()).collect();
        let routes = include_str!("../../config/routes.tsv").lines().filter_map(|row| {
            let (methods, rest) = row.split_once('\t')?;
            let method = Method::from_bytes(methods.split(',').next()?.as_bytes()).ok()?;
            Some((method, rest.split('\t').next()?.strip_prefix("/api/v4")?.to_owned()))
        });
        Stock { steps, routes: routes.collect() }
    }

    /// One request. Nothing, when chance chose what is left out.
    pub fn request(&self, dice: &mut Dice, ids: &[String]) -> Option<Request> {
        let mut request = if dice.happens(60) { self.from_a_step(dice, ids) } else { self.from_a_route(dice, ids) };
        if LEFT_OUT.iter().any(|part| request.path.contains(part)) {
            return None;
        }
        if dice.happens(10) {
            request.method = dice
                .one_of(&[Method::GET, Method::POST, Method::PUT, Method::DELETE, Method::PATCH, Method::HEAD])
                .clone();
        }
        if dice.happens(30) {
            request.path = with_query(&request.path, dice, ids);
        }
        if dice.happens(10) {
            let names = [
                "if-none-match",
                "range",
                "cookie",
                "x-requested-with",
                "accept-encoding",
                "content-type",
                "x-csrf-token",
            ];
            let value = dice.text().chars().filter(|letter| letter.is_ascii_graphic()).take(4000).collect();
            request.headers.push((*dice.one_of(&names), value));
        }
        if let Some(body) = request.body.as_mut().filter(|_| dice.happens(10)) {
            match dice.below(3) {
                0 => body.truncate(dice.below(body.len().max(1))),
                1 => body.extend_from_slice(b"{\"a\":"),
                _ if body.is_empty() => {}
                _ => {
                    let at = dice.below(body.len());
                    body[at] = u8::try_from(dice.below(256)).unwrap_or_default();
                }
            }
        }
        Some(request)
    }

    fn from_a_step(&self, dice: &mut Dice, ids: &[String]) -> Request {
        let step = dice.one_of(&self.steps);
        let text = |name: &str| step[name].as_str().unwrap_or_default();
        let body = match (step.get("body"), step.get("raw")) {
            (Some(body), _) => {
                let body = known(body, dice, ids);
                Some(if dice.happens(70) { dice.mutated(&body) } else { body }.to_string().into_bytes())
            }
            (None, Some(raw)) => Some(raw.as_str().unwrap_or_default().as_bytes().to_vec()),
            (None, None) => None,
        };
        Request {
            method: Method::from_bytes(text("m").as_bytes()).unwrap_or(Method::GET),
            path: with_ids(text("p"), dice, ids),
            root: step["root"] == true,
            headers: vec![("content-type", "application/json".to_owned())],
            body,
        }
    }

    fn from_a_route(&self, dice: &mut Dice, ids: &[String]) -> Request {
        let (method, path) = dice.one_of(&self.routes).clone();
        let parts: Vec<String> = path
            .split('/')
            .map(|part| if part.starts_with('{') { segment(dice, ids) } else { part.to_owned() })
            .collect();
        let body = (method != Method::GET).then(|| dice.value(3).to_string().into_bytes());
        Request {
            method,
            path: parts.join("/"),
            root: false,
            headers: vec![("content-type", "application/json".to_owned())],
            body,
        }
    }
}

/// A segment of a path: mostly an id of the town.
fn segment(dice: &mut Dice, ids: &[String]) -> String {
    if dice.happens(75) {
        return dice.one_of(ids).clone();
    }
    escaped(&dice.text().chars().take(300).collect::<String>())
}

/// Every byte that is not a letter or a digit as `%xx`.
fn escaped(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

fn with_query(path: &str, dice: &mut Dice, ids: &[String]) -> String {
    const NAMES: &[&str] = &[
        "page",
        "per_page",
        "since",
        "before",
        "after",
        "in_team",
        "in_channel",
        "not_in_channel",
        "sort",
        "name",
        "q",
        "term",
        "include_deleted",
        "fromPost",
        "fromCreateAt",
        "direction",
        "perPage",
        "limit",
        "terms",
        "time",
        "group_id",
        "role",
    ];
    let value = |dice: &mut Dice| match dice.below(3) {
        0 => dice.one_of(ids).clone(),
        1 => {
            (*dice.one_of(&["0", "1", "-1", "200", "100000000000", "true", "asc", "desc", "x", "9223372036854775807"]))
                .to_owned()
        }
        _ => escaped(&dice.text().chars().take(300).collect::<String>()),
    };
    let pairs: Vec<String> = (0..=dice.below(3)).map(|_| format!("{}={}", dice.one_of(NAMES), value(dice))).collect();
    format!("{path}{}{}", if path.contains('?') { '&' } else { '?' }, pairs.join("&"))
}

/// A text whose `<kind:name>` became ids of the town.
fn with_ids(text: &str, dice: &mut Dice, ids: &[String]) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<').filter(|(_, after)| after.contains('>')) {
        let (_, behind) = after.split_once('>').unwrap_or_default();
        out.push_str(before);
        out.push_str(&segment(dice, ids));
        rest = behind;
    }
    out.push_str(rest);
    let allowed = |letter: char| {
        letter.is_ascii_graphic() && !matches!(letter, '<' | '>' | '"' | '#' | '\\' | '^' | '`' | '{' | '|' | '}')
    };
    out.chars().filter(|letter| allowed(*letter)).collect()
}

/// A value whose `<kind:name>` became ids of the town.
fn known(value: &Value, dice: &mut Dice, ids: &[String]) -> Value {
    match value {
        Value::String(text) if text.starts_with('<') && text.ends_with('>') => dice.one_of(ids).clone().into(),
        Value::Array(items) => items.iter().map(|item| known(item, dice, ids)).collect(),
        Value::Object(members) => {
            Value::Object(members.iter().map(|(name, value)| (name.clone(), known(value, dice, ids))).collect())
        }
        other => other.clone(),
    }
}

impl Request {
    /// The request as somebody.
    pub fn of(&self, person: &Person) -> reqwest::RequestBuilder {
        let mut request = match self.root {
            true => person.request_at_root(self.method.clone(), &self.path),
            false => person.request(self.method.clone(), &self.path),
        };
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        match &self.body {
            Some(body) => request.body(body.clone()),
            None => request,
        }
    }
}

impl std::fmt::Display for Request {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let body: String =
            self.body.as_deref().map(String::from_utf8_lossy).unwrap_or_default().chars().take(400).collect();
        write!(f, "{} {} {body}", self.method, self.path.chars().take(400).collect::<String>())
    }
}
