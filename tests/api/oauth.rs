//! OAuth 2.0: apps that act for people.

use kit::{Body, Person, Town, json, town};

async fn app(town: &Town, trusted: bool) -> Body {
    let new = json!({
        "name": "Calendar", "description": "d", "homepage": "http://example.com", "is_trusted": trusted,
        "callback_urls": ["http://example.com/cb"],
    });
    town.amy.post("/oauth/apps", new.clone()).await.refused(403, "api.context.permissions.app_error");
    town.admin.post("/oauth/apps", new).await.created()
}

fn client() -> reqwest::Client {
    reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client")
}

async fn authorize(town: &Town, person: &Person, app: &Body) -> reqwest::Response {
    let query = format!("response_type=code&client_id={}&redirect_uri=http://example.com/cb&state=s", app.id());
    let request = client().get(format!("{}/oauth/authorize?{query}", town.url()));
    request.header("cookie", format!("MMAUTHTOKEN={}", person.token)).send().await.expect("an answer")
}

async fn exchange(town: &Town, fields: &[(&str, &str)]) -> (u16, kit::Value) {
    let answer = client().post(format!("{}/oauth/access_token", town.url())).form(fields).send().await;
    let answer = answer.expect("an answer");
    (answer.status().as_u16(), answer.json().await.expect("JSON"))
}

/// Presses a button of the page; answers where the browser goes.
async fn press(town: &Town, person: &Person, page: &str, decision: &str) -> String {
    let mut fields: Vec<(String, String)> = page
        .split("<input type=\"hidden\" name=\"")
        .skip(1)
        .filter_map(|rest| {
            let (name, rest) = rest.split_once("\" value=\"")?;
            Some((name.to_owned(), rest.split('"').next()?.replace("&amp;", "&")))
        })
        .collect();
    fields.push(("decision".into(), decision.into()));
    let request = client().post(format!("{}/oauth/authorize", town.url())).form(&fields);
    let answer = request.header("cookie", format!("MMAUTHTOKEN={}", person.token)).send().await.expect("an answer");
    answer.headers()["location"].to_str().expect("a place").to_owned()
}

#[tokio::test]
async fn a_person_allows_an_app_on_our_page_and_takes_it_back() {
    let town = town().await;
    let calendar = app(&town, false).await;
    let answer = authorize(&town, &town.amy, &calendar).await;
    assert_eq!(answer.status(), 200);
    let policy = answer.headers()["content-security-policy"].to_str().expect("a policy").to_owned();
    assert!(policy.contains("default-src 'none'") && policy.contains("form-action 'self' http://example.com"));
    let page = answer.text().await.expect("a page");
    let denied = press(&town, &town.amy, &page, "deny").await;
    assert!(denied.starts_with("http://example.com/cb?error=access_denied"), "{denied}");
    let allowed = press(&town, &town.amy, &page, "allow").await;
    let code = allowed.split("code=").nth(1).and_then(|rest| rest.split('&').next()).expect("a code");
    let secret = calendar["client_secret"].as_str().unwrap_or_default();
    let mut fields = [
        ("grant_type", "authorization_code"),
        ("client_id", calendar.id()),
        ("client_secret", "wrong"),
        ("redirect_uri", "http://example.com/cb"),
        ("code", code),
    ];
    assert_eq!(exchange(&town, &fields).await.0, 401);
    fields[2].1 = secret;
    let (status, token) = exchange(&town, &fields).await;
    assert_eq!(status, 200);
    assert_eq!(exchange(&town, &fields).await.0, 400, "a code is good once");
    let program = Person::with_session(&town.url(), &town.amy.id, "amy", token["access_token"].as_str().unwrap_or("?"));
    assert_eq!(program.get("/users/me").await.ok()["id"], town.amy.id.as_str());
    let refresh = token["refresh_token"].as_str().unwrap_or_default();
    let fields = [
        ("grant_type", "refresh_token"),
        ("client_id", calendar.id()),
        ("client_secret", secret),
        ("refresh_token", refresh),
    ];
    let (_, renewed) = exchange(&town, &fields).await;
    program.get("/users/me").await.refused(401, "api.context.session_expired.app_error");
    let program =
        Person::with_session(&town.url(), &town.amy.id, "amy", renewed["access_token"].as_str().unwrap_or("?"));
    program.get("/users/me").await.ok();
    let request = client()
        .post(format!("{}/oauth/deauthorize", town.url()))
        .body(json!({"client_id": calendar.id()}).to_string());
    request.bearer_auth(&town.amy.token).send().await.expect("an answer");
    program.get("/users/me").await.refused(401, "api.context.session_expired.app_error");
}

#[tokio::test]
async fn a_form_of_another_page_allows_nothing() {
    let town = town().await;
    let calendar = app(&town, false).await;
    let fields = [
        ("response_type", "code"),
        ("client_id", calendar.id()),
        ("redirect_uri", "http://example.com/cb"),
        ("csrf", "guessed"),
        ("decision", "allow"),
    ];
    let request = client().post(format!("{}/oauth/authorize", town.url())).form(&fields);
    let answer = request.header("cookie", format!("MMAUTHTOKEN={}", town.amy.token)).send().await.expect("an answer");
    assert_eq!(answer.status(), 401);
}

#[tokio::test]
async fn a_trusted_app_is_not_asked_about_and_never_leads_elsewhere() {
    let town = town().await;
    let calendar = app(&town, true).await;
    let answer = authorize(&town, &town.amy, &calendar).await;
    assert_eq!(answer.status(), 302);
    assert!(answer.headers()["location"].to_str().is_ok_and(|to| to.starts_with("http://example.com/cb?code=")));
    let query = format!("response_type=code&client_id={}&redirect_uri=http://evil.example/", calendar.id());
    let request = client().get(format!("{}/oauth/authorize?{query}", town.url()));
    let answer = request.bearer_auth(&town.amy.token).send().await.expect("an answer");
    assert_eq!(answer.status(), 400);
    let stranger =
        client().get(format!("{}/oauth/authorize?{}", town.url(), query.replace("evil.example/", "example.com/cb")));
    let answer = stranger.send().await.expect("an answer");
    assert!(answer.headers()["location"].to_str().is_ok_and(|to| to.starts_with("/login?redirect_to=")));
}
