//! Which passwords are refused: short ones, well-known ones, and the person's own data (ASVS 6.2). Nothing is demanded of
//! their make-up, and they never expire.

use std::collections::HashSet;
use std::sync::LazyLock;

/// The shortest password, in characters.
pub const PASSWORD_LENGTH_MIN: usize = 8;
/// The longest password, in characters.
pub const PASSWORD_LENGTH_MAX: usize = 128;
/// Parts of personal data shorter than this may occur by chance.
const PERSONAL_LENGTH_MIN: usize = 4;

/// What the whole world tries first.
static COMMON: LazyLock<HashSet<&'static str>> = LazyLock::new(|| include_str!("common.txt").lines().collect());
/// Rows of keys and characters along which fingers run.
const RUNS: [&str; 6] = [
    "01234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv",
];
/// Words of this service.
const SERVICE: [&str; 4] = ["zhoudao", "binzhou", "滨周到", "滨州"];

/// Why a password is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordRefusal {
    /// Nothing was typed.
    #[error("no password was given")]
    Missing,
    /// Fewer than eight characters.
    #[error("a password has at least {PASSWORD_LENGTH_MIN} characters")]
    TooShort,
    /// More than the longest.
    #[error("a password has at most {PASSWORD_LENGTH_MAX} characters")]
    TooLong,
    /// Among those that are tried first, or a run of keys, or one thing repeated.
    #[error("this password is among those that are tried first")]
    Common,
    /// Made of the person's own name, number or phone, or of the service's name.
    #[error("this password is made of what others know of the person")]
    Personal,
}

impl PasswordRefusal {
    /// The message that tells the person what to do.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Missing => "password-missing",
            Self::TooShort => "password-too-short",
            Self::TooLong => "password-too-long",
            Self::Common => "password-common",
            Self::Personal => "password-personal",
        }
    }
}

/// Whether somebody of whom others know `about` (sign-in name, numbers) may use this password.
pub fn check(password: &str, about: &[&str]) -> Result<(), PasswordRefusal> {
    let length = password.chars().count();
    let plain = password.to_lowercase();
    match length {
        0 => Err(PasswordRefusal::Missing),
        1..PASSWORD_LENGTH_MIN => Err(PasswordRefusal::TooShort),
        _ if length > PASSWORD_LENGTH_MAX => Err(PasswordRefusal::TooLong),
        _ if COMMON.contains(plain.as_str()) || is_repetition(&plain) || is_run(&plain) => Err(PasswordRefusal::Common),
        _ if is_personal(&plain, about) => Err(PasswordRefusal::Personal),
        _ => Ok(()),
    }
}

/// One thing of up to four characters, over and over: abcabcabc.
fn is_repetition(password: &str) -> bool {
    let characters: Vec<char> = password.chars().collect();
    (1..=4).any(|period| {
        characters
            .iter()
            .zip(characters.iter().skip(period))
            .all(|(one, next)| one == next)
    })
}

fn is_run(password: &str) -> bool {
    RUNS.iter()
        .any(|run| run.contains(password) || run.chars().rev().collect::<String>().contains(password))
}

/// What remains without the known words is too little to be a secret.
fn is_personal(password: &str, about: &[&str]) -> bool {
    let known = about.iter().map(|text| text.to_lowercase()).chain(SERVICE.map(str::to_owned));
    let rest = known
        .filter(|text| text.chars().count() >= PERSONAL_LENGTH_MIN || !text.is_ascii() && text.chars().count() > 1)
        .fold(password.to_owned(), |rest, text| rest.replace(&text, ""));
    rest != password && rest.chars().count() < PASSWORD_LENGTH_MIN
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_easily_guessed_is_refused() {
        for (password, refusal) in [
            ("", PasswordRefusal::Missing),
            ("7 chars", PasswordRefusal::TooShort),
            ("密码密码密码密", PasswordRefusal::TooShort),
            (&"长".repeat(129), PasswordRefusal::TooLong),
            ("12345678", PasswordRefusal::Common),
            ("Woaini1314", PasswordRefusal::Common),
            ("PASSWORD1", PasswordRefusal::Common),
            ("abcabcabcab", PasswordRefusal::Common),
            ("xxxxxxxxxxxx", PasswordRefusal::Common),
            ("poiuytre", PasswordRefusal::Common),
            ("lijianguo1", PasswordRefusal::Personal),
            ("LiJianGuo2026", PasswordRefusal::Personal),
            ("13812345678", PasswordRefusal::Personal),
            ("zhoudao2026", PasswordRefusal::Personal),
            ("李建国李建国1978", PasswordRefusal::Personal),
        ] {
            assert_eq!(
                check(password, &["lijianguo", "李建国", "13812345678"]),
                Err(refusal),
                "{password}"
            );
            assert!(!refusal.key().is_empty());
        }
    }

    #[test]
    fn long_plain_words_are_welcome() {
        for password in [
            "correct horse battery",
            "黄河入海流 欲穷千里目",
            "lijianguo und sein Hund",
            "aB3$xK9!",
        ] {
            assert_eq!(check(password, &["lijianguo"]), Ok(()), "{password}");
        }
    }

    proptest! {
        #[test]
        fn nothing_is_demanded_of_the_make_up(password in "[a-z]{9}[A-Z ]{20}") {
            prop_assert!(check(&password, &[]) != Err(PasswordRefusal::TooShort));
        }

        #[test]
        fn nothing_typed_breaks_the_check(password in "\\PC{0,140}", about in "\\PC{0,20}") {
            let _ = check(&password, &[&about]);
        }
    }
}
