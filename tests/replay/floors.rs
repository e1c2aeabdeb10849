//! What every area has reached: a replay may not fall below it.
//!
//! `tests/contract/floors.tsv` holds counts of equal exchanges. They rise when somebody says so (`--raise`), and never fall
//! by themselves. Areas run side by side and wait for events, so a run may differ a little from the one before
//! ([`room`]).

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::table::{Counts, Table};

const FLOORS: &str = include_str!("../contract/floors.tsv");
const HEAD: &str = "# area\tstatus\tshape\tvalue\tevents\tnames of events: equal exchanges, as reached; written by `make replay ARGS=--raise`";

type Floors = BTreeMap<String, [usize; 5]>;

fn reached(counts: &Counts) -> [usize; 5] {
    let [status, shape, value] = counts.levels;
    let [names, whole] = counts.events;
    [status, shape, value, whole, names]
}

fn read() -> Floors {
    let rows = FLOORS.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let mut columns = line.split('\t');
        let area = columns.next().unwrap_or_default().to_owned();
        let mut number =
            || columns.next().and_then(|text| text.parse().ok()).unwrap_or_else(|| panic!("no floor: {line}"));
        (area, std::array::from_fn(|_| number()))
    });
    rows.collect()
}

/// The least that holds: of exchanges 2 % less than was reached, and at least two; of events one.
fn room(reached: [usize; 5]) -> [usize; 5] {
    let [levels @ .., whole, names] = reached;
    let [status, shape, value] = levels.map(|count: usize| count.saturating_sub((count / 50).max(2)));
    [status, shape, value, whole.saturating_sub(1), names.saturating_sub(1)]
}

/// The areas that fell below what was reached, each with a sentence.
pub fn fallen(table: &Table<'_>) -> Vec<String> {
    let floors = read();
    let names = ["equal statuses", "equal shapes", "equal values", "equal events", "events of equal names"];
    let mut fallen = Vec::new();
    for (area, counts) in &table.areas {
        let floor = room(floors.get(area).copied().unwrap_or_default());
        for ((name, floor), now) in names.iter().zip(floor).zip(reached(counts)).filter(|((_, floor), now)| now < floor)
        {
            fallen.push(format!("{area}: {now} {name}, and {floor} are the least"));
        }
    }
    fallen
}

/// Writes what is reached now, where it is more.
pub fn raise(table: &Table<'_>) {
    let mut floors = read();
    for (area, counts) in &table.areas {
        let floor = floors.entry(area.clone()).or_default();
        *floor = std::array::from_fn(|at| floor[at].max(reached(counts)[at]));
    }
    let rows =
        floors.iter().map(|(area, floor)| format!("{area}\t{}\n", floor.map(|number| number.to_string()).join("\t")));
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("contract/floors.tsv");
    std::fs::write(&file, format!("{HEAD}\n{}", rows.collect::<String>())).expect("a writable file of floors");
}
