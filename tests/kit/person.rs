//! Somebody who asks, posts and listens.

use std::sync::Arc;

use reqwest::Method;
use serde_json::{Value, json};
use tokio::sync::Mutex;
use tokio_tungstenite::tungstenite::Message;

use crate::answer::{Answer, Body};
use crate::ear::{Ear, Fact};

/// Everybody's password.
pub(crate) const PASSWORD: &str = "Password-1";

/// Somebody with an account and a session, or nobody.
pub struct Person {
    /// The account's id; empty for a stranger.
    pub id: String,
    /// The account's name.
    pub name: String,
    /// The session's token; empty for a stranger.
    pub token: String,
    /// The channel that [`Person::posts`] posts in.
    pub channel: String,
    url: String,
    http: reqwest::Client,
    ear: Arc<Mutex<Option<Ear>>>,
}

impl Person {
    /// Somebody without a session.
    pub(crate) fn stranger(url: &str) -> Person {
        let http = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build();
        Person {
            id: String::new(),
            name: String::new(),
            token: String::new(),
            channel: String::new(),
            url: url.to_owned(),
            http: http.expect("an HTTP client"),
            ear: Arc::default(),
        }
    }

    /// Where the server is: `http://127.0.0.1:…`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Somebody who comes with a token: another device, a bot, a program.
    pub fn with_session(url: &str, id: &str, name: &str, token: &str) -> Person {
        Person { id: id.to_owned(), name: name.to_owned(), token: token.to_owned(), ..Person::stranger(url) }
    }

    /// The same account with a session of its own: another device.
    pub async fn logs_in_again(&self) -> Person {
        let mut again = Person::stranger(&self.url).logs_in(&self.name, PASSWORD).await;
        again.channel.clone_from(&self.channel);
        again
    }

    pub(crate) async fn logs_in(self, name: &str, password: &str) -> Person {
        let answer = self.post("/users/login", json!({"login_id": name, "password": password})).await;
        let token = answer.header("token").unwrap_or_else(|| panic!("no token: {answer}")).to_owned();
        Person::with_session(&self.url, answer.ok().id(), name, &token)
    }

    /// Asks a path under `/api/v4`.
    pub async fn get(&self, path: &str) -> Answer {
        self.asks(self.request(Method::GET, path)).await
    }

    /// Asks with a JSON body.
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.asks(self.request(Method::POST, path).json(&body)).await
    }

    /// Asks with a JSON body.
    pub async fn put(&self, path: &str, body: Value) -> Answer {
        self.asks(self.request(Method::PUT, path).json(&body)).await
    }

    /// Asks with a JSON body.
    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        self.asks(self.request(Method::PATCH, path).json(&body)).await
    }

    /// Asks without a body.
    pub async fn delete(&self, path: &str) -> Answer {
        self.asks(self.request(Method::DELETE, path)).await
    }

    /// A question that is not finished: headers and a body of any kind may be added. Then [`Person::asks`].
    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let request = self.request_at_root(method, &format!("/api/v4{path}"));
        if self.token.is_empty() { request } else { request.bearer_auth(&self.token) }
    }

    /// A question outside `/api/v4`, without the session.
    pub fn request_at_root(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.http.request(method, format!("{}{path}", self.url))
    }

    /// Asks for a page, as a browser without a session does.
    pub async fn visits(&self, path: &str) -> Answer {
        self.asks(self.request_at_root(Method::GET, path)).await
    }

    /// Asks it.
    pub async fn asks(&self, request: reqwest::RequestBuilder) -> Answer {
        let request = request.build().unwrap_or_else(|error| panic!("no question: {error}"));
        let who = if self.name.is_empty() { "a stranger" } else { &self.name };
        let asked = format!("{} {} by {who}", request.method(), request.url().path());
        Answer::of(asked, self.http.execute(request).await).await
    }

    /// Sends a question and answers the status and the text, or that no whole answer came.
    pub async fn sends_built(&self, request: reqwest::Request) -> Result<(u16, String), reqwest::Error> {
        let answer = self.http.execute(request).await?;
        let status = answer.status().as_u16();
        answer.text().await.map(|text| (status, text))
    }

    /// Posts in the town's channel.
    pub async fn posts(&self, message: &str) -> Answer {
        self.posts_in(&self.channel, message).await
    }

    /// Posts in a channel.
    pub async fn posts_in(&self, channel: &str, message: &str) -> Answer {
        self.post("/posts", json!({"channel_id": channel, "message": message})).await
    }

    /// Replies to a post.
    pub async fn replies(&self, to: &Body, message: &str) -> Answer {
        let root = if to.text("root_id").is_empty() { to.id() } else { to.text("root_id") };
        let body = json!({"channel_id": to.text("channel_id"), "root_id": root, "message": message});
        self.post("/posts", body).await
    }

    /// Opens a websocket; from now on everything is heard. Answers the `hello`.
    pub async fn listens(&self) -> Fact {
        self.listens_at("").await
    }

    /// As [`Person::listens`], with a query such as `?connection_id=…&sequence_number=3`.
    pub async fn listens_at(&self, query: &str) -> Fact {
        let url = format!("{}/api/v4/websocket{query}", self.url.replacen("http", "ws", 1));
        let ear = Ear::open(&url, &self.token).await;
        let hello = ear.hello().clone();
        *self.ear.lock().await = Some(ear);
        hello
    }

    /// Opens a websocket again after a cut, and waits for no hello: `event` is the number expected next.
    pub async fn comes_back(&self, connection: &str, event: i64) {
        let query = format!("?connection_id={connection}&sequence_number={event}");
        let url = format!("{}/api/v4/websocket{query}", self.url.replacen("http", "ws", 1));
        *self.ear.lock().await = Some(Ear::reopen(&url, &self.token).await);
    }

    /// Waits for the first event of that name that was not heard yet. Events of other names stay unheard.
    pub async fn hears(&self, event: &str) -> Fact {
        self.ear().await.next(event).await
    }

    /// Asks the server something over the websocket; answers its reply.
    pub async fn says(&self, action: &str, data: Value) -> Value {
        self.ear().await.ask(action, data).await
    }

    /// Sends a frame as it is.
    pub async fn sends(&self, frame: Message) {
        self.ear().await.send(frame).await;
    }

    /// Sends a frame that the server may refuse to read to its end.
    pub async fn tries_to_send(&self, frame: Message) {
        self.ear().await.try_to_send(frame).await;
    }

    /// Everything that still arrives until the server cuts the wire.
    pub async fn hears_until_cut_off(&self) -> Vec<Fact> {
        self.ear().await.drain().await
    }

    /// Waits until the server closes the websocket; whether it said goodbye.
    pub async fn is_hung_up_on_politely(&self) -> bool {
        self.ear().await.closed_politely().await
    }

    /// Everything that was told so far and not heard yet; see [`Ear::rest`] for why nothing is missing.
    pub async fn overhears(&self) -> Vec<Fact> {
        self.ear().await.rest().await
    }

    /// Nothing that was told so far is unheard.
    pub async fn hears_nothing(&self) {
        let heard = self.overhears().await;
        assert!(heard.is_empty(), "{} heard {heard:?}", self.name);
    }

    /// Nothing of that name was told so far and is unheard. Events of other names count as heard.
    pub async fn hears_no(&self, event: &str) {
        let heard = self.overhears().await;
        assert!(heard.iter().all(|fact| fact.name() != event), "{} heard {heard:?}", self.name);
    }

    /// Waits until the server closes the websocket; answers the code, if it gave one.
    pub async fn is_hung_up_on(&self) -> Option<u16> {
        self.ear().await.closed().await
    }

    /// Cuts the websocket without a goodbye, and waits until the server has noticed.
    pub async fn loses_connection(&self) {
        if let Some(ear) = self.ear.lock().await.take() {
            ear.cut().await;
        }
    }

    async fn ear(&self) -> tokio::sync::MappedMutexGuard<'_, Ear> {
        let guard = self.ear.lock().await;
        tokio::sync::MutexGuard::map(guard, |ear| ear.as_mut().expect("who is to hear must have listened"))
    }
}
