//! The routes of this room.

mod cloud;
mod directories;
mod federation;
mod policies;

use axum::Router;
use axum::extract::State;
use axum::routing::{MethodFilter, MethodRouter, on};
use serde::Serialize;

use crate::access::{Actor, Permission};
use crate::app::App;
use crate::base::http::{Json, Params};
use crate::base::{Result, refuse};

/// The routes.
pub fn routes() -> Router<App> {
    Router::new()
        .merge(cloud::routes())
        .merge(federation::routes())
        .merge(policies::routes())
        .merge(directories::routes())
}

/// A route of something that is not here: what is checked, in this order, and what is then refused.
#[derive(Debug, Clone, Copy)]
struct Absent {
    /// Segments of the path that must have the form of an id.
    ids: &'static [&'static str],
    /// Permissions of which any will do; a session is enough when there are none.
    needs: &'static [Permission],
    /// The status of the refusal.
    status: u16,
    /// The id of the refusal.
    id: &'static str,
}

impl Absent {
    const fn new(status: u16, id: &'static str) -> Absent {
        Absent { ids: &[], needs: &[], status, id }
    }

    const fn with_ids(self, ids: &'static [&'static str]) -> Absent {
        Absent { ids, ..self }
    }

    const fn needs(self, needs: &'static [Permission]) -> Absent {
        Absent { needs, ..self }
    }

    fn check(&self, actor: &Actor, at: &Params) -> Result<()> {
        self.ids.iter().try_for_each(|name| at.id(name).map(drop))?;
        demand_any(actor, self.needs)?;
        Err(refuse::with(self.status, self.id).into())
    }

    /// The route, for these methods.
    fn on(self, methods: MethodFilter) -> MethodRouter<App> {
        on(methods, move |_: State<App>, actor: Actor, at: Params| async move { self.check(&actor, &at) })
    }
}

/// Refuses with 403 who has none of these permissions.
fn demand_any(actor: &Actor, needs: &[Permission]) -> Result<()> {
    match needs.first() {
        Some(first) if !needs.iter().any(|permission| actor.may(*permission)) => Err(actor.lacks(*first)),
        _ => Ok(()),
    }
}

/// A route that always answers the same to everybody with a session.
fn always<T: Serialize + Clone + Send + Sync + 'static>(answer: T) -> MethodRouter<App> {
    on(MethodFilter::GET, move |_: State<App>, _: Actor| {
        let answer = answer.clone();
        async move { Json(answer) }
    })
}
