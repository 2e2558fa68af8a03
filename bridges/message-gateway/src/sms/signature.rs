//! Requests and receipts are signed: HMAC-SHA256 over method, path, time and body, so that nobody else sends in the city's
//! name, and nobody else tells it what arrived.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// The header with the time of signing, in milliseconds since 1970.
pub const TIME_HEADER: &str = "zhoudao-time";
/// The header with the signature, in hexadecimal.
pub const SIGNATURE_HEADER: &str = "zhoudao-signature";
/// How old a signature may be.
pub const SIGNATURE_MINUTES_MAX: i64 = 5;

const MILLISECONDS_OF_A_MINUTE: i64 = 60_000;

/// A shared secret.
#[derive(Clone)]
pub struct SigningKey(Hmac<Sha256>);

/// Why a signature does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// It is not ours, or of something else.
    #[error("the signature is wrong")]
    Signature,
    /// It is too old, or of a time to come.
    #[error("the signature is of another time")]
    Time,
}

impl SigningKey {
    /// The key of a secret of any length.
    #[must_use]
    pub fn new(secret: &str) -> Self {
        let key = Hmac::new_from_slice(secret.as_bytes());
        Self(key.unwrap_or_else(|_| unreachable!("HMAC takes keys of any length (RFC 2104)")))
    }

    /// The signature of a request or receipt.
    #[must_use]
    pub fn sign(&self, method: &str, path: &str, at: i64, body: &[u8]) -> String {
        hexadecimal(&self.over(method, path, at, body).finalize().into_bytes())
    }

    /// Checks a signature.
    ///
    /// # Errors
    /// When it is wrong, or of another time than now.
    pub fn check(&self, method: &str, path: &str, at: i64, body: &[u8], signature: &str, now: i64) -> Result<(), Wrong> {
        let given = bytes(signature).ok_or(Wrong::Signature)?;
        self.over(method, path, at, body)
            .verify_slice(&given)
            .map_err(|_| Wrong::Signature)?;
        if (now - at).abs() > SIGNATURE_MINUTES_MAX * MILLISECONDS_OF_A_MINUTE {
            return Err(Wrong::Time);
        }
        Ok(())
    }

    fn over(&self, method: &str, path: &str, at: i64, body: &[u8]) -> Hmac<Sha256> {
        let text = format!("{method}\n{path}\n{at}\n{}", hexadecimal(&Sha256::digest(body)));
        self.0.clone().chain_update(text.as_bytes())
    }
}

/// Secrets never print themselves.
impl std::fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("SigningKey")
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    let nibble = |digit: u8| char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    if !digits.len().is_multiple_of(2) {
        return None;
    }
    digits
        .chunks_exact(2)
        .map(|pair| Some(nibble(pair[0])? << 4 | nibble(pair[1])?))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_of_one_request_at_one_time_by_one_secret() {
        let (key, at, body) = (SigningKey::new("secret"), 1_800_000_000_000, b"{}".as_slice());
        let signature = key.sign("POST", "/v1/messages", at, body);
        let check = |key: &SigningKey, method, path, at, body, now| key.check(method, path, at, body, &signature, now);
        assert_eq!(check(&key, "POST", "/v1/messages", at, body, at + 299_000), Ok(()));
        assert_eq!(check(&key, "POST", "/v1/messages", at, body, at + 301_000), Err(Wrong::Time));
        assert_eq!(check(&key, "POST", "/v1/messages", at + 1, body, at), Err(Wrong::Signature));
        assert_eq!(check(&key, "GET", "/v1/messages", at, body, at), Err(Wrong::Signature));
        assert_eq!(check(&key, "POST", "/v1/messages/1", at, body, at), Err(Wrong::Signature));
        assert_eq!(check(&key, "POST", "/v1/messages", at, b"[]", at), Err(Wrong::Signature));
        let other = SigningKey::new("secret ");
        assert_eq!(check(&other, "POST", "/v1/messages", at, body, at), Err(Wrong::Signature));
        assert_eq!(key.check("POST", "/", at, body, "zz", at), Err(Wrong::Signature));
    }
}
