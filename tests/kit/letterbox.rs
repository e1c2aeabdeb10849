//! A mail server that keeps what it is given.

use std::sync::Arc;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Mutex, Notify};

/// Letters that arrived: to whom, and the whole letter.
type Letters = Arc<(Mutex<Vec<(String, String)>>, Notify)>;

/// A mail server on a free port of this machine.
pub struct Letterbox {
    port: String,
    letters: Letters,
}

impl Letterbox {
    /// Opens one.
    pub async fn open() -> Letterbox {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("an address").port().to_string();
        let letters: Letters = Arc::default();
        let kept = letters.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(take(stream, kept.clone()));
            }
        });
        Letterbox { port, letters }
    }

    /// The settings that send letters here.
    pub fn settings(&self) -> [(&str, &str); 3] {
        [
            ("EmailSettings.SMTPServer", "127.0.0.1"),
            ("EmailSettings.SMTPPort", &self.port),
            ("ServiceSettings.EnableEmailInvitations", "true"),
        ]
    }

    /// Waits for the next letter to somebody, and takes it; lines that were folded are whole again.
    pub async fn letter_to(&self, address: &str) -> String {
        let (letters, arrived) = &*self.letters;
        loop {
            let wait = arrived.notified();
            let mut kept = letters.lock().await;
            if let Some(at) = kept.iter().position(|(to, _)| to == address) {
                return kept.remove(at).1.replace("=\n", "").replace("=3D", "=");
            }
            drop(kept);
            wait.await;
        }
    }
}

/// What stands between `before` and the first character that is no letter or digit.
pub fn token_after<'a>(letter: &'a str, before: &str) -> &'a str {
    let (_, rest) = letter.split_once(before).unwrap_or_else(|| panic!("no {before} in {letter}"));
    rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default()
}

async fn take(stream: TcpStream, letters: Letters) -> Option<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 letterbox\r\n").await.ok()?;
    let mut to = String::new();
    while let Some(line) = lines.next_line().await.ok()? {
        let answer = if let Some(address) = line.strip_prefix("RCPT TO:<") {
            to = address.split('>').next().unwrap_or_default().to_owned();
            "250 ok\r\n"
        } else if line == "DATA" {
            write.write_all(b"354 go on\r\n").await.ok()?;
            let mut letter = String::new();
            while let Some(line) = lines.next_line().await.ok()?.filter(|line| line != ".") {
                letter.push_str(&line);
                letter.push('\n');
            }
            letters.0.lock().await.push((to.clone(), letter));
            letters.1.notify_waiters();
            "250 kept\r\n"
        } else {
            "250 ok\r\n"
        };
        write.write_all(answer.as_bytes()).await.ok()?;
    }
    Some(())
}
