//! What an administrator hands to whoever helps them: how the server is, how it is configured, what it last said. No
//! secret is in it, and nothing that people wrote.

use std::io::{Cursor, Write};

use serde_json::{Value, json};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{secrets, site, store};
use crate::app::App;
use crate::base::Result;
use crate::base::error::Context;

const WRITING: &str = "writing a support packet";

/// The packet, a zip. `log` puts the end of the log in.
pub async fn write(app: &App, log: Option<Vec<u8>>) -> Result<Vec<u8>> {
    let current = app.config.now();
    let mut config = current.document.clone();
    secrets::hide(&mut config);
    let (accounts, steps) =
        app.db.read(|conn| Ok((store::count_active_accounts(conn)?, store::list_migrations(conn)?.len()))).await?;
    let server = json!({
        "version": site::VERSION,
        "build": env!("CARGO_PKG_VERSION"),
        "system": std::env::consts::OS,
        "architecture": std::env::consts::ARCH,
        "processors": std::thread::available_parallelism().map_or(0, usize::from),
        "database": {"type": app.db.driver(), "steps": steps},
        "active_users": accounts,
        "written_at": app.clock.now(),
    });
    let zipped = tokio::task::spawn_blocking(move || zip(&server, &config, log));
    zipped.await.context(WRITING)?
}

fn zip(server: &Value, config: &Value, log: Option<Vec<u8>>) -> Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let pretty = |value: &Value| serde_json::to_vec_pretty(value).context(WRITING);
    let mut files = vec![("diagnostics.json", pretty(server)?), ("sanitized_config.json", pretty(config)?)];
    files.extend(log.map(|log| ("hearth.log", log)));
    for (name, bytes) in files {
        zip.start_file(name, SimpleFileOptions::default()).context(WRITING)?;
        zip.write_all(&bytes).context(WRITING)?;
    }
    Ok(zip.finish().context(WRITING)?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packet_is_a_zip_of_what_was_given() {
        let bytes = zip(&json!({"a": 1}), &json!({}), Some(b"said".to_vec())).expect("a packet");
        let mut read = ::zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
        assert_eq!(read.len(), 3);
        assert_eq!(read.by_name("hearth.log").expect("the log").size(), 4);
    }
}
