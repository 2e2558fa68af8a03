//! Why the words and papers of an application are kept, on which legal basis, and how long.

use ledger::{Keeping, Secret};

use super::command::Upload;
use super::refusal::Refusal;

/// Longest opinion, request or reason, in characters.
pub(super) const WORDS_MAX: usize = 4000;

/// Ten years: the term of administrative-licence files [sample: 机关文件材料归档范围和文书档案保管期限规定 gives 10 or 30].
const FILE_TERM_DAYS: u32 = 3650;

/// What the applicant declares and hands in.
pub const FILED: Keeping = Keeping {
    purpose: "deciding the application",
    basis: "PIPL 13(3); 行政许可法 31",
    term_days: FILE_TERM_DAYS,
};

/// What organs say to the applicant and to each other.
pub const SAID: Keeping = Keeping {
    purpose: "reasons of the decision",
    basis: "PIPL 13(3); 行政许可法 38",
    term_days: FILE_TERM_DAYS,
};

/// What opens the state of an application without signing in.
pub const QUERY: Keeping = Keeping {
    purpose: "looking up the state without signing in",
    basis: "PIPL 13(3); 行政许可法 33",
    term_days: FILE_TERM_DAYS,
};

/// Who paid by which receipt.
pub const PAID: Keeping = Keeping {
    purpose: "proving a payment",
    basis: "PIPL 13(3); 行政许可法 59",
    term_days: FILE_TERM_DAYS,
};

/// The key of a paper is kept as long as the paper.
pub const DOCUMENT: Keeping = Keeping {
    purpose: "handing over the decision",
    basis: "PIPL 13(3); 行政许可法 44",
    term_days: 36_500,
};

/// Who speaks without being the applicant is known only to answer them.
pub const SPEAKER: Keeping = Keeping {
    purpose: "hearing and answering somebody who is not the applicant",
    basis: "PIPL 13(3); 行政许可法 36, 46, 47",
    term_days: FILE_TERM_DAYS,
};

/// Words that must be there.
pub(super) fn said(path: String, words: &str) -> Result<Secret, Refusal> {
    match words.trim() {
        "" => Err(Refusal::WordsMissing),
        words if words.chars().count() > WORDS_MAX => Err(Refusal::WordsTooLong { max: WORDS_MAX }),
        words => Ok(Secret::new(path, words, SAID)),
    }
}

/// Words that may be left out.
pub(super) fn said_if_any(path: String, words: &str) -> Result<Option<Secret>, Refusal> {
    if words.trim().is_empty() {
        Ok(None)
    } else {
        said(path, words).map(Some)
    }
}

/// The same of the commitment letter that was signed on paper.
pub(super) fn signed_letter(upload: &Upload) -> Secret {
    let value = serde_json::json!({ "name": upload.file_name, "digest": upload.digest, "key": upload.key });
    Secret::new("signed_letter", value, FILED)
}

/// What only who may read a paper gets to know of it: its name, its digest as uploaded, the key that opens it.
pub(super) fn paper(upload: &Upload, version: u32) -> Secret {
    let value = serde_json::json!({ "name": upload.file_name, "digest": upload.digest, "key": upload.key });
    Secret::new(format!("material/{}/{version}", upload.material), value, FILED)
}
