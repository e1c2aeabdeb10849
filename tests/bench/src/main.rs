//! Measures Hearth on this machine and prints a table: `make bench`.
//!
//! It starts the program that it is given, once for each database, speaks to it as clients do (one keep-alive connection a
//! person, plain websockets) and reads the program's memory and processor time from the system. Nothing here passes or
//! fails; load and server share the cores, so a figure near saturation says how fast both are together.
//!
//! `house.rs` runs the program, `client.rs` speaks to it, `town.rs` fills it with people, `city.rs` with many, `measure/` has one file a
//! figure, `table.rs` prints.

mod city;
mod client;
mod house;
mod measure;
mod stats;
mod table;
mod town;

use anyhow::{Context, Result};
use table::Column;

/// `hearth-bench PROGRAM [POSTGRES_URL]`: SQLite always, PostgreSQL where a server to make a database in is named.
#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let program = arguments.next().context("usage: hearth-bench PROGRAM [POSTGRES_URL]")?;
    let mut columns = vec![measure_on("SQLite", &program, None).await?];
    if let Some(postgres) = arguments.next() {
        columns.push(measure_on("PostgreSQL", &program, Some(&postgres)).await?);
    }
    table::print(&columns);
    Ok(())
}

async fn measure_on(name: &'static str, program: &str, postgres: Option<&str>) -> Result<Column> {
    eprintln!("{name}");
    let mut column = Column::new(name);
    let data = house::Data::fresh(program, postgres).await?;
    measure::start::measure(&data, &mut column).await?;
    let house = data.start().await?;
    let town = town::settle(&house).await?;
    measure::client_start::measure(&town, &mut column).await?;
    measure::read::measure(&house, &town, &mut column).await?;
    measure::posts::measure(&house, &town, &mut column).await?;
    measure::sockets::measure(&house, &town, &mut column).await?;
    measure::lists::measure(&house, &town, &mut column).await?;
    house.stop().await?;
    data.remove().await?;
    Ok(column)
}
