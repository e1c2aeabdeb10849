//! Hears every SQL text that the server in this process runs.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// What was heard.
#[derive(Clone, Default)]
pub struct Statements {
    texts: Arc<Mutex<BTreeSet<String>>>,
}

impl Statements {
    /// Listens from now on, in the whole process.
    pub fn listen() -> Statements {
        let statements = Statements::default();
        tracing::subscriber::set_global_default(statements.clone()).expect("nobody else listens in this process");
        statements
    }

    /// The SQL texts, each once.
    pub fn texts(&self) -> BTreeSet<String> {
        std::mem::take(&mut self.texts.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The field of an event that is a statement.
struct Text<'a>(&'a mut BTreeSet<String>);

impl Visit for Text<'_> {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "sql" {
            self.0.insert(value.to_owned());
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
}

impl Subscriber for Statements {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == hearth::base::db::STATEMENTS
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut Text(&mut self.texts.lock().unwrap_or_else(PoisonError::into_inner)));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}
