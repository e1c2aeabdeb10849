//! The table of an area each: how many exchanges are equal, and how far.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::compare::{Verdict, compare};
use crate::step::Step;

/// One area's counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub calls: usize,
    /// Equal statuses; and keys and types; and values.
    pub levels: [usize; 3],
    pub headers: usize,
    pub watched: usize,
    /// Equal names of events; and whole events.
    pub events: [usize; 2],
    pub blocked: usize,
    pub skipped: usize,
}

/// Where an answer is not equal.
pub struct Miss<'a> {
    pub step: &'a Step,
    pub verdict: Verdict,
}

/// What a replay came to.
#[derive(Default)]
pub struct Table<'a> {
    pub areas: Vec<(String, Counts)>,
    pub misses: Vec<Miss<'a>>,
}

impl<'a> Table<'a> {
    /// Compares every answer, in the order of the recording.
    pub fn of(steps: &'a [Step], answers: &BTreeMap<&str, Option<Value>>) -> Table<'a> {
        let mut table = Table::default();
        for step in steps.iter().filter(|step| step.is_scored()) {
            let recorded = step.res.as_ref().expect("a scored step was recorded");
            let counts = table.counts(&step.area);
            if recorded.get("blocked").is_some() || recorded.get("error").is_some() {
                counts.skipped += 1;
                continue;
            }
            let answer = answers.get(step.id.as_str()).and_then(Option::as_ref);
            let verdict = compare(recorded, answer);
            counts.blocked += usize::from(answer.is_some_and(|answer| answer.get("blocked").is_some()));
            counts.add(&verdict);
            if verdict.level < 3 || !verdict.headers || verdict.events.is_some_and(|events| events < 2) {
                table.misses.push(Miss { step, verdict });
            }
        }
        table
    }

    fn counts(&mut self, area: &str) -> &mut Counts {
        let at = self.areas.iter().position(|(name, _)| name == area).unwrap_or_else(|| {
            self.areas.push((area.to_owned(), Counts::default()));
            self.areas.len() - 1
        });
        &mut self.areas[at].1
    }

    /// All areas together.
    pub fn total(&self) -> Counts {
        let mut total = Counts::default();
        for (_, counts) in &self.areas {
            total.calls += counts.calls;
            total.headers += counts.headers;
            total.watched += counts.watched;
            total.blocked += counts.blocked;
            total.skipped += counts.skipped;
            total.levels = std::array::from_fn(|at| total.levels[at] + counts.levels[at]);
            total.events = std::array::from_fn(|at| total.events[at] + counts.events[at]);
        }
        total
    }

    /// Prints the table.
    pub fn print(&self) {
        let head = "area              calls    L1%    L2%    L3%   hdr%   events  names%  full%  blocked  skipped";
        println!("{head}\n{}", "-".repeat(head.len()));
        for (area, counts) in &self.areas {
            println!("{area:<16}{counts}");
        }
        println!("{}\n{:<16}{}", "-".repeat(head.len()), "overall", self.total());
    }

    /// Prints the first misses: first those that count.
    pub fn print_misses(&self, most: usize) {
        let counts = |miss: &&Miss<'_>| miss.verdict.level < 3 || miss.verdict.events.is_some_and(|events| events < 2);
        let (scored, rest): (Vec<_>, Vec<_>) = self.misses.iter().partition(counts);
        for Miss { step, verdict } in scored.into_iter().chain(rest).take(most) {
            println!("L{} {}  as {}", verdict.level, step.id, step.who.as_deref().unwrap_or("nobody"));
            for note in verdict.notes.iter().take(6) {
                println!("     {note}");
            }
        }
    }
}

impl Counts {
    fn add(&mut self, verdict: &Verdict) {
        self.calls += 1;
        self.headers += usize::from(verdict.headers);
        self.levels = std::array::from_fn(|at| self.levels[at] + usize::from(usize::from(verdict.level) > at));
        if let Some(events) = verdict.events {
            self.watched += 1;
            self.events = std::array::from_fn(|at| self.events[at] + usize::from(usize::from(events) > at));
        }
    }
}

/// A part of a whole in per cent; nothing of nothing is none.
pub fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let of_calls = |part| percent(part, self.calls);
        let [status, shape, value] = self.levels.map(of_calls);
        write!(f, "  {:5} {status:6.1} {shape:6.1} {value:6.1} {:6.1}  ", self.calls, of_calls(self.headers))?;
        if self.watched == 0 {
            write!(f, "{:7}  {:>6} {:>6}", 0, "-", "-")?;
        } else {
            let [names, whole] = self.events.map(|part| percent(part, self.watched));
            write!(f, "{:7}  {names:6.1} {whole:6.1}", self.watched)?;
        }
        write!(f, "  {:7}  {:7}", self.blocked, self.skipped)
    }
}
