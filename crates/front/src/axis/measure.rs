//! How wide words are. Fonts differ, so widths are taken a little too large: better air than overlap.

/// The width of words at a font size, in the same unit.
pub(super) fn width(text: &str, size: f32) -> f32 {
    text.chars().map(|character| ems(character) * size).sum()
}

fn ems(character: char) -> f32 {
    match character {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' => 0.34,
        'm' | 'w' | 'M' | 'W' | '%' => 0.95,
        'A'..='Z' => 0.72,
        '\u{20}'..='\u{7e}' => 0.61,
        '\u{a0}'..='\u{24f}' => 0.7,
        _ => 1.02,
    }
}

/// As much of the words as fits, with an ellipsis if some are left out. Nothing if not even one fits.
pub(super) fn clipped(text: &str, size: f32, room: f32) -> Option<String> {
    if width(text, size) <= room {
        return Some(text.to_owned());
    }
    let room = room - width("…", size);
    let mut used = 0.0;
    let kept: String = text
        .chars()
        .take_while(|character| {
            used += ems(*character) * size;
            used <= room
        })
        .collect();
    let kept = kept.trim_end();
    (!kept.is_empty()).then(|| format!("{kept}…"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_about_twice_as_wide_as_digits() {
        assert!(width("节能审查", 13.0) >= 52.0);
        assert!(width("1234", 13.0) < 34.0);
    }

    #[test]
    fn clipping_keeps_the_beginning() {
        assert_eq!(clipped("水土保持方案", 10.0, 100.0).as_deref(), Some("水土保持方案"));
        assert_eq!(clipped("水土保持方案", 10.0, 42.0).as_deref(), Some("水土保…"));
        assert_eq!(clipped("水土保持方案", 10.0, 12.0), None);
    }
}
