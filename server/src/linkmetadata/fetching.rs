//! Goes out and looks what lies behind an address.

use std::time::Duration;

use super::page;
use super::wire::{Found, OpenGraphImage, Size};
use crate::app::House;
use crate::base::config::Settings;
use crate::base::outgoing::{Answer, Call, Outgoing, Url};
use crate::base::pictures;

/// How long somebody elsewhere may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// Bytes that are read: what a page says of itself, and how large a picture is, stands at the beginning.
const READ: usize = 512 << 10;
/// What is wanted, for sites that answer in several forms.
const WANTED: &str = "text/html, image/*;q=0.9";
/// Who asks. Many sites refuse those who do not say it.
const NAME: &str = concat!("Hearth/", env!("CARGO_PKG_VERSION"), " (link preview)");

/// Whether the site's rules let an address be looked at: previews are on, it is not our own, and its site is not left
/// out.
pub fn is_wanted(settings: &Settings, url: &str) -> bool {
    let own = settings.site_url.trim_end_matches('/');
    let Some(host) = Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned)) else { return false };
    let is_left_out =
        settings.restrict_link_previews.split([',', ' ']).filter(|domain| !domain.is_empty()).any(|domain| {
            let domain = domain.trim_start_matches("https://").trim_start_matches("http://").trim_matches(['.', '/']);
            host.strip_suffix(&domain.to_ascii_lowercase()).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        });
    settings.enable_link_previews && !(is_left_out || !own.is_empty() && url.starts_with(own))
}

/// What lies behind an address. Who does not answer, or with what we do not know, has nothing to show.
pub async fn fetch(house: &House, url: &str) -> Found {
    let Some(answer) = get(house, url).await else { return Found::None };
    let kind = answer.header("content-type").to_ascii_lowercase();
    if kind.starts_with("image/") {
        return size(&answer).map_or(Found::None, Found::Image);
    }
    if !kind.starts_with("text/html") && !kind.starts_with("application/xhtml") {
        return Found::None;
    }
    let Some(mut page) = page::read(&answer.body, &kind, &answer.url) else { return Found::None };
    if let Some(image) = page.images.first_mut() {
        measure(house, image).await;
    }
    page.images.retain(|image| image.width > 0);
    Found::Opengraph(page)
}

/// Finds out how large a page's picture is.
async fn measure(house: &House, image: &mut OpenGraphImage) {
    let Some(size) = get(house, image.address()).await.as_ref().and_then(size) else { return };
    (image.width, image.height, image.kind) = (size.width, size.height, format!("image/{}", size.format));
}

async fn get(house: &House, url: &str) -> Option<Answer> {
    let settings = house.config.now();
    if !is_wanted(&settings, url) {
        return None;
    }
    let call = Call { cut: true, ..Call::get(url).within(PATIENCE).at_most(READ) };
    let call = call.with("accept", WANTED).with("user-agent", NAME);
    house.room::<Outgoing>().send(&settings, call).await.ok().filter(Answer::is_fine)
}

/// How large a picture is. A drawing in SVG has no size, and can hold scripts: it is never shown.
fn size(answer: &Answer) -> Option<Size> {
    let look = pictures::look(&answer.body)?;
    let format = look.format.extensions_str().first().map(|name| name.replace("jpg", "jpeg")).unwrap_or_default();
    Some(Size { width: look.width, height: look.height, format, frame_count: 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_looked_at_follows_the_sites_rules() {
        let mut settings = Settings::read(&crate::base::config::defaults()).expect("the defaults");
        (settings.enable_link_previews, settings.site_url) = (true, "https://chat.example".into());
        settings.restrict_link_previews = "Secret.example, https://two.example/".into();
        for (url, wanted) in [
            ("https://a.example/x", true),
            ("https://secret.example/x", false),
            ("http://deep.secret.example", false),
            ("https://notsecret.example", true),
            ("https://two.example/", false),
            ("https://chat.example/town/channels/square", false),
            ("not an address", false),
        ] {
            assert_eq!(is_wanted(&settings, url), wanted, "{url}");
        }
        settings.enable_link_previews = false;
        assert!(!is_wanted(&settings, "https://a.example/x"));
    }
}
