//! The page inside the program.

use std::collections::HashMap;
use std::io::Write;
use std::sync::{Mutex, PoisonError};

use axum::body::Bytes;
use axum::http::HeaderValue;
use flate2::Compression;
use flate2::write::GzEncoder;
use rust_embed::{EmbeddedFile, RustEmbed};

use super::{A_YEAR, ASKED, Found, kind_of};

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../ui/dist"]
struct Files;

const PAGE: &str = "index.html";
/// What a program answers that was built before its page.
const NO_PAGE: &str = "<!doctype html><title>Hearth</title><p>Hearth runs, but this build has no page in it. \
    Build the page (npm run build in ui) and then the program; or use a Mattermost app with this address.";
/// Smaller files are not worth compressing.
const WORTH_IT: usize = 1024;

/// The files, and those that were compressed already: each once, when it is asked for.
#[derive(Default)]
pub struct Bundled {
    zipped: Mutex<HashMap<String, Option<Bytes>>>,
}

impl Bundled {
    /// The file of a path, or the page; nothing for a file with a hash that this build has not.
    pub fn find(&self, path: &str) -> Option<Found> {
        if let Some(file) = Files::get(path).filter(|_| path != PAGE) {
            let cache = if path.starts_with("assets/") { A_YEAR } else { ASKED };
            return Some(self.found(path, file, kind_of(path), cache, false));
        }
        if path.starts_with("assets/") {
            return None;
        }
        let html = HeaderValue::from_static("text/html; charset=utf-8");
        Some(match Files::get(PAGE) {
            Some(page) => self.found(PAGE, page, html, ASKED, true),
            None => Found {
                bytes: Bytes::from_static(NO_PAGE.as_bytes()),
                gzip: None,
                kind: html,
                tag: "\"none\"".into(),
                cache: ASKED,
                is_page: true,
            },
        })
    }

    fn found(&self, path: &str, file: EmbeddedFile, kind: HeaderValue, cache: &'static str, is_page: bool) -> Found {
        let hash = file.metadata.sha256_hash();
        let tag: String = hash[..8].iter().map(|byte| format!("{byte:02x}")).collect();
        let bytes = match file.data {
            std::borrow::Cow::Borrowed(bytes) => Bytes::from_static(bytes),
            std::borrow::Cow::Owned(bytes) => Bytes::from(bytes),
        };
        let gzip = self.gzip(path, &bytes);
        Found { bytes, gzip, kind, tag: format!("\"{tag}\""), cache, is_page }
    }

    fn gzip(&self, path: &str, bytes: &Bytes) -> Option<Bytes> {
        let mut zipped = self.zipped.lock().unwrap_or_else(PoisonError::into_inner);
        zipped.entry(path.to_owned()).or_insert_with(|| compress(bytes)).clone()
    }
}

/// Compressed, if that makes it smaller.
fn compress(bytes: &[u8]) -> Option<Bytes> {
    if bytes.len() < WORTH_IT {
        return None;
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).ok()?;
    let zipped = encoder.finish().ok()?;
    (zipped.len() < bytes.len()).then(|| zipped.into())
}
