//! The picture that the login page shows.

use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::access::{Actor, Permission};
use crate::app::App;
use crate::base::http::{Created, Ok, ok, read_form};
use crate::base::pictures;
use crate::base::{Result, refuse};

const BLOB: &str = "brand/image.png";
/// Bytes of one that is kept.
const KEPT: u64 = 64 * 1024 * 1024;

/// GET /brand/image: for anybody. An empty 404 when there is none.
pub async fn get_brand(State(app): State<App>) -> Result<Response> {
    let answer = match app.blobs.get(BLOB, KEPT).await? {
        Some(picture) => ([(header::CONTENT_TYPE, "image/png")], picture).into_response(),
        None => (StatusCode::NOT_FOUND, [(header::CONTENT_TYPE, "application/json")]).into_response(),
    };
    Result::Ok(answer)
}

/// POST /brand/image: kept as a PNG.
pub async fn set_brand(State(app): State<App>, actor: Actor, request: Request) -> Result<Created<serde_json::Value>> {
    let settings = app.config.now();
    let most = usize::try_from(settings.max_file_size).unwrap_or(0);
    let form = read_form(request, most, "api.admin.upload_brand_image.parse.app_error").await?;
    actor.demand(Permission::EditBrand)?;
    let given = form.bytes("image").cloned();
    let given = given.ok_or_else(|| refuse::with(400, "api.admin.upload_brand_image.no_file.app_error"))?;
    let unfit = || refuse::with(400, "brand.save_brand_image.decode.app_error");
    let look = pictures::look(&given).ok_or_else(unfit)?;
    if !pictures::fits(&look, settings.max_image_resolution) {
        return Err(refuse::with(400, "brand.save_brand_image.check_image_limits.app_error").into());
    }
    let picture = pictures::work(move || pictures::repacked(&given)).await;
    let picture = picture.map_err(|error| if pictures::is_unreadable(&error) { unfit().into() } else { error })?;
    app.blobs.put(BLOB, picture).await?;
    Result::Ok(Created(serde_json::json!({"status": "OK"})))
}

/// DELETE /brand/image
pub async fn delete_brand(State(app): State<App>, actor: Actor) -> Result<Ok> {
    actor.demand(Permission::EditBrand)?;
    if app.blobs.size(BLOB).await?.is_none() {
        return Err(refuse::not_found("api.admin.delete_brand_image.storage.not_found").into());
    }
    app.blobs.remove(BLOB).await?;
    ok()
}
