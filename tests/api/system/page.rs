//! The page: ours, or another web client's.

use kit::{house_showing, town};
use reqwest::Method;

#[tokio::test]
async fn every_path_outside_the_api_is_the_page() {
    let town = town().await;
    for path in ["/", "/login", "/setup", "/town/channels/square", "/nothing/like/this"] {
        let page = town.stranger.visits(path).await;
        assert_eq!(page.status(), 200, "{path}");
        assert!(page.header("content-type").is_some_and(|kind| kind.starts_with("text/html")), "{page}");
        assert_eq!(page.header("cache-control"), Some("no-cache"));
        assert_eq!(page.header("x-frame-options"), Some("SAMEORIGIN"));
        let policy = page.header("content-security-policy").unwrap_or_default();
        assert!(policy.contains("script-src 'self';") && policy.contains("frame-ancestors 'self'"), "{policy}");
    }
}

#[tokio::test]
async fn a_browser_that_has_the_page_is_told_so() {
    let town = town().await;
    let page = town.stranger.visits("/").await;
    let tag = page.header("etag").expect("a tag").to_owned();
    let again = town.stranger.request_at_root(Method::GET, "/").header("if-none-match", tag);
    let again = town.stranger.asks(again).await;
    assert_eq!((again.status(), again.bytes().len()), (304, 0));
    let head = town.stranger.asks(town.stranger.request_at_root(Method::HEAD, "/")).await;
    assert_eq!((head.status(), head.bytes().len()), (200, 0));
    let post = town.stranger.asks(town.stranger.request_at_root(Method::POST, "/login")).await;
    assert_eq!(post.status(), 405);
    assert_eq!(town.stranger.visits("/assets/gone-12345678.js").await.status(), 404);
}

#[tokio::test]
async fn an_unknown_path_of_the_api_is_no_page() {
    let town = town().await;
    town.amy.get("/no/such/thing").await.refused(404, "api.context.404.app_error");
    town.stranger.visits("/api/v3/users").await.refused(404, "api.context.404.app_error");
}

#[tokio::test]
async fn another_client_is_shown_from_its_folder_and_nothing_else_is() {
    let outside = tempfile::tempdir().expect("a folder");
    let folder = outside.path().join("client");
    std::fs::create_dir_all(folder.join("i18n")).expect("a folder");
    std::fs::write(outside.path().join("secret.txt"), "secret").expect("a file");
    std::fs::write(folder.join("root.html"), "<html><title>Theirs</title></html>").expect("a file");
    std::fs::write(folder.join("main.abc.js"), "main()").expect("a file");
    std::fs::write(folder.join("remote_entry.js"), "entry()").expect("a file");
    std::fs::write(folder.join("i18n/ko.json"), "{}").expect("a file");
    #[cfg(unix)]
    std::os::unix::fs::symlink(outside.path().join("secret.txt"), folder.join("link.txt")).expect("a link");

    let (visitor, _house) = house_showing(&folder).await;
    let page = visitor.visits("/town/channels/square").await;
    assert_eq!(page.header("content-type"), Some("text/html"));
    assert!(page.text().contains("<title>Hearth</title>"), "{page}");
    assert_eq!(page.header("content-security-policy"), Some("frame-ancestors 'self'; script-src 'self'"));
    let script = visitor.visits("/static/main.abc.js").await;
    assert_eq!((script.status(), script.text().as_str()), (200, "main()"));
    assert!(script.header("cache-control").is_some_and(|kept| kept.contains("max-age=31556926")));
    let entry = visitor.visits("/static/remote_entry.js").await;
    assert_eq!(entry.header("cache-control"), Some("no-cache"));
    assert_eq!(visitor.visits("/static/i18n/ko.json").await.status(), 200);
    for path in ["/static/", "/static/i18n/", "/static/gone.js", "/static/link.txt", "/static/..%2fsecret.txt"] {
        let answer = visitor.visits(path).await;
        assert_eq!((answer.status(), answer.text().contains("secret")), (404, false), "{path}");
        assert!(!answer.header("cache-control").is_some_and(|kept| kept.contains("max-age=3")), "{path}");
    }
}
