//! Another web client's files, from a folder: `root.html` for every page, and what lies beside it under `/static/`.

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use axum::body::Bytes;
use axum::http::HeaderValue;

use super::{ASKED, Found, kind_of};
use crate::base::config::Configuration;
use crate::base::crypto;

/// Files that such a client expects at the top; a worker may look after no page above its own place.
const AT_TOP: [&str; 4] = ["robots.txt", "unsupported_browser.js", "manifest.json", "sw.js"];
/// Paths that are never pages.
const NO_PAGES: [&str; 8] = ["api", "static", "plugins", "hooks", "files", "oauth", "help", "trust"];
/// How long its files are kept; their names carry hashes.
const LONG: &str = "max-age=31556926, public";

/// The folder.
pub struct Folder {
    root: PathBuf,
    config: Arc<Configuration>,
}

impl Folder {
    /// Of this path, which may be mended while the server runs.
    pub fn new(root: &Path, config: Arc<Configuration>) -> Folder {
        Folder { root: root.to_owned(), config }
    }

    /// The file of a path, or the page.
    pub async fn find(&self, path: &str) -> Option<Found> {
        if let Some(file) = path.strip_prefix("static/") {
            let cache = if file.ends_with("remote_entry.js") { ASKED } else { LONG };
            return self.file(file, cache).await;
        }
        if AT_TOP.contains(&path) {
            return self.file(path, ASKED).await;
        }
        let first = path.split('/').next().unwrap_or_default();
        if NO_PAGES.contains(&first) || path.starts_with("login/sso") {
            return None;
        }
        self.page().await
    }

    async fn page(&self) -> Option<Found> {
        let html = String::from_utf8(self.read("root.html").await?).ok()?;
        let html = with_title(&html, &self.config.now().site_name);
        let tag = tag(html.as_bytes());
        let kind = HeaderValue::from_static("text/html");
        let cache = "no-cache, max-age=31556926, public";
        Some(Found { bytes: html.into(), gzip: None, kind, tag, cache, is_page: true })
    }

    async fn file(&self, path: &str, cache: &'static str) -> Option<Found> {
        let bytes = self.read(path).await?;
        let tag = tag(&bytes);
        Some(Found { bytes: Bytes::from(bytes), gzip: None, kind: kind_of(path), tag, cache, is_page: false })
    }

    /// A file inside the folder; links that lead out of it lead nowhere.
    async fn read(&self, path: &str) -> Option<Vec<u8>> {
        let path = percent_decoded(path)?;
        let inside = Path::new(&path).components().all(|part| matches!(part, Component::Normal(_)));
        if !inside || path.ends_with('/') {
            return None;
        }
        let root = tokio::fs::canonicalize(&self.root).await.ok()?;
        let file = tokio::fs::canonicalize(root.join(path)).await.ok()?;
        if !file.starts_with(&root) {
            return None;
        }
        tokio::fs::read(file).await.ok()
    }
}

fn tag(bytes: &[u8]) -> String {
    format!("\"{}\"", crypto::sha256_hex(bytes).get(..16).unwrap_or_default())
}

/// The page with this site's name as its title.
fn with_title(html: &str, name: &str) -> String {
    let escaped = name.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    match (html.find("<title>"), html.find("</title>")) {
        (Some(start), Some(end)) if start + 7 <= end => format!("{}{escaped}{}", &html[..start + 7], &html[end..]),
        _ => html.to_owned(),
    }
}

/// The path with `%20` and its like decoded; nothing when that is no text.
fn percent_decoded(path: &str) -> Option<String> {
    let mut out = Vec::with_capacity(path.len());
    let mut bytes = path.bytes();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let high = char::from(bytes.next()?).to_digit(16)?;
            let low = char::from(bytes.next()?).to_digit(16)?;
            out.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            out.push(byte);
        }
    }
    String::from_utf8(out).ok().filter(|text| !text.contains('\0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn folder() -> Folder {
        let root = std::env::temp_dir().join(format!("hearth-page-{}", crate::base::Id::new()));
        tokio::fs::create_dir_all(root.join("js")).await.expect("a folder");
        tokio::fs::write(root.join("root.html"), "<title>Old</title>").await.expect("a page");
        tokio::fs::write(root.join("js/a.js"), "1").await.expect("a file");
        tokio::fs::write(root.join("sw.js"), "2").await.expect("a worker");
        tokio::fs::write(root.with_extension("secret"), "x").await.expect("a file outside");
        let config = Configuration::open(None, Default::default()).expect("a configuration");
        Folder::new(&root, Arc::new(config))
    }

    #[tokio::test]
    async fn pages_files_and_nothing_else_are_found() {
        let folder = folder().await;
        let page = folder.find("any/channels/town-square").await.expect("a page");
        assert_eq!(page.bytes, "<title>Hearth</title>");
        assert!(folder.find("static/js/a.js").await.is_some());
        assert_eq!(folder.find("sw.js").await.expect("a worker").bytes, "2");
        let secret = folder.root.with_extension("secret");
        let name = secret.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        for path in [format!("static/../{name}"), format!("static/%2e%2e/{name}"), format!("static/js/../../{name}")] {
            assert!(folder.find(&path).await.is_none(), "{path}");
        }
        for path in ["static/", "static/js", "static/none.js", "hooks/x", "robots.txt"] {
            assert!(folder.find(path).await.is_none(), "{path}");
        }
    }
}
