//! Encryption of one value: AES-256-GCM under the record's own key, bound to record and path.
//!
//! A value is packed before it is encrypted, where that makes it smaller: afterwards nothing could. Each is packed alone: nobody can have
//! words of their own packed with somebody else's to find out what these are (decision 0035 says what its length tells).

use aes_gcm::aead::AeadInOut;
use aes_gcm::{Aes256Gcm, KeyInit};
use identity::{RecordId, RegionCode};

use crate::error::Unavailable;
use crate::leaf::SALT_BYTES;
use crate::packing::Words;

/// The random bytes that begin each stored value. A record's key is its own, so that they never meet.
pub(crate) const NONCE_BYTES: usize = 12;

/// Begins a packed value (RFC 8878 §3.1.1), and no JSON text.
const BEGINS_PACKED: u8 = 0x28;

/// The key of one record's values.
pub(crate) struct RecordKey {
    cipher: Aes256Gcm,
    bound_to: Vec<u8>,
}

/// The random bytes of one sealing.
pub(crate) struct Sealing {
    pub(crate) nonce: [u8; NONCE_BYTES],
    pub(crate) salt: [u8; SALT_BYTES],
}

impl Sealing {
    /// Random bytes of whoever draws.
    pub(crate) fn drawn(mut draw: impl FnMut(&mut [u8])) -> Self {
        let mut sealing = Self {
            nonce: Default::default(),
            salt: Default::default(),
        };
        draw(&mut sealing.nonce);
        draw(&mut sealing.salt);
        sealing
    }

    /// Random bytes of the machine.
    pub(crate) fn random() -> Result<Self, Unavailable> {
        let mut filled = Ok(());
        let sealing = Self::drawn(|bytes| filled = filled.and_then(|()| getrandom::fill(bytes)));
        filled.map_err(|error| Unavailable(format!("the machine gives no random bytes: {error}")))?;
        Ok(sealing)
    }
}

impl RecordKey {
    pub(crate) fn new(key: &[u8; 32], city: RegionCode, record: RecordId) -> Self {
        let mut bound_to = city.number().to_be_bytes().to_vec();
        bound_to.extend_from_slice(record.as_bytes());
        Self {
            cipher: Aes256Gcm::new(key.into()),
            bound_to,
        }
    }

    /// Nonce, then salt and value encrypted; the value is the text of a JSON.
    pub(crate) fn seal(&self, path: &str, sealing: &Sealing, value: &[u8]) -> Result<Vec<u8>, Unavailable> {
        let packed = Words::Values.pack(value);
        let value = packed.as_deref().unwrap_or(value);
        let mut sealed = Vec::with_capacity(NONCE_BYTES + SALT_BYTES + value.len() + 16);
        sealed.extend_from_slice(&sealing.nonce);
        sealed.extend_from_slice(&sealing.salt);
        sealed.extend_from_slice(value);
        let tag = self
            .cipher
            .encrypt_inout_detached(
                (&sealing.nonce).into(),
                &self.bound(path),
                (&mut sealed[NONCE_BYTES..]).into(),
            )
            .map_err(|_| Unavailable(format!("the value {path} is too long for the vault")))?;
        sealed.extend_from_slice(&tag);
        Ok(sealed)
    }

    /// The value that was sealed for that path.
    pub(crate) fn open(&self, path: &str, sealed: &[u8]) -> Result<Vec<u8>, Unavailable> {
        Ok(self.open_salted(path, sealed)?.1)
    }

    /// The same with its salt.
    pub(crate) fn open_salted(&self, path: &str, sealed: &[u8]) -> Result<([u8; SALT_BYTES], Vec<u8>), Unavailable> {
        let damaged = || Unavailable(format!("the vault's value {path} is damaged or of other keys"));
        let (nonce, encrypted) = sealed.split_at_checked(NONCE_BYTES).ok_or_else(damaged)?;
        let nonce: &[u8; NONCE_BYTES] = nonce.try_into().map_err(|_| damaged())?;
        let mut value = encrypted.to_vec();
        self.cipher
            .decrypt_in_place(nonce.into(), &self.bound(path), &mut value)
            .map_err(|_| damaged())?;
        let (salt, value) = value.split_first_chunk().ok_or_else(damaged)?;
        let value = match value.first() {
            Some(&BEGINS_PACKED) => Words::Values.unpack(value).map_err(|_| damaged())?,
            Some(_) | None => value.to_vec(),
        };
        Ok((*salt, value))
    }

    fn bound(&self, path: &str) -> Vec<u8> {
        [&self.bound_to, path.as_bytes()].concat()
    }
}

#[cfg(test)]
mod tests {
    use identity::{RecordId, RegionCode};

    use super::{RecordKey, Sealing};

    const OPINION: &str = "\"经审查，申请人提交的全部材料齐全，符合法定形式，项目选址位于规划工业用地范围内。\"";

    fn key() -> RecordKey {
        RecordKey::new(&[7; 32], RegionCode::fixed(371_600), RecordId::from_bytes([1; 16]))
    }

    fn sealing() -> Sealing {
        Sealing::drawn(|bytes| bytes.fill(3))
    }

    #[test]
    fn words_of_officials_take_less_than_they_have_letters_and_come_back_as_they_were() {
        let sealed = key().seal("opinion/fire/1", &sealing(), OPINION.as_bytes()).unwrap();
        assert!(sealed.len() < OPINION.len(), "{} of {} bytes", sealed.len(), OPINION.len());
        assert_eq!(key().open("opinion/fire/1", &sealed).unwrap(), OPINION.as_bytes());
    }

    #[test]
    fn what_gets_no_smaller_and_what_was_sealed_before_values_were_packed_is_read_as_it_stands() {
        for value in ["\"李\"", "null", "1", "{\"a\":[]}", "\"\""] {
            let sealed = key().seal("name", &sealing(), value.as_bytes()).unwrap();
            assert_eq!(key().open("name", &sealed).unwrap(), value.as_bytes());
        }
    }
}
