//! A town: a running server and the people in it.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use hearth::{Config, Server};
use serde_json::{Value, json};
use tokio::runtime::Runtime;
use tokio::sync::OnceCell;

use crate::answer::Body;
use crate::ground::{Ground, Template};
use crate::person::{PASSWORD, Person};

/// Servers run on threads of their own, so that a town can be taken down while its story's thread waits for it.
static STREETS: LazyLock<Runtime> = LazyLock::new(|| {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("threads for servers")
});

/// A server, a team and a channel, amy and bob inside, mallory outside. It is taken down when it is dropped.
pub struct Town {
    /// The first account: a system admin, in the team and the channel.
    pub admin: Person,
    /// A member of the team and the channel.
    pub amy: Person,
    /// A member of the team and the channel.
    pub bob: Person,
    /// Somebody with an account, and in no team.
    pub mallory: Person,
    /// Somebody without an account.
    pub stranger: Person,
    /// The team.
    pub team: Body,
    /// An open channel of the team.
    pub channel: Body,
    house: House,
}

/// A server on ground of its own.
struct House {
    server: Option<Server>,
    ground: Option<Ground>,
    settings: Vec<(String, String)>,
    ui: Option<PathBuf>,
}

/// The tokens of a template's people, and what they are in.
struct Built {
    template: Template,
    people: Vec<(String, String, String)>,
    team: Value,
    channel: Value,
}

/// What every town is set to; a story's own settings come on top.
const SETTINGS: &[(&str, &str)] = &[
    ("TeamSettings.EnableOpenServer", "true"),
    ("LogSettings.EnableConsole", "false"),
    ("LogSettings.EnableFile", "false"),
];

/// A town as it comes.
pub async fn town() -> Town {
    town_with(&[]).await
}

/// A town with settings of its own: `("ServiceSettings.EnableDeveloper", "true")`.
pub async fn town_with(settings: &[(&str, &str)]) -> Town {
    static BUILT: OnceCell<Built> = OnceCell::const_new();
    let built = BUILT.get_or_init(build).await;
    let ground = Ground::copy(&built.template).await;
    let house = House::open(ground, settings).await;
    let url = house.url();
    let channel = Body::from(built.channel.clone());
    let person = |at: usize| {
        let (id, name, token) = &built.people[at];
        let mut person = Person::with_session(&url, id, name, token);
        channel.id().clone_into(&mut person.channel);
        person
    };
    Town {
        admin: person(0),
        amy: person(1),
        bob: person(2),
        mallory: person(3),
        stranger: Person::stranger(&url),
        team: Body::from(built.team.clone()),
        channel,
        house,
    }
}

/// A server that nobody has an account on, and the stranger who found it.
pub async fn empty_house(settings: &[(&str, &str)]) -> (Person, impl Drop) {
    let house = House::open(Ground::empty().await, settings).await;
    (Person::stranger(&house.url()), house)
}

/// What is said by a server that cannot start, because its database was changed before by such a statement.
pub async fn failed_start(statement: &str) -> String {
    let mut ground = Ground::empty().await;
    ground.change(statement).await;
    let settings = named(&[]).into_iter().chain(ground.settings()).collect();
    let said = start(ground.folder.path(), settings, None).await.err().expect("no start");
    ground.clear().await;
    said.to_string()
}

/// A database with every table and nobody in it, that no server uses.
pub struct Tables(Ground);

/// The tables of a server that was started once.
pub async fn empty_tables() -> Tables {
    let mut house = House::open(Ground::empty().await, &[]).await;
    house.close().await;
    Tables(house.ground.take().expect("a house stands on ground"))
}

impl Tables {
    /// Where the database is, on PostgreSQL.
    pub fn address(&self) -> Option<String> {
        self.0.address()
    }

    /// The database's file, on SQLite.
    pub fn file(&self) -> PathBuf {
        self.0.file()
    }

    /// Drops it.
    pub async fn clear(mut self) {
        self.0.clear().await;
    }
}

const NO_START: &str = "the server did not start";

async fn start(folder: &Path, settings: Vec<(String, String)>, ui: Option<PathBuf>) -> Result<Server, hearth::Error> {
    let config = Config { environment: settings.into_iter().collect(), ui, ..Config::in_folder(folder) };
    STREETS.spawn(Server::start(config)).await.expect("a start without a panic")
}

/// The environment of a server: what every town is set to, and settings of its own.
fn named(settings: &[(&str, &str)]) -> Vec<(String, String)> {
    SETTINGS.iter().chain(settings).map(|(path, value)| (variable(path), (*value).to_owned())).collect()
}

/// The variable of the environment that stands for a setting.
fn variable(path: &str) -> String {
    format!("MM_{}", path.replace('.', "_")).to_uppercase()
}

/// As [`empty_house`], with another web client's files in place of our page.
pub async fn house_showing(folder: &Path) -> (Person, impl Drop) {
    let house = House::of(Ground::empty().await, &[], Some(folder.to_owned())).await;
    (Person::stranger(&house.url()), house)
}

/// Builds the town that all are copied from, through the front door.
async fn build() -> Built {
    let mut house = House::open(Ground::empty().await, &[]).await;
    let url = house.url();
    let mut people = Vec::new();
    for name in ["admin", "amy", "bob", "mallory"] {
        people.push(sign_up(&url, name).await);
    }
    let [admin, amy, bob, _] = &people[..] else { unreachable!("four people") };
    let team = json!({"name": "town", "display_name": "Town", "type": "O"});
    let team = admin.post("/teams", team).await.created();
    let channel = json!({"team_id": team.id(), "name": "square", "display_name": "Square", "type": "O"});
    let channel = admin.post("/channels", channel).await.created();
    for person in [amy, bob] {
        let member = json!({"team_id": team.id(), "user_id": person.id});
        admin.post(&format!("/teams/{}/members", team.id()), member).await.created();
        let member = json!({"user_id": person.id});
        admin.post(&format!("/channels/{}/members", channel.id()), member).await.created();
    }
    let people = people.iter().map(|person| (person.id.clone(), person.name.clone(), person.token.clone()));
    let people = people.collect();
    house.close().await;
    let template = house.ground.take().expect("a house stands on ground").into_template();
    Built { template, people, team: team.value(), channel: channel.value() }
}

async fn sign_up(url: &str, name: &str) -> Person {
    let account = json!({"username": name, "email": format!("{name}@example.com"), "password": PASSWORD});
    Person::stranger(url).post("/users", account).await.created();
    Person::stranger(url).logs_in(name, PASSWORD).await
}

impl Town {
    /// Where the server is: `http://127.0.0.1:…`.
    pub fn url(&self) -> String {
        self.house.url()
    }

    /// The house itself, for what has no door: bounds, and facts that nobody can bring about.
    pub fn app(&self) -> &hearth::app::App {
        self.house.server.as_ref().expect("a running server").app()
    }

    /// Lets minutes pass at once: what falls due meanwhile is done.
    pub fn passes(&self, minutes: i64) {
        self.app().clock.pass(minutes * 60_000);
    }

    /// Stops the server; the people stay.
    pub async fn stops(&mut self) {
        self.house.close().await;
    }

    /// Somebody more, in no team.
    pub async fn newcomer(&self, name: &str) -> Person {
        sign_up(&self.url(), name).await
    }

    /// Somebody who made their account with the usual password, with a session.
    pub async fn visitor(&self, name: &str) -> Person {
        Person::stranger(&self.url()).logs_in(name, PASSWORD).await
    }

    /// Somebody more, in the team and the channel.
    pub async fn neighbour(&self, name: &str) -> Person {
        let mut person = self.newcomer(name).await;
        self.lets_in(&person).await;
        self.channel.id().clone_into(&mut person.channel);
        person
    }

    /// Puts somebody into the team and the channel.
    pub async fn lets_in(&self, person: &Person) {
        let member = json!({"team_id": self.team.id(), "user_id": person.id});
        self.admin.post(&format!("/teams/{}/members", self.team.id()), member).await.created();
        let member = json!({"user_id": person.id});
        self.admin.post(&format!("/channels/{}/members", self.channel.id()), member).await.created();
    }

    /// A channel more, with these people in it; the admin makes it, and is in it too. `kind` is `O` or `P`.
    pub async fn channel_of(&self, name: &str, kind: &str, people: &[&Person]) -> Body {
        let channel = json!({"team_id": self.team.id(), "name": name, "display_name": name, "type": kind});
        let channel = self.admin.post("/channels", channel).await.created();
        for person in people {
            let member = json!({"user_id": person.id});
            self.admin.post(&format!("/channels/{}/members", channel.id()), member).await.created();
        }
        channel
    }
}

impl House {
    async fn open(ground: Ground, settings: &[(&str, &str)]) -> House {
        House::of(ground, settings, None).await
    }

    async fn of(ground: Ground, settings: &[(&str, &str)], ui: Option<PathBuf>) -> House {
        let settings = named(settings).into_iter().chain(ground.settings()).collect();
        let mut house = House { server: None, ground: Some(ground), settings, ui };
        house.start().await;
        house
    }

    async fn start(&mut self) {
        let folder = self.ground.as_ref().expect("a house stands on ground").folder.path();
        let started = start(folder, self.settings.clone(), self.ui.clone()).await;
        self.server = Some(started.unwrap_or_else(|error| panic!("{NO_START}: {error}")));
    }

    fn url(&self) -> String {
        self.server.as_ref().expect("a running server").url()
    }

    async fn close(&mut self) {
        if let Some(server) = self.server.take() {
            STREETS.spawn(server.stop()).await.expect("a stop without a panic");
        }
    }
}

impl Drop for House {
    fn drop(&mut self) {
        let (server, ground) = (self.server.take(), self.ground.take());
        let taking_down = async move {
            if let Some(server) = server {
                server.stop().await;
            }
            if let Some(mut ground) = ground {
                ground.clear().await;
            }
        };
        // A story's own thread may not wait inside its runtime; another one may.
        let _ = std::thread::spawn(move || STREETS.block_on(taking_down)).join();
    }
}
