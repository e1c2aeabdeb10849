//! What the watched sockets hear while a step runs.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use serde_json::{Map, Value};

use crate::engine::{Engine, Outcome, PACE, Trouble};
use crate::json::canon;
use crate::normal;
use crate::sock::Sock;
use crate::step::Step;

/// Events that depend on timing alone; compared only where a step asks for them.
const NOISE: &[&str] = &[
    "hello",
    "status_change",
    "preferences_changed",
    "license_changed",
    "plugin_statuses_changed",
    "config_changed",
    "user_activation_status_change",
];

impl Engine {
    /// Opens the socket of somebody who is watched; one that cannot be opened hears nothing.
    pub(crate) async fn open_for(&mut self, who: &str) -> Outcome<()> {
        let token = self.token(who)?;
        let sock = match Sock::open(&self.site.url, "", Some(&token)).await {
            Ok(sock) => {
                sock.greeted(2.0).await;
                sock
            }
            Err(_) => Sock::dead(),
        };
        self.socks.insert(who.to_owned(), sock);
        Ok(())
    }

    /// Opens who is to be watched, waits for quiet and forgets what was heard before.
    pub(crate) async fn prepare_events(&mut self, step: &Step) -> Result<(), Trouble> {
        let Some(watched) = &step.ev else { return Ok(()) };
        for who in watched.keys() {
            if self.socks.get(who).is_none_or(|sock| sock.heard().closed) {
                self.open_for(who).await?;
            }
        }
        if step.prep {
            return Ok(());
        }
        let end = Instant::now() + Duration::from_millis(800);
        let quiet = |at: Option<Instant>| at.is_none_or(|at| at.elapsed() > PACE);
        while Instant::now() < end {
            if quiet(self.last_change) && watched.keys().all(|who| quiet(self.socks[who].heard().last)) {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        for who in watched.keys() {
            self.socks[who].drain();
        }
        Ok(())
    }

    /// Waits for the events that were recorded, and a moment for those that were not.
    pub(crate) async fn collect_events(&self, step: &Step, answer: &mut Map<String, Value>) {
        let Some(watched) = step.ev.as_ref().filter(|_| !step.prep) else { return };
        let names = |events: &Vec<Value>| {
            events.iter().filter_map(|event| event["event"].as_str()).map(str::to_owned).collect()
        };
        let awaited =
            |who: &String, asked: &Vec<String>| step.recorded_events(who).map_or_else(|| asked.clone(), names);
        let awaited: HashMap<&String, Vec<String>> =
            watched.iter().map(|(who, asked)| (who, awaited(who, asked))).collect();
        let nothing_recorded = watched.keys().all(|who| step.recorded_events(who).is_none_or(Vec::is_empty));
        let refused = answer["status"].as_u64().is_some_and(|status| status >= 400);
        let end = Instant::now() + if refused && nothing_recorded { PACE } else { Duration::from_secs(2) };
        let is_deaf = watched.keys().all(|who| self.socks[who].is_dead());
        while Instant::now() < end && !is_deaf && !awaited.iter().all(|(who, names)| self.has_heard(who, names)) {
            tokio::time::sleep(Duration::from_millis(4)).await;
        }
        let all_hear = awaited.values().all(|names| !names.is_empty());
        tokio::time::sleep(if all_hear { PACE } else { Duration::from_millis(150) }).await;
        let heard = watched.keys().map(|who| (who.clone(), Value::Array(self.heard_by(who, step))));
        answer.insert("ev".into(), Value::Object(heard.collect()));
    }

    fn has_heard(&self, who: &str, names: &[String]) -> bool {
        let heard = self.socks[who].heard();
        let count = |name: &String| heard.events.iter().filter(|event| event["event"] == name.as_str()).count();
        names.iter().all(|name| count(name) >= names.iter().filter(|other| *other == name).count())
    }

    fn heard_by(&self, who: &str, step: &Step) -> Vec<Value> {
        let asked: Vec<&String> = step.ev.iter().flat_map(|watched| watched.values().flatten()).collect();
        let recorded = step.recorded_events(who).cloned().unwrap_or_default();
        let counts = |event: &Value| {
            let name = event["event"].as_str().unwrap_or_default();
            (asked.iter().any(|asked| *asked == name) || !NOISE.contains(&name))
                && !step.evskip.iter().any(|skip| skip == name)
        };
        let events = self.socks[who].drain();
        let events = self.normally(|normal| {
            let shown =
                events.iter().filter(|event| counts(event)).map(|event| normal::event(normal, event, &step.evignore));
            shown.filter(|event| !self.is_of_others(event, &recorded, &step.area)).collect()
        });
        normal::sorted(events)
    }

    /// Whether everybody hears an event and it tells of an area that runs beside this one.
    fn is_of_others(&self, event: &Value, recorded: &[Value], area: &str) -> bool {
        let to_all = ["user_id", "channel_id", "team_id"].iter().all(|place| event["broadcast"][place] == "");
        let is_recorded = || recorded.iter().any(|other| other["event"] == event["event"]);
        self.site.beside_others && to_all && !is_recorded() && !canon(event).contains(&format!(":{area}."))
    }
}
