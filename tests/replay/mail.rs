//! A mail server that keeps what it is given: tokens that a server mails are read here.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

type Kept = Arc<Mutex<Vec<(Vec<String>, Vec<u8>)>>>;

/// An SMTP server on loopback.
#[derive(Clone)]
pub struct Mailbox {
    /// Its port.
    pub port: u16,
    kept: Kept,
}

impl Mailbox {
    /// Starts one on a free port.
    pub async fn start() -> Mailbox {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("its address").port();
        let kept = Kept::default();
        let keep = kept.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, keep.clone()));
            }
        });
        Mailbox { port, kept }
    }

    /// Takes the oldest mail to an address, waiting for it a while; answers its text.
    pub async fn take(&self, address: &str, within: Duration) -> Option<String> {
        let end = Instant::now() + within;
        loop {
            let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            let found = kept.iter().position(|(to, _)| to.iter().any(|one| one == address)).map(|at| kept.remove(at));
            drop(kept);
            if let Some((_, mail)) = found {
                return Some(text_of(&mail));
            }
            if Instant::now() > end {
                return None;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

async fn serve(stream: TcpStream, kept: Kept) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 mailbox\r\n").await?;
    let (mut to, mut line) = (Vec::new(), Vec::new());
    loop {
        line.clear();
        if stream.read_until(b'\n', &mut line).await? == 0 {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&line).trim().to_owned();
        let command = said.to_ascii_uppercase();
        let answer = match command.split([' ', ':']).next().unwrap_or_default() {
            "EHLO" | "HELO" => "250 mailbox",
            "MAIL" => {
                to = Vec::new();
                "250 ok"
            }
            "RCPT" => {
                let address = said.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
                to.extend(address.map(|(address, _)| address.to_owned()));
                "250 ok"
            }
            "DATA" => {
                stream.write_all(b"354 go on\r\n").await?;
                let mail = read_mail(&mut stream).await?;
                kept.lock().unwrap_or_else(PoisonError::into_inner).push((std::mem::take(&mut to), mail));
                "250 ok"
            }
            "QUIT" => {
                stream.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            _ => "250 ok",
        };
        stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
}

async fn read_mail(stream: &mut BufReader<TcpStream>) -> std::io::Result<Vec<u8>> {
    let mut mail = Vec::new();
    loop {
        let start = mail.len();
        let read = stream.read_until(b'\n', &mut mail).await?;
        if read == 0 || matches!(&mail[start..], b".\r\n" | b".\n") {
            mail.truncate(start);
            return Ok(mail);
        }
    }
}

/// The text parts of a mail, decoded.
fn text_of(mail: &[u8]) -> String {
    let Some(message) = mail_parser::MessageParser::default().parse(mail) else { return String::new() };
    let texts = message.parts.iter().filter_map(|part| match &part.body {
        mail_parser::PartType::Text(text) | mail_parser::PartType::Html(text) => Some(text.as_ref()),
        _ => None,
    });
    texts.collect::<Vec<_>>().join("\n")
}
