//! The few words the app says itself, in the language of the person's desktop.

use serde::Deserialize;

const ENGLISH: &str = include_str!("../../assets/i18n/desktop.en.json");
const KOREAN: &str = include_str!("../../assets/i18n/desktop.ko.json");

/// Words in one language.
#[derive(Debug, Default, Deserialize)]
pub struct Words {
    /// The language, as HTML names it.
    #[serde(skip)]
    pub lang: &'static str,
    /// Opens the window.
    pub open: String,
    /// Copies `{address}`.
    pub copy: String,
    /// Stops the server and ends the app.
    pub quit: String,
    /// Above the sentence that says why the server did not start.
    pub trouble: String,
}

impl Words {
    /// In the language of the desktop: Korean or, for all others, English.
    pub fn of_this_person() -> Self {
        Self::of(&sys_locale::get_locale().unwrap_or_default())
    }

    fn of(locale: &str) -> Self {
        let (lang, text) = if locale.starts_with("ko") { ("ko", KOREAN) } else { ("en", ENGLISH) };
        // The test below reads both files, so the default never shows.
        Self { lang, ..serde_json::from_str(text).unwrap_or_default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_say_everything() {
        for (locale, lang, quit) in [("ko-KR", "ko", "끝내기"), ("en-US", "en", "Quit"), ("", "en", "Quit")] {
            let words = Words::of(locale);
            assert_eq!((words.lang, words.quit.as_str()), (lang, quit));
            assert!(words.copy.contains("{address}"));
            assert!(!words.open.is_empty() && !words.trouble.is_empty());
        }
    }
}
