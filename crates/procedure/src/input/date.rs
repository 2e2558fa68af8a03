//! Days as people type them: 2026-11-03, 2026/11/3, 2026年11月3日, 20261103.

use calendar::Day;

/// No form here asks for a day outside these years; another is a slip of the hand.
pub(crate) const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

/// The day that was typed, if it exists.
pub(super) fn read(typed: &str) -> Option<Day> {
    let plain: String = typed
        .chars()
        .filter(|character| !character.is_whitespace())
        .map(|character| match character {
            '０'..='９' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
            '年' | '月' | '/' | '.' | '／' | '．' | '－' => '-',
            other => other,
        })
        .filter(|character| *character != '日')
        .collect();
    let (year, month, day) = match plain.split('-').collect::<Vec<_>>().as_slice() {
        [year, month, day] => (number(year, 4..=4)?, number(month, 1..=2)?, number(day, 1..=2)?),
        [all] if all.len() == 8 && all.is_ascii() => (
            number(&all[..4], 4..=4)?,
            number(&all[4..6], 2..=2)?,
            number(&all[6..], 2..=2)?,
        ),
        _ => return None,
    };
    let year = i32::try_from(year).ok().filter(|year| YEARS.contains(year))?;
    Day::new(year, month, day)
}

fn number(digits: &str, length: std::ops::RangeInclusive<usize>) -> Option<u32> {
    let only_digits = length.contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| only_digits)
}
