//! How names and numbers of persons are shown to those who need not know them whole.

/// The family name's first character, a star for each of the rest: 张三丰 is 张\*\*.
pub fn mask_name(name: &str) -> String {
    let mut characters = name.chars();
    characters.next().into_iter().chain(characters.map(|_| '*')).collect()
}

/// The first four and the last two of a number of eighteen: `3716************34`.
pub fn mask_resident_number(number: &str) -> String {
    keep(number, 4, 2)
}

/// The first three and the last four: `138****5678`; of a landline the area code and the last two.
pub fn mask_phone(phone: &str) -> String {
    match phone.split_once('-') {
        Some((area, number)) => format!("{area}-{}", keep(number, 0, 2)),
        None => keep(phone, 3, 4),
    }
}

/// Shows `first` and `last` characters; of a text that would be shown whole, nothing.
fn keep(text: &str, first: usize, last: usize) -> String {
    let length = text.chars().count();
    let shown = |place: usize| length > first + last && (place < first || place >= length - last);
    text.chars()
        .enumerate()
        .map(|(place, character)| if shown(place) { character } else { '*' })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_show_what_the_rule_shows() {
        assert_eq!(mask_name("张三丰"), "张**");
        assert_eq!(mask_name("李建"), "李*");
        assert_eq!(mask_name(""), "");
        assert_eq!(mask_resident_number("371625199003070034"), "3716************34");
        assert_eq!(mask_phone("13812345678"), "138****5678");
        assert_eq!(mask_phone("0543-3186001"), "0543-*****01");
    }

    #[test]
    fn a_short_text_is_hidden_whole() {
        assert_eq!(mask_phone("12345"), "*****");
        assert_eq!(mask_resident_number("3716"), "****");
    }
}
