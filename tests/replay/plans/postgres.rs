//! What PostgreSQL is going to do. It plans by figures, so the tables that grow are filled first: with fewer rows than
//! it looks at for its figures, so that they are the same on every run. Plans are made without looking at what is
//! bound, for a disk that reads here as fast as there.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;
use tokio_postgres::{Client, NoTls, SimpleQueryMessage};

use super::{BIG, on_one_line};

/// Rows of each table. PostgreSQL samples 300 times its statistics target of 100.
const ROWS: usize = 20_000;
/// How many rows may be sorted for a page of them: fewer than there are of a channel or a team.
const FEW: f64 = 100.0;
/// Steps that hand on what comes from below as it comes.
const PASS_ON: &[&str] = &["Nested Loop", "Result", "Subquery Scan", "Incremental Sort", "Merge Append", "Append"];
/// How many times the cost of the chosen plan another one may have that neither scans nor sorts.
const AS_GOOD: f64 = 2.0;
/// Rows of a page where a statement has the number bound.
const PAGE: &str = "60";

/// The steps of each statement's plan that scan or sort a big table.
pub async fn bad_steps(address: &str, texts: &BTreeSet<String>) -> Vec<Vec<String>> {
    let (client, connection) = tokio_postgres::connect(address, NoTls).await.expect("a database");
    let mover = tokio::spawn(connection);
    fill(&client).await;
    let mut all = Vec::with_capacity(texts.len());
    for text in texts {
        all.push(bad_steps_of(&client, &on_one_line(text)).await);
    }
    drop(client);
    let _ = mover.await;
    all
}

/// Puts rows into the tables that grow.
async fn fill(client: &Client) {
    let sql = "select table_name::text, string_agg(quote_ident(column_name), ', ' order by ordinal_position), \
               string_agg(column_name || ' ' || is_nullable || ' ' || data_type, ', ' order by ordinal_position) \
               from information_schema.columns where table_schema = 'public' and is_generated = 'NEVER' group by 1";
    let mut filling = String::new();
    for row in client.query(sql, &[]).await.expect("the tables") {
        let (table, names, columns): (String, String, String) = (row.get(0), row.get(1), row.get(2));
        if BIG.contains(&table.as_str()) {
            let values: Vec<String> = columns.split(", ").map(|column| value_of(&table, column)).collect();
            let values = values.join(", ");
            filling.push_str(&format!(
                "insert into {table} ({names}) select {values} from generate_series(1, {ROWS}) g \
                 on conflict do nothing;"
            ));
        }
    }
    client.batch_execute(&filling).await.expect("rows");
    client.batch_execute("vacuum (analyze)").await.expect("figures");
    let settings = "set plan_cache_mode = force_generic_plan; set random_page_cost = 1";
    client.batch_execute(settings).await.expect("settings");
}

/// What stands in a column of row `g`: a few of what others refer to, in every combination; many of a row's own; and
/// nothing mostly where nothing is usual.
fn value_of(table: &str, column: &str) -> String {
    let mut words = column.splitn(3, ' ');
    let mut word = || words.next().expect("a name, whether it may be null, and a type");
    let (name, is_nullable, kind) = (word(), word() == "YES", word());
    let rare = |value: &str, usual: &str| format!("case when g % 50 = 0 then {value} else {usual} end");
    let at = "1700000000000 + g * 1000";
    match (name, kind) {
        ("id", _) => format!("'{}' || g", &table[..1]),
        ("username" | "email" | "name" | "token" | "displayname", _) => format!("'{name}' || g"),
        ("userid", _) if table == "status" => "'u' || g".into(),
        ("userid" | "creatorid", _) => "'u' || g * 7919 % 2000".into(),
        ("channelid", _) => "'c' || (g / 2000 * 37 + g) % 100".into(),
        ("teamid" | "threadteamid", _) => "'t' || (g / 2000 * 37 + g) % 100".into(),
        ("postid", _) => "'p' || g".into(),
        ("categoryid", _) => "'s' || g * 7919 % 4000".into(),
        ("emojiname", _) => "'e' || g % 400".into(),
        ("category", _) => "'k' || g % 20".into(),
        ("rootid", _) => "case when g % 2 = 0 then 'p' || g * 7919 % 4000 else '' end".into(),
        ("originalid" | "deviceid", _) => rare("'p' || g", "''"),
        ("deleteat" | "threaddeleteat", _) => rare(at, "0"),
        ("updateat", _) => rare(&format!("{at} + 1"), at),
        _ if is_nullable => "null".into(),
        (_, "bigint") => at.into(),
        (_, "integer") => "g".into(),
        (_, "boolean") => "g % 50 = 0".into(),
        (_, "json" | "jsonb") => "'{}'".into(),
        _ => "''".into(),
    }
}

async fn bad_steps_of(client: &Client, text: &str) -> Vec<String> {
    static PAGES: LazyLock<Regex> = LazyLock::new(|| Regex::new(r" (limit|offset) \$\d+").expect("a pattern"));
    static ABSENT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\$\d+ is null").expect("a pattern"));
    // What is asked for is there; of what may be absent PostgreSQL would want to know the type.
    let text = &ABSENT.replace_all(text, "false");
    let statement = match client.prepare(text).await {
        Ok(statement) => statement,
        Err(error) => return vec![format!("not understood: {error}")],
    };
    // A number of rows that is bound would be taken for a tenth of all.
    let paged = PAGES.replace_all(text, |found: &regex::Captures<'_>| match &found[1] {
        "limit" => format!(" limit {PAGE}"),
        _ => " offset 0".to_owned(),
    });
    let types: Vec<String> = statement.params().iter().map(ToString::to_string).collect();
    let (types, values) = match types.len() {
        0 => (String::new(), String::new()),
        count => (format!("({})", types.join(", ")), format!("({})", vec!["null"; count].join(", "))),
    };
    let question = (format!("prepare asked {types} as {paged}"), format!("execute asked {values}"));
    let judged = |plan: &Value| {
        let mut bad = Vec::new();
        look(plan, text.contains(" limit "), false, &mut bad);
        bad
    };
    // What is no question and changes no rows has no plan.
    let Some(first) = plan_of(client, &question).await else { return Vec::new() };
    let bad = judged(&first);
    if bad.is_empty() {
        return bad;
    }
    // Two ways that cost about the same win in turns, by a page more or less of a table: one of them is enough.
    client.batch_execute("set enable_seqscan = off; set enable_sort = off").await.expect("settings");
    let other = plan_of(client, &question).await.expect("a plan");
    client.batch_execute("reset enable_seqscan; reset enable_sort").await.expect("settings");
    let cost = |plan: &Value| plan["Total Cost"].as_f64().expect("a cost");
    if judged(&other).is_empty() && cost(&other) <= AS_GOOD * cost(&first) { Vec::new() } else { bad }
}

/// How PostgreSQL goes about a question; nothing if it is none.
async fn plan_of(client: &Client, (prepare, execute): &(String, String)) -> Option<Value> {
    client.batch_execute(prepare).await.ok()?;
    let answer = client.simple_query(&format!("explain (format json) {execute}")).await.expect("a plan");
    client.batch_execute("deallocate asked").await.expect("an end of it");
    let told: Vec<&str> = answer.iter().filter_map(row).collect();
    let plans: Value = serde_json::from_str(&told.join("\n")).expect("JSON");
    Some(plans[0]["Plan"].clone())
}

fn row(message: &SimpleQueryMessage) -> Option<&str> {
    if let SimpleQueryMessage::Row(row) = message { row.get(0) } else { None }
}

/// Goes down the plan of a page, or of all that there is. `ends_early` tells whether what is above takes only a page,
/// in the order in which it comes.
fn look(step: &Value, is_page: bool, ends_early: bool, bad: &mut Vec<String>) {
    let kind = step["Node Type"].as_str().unwrap_or_default();
    let table = step["Relation Name"].as_str().unwrap_or_default();
    let walks = kind == "Seq Scan" || (kind.starts_with("Index") && step["Index Cond"].is_null());
    if walks && !ends_early && BIG.contains(&table) {
        bad.push(format!("{kind} of {table}"));
    }
    let below = step["Plans"].as_array().map(Vec::as_slice).unwrap_or_default();
    let many = below.iter().any(|step| step["Plan Rows"].as_f64().unwrap_or_default() > FEW);
    if is_page && kind == "Sort" && many {
        bad.push(format!("Sort of {} rows", below[0]["Plan Rows"]));
    }
    let passes_on = ends_early && PASS_ON.contains(&kind);
    for step in below {
        let is_walked = matches!(step["Parent Relationship"].as_str(), Some("Outer" | "Member" | "Subquery"));
        look(step, is_page, is_walked && (kind == "Limit" || passes_on), bad);
    }
}
