//! Starting and stopping the house: the one front door for the command line, the desktop app and the tests.

use std::any::Any;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tracing::level_filters::LevelFilter;

use crate::app::{App, Courier, Recorder};
use crate::base::blobs::Blobs;
use crate::base::config::{Configuration, Environment, Settings};
use crate::base::db::{Migration, Source};
use crate::base::error::{Context, Error, Result};
use crate::base::http::page;
use crate::base::http::port::{self, PlainPolicy};
use crate::base::http::{Frame, respond};
use crate::base::logs::{self, Levels};
use crate::base::place::{Place, Tenancy};
use crate::base::tls::{self, Names, PairFiles, Reach, Tls, TlsSettings};
use crate::events::{Db, Event, Hub};
use crate::sessions::{RoleTable, Sessions};
use crate::{
    access, bots, burning, channels, compliance, drafts, files, hooks, jobs, linkmetadata, opening, outlets, posts,
    preferences, reactions, reminders, reports, retention, routes, scheduled, search, sessions, sidebar, status,
    system, teams, threads, transfer, urgency, users,
};

/// How the house is to be started.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The data directory; `None` is where the platform keeps such things.
    pub data_dir: Option<PathBuf>,
    /// Another configuration file than `config/config.json` in the data directory.
    pub config_file: Option<PathBuf>,
    /// Another address than `ServiceSettings.ListenAddress`; port 0 takes a free one.
    pub listen: Option<String>,
    /// A folder with another web client's files, served in place of our page.
    pub ui: Option<PathBuf>,
    /// The `MM_…` variables.
    pub environment: Environment,
}

impl Config {
    /// As the `MM_…` variables of this process say, and otherwise as usual.
    pub fn of_process() -> Config {
        Config { environment: Environment::of_process(), ..Config::default() }
    }

    /// For tests and tools: everything in `folder`, a free port on the loopback address, no environment.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Config {
        Config { data_dir: Some(folder.into()), listen: Some("127.0.0.1:0".into()), ..Config::default() }
    }
}

/// The steps of the tables. Only ever added to, at the end.
const MIGRATIONS: &[Migration] = &[
    same(1, "people", include_str!("../migrations/0001_people.sql")),
    same(2, "places", include_str!("../migrations/0002_places.sql")),
    same(3, "talk", include_str!("../migrations/0003_talk.sql")),
    Migration {
        version: 4,
        name: "files",
        sqlite: concat!(
            include_str!("../migrations/0004_files.sql"),
            include_str!("../migrations/0004_search.sqlite.sql")
        ),
        postgres: concat!(
            include_str!("../migrations/0004_files.sql"),
            include_str!("../migrations/0004_search.postgres.sql")
        ),
    },
    same(5, "hooks", include_str!("../migrations/0005_hooks.sql")),
    same(6, "powers", include_str!("../migrations/0006_powers.sql")),
    same(7, "accounts", include_str!("../migrations/0007_accounts.sql")),
    same(8, "upkeep", include_str!("../migrations/0008_upkeep.sql")),
    same(9, "messages", include_str!("../migrations/0009_messages.sql")),
    same(10, "indexes", include_str!("../migrations/0010_indexes.sql")),
    same(11, "linkmetadata", include_str!("../migrations/0011_linkmetadata.sql")),
    same(12, "reactions_by_emoji", include_str!("../migrations/0012_reactions_by_emoji.sql")),
    Migration {
        version: 13,
        name: "search",
        sqlite: "",
        postgres: include_str!("../migrations/0013_search.postgres.sql"),
    },
    same(14, "followed_threads", include_str!("../migrations/0014_followed_threads.sql")),
    Migration { version: 15, name: "lists", sqlite: include_str!("../migrations/0015_lists.sqlite.sql"), postgres: "" },
    Migration {
        version: 16,
        name: "changed_posts",
        sqlite: concat!(
            include_str!("../migrations/0016_changed_posts.sql"),
            include_str!("../migrations/0016_roots.sqlite.sql")
        ),
        postgres: include_str!("../migrations/0016_changed_posts.sql"),
    },
];

const fn same(version: i64, name: &'static str, sql: &'static str) -> Migration {
    Migration { version, name, sqlite: sql, postgres: sql }
}

/// Rooms that keep records of other rooms' facts, in the transaction of the fact.
const RECORDERS: &[Recorder] = &[
    bots::record,
    preferences::record,
    teams::record,
    channels::record,
    sidebar::record,
    posts::record,
    threads::record,
    search::record,
    reactions::record,
    urgency::record,
    burning::record,
    drafts::record,
    scheduled::record,
];

/// A house that stands and answers. Dropping it leaves it running; [`Server::stop`] ends it.
pub struct Server {
    app: App,
    address: SocketAddr,
    authority: Option<PathBuf>,
    serving: JoinHandle<()>,
    stop: CancellationToken,
    tenancy: Tenancy,
}

/// An opened data directory: configuration and database, without a port. What the command line's offline commands use.
pub struct Household {
    /// The house.
    pub app: App,
    place: Place,
    tenancy: Tenancy,
}

impl Household {
    /// Opens the data directory and its database, and brings the tables up to date.
    pub async fn open(config: &Config) -> Result<Household> {
        let place = Place::open(config.data_dir.as_deref()).context("opening the data directory")?;
        let tenancy = place.move_in().context("opening the data directory")?;
        let file = config.config_file.clone().unwrap_or_else(|| place.config_file());
        let configuration = Arc::new(Configuration::open(Some(file), config.environment.clone())?);
        let hub = Hub::default();
        let courier = Arc::new(Courier::new(RECORDERS, hub.clone()));
        let source = source(&configuration.now(), &place);
        let db = Db::open(&source, MIGRATIONS, courier.clone()).await?;
        let blobs = Blobs::open(&place.root().join(&configuration.now().file_directory))?;
        let app = App::new(db, configuration, blobs, hub, place.root().to_owned());
        courier.moves_in(&app);
        settle_in(&app).await?;
        Ok(Household { app, place, tenancy })
    }

    /// Closes the database and moves out.
    pub async fn close(self) {
        self.app.db.close().await;
    }
}

/// What has to be in memory, and who listens to whom.
async fn settle_in(app: &App) -> Result<()> {
    let now = app.clock.now();
    let roles = app.db.write(move |tx| access::seed_roles(tx, now)).await?;
    let table = app.room::<RoleTable>();
    table.put(roles);
    app.hub.listen(move |event| table.hear(event));
    let sessions = app.room::<Sessions>();
    app.hub.listen(move |event| sessions.hear(event));
    sessions::tokens::settle_in(app);
    users::settle_in(app).await?;
    status::settle_in(app).await?;
    files::settle_in(app);
    linkmetadata::settle_in(app);
    posts::settle_in(app).await?;
    search::catch_up(app);
    hooks::settle_in(app);
    system::settle_in(app).await?;
    retention::settle_in(app);
    reports::settle_in(app);
    transfer::settle_in(app);
    compliance::settle_in(app);
    outlets::audit::settle_in(app);
    jobs::settle_in(app).await
}

fn source(settings: &Settings, place: &Place) -> Source {
    let given = &settings.sql_data_source;
    if settings.sql_driver_name == "postgres" {
        let connections = u32::try_from(settings.sql_max_open_conns).unwrap_or(10).clamp(1, 50);
        return Source::Postgres { url: given.clone(), connections };
    }
    Source::Sqlite(if given.is_empty() { place.database_file() } else { place.root().join(given) })
}

impl Server {
    /// Starts the house; answers when it listens.
    pub async fn start(config: Config) -> Result<Server> {
        tls::install_provider();
        let household = Household::open(&config).await?;
        let (app, place) = (household.app, household.place);
        let settings = app.config.now();
        logs::set_levels(levels(&settings));
        let address = config.listen.as_deref().unwrap_or(&settings.listen_address);
        let listener = port::listen(address).await.context("listening")?;
        let address = listener.local_addr().context("listening")?;
        let tls = open_tls(&settings, &place)?;
        app.keep(tls.reach(address));
        let authority = tls.authority_file().map(Path::to_owned);
        let policy = PlainPolicy::new(&settings.trusted_proxy_ip_header);
        obey(&app, policy.clone());
        let stop = app.stopping.clone();
        outlets::live::settle_in(&app);
        outlets::webhooks::settle_in(&app);
        wake_alarms(&app);
        let router = router(&app, config.ui.as_deref());
        let serving = tokio::spawn(port::serve(listener, Some(tls.config()), router, policy, stop.clone()));
        app.tasks.spawn(tls.keep_fresh(stop.clone()));
        let server = Server { app, address, authority, serving, stop, tenancy: household.tenancy };
        server.tenancy.tell_address(&server.url()).context("telling the address")?;
        Ok(server)
    }

    /// The house, for tests and for the program that holds it.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// The one-time token that lets somebody elsewhere make the first account; `None` once there is one.
    pub fn setup_token(&self) -> Option<String> {
        self.app.room::<users::SetUp>().token()
    }

    /// Where this machine itself reaches it: plain HTTP on the loopback address.
    pub fn url(&self) -> String {
        let ip = if self.address.ip().is_unspecified() { IpAddr::from([127, 0, 0, 1]) } else { self.address.ip() };
        format!("http://{}", SocketAddr::new(ip, self.address.port()))
    }

    /// Where other devices of the network reach it.
    pub fn lan_urls(&self) -> Vec<String> {
        self.app.room::<Reach>().addresses()
    }

    /// The certificate that other devices may be told to trust; `None` with an administrator's own.
    pub fn authority_file(&self) -> Option<&Path> {
        self.authority.as_deref()
    }

    /// Stops: no new connections, answers in flight finish, sockets are closed, everything acknowledged is on disk.
    pub async fn stop(self) {
        const PATIENCE: Duration = Duration::from_secs(15);
        self.stop.cancel();
        if tokio::time::timeout(PATIENCE, self.serving).await.is_err() {
            tracing::warn!("the port was late to close");
        }
        self.app.tasks.close();
        if tokio::time::timeout(PATIENCE, self.app.tasks.wait()).await.is_err() {
            tracing::warn!(left = self.app.tasks.len(), "tasks were late to stop");
        }
        self.app.db.close().await;
    }
}

/// Rooms that do things at times: from now on they do.
fn wake_alarms(app: &App) {
    urgency::settle_in(app);
    burning::settle_in(app);
    scheduled::settle_in(app);
    reminders::settle_in(app);
}

/// Lets a change of the configuration reach what is already running.
fn obey(app: &App, policy: PlainPolicy) {
    let config = app.config.clone();
    app.hub.listen(move |event| {
        if matches!(event, Event::ConfigChanged { .. }) {
            let settings = config.now();
            policy.trust(&settings.trusted_proxy_ip_header);
            logs::set_levels(levels(&settings));
        }
    });
}

fn levels(settings: &Settings) -> Levels {
    let level = |enabled: bool, name: &str| if enabled { logs::level(name) } else { LevelFilter::OFF };
    Levels {
        console: level(settings.log_enable_console, &settings.log_console_level),
        file: level(settings.log_enable_file, &settings.log_file_level),
    }
}

fn open_tls(settings: &Settings, place: &Place) -> Result<Tls> {
    let (chain, key) = (&settings.tls_cert_file, &settings.tls_key_file);
    let own = (!chain.is_empty()).then(|| PairFiles { certificate: chain.into(), key: key.into() });
    let settings = TlsSettings { folder: place.tls(), own, only_tls13: settings.tls_min_ver == "1.3" };
    Tls::open(&settings, &Names::of_this_machine()).map_err(|error| Error::broken("preparing TLS", error))
}

fn router(app: &App, ui: Option<&Path>) -> Router {
    let version = {
        let app = app.clone();
        Arc::new(move || system::version_id(&app))
    };
    let frame = Frame { config: app.config.clone(), version };
    let broken = |_: Box<dyn Any + Send>| Error::broken("answering a request", "it panicked").into_response();
    let busy = from_fn_with_state(app.clone(), routes::while_busy);
    let noting = from_fn_with_state(app.clone(), outlets::audit::api::note);
    let api = routes::routes().with_state(app.clone()).layer(busy).layer(noting);
    let opening = opening::routes(api.clone()).with_state(app.clone());
    let api = api.merge(opening).layer(CompressionLayer::new().gzip(true));
    let page = page::routes(ui, app.config.clone());
    let elsewhere = page.clone();
    let web = routes::web_routes().with_state(app.clone());
    // A path that is called by programs may be looked at by a person: then it is the page's.
    let web =
        web.method_not_allowed_fallback(move |request: axum::extract::Request| elsewhere.clone().oneshot(request));
    api.merge(web).merge(page).layer(CatchPanicLayer::custom(broken)).layer(from_fn_with_state(frame, respond))
}
