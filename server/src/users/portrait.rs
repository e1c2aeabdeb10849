//! Pictures of people: those they chose, and the picture of somebody who has none, head and shoulders on a colour of
//! their own, the same for every reader.

use bytes::Bytes;

use crate::app::App;
use crate::base::error::Context;
use crate::base::{Id, Result, pictures, refuse};

/// Pixels on each side of a person's, as the contract has it; a bot's is twice as large.
const SIDE: i32 = 128;

/// Backgrounds, dark enough for a light figure.
const COLOURS: [[u8; 3]; 12] = [
    [0xB4, 0x4A, 0x2B],
    [0x8A, 0x5A, 0x1E],
    [0x5E, 0x6B, 0x2A],
    [0x2F, 0x73, 0x4F],
    [0x1F, 0x73, 0x78],
    [0x2B, 0x66, 0x94],
    [0x4A, 0x5A, 0xA8],
    [0x6D, 0x4F, 0xA0],
    [0x8C, 0x47, 0x8C],
    [0xA1, 0x43, 0x66],
    [0x7A, 0x52, 0x44],
    [0x59, 0x5F, 0x69],
];

/// Where the picture that somebody chose lies among the blobs.
pub fn blob(user: Id) -> String {
    format!("users/{user}/profile.png")
}

/// Keeps a picture for somebody, as a square; refuses what is none, or too large.
pub async fn put(app: &App, user: Id, given: Bytes) -> Result<()> {
    let unfit = || refuse::with(400, "api.user.upload_profile_user.decode.app_error");
    let look = pictures::look(&given).ok_or_else(unfit)?;
    if !pictures::fits(&look, app.config.now().max_image_resolution) {
        return Err(refuse::with(400, "api.user.upload_profile_user.check_image_limits.app_error").into());
    }
    let picture = pictures::work(move || pictures::square(&given, SIDE.unsigned_abs())).await;
    let picture = picture.map_err(|error| if pictures::is_unreadable(&error) { unfit().into() } else { error })?;
    app.blobs.put(&blob(user), picture).await.map(drop)
}

/// A PNG of 128 by 128 pixels, of a bot 256 by 256.
pub fn draw(user: Id, is_bot: bool) -> Result<Vec<u8>> {
    const DRAWING: &str = "drawing a portrait";
    let scale = if is_bot { 2 } else { 1 };
    let side = SIDE * scale;
    let sum: usize = user.as_str().bytes().map(usize::from).sum();
    let back = COLOURS[sum % COLOURS.len()];
    let front = back.map(|part| part + (255 - part) / 4 * 3);
    let pixels =
        (0..side).flat_map(|y| (0..side).map(move |x| u8::from(is_figure(x / scale, y / scale)))).collect::<Vec<u8>>();
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, side.unsigned_abs(), side.unsigned_abs());
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette([back, front].concat());
    let mut writer = encoder.write_header().context(DRAWING)?;
    writer.write_image_data(&pixels).context(DRAWING)?;
    writer.finish().context(DRAWING)?;
    Ok(out)
}

/// A head of radius 22 above shoulders of radius 42.
fn is_figure(x: i32, y: i32) -> bool {
    let within = |cx: i32, cy: i32, radius: i32| (x - cx).pow(2) + (y - cy).pow(2) <= radius.pow(2);
    within(64, 50, 22) || within(64, 122, 42)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_portrait_is_a_png_and_always_the_same() {
        let amy = Id::new();
        let picture = draw(amy, false).unwrap_or_default();
        assert!(picture.starts_with(b"\x89PNG"));
        assert_eq!(draw(amy, false).ok().as_ref(), Some(&picture));
        assert_ne!(draw(amy, true).ok(), Some(picture));
    }
}
