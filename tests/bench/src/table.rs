//! The table that is printed at the end.

/// What was measured on one database, in the order of the table.
pub struct Column {
    name: &'static str,
    figures: Vec<(&'static str, String)>,
}

impl Column {
    pub fn new(name: &'static str) -> Self {
        Self { name, figures: Vec::new() }
    }

    /// Adds a figure, and says so while the others are still under way. Columns must add the same figures in the same order.
    pub fn add(&mut self, what: &'static str, figure: impl Into<String>) {
        let figure = figure.into();
        eprintln!("  {what}: {figure}");
        self.figures.push((what, figure));
    }
}

pub fn print(columns: &[Column]) {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    println!(
        "\nHearth {} on {cores} cores ({}), load and server on the same ones\n",
        env!("CARGO_PKG_VERSION"),
        processor()
    );
    let names: Vec<_> = columns.iter().map(|column| column.name).collect();
    println!("| | {} |", names.join(" | "));
    println!("| --- |{}", " ---: |".repeat(columns.len()));
    for (row, (what, _)) in columns[0].figures.iter().enumerate() {
        let cells: Vec<_> = columns.iter().map(|column| column.figures[row].1.as_str()).collect();
        println!("| {what} | {} |", cells.join(" | "));
    }
}

fn processor() -> String {
    let text = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = text.lines().find(|line| line.starts_with("model name")).and_then(|line| line.split(": ").nth(1));
    name.unwrap_or("unknown processor").to_owned()
}
