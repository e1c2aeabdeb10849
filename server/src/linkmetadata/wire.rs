//! What posts show of a link, as clients read it.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::posts::wire::PostMetadata;

/// What lies behind an address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Found {
    /// Nothing to show.
    #[default]
    None,
    /// A page that says what it is.
    Opengraph(OpenGraph),
    /// A picture.
    Image(Size),
}

/// What a page says of itself, by the Open Graph protocol (ogp.me) or in other words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OpenGraph {
    #[serde(rename = "type")]
    pub kind: String,
    pub url: String,
    pub title: String,
    pub description: String,
    pub determiner: String,
    pub site_name: String,
    pub locale: String,
    pub locales_alternate: Option<Vec<String>>,
    pub images: Vec<OpenGraphImage>,
    pub audios: Option<Vec<Value>>,
    pub videos: Option<Vec<Value>>,
}

/// A picture that a page shows of itself. Without a size of its own it is not shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OpenGraphImage {
    pub url: String,
    pub secure_url: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub width: u32,
    pub height: u32,
}

impl OpenGraphImage {
    /// Where clients get it from.
    pub fn address(&self) -> &str {
        if self.secure_url.is_empty() { &self.url } else { &self.secure_url }
    }
}

/// How large a picture is, in pixels.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Size {
    pub width: u32,
    pub height: u32,
    /// `png`, `jpeg`, `gif`, `webp`, `bmp`.
    pub format: String,
    /// Of an animation; 0 otherwise, or when nobody counted.
    pub frame_count: u32,
}

impl Found {
    /// The word for it in the table.
    pub fn kind(&self) -> &'static str {
        match self {
            Found::None => "none",
            Found::Opengraph(_) => "opengraph",
            Found::Image(_) => "image",
        }
    }

    /// Adds it to what goes with a post that links there.
    pub fn show(&self, url: &str, metadata: &mut PostMetadata) {
        match self {
            Found::None => {}
            Found::Image(size) => {
                metadata.embeds.push(json!({"type": "image", "url": url}));
                metadata.images.insert(url.to_owned(), json!(size));
            }
            Found::Opengraph(page) => {
                metadata.embeds.push(json!({"type": "opengraph", "url": url, "data": page}));
                for image in page.images.iter().filter(|image| image.width > 0) {
                    let format = image.kind.strip_prefix("image/").unwrap_or_default().to_owned();
                    let size = Size { width: image.width, height: image.height, format, frame_count: 0 };
                    metadata.images.insert(image.address().to_owned(), json!(size));
                }
            }
        }
    }
}
