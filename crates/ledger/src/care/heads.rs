//! The heads that are known of a log as it was before it was put back.

use identity::RegionCode;
use proof::{Head, KeyName, Note};

use super::error::CareError;
use super::manifest::Manifest;
use super::old::Old;
use crate::proving::{Epochs, LogKey};
use crate::vault::Keys;

/// A head that the city has signed.
pub(super) struct KnownHead {
    pub(super) head: Head,
    /// As it was signed.
    pub(super) note: String,
}

/// The heads of the backups, of the city as it was, and of whoever asks.
///
/// # Errors
/// When the one that was given was not signed by this city.
pub(super) fn known<'m>(
    city: RegionCode,
    keys: &Keys,
    manifests: impl Iterator<Item = &'m Manifest>,
    old: &Old<'_>,
    given: Option<&str>,
) -> Result<Vec<KnownHead>, CareError> {
    let secret = keys.for_log(city);
    let read = |note: &str| read(city, &secret, note);
    let mut heads: Vec<KnownHead> = manifests.filter_map(|manifest| read(manifest.head.as_deref()?)).collect();
    heads.extend(old.heads()?.iter().filter_map(|note| read(note)));
    if let Some(note) = given {
        let not_ours = || {
            CareError::Other(
                "the head that --head names was not signed by this city: save it as /log or a witness shows it, to the last line"
                    .to_owned(),
            )
        };
        heads.push(read(note).ok_or_else(not_ours)?);
    }
    Ok(heads)
}

fn read(city: RegionCode, secret: &[u8; 32], note: &str) -> Option<KnownHead> {
    let note: Note = note.parse().ok()?;
    let head: Head = note.text().parse().ok()?;
    let known = LogKey::new(city, head.origin.suite(), secret, Epochs::default()).known();
    let is_of_city = head.origin.in_epoch(known.origin.epoch()) == known.origin;
    let key = known.key.named(KeyName::of_log(&head.origin));
    let note = (is_of_city && note.verify(&key).is_ok()).then(|| note.to_string())?;
    Some(KnownHead { head, note })
}
