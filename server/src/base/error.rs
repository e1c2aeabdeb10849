//! How things fail, in two families.
//!
//! *Refused* is part of the contract: a status, the id that clients branch on, a sentence for a person.
//! *Broken* is our fault or the machine's: logged once with its cause, and the caller sees a plain 500
//! (503 while the database is away).

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;

use super::i18n::Language;

/// What every fallible function of the house answers.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Refused or broken.
#[derive(Debug)]
pub enum Error {
    /// The caller asked for something it may not have, or in the wrong way.
    Refused(Box<Refusal>),
    /// We could not do it.
    Broken(Box<Broken>),
}

/// A refusal as clients see it. The sentence is looked up by id in the reader's language when it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// HTTP status.
    pub status: u16,
    /// Mattermost's error id.
    pub id: Cow<'static, str>,
    /// What the sentence names: `{name}` in the i18n files.
    pub about: String,
    /// For developers; shown only with `ServiceSettings.EnableDeveloper`.
    pub detail: String,
}

/// Something broke: what we were doing, and why it failed.
#[derive(Debug)]
pub struct Broken {
    /// A gerund: "saving a post".
    pub doing: Cow<'static, str>,
    /// The cause, for the log.
    pub cause: String,
    /// The database is away or full for now: the caller may try again.
    pub unavailable: bool,
    /// The unique constraint that was hit, `table.column_column`.
    pub duplicate: Option<String>,
}

/// The body of an error answer.
#[derive(Debug, Serialize)]
pub struct ErrorBody<'a> {
    /// Mattermost's error id.
    pub id: &'a str,
    /// A sentence for a person.
    pub message: &'a str,
    /// Empty unless developer mode is on.
    pub detailed_error: &'a str,
    /// The id that the log lines of this request carry.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub request_id: &'a str,
    /// Same as the HTTP status.
    pub status_code: u16,
}

impl Refusal {
    /// Names what the sentence is about.
    pub fn about(mut self, what: impl Into<String>) -> Refusal {
        self.about = what.into();
        self
    }

    /// Adds words for developers.
    pub fn detail(mut self, detail: impl Into<String>) -> Refusal {
        self.detail = detail.into();
        self
    }
}

impl Error {
    /// Something broke while `doing`.
    pub fn broken(doing: impl Into<Cow<'static, str>>, cause: impl fmt::Display) -> Error {
        Error::Broken(Box::new(Broken {
            doing: doing.into(),
            cause: cause.to_string(),
            unavailable: false,
            duplicate: None,
        }))
    }

    /// A needed part is away for now: 503.
    pub fn unavailable(doing: impl Into<Cow<'static, str>>, cause: impl fmt::Display) -> Error {
        Error::Broken(Box::new(Broken {
            doing: doing.into(),
            cause: cause.to_string(),
            unavailable: true,
            duplicate: None,
        }))
    }

    /// The same failure, of something larger that was being done.
    pub fn during(mut self, doing: impl Into<Cow<'static, str>>) -> Error {
        if let Error::Broken(broken) = &mut self {
            broken.doing = doing.into();
        }
        self
    }

    /// The error for a person at this machine, who may know everything: the sentence of a refusal, the cause of what
    /// broke.
    pub fn sentence(&self) -> String {
        match self {
            Error::Refused(refusal) => Language::English.error(&refusal.id, refusal.status, &refusal.about),
            Error::Broken(broken) if broken.cause.ends_with('.') => broken.cause.clone(),
            Error::Broken(broken) => format!("{}: {}", broken.doing, broken.cause),
        }
    }

    /// The refusal's id, if it is one.
    pub fn refusal_id(&self) -> Option<&str> {
        match self {
            Error::Refused(refusal) => Some(&refusal.id),
            Error::Broken(_) => None,
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Error {
        Error::Refused(Box::new(refusal))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Refused(refusal) => write!(f, "refused: {} ({})", refusal.id, refusal.status),
            Error::Broken(broken) => write!(f, "{}: {}", broken.doing, broken.cause),
        }
    }
}

impl std::error::Error for Error {}

/// Turns foreign errors into broken ones, with a gerund that names what we were doing.
pub trait Context<T> {
    /// `.context("saving a post")?`
    fn context(self, doing: &'static str) -> Result<T>;
}

impl<T, E: fmt::Display> Context<T> for std::result::Result<T, E> {
    fn context(self, doing: &'static str) -> Result<T> {
        self.map_err(|cause| Error::broken(doing, cause))
    }
}

/// The refusals that many rooms share. A refusal of one room is made there with [`refuse::with`].
pub mod refuse {
    use super::*;

    /// A refusal of the contract.
    pub fn with(status: u16, id: impl Into<Cow<'static, str>>) -> Refusal {
        Refusal { status, id: id.into(), about: String::new(), detail: String::new() }
    }

    /// 400: a field of the body is missing or wrong.
    pub fn invalid_param(field: &str) -> Refusal {
        with(400, "api.context.invalid_body_param.app_error").about(field)
    }

    /// 400: a path segment or query value is wrong.
    pub fn invalid_url_param(name: &str) -> Refusal {
        with(400, "api.context.invalid_url_param.app_error").about(name)
    }

    /// 401: no session, or one that has ended.
    pub fn no_session() -> Refusal {
        with(401, "api.context.session_expired.app_error")
    }

    /// 403: the permission is missing.
    pub fn forbidden() -> Refusal {
        with(403, "api.context.permissions.app_error")
    }

    /// 404 with the room's own id.
    pub fn not_found(id: impl Into<Cow<'static, str>>) -> Refusal {
        with(404, id)
    }

    /// 413: more bytes than allowed.
    pub fn too_large() -> Refusal {
        with(413, "api.context.request_body_too_large.app_error")
    }
}
