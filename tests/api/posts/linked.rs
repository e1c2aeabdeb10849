//! What a link to elsewhere shows below a post.

use kit::{PICTURE, Town, Value, json, town_with};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

const PAGE: &[u8] = b"<html><head><title>Kitchen</title><meta name='description' content='What is cooked'>\
    <meta property='og:image' content='/fish.png'></head><body>fish</body></html>";

/// A site with a page and a picture; tells which paths were asked for.
async fn site() -> (String, UnboundedReceiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("its address"));
    let (sender, asked) = unbounded_channel();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut chunk = vec![0; 8192];
            let read = stream.read(&mut chunk).await.unwrap_or(0);
            let text = String::from_utf8_lossy(&chunk[..read]).into_owned();
            let path = text.split(' ').nth(1).unwrap_or_default().to_owned();
            let (kind, body) =
                if path == "/fish.png" { ("image/png", PICTURE) } else { ("text/html; charset=utf-8", PAGE) };
            let head = format!("HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\nconnection: close\r\ncontent-length");
            let _ = stream.write_all(format!("{head}: {}\r\n\r\n", body.len()).as_bytes()).await;
            let _ = stream.write_all(body).await;
            let _ = sender.send(path);
        }
    });
    (url, asked)
}

async fn town_that_looks() -> Town {
    town_with(&[
        ("ServiceSettings.EnableLinkPreviews", "true"),
        ("ServiceSettings.AllowedUntrustedInternalConnections", "127.0.0.1"),
    ])
    .await
}

fn embed(post: &Value) -> &Value {
    &post["metadata"]["embeds"][0]
}

#[tokio::test]
async fn a_link_shows_what_the_page_says_of_itself() {
    let town = town_that_looks().await;
    let (url, mut asked) = site().await;
    town.amy.listens().await;

    let post = town.bob.posts(&format!("look at {url}/menu, all of you")).await.created();

    assert_eq!(embed(&post), &Value::Null, "nobody waits for another site");
    assert_eq!(embed(&town.amy.hears("posted").await.post()), &Value::Null);
    let told = town.amy.hears("post_edited").await.post();
    assert_eq!((&told["id"], &told["edit_at"]), (&json!(post.id()), &json!(0)), "its words are as they were");
    let shown = embed(&told);
    assert_eq!((&shown["type"], &shown["url"]), (&json!("opengraph"), &json!(format!("{url}/menu"))));
    assert_eq!((&shown["data"]["title"], &shown["data"]["description"]), (&json!("Kitchen"), &json!("What is cooked")));
    let picture = format!("{url}/fish.png");
    assert_eq!(shown["data"]["images"][0]["url"], picture.as_str());
    assert_eq!(told["metadata"]["images"][&picture]["format"], "png");
    let read = town.amy.get(&format!("/posts/{}", post.id())).await.ok();
    assert_eq!(embed(&read), shown);
    assert_eq!((asked.recv().await.as_deref(), asked.recv().await.as_deref()), (Some("/menu"), Some("/fish.png")));

    let again = town.amy.posts(&format!("{url}/menu")).await.created();
    assert_eq!(embed(&again), shown, "what was found is kept for the next");
    let proxied = town.amy.get(&format!("/image?url={picture}")).await;
    assert_eq!(proxied.status(), 200);
}

#[tokio::test]
async fn a_picture_is_shown_in_its_size() {
    let town = town_that_looks().await;
    let (url, _asked) = site().await;
    town.amy.listens().await;
    town.bob.posts(&format!("{url}/fish.png")).await.created();
    let told = town.amy.hears("post_edited").await.post();
    let picture = format!("{url}/fish.png");
    assert_eq!(embed(&told), &json!({"type": "image", "url": picture}));
    assert!(told["metadata"]["images"][&picture]["width"].as_i64().is_some_and(|width| width > 0));
}

#[tokio::test]
async fn nothing_is_fetched_unless_an_admin_asked_for_it() {
    let town = town_with(&[("ServiceSettings.AllowedUntrustedInternalConnections", "127.0.0.1")]).await;
    let (url, mut asked) = site().await;
    town.amy.listens().await;
    let silent = town.bob.posts(&format!("{url}/one")).await.created();
    town.amy.get(&format!("/image?url={url}/fish.png")).await.refused(400, "api.image.get.app_error");

    let setting = |on: bool| json!({"ServiceSettings": {"EnableLinkPreviews": on}});
    town.admin.put("/config/patch", setting(true)).await.ok();
    town.bob.posts(&format!("{url}/two")).await.created();
    let told = town.amy.hears("post_edited").await.post();
    assert_eq!(embed(&told)["url"], format!("{url}/two"));
    assert_eq!(asked.recv().await.as_deref(), Some("/two"), "the first link was never looked at");
    assert_eq!(embed(&town.amy.get(&format!("/posts/{}", silent.id())).await.ok()), &Value::Null);

    let sites = |sites: &str| json!({"ServiceSettings": {"RestrictLinkPreviews": sites}});
    town.admin.put("/config/patch", sites("127.0.0.1")).await.ok();
    town.bob.posts(&format!("{url}/three")).await.created();
    town.admin.put("/config/patch", sites("")).await.ok();
    town.bob.posts(&format!("{url}/four")).await.created();
    assert_eq!(embed(&town.amy.hears("post_edited").await.post())["url"], format!("{url}/four"));
    let pages = [asked.recv().await, asked.recv().await];
    assert_eq!(pages.map(Option::unwrap_or_default), ["/fish.png", "/four"], "a site that is left out is left alone");
}

#[tokio::test]
async fn a_link_to_what_only_this_machine_can_reach_shows_nothing() {
    // The same machine, by a name that an admin allowed and by its address.
    let town = town_with(&[
        ("ServiceSettings.EnableLinkPreviews", "true"),
        ("ServiceSettings.AllowedUntrustedInternalConnections", "localhost"),
    ])
    .await;
    let (url, mut asked) = site().await;
    let allowed = url.replace("127.0.0.1", "localhost");
    town.amy.listens().await;
    town.bob.posts(&format!("{url}/inside")).await.created();
    town.amy.get(&format!("/image?url={url}/fish.png")).await.refused(400, "api.image.get.app_error");
    let post = town.bob.posts(&format!("{allowed}/allowed")).await.created();
    let told = town.amy.hears("post_edited").await.post();
    assert_eq!(told["id"], json!(post.id()));
    assert_eq!(asked.recv().await.as_deref(), Some("/allowed"));
    town.amy.hears_no("post_edited").await;
}
