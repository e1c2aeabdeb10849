//! What people send that is no JSON: files and forms.

use reqwest::Method;

use crate::answer::{Answer, Body};
use crate::person::Person;

/// A PNG of 6 by 4 pixels.
#[rustfmt::skip]
pub const PICTURE: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52,
    0x00, 0x00, 0x00, 0x06, 0x00, 0x00, 0x00, 0x04, 0x08, 0x02, 0x00, 0x00, 0x00, 0x22, 0x66, 0xd9,
    0x14, 0x00, 0x00, 0x00, 0x11, 0x49, 0x44, 0x41, 0x54, 0x78, 0xda, 0x63, 0x70, 0x68, 0x38, 0x80,
    0x86, 0x18, 0xc8, 0x15, 0x02, 0x00, 0x4c, 0x97, 0x24, 0x01, 0x99, 0x00, 0x6f, 0x04, 0x00, 0x00,
    0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

/// A field of a form: its name, the name of the file when it is one, its content.
pub type Part<'a> = (&'a str, Option<&'a str>, &'a [u8]);

impl Person {
    /// Sends a form with files in it.
    pub async fn sends_form(&self, path: &str, parts: &[Part<'_>]) -> Answer {
        const EDGE: &str = "edge-of-a-part";
        let mut body = Vec::new();
        for (name, file, content) in parts {
            let file = file.map_or(String::new(), |file| format!("; filename=\"{file}\""));
            let head = format!("--{EDGE}\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n");
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(content);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{EDGE}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={EDGE}");
        self.asks(self.request(Method::POST, path).header("content-type", kind).body(body)).await
    }

    /// Sends bytes as they are.
    pub async fn sends_bytes(&self, path: &str, content: &[u8]) -> Answer {
        self.asks(self.request(Method::POST, path).body(content.to_vec())).await
    }

    /// Sends a file to the channel that this person posts in; answers what the server says of it.
    pub async fn sends_file(&self, name: &str, content: &[u8]) -> Body {
        let path = format!("/files?channel_id={}&filename={name}", self.channel);
        let sent = self.sends_bytes(&path, content).await.created();
        Body::from(sent["file_infos"][0].clone())
    }
}
