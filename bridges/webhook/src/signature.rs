//! Signatures as the Standard Webhooks specification has them: HMAC-SHA256 over identifier, time and body, so that a receiver
//! knows that the city said it, said exactly this, and said it now.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The header with the identifier of the delivery: the same at every attempt.
pub const ID_HEADER: &str = "webhook-id";
/// The header with the time of the attempt, in seconds since 1970.
pub const TIMESTAMP_HEADER: &str = "webhook-timestamp";
/// The header with the signatures, by spaces apart: `v1,BASE64`.
pub const SIGNATURE_HEADER: &str = "webhook-signature";
/// How far the time of an attempt may be from the receiver's.
pub const SIGNATURE_SECONDS_MAX: i64 = 300;

/// What a secret's text begins with.
const SECRET_PREFIX: &str = "whsec_";
/// The bytes of a secret that is drawn here.
const SECRET_BYTES: usize = 32;
/// The symmetric scheme.
const SCHEME: &str = "v1,";

/// A secret that city and receiver share. It never prints itself.
#[derive(Clone)]
pub struct Secret {
    text: String,
    key: Hmac<Sha256>,
}

/// Why a signature does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// None of the signatures is of this secret, over this.
    #[error("the signature is wrong")]
    Signature,
    /// It is too old, or of a time to come.
    #[error("the signature is of another time")]
    Time,
}

impl Secret {
    /// A new one.
    ///
    /// # Errors
    /// When the machine gives no random bytes.
    pub fn drawn() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; SECRET_BYTES];
        getrandom::fill(&mut bytes)?;
        Ok(Self::of(&bytes))
    }

    /// The secret of a text; none if it is no secret.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let bytes = BASE64_STANDARD.decode(text.strip_prefix(SECRET_PREFIX)?).ok()?;
        Some(Self::of(&bytes))
    }

    fn of(bytes: &[u8]) -> Self {
        let key = Hmac::new_from_slice(bytes).unwrap_or_else(|_| unreachable!("HMAC takes keys of any length (RFC 2104)"));
        Self {
            text: format!("{SECRET_PREFIX}{}", BASE64_STANDARD.encode(bytes)),
            key,
        }
    }

    /// The secret as the receiver is given it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signature of a delivery at a time.
    #[must_use]
    pub fn sign(&self, id: &str, timestamp: i64, body: &[u8]) -> String {
        let code = self.over(id, timestamp, body).finalize().into_bytes();
        format!("{SCHEME}{}", BASE64_STANDARD.encode(code))
    }

    fn over(&self, id: &str, timestamp: i64, body: &[u8]) -> Hmac<Sha256> {
        let head = format!("{id}.{timestamp}.");
        self.key.clone().chain_update(head.as_bytes()).chain_update(body)
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Secret")
    }
}

/// Checks the signatures of a delivery, as a receiver does: one of them must be of the secret.
///
/// # Errors
/// When none is, or when they are of another time than now.
pub fn check(secret: &Secret, id: &str, timestamp: i64, body: &[u8], signatures: &str, now: i64) -> Result<(), Wrong> {
    let is_of_secret = |signature: &str| {
        let code = signature
            .strip_prefix(SCHEME)
            .and_then(|code| BASE64_STANDARD.decode(code).ok());
        code.is_some_and(|code| secret.over(id, timestamp, body).verify_slice(&code).is_ok())
    };
    if !signatures.split(' ').any(is_of_secret) {
        return Err(Wrong::Signature);
    }
    if now.abs_diff(timestamp) > SIGNATURE_SECONDS_MAX.unsigned_abs() {
        return Err(Wrong::Time);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification (Standard Webhooks 1.0, "Signature scheme").
    #[test]
    fn the_example_of_the_specification_is_signed_as_it_says() {
        let secret = Secret::read("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let body = br#"{"test": 2432232314}"#;
        let signature = secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body);
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn a_signature_is_of_one_delivery_at_one_time_by_one_secret() {
        let (secret, other) = (Secret::drawn().unwrap(), Secret::drawn().unwrap());
        let (id, at, body) = ("371600-7", 1_800_000_000, b"{}".as_slice());
        let signature = secret.sign(id, at, body);
        let both = format!("{} {signature}", other.sign(id, at, body));
        for (secret, id, at, body, signatures, now, checked) in [
            (&secret, id, at, body, signature.as_str(), at + 300, Ok(())),
            (&secret, id, at, body, both.as_str(), at, Ok(())),
            (&secret, id, at, body, signature.as_str(), at + 301, Err(Wrong::Time)),
            (&secret, id, at, body, signature.as_str(), at - 301, Err(Wrong::Time)),
            (&secret, id, at + 1, body, signature.as_str(), at, Err(Wrong::Signature)),
            (&secret, "371600-8", at, body, signature.as_str(), at, Err(Wrong::Signature)),
            (&secret, id, at, b"[]", signature.as_str(), at, Err(Wrong::Signature)),
            (&other, id, at, body, signature.as_str(), at, Err(Wrong::Signature)),
            (&secret, id, at, body, "", at, Err(Wrong::Signature)),
            (&secret, id, at, body, "v1a,AAAA", at, Err(Wrong::Signature)),
        ] {
            assert_eq!(
                check(secret, id, at, body, signatures, now),
                checked,
                "{id} {at} {signatures}"
            );
        }
    }

    #[test]
    fn a_secret_is_read_as_it_was_written_and_does_not_print_itself() {
        let secret = Secret::drawn().unwrap();
        let again = Secret::read(secret.text()).unwrap();
        assert_eq!(again.sign("1", 1, b""), secret.sign("1", 1, b""));
        assert!(Secret::read("whsec_?").is_none() && Secret::read("AAAA").is_none());
        assert!(!format!("{secret:?}").contains("whsec"));
    }
}
