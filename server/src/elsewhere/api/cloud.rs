//! Billing, trials and address filters of a hosted site: none of it is here.

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderName, StatusCode, header};
use axum::routing::{MethodFilter, MethodRouter, get, post};

use super::Absent;
use crate::access::Permission;
use crate::app::App;
use crate::base::{Result, refuse};

const NO_CLOUD: Absent = Absent::new(400, "api.server.cws.needs_enterprise_edition");
const NO_FILTERS: Absent = Absent::new(501, "hearth.no_ip_filters");

pub fn routes() -> Router<App> {
    let cloud = |methods: MethodFilter| -> MethodRouter<App> { NO_CLOUD.on(methods) };
    let reads = NO_FILTERS.needs(&[Permission::SysconsoleReadSiteIpFilters]);
    let writes = NO_FILTERS.needs(&[Permission::SysconsoleWriteSiteIpFilters]);
    Router::new()
        .route("/cloud/products", cloud(MethodFilter::GET))
        .route("/cloud/limits", cloud(MethodFilter::GET))
        .route("/cloud/customer", cloud(MethodFilter::GET.or(MethodFilter::PUT)))
        .route("/cloud/customer/address", cloud(MethodFilter::PUT))
        .route("/cloud/subscription", cloud(MethodFilter::GET))
        .route("/cloud/subscription/invoices", cloud(MethodFilter::GET))
        .route("/cloud/subscription/invoices/{invoice_id}/pdf", cloud(MethodFilter::GET))
        .route("/cloud/validate-business-email", cloud(MethodFilter::POST))
        .route("/cloud/validate-workspace-business-email", cloud(MethodFilter::POST))
        .route("/cloud/installation", cloud(MethodFilter::GET))
        .route("/cloud/check-cws-connection", get(check_connection))
        .route("/cloud/webhook", post(hear_webhook))
        .route(
            "/cloud/preview/modal_data",
            Absent::new(404, "app.cloud.preview_modal_bucket_url_not_configured").on(MethodFilter::GET),
        )
        .route(
            "/hosted_customer/signup_available",
            Absent::new(501, "api.server.hosted_signup_unavailable.error").on(MethodFilter::GET),
        )
        .route("/users/login/cws", post(come_from_cloud))
        .route("/ip_filtering", reads.on(MethodFilter::GET).merge(writes.on(MethodFilter::POST)))
        .route("/ip_filtering/my_ip", NO_FILTERS.on(MethodFilter::GET))
}

/// GET /cloud/check-cws-connection: asked without a session too.
async fn check_connection(_: State<App>) -> Result<()> {
    Err(refuse::with(NO_CLOUD.status, NO_CLOUD.id).into())
}

/// POST /users/login/cws: nobody comes from there; the way in is the site's own.
async fn come_from_cloud(_: State<App>) -> (StatusCode, [(HeaderName, &'static str); 1]) {
    (StatusCode::FOUND, [(header::LOCATION, "/")])
}

/// POST /cloud/webhook: there is no key that would let anybody in.
async fn hear_webhook(_: State<App>) -> Result<()> {
    Err(refuse::no_session().into())
}
