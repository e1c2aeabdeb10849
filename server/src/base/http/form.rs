//! Forms with pictures in them: small enough to be held in memory.

use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use bytes::{Bytes, BytesMut};

use crate::base::error::{Error, Result, refuse};

/// Fields of a form at most.
const FIELDS: usize = 32;

/// A form that was read whole.
#[derive(Debug, Default)]
pub struct Form {
    fields: Vec<(String, Bytes)>,
}

/// The fields of a form one after the other, however long; the one who reads them bounds them. `None` when the request
/// holds no form.
pub async fn open_form(mut request: Request) -> Option<Multipart> {
    DefaultBodyLimit::disable().apply(&mut request);
    Multipart::from_request(request, &()).await.ok()
}

/// A whole form of `most` bytes; refused with this id when it is none, and as too large when it is larger.
pub async fn read_form(request: Request, most: usize, id: &'static str) -> Result<Form> {
    let malformed = || Error::from(refuse::with(400, id));
    let mut parts = open_form(request).await.ok_or_else(malformed)?;
    let mut form = Form::default();
    let mut left = most;
    while let Some(mut part) = parts.next_field().await.map_err(|_| malformed())? {
        let name = part.name().unwrap_or_default().to_owned();
        let mut content = BytesMut::new();
        while let Some(piece) = part.chunk().await.map_err(|_| malformed())? {
            left = left.checked_sub(piece.len()).ok_or_else(|| Error::from(refuse::too_large()))?;
            content.extend_from_slice(&piece);
        }
        if form.fields.len() == FIELDS {
            return Err(malformed());
        }
        form.fields.push((name, content.freeze()));
    }
    Ok(form)
}

impl Form {
    /// The first field of a name.
    pub fn bytes(&self, name: &str) -> Option<&Bytes> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, content)| content)
    }
}
