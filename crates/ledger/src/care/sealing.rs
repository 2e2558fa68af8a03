//! Sealing files for a backup: AES-256-GCM, a megabyte at a time, under a key that belongs to the content.
//!
//! `zdb1`, then segments. A segment's nonce is its number and whether it is the last, so that segments can be neither exchanged nor cut off.
//! What was broken off goes on behind the last whole segment: the same content under the same key gives the same bytes.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use aes_gcm::aead::AeadInOut;
use aes_gcm::{Aes256Gcm, KeyInit};
use sha2::{Digest, Sha256};

use super::error::CareError;
use super::keys::BackupKey;
use crate::disk;

/// The first bytes of every sealed file: name and version of its format.
const FORMAT: &[u8; 4] = b"zdb1";
/// Plain bytes of a segment.
const SEGMENT_BYTES: usize = 1 << 20;
/// Bytes that encryption adds to a segment.
const TAG_BYTES: usize = 16;

/// The digest of a file, and its length.
pub(super) fn digest_of(file: &Path) -> Result<([u8; 32], u64), CareError> {
    let mut digest = Sha256::new();
    let mut opened = File::open(file).map_err(CareError::disk(file))?;
    let mut bytes = 0;
    loop {
        let segment = read_segment(&mut opened, SEGMENT_BYTES).map_err(CareError::disk(file))?;
        if segment.is_empty() {
            return Ok((digest.finalize().into(), bytes));
        }
        bytes += segment.len() as u64;
        digest.update(&segment);
    }
}

/// Seals a file of that digest, or goes on where it was broken off; whole and on the disk when this answers.
pub(super) fn seal(from: &Path, to: &Path, key: &BackupKey, digest: &[u8; 32], told: impl FnMut(u64)) -> Result<(), CareError> {
    let mut plain = File::open(from).map_err(CareError::disk(from))?;
    let part = part_of(to);
    seal_part(&mut plain, from, &part, key, digest, told)?;
    fs::rename(&part, to).map_err(CareError::disk(to))
}

/// Seals what is read from somewhere, and gives it its name only when it has been read again.
pub(super) fn seal_and_read_again(
    plain: &mut dyn Read,
    from: &Path,
    to: &Path,
    key: &BackupKey,
    digest: &[u8; 32],
) -> Result<(), CareError> {
    let part = part_of(to);
    seal_part(plain, from, &part, key, digest, |_| {})?;
    if !is_read_again(&part, key, digest)? {
        // Otherwise the next call would go on with it.
        fs::remove_file(&part).map_err(CareError::disk(&part))?;
        return Err(CareError::Damaged(part));
    }
    let name = || -> io::Result<()> {
        fs::rename(&part, to)?;
        disk::sync_folder_of(to)
    };
    name().map_err(CareError::disk(to))
}

/// Whether a sealed file is read as what was sealed.
pub(super) fn is_read_again(sealed: &Path, key: &BackupKey, digest: &[u8; 32]) -> Result<bool, CareError> {
    match open(sealed, key, digest, |_| Ok(())) {
        Ok(_) => Ok(true),
        Err(CareError::Damaged(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

fn seal_part(
    plain: &mut dyn Read,
    from: &Path,
    part: &Path,
    key: &BackupKey,
    digest: &[u8; 32],
    mut told: impl FnMut(u64),
) -> Result<(), CareError> {
    let mut sealed = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(part)
        .map_err(CareError::disk(part))?;
    let there = sealed.metadata().map_err(CareError::disk(part))?.len();
    let whole = there.saturating_sub(FORMAT.len() as u64) / (SEGMENT_BYTES + TAG_BYTES) as u64;
    // The last segment is told from the others by its nonce: it is written anew.
    let kept = whole.saturating_sub(1);
    let mut segments = Segments::new(key, digest, kept);
    let mut hashing = Sha256::new();
    let mut bytes = 0;
    for _ in 0..kept {
        let segment = read_segment(plain, SEGMENT_BYTES).map_err(CareError::disk(from))?;
        hashing.update(&segment);
        bytes += segment.len() as u64;
    }
    let start = FORMAT.len() as u64 + kept * (SEGMENT_BYTES + TAG_BYTES) as u64;
    let begun = |sealed: &mut File| -> io::Result<()> {
        sealed.rewind()?;
        sealed.write_all(FORMAT)?;
        sealed.set_len(start)?;
        sealed.seek(SeekFrom::Start(start)).map(|_| ())
    };
    begun(&mut sealed).map_err(CareError::disk(part))?;
    let mut segment = read_segment(plain, SEGMENT_BYTES).map_err(CareError::disk(from))?;
    loop {
        let next = read_segment(plain, SEGMENT_BYTES).map_err(CareError::disk(from))?;
        hashing.update(&segment);
        bytes += segment.len() as u64;
        segments.seal(&mut segment, next.is_empty());
        sealed.write_all(&segment).map_err(CareError::disk(part))?;
        told(bytes);
        if next.is_empty() {
            break;
        }
        segment = next;
    }
    let found: [u8; 32] = hashing.finalize().into();
    if found != *digest {
        // It changed while it was read, or is damaged: nothing of it is believed.
        fs::remove_file(part).map_err(CareError::disk(part))?;
        return Err(CareError::Damaged(from.to_path_buf()));
    }
    sealed.sync_all().map_err(CareError::disk(part))
}

/// Opens a sealed file of that digest, and gives its plain bytes; an error says that what was given must not be used.
pub(super) fn open(
    from: &Path,
    key: &BackupKey,
    digest: &[u8; 32],
    mut give: impl FnMut(&[u8]) -> Result<(), CareError>,
) -> Result<u64, CareError> {
    let damaged = || CareError::Damaged(from.to_path_buf());
    let mut sealed = File::open(from).map_err(CareError::disk(from))?;
    let mut format = [0; FORMAT.len()];
    sealed.read_exact(&mut format).map_err(|_| damaged())?;
    if &format != FORMAT {
        return Err(damaged());
    }
    let mut segments = Segments::new(key, digest, 0);
    let mut hashing = Sha256::new();
    let mut bytes = 0;
    let width = SEGMENT_BYTES + TAG_BYTES;
    let mut segment = read_segment(&mut sealed, width).map_err(CareError::disk(from))?;
    loop {
        let next = read_segment(&mut sealed, width).map_err(CareError::disk(from))?;
        segments.open(&mut segment, next.is_empty()).ok_or_else(damaged)?;
        hashing.update(&segment);
        bytes += segment.len() as u64;
        give(&segment)?;
        if next.is_empty() {
            break;
        }
        segment = next;
    }
    let found: [u8; 32] = hashing.finalize().into();
    if found == *digest { Ok(bytes) } else { Err(damaged()) }
}

/// The same into a new file, on the disk when this answers.
pub(super) fn open_into(from: &Path, to: &Path, key: &BackupKey, digest: &[u8; 32]) -> Result<u64, CareError> {
    let mut plain = File::create(to).map_err(CareError::disk(to))?;
    let bytes = open(from, key, digest, |segment| {
        plain.write_all(segment).map_err(CareError::disk(to))
    })?;
    plain.sync_all().map_err(CareError::disk(to))?;
    Ok(bytes)
}

/// Where something lies until it is whole.
pub(super) fn part_of(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".part");
    name.into()
}

fn read_segment(file: &mut dyn Read, bytes: usize) -> io::Result<Vec<u8>> {
    let mut segment = Vec::with_capacity(SEGMENT_BYTES + TAG_BYTES);
    file.take(bytes as u64).read_to_end(&mut segment)?;
    Ok(segment)
}

/// Seals or opens the segments of one file, in order.
struct Segments {
    cipher: Aes256Gcm,
    next: u64,
}

impl Segments {
    fn new(key: &BackupKey, digest: &[u8; 32], next: u64) -> Self {
        Self {
            cipher: Aes256Gcm::new(&key.of_content(digest).into()),
            next,
        }
    }

    fn seal(&mut self, segment: &mut Vec<u8>, is_last: bool) {
        let nonce = self.nonce(is_last);
        let sealed = self.cipher.encrypt_in_place((&nonce).into(), FORMAT, segment);
        assert!(sealed.is_ok(), "a megabyte is never too long to be sealed");
    }

    fn open(&mut self, segment: &mut Vec<u8>, is_last: bool) -> Option<()> {
        let nonce = self.nonce(is_last);
        self.cipher.decrypt_in_place((&nonce).into(), FORMAT, segment).ok()
    }

    fn nonce(&mut self, is_last: bool) -> [u8; 12] {
        let mut nonce = [0; 12];
        nonce[3..11].copy_from_slice(&self.next.to_be_bytes());
        nonce[11] = u8::from(is_last);
        self.next += 1;
        nonce
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> (tempfile::TempDir, BackupKey) {
        let folder = tempfile::tempdir().unwrap();
        let (key, _) = BackupKey::read_or_make(&folder.path().join("key")).unwrap();
        (folder, key)
    }

    #[test]
    fn a_file_is_read_back_whatever_its_length() {
        let (folder, key) = key();
        for bytes in [0, 1, SEGMENT_BYTES - 1, SEGMENT_BYTES, SEGMENT_BYTES + 1, 3 * SEGMENT_BYTES] {
            let (plain, sealed, back) = (folder.path().join("a"), folder.path().join("b"), folder.path().join("c"));
            let content: Vec<u8> = (0..bytes).map(|place| (place % 251) as u8).collect();
            fs::write(&plain, &content).unwrap();
            let (digest, length) = digest_of(&plain).unwrap();
            seal(&plain, &sealed, &key, &digest, |_| {}).unwrap();
            assert_eq!(open_into(&sealed, &back, &key, &digest).unwrap(), length);
            assert_eq!(fs::read(&back).unwrap(), content, "{bytes} bytes");
        }
    }

    #[test]
    fn sealing_that_was_broken_off_goes_on_and_gives_the_same_file() {
        let (folder, key) = key();
        let (plain, whole, again) = (folder.path().join("a"), folder.path().join("b"), folder.path().join("c"));
        fs::write(&plain, vec![7; 5 * SEGMENT_BYTES + 9]).unwrap();
        let (digest, _) = digest_of(&plain).unwrap();
        seal(&plain, &whole, &key, &digest, |_| {}).unwrap();
        let sealed = fs::read(&whole).unwrap();
        for broken_at in [
            0,
            3,
            FORMAT.len() + 10,
            2 * SEGMENT_BYTES,
            4 * (SEGMENT_BYTES + TAG_BYTES) + 4,
            sealed.len() - 1,
        ] {
            fs::write(part_of(&again), &sealed[..broken_at]).unwrap();
            let mut first_told = None;
            seal(&plain, &again, &key, &digest, |bytes| {
                first_told.get_or_insert(bytes);
            })
            .unwrap();
            assert_eq!(fs::read(&again).unwrap(), sealed, "broken off at {broken_at}");
            let whole = broken_at.saturating_sub(FORMAT.len()) / (SEGMENT_BYTES + TAG_BYTES);
            let kept = whole.saturating_sub(1) * SEGMENT_BYTES;
            assert!(first_told.unwrap() > kept as u64, "what was there is not sealed again");
        }
    }

    #[test]
    fn what_was_cut_altered_or_is_of_another_key_is_not_read() {
        let (folder, key) = key();
        let (plain, sealed) = (folder.path().join("a"), folder.path().join("b"));
        fs::write(&plain, vec![7; 2 * SEGMENT_BYTES]).unwrap();
        let (digest, _) = digest_of(&plain).unwrap();
        seal(&plain, &sealed, &key, &digest, |_| {}).unwrap();
        let whole = fs::read(&sealed).unwrap();
        let mut altered = whole.clone();
        altered[SEGMENT_BYTES] ^= 1;
        for wrong in [&whole[..SEGMENT_BYTES + TAG_BYTES + FORMAT.len()], &altered, b"zdb"] {
            fs::write(&sealed, wrong).unwrap();
            assert!(matches!(open(&sealed, &key, &digest, |_| Ok(())), Err(CareError::Damaged(_))));
        }
        fs::write(&sealed, &whole).unwrap();
        let (other, _) = BackupKey::read_or_make(&folder.path().join("other")).unwrap();
        assert!(matches!(
            open(&sealed, &other, &digest, |_| Ok(())),
            Err(CareError::Damaged(_))
        ));
        assert!(open(&sealed, &key, &digest, |_| Ok(())).is_ok());
    }
}
