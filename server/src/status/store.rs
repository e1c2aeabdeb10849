//! The `status` table.

use super::wire::Status;
use crate::args;
use crate::base::Result;
use crate::base::db::{Arg, Conn};
use crate::events::Tx;

/// People whose presence one statement writes.
const AT_ONCE: usize = 100;

/// Everybody's presence as it was written last.
pub fn list(conn: &mut Conn<'_>) -> Result<Vec<Status>> {
    conn.all(format!("select {} from status s", Status::COLUMNS), args![])
}

/// Writes these people's presence, many with one statement.
pub fn put_all(tx: &mut Tx<'_>, rows: &[Status]) -> Result<()> {
    for chunk in rows.chunks(AT_ONCE) {
        let mut arguments: Vec<Arg<'_>> = Vec::with_capacity(chunk.len() * 6);
        let mut values = String::new();
        for row in chunk {
            let first = arguments.len() + 1;
            let numbers: Vec<String> = (first..first + 6).map(|number| format!("${number}")).collect();
            values.push_str(if values.is_empty() { "(" } else { ", (" });
            values.push_str(&numbers.join(", "));
            values.push(')');
            arguments.push(row.user_id.into());
            arguments.push(row.status.as_str().into());
            arguments.push(row.manual.into());
            arguments.push(row.last_activity_at.into());
            arguments.push(row.dnd_end_time.into());
            arguments.push(row.prev_status.as_str().into());
        }
        let sql = format!(
            "insert into status (userid, status, manual, lastactivityat, dndendtime, prevstatus) values {values} \
             on conflict (userid) do update set status = excluded.status, manual = excluded.manual, \
             lastactivityat = excluded.lastactivityat, dndendtime = excluded.dndendtime, \
             prevstatus = excluded.prevstatus"
        );
        tx.run(sql, &arguments)?;
    }
    Ok(())
}
