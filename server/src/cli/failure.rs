//! Why a command was not done, in a sentence.

use std::fmt;

use hearth::Error;

/// A sentence for the person who typed.
#[derive(Debug, PartialEq, Eq)]
pub struct Failure(String);

impl Failure {
    /// For `map_err`: names what we were doing, a gerund.
    pub fn of<E: fmt::Display>(doing: &'static str) -> impl FnOnce(E) -> Self {
        move |cause| Self(format!("{doing}: {cause}"))
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self(error.sentence())
    }
}

impl From<String> for Failure {
    fn from(sentence: String) -> Self {
        Self(sentence)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
