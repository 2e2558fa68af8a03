//! Valid numbers for invented people and enterprises. **For samples and tests only**: each passes every check,
//! and none is looked up anywhere, so a real person may by chance carry one.

use crate::civil_date::CivilDate;
use crate::credit_code::{self, CreditCode};
use crate::phone::Phone;
use crate::region::RegionCode;
use crate::resident_number::{self, ResidentNumber};

/// The number of an invented person registered in `region` and born on `born`; `order` (0–999) tells two apart, odd
/// for men and even for women as GB 11643-1999, 4.2.3 has it.
pub fn resident_number(region: RegionCode, born: CivilDate, order: u16) -> ResidentNumber {
    let digits = format!("{region}{}{:03}", born.digits(), order % 1000);
    let check = char::from(resident_number::check_character(&digits));
    format!("{digits}{check}")
        .parse()
        .expect("made by the rules that reading checks")
}

/// The code of an invented enterprise (class 91) registered in `region`; `order` tells two apart.
///
/// Its organisation code begins with MA, its check character follows GB 11714-1997.
pub fn credit_code(region: RegionCode, order: u32) -> CreditCode {
    let body = format!("MA{:06}", order % 1_000_000);
    let characters = format!("91{region}{body}{}", organisation_check(&body));
    let check = credit_code::check_character(&characters).expect("made of the characters that codes use");
    format!("{characters}{check}")
        .parse()
        .expect("made by the rules that reading checks")
}

/// GB 11714-1997: letters count from 10, weights 3 7 9 10 5 8 4 2, check 11 − Σ mod 11, written X for 10 and 0 for 11.
fn organisation_check(body: &str) -> char {
    let weights = [3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body
        .chars()
        .filter_map(|one| one.to_digit(36))
        .zip(weights)
        .map(|(value, weight)| value * weight)
        .sum();
    match 11 - sum % 11 {
        10 => 'X',
        11 => '0',
        digit => char::from_digit(digit, 10).expect("below ten"),
    }
}

/// A mobile number of an invented person; the prefix 199 0543 is used for samples here.
pub fn phone(order: u16) -> Phone {
    format!("1990543{:04}", order % 10_000)
        .parse()
        .expect("made by the rules that reading checks")
}
