//! What people type before it is checked: full-width characters, spaces and lower case are theirs to use.

/// Drops white space and turns full-width letters and digits into ASCII capitals.
pub(crate) fn tidy(typed: &str) -> String {
    typed
        .chars()
        .filter(|character| !character.is_whitespace())
        .map(plain)
        .collect()
}

fn plain(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0)
            .unwrap_or(character)
            .to_ascii_uppercase(),
        '—' | '–' | '‐' | '−' => '-',
        other => other.to_ascii_uppercase(),
    }
}

/// The decimal value of an ASCII digit.
pub(crate) fn digit(character: char) -> Option<u32> {
    character.to_digit(10)
}
