//! Encryption of one value: AES-256-GCM under the record's own key, bound to record and path.

use aes_gcm::aead::AeadInOut;
use aes_gcm::{Aes256Gcm, KeyInit};
use identity::{RecordId, RegionCode};

use crate::error::Unavailable;
use crate::leaf::SALT_BYTES;

/// The random bytes that begin each stored value. A record's key is its own, so that they never meet.
pub(crate) const NONCE_BYTES: usize = 12;

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

    /// Nonce, then salt and value encrypted.
    pub(crate) fn seal(&self, path: &str, sealing: &Sealing, value: &[u8]) -> Result<Vec<u8>, Unavailable> {
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
        Ok((*salt, value.to_vec()))
    }

    fn bound(&self, path: &str) -> Vec<u8> {
        [&self.bound_to, path.as_bytes()].concat()
    }
}
