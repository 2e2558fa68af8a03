//! A paper that was uploaded and is not handed in yet.

use calendar::Moment;
use identity::RecordId;
use procedure::definition::{FileType, MaterialId};
use serde::{Deserialize, Serialize};

use crate::record::command::Upload;
use crate::uploads::SIGNED_LETTER;

/// A paper as a draft keeps it; the key that opens the file is only here and, after submission, in the vault.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// Which material it is.
    pub material: MaterialId,
    /// Digest of what is stored, which names the file.
    pub stored: String,
    key: String,
    /// Name of the file as uploaded.
    pub file_name: String,
    /// SHA-256 of the file as uploaded, in hexadecimal.
    pub digest: String,
    /// Size as uploaded.
    pub bytes: u64,
    /// Type found by content.
    pub file_type: FileType,
    /// The account that uploaded it.
    pub by: RecordId,
    /// When.
    pub at: Moment,
}

impl Paper {
    /// A paper that an account has just uploaded.
    #[must_use]
    pub fn uploaded(upload: Upload, by: RecordId, at: Moment) -> Self {
        Self {
            material: upload.material,
            stored: upload.stored,
            key: upload.key,
            file_name: upload.file_name,
            digest: upload.digest,
            bytes: upload.bytes,
            file_type: upload.file_type,
            by,
            at,
        }
    }

    /// Whether it is the commitment letter that the applicant signed on paper.
    #[must_use]
    pub fn is_signed_letter(&self) -> bool {
        self.material.as_str() == SIGNED_LETTER
    }

    /// The same as it is handed in.
    #[must_use]
    pub fn upload(&self) -> Upload {
        Upload {
            material: self.material.clone(),
            stored: self.stored.clone(),
            key: self.key.clone(),
            file_name: self.file_name.clone(),
            digest: self.digest.clone(),
            bytes: self.bytes,
            file_type: self.file_type,
        }
    }
}

/// Never shows the key.
impl std::fmt::Debug for Paper {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Paper({}, {} bytes)", self.material, self.bytes)
    }
}
