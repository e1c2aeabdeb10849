//! Runs steps one after another, as the recording was made: one client, one request at a time.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use regex::Regex;
use serde_json::{Map, Value, json};

use crate::answer::{Raw, unquoted};
use crate::callbacks::{Call, Callbacks};
use crate::json::dig;
use crate::mail::Mailbox;
use crate::names::{Filling, Names, now};
use crate::normal::{self, Normal, hide_words, tidy};
use crate::sock::Sock;
use crate::step::Step;
use crate::{ask, json};

/// How long it must be quiet before a step that watches events, and after it.
pub(crate) const PACE: Duration = Duration::from_millis(100);

/// The server under test, and what all lanes know of it.
#[derive(Clone)]
pub struct Site {
    pub url: String,
    pub http: reqwest::Client,
    pub names: Arc<Mutex<Names>>,
    pub mail: Mailbox,
    /// Times between these are near now.
    pub near: (i64, i64),
    /// Whether other areas run at this moment: what all hear of them is then not this area's.
    pub beside_others: bool,
}

impl Site {
    /// A server, and its admin-to-be.
    pub async fn at(url: &str, steps: &[Step]) -> Site {
        let mail = Mailbox::start().await;
        let mut names = Names::default();
        names.note_literals(steps);
        let own =
            [("site", url), ("adminname", "admin"), ("adminpass", "Admin-pass1"), ("smtpport", &mail.port.to_string())];
        for (name, value) in own {
            names.bind(&format!("sys:{name}"), value.into());
        }
        let http = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none());
        let http = http.user_agent("hearth-replay").timeout(Duration::from_secs(20)).build().expect("an HTTP client");
        let day = 86_400_000;
        Site {
            url: url.to_owned(),
            http,
            names: Arc::new(Mutex::new(names)),
            mail,
            near: (now() - day, now() + 400 * day),
            beside_others: false,
        }
    }

    pub(crate) fn names(&self) -> MutexGuard<'_, Names> {
        self.names.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Steps that run one after another.
pub struct Engine {
    pub(crate) site: Site,
    callbacks: Callbacks,
    pub(crate) socks: HashMap<String, Sock>,
    pub(crate) last_change: Option<Instant>,
}

/// Why a step has no answer.
#[derive(Debug)]
pub enum Trouble {
    /// Names that an earlier step did not bind.
    Lacks(Vec<String>),
    /// The server did not answer.
    Failed(String),
}

pub(crate) type Outcome<T> = Result<T, Trouble>;

impl Engine {
    /// One with a callback server of its own.
    pub async fn new(site: &Site) -> Engine {
        Engine { site: site.clone(), callbacks: Callbacks::start().await, socks: HashMap::new(), last_change: None }
    }

    /// Runs steps; answers what came, in their order.
    pub async fn run<'a>(&mut self, steps: &[&'a Step]) -> Vec<(&'a Step, Option<Value>)> {
        let mut answers = Vec::new();
        for step in steps {
            let answer = match self.step(step).await {
                Ok(answer) => answer,
                Err(Trouble::Lacks(names)) => Some(json!({"blocked": names})),
                Err(Trouble::Failed(error)) => Some(json!({"error": error})),
            };
            answers.push((*step, answer));
        }
        for (_, sock) in self.socks.drain() {
            sock.close().await;
        }
        answers
    }

    async fn step(&mut self, step: &Step) -> Outcome<Option<Value>> {
        match step.kind() {
            "http" => return self.http(step).await.map(Some),
            "ws_open" => return self.open(step).await.map(Some),
            "ws" => return self.asks_by_socket(step).await.map(Some),
            "mail" => return self.mail(step).await.map(Some),
            "sleep" => tokio::time::sleep(Duration::from_millis(step.ms)).await,
            "cb" => {
                let reply = self.filled(|filling| filling.fill(&step.reply))?;
                self.callbacks.answer(&step.path, reply);
            }
            "ws_close" => {
                for (_, sock) in std::mem::take(&mut self.socks) {
                    sock.close().await;
                }
            }
            other => panic!("{}: an unknown kind {other}", step.id),
        }
        Ok(None)
    }

    /// Fills in names; refuses when one is missing.
    pub(crate) fn filled<T>(&self, fill: impl FnOnce(&mut Filling<'_>) -> T) -> Outcome<T> {
        let names = self.site.names();
        let mut filling = Filling { names: &names, hook: &self.callbacks.url, missing: Vec::new() };
        let filled = fill(&mut filling);
        let mut missing = filling.missing;
        missing.sort();
        missing.dedup();
        if missing.is_empty() { Ok(filled) } else { Err(Trouble::Lacks(missing)) }
    }

    /// Reads an answer with the names that are known now.
    pub(crate) fn normally<T>(&self, read: impl FnOnce(&Normal<'_>) -> T) -> T {
        let names = self.site.names();
        let (hook, site) = (&self.callbacks.url, &self.site.url);
        read(&Normal { names: &names, hook, site, near: self.site.near })
    }

    pub(crate) fn token(&self, who: &str) -> Outcome<String> {
        let name = format!("token:{who}");
        let names = self.site.names();
        let token = names.value(&name).and_then(Value::as_str).map(str::to_owned);
        token.ok_or(Trouble::Lacks(vec![name]))
    }

    fn bind(&self, step: &Step, find: impl Fn(&str) -> Option<Value>) {
        for (name, path) in &step.bind {
            let found = find(path.as_str().unwrap_or_default());
            if let Some(value) = found.filter(|value| *value != "" && !value.is_null()) {
                self.site.names().bind(name, value);
            }
        }
    }

    async fn mail(&self, step: &Step) -> Outcome<Value> {
        let address = self.filled(|filling| filling.text(&step.addr))?;
        let within = Duration::from_secs_f64(step.wait.unwrap_or(3.0));
        let Some(text) = self.site.mail.take(&address, within).await else {
            return Ok(json!({"status": 0, "json": {"mail": false}}));
        };
        self.bind(step, |pattern| {
            let found = Regex::new(pattern).ok()?.captures(&text)?.get(1)?.as_str().to_owned();
            Some(unquoted(&found).into())
        });
        Ok(json!({"status": 1, "json": {"mail": true}}))
    }

    async fn open(&mut self, step: &Step) -> Outcome<Value> {
        let text =
            |text: &Option<String>| text.as_ref().map(|text| self.filled(|filling| filling.text(text))).transpose();
        let (token, challenge) = (text(&step.token)?, text(&step.challenge)?);
        let query = text(&step.q.as_ref().and_then(Value::as_str).map(str::to_owned))?.unwrap_or_default();
        let mut sock = match Sock::open(&self.site.url, &query, token.as_deref()).await {
            Ok(sock) => sock,
            Err(status) => return Ok(json!({"status": status, "json": {"refused": true}})),
        };
        if let Some(token) = challenge {
            sock.ask("authentication_challenge", json!({"token": token}), None, 0.0).await;
        }
        sock.greeted(step.wait.unwrap_or(1.0)).await;
        tokio::time::sleep(Duration::from_millis(50)).await;
        let events = sock.drain();
        let mut replies: Vec<_> = std::mem::take(&mut sock.heard().replies).into_iter().collect();
        replies.sort_by_key(|(seq, _)| *seq);
        let replies: Value = replies.into_iter().map(|(_, reply)| reply).collect();
        let closed = sock.heard().closed;
        self.socks.insert(step.conn.clone().unwrap_or_default(), sock);
        let greetings: Vec<_> = events.iter().filter(|event| event["event"] == "hello").collect();
        self.bind(step, |path| greetings.iter().find_map(|event| dig(event, path)).cloned());
        let hello: Vec<Value> =
            self.normally(|normal| greetings.iter().map(|event| normal::event(normal, event, &[])).collect());
        let replies = self.normally(|normal| normal.value(&replies));
        Ok(json!({"status": 101, "json": {"hello": hello, "replies": replies, "closed": closed}}))
    }

    async fn asks_by_socket(&mut self, step: &Step) -> Outcome<Value> {
        let data = self.filled(|filling| filling.fill(step.data.as_ref().unwrap_or(&json!({}))))?;
        self.prepare_events(step).await?;
        let who = step.conn.as_ref().or(step.who.as_ref()).cloned().unwrap_or_default();
        if !self.socks.contains_key(&who) {
            self.open_for(&who).await?;
        }
        let sock = self.socks.get_mut(&who).expect("it was just opened");
        let action = step.action.as_deref().unwrap_or_default();
        let reply = sock.ask(action, data, step.rawmsg.as_deref(), step.wait.unwrap_or(1.5)).await;
        if let Some(reply) = &reply {
            self.bind(step, |path| dig(reply, path).cloned());
        }
        let status = reply.as_ref().map_or(0, |reply| if reply["status"] == "OK" { 200 } else { 400 });
        let mut reply = reply.unwrap_or_default();
        if let Some(members) = reply.as_object_mut() {
            members.remove("seq_reply");
        }
        let mut shown = tidy(self.normally(|normal| normal.value(&reply)), step, 200);
        shown.get_mut("error").map(hide_words);
        let mut answer = Map::from_iter([("status".to_owned(), status.into()), ("json".to_owned(), shown)]);
        self.collect_events(step, &mut answer).await;
        Ok(answer.into())
    }

    async fn http(&mut self, step: &Step) -> Outcome<Value> {
        let token = step.who.as_ref().map(|who| self.token(who)).transpose();
        let (token, lacking) = match token {
            Ok(token) => (token, Vec::new()),
            Err(Trouble::Lacks(names)) => (None, names),
            Err(failed) => return Err(failed),
        };
        let request = self.filled(|filling| {
            filling.missing.extend(lacking);
            ask::request(step, token.as_deref(), filling)
        })?;
        self.prepare_events(step).await?;
        if step.cb > 0 {
            self.callbacks.take(0, Duration::ZERO).await;
        }
        if let Some(past) = self.last_change.map(|at| at.elapsed()).filter(|past| *past < Duration::from_millis(2)) {
            tokio::time::sleep(Duration::from_millis(2).saturating_sub(past)).await;
        }
        let raw = self.send(step, request).await.map_err(|error| Trouble::Failed(error.to_string()))?;
        if !matches!(step.m.as_str(), "GET" | "HEAD") {
            self.last_change = Some(Instant::now());
        }
        self.read(step, &raw).await
    }

    async fn send(&self, step: &Step, request: ask::Request) -> Result<Raw, reqwest::Error> {
        let base = if step.root { "" } else { "/api/v4" };
        // An address that the server gave, such as where to answer later: only its path is asked for.
        let path = match request.path.strip_prefix("http").and_then(|rest| rest.splitn(4, '/').nth(3)) {
            Some(path) => format!("/{path}"),
            None => request.path,
        };
        let method = reqwest::Method::from_bytes(step.m.as_bytes()).expect("a method");
        let mut asked =
            self.site.http.request(method, format!("{}{base}{path}", self.site.url)).headers(request.headers);
        if let Some(body) = request.body {
            asked = asked.body(body);
        }
        let answer = asked.send().await?;
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        Ok(Raw { status, headers, body: answer.bytes().await?.to_vec() })
    }

    async fn read(&mut self, step: &Step, raw: &Raw) -> Outcome<Value> {
        let calls = match (step.cb, step.nocb) {
            (0, false) => Vec::new(),
            (0, true) => self.callbacks.take(0, Duration::from_millis(300)).await,
            (enough, _) => self.callbacks.take(enough, Duration::from_secs(2)).await,
        };
        let json = raw.json().filter(|_| raw.status < 400);
        self.bind(step, |path| found(path, raw, json.as_ref(), &calls));
        let mut answer = self.normally(|normal| raw.shown(step, normal));
        self.collect_events(step, &mut answer).await;
        if step.cb > 0 || step.nocb {
            let calls = self.normally(|normal| calls.iter().map(|call| call.shown(normal)).collect());
            answer.insert("cb".into(), Value::Array(json::sort_by_canon(calls)));
        }
        Ok(answer.into())
    }
}

/// What a step binds: a header, a part of the location, a cookie, a part of a callback, or a member of the answer.
fn found(path: &str, raw: &Raw, json: Option<&Value>, calls: &[Call]) -> Option<Value> {
    match path.strip_prefix('@').and_then(|rest| rest.split_once(':')) {
        Some(("h", name)) => raw.header(name).map(Value::from),
        Some(("loc", pattern)) => {
            let found = Regex::new(pattern).ok()?.captures(raw.header("location")?)?.get(1)?.as_str().to_owned();
            Some(found.into())
        }
        Some(("cookie", name)) => raw.cookies().find_map(|cookie| {
            let value = cookie.strip_prefix(name)?.strip_prefix('=')?;
            Some(value.split(';').next().unwrap_or_default().into())
        }),
        Some(("cb", path)) => dig(&calls.first()?.body(), path).cloned(),
        _ => dig(json?, path).cloned(),
    }
}
