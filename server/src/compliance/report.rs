//! The job that writes a report.

use super::store;
use crate::app::App;
use crate::base::error::Error;
use crate::base::{Id, Result};
use crate::jobs::Run;
use crate::transfer::{Writer, keep, scratch, with};

/// The type of the job.
pub const KIND: &str = "compliance_report";
/// Posts in one look.
const TOGETHER: i64 = 500;
const HEAD: &str = "PostId,PostCreateAt,TeamName,TeamDisplayName,ChannelName,ChannelDisplayName,UserUsername,UserEmail,\
                    PostRootId,PostType,PostMessage,PostHashtags\n";

/// The blob that a report is.
pub fn blob(id: Id) -> String {
    format!("compliance/{id}.zip")
}

/// Writes the report that the job names.
pub async fn run(app: App, run: Run) -> Result<()> {
    let id = Id::parse(run.given("report_id").unwrap_or_default());
    mark(&app, id, "running", 0).await?;
    let written = write(&app, &run, id).await;
    match &written {
        Ok(count) => mark(&app, id, "finished", *count).await?,
        Err(_) => mark(&app, id, "failed", 0).await?,
    }
    written.map(drop)
}

async fn mark(app: &App, id: Id, status: &'static str, count: i64) -> Result<()> {
    app.db.write(move |tx| store::update(tx, id, status, count)).await
}

async fn write(app: &App, run: &Run, id: Id) -> Result<i64> {
    let report = app.db.read(move |conn| store::find(conn, id)).await?;
    let report = report.ok_or_else(|| Error::broken("writing a report", "it is gone"))?;
    let file = scratch(app)?;
    let mut writer = Writer::create(&file.0)?;
    writer.begin("posts.csv")?;
    writer.put(HEAD.as_bytes())?;
    let (mut after, mut count) = ((0, Id::NONE), 0);
    loop {
        let wanted = report.clone();
        let rows = app.db.read_long(move |conn| store::list_said(conn, &wanted, after, TOGETHER)).await?;
        let Some(last) = rows.last() else { break };
        after = (last.at, last.id);
        count += rows.len() as i64;
        let text: String = rows.iter().map(|row| line(&row.fields)).collect();
        (writer, ()) = with(writer, move |writer| writer.put(text.as_bytes())).await?;
        run.progress(50).await?;
    }
    with((), move |()| writer.finish()).await?;
    keep(app, &file.0, &blob(id)).await?;
    Ok(count)
}

fn line(fields: &[String]) -> String {
    let quoted: Vec<String> = fields.iter().map(|field| format!("\"{}\"", field.replace('"', "\"\""))).collect();
    format!("{}\n", quoted.join(","))
}
