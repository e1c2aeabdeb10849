//! Who runs beside whom.
//!
//! Areas use people, teams and channels of their own, so most run side by side. `directory` reads the whole site and
//! comes first; an area that changes what the site is set to runs while no other does; the sweep of wrong requests,
//! whose steps share people and things, follows; `mfa_rules` locks the admin out for a while and comes last.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;

use crate::engine::{Engine, Site};
use crate::step::Step;

/// How many areas run at once.
const BESIDE: usize = 6;

/// The steps of a recording, put into the order that a replay runs them in.
#[derive(Default)]
pub struct Plan<'a> {
    /// One after another, before all.
    first: Vec<&'a Step>,
    /// Side by side.
    beside: Vec<Vec<&'a Step>>,
    /// One after another, behind those.
    then: Vec<&'a Step>,
}

impl<'a> Plan<'a> {
    /// Side by side where steps do not see each other.
    pub fn of(steps: &'a [Step]) -> Plan<'a> {
        let mut areas: Vec<Vec<&Step>> = Vec::new();
        let (mut sweep, mut last) = (Vec::new(), Vec::new());
        for step in steps {
            match areas.iter_mut().find(|area| area[0].area == step.area) {
                _ if step.area == "mfa_rules" => last.push(step),
                _ if step.is_sweep() => sweep.push(step),
                Some(area) => area.push(step),
                None => areas.push(vec![step]),
            }
        }
        let mut plan = Plan::default();
        for area in areas {
            match area[0].area.as_str() {
                "setup" | "directory" => plan.first.extend(area),
                _ if area.iter().any(|step| step.sets_the_site()) => plan.then.extend(area),
                _ => plan.beside.push(area),
            }
        }
        // The longest first, so that none is left over at the end.
        plan.beside.sort_by_key(|area| std::cmp::Reverse(area.len()));
        plan.then.extend(sweep);
        plan.then.extend(last);
        plan
    }

    /// One after another, as it was recorded.
    pub fn in_turn(steps: &'a [Step]) -> Plan<'a> {
        Plan { first: steps.iter().collect(), ..Plan::default() }
    }

    /// Runs it.
    pub async fn run(self, site: &Site) -> BTreeMap<&'a str, Option<Value>> {
        let mut answers = run(site, &self.first).await;
        let beside = Site { beside_others: true, ..site.clone() };
        let waiting = Arc::new(Mutex::new(self.beside.into_iter()));
        let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
        let lanes = (0..BESIDE).map(|_| async {
            let mut answers = BTreeMap::new();
            while let Some(area) = next() {
                answers.extend(run(&beside, &area).await);
            }
            answers
        });
        for lane in futures_util::future::join_all(lanes).await {
            answers.extend(lane);
        }
        answers.extend(run(site, &self.then).await);
        answers
    }
}

async fn run<'a>(site: &Site, steps: &[&'a Step]) -> BTreeMap<&'a str, Option<Value>> {
    let answers = Engine::new(site).await.run(steps).await;
    answers.into_iter().map(|(step, answer)| (step.id.as_str(), answer)).collect()
}
