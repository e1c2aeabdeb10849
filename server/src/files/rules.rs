//! What files are called, what they are sent as, and which part of one is asked for. Pure.

use std::ops::Range;

use crate::base::error::Refusal;
use crate::base::refuse;

/// Characters of a name.
const NAME: usize = 256;
/// Bytes that the first part of a file has, unless it is the whole file.
pub const FIRST_PART: i64 = 5 * 1024 * 1024;
/// Files of one request.
pub const FILES: usize = 10;

/// The name of a file without the folders it lay in.
pub fn base_name(given: &str) -> &str {
    given.rsplit(['/', '\\']).next().unwrap_or_default()
}

/// Refuses a name that could not be kept.
pub fn check_name(name: &str) -> Result<(), Refusal> {
    let length = name.chars().count();
    if length == 0 || length > NAME || name.chars().any(char::is_control) {
        return Err(refuse::with(400, "api.file.upload_file.read_form_value.app_error").about("filename"));
    }
    Ok(())
}

/// What stands behind the last dot, in lower case.
pub fn extension(name: &str) -> String {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    extension.chars().take(64).collect::<String>().to_lowercase()
}

/// The kind of a file by its name.
pub fn mime_type(extension: &str) -> String {
    let guess = mime_guess::from_ext(extension).first_or_octet_stream();
    if guess.type_() == "text" { format!("{}; charset=utf-8", guess.essence_str()) } else { guess.to_string() }
}

/// How a file is sent: as what, and whether a browser may show it.
#[derive(Debug, PartialEq, Eq)]
pub struct Sending {
    pub mime_type: String,
    pub disposition: String,
}

/// Media may be shown; everything else is put aside, and what a browser would run is sent as text.
pub fn sending(name: &str, mime_type: &str, download: bool) -> Sending {
    const RUN: &[&str] = &[
        "application/javascript",
        "application/ecmascript",
        "text/javascript",
        "text/ecmascript",
        "application/x-javascript",
        "text/html",
        "application/xhtml+xml",
        "image/svg+xml",
    ];
    const SHOWN: &[&str] = &[
        "image/jpeg",
        "image/png",
        "image/bmp",
        "image/gif",
        "image/tiff",
        "image/webp",
        "video/avi",
        "video/mpeg",
        "video/mp4",
        "audio/mpeg",
        "audio/wav",
    ];
    let essence = mime_type.split(';').next().unwrap_or_default().trim();
    let kind = if download || !SHOWN.contains(&essence) { "attachment" } else { "inline" };
    let name = encode(name);
    Sending {
        mime_type: if RUN.contains(&essence) { "text/plain".to_owned() } else { mime_type.to_owned() },
        disposition: format!("{kind};filename=\"{name}\"; filename*=UTF-8''{name}"),
    }
}

/// Everything but plain letters, digits and a few marks as `%41`.
fn encode(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~$&+=:@".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// The part of a file that a `Range` header asks for.
#[derive(Debug, PartialEq, Eq)]
pub enum Part {
    Whole,
    Some(Range<u64>),
    /// It lies behind the end.
    Nothing,
}

/// Reads one range; of several, or of what is not understood, the whole file is as good an answer.
pub fn part(header: Option<&str>, size: u64) -> Part {
    let Some((from, to)) = header.and_then(|text| text.strip_prefix("bytes=")).and_then(|text| text.split_once('-'))
    else {
        return Part::Whole;
    };
    match (from.trim().parse::<u64>(), to.trim().parse::<u64>()) {
        (Ok(from), _) if from >= size => Part::Nothing,
        (Ok(from), Ok(to)) if to >= from => Part::Some(from..to.saturating_add(1).min(size)),
        (Ok(from), Err(_)) if to.trim().is_empty() => Part::Some(from..size),
        (Err(_), Ok(last)) if from.trim().is_empty() && last > 0 && size > 0 => {
            Part::Some(size.saturating_sub(last)..size)
        }
        _ => Part::Whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_no_folders() {
        for (given, name, kind) in [
            ("../../etc/pass wd.json", "pass wd.json", "json"),
            ("C:\\a\\B.PNG", "B.PNG", "png"),
            ("plain", "plain", ""),
            ("a.tar.gz", "a.tar.gz", "gz"),
        ] {
            assert_eq!(base_name(given), name);
            assert_eq!(extension(base_name(given)), kind);
        }
        assert!(check_name("").is_err() && check_name(&"n".repeat(257)).is_err() && check_name("회의록.txt").is_ok());
    }

    #[test]
    fn nothing_that_runs_is_shown() {
        let page = sending("a.html", "text/html; charset=utf-8", false);
        assert_eq!(page.mime_type, "text/plain");
        assert!(page.disposition.starts_with("attachment;"));
        let picture = sending("ü.png", "image/png", false);
        assert_eq!(picture.disposition, "inline;filename=\"%C3%BC.png\"; filename*=UTF-8''%C3%BC.png");
        assert!(sending("a.png", "image/png", true).disposition.starts_with("attachment;"));
    }

    #[test]
    fn parts_are_read_forgivingly() {
        for (header, part_of_ten) in [
            (None, Part::Whole),
            (Some("bytes=0-3"), Part::Some(0..4)),
            (Some("bytes=5-"), Part::Some(5..10)),
            (Some("bytes=5-99"), Part::Some(5..10)),
            (Some("bytes=-4"), Part::Some(6..10)),
            (Some("bytes=99-"), Part::Nothing),
            (Some("bytes=0-1,4-5"), Part::Whole),
            (Some("lines=1-2"), Part::Whole),
        ] {
            assert_eq!(part(header, 10), part_of_ten, "{header:?}");
        }
    }
}
