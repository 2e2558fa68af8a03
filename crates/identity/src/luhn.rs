//! The check digit of application numbers (ISO/IEC 7812-1, annex B): finds every single wrong digit.

/// The digit that makes `digits` followed by it valid.
pub(crate) fn check_digit(digits: &str) -> u32 {
    (10 - weighted_sum(digits) % 10) % 10
}

/// From the right, every digit beside the check digit counts double, its cross sum if above nine.
fn weighted_sum(digits: &str) -> u32 {
    digits
        .chars()
        .rev()
        .filter_map(crate::typed::digit)
        .enumerate()
        .map(|(place, digit)| if place % 2 == 0 { doubled(digit) } else { digit })
        .sum()
}

fn doubled(digit: u32) -> u32 {
    if digit > 4 { digit * 2 - 9 } else { digit * 2 }
}
