//! Pictures: how large one is, and smaller ones of it.
//!
//! What people send is decoded within bounds: pixels are counted before anything is unpacked, only a few pictures are
//! worked on at once, and never on the threads that answer requests. png, jpeg, gif, webp and bmp are known.

use std::io::Cursor;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{AnimationDecoder, DynamicImage, ImageDecoder, ImageFormat, ImageReader};
use tokio::sync::Semaphore;

use super::error::{Context, Error, Result};

/// Pictures worked on at once: each may take a few hundred megabytes.
static TABLE: Semaphore = Semaphore::const_new(2);
/// Of a JPEG that is looked at.
const QUALITY: u8 = 90;
/// Of one that stands in for another while it loads.
const MINI_QUALITY: u8 = 40;
/// Pixels on each side of such a one.
const MINI: u32 = 16;

/// What a picture is, as far as its first bytes tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// How it is packed.
    pub format: ImageFormat,
    /// Pixels from left to right, the way it is to be held.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
}

/// A picture and the small ones beside it.
#[derive(Debug, Clone)]
pub struct Previews {
    /// What clients show: no wider than 1920 pixels.
    pub preview: Bytes,
    /// What stands in lists: 120 pixels wide, or 100 high.
    pub thumbnail: Bytes,
    /// A blur of 16 by 16 pixels, a JPEG in base64.
    pub mini: String,
}

/// Does `work` where pictures may be worked on.
pub async fn work<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    const WORKING: &str = "working on a picture";
    let _permit = TABLE.acquire().await.context(WORKING)?;
    tokio::task::spawn_blocking(work).await.context(WORKING)?
}

/// What a picture is; `None` when it is none that we know. Reads only its beginning.
pub fn look(bytes: &[u8]) -> Option<Look> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let format = reader.format()?;
    let mut decoder = reader.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    let turned = matches!(
        decoder.orientation().unwrap_or(Orientation::NoTransforms),
        Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH
    );
    Some(if turned { Look { format, width: height, height: width } } else { Look { format, width, height } })
}

/// Whether a picture has so many pixels at most.
pub fn fits(look: &Look, most: i64) -> bool {
    i64::from(look.width) * i64::from(look.height) <= most
}

/// The picture itself, the way it is to be held. Check first that it [`fits`].
pub fn decode(bytes: &[u8]) -> Result<DynamicImage> {
    const DECODING: &str = "decoding a picture";
    let mut decoder = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .context(DECODING)?
        .into_decoder()
        .context(DECODING)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).context(DECODING)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

/// A PNG of the middle of a picture, `side` pixels on each side.
pub fn square(bytes: &[u8], side: u32) -> Result<Bytes> {
    png(&decode(bytes)?.resize_to_fill(side, side, FilterType::Lanczos3))
}

/// The picture as a PNG, no wider or higher than `side` pixels.
pub fn fitted(bytes: &[u8], side: u32) -> Result<Bytes> {
    png(&decode(bytes)?.resize(side, side, FilterType::Lanczos3))
}

/// The picture as a PNG.
pub fn repacked(bytes: &[u8]) -> Result<Bytes> {
    png(&decode(bytes)?)
}

/// A moving picture, no wider or higher than `side` pixels; of `most` frames at most.
pub fn fitted_gif(bytes: &[u8], side: u32, most: usize) -> Result<Bytes> {
    const SHRINKING: &str = "shrinking a moving picture";
    let decoder = image::codecs::gif::GifDecoder::new(Cursor::new(bytes)).context(SHRINKING)?;
    let mut out = Vec::new();
    {
        let mut encoder = image::codecs::gif::GifEncoder::new_with_speed(&mut out, 10);
        encoder.set_repeat(image::codecs::gif::Repeat::Infinite).context(SHRINKING)?;
        for frame in decoder.into_frames().take(most) {
            let frame = frame.context(SHRINKING)?;
            let delay = frame.delay();
            let small = DynamicImage::from(frame.into_buffer()).resize(side, side, FilterType::Triangle).into_rgba8();
            encoder.encode_frame(image::Frame::from_parts(small, 0, 0, delay)).context(SHRINKING)?;
        }
    }
    Ok(out.into())
}

/// The small pictures of one. A PNG's are PNGs, which may be seen through; all others' are JPEGs.
pub fn previews(bytes: &[u8], look: &Look) -> Result<Previews> {
    let picture = decode(bytes)?;
    let wide = shrunk(&picture, Bounds::Preview);
    let small = shrunk(&picture, Bounds::Thumbnail);
    let mini = small.resize_exact(MINI, MINI, FilterType::Triangle);
    let pack = |picture: &DynamicImage| {
        if look.format == ImageFormat::Png { png(picture) } else { jpeg(picture, QUALITY) }
    };
    let mini = STANDARD.encode(jpeg(&mini, MINI_QUALITY)?);
    Ok(Previews { preview: pack(&wide)?, thumbnail: pack(&small)?, mini })
}

#[derive(Clone, Copy)]
enum Bounds {
    Preview,
    Thumbnail,
}

fn shrunk(picture: &DynamicImage, bounds: Bounds) -> DynamicImage {
    match size(picture.width(), picture.height(), bounds) {
        (width, height) if (width, height) == (picture.width(), picture.height()) => picture.clone(),
        (width, height) => picture.resize_exact(width, height, FilterType::CatmullRom),
    }
}

/// The size of a small picture of one that is `width` by `height`.
fn size(width: u32, height: u32, bounds: Bounds) -> (u32, u32) {
    const PREVIEW: u32 = 1920;
    const THUMBNAIL: (u32, u32) = (120, 100);
    let scaled = |side: u32, by: u32, of: u32| {
        let scaled = (f64::from(side) * f64::from(by) / f64::from(of.max(1))).round();
        // A long strip would otherwise become one that is as thin as nothing, or longer than it was.
        (scaled as u32).clamp(1, 4 * PREVIEW)
    };
    match bounds {
        Bounds::Preview if width <= PREVIEW => (width, height),
        Bounds::Preview => (PREVIEW, scaled(height, PREVIEW, width)),
        Bounds::Thumbnail if u64::from(height) * 120 < u64::from(width) * 100 => {
            (THUMBNAIL.0, scaled(height, THUMBNAIL.0, width))
        }
        Bounds::Thumbnail => (scaled(width, THUMBNAIL.1, height), THUMBNAIL.1),
    }
}

fn png(picture: &DynamicImage) -> Result<Bytes> {
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, ImageFormat::Png).context("writing a PNG")?;
    Ok(out.into_inner().into())
}

/// JPEG cannot be seen through: what could is laid on white.
fn jpeg(picture: &DynamicImage, quality: u8) -> Result<Bytes> {
    let mut flat = picture.to_rgba8();
    for pixel in flat.pixels_mut() {
        let [.., alpha] = pixel.0;
        for part in &mut pixel.0[..3] {
            let mixed = u32::from(*part) * u32::from(alpha) + 255 * (255 - u32::from(alpha));
            *part = u8::try_from(mixed / 255).unwrap_or(255);
        }
    }
    let mut out = Vec::new();
    let flat = DynamicImage::from(flat).into_rgb8();
    JpegEncoder::new_with_quality(&mut out, quality).encode_image(&flat).context("writing a JPEG")?;
    Ok(out.into())
}

/// A picture that cannot be read as one.
pub fn is_unreadable(error: &Error) -> bool {
    matches!(error, Error::Broken(broken) if broken.doing == "decoding a picture")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: u32, height: u32) -> Bytes {
        png(&DynamicImage::new_rgba8(width, height)).expect("a picture")
    }

    #[test]
    fn small_pictures_keep_their_shape() {
        for (width, height, preview, thumbnail) in [
            (2200, 1200, (1920, 1047), (120, 65)),
            (6, 4, (6, 4), (120, 80)),
            (300, 600, (300, 600), (50, 100)),
            (1, 5000, (1, 5000), (1, 100)),
            (5000, 1, (1920, 1), (120, 1)),
        ] {
            assert_eq!(size(width, height, Bounds::Preview), preview);
            assert_eq!(size(width, height, Bounds::Thumbnail), thumbnail);
        }
    }

    #[test]
    fn a_picture_is_known_by_its_beginning() {
        let bytes = picture(320, 240);
        let seen = look(&bytes).expect("a picture");
        assert_eq!((seen.format, seen.width, seen.height), (ImageFormat::Png, 320, 240));
        assert!(fits(&seen, 320 * 240) && !fits(&seen, 320 * 240 - 1));
        assert_eq!(look(b"no picture"), None);
        assert!(is_unreadable(&decode(&bytes[..60]).expect_err("half a picture")));
    }

    #[test]
    fn small_pictures_are_made() {
        let bytes = picture(320, 240);
        let small = previews(&bytes, &look(&bytes).expect("a picture")).expect("previews");
        assert_eq!(look(&small.thumbnail).map(|look| (look.width, look.height)), Some((120, 90)));
        let face = square(&bytes, 128).expect("a square");
        assert_eq!(look(&face).map(|look| (look.width, look.height)), Some((128, 128)));
    }
}
