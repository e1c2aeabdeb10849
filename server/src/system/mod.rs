//! The site itself: its version, its configuration for clients, its licence, whether it is well.

pub mod api;

use axum::http::HeaderValue;

use crate::app::App;
use crate::base::Result;

/// What has to be known before the first request.
pub async fn settle_in(app: &App) -> Result<()> {
    let _ = app;
    Ok(())
}

/// The value of `X-Version-Id`.
pub fn version_id(app: &App) -> HeaderValue {
    let _ = app;
    HeaderValue::from_static("11.6.0.0.0.true")
}
