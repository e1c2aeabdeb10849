//! Stories of what is not here.

use kit::{json, town};

#[tokio::test]
async fn what_is_not_here_says_so_to_those_who_may_ask() {
    let town = town().await;
    let no = "api.context.permissions.app_error";
    for (path, status, id) in [
        ("/remotecluster", 501, "api.remote_cluster.service_not_enabled.app_error"),
        (
            "/oauth/outgoing_connections",
            501,
            "api.context.outgoing_oauth_connection.not_available.configuration_disabled",
        ),
        ("/ldap/groups", 501, "api.admin.ldap.not_available.app_error"),
    ] {
        town.admin.get(path).await.refused(status, id);
        town.amy.get(path).await.refused(403, no);
    }
    town.amy.get("/cloud/limits").await.refused(400, "api.server.cws.needs_enterprise_edition");
    town.stranger.post("/remotecluster/ping", json!({})).await.refused(401, "api.context.session_expired.app_error");
    assert!(town.admin.get("/cluster/status").await.ok().items().is_empty());
    town.amy.get("/cluster/status").await.refused(403, no);
}

#[tokio::test]
async fn everybody_may_write_to_everybody_who_is_here() {
    let town = town().await;
    let asked = |one: &str, other: &str| format!("/sharedchannels/users/{one}/can_dm/{other}");
    let known = town.amy.get(&asked(&town.amy.id, &town.bob.id)).await.ok();
    assert_eq!(known["can_dm"], true);
    let unknown = town.admin.get(&asked("unknownunknownunknownunkno", &town.bob.id)).await.ok();
    assert_eq!(unknown["can_dm"], false);
}
