//! The two languages of the pages. Chinese is the default; English serves the public portal.

/// A language that a page can be written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// 中文（简体）
    #[default]
    Chinese,
    /// English
    English,
}

impl Language {
    /// Both, the default first.
    pub const ALL: [Language; 2] = [Language::Chinese, Language::English];

    /// The value of the `lang` attribute (BCP 47).
    pub fn tag(self) -> &'static str {
        match self {
            Language::Chinese => "zh-CN",
            Language::English => "en",
        }
    }

    /// The short code that cookies and `?lang=` carry.
    pub fn code(self) -> &'static str {
        match self {
            Language::Chinese => "zh",
            Language::English => "en",
        }
    }

    /// The other one.
    pub fn other(self) -> Language {
        match self {
            Language::Chinese => Language::English,
            Language::English => Language::Chinese,
        }
    }

    /// Its name in itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Language::Chinese => "中文",
            Language::English => "English",
        }
    }

    /// The language a code or tag names, if it is one of ours.
    pub fn named(tag: &str) -> Option<Language> {
        let primary = tag.trim().split(['-', '_', ';']).next()?.to_ascii_lowercase();
        match primary.as_str() {
            "zh" => Some(Language::Chinese),
            "en" => Some(Language::English),
            _ => None,
        }
    }

    /// What the reader asked for, the plainest wish first: the address, the cookie, the browser (`Accept-Language`).
    pub fn chosen(asked: Option<&str>, remembered: Option<&str>, accepted: Option<&str>) -> Language {
        asked
            .and_then(Language::named)
            .or_else(|| remembered.and_then(Language::named))
            .or_else(|| accepted.and_then(Language::preferred))
            .unwrap_or_default()
    }

    /// The best of ours in an `Accept-Language` header (RFC 9110 §12.5.4).
    fn preferred(header: &str) -> Option<Language> {
        let mut best: Option<(f32, Language)> = None;
        for range in header.split(',').take(ACCEPTED_RANGES_MAX) {
            let mut parts = range.split(';');
            let Some(language) = parts.next().and_then(Language::named) else {
                continue;
            };
            let weight = parts
                .find_map(|part| part.trim().strip_prefix("q=").map(|weight| weight.parse().unwrap_or(0.0)))
                .unwrap_or(1.0);
            if weight > best.map_or(0.0, |(weight, _)| weight) {
                best = Some((weight, language));
            }
        }
        best.map(|(_, language)| language)
    }
}

/// How many ranges of an `Accept-Language` header are looked at.
const ACCEPTED_RANGES_MAX: usize = 16;

#[cfg(test)]
mod tests {
    use super::Language::{self, Chinese, English};

    #[test]
    fn the_plainest_wish_wins() {
        for (asked, remembered, accepted, expected) in [
            (None, None, None, Chinese),
            (Some("en"), Some("zh"), Some("zh-CN"), English),
            (Some("xx"), Some("en"), None, English),
            (None, None, Some("en-GB,en;q=0.9,zh;q=0.8"), English),
            (None, None, Some("de,zh-Hans-CN;q=0.7,en;q=0.3"), Chinese),
            (None, None, Some("de, fr;q=0.5"), Chinese),
            (None, None, Some("en;q=0, zh;q=0.1"), Chinese),
            (None, None, Some("en;q=NaN"), Chinese),
            (None, Some("zh"), Some("en"), Chinese),
        ] {
            assert_eq!(
                Language::chosen(asked, remembered, accepted),
                expected,
                "{asked:?} {remembered:?} {accepted:?}"
            );
        }
    }
}
