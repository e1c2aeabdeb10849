use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::*;
use crate::base::config::defaults;

fn settings(allowed: &str) -> Settings {
    let mut tree = defaults();
    tree["ServiceSettings"]["AllowedUntrustedInternalConnections"] = allowed.into();
    Settings::read(&tree).expect("settings")
}

/// A server on this machine that gives the same answer to all; answers its port.
async fn says(answer: impl Into<String>) -> u16 {
    crate::base::tls::install_provider();
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("its address").port();
    let answer = answer.into();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut asked = vec![0; 4096];
            let _ = stream.read(&mut asked).await;
            let _ = stream.write_all(answer.as_bytes()).await;
        }
    });
    port
}

fn hello(body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len())
}

async fn get(allowed: &str, url: String) -> Result<Answer, Failure> {
    Outgoing::default().send(&settings(allowed), Call::get(url)).await
}

#[tokio::test]
async fn this_machine_is_out_of_reach_unless_listed() {
    let port = says(hello("hi")).await;
    for host in ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"] {
        let refused = get("", format!("http://{host}:{port}/")).await;
        assert_eq!(refused.map(|answer| answer.status), Err(Failure::OutOfReach), "{host}");
    }
    let reached = get("127.0.0.1", format!("http://127.0.0.1:{port}/")).await.expect("an answer");
    assert_eq!((reached.status, &reached.body[..]), (200, &b"hi"[..]));
    assert!(get("localhost", format!("http://localhost:{port}/")).await.is_ok());
    assert!(get("127.0.0.0/8 ::1", format!("http://localhost:{port}/")).await.is_ok());
}

#[tokio::test]
async fn a_redirect_is_checked_again() {
    let inner = says(hello("secret")).await;
    for target in [format!("http://127.0.0.1:{inner}/"), format!("http://[::1]:{inner}/")] {
        let outer =
            says(format!("HTTP/1.1 302 Found\r\nlocation: {target}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"));
        let outer = outer.await;
        // The name is allowed; where it leads is not.
        assert!(get("localhost", format!("http://localhost:{outer}/")).await.is_err(), "{target}");
    }
    let back = says(format!(
        "HTTP/1.1 307 Temporary Redirect\r\nlocation: http://localhost:{inner}/\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
    ));
    let back = back.await;
    assert_eq!(get("localhost", format!("http://localhost:{back}/")).await.expect("an answer").body, "secret");
}

#[tokio::test]
async fn an_answer_is_bounded() {
    let port = says(hello(&"x".repeat(5000))).await;
    let url = format!("http://127.0.0.1:{port}/");
    let send = |call: Call| async { Outgoing::default().send(&settings("127.0.0.1"), call).await };
    assert_eq!(send(Call::get(&url).at_most(5000)).await.map(|answer| answer.body.len()), Ok(5000));
    assert_eq!(send(Call::get(&url).at_most(4999)).await.map(drop), Err(Failure::TooLarge));
    let cut = Call { cut: true, ..Call::get(&url).at_most(100) };
    assert_eq!(send(cut).await.map(|answer| answer.body.len()), Ok(100));
}

#[tokio::test]
async fn silence_is_not_waited_for() {
    crate::base::tls::install_provider();
    let silent = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}/", silent.local_addr().expect("its address"));
    let call = Call::get(url).within(Duration::from_millis(50));
    assert_eq!(Outgoing::default().send(&settings("127.0.0.1"), call).await.map(drop), Err(Failure::TooSlow));
}

#[tokio::test]
async fn only_web_addresses_are_asked() {
    for url in ["", "nonsense", "/hooks/x", "file:///etc/hostname", "ftp://example.com/", "http://"] {
        assert_eq!(get("", url.into()).await.map(drop), Err(Failure::Address), "{url}");
    }
}
