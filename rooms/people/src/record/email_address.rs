//! An e-mail address, as far as we can tell one: whether it is somebody's, only a code sent there proves.

use std::fmt;
use std::str::FromStr;

/// The longest address (RFC 5321, 4.5.3.1.3).
pub const EMAIL_LENGTH_MAX: usize = 254;
/// The longest part before the `@` (RFC 5321, 4.5.3.1.1).
const LOCAL_LENGTH_MAX: usize = 64;

/// An address that a gateway takes: ASCII, one `@`, a domain with a dot.
#[derive(Clone, PartialEq, Eq)]
pub struct EmailAddress(String);

/// A text that is no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no e-mail address")]
pub struct EmailAddressError;

impl EmailAddressError {
    /// The message that tells the person what to do.
    pub fn key(&self) -> &'static str {
        "email-wrong"
    }
}

impl EmailAddress {
    /// The address in clear: for the vault and for sending.
    pub fn clear_text(&self) -> &str {
        &self.0
    }

    /// As it is shown: `z**@example.cn`.
    pub fn masked(&self) -> String {
        let (local, domain) = self.0.split_once('@').unwrap_or(("", ""));
        let first: String = local.chars().take(1).collect();
        format!("{first}**@{domain}")
    }
}

impl FromStr for EmailAddress {
    type Err = EmailAddressError;

    fn from_str(text: &str) -> Result<Self, EmailAddressError> {
        let text = text.trim();
        let (local, domain) = text.split_once('@').ok_or(EmailAddressError)?;
        let local_fits = (1..=LOCAL_LENGTH_MAX).contains(&local.len())
            && !local.starts_with('.')
            && !local.ends_with('.')
            && local
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&byte));
        let label_fits = |label: &str| {
            !label.is_empty()
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        let domain_fits = domain.contains('.') && domain.split('.').all(label_fits);
        if local_fits && domain_fits && text.len() <= EMAIL_LENGTH_MAX {
            Ok(Self(format!("{local}@{}", domain.to_ascii_lowercase())))
        } else {
            Err(EmailAddressError)
        }
    }
}

/// Never in clear.
impl fmt::Debug for EmailAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "EmailAddress({})", self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::EmailAddress;

    #[test]
    fn addresses_are_told_from_other_texts() {
        for (text, masked) in [
            ("li.jianguo@example.cn", Some("l**@example.cn")),
            (" a+b@Mail.Example.COM ", Some("a**@mail.example.com")),
            ("li@localhost", None),
            ("li@@example.cn", None),
            ("li\r\nBcc: x@example.cn", None),
            ("<li@example.cn>", None),
            (".li@example.cn", None),
            ("李@example.cn", None),
            ("li@-example.cn", None),
            ("", None),
        ] {
            let read = text.parse::<EmailAddress>().map(|address| address.masked()).ok();
            assert_eq!(read.as_deref(), masked, "{text}");
        }
    }
}
