//! LDAP, SAML, Elasticsearch, clusters: the routes by which an administrator tries to set them up.

use axum::Router;
use axum::extract::{FromRequest, Multipart, Request, State};
use axum::http::{HeaderMap, header};
use axum::routing::{MethodFilter, get, post};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::super::certificates::{self, Certificate, LARGEST};
use super::{Absent, demand_any};
use crate::access::{Actor, Permission};
use crate::app::App;
use crate::base::http::{Json, Ok, Params, Unread, ok, read_body};
use crate::base::{Result, refuse};
use crate::sessions::Visitor;
use crate::users;

const NO_LDAP: Absent = Absent::new(501, "api.admin.ldap.not_available.app_error");
const NO_SAML: Absent = Absent::new(501, "api.admin.saml.not_available.app_error");
const NO_ELASTICSEARCH: Absent = Absent::new(501, "ent.elasticsearch.not_available.app_error");

pub fn routes() -> Router<App> {
    ldap().merge(saml()).merge(others())
}

fn ldap() -> Router<App> {
    use Permission::*;
    let groups = NO_LDAP.needs(&[SysconsoleReadUserManagementGroups]);
    Router::new()
        .route("/ldap/sync", post(sync))
        .route("/ldap/test", NO_LDAP.needs(&[TestLdap]).on(MethodFilter::POST))
        .route("/ldap/test_connection", post(test_ldap))
        .route("/ldap/test_diagnostics", post(test_ldap))
        .route("/ldap/migrateid", post(migrate_ids))
        .route("/ldap/groups", groups.on(MethodFilter::GET))
        .route(
            "/ldap/groups/{remote_id}/link",
            NO_LDAP.needs(&[SysconsoleWriteUserManagementGroups]).on(MethodFilter::POST).merge(
                Absent::new(404, "app.group.no_rows")
                    .needs(&[SysconsoleWriteUserManagementGroups])
                    .on(MethodFilter::DELETE),
            ),
        )
        .route("/ldap/users/{user_id}/group_sync_memberships", post(sync_memberships))
        .route("/ldap/certificate/public", kept(certificates::LDAP_PUBLIC, AddLdapPublicCert, RemoveLdapPublicCert))
        .route("/ldap/certificate/private", kept(certificates::LDAP_PRIVATE, AddLdapPrivateCert, RemoveLdapPrivateCert))
}

fn saml() -> Router<App> {
    use Permission::*;
    Router::new()
        .route("/saml/metadata", get(get_metadata))
        .route("/saml/metadatafromidp", post(fetch_metadata))
        .route("/saml/reset_auth_data", post(reset_auth_data))
        .route("/saml/certificate/status", get(certificate_status))
        .route("/saml/certificate/public", kept(certificates::SAML_PUBLIC, AddSamlPublicCert, RemoveSamlPublicCert))
        .route("/saml/certificate/private", kept(certificates::SAML_PRIVATE, AddSamlPrivateCert, RemoveSamlPrivateCert))
        .route("/saml/certificate/idp", kept(certificates::SAML_IDP, AddSamlIdpCert, RemoveSamlIdpCert))
}

fn others() -> Router<App> {
    use Permission::*;
    let members = axum::routing::get(async |_: State<App>, actor: Actor| -> Result<Json<[Value; 0]>> {
        actor.demand(SysconsoleReadEnvironmentHighAvailability)?;
        Result::Ok(Json([]))
    });
    Router::new()
        .route("/cluster/status", members)
        .route("/elasticsearch/test", post(test_elasticsearch))
        .route(
            "/elasticsearch/purge_indexes",
            NO_ELASTICSEARCH.needs(&[PurgeElasticsearchIndexes]).on(MethodFilter::POST),
        )
        .route("/audit_logs/certificate", post(add_log_certificate).delete(remove_log_certificate))
}

/// POST /ldap/sync: nothing to read from, so it is done.
async fn sync(_: State<App>, actor: Actor) -> Result<Ok> {
    actor.demand(Permission::CreateLdapSyncJob)?;
    ok()
}

/// POST /ldap/test_connection, /ldap/test_diagnostics
async fn test_ldap(_: State<App>, actor: Actor, body: Unread) -> Result<()> {
    body.read::<Map<String, Value>>()?;
    actor.demand(Permission::TestLdap)?;
    absent(NO_LDAP)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Migration {
    #[serde(rename = "toAttribute")]
    to_attribute: String,
}

/// POST /ldap/migrateid
async fn migrate_ids(_: State<App>, actor: Actor, body: Unread) -> Result<()> {
    if body.read_or_default::<Migration>().to_attribute.is_empty() {
        return Err(refuse::invalid_param("toAttribute").into());
    }
    actor.demand(Permission::ManageSystem)?;
    absent(NO_LDAP)
}

/// POST /ldap/users/{user_id}/group_sync_memberships: nobody is of a directory.
async fn sync_memberships(State(app): State<App>, actor: Actor, at: Params) -> Result<()> {
    actor.demand(Permission::ManageSystem)?;
    let user = crate::base::Id::parse(at.text("user_id"));
    app.db.read(move |conn| users::get(conn, user)).await?;
    Err(refuse::with(400, "api.user.add_user_to_group_syncables.not_ldap_user.app_error").into())
}

/// GET /saml/metadata
async fn get_metadata(_: State<App>) -> Result<()> {
    absent(NO_SAML)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Metadata {
    saml_metadata_url: String,
}

/// POST /saml/metadatafromidp: 403 without a session too, as the official server does.
async fn fetch_metadata(_: State<App>, visitor: Visitor, body: Unread) -> Result<()> {
    let actor = visitor.0.ok_or_else(refuse::forbidden)?;
    actor.demand(Permission::GetSamlMetadataFromIdp)?;
    if body.read_or_default::<Metadata>().saml_metadata_url.is_empty() {
        return Err(refuse::invalid_param("saml_metadata_url").into());
    }
    absent(NO_SAML)
}

/// POST /saml/reset_auth_data
async fn reset_auth_data(_: State<App>, actor: Actor, body: Unread) -> Result<()> {
    let refused = |_| refuse::with(400, "model.utils.decode_json.app_error");
    body.read::<Map<String, Value>>().map_err(refused)?;
    actor.demand(Permission::ManageSystem)?;
    absent(NO_SAML)
}

/// GET /saml/certificate/status
async fn certificate_status(State(app): State<App>, actor: Actor) -> Result<Json<Value>> {
    actor.demand(Permission::GetSamlCertStatus)?;
    Result::Ok(Json(json!({
        "idp_certificate_file": certificates::SAML_IDP.is_there(&app),
        "private_key_file": certificates::SAML_PRIVATE.is_there(&app),
        "public_certificate_file": certificates::SAML_PUBLIC.is_there(&app),
    })))
}

/// The routes that keep and forget a certificate.
fn kept(certificate: Certificate, add: Permission, remove: Permission) -> axum::routing::MethodRouter<App> {
    post(move |State(app): State<App>, actor: Actor, request: Request| async move {
        actor.demand(add)?;
        let bytes = certificate_of(request, certificate).await?;
        certificate.keep(&app, bytes).await?;
        ok()
    })
    .delete(move |State(app): State<App>, actor: Actor| async move {
        actor.demand(remove)?;
        match certificate.remove(&app).await? {
            true => ok(),
            false => Err(refuse::with(404, "api.admin.remove_certificate.delete.app_error").into()),
        }
    })
}

/// The certificate that was sent, as a form's file or, for an identity provider, as it is.
async fn certificate_of(request: Request, certificate: Certificate) -> Result<Vec<u8>> {
    let kind = content_type(request.headers());
    if certificate.is_from_provider() {
        match kind.as_str() {
            "" => return refused("api.admin.saml.set_certificate_from_metadata.missing_content_type.app_error"),
            "application/x-pem-file" => return read_body(request).await.map(|body| body.to_vec()),
            "multipart/form-data" => {}
            _ => return refused("api.admin.saml.set_certificate_from_metadata.invalid_content_type.app_error"),
        }
    }
    let no_file = if certificate.is_for_ldap() {
        "api.admin.add_certificate.parseform.app_error"
    } else {
        "api.admin.add_certificate.no_file.app_error"
    };
    if kind != "multipart/form-data" {
        return refused(no_file);
    }
    read_form(request).await?.map_or_else(|| refused("api.admin.add_certificate.no_file.app_error"), Result::Ok)
}

fn refused<T>(id: &'static str) -> Result<T> {
    Err(refuse::with(400, id).into())
}

fn content_type(headers: &HeaderMap) -> String {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// The bytes of the form's `certificate`, if it has one.
async fn read_form(request: Request) -> Result<Option<Vec<u8>>> {
    let bad = |_| refuse::with(400, "api.admin.add_certificate.open.app_error");
    let mut form = Multipart::from_request(request, &()).await.map_err(|error| bad(error.to_string()))?;
    while let Some(field) = form.next_field().await.map_err(|error| bad(error.to_string()))? {
        if field.name() == Some("certificate") && field.file_name().is_some() {
            let bytes = field.bytes().await.map_err(|error| bad(error.to_string()))?;
            return if bytes.len() > LARGEST {
                Err(refuse::too_large().into())
            } else {
                Result::Ok(Some(bytes.to_vec()))
            };
        }
    }
    Result::Ok(None)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct Sent {
    elasticsearch_settings: Map<String, Value>,
}

/// POST /elasticsearch/test
async fn test_elasticsearch(_: State<App>, actor: Actor, body: Unread) -> Result<()> {
    if let Some(sent) = crate::system::sent_config::<Sent>(&body)
        && !crate::system::is_whole("ElasticsearchSettings", &sent.elasticsearch_settings)
    {
        return Err(refuse::with(400, "api.elasticsearch.test_elasticsearch_settings_nil.app_error").into());
    }
    demand_any(&actor, &[Permission::TestElasticsearch])?;
    absent(NO_ELASTICSEARCH)
}

/// POST /audit_logs/certificate
async fn add_log_certificate(_: State<App>, actor: Actor) -> Result<()> {
    actor.demand(Permission::SysconsoleWriteExperimentalFeatures)?;
    Err(refuse::with(400, "api.admin.add_certificate.parseform.app_error").into())
}

/// DELETE /audit_logs/certificate: there is none, and then it is gone.
async fn remove_log_certificate(_: State<App>, actor: Actor) -> Result<Ok> {
    actor.demand(Permission::SysconsoleWriteExperimentalFeatures)?;
    ok()
}

fn absent(what: Absent) -> Result<()> {
    Err(refuse::with(what.status, what.id).into())
}
